// The whole pilot as its office reads it over HTTP, and, where the API shows no list of all, as the tables hold it.
import { sql } from "kysely";
import type { Cast } from "./cast.ts";

/** One record of any kind: what must never vanish, and whose version only grows. */
export interface Known {
  kind: string;
  id: string;
  version: number;
  state: string | null;
}

export interface TrailEvent {
  id: string;
  at: Date | string;
  kind: string;
  subjectKind: string;
  subjectId: string;
  personId: string | null;
  note: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  actsFor: { personId?: string }[] | null;
}

export type World = Awaited<ReturnType<typeof readWorld>>;

/** Everything as it stands now. */
export async function readWorld({ server, programmeId, players }: Cast) {
  const { api } = players.chief;
  const { db } = server.database;
  const all = { programmeId, limit: 200 } as const;
  const parts = "with" as const;
  const tasks = await api.tasks.listTasks({ programmeId, limit: 1000, parts });
  const counts = await api.tasks.countTasks({ programmeId, parts });
  const byState = await api.tasks.groupTasks({ programmeId, by: "state", parts });
  const byLead = await api.tasks.groupTasks({ programmeId, by: "lead", parts });
  const byUnit = await api.tasks.unitFigures({ programmeId, parts });
  const rounds = (await api.progress.listRounds(all)).items;
  const matters = (await api.matters.listMatters(all)).items;
  const meetings = (await api.meetings.listMeetings(all)).items;
  const orders = (await api.supervision.listOrders(all)).items;
  const entries = (await api.ministries.listEntries(all)).items;
  const reports = (
    await sql<{ id: string; roundId: string; unitId: string; state: string; version: number; unlockAsked: boolean }>`
      select id, round_id as "roundId", unit_id as "unitId", state, version, unlock_asked_at is not null as "unlockAsked"
      from unit_report where programme_id = ${programmeId} order by id`.execute(db)
  ).rows;
  const kept = (
    await sql<Known>`select 'evidence' as kind, id, version, null as state from evidence where programme_id = ${programmeId}`.execute(
      db,
    )
  ).rows;
  const closing = (
    await sql<{ taskId: string; publishedUntil: string | null }>`
      select distinct on (task_id) task_id as "taskId", publish_until as "publishedUntil" from close_out
      where programme_id = ${programmeId} order by task_id, asked_at desc, id desc`.execute(db)
  ).rows;
  return { tasks, counts, byState, byLead, byUnit, rounds, reports, matters, meetings, entries, orders, kept, closing };
}

/** Every record of the world, of whatever kind. */
export const recordsOf = (world: World): Known[] => [
  ...world.tasks.items.map((one) => ({ kind: "task", ...pick(one) })),
  ...world.rounds.map((one) => ({ kind: "round", ...pick(one) })),
  ...world.reports.map((one) => ({ kind: "report", ...pick(one) })),
  ...world.matters.map((one) => ({ kind: "matter", ...pick(one) })),
  ...world.meetings.map((one) => ({ kind: "meeting", ...pick(one) })),
  ...world.orders.map((one) => ({ kind: "order", ...pick(one) })),
  ...world.entries.map((one) => ({ kind: "ministry", ...pick(one) })),
  ...world.kept,
];

const pick = ({ id, version, state }: { id: string; version: number; state: string }) => ({ id, version, state });

/** Events of the pilot in the order in which they were written, from a place in it on. */
export async function eventsAfter({ server, programmeId }: Cast, afterId: string | null): Promise<TrailEvent[]> {
  const { rows } = await sql<TrailEvent>`
    select id, at, kind, subject_kind as "subjectKind", subject_id as "subjectId", person_id as "personId", note,
      before, after, acts_for as "actsFor"
    from event where programme_id = ${programmeId} and (${afterId}::uuid is null or id > ${afterId}::uuid)
    order by at, id`.execute(server.database.db);
  return rows;
}
