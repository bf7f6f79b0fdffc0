// Whom events of ratings and of lights concern, and what they are told.
import type { Call } from "../../kernel/call.ts";
import type { NewEvent } from "../audit/model.ts";
import type { Db } from "../tables.ts";
import { type Light, lights } from "../tasks/model.ts";
import { ownersOfTasks } from "../tasks/names.ts";
import { makersOf } from "./notice-store.ts";

interface Notice {
  programmeId: string;
  to: { personIds?: string[]; unitIds?: string[]; groupIds?: string[]; office?: true };
  topic: string;
  subject: { kind: string; id: string };
  title: { zh: string; en: string };
  href: string;
  key: string;
}

type To = "office" | "lead" | "group" | "maker";

/** Who is told of which event, and in which words; `{what}` is the light or the step. */
const told: Record<string, { to: readonly To[]; zh: string; en: string }> = {
  "rating.claimStep": { to: ["office"], zh: "申报台阶 {what}，待核定", en: "step {what} claimed: to confirm" },
  "rating.confirmStep": { to: ["lead", "group"], zh: "台阶 {what} 已核定", en: "step {what} confirmed" },
  "rating.returnStep": { to: ["lead"], zh: "台阶 {what} 退回补充", en: "step {what} returned" },
  "rating.takeBackStep": { to: ["lead", "group"], zh: "台阶 {what} 已收回", en: "step {what} taken back" },
  "rating.worsenLight": { to: ["lead", "group"], zh: "进度灯改判为{what}", en: "light judged worse: {what}" },
  "rating.askBetterLight": { to: ["office"], zh: "申请改判为{what}，待批准", en: "asks for a better light: {what}" },
  "rating.approveLight": {
    to: ["lead", "group", "maker"],
    zh: "改判为{what}已批准",
    en: "better light approved: {what}",
  },
  "rating.refuseLight": { to: ["maker"], zh: "改判为{what}未获同意", en: "better light refused: {what}" },
  "rating.endLight": { to: ["lead", "group"], zh: "人工改判已结束", en: "light follows the facts again" },
  "task.light": { to: ["lead", "group"], zh: "进度灯变为{what}", en: "light turned: {what}" },
};

export const ratingNotices = {
  kinds: Object.keys(told),
  async notices(tx: Db, call: Call, events: readonly NewEvent[]): Promise<Notice[]> {
    const heard = events.filter((event) => event.kind in told && event.programmeId !== null && isNews(event));
    const notices: Notice[] = [];
    for (const [programmeId, some] of Map.groupBy(heard, (event) => event.programmeId as string)) {
      const ids = [...new Set(some.map((event) => event.subject.id))];
      const owners = await ownersOfTasks(tx, programmeId, ids);
      const makers = some.some((event) => told[event.kind]?.to.includes("maker"))
        ? await makersOf(tx, programmeId, ids)
        : new Map<string, string>();
      for (const event of some) {
        const task = owners.get(event.subject.id);
        const { to, zh, en } = told[event.kind] as (typeof told)[string];
        if (!task) continue;
        const maker = makers.get(task.id);
        const what = whatOf(event);
        notices.push({
          programmeId,
          to: {
            ...(to.includes("office") ? { office: true as const } : {}),
            ...(to.includes("lead") ? { unitIds: task.leadUnitIds } : {}),
            ...(to.includes("group") && task.groupId ? { groupIds: [task.groupId] } : {}),
            ...(to.includes("maker") && maker ? { personIds: [maker] } : {}),
          },
          topic: event.kind === "task.light" ? "light" : "rating",
          subject: { kind: "task", id: task.id },
          title: {
            zh: `${task.number} ${task.title}：${zh.replace("{what}", what.zh)}`,
            en: `${task.number} ${task.title}: ${en.replace("{what}", what.en)}`,
          },
          href: `/p/${programmeId}/tasks/${task.id}#ratings`,
          key: `${event.kind} ${task.id} ${event.kind === "task.light" ? `${what.en} ${call.today}` : call.atIso}`,
        });
      }
    }
    return notices;
  },
};

/** A light that turns green, or grey, calls nobody to work. */
const isNews = (event: NewEvent) =>
  event.kind !== "task.light" || event.after?.light === "red" || event.after?.light === "yellow";

function whatOf({ after }: NewEvent): { zh: string; en: string } {
  if (typeof after?.light === "string") return lights[after.light as Light];
  const step = typeof after?.step === "string" ? after.step : "";
  return { zh: step, en: step };
}
