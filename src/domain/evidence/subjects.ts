// What evidence can be kept for: modules further down register their kinds of record here (app/modules.ts).
import type { Call } from "../../kernel/call.ts";
import type { Db } from "../tables.ts";

/** Which of these records may the caller …? Ids that do not exist, or are not the caller's to see, are left out. */
type Which = (db: Db, call: Call, programmeId: string, ids: readonly string[]) => Promise<Set<string>>;

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
  mayRead: Which;
  /** May the caller add, replace and withdraw evidence now? Not once the record is finished. */
  mayAdd: Which;
  /** May the caller accept, query and reject evidence of others? */
  mayRemark: Which;
  /** How these records are called, whoever asks; those of other programmes are left out. */
  name(db: Db, programmeId: string, ids: readonly string[]): Promise<ReadonlyMap<string, NamedSubject>>;
}

const subjects = new Map<string, EvidenceSubject>();

export function registerSubject(subject: EvidenceSubject): void {
  subjects.set(subject.kind, subject);
}

export const subjectOf = (kind: string): EvidenceSubject | undefined => subjects.get(kind);
