// A sentence without what printing adds to it: blanks, the width of its signs, the number it carries.

/** Without spaces, full-width signs as half-width ones. */
export const plain = (text: string): string =>
  text.replace(/\s/g, "").replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

const marker =
  /^(?:第[一二三四五六七八九十百〇零\d]{1,4}(?:部分|[编篇章节条款项])|[一二三四五六七八九十百]{1,4}[、.]|\([一二三四五六七八九十\d]{1,4}\)|\d{1,3}(?:\.\d{1,3}){0,3}[、.](?!\d)|[①-⑳])[、.:]?/;

/**
 * The official number at the head of a sentence and the rest of it, both plain: 二、重点任务 gives 二、 and 重点任务.
 * A sentence that is nothing but a number keeps it.
 */
export function numbered(text: string): { marker: string; rest: string } {
  const whole = plain(text);
  const found = marker.exec(whole)?.[0] ?? "";
  return found.length < whole.length ? { marker: found, rest: whole.slice(found.length) } : { marker: "", rest: whole };
}
