// The transition tables of all modules with the words they are printed in; a new table is added here.
import { evidenceParties, evidenceStates } from "../src/domain/evidence/model.ts";
import { evidenceActs } from "../src/domain/evidence/rules.ts";
import { importStates } from "../src/domain/intake/model.ts";
import { importActs } from "../src/domain/intake/rules.ts";
import { matterParties, matterStates } from "../src/domain/matters/model.ts";
import { matterActs } from "../src/domain/matters/rules.ts";
import { meetingNeeds, meetingParties, meetingStates } from "../src/domain/meetings/model.ts";
import { meetingActs } from "../src/domain/meetings/rules.ts";
import { entryParties, entryStates } from "../src/domain/ministries/model.ts";
import { ministryActs } from "../src/domain/ministries/rules.ts";
import { webhookStates } from "../src/domain/notices/model-channels.ts";
import { webhookActs } from "../src/domain/notices/rules.ts";
import { delegationActs } from "../src/domain/organisations/delegation-rules.ts";
import { handoverActs } from "../src/domain/organisations/handover-rules.ts";
import { delegationParties, delegationStates } from "../src/domain/organisations/model-delegation.ts";
import { handoverParties, handoverStates } from "../src/domain/organisations/model-handover.ts";
import {
  progressNeeds,
  progressParties,
  reportStates,
  roundPlanStates,
  roundStates,
  rowReviews,
} from "../src/domain/progress/model.ts";
import { reportActs, roundActs, roundPlanActs, rowActs } from "../src/domain/progress/rules.ts";
import { overrideStates, ratingNeeds, ratingParties, ruleStates } from "../src/domain/ratings/model.ts";
import { claimStates } from "../src/domain/ratings/model-maturity.ts";
import { claimActs, overrideActs, ratingActs, ruleActs } from "../src/domain/ratings/rules.ts";
import { orderNeeds, orderParties, orderStates } from "../src/domain/supervision/model.ts";
import { orderActs } from "../src/domain/supervision/rules.ts";
import { taskNeeds, taskParties, taskStates } from "../src/domain/tasks/model.ts";
import { taskActs } from "../src/domain/tasks/rules.ts";
import { viewParties, viewStates } from "../src/domain/views/model.ts";
import { viewActs } from "../src/domain/views/rules.ts";
import type { Label } from "../src/kernel/labels.ts";
import type { ActTable } from "../src/kernel/state-machine.ts";

type Words = Readonly<Record<string, Label>>;

export interface ActPaper {
  /** Name of the printed file. */
  name: string;
  zh: string;
  en: string;
  /** Where the table stands: file and exported name. */
  file: string;
  table: string;
  acts: ActTable<string, string, string>;
  states: Words;
  parties: Words;
  needs: Words;
  start: string;
  /** Acts of other tables that `notBy` names. */
  others?: Words;
  /** Acts that can be carried out so far; all of them where left out. */
  ready?: readonly string[];
}

export const actPapers: readonly ActPaper[] = [
  {
    name: "task",
    zh: "任务",
    en: "Task",
    file: "src/domain/tasks/rules.ts",
    table: "taskActs",
    acts: taskActs,
    states: taskStates,
    parties: taskParties,
    needs: taskNeeds,
    start: "draft",
  },
  {
    name: "rating",
    zh: "任务的研判",
    en: "Ratings of a task",
    file: "src/domain/ratings/rules.ts",
    table: "ratingActs",
    acts: ratingActs,
    states: taskStates,
    parties: ratingParties,
    needs: ratingNeeds,
    start: "inProgress",
  },
  {
    name: "light-rule",
    zh: "亮灯规则",
    en: "Light rule",
    file: "src/domain/ratings/rules.ts",
    table: "ruleActs",
    acts: ruleActs,
    states: ruleStates,
    parties: ratingParties,
    needs: {},
    start: "set",
  },
  {
    name: "light-override",
    zh: "人工改判",
    en: "Light decided by people",
    file: "src/domain/ratings/rules.ts",
    table: "overrideActs",
    acts: overrideActs,
    states: overrideStates,
    parties: ratingParties,
    needs: ratingNeeds,
    others: ratingActs,
    start: "asked",
  },
  {
    name: "maturity-claim",
    zh: "成熟度台阶",
    en: "Step of maturity",
    file: "src/domain/ratings/rules.ts",
    table: "claimActs",
    acts: claimActs,
    states: claimStates,
    parties: ratingParties,
    needs: ratingNeeds,
    others: ratingActs,
    start: "claimed",
  },
  {
    name: "import",
    zh: "方案导入",
    en: "Plan import",
    file: "src/domain/intake/rules.ts",
    table: "importActs",
    acts: importActs,
    states: importStates,
    parties: { owner: { zh: "导入的办公室", en: "The office that imported it" } },
    needs: {},
    start: "draft",
  },
  {
    name: "view",
    zh: "视图",
    en: "Saved view",
    file: "src/domain/views/rules.ts",
    table: "viewActs",
    acts: viewActs,
    states: viewStates,
    parties: viewParties,
    needs: {},
    start: "own",
  },
  {
    name: "order",
    zh: "督办单",
    en: "Order",
    file: "src/domain/supervision/rules.ts",
    table: "orderActs",
    acts: orderActs,
    states: orderStates,
    parties: orderParties,
    needs: orderNeeds,
    start: "proposed",
  },
  {
    name: "matter",
    zh: "协调事项",
    en: "Matter",
    file: "src/domain/matters/rules.ts",
    table: "matterActs",
    acts: matterActs,
    states: matterStates,
    parties: matterParties,
    needs: {},
    start: "open",
  },
  {
    name: "meeting",
    zh: "会议",
    en: "Meeting",
    file: "src/domain/meetings/rules.ts",
    table: "meetingActs",
    acts: meetingActs,
    states: meetingStates,
    parties: meetingParties,
    needs: meetingNeeds,
    start: "planned",
  },
  {
    name: "ministry",
    zh: "部委对接",
    en: "Liaison with ministries",
    file: "src/domain/ministries/rules.ts",
    table: "ministryActs",
    acts: ministryActs,
    states: entryStates,
    parties: entryParties,
    needs: {},
    start: "proposed",
  },
  {
    name: "evidence",
    zh: "佐证材料",
    en: "Evidence",
    file: "src/domain/evidence/rules.ts",
    table: "evidenceActs",
    acts: evidenceActs,
    states: evidenceStates,
    parties: evidenceParties,
    needs: {},
    start: "open",
  },
  {
    name: "delegation",
    zh: "请假委托",
    en: "Delegation",
    file: "src/domain/organisations/delegation-rules.ts",
    table: "delegationActs",
    acts: delegationActs,
    states: delegationStates,
    parties: delegationParties,
    needs: {},
    start: "planned",
  },
  {
    name: "handover",
    zh: "人员工作交接",
    en: "Hand-over of a person's duties",
    file: "src/domain/organisations/handover-rules.ts",
    table: "handoverActs",
    acts: handoverActs,
    states: handoverStates,
    parties: handoverParties,
    needs: {},
    others: { propose: { zh: "提出交接", en: "Propose the hand-over" } },
    start: "proposed",
  },
  {
    name: "webhook",
    zh: "推送地址",
    en: "Webhook",
    file: "src/domain/notices/rules.ts",
    table: "webhookActs",
    acts: webhookActs,
    states: webhookStates,
    parties: { office: { zh: "办公室", en: "Pilot office" } },
    needs: {},
    start: "active",
  },
  {
    name: "round",
    zh: "报送轮次",
    en: "Reporting round",
    file: "src/domain/progress/rules.ts",
    table: "roundActs",
    acts: roundActs,
    states: roundStates,
    parties: progressParties,
    needs: progressNeeds,
    start: "planned",
  },
  {
    name: "report",
    zh: "单位报送",
    en: "Unit report",
    file: "src/domain/progress/rules.ts",
    table: "reportActs",
    acts: reportActs,
    states: reportStates,
    parties: progressParties,
    needs: progressNeeds,
    start: "notStarted",
  },
  {
    name: "report-row",
    zh: "报送条目",
    en: "Row of a report",
    file: "src/domain/progress/rules.ts",
    table: "rowActs",
    acts: rowActs,
    states: rowReviews,
    parties: progressParties,
    needs: progressNeeds,
    start: "open",
  },
  {
    name: "round-plan",
    zh: "报送安排",
    en: "Plan of rounds",
    file: "src/domain/progress/rules.ts",
    table: "roundPlanActs",
    acts: roundPlanActs,
    states: roundPlanStates,
    parties: progressParties,
    needs: progressNeeds,
    start: "active",
  },
];
