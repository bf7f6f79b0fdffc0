// Tasks as they stood in given versions, for whoever compares what was taken away with what is there now.
import type { Call } from "../../kernel/call.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import type { TaskSummary } from "./model.ts";
import { factsOf } from "./present-task.ts";
import { ledgerScope, sees } from "./rules.ts";
import { findVersions, markOfLedger } from "./versions-store.ts";

/**
 * Tasks of a programme in the versions asked for, of those that the caller saw then.
 * @returns summaries that nobody may edit; versions that never were are not among them
 */
export async function tasksAtVersions(
  db: Db,
  call: Call,
  query: { programmeId: string; wanted: readonly { taskId: string; version: number }[] },
): Promise<TaskSummary[]> {
  if (query.wanted.length === 0) return [];
  const programme = await openProgramme(db, call, query.programmeId);
  const scope = ledgerScope(call.actor, programme.officeUnitId);
  const found = await findVersions(db, programme.id, query.wanted);
  return found
    .filter((task) => sees(scope, factsOf(programme, { ...task, groupId: task.group_id })))
    .map((task) => ({
      id: task.id,
      ordinal: task.ordinal,
      number: task.number,
      path: task.path,
      text: task.text,
      shortTitle: task.short_title,
      state: task.state,
      light: task.light,
      maturity: task.maturity,
      plannedPercent: task.planned_percent,
      progressPercent: task.progress_percent,
      dueText: task.due_text,
      dueOn: task.due_on,
      firstDueOn: task.first_due_on,
      startsOn: task.starts_on,
      groupId: task.group_id,
      groupName: task.groupName,
      annualGoal: task.annual_goal,
      expectedOutcome: task.expected_outcome,
      leader: task.leader,
      contact: task.contact,
      needsNational: task.needs_national,
      isPublic: task.is_public,
      kind: task.kind,
      parentId: task.parent_id,
      parts: null,
      stateSince: task.state_since,
      reviewOn: task.review_on,
      dueChanges: task.due_changes,
      units: task.units,
      version: task.version,
      changedAt: task.changed_at,
      mayEdit: "none",
    })) as TaskSummary[];
}

/** A text that is another one as soon as any task of the programme has been entered or changed. */
export async function ledgerMark(db: Db, call: Call, programmeId: string): Promise<string> {
  const programme = await openProgramme(db, call, programmeId);
  return markOfLedger(db, programme.id);
}
