// The search over HTTP 检索: one question to everything that can be found.
import { defineContract } from "../../kernel/contract.ts";
import type { Duty } from "../organisations/model.ts";
import { SearchPage, SearchQuery } from "./model.ts";

export const searchApi = defineContract<Duty>()({
  search: {
    method: "GET",
    path: "/search",
    query: SearchQuery,
    reply: SearchPage,
    for: "signedIn",
    zh: "检索方案、任务、单位等内容",
    en: "Search plans, tasks, units and all else that can be found",
  },
});
