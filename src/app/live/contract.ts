// The live connection over HTTP: one stream per open page, and a word about who is editing.
import { z } from "zod";
import type { Duty } from "../../domain/organisations/model.ts";
import { ProgrammeId } from "../../domain/pilot/model.ts";
import { TaskId } from "../../domain/tasks/model.ts";
import { defineContract } from "../../kernel/contract.ts";
import { PresenceField } from "./model.ts";

const LivePath = z.object({ programmeId: ProgrammeId });

export const liveApi = defineContract<Duty>()({
  watch: {
    method: "GET",
    path: "/programmes/{programmeId}/live",
    params: LivePath,
    // What was heard last, when the connection is not resumed by the browser itself (`Last-Event-ID`).
    query: z.object({ since: z.string().max(100).optional() }),
    reply: z.unknown(),
    stream: "text/event-stream",
    for: ["office", "group", "liaison"],
    zh: "接收实时更新（事件流）",
    en: "Hear of changes as they happen (event stream)",
  },
  showPresence: {
    method: "POST",
    path: "/programmes/{programmeId}/tasks/{taskId}/presence",
    params: LivePath.extend({ taskId: TaskId }),
    body: z.object({ field: PresenceField }),
    reply: null,
    for: ["office", "group", "liaison"],
    perMinute: 600,
    zh: "告知正在编辑",
    en: "Tell that one is editing",
  },
});
