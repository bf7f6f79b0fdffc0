// What evidence can be kept for: modules further down register their kinds of record here (app/modules.ts).
import type { Call } from "../../kernel/call.ts";
import type { Db } from "../tables.ts";

/** Which of these records may the caller …? Ids that do not exist, or are not the caller's to see, are left out. */
type Which = (db: Db, call: Call, programmeId: string, ids: readonly string[]) => Promise<Set<string>>;

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
}

const subjects = new Map<string, EvidenceSubject>();

export function registerSubject(subject: EvidenceSubject): void {
  subjects.set(subject.kind, subject);
}

export const subjectOf = (kind: string): EvidenceSubject | undefined => subjects.get(kind);
