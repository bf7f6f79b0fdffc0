// Words of the live connection 实时更新: what is told to those who have the programme open, and who is editing.
import { z } from "zod";
import { PersonId } from "../../domain/organisations/model.ts";
import { TaskId } from "../../domain/tasks/model.ts";
import { defineFaults } from "../../kernel/errors.ts";
import { defineLabels } from "../../kernel/labels.ts";

export const terms = defineLabels({
  live: { zh: "实时更新", en: "Live update", means: "他人的改动不用刷新就出现在页面上" },
  presence: { zh: "正在编辑", en: "Presence", means: "谁正打开着哪一项填写，只在编辑期间可见，不留记录" },
});

/** Records that changed; their content is read through the ordinary operations. */
export const LiveChange = z.object({
  kind: z.string(),
  /** Empty: many, not told which. */
  ids: z.array(z.string()),
  /** Only with the reader's own changes: the `x-request-id` that made them. */
  requestId: z.string().optional(),
});
export type LiveChange = z.infer<typeof LiveChange>;

/** How long somebody counts as editing without saying so again, seconds. */
export const presenceSeconds = 30;

/** Which field somebody is in; `null`: no longer in any. */
export const PresenceField = z
  .string()
  .regex(/^[a-z][\w.-]{0,59}$/i)
  .nullable();

export const Editing = z.object({
  taskId: TaskId,
  personId: PersonId,
  name: z.string(),
  unitName: z.string(),
  field: PresenceField,
});
export type Editing = z.infer<typeof Editing>;

/**
 * What comes down the connection, as `event:` and the JSON after `data:`.
 * `notice`: something new was told to this person, whichever programme is open. `ready`: all is heard from here on. `beat`: still there, since scripts do not see the comments of a stream. `resync`: something may have been missed, read everything shown anew.
 */
export type LiveEvent =
  | { event: "ready" | "beat" | "resync" | "notice"; data: Record<string, never> }
  | { event: "change"; data: { changes: LiveChange[] } }
  | { event: "editing"; data: { people: Editing[] } };

export const liveFault = defineFaults({
  "live.too-many": {
    category: "tooMany",
    zh: "您已有 {limit} 个页面在接收实时更新。请关闭一些页面；本页仍可手动刷新。",
    en: "You have {limit} pages receiving live updates. Close some; this page can still be reloaded by hand.",
  },
  "live.full": {
    category: "unavailable",
    zh: "接收实时更新的页面已达上限。请稍后再试；页面仍可手动刷新。",
    en: "No more pages can receive live updates now. Try again later; pages can still be reloaded by hand.",
  },
});
