// That somebody has a new notice is said on a channel of the database by person, without what it is about.
import { z } from "zod";

export const noticeChannel = "shidian_notice";

/** People named in one text; NOTIFY takes 7,999 bytes. */
const mostNamed = 150;

const People = z.array(z.uuid()).max(mostNamed);

export function noticeTexts(personIds: readonly string[]): string[] {
  const texts: string[] = [];
  for (let from = 0; from < personIds.length; from += mostNamed)
    texts.push(JSON.stringify(personIds.slice(from, from + mostNamed)));
  return texts;
}

/** Nobody for anything else, since whoever may connect to the database may speak on a channel. */
export function readNoticeText(text: string): readonly string[] {
  try {
    return People.parse(JSON.parse(text));
  } catch {
    return [];
  }
}
