// What waits for the office: steps to confirm and lights to judge better, the oldest first, page by page.
import type { Call } from "../../kernel/call.ts";
import { markOf, readMark } from "../../kernel/page-mark.ts";
import { openAsOffice } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { namesOfTasks } from "../tasks/names.ts";
import { openTasksFor } from "../tasks/open-task.ts";
import * as claims from "./claim-store.ts";
import { evidenceOf } from "./evidence-subject.ts";
import { presentClaim, presentOverride } from "./present.ts";
import * as overrides from "./store.ts";

interface PendingInput {
  programmeId: string;
  limit: number;
  after?: string | undefined;
}

const markIn = (query: PendingInput) => (query.after ? (readMark([], query.after, 2) as [string, string]) : null);

const pageFrom = <R extends { id: string; madeAt: string }>(rows: readonly R[], limit: number) => {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, next: last && rows.length > limit ? markOf([], [last.madeAt, last.id]) : null };
};

const idsOf = (rows: readonly { taskId: string }[]) => [...new Set(rows.map((row) => row.taskId))];

export async function listClaims(db: Db, call: Call, query: PendingInput) {
  const programme = await openAsOffice(db, call, query.programmeId);
  const rows = await claims.waitingClaims(db, programme.id, markIn(query), query.limit + 1);
  const { page, next } = pageFrom(rows, query.limit);
  const tasks = await openTasksFor(db, programme, idsOf(page));
  const names = await namesOfTasks(db, call, query, idsOf(page));
  const evidence = await evidenceOf(
    db,
    call,
    programme.id,
    page.map((row) => row.id),
  );
  const items = page.flatMap((row) => {
    const open = tasks.get(row.taskId);
    if (!open) return [];
    const reader = { call, task: { ...open.facts, maturity: open.task.maturity }, past: false };
    return [{ ...presentClaim(reader, row, evidence), task: names.get(row.taskId) }];
  });
  return { items, total: await claims.countWaiting(db, programme.id), next } as never;
}

export async function listOverrides(db: Db, call: Call, query: PendingInput) {
  const programme = await openAsOffice(db, call, query.programmeId);
  const rows = await overrides.askedOverrides(db, programme.id, markIn(query), query.limit + 1);
  const { page, next } = pageFrom(rows, query.limit);
  const tasks = await openTasksFor(db, programme, idsOf(page));
  const names = await namesOfTasks(db, call, query, idsOf(page));
  const items = page.flatMap((row) => {
    const open = tasks.get(row.taskId);
    if (!open) return [];
    const reader = { call, task: { ...open.facts, maturity: open.task.maturity }, past: false };
    return [{ ...presentOverride(reader, row), task: names.get(row.taskId) }];
  });
  return { items, total: await overrides.countAsked(db, programme.id), next } as never;
}
