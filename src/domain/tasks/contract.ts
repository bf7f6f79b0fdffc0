// The ledger over HTTP 任务台账: nouns for reading, one POST for each act.
import { z } from "zod";
import { defineContract } from "../../kernel/contract.ts";
import { day } from "../../kernel/page-of.ts";
import type { Duty } from "../organisations/model.ts";
import { ProgrammeId } from "../pilot/model.ts";
import { MilestonePlan, Task, TaskChange, TaskCounts, TaskId, TaskPage, TaskQuery, UnitAssignments } from "./model.ts";
import { TaskEdits, TaskGroupQuery, TaskGroups, TaskRowOutcomes } from "./model-ledger.ts";

const LedgerPath = z.object({ programmeId: ProgrammeId });
const TaskPath = LedgerPath.extend({ taskId: TaskId });
const Note = z.object({ note: z.string().trim().max(2000).optional() });

export const tasksApi = defineContract<Duty>()({
  listTasks: {
    method: "GET",
    path: "/programmes/{programmeId}/tasks",
    params: LedgerPath,
    query: TaskQuery,
    reply: TaskPage,
    for: ["office", "group", "liaison"],
    zh: "任务台账",
    en: "List tasks",
  },
  countTasks: {
    method: "GET",
    path: "/programmes/{programmeId}/tasks/counts",
    params: LedgerPath,
    query: z.object({ asOf: day.optional() }),
    reply: TaskCounts,
    for: ["office", "group", "liaison"],
    zh: "任务计数",
    en: "Count tasks by state and light",
  },
  groupTasks: {
    method: "GET",
    path: "/programmes/{programmeId}/tasks/groups",
    params: LedgerPath,
    query: TaskGroupQuery,
    reply: TaskGroups,
    for: ["office", "group", "liaison"],
    zh: "任务分组计数",
    en: "Group tasks and count them",
  },
  getTask: {
    method: "GET",
    path: "/programmes/{programmeId}/tasks/{taskId}",
    params: TaskPath,
    query: z.object({ asOf: day.optional() }),
    reply: Task,
    for: ["office", "group", "liaison"],
    zh: "任务",
    en: "Read a task",
  },
  editTasks: {
    method: "POST",
    path: "/programmes/{programmeId}/tasks/edit",
    params: LedgerPath,
    body: TaskEdits,
    reply: TaskRowOutcomes,
    for: ["office", "liaison"],
    zh: "编辑多项任务，逐行给出结果",
    en: "Edit many tasks, with an outcome for each",
  },
  editTask: {
    method: "PATCH",
    path: "/programmes/{programmeId}/tasks/{taskId}",
    params: TaskPath,
    body: TaskChange,
    reply: Task,
    for: ["office", "liaison"],
    versioned: true,
    zh: "编辑任务",
    en: "Edit a task",
  },
  assignUnits: {
    method: "POST",
    path: "/programmes/{programmeId}/tasks/{taskId}/assign",
    params: TaskPath,
    body: UnitAssignments,
    reply: Task,
    for: ["office"],
    versioned: true,
    zh: "调整牵头与配合单位",
    en: "Assign lead and cooperating units",
  },
  planMilestones: {
    method: "POST",
    path: "/programmes/{programmeId}/tasks/{taskId}/plan",
    params: TaskPath,
    body: MilestonePlan,
    reply: Task,
    for: ["office", "liaison"],
    versioned: true,
    zh: "编排里程碑",
    en: "Plan milestones",
  },
  issueTask: {
    method: "POST",
    path: "/programmes/{programmeId}/tasks/{taskId}/issue",
    params: TaskPath,
    body: Note,
    reply: Task,
    for: ["office"],
    versioned: true,
    zh: "下达",
    en: "Issue a task",
  },
  signTask: {
    method: "POST",
    path: "/programmes/{programmeId}/tasks/{taskId}/sign",
    params: TaskPath,
    body: Note,
    reply: Task,
    for: ["liaison"],
    versioned: true,
    zh: "签收",
    en: "Sign for a task",
  },
  beginTask: {
    method: "POST",
    path: "/programmes/{programmeId}/tasks/{taskId}/begin",
    params: TaskPath,
    body: Note,
    reply: Task,
    for: ["liaison"],
    versioned: true,
    zh: "提交分解方案",
    en: "Submit the breakdown and begin",
  },
});
