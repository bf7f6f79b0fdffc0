// Saved views over HTTP 视图.
import { z } from "zod";
import { defineContract } from "../../kernel/contract.ts";
import type { Duty } from "../organisations/model.ts";
import { ProgrammeId } from "../pilot/model.ts";
import { NewView, PreferredView, SavedView, SavedViewPage, ViewChange, ViewId, ViewListQuery } from "./model.ts";

const ProgrammePath = z.object({ programmeId: ProgrammeId });
const ViewPath = ProgrammePath.extend({ viewId: ViewId });

export const viewsApi = defineContract<Duty>()({
  listViews: {
    method: "GET",
    path: "/programmes/{programmeId}/views",
    params: ProgrammePath,
    query: ViewListQuery,
    reply: SavedViewPage,
    for: ["office", "group", "liaison"],
    zh: "视图列表（本人的和共享的）",
    en: "List one's own and shared views",
  },
  addView: {
    method: "POST",
    path: "/programmes/{programmeId}/views",
    params: ProgrammePath,
    body: NewView,
    reply: SavedView,
    for: ["office", "group", "liaison"],
    zh: "保存视图",
    en: "Save a view",
  },
  preferView: {
    method: "POST",
    path: "/programmes/{programmeId}/views/preferred",
    params: ProgrammePath,
    body: PreferredView,
    reply: null,
    for: ["office", "group", "liaison"],
    zh: "设定本人的默认视图",
    en: "Set one's default view",
  },
  getView: {
    method: "GET",
    path: "/programmes/{programmeId}/views/{viewId}",
    params: ViewPath,
    reply: SavedView,
    for: ["office", "group", "liaison"],
    zh: "视图",
    en: "Read a view",
  },
  changeView: {
    method: "PATCH",
    path: "/programmes/{programmeId}/views/{viewId}",
    params: ViewPath,
    body: ViewChange,
    reply: SavedView,
    for: ["office", "group", "liaison"],
    versioned: true,
    zh: "更新或改名",
    en: "Update or rename a view",
  },
  shareView: {
    method: "POST",
    path: "/programmes/{programmeId}/views/{viewId}/share",
    params: ViewPath,
    reply: SavedView,
    for: ["office", "group", "liaison"],
    versioned: true,
    zh: "共享视图",
    en: "Share a view with the programme",
  },
  withdrawView: {
    method: "POST",
    path: "/programmes/{programmeId}/views/{viewId}/withdraw",
    params: ViewPath,
    reply: null,
    for: ["office", "group", "liaison"],
    versioned: true,
    zh: "取消共享",
    en: "Stop sharing a view",
  },
  dropView: {
    method: "POST",
    path: "/programmes/{programmeId}/views/{viewId}/drop",
    params: ViewPath,
    reply: null,
    for: ["office", "group", "liaison"],
    versioned: true,
    zh: "删除视图",
    en: "Drop a view",
  },
});
