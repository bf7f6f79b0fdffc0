// Words of the overview 总览: what a leader asks first, each figure with its formula and the rows behind it.
import { z } from "zod";
import { defineFaults } from "../../kernel/errors.ts";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { day } from "../../kernel/page-of.ts";
import { MeetingId, meetingKinds } from "../meetings/model.ts";
import { UnitId, unitKinds } from "../organisations/model.ts";
import { ElementId, GoalReading, ProgrammeId } from "../pilot/model.ts";
import { ReportId, RoundId, reportStates, roundStates } from "../progress/model.ts";
import { orderGrades } from "../supervision/model.ts";
import { lights, TaskId } from "../tasks/model.ts";
import { LightCounts } from "../tasks/model-figures.ts";

export const terms = defineLabels({
  overview: { zh: "总览", en: "Overview" },
  implementationRate: {
    zh: "实施率",
    en: "Implementation rate",
    means: "已实施任务数占任务总数的比例；已实施指成熟度 L1 及以上（方案或政策已出台并在实施），已终止的任务不计入",
    source: "试点一周年公开通报的口径（2022年5月：86 项中已实施 69 项，80.2%）",
  },
  implemented: { zh: "已实施", en: "Implemented" },
  closeOutRate: {
    zh: "销号率",
    en: "Close-out rate",
    means: "已销号任务数占任务总数的比例，已终止的任务不计入；与实施率是两个指标，不合并",
  },
  closed: { zh: "已销号", en: "Closed out" },
  rescheduled: {
    zh: "时限调整",
    en: "Deadlines changed",
    means: "当月经批准调整完成时限或里程碑日期的次数，一项任务调整两次计两次；仅调整范围的不计入",
  },
  meanProgress: {
    zh: "平均进度",
    en: "Mean progress",
    means: "有里程碑的任务，其计划进度、实际进度的平均值，已终止的任务不计入",
  },
  behindShare: { zh: "滞后占比", en: "Share behind", means: "黄灯和红灯任务占任务总数的比例，已终止的任务不计入" },
  tileMap: { zh: "区县与平台", en: "Districts and platforms" },
});

const Rate = z.number().nullable();

/** How many tasks there are, how many of them are implemented, and the rate in percent with one decimal. */
export const Implementation = z.object({
  total: z.number().int(),
  /** Without ended tasks: the denominator of the rate. */
  counted: z.number().int(),
  implemented: z.number().int(),
  rate: Rate,
  /** 销号: closed out. A figure of its own; neither counts as the other. */
  closed: z.number().int(),
  closeOutRate: Rate,
  /** Mean progress of the tasks with milestones: where they should be, and where they are, percent. */
  planned: Rate,
  actual: Rate,
});

export const OverviewGoal = z.object({
  elementId: ElementId,
  text: z.string(),
  sentence: z.object({ text: z.string(), contentKey: z.string() }).nullable(),
  path: z.array(z.string()),
  unit: z.string().nullable(),
  reading: GoalReading.omit({ elementId: true }).nullable(),
});
export type OverviewGoal = z.infer<typeof OverviewGoal>;

export const TrendPoint = Implementation.extend({
  /** The last day of a month, or the day of the overview. */
  day: z.string(),
  lights: LightCounts,
});
export type TrendPoint = z.infer<typeof TrendPoint>;

export const GroupLine = Implementation.extend({
  /** `null`: tasks that no working group has. */
  groupId: UnitId.nullable(),
  name: z.string().nullable(),
  lights: LightCounts,
});
export type GroupLine = z.infer<typeof GroupLine>;

/** A day by which something is due: a milestone, or a task itself. */
export const DueItem = z.object({
  taskId: TaskId,
  number: z.string(),
  taskTitle: z.string(),
  light: z.enum(codesOf(lights)),
  /** `null`: the task itself is due. */
  milestone: z.string().nullable(),
  dueOn: z.string(),
  /** Days from the day of the overview; negative when it has passed. */
  days: z.number().int(),
});
export type DueItem = z.infer<typeof DueItem>;

export const DueList = z.object({
  tasks: z.number().int(),
  milestones: z.number().int(),
  /** The first of them, by day. */
  items: z.array(DueItem),
});

export const PlaceFigures = z.object({
  unitId: UnitId,
  name: z.string(),
  shortName: z.string(),
  code: z.string().nullable(),
  kind: z.enum(codesOf(unitKinds)),
  lead: z.number().int(),
  support: z.number().int(),
  late: z.number().int(),
  lights: LightCounts,
  /** The light that needs attention most; `null` without tasks. */
  light: z.enum(codesOf(lights)).nullable(),
});
export type PlaceFigures = z.infer<typeof PlaceFigures>;

/** How the delivery loop stands 工作调度与督查督办. */
export const Delivery = z.object({
  /** Tasks on each step of the ladder, L0 to L5; together all tasks. */
  maturity: z.array(z.number().int()).length(6),
  /** Suspended tasks whose review day has come. */
  reviewDue: z.number().int(),
  /** Deadlines changed since the first of the month: how often, and of how many tasks. Never hidden. */
  rescheduled: z.object({ monthFrom: z.string(), times: z.number().int(), tasks: z.number().int() }),
  /** Tasks whose raters of confidence diverge. */
  diverging: z.number().int(),
  /** Plans of districts and platforms by light. */
  placePlans: LightCounts,
  /** Orders issued and not yet done, by grade, and how many of them are past their limit. */
  orders: z.record(z.enum(codesOf(orderGrades)), z.object({ count: z.number().int(), late: z.number().int() })),
  matters: z.object({ pending: z.number().int(), late: z.number().int() }),
  /** The round at hand; `null` before the first one has opened. */
  round: z
    .object({
      id: RoundId,
      title: z.string(),
      state: z.enum(codesOf(roundStates)),
      dueOn: z.string(),
      timelyOn: z.string(),
      /** Units by the state of their report, as far as the reader sees them. */
      states: z.partialRecord(z.enum(codesOf(reportStates)), z.number().int()),
      owed: z.number().int(),
      /** For information, never a score: no unit is compared with another. */
      onTime: z.number().int(),
      late: z.number().int(),
      lateUnits: z.array(z.object({ reportId: ReportId, name: z.string() })),
    })
    .nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

const ComingRound = z.object({ id: RoundId, title: z.string(), dueOn: z.string() });
const ComingMeeting = z.object({
  id: MeetingId,
  title: z.string(),
  kind: z.enum(codesOf(meetingKinds)),
  heldOn: z.string(),
});

export const Overview = z.object({
  programmeId: ProgrammeId,
  title: z.string(),
  /** The day it tells of. */
  day: z.string(),
  /** Does the reader see all tasks, or only those of the own units and groups? */
  whole: z.boolean(),
  implementation: Implementation.extend({
    /** Against the last point of the trend before this day. */
    before: z
      .object({
        day: z.string(),
        implemented: z.number().int(),
        rate: Rate,
        closed: z.number().int(),
        closeOutRate: Rate,
      })
      .nullable(),
  }),
  lights: LightCounts,
  goals: z.array(OverviewGoal),
  trend: z.array(TrendPoint),
  groups: z.array(GroupLine),
  late: DueList,
  next: DueList.extend({ until: z.string(), rounds: z.array(ComingRound), meetings: z.array(ComingMeeting) }),
  delivery: Delivery,
  places: z.array(PlaceFigures),
});
export type Overview = z.infer<typeof Overview>;

export const OverviewQuery = z.object({ asOf: day.optional() });

/** When the reader had the overview open before this visit; `null` the first time. */
export const Visit = z.object({ since: z.string().nullable() });

/** A map that the operator supplied, as shapes in a drawing of `width` by `height`. */
export const MapDrawing = z.object({
  /** 审图号, always shown with the map. */
  reviewNumber: z.string(),
  width: z.number(),
  height: z.number(),
  shapes: z.array(
    z.object({
      name: z.string(),
      code: z.string().nullable(),
      path: z.string(),
      x: z.number(),
      y: z.number(),
      /** Width of the largest part: is there room for the name? */
      room: z.number(),
    }),
  ),
});
export type MapDrawing = z.infer<typeof MapDrawing>;

/** What is wrong with a map file, and how to mend it. */
export const mapProblems = defineLabels({
  absent: {
    zh: "数据目录中没有这个文件，请放入文件或清空 SHIDIAN_MAP",
    en: "there is no such file in the data folder: put it there, or empty SHIDIAN_MAP",
  },
  tooLarge: { zh: "文件超过 5 MB，请简化边界后重试", en: "the file exceeds 5 MB: simplify its boundaries" },
  notGeoJson: { zh: "不是 GeoJSON 的 FeatureCollection", en: "it is no GeoJSON FeatureCollection" },
  noShapes: {
    zh: "要素须为 1 至 500 个 Polygon 或 MultiPolygon",
    en: "it must hold 1 to 500 Polygons or MultiPolygons",
  },
  noName: { zh: "每个要素须有 name 或 adcode", en: "each feature needs a name or an adcode" },
  noReviewNumber: {
    zh: "没有审图号；请在 features 同级写明 reviewNumber，例如“渝S(2023)017号”",
    en: "it has no review number: state reviewNumber beside features, such as 渝S(2023)017号",
  },
  badCoordinates: { zh: "坐标须为经纬度", en: "coordinates must be longitude and latitude" },
  tooManyPoints: { zh: "边界点超过 20 万个，请简化后重试", en: "it has more than 200,000 points: simplify it" },
});

export const overviewFault = defineFaults({
  "map.unusable": {
    category: "unprocessable",
    zh: "SHIDIAN_MAP 指定的地图不能使用：{problem}。现以示意图代替。",
    en: "The map that SHIDIAN_MAP names cannot be used: {problem}. The schematic stands in for it.",
  },
});
