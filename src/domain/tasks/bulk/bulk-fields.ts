// What is asked for with each act on many tasks; where it is the same as for one task, it is the same field.
import { type ActField, actFields, note, reason } from "../steps/act-fields.ts";
import { furthestLater } from "./bulk-rules.ts";
import type { BulkAct } from "./model-bulk.ts";
import { words } from "./page-bulk-words.ts";

/** @param groups the working groups to choose from */
export function bulkFieldsOf(act: BulkAct, groups: readonly { id: string; name: string }[]): readonly ActField[] {
  if (act === "assignGroup") {
    const choices = Object.fromEntries(groups.map(({ id, name }) => [id, { zh: name, en: name }]));
    return [{ name: "groupId", label: words.group, kind: "choice", required: true, choices }];
  }
  if (act === "requestChange") {
    const days: ActField = {
      name: "days",
      label: words.days,
      kind: "number",
      required: true,
      limit: furthestLater,
      hint: words.daysHint,
      begin: "10",
    };
    return [days, reason];
  }
  if (act === "recheckClose") return [note];
  if (act === "returnForMore") return [reason];
  return actFields[act] ?? [note];
}
