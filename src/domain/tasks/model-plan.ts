// Words for how a task stands towards the plan 方案: in it, dropped by a newer version, or never in it; and what a version did.
import { defineLabels } from "../../kernel/labels.ts";

/** Where a task stands towards the plan that holds now. */
export const planStates = defineLabels({
  inPlan: { zh: "方案现有", en: "In the plan" },
  dropped: {
    zh: "方案新版已无此句",
    en: "No longer in the plan",
    means: "任务保留，由办公室决定继续办理或终止",
  },
  outside: { zh: "方案外", en: "Outside the plan", means: "台账中另行增加，方案没有对应的句子" },
});
export type PlanState = keyof typeof planStates;

/** What the plan does to a task, as its story tells it; by the kind of event. */
export const planEvents = defineLabels({
  "task.entered": { zh: "由方案建立", en: "Made from the plan" },
  "task.reworded": { zh: "文字随方案新版更新", en: "Reworded by a new version of the plan" },
  "task.followed": { zh: "随方案新版调整", en: "Followed a new version of the plan" },
  "task.dropped": { zh: "方案新版已无此句", en: "Dropped from the new version of the plan" },
  "task.returned": { zh: "方案新版重新列入", en: "Back in the new version of the plan" },
  "plan.linked": { zh: "关联到方案句子", en: "Linked to a sentence of the plan" },
  "plan.unlinked": { zh: "解除与方案句子的关联", en: "Unlinked from a sentence of the plan" },
  "plan.linkCarried": { zh: "关联随句子转入方案新版", en: "Link followed its sentence into the new version" },
});

/** What a kept task may take over from a new version of the plan beside its words. */
export const takenFields = defineLabels({
  units: { zh: "单位", en: "Units" },
  due: { zh: "时限", en: "Time limit" },
});
export type Taken = keyof typeof takenFields;
