// Whose business records of a programme are: each module says it for its kinds (app/modules.ts); live updates ask it for many at once.
import type { Db } from "../tables.ts";

/** Who may know of a record. Whoever may not see it must not hear that it changed. */
export interface Audience {
  /** Units whose working-group people see it. */
  groupIds: readonly string[];
  /** Units whose liaison officers see it. */
  unitIds: readonly string[];
  /** Units whose people see it whatever their duty. */
  anyDutyIds?: readonly string[];
  /** The office sees everything, except what a unit still keeps to itself. */
  notOffice?: boolean;
}

export interface AudienceSource {
  /** The word for the kind of record, as its events say it. */
  kind: string;
  /** Of each of these records, in a fixed number of statements; records of other programmes are left out. */
  audiences(
    db: Db,
    programmeId: string,
    ids: readonly string[],
    /** Milliseconds: whose it was a moment before hears of it too. */
    at: number,
  ): Promise<ReadonlyMap<string, Audience>>;
}

/** Audiences by kind of record and id. */
export type Audiences = ReadonlyMap<string, ReadonlyMap<string, Audience>>;

const sources = new Map<string, AudienceSource>();

export function registerAudience(source: AudienceSource): void {
  sources.set(source.kind, source);
}

/** Whose business these records are; a kind of which nobody says it is nobody's. */
export async function audiencesFor(
  db: Db,
  programmeId: string,
  subjects: ReadonlyMap<string, ReadonlySet<string>>,
  at: number,
): Promise<Audiences> {
  const found = new Map<string, ReadonlyMap<string, Audience>>();
  for (const [kind, ids] of subjects) {
    const source = sources.get(kind);
    if (!source) continue;
    found.set(kind, ids.size === 0 ? new Map() : await source.audiences(db, programmeId, [...ids], at));
  }
  return found;
}

/** The audience of a record that hangs on others: theirs together with its own. */
export function joined(own: Audience, others: readonly (Audience | undefined)[]): Audience {
  const all = [own, ...others.filter((one) => one !== undefined)];
  return {
    groupIds: all.flatMap((one) => one.groupIds),
    unitIds: all.flatMap((one) => one.unitIds),
    anyDutyIds: all.flatMap((one) => one.anyDutyIds ?? []),
  };
}
