// Who may find an entry, in words of the index; and the order in which hits are told.
import type { Readers } from "./model.ts";

/** What is common to all programmes. */
export const noProgramme = "00000000-0000-0000-0000-000000000000";

const short = (id: string) => id.replaceAll("-", "");

/** The words of an entry that say what it is, where it belongs and who may find it. */
export function scopeWords(kind: string, programmeId: string | null, readers: Readers): string[] {
  const programme = short(programmeId ?? noProgramme);
  return [
    `k:${kind}`,
    `in:${programme}`,
    ...(readers.everyone ? ["all"] : []),
    ...(readers.participants ? [`p:${programme}`] : []),
    ...(readers.office ? [`o:${programme}`] : []),
    ...(readers.groups ?? []).map((unit) => `g:${short(unit)}`),
    ...(readers.liaisons ?? []).map((unit) => `l:${short(unit)}`),
  ];
}

interface Reader {
  duties: readonly string[];
  unitIds: readonly string[];
}

/**
 * The words of which an entry must have one to be found by this reader. They only narrow the search: what is shown is
 * asked of the module that owns it, by the same condition as its list.
 * @param programmes those the reader takes part in
 * @param mayKnow does the reader work on pilots at all (office, group, liaison)?
 */
export function readerWords(
  reader: Reader,
  programmes: readonly { id: string; officeUnitId: string }[],
  mayKnow: boolean,
): string[] {
  const has = (duty: string) => reader.duties.includes(duty);
  const words = ["all"];
  if (!mayKnow) return words;
  for (const programme of programmes) {
    words.push(`p:${short(programme.id)}`);
    if (has("office") && reader.unitIds.includes(programme.officeUnitId)) words.push(`o:${short(programme.id)}`);
  }
  for (const unit of reader.unitIds) {
    if (has("group")) words.push(`g:${short(unit)}`);
    if (has("liaison")) words.push(`l:${short(unit)}`);
  }
  return words;
}

/** The condition of one kind as text of a tsquery; with a programme, what is common to all programmes is found too. */
export function scopeCondition(kind: string, readers: readonly string[], programmeId: string | null): string {
  const any = (words: readonly string[]) => `(${words.map((word) => `'${word}'`).join(" | ")})`;
  const places = programmeId ? ` & ${any([`in:${short(programmeId)}`, `in:${short(noProgramme)}`])}` : "";
  return `'k:${kind}' & ${any(readers)}${places}`;
}

/** How well a hit fits: what is called exactly so, begins so, is called so in part, says so, is read so in pinyin. */
export const tiers = { exact: 0, start: 1, name: 2, text: 3, reading: 4 } as const;

export interface Hit {
  kind: string;
  programmeId: string;
  id: string;
  tier: number;
  sortKey: string;
}

/** The place of a hit in the order of all: by fit, then kind, then the order of its kind. */
export type Place = readonly [tier: number, kind: number, sortKey: string, id: string];

const compare = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);

export function comparePlaces(a: Place, b: Place): number {
  for (const index of [0, 1, 2, 3] as const) {
    const order = compare(a[index], b[index]);
    if (order !== 0) return order;
  }
  return 0;
}

export interface RankedHit extends Hit {
  place: Place;
}

/**
 * Each entry once, under its best fit, in order; of each kind no more than `most`.
 * @param kinds in the order in which they are told
 */
export function rank(hits: readonly Hit[], kinds: readonly string[], most: number): RankedHit[] {
  const best = new Map<string, Hit>();
  for (const hit of hits) {
    const key = `${hit.kind} ${hit.programmeId} ${hit.id}`;
    const known = best.get(key);
    if (!known || hit.tier < known.tier) best.set(key, hit);
  }
  const ranked = [...best.values()]
    .map((hit) => ({ ...hit, place: [hit.tier, kinds.indexOf(hit.kind), hit.sortKey, hit.id] as const }))
    .sort((a, b) => comparePlaces(a.place, b.place));
  const counts = new Map<string, number>();
  return ranked.filter((hit) => {
    const count = (counts.get(hit.kind) ?? 0) + 1;
    counts.set(hit.kind, count);
    return count <= most;
  });
}
