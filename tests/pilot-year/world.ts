// The whole pilot as its office reads it over HTTP, and, where the API shows no list of all, as the tables hold it.
import { sql } from "kysely";
import type { Api, Cast } from "./cast.ts";

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

/** Kinds of records whose events can change what a list shows. */
const shows = {
  tasks: ["task", "report", "round", "unit"],
  rounds: ["round", "report", "unit"],
  matters: ["matter", "unit"],
  meetings: ["meeting", "matter"],
  entries: ["ministry", "matter", "unit"],
  orders: ["order", "task", "unit"],
} as const satisfies Record<string, readonly string[]>;

/**
 * The pilot as its office reads it. What no event has touched since the former look is taken from there; that nothing moved
 * without an event is looked at by `recordsNow`, of everything, after every step.
 * @param touched kinds of records of which events told since then; `null`: everything is read
 */
export async function readWorld(
  { server, programmeId, players }: Cast,
  former: ReadBefore | null,
  touched: ReadonlySet<string> | null,
) {
  const { api } = players.chief;
  const { db } = server.database;
  const all = { programmeId, limit: 200 } as const;
  const isTouched = (list: keyof typeof shows) => !touched || shows[list].some((kind) => touched.has(kind));
  const ledger = former && !isTouched("tasks") ? former.ledger : await readLedger(api, programmeId);
  const rounds = former && !isTouched("rounds") ? former.rounds : (await api.progress.listRounds(all)).items;
  const matters = former && !isTouched("matters") ? former.matters : (await api.matters.listMatters(all)).items;
  const meetings = former && !isTouched("meetings") ? former.meetings : (await api.meetings.listMeetings(all)).items;
  const orders = former && !isTouched("orders") ? former.orders : (await api.supervision.listOrders(all)).items;
  const entries = former && !isTouched("entries") ? former.entries : (await api.ministries.listEntries(all)).items;
  const { rows: reports } = await sql<ReportNow>`
    select id, round_id as "roundId", unit_id as "unitId", state, unlock_asked_at is not null as "unlockAsked"
    from unit_report where programme_id = ${programmeId} order by id`.execute(db);
  const { rows: closing } = await sql<{ taskId: string; publishedUntil: string | null }>`
    select distinct on (task_id) task_id as "taskId", publish_until as "publishedUntil" from close_out
    where programme_id = ${programmeId} order by task_id, asked_at desc, id desc`.execute(db);
  return { ledger, rounds, reports, matters, meetings, entries, orders, closing };
}

type ItemsOf<F extends (...given: never[]) => Promise<{ items: unknown }>> = Awaited<ReturnType<F>>["items"];

/** What a former look read, as far as it can be taken over. */
interface ReadBefore {
  ledger: Awaited<ReturnType<typeof readLedger>>;
  rounds: ItemsOf<Api["progress"]["listRounds"]>;
  matters: ItemsOf<Api["matters"]["listMatters"]>;
  meetings: ItemsOf<Api["meetings"]["listMeetings"]>;
  orders: ItemsOf<Api["supervision"]["listOrders"]>;
  entries: ItemsOf<Api["ministries"]["listEntries"]>;
}

interface ReportNow {
  id: string;
  roundId: string;
  unitId: string;
  state: string;
  unlockAsked: boolean;
}

const readLedger = async (api: Api, programmeId: Cast["programmeId"]) => ({
  tasks: await api.tasks.listTasks({ programmeId, limit: 1000, parts: "with" }),
  counts: await api.tasks.countTasks({ programmeId, parts: "with" }),
  byState: await api.tasks.groupTasks({ programmeId, by: "state", parts: "with" }),
  byLead: await api.tasks.groupTasks({ programmeId, by: "lead", parts: "with" }),
  byUnit: await api.tasks.unitFigures({ programmeId, parts: "with" }),
});

const tables = {
  task: "task",
  round: "reporting_round",
  report: "unit_report",
  matter: "matter",
  meeting: "meeting",
  ministry: "ministry_entry",
  order: "supervision_order",
  evidence: "evidence",
} as const;

/** Every record as the tables hold it: what must never vanish, whose versions only grow, and where each stands. */
export async function recordsNow({ server, programmeId }: Cast): Promise<Known[]> {
  const each = Object.entries(tables).map(
    ([kind, table]) =>
      sql`select ${sql.lit(kind)} as kind, id, version, state from ${sql.table(table)} where programme_id = ${programmeId}`,
  );
  return (await sql<Known>`${sql.join(each, sql` union all `)}`.execute(server.database.db)).rows;
}

/** The same as the API shows it, but for reports and evidence, which have no list of all. */
export const recordsShown = (world: World): Omit<Known, "version">[] =>
  (
    [
      ["task", world.ledger.tasks.items],
      ["round", world.rounds],
      ["matter", world.matters],
      ["meeting", world.meetings],
      ["ministry", world.entries],
      ["order", world.orders],
    ] as const
  ).flatMap(([kind, items]) => items.map(({ id, state }) => ({ kind, id, state })));

/** Events of the pilot in the order in which they were written, from a place in it on. */
export async function eventsAfter({ server, programmeId }: Cast, afterId: string | null): Promise<TrailEvent[]> {
  const { rows } = await sql<TrailEvent>`
    select id, at, kind, subject_kind as "subjectKind", subject_id as "subjectId", person_id as "personId", note,
      before, after, acts_for as "actsFor"
    from event where programme_id = ${programmeId} and (${afterId}::uuid is null or id > ${afterId}::uuid)
    order by at, id`.execute(server.database.db);
  return rows;
}
