// A list of units cut into its members: 、 inside one name, shared tails, 和 as separator or part of a name, closing phrases that are no unit.
import type { Range } from "./blocks.ts";
import { bracketShape } from "./brackets.ts";
import { limits } from "./limits.ts";
import { bareLevel, cityNamedLikePrefecture, looksLikeUnit } from "./unit-names.ts";

export interface Piece extends Range {
  /** Folded, trimmed. */
  text: string;
  /** Sign in front of the piece. */
  after: "start" | "、" | "," | ";" | "和" | "会同";
}

/** A name with its tail restored: 广州 in 广州、深圳市政府 becomes 广州市政府. */
export interface NamedPiece extends Piece {
  restored: string | null;
}

/** Cut folded text at 、 , and ; (also 。 and line breaks) outside brackets. */
export function pieces(text: string, offset: number): Piece[] {
  const found: Piece[] = [];
  let depth = 0;
  let from = 0;
  let after: Piece["after"] = "start";
  const close = (to: number, sign: Piece["after"]) => {
    const piece = trimPiece(text, from, to, offset, after);
    if (piece) found.push(piece);
    from = to + 1;
    if (piece || sign === ";") after = sign;
  };
  for (let i = 0; i < text.length && found.length < limits.unitsInOneList; i += 1) {
    const char = text[i] ?? "";
    const shape = bracketShape(text.charCodeAt(i));
    if (shape > 0) depth += 1;
    else if (shape < 0) depth = Math.max(0, depth - 1);
    else if (depth > 0) continue;
    else if (char === "、") close(i, "、");
    else if (char === ",") close(i, ",");
    else if (char === ";" || char === "。") close(i, ";");
    else if ((char === "\n" || char === " " || char === "/") && standsBetweenUnits(text, from, i)) close(i, "、");
  }
  close(text.length, ";");
  return found;
}

function standsBetweenUnits(text: string, from: number, at: number): boolean {
  const left = text.slice(from, at).trim();
  const right = /^[^、,;。\s/]{2,40}/.exec(text.slice(at + 1, at + 41).trimStart())?.[0] ?? "";
  return left.length > 2 && looksLikeUnit(left) && right.length >= 2;
}

export function trimPiece(text: string, from: number, to: number, offset: number, after: Piece["after"]): Piece | null {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start] ?? "")) start += 1;
  while (end > start && /\s/.test(text[end - 1] ?? "")) end -= 1;
  return start < end ? { start: offset + start, end: offset + end, text: text.slice(start, end), after } : null;
}

/** Join the pieces of one collective name: 各区、县(市)政府, 各省、自治区、直辖市人民政府. */
export function joinLevels(list: Piece[], text: string, offset: number): Piece[] {
  const joined: Piece[] = [];
  for (let i = 0; i < list.length; i += 1) {
    const piece = list[i];
    if (!piece) break;
    const opens = /^(?:由)?(?:全[省市区县])?(?:各|有关|相关|各有关|各相关)(.{1,16})$/.exec(piece.text);
    let last = piece;
    if (opens?.[1] && bareLevel.test(opens[1])) {
      for (let next = list[i + 1]; next?.after === "、" && continuesLevels(next.text); next = list[i + 1]) {
        last = next;
        i += 1;
        if (!bareLevel.test(next.text)) break;
      }
    }
    joined.push(
      last === piece ? piece : { ...piece, end: last.end, text: text.slice(piece.start - offset, last.end - offset) },
    );
  }
  return joined;
}

function continuesLevels(text: string): boolean {
  const stem =
    /^(.{1,16}?)(?:人民政府|政府|党委政府|党委|管委会|党委和政府)(?=$|牵头|负责|配合|参与|落实|按|分|指导|等|共同)/.exec(
      text,
    )?.[1];
  return bareLevel.test(text) || (stem !== undefined && bareLevel.test(stem));
}

/** Cut a piece at 和, 及, 与, 以及, 会同 or 联合 where both sides are units of their own. */
export function splitAtConjunctions(piece: Piece): Piece[] {
  if (piece.text.length > limits.unitName * 3) return [piece];
  const found: Piece[] = [];
  let from = 0;
  let after = piece.after;
  for (const match of piece.text.matchAll(/以及|会同|联合|和|及|与/g)) {
    const left = piece.text.slice(from, match.index);
    const right = piece.text.slice(match.index + match[0].length);
    if (/[([]/.test(left) && !/[)\]]/.test(left)) continue;
    if (left.length < 2 || right.length < 3 || !looksLikeUnit(left.trim())) continue;
    if (!looksLikeUnit(right.trim()) && !endsInUnit(right)) continue;
    const part = trimPiece(piece.text, from, match.index, piece.start, after);
    if (part) found.push(part);
    from = match.index + match[0].length;
    after = match[0] === "会同" ? "会同" : "和";
  }
  if (from === 0) return [piece];
  const rest = trimPiece(piece.text, from, piece.text.length, piece.start, after);
  return rest ? [...found, rest] : found;
}

function endsInUnit(text: string): boolean {
  const last = /[^和及与]{2,40}$/.exec(text.slice(-40))?.[0] ?? "";
  return looksLikeUnit(last.trim());
}

/** Where 等 closes the list inside a piece: 财政局等有关部门. Null where 等 belongs to a name (高等学校). */
export function openEnd(piece: string): number | null {
  for (let at = piece.indexOf("等"); at >= 0; at = piece.indexOf("等", at + 1)) {
    const left = piece.slice(0, at).trim();
    const right = piece.slice(at + 1);
    if (/^(?:院校|学校|教育|职业|法院)/.test(right)) continue;
    if (at === 0) return 0;
    if (
      looksLikeUnit(left) ||
      /^(?:\d{1,3}个|[一二三四五六七八九十]{1,3}个)?(?:有关|相关|市级|省级|区级|市直|省直)*(?:部门|单位)/.test(right)
    )
      return at;
  }
  return null;
}

/** Does the closing phrase end here, or does it hold a 、 of its own (等各产业、招商主管部门)? */
export function openEndIsComplete(phrase: string): boolean {
  return phrase === "等" || /(?:部门|单位|机构|企业|地区|区县|方面|个|地|主体)$/.test(phrase);
}

/**
 * Give list members the tail that only the last of them carries.
 *
 * 黄埔区、天河区人民政府 are two governments; 广州、深圳市政府 too; 发展改革、财政部门 are two departments.
 */
export function restoreTails(list: Piece[], closing: string | null): NamedPiece[] {
  const named: NamedPiece[] = list.map((piece) => ({ ...piece, restored: null }));
  let tailFrom: string | null = closing !== null && /^等.{0,6}部门$/.test(closing) ? "部门" : null;
  let last: string | null = null;
  for (let i = named.length - 1; i >= 0; i -= 1) {
    const piece = named[i];
    if (!piece) continue;
    const whole = looksLikeUnit(piece.text);
    const government = /^(.{1,10}?)(人民政府|政府|管委会|管理委员会|党工委|法院|检察院)$/.exec(piece.text);
    const short = /^[\u4e00-\u9fff]{2,10}$/.test(piece.text);
    if (last !== null && short) piece.restored = withTail(piece.text, last, whole);
    if (piece.restored === null && !whole && short && tailFrom) piece.restored = piece.text + tailFrom;
    if (piece.restored === null) {
      last = government || (whole && !/^[各有相]/.test(piece.text)) ? piece.text : null;
      if (/[^各关相](?:主管)?部门$/.test(piece.text)) tailFrom = "部门";
      else if (whole && closing === null) tailFrom = null;
    }
    if (piece.after !== "、" && piece.after !== "和") {
      last = null;
      tailFrom = null;
    }
  }
  return named;
}

function withTail(place: string, last: string, whole: boolean): string | null {
  const government = /^(.{2,8}?)(人民政府|政府|管委会|管理委员会|党工委|法院|检察院)$/.exec(last);
  const level = /(?:自治区|新区|区|县|市|州|盟|旗|省|镇|乡|街道)$/;
  if (government?.[1] && government[2]) {
    const placeLevel = cityNamedLikePrefecture.test(place) ? "" : (level.exec(place)?.[0] ?? "");
    const lastLevel = level.exec(government[1])?.[0] ?? "";
    const provinces = placeLevel === "市" && /^(?:省|自治区)$/.test(lastLevel);
    if (placeLevel !== "" && (placeLevel === lastLevel || provinces)) return place + government[2];
    if (placeLevel === "" && !whole) return place + lastLevel + government[2];
    return null;
  }
  if (whole || place.length > 4 || last.length < place.length + 3) return null;
  const tail = last.slice(place.length);
  return looksLikeUnit(tail) || tail.length >= 3 ? place + tail : null;
}
