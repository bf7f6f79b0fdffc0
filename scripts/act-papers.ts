// The transition tables of all modules with the words they are printed in; a new table is added here.
import { evidenceParties, evidenceStates } from "../src/domain/evidence/model.ts";
import { evidenceActs } from "../src/domain/evidence/rules.ts";
import { importStates } from "../src/domain/intake/model.ts";
import { importActs } from "../src/domain/intake/rules.ts";
import { matterParties, matterStates } from "../src/domain/matters/model.ts";
import { matterActs } from "../src/domain/matters/rules.ts";
import { webhookStates } from "../src/domain/notices/model-channels.ts";
import { webhookActs } from "../src/domain/notices/rules.ts";
import { overrideStates, ratingNeeds, ratingParties } from "../src/domain/ratings/model.ts";
import { claimStates } from "../src/domain/ratings/model-maturity.ts";
import { claimActs, overrideActs, ratingActs } from "../src/domain/ratings/rules.ts";
import { orderNeeds, orderParties, orderStates } from "../src/domain/supervision/model.ts";
import { orderActs } from "../src/domain/supervision/rules.ts";
import { taskNeeds, taskParties, taskStates } from "../src/domain/tasks/model.ts";
import { readyActs, taskActs } from "../src/domain/tasks/rules.ts";
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
    ready: readyActs,
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
];
