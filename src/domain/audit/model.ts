// Words of the audit trail 审计.
import { z } from "zod";
import { defineFaults } from "../../kernel/errors.ts";
import { defineLabels } from "../../kernel/labels.ts";
import { listQuery, pageOf } from "../../kernel/page-of.ts";

export const terms = defineLabels({
  event: { zh: "审计事件", en: "Audit event", means: "谁、何时、以什么职责、对什么做了什么，前后各是什么" },
  seal: { zh: "封条", en: "Seal", means: "一批事件的摘要，与上一封条相连；改动或缺失都能查出" },
});

export const Event = z.object({
  id: z.uuid(),
  programmeId: z.uuid().nullable(),
  at: z.string(),
  kind: z.string(),
  subjectKind: z.string(),
  subjectId: z.uuid(),
  personName: z.string(),
  unitId: z.uuid().nullable(),
  duties: z.array(z.string()),
  note: z.string().nullable(),
  requestId: z.string(),
  address: z.string(),
  sealNumber: z.number().int().nullable(),
});
export type Event = z.infer<typeof Event>;

export const EventQuery = z.object({
  ...listQuery(["at"]),
  programmeId: z.uuid().optional(),
  subjectId: z.uuid().optional(),
  personId: z.uuid().optional(),
});

export type EventQuery = z.output<typeof EventQuery>;

export const EventPage = pageOf(Event);

export const Verification = z.object({
  sound: z.boolean(),
  seals: z.number().int(),
  sealedEvents: z.number().int(),
  unsealedEvents: z.number().int(),
  /** Digest of the newest seal: write it down elsewhere, and a cut-off tail shows too. */
  lastDigest: z.string(),
  problems: z.array(
    z.object({
      /** `null`: the event is under no seal. */
      sealNumber: z.number().int().nullable(),
      eventId: z.uuid().nullable(),
      zh: z.string(),
      en: z.string(),
    }),
  ),
});
export type Verification = z.infer<typeof Verification>;

/** An event as a service hands it over; who, when and from where come from the call. */
export interface NewEvent {
  kind: string;
  programmeId: string | null;
  subject: { kind: string; id: string; version?: number };
  note?: string | null | undefined;
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
}

export interface SealRow {
  number: number;
  at: string;
  eventCount: number;
  previous: string;
  digest: string;
}

export interface SealedRow {
  eventId: string;
  digest: string;
}

/** One event of a record's story, before it is shown. */
export interface StoryEvent {
  id: string;
  at: string;
  kind: string;
  personId: string | null;
  personName: string;
  unitId: string | null;
  note: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  /** The absent in whose name it was done; empty: in the person's own. */
  actsFor: readonly string[];
}

export const auditFault = defineFaults({
  "audit.broken": {
    category: "conflict",
    zh: "审计记录第 {number} 号封条不符。请立即停止写入，保留现场并核对备份。",
    en: "Seal {number} of the audit trail does not match. Stop writing, keep everything as it is and compare with a backup.",
  },
});
