// The inbox over HTTP 待办.
import { defineContract } from "../../kernel/contract.ts";
import type { Duty } from "../organisations/model.ts";
import { Inbox, InboxCounts, InboxQuery } from "./model.ts";

export const inboxApi = defineContract<Duty>()({
  getInbox: {
    method: "GET",
    path: "/inbox",
    query: InboxQuery,
    reply: Inbox,
    for: ["office", "group", "liaison"],
    zh: "我的待办（跨试点）",
    en: "What I owe, across programmes",
  },
  countInbox: {
    method: "GET",
    path: "/inbox/counts",
    reply: InboxCounts,
    for: ["office", "group", "liaison"],
    zh: "待办计数",
    en: "Count what I owe",
  },
});
