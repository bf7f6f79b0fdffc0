// The overview over HTTP 总览.
import { z } from "zod";
import { defineContract } from "../../kernel/contract.ts";
import type { Duty } from "../organisations/model.ts";
import { ProgrammeId } from "../pilot/model.ts";
import { MapDrawing, Overview, OverviewQuery, Visit } from "./model.ts";

const ProgrammePath = z.object({ programmeId: ProgrammeId });

export const overviewApi = defineContract<Duty>()({
  getOverview: {
    method: "GET",
    path: "/programmes/{programmeId}/overview",
    params: ProgrammePath,
    query: OverviewQuery,
    reply: Overview,
    for: ["office", "group", "liaison"],
    zh: "总览",
    en: "Read the overview",
  },
  visitOverview: {
    method: "POST",
    path: "/programmes/{programmeId}/overview/visit",
    params: ProgrammePath,
    reply: Visit,
    for: ["office", "group", "liaison"],
    zh: "记下本人打开总览的时间",
    en: "Note that one has the overview open",
  },
  getMap: {
    method: "GET",
    path: "/map",
    reply: z.object({ map: MapDrawing.nullable() }),
    for: "signedIn",
    zh: "标准地图（由运维人员提供）",
    en: "Read the map that the operator supplied",
  },
});
