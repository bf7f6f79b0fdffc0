// Tasks behind the sentences of the plan: those that come from a sentence, and those an office linked to it.
import type { BehindSource } from "../pilot/behind.ts";
import type { Behind, PlanElement } from "../pilot/model.ts";
import { type TaskState, taskStates } from "./model.ts";
import * as places from "./plan-store.ts";
import { ledgerScope } from "./rules.ts";
import * as store from "./store.ts";

/** Elements on which work can hang. */
const carries = (element: PlanElement) => element.kind === "sentence" || element.kind === "row";

/** Dropped tasks that a finding names. */
const namedTasks = 12;

function behindOf(task: places.TaskInPlan, contentKey: string, linked: boolean): Behind {
  const state = taskStates[task.state as TaskState];
  const leads = task.units.filter((unit) => unit.part === "lead").map((unit) => unit.shortName);
  return {
    contentKey,
    kind: "task",
    id: task.id,
    title: task.number ? `${task.number}. ${task.shortTitle}` : task.shortTitle,
    hint: { zh: `${state.zh} · ${leads.join("、")}`, en: `${state.en} · ${leads.join(", ")}` },
    light: task.light as Behind["light"],
    linked,
  };
}

export const tasksBehind: BehindSource = {
  kind: "task",

  async behind(db, call, programme, elements, links, asOf) {
    if (programme.planVersionId === null) return [];
    const scope = ledgerScope(call.actor, programme.officeUnitId);
    const reading = { programmeId: programme.id, scope, asOf, today: call.today, zone: call.zone };
    const tasks = await places.tasksInPlan(db, reading, programme.planVersionId);
    const found: Behind[] = [];
    const carriers = elements.filter(carries);
    let first = 0;
    for (const task of [...tasks].sort((a, b) => (a.start ?? 0) - (b.start ?? 0))) {
      if (task.start === null || task.end === null) continue;
      while (first < carriers.length && (carriers[first] as PlanElement).end <= task.start) first += 1;
      for (let index = first; index < carriers.length; index += 1) {
        const element = carriers[index] as PlanElement;
        if (element.start >= task.end) break;
        found.push(behindOf(task, element.contentKey, false));
      }
    }
    const byId = new Map(tasks.map((task) => [task.id, task]));
    const keys = new Set(carriers.map((element) => element.contentKey));
    for (const link of links) {
      if (!keys.has(link.contentKey)) continue;
      const task = link.targetKind === "task" ? byId.get(link.targetId) : undefined;
      if (task) found.push(behindOf(task, link.contentKey, true));
    }
    return found;
  },

  async readGoal(db, programme, goal, asOf, day) {
    if (goal.facts.kind !== "count" || goal.facts.unit !== "项") return null;
    const { total, implemented } = await places.implementedCount(db, programme.id, asOf, day);
    const target = typeof goal.facts.value === "number" ? goal.facts.value : null;
    const share = total === 0 ? 0 : Math.round((implemented / total) * 1000) / 10;
    return {
      elementId: goal.id,
      value: implemented,
      target,
      zh: `已实施 ${implemented} / ${total}（${share}%），方案提出 ${target ?? "—"} 项`,
      en: `${implemented} of ${total} implemented (${share} %), the plan names ${target ?? "—"}`,
      light: implemented === 0 ? "grey" : "green",
    };
  },

  async findings(db, call, programme, asOf) {
    const scope = ledgerScope(call.actor, programme.officeUnitId);
    const dropped = await places.droppedTasks(db, {
      programmeId: programme.id,
      scope,
      asOf,
      today: call.today,
      zone: call.zone,
    });
    if (dropped.length === 0) return [];
    const names = dropped.slice(0, namedTasks).map((task) => task.number ?? task.shortTitle);
    const more = dropped.length > namedTasks;
    return [
      {
        code: "tasks.no-sentence",
        severity: "warning",
        zh: `台账中有 ${dropped.length} 项任务在现行方案中已无原句：${names.join("、")}${more ? "等" : ""}。任务仍保留，请决定继续办理或终止。`,
        en: `${dropped.length} tasks of the ledger have no sentence in the plan any more: ${names.join(", ")}${more ? ", …" : ""}. They stay; decide whether they go on or end.`,
        start: null,
        end: null,
        decision: null,
        ledger: { plan: "dropped" },
      },
    ];
  },

  count: places.countByProgramme,

  async exists(db, programmeId, id) {
    return (await store.currentVersion(db, programmeId, id)) > 0;
  },
};
