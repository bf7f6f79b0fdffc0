// Words of saved views 视图: a list as somebody arranged it, kept for oneself or shared with everybody in the programme.
import { z } from "zod";
import { defineFaults } from "../../kernel/errors.ts";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { listQuery, pageOf } from "../../kernel/page-of.ts";
import { ProgrammeId } from "../pilot/model.ts";

export const terms = defineLabels({
  view: { zh: "视图", en: "View", means: "某人对一份清单的筛选、排序、分组和列的安排" },
  sharedView: { zh: "共享视图", en: "Shared view", means: "试点内各单位都能选用的视图，内容仍按各人权限显示" },
  defaultView: { zh: "默认视图", en: "Default view", means: "本人打开清单时首先看到的视图" },
});

/** Lists that can be kept as a view. */
export const viewLists = defineLabels({ tasks: { zh: "任务台账", en: "Ledger" } });
export type ViewList = keyof typeof viewLists;

export const viewStates = defineLabels({
  own: { zh: "本人使用", en: "Own" },
  shared: { zh: "共享", en: "Shared" },
  dropped: { zh: "已删除", en: "Dropped" },
});
export type ViewState = keyof typeof viewStates;

/** Who somebody is, seen from one view. */
export const viewParties = defineLabels({
  maker: { zh: "创建人", en: "Its maker" },
  office: { zh: "办公室（仅共享视图）", en: "Pilot office (shared views only)" },
});
export type ViewParty = keyof typeof viewParties;

/** The most views one person keeps in one programme. */
export const maxViews = 100;
/** The most values in an address, the longest value, and the longest address, characters. */
const mostNames = 40;
const longestValue = 4000;
export const longestQuery = 8000;

export const ViewId = z.uuid().brand("ViewId");
export type ViewId = z.infer<typeof ViewId>;

/** Text without control characters; the database takes no NUL. */
const plain = z.string().regex(/^[^\u0000-\u001f\u007f]*$/);

/** The address of a list after `?`: filters, sort, grouping, columns and widths, kind of view, in the page's own words. */
export const ViewQuery = z
  .record(z.string().regex(/^[a-z][a-zA-Z0-9]{0,30}$/), plain.min(1).max(longestValue))
  .refine((query) => Object.keys(query).length <= mostNames, `at most ${mostNames} names`)
  .refine((query) => JSON.stringify(query).length <= longestQuery, `at most ${longestQuery} characters in all`);
export type ViewQuery = z.infer<typeof ViewQuery>;

const Title = plain.trim().min(1).max(40);

export const ViewAbility = z.object({ allowed: z.boolean(), code: z.string().optional() });

export const SavedView = z.object({
  id: ViewId,
  programmeId: ProgrammeId,
  list: z.enum(codesOf(viewLists)),
  title: z.string(),
  query: z.record(z.string(), z.string()),
  state: z.enum(codesOf(viewStates)),
  makerName: z.string(),
  makerUnit: z.string(),
  /** Is it the reader's own? */
  mine: z.boolean(),
  /** Does the list open with it for this reader? */
  preferred: z.boolean(),
  version: z.number().int(),
  changedAt: z.string(),
  abilities: z.record(z.string(), ViewAbility),
});
export type SavedView = z.infer<typeof SavedView>;
export const SavedViewPage = pageOf(SavedView);

export const viewSorts = ["title", "changedAt"] as const;

export const ViewListQuery = z.object({
  ...listQuery(viewSorts),
  list: z.enum(codesOf(viewLists)).optional(),
});
export type ViewListQuery = z.output<typeof ViewListQuery>;

export const NewView = z.object({
  list: z.enum(codesOf(viewLists)).default("tasks"),
  title: Title,
  query: ViewQuery,
  shared: z.boolean().default(false),
});
export type NewView = z.output<typeof NewView>;

export const ViewChange = z.object({ title: Title, query: ViewQuery }).partial();
export type ViewChange = z.infer<typeof ViewChange>;

/** `viewId: null`: the list opens as the plan orders it. */
export const PreferredView = z.object({
  list: z.enum(codesOf(viewLists)).default("tasks"),
  viewId: ViewId.nullable(),
});

export const viewFault = defineFaults({
  "view.absent": {
    category: "notFound",
    zh: "没有找到该视图：可能已删除，或是他人自用的视图。请从视图列表中选择。",
    en: "No such view: it was dropped, or somebody keeps it for themselves. Choose one from the list.",
  },
  "view.title-taken": {
    category: "conflict",
    zh: "您已有名为“{title}”的视图。请换一个名称，或更新原有的视图。",
    en: "You already have a view called “{title}”. Choose another name, or update that view.",
  },
  "view.too-many": {
    category: "conflict",
    zh: "每人最多保存 {limit} 个视图。请先删除不用的视图。",
    en: "One person keeps at most {limit} views. Drop those you no longer use.",
  },
  "view.not-yours": {
    category: "forbidden",
    zh: "“{act}”只能由创建人{maker}或试点办公室办理。您可以另存为自己的视图。",
    en: "“{act}” is for its maker {maker} or the pilot office. Save it as a view of your own instead.",
  },
  "view.wrong-state": {
    category: "conflict",
    zh: "该视图现在是“{state}”，不能“{act}”。请刷新后再看。",
    en: "The view is “{state}” now, so “{act}” is not possible. Reload and look again.",
  },
});
