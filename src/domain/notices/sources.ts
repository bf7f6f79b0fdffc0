// Whose events people are told of: the modules above offer it, app/modules.ts registers it. They need not know of this file.
import type { Call } from "../../kernel/call.ts";
import type { NewEvent } from "../audit/model.ts";
import type { Db } from "../tables.ts";

/** Something to tell, as a module says it. */
export interface Told {
  programmeId: string;
  to: {
    personIds?: readonly string[];
    /** Their liaison officers, and the shared mailbox where there is one. */
    unitIds?: readonly string[];
    /** People with the duty group there. */
    groupIds?: readonly string[];
    office?: boolean;
  };
  topic: string;
  subject: { kind: string; id: string };
  title: { zh: string; en: string };
  href: string;
  dueOn?: string;
  /** Goes out at night and on days off too. */
  urgent?: boolean;
  /** The same key is never told twice to the same person. */
  key: string;
}

export interface NoticeSource {
  /** Kinds of events that concern people. */
  kinds: readonly string[];
  notices(tx: Db, call: Call, events: readonly NewEvent[]): Promise<readonly Told[]>;
}

const sources = new Set<NoticeSource>();

export function registerNotices(source: NoticeSource): void {
  sources.add(source);
}

export const noticeSources = (): readonly NoticeSource[] => [...sources];
