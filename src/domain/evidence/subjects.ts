// What evidence can be kept for: modules further down register their kinds of record here (app/modules.ts).
import type { Call } from "../../kernel/call.ts";
import type { Db } from "../tables.ts";

/** What the caller may do with the evidence of a record. */
export interface Rights {
  /** Add, replace and withdraw evidence now? Not once the record is finished. */
  mayAdd: boolean;
  /** Accept, query and reject evidence of others? */
  mayRemark: boolean;
}

/** A record as lists and notices name it. */
export interface NamedSubject {
  title: { zh: string; en: string };
  /** Address in the web shell, from `/`. */
  href: string;
  /** Is the record finished? Then its evidence waits for nobody. */
  over: boolean;
}

export interface EvidenceSubject {
  /** The word for the kind of record (`task`), as its events say it. */
  kind: string;
  zh: string;
  en: string;
  /**
   * What the caller may do with the evidence of these records, by id. Ids that do not exist, or are not the caller's to
   * see, are left out.
   */
  rights(db: Db, call: Call, programmeId: string, ids: readonly string[]): Promise<ReadonlyMap<string, Rights>>;
  /** How these records are called, whoever asks; those of other programmes are left out. */
  name(db: Db, programmeId: string, ids: readonly string[]): Promise<ReadonlyMap<string, NamedSubject>>;
}

const subjects = new Map<string, EvidenceSubject>();

export function registerSubject(subject: EvidenceSubject): void {
  subjects.set(subject.kind, subject);
}

export const subjectOf = (kind: string): EvidenceSubject | undefined => subjects.get(kind);

/** Of these records of one kind, those to which the caller may add evidence. */
export async function subjectsToAddTo(
  db: Db,
  call: Call,
  programmeId: string,
  kind: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const rights = (await subjectOf(kind)?.rights(db, call, programmeId, ids)) ?? [];
  return new Set([...rights].filter(([, { mayAdd }]) => mayAdd).map(([id]) => id));
}
