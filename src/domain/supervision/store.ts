// SQL of orders: the record with its units, tasks, reasons and feedback; saving by version; numbers without gaps.
import { type Insertable, type Selectable, sql } from "kysely";
import { rowsAt } from "../../kernel/rows-at.ts";
import type { Db, SupervisionOrderTable } from "../tables.ts";
import type { OrderFeedback, OrderGrade, OrderReason, OrderState, OrderUnit } from "./model.ts";

export interface OrderTask {
  taskId: string;
  number: string | null;
  shortTitle: string;
  state: string;
  light: string;
}

export interface OrderRow {
  id: string;
  programmeId: string;
  number: string | null;
  grade: OrderGrade;
  state: OrderState;
  origin: string;
  matter: string;
  source: string;
  limitDays: number;
  dueOn: string | null;
  issuedAt: string | null;
  units: OrderUnit[];
  tasks: OrderTask[];
  groupIds: string[];
  version: number;
  madeAt: string;
}

export interface WholeOrder extends OrderRow {
  reason: string | null;
  reasons: OrderReason[];
  requirement: string;
  important: boolean;
  predecessorId: string | null;
  makerName: string | null;
  issuerName: string | null;
  signerName: string | null;
  signedAt: string | null;
  closedAt: string | null;
  feedback: OrderFeedback[];
}

const unitsOfOrder = sql<OrderUnit[]>`coalesce((
  select json_agg(json_build_object('unitId', ou.unit_id, 'name', u.name, 'shortName', u.short_name, 'part', ou.part)
    order by ou.part, ou.position)
  from order_unit ou join unit u on u.id = ou.unit_id
  where ou.programme_id = o.programme_id and ou.order_id = o.id), '[]')`;

const tasksOfOrder = (asOf: string | null) => sql<OrderTask[]>`coalesce((
  select json_agg(json_build_object('taskId', t.id, 'number', t.number, 'shortTitle', t.short_title, 'state', t.state,
    'light', t.light) order by ot.position)
  from order_task ot join ${rowsAt("task", asOf)} t on t.programme_id = ot.programme_id and t.id = ot.task_id
  where ot.programme_id = o.programme_id and ot.order_id = o.id), '[]')`;

const groupsOfOrder = sql<string[]>`coalesce((
  select json_agg(distinct t.group_id) from order_task ot
  join task t on t.programme_id = ot.programme_id and t.id = ot.task_id
  where ot.programme_id = o.programme_id and ot.order_id = o.id and t.group_id is not null), '[]')`;

const reasonsOfOrder = sql<OrderReason[]>`coalesce((
  select json_agg(json_build_object('code', r.code, 'facts', r.facts) order by r.position) from order_reason r
  where r.programme_id = o.programme_id and r.order_id = o.id), '[]')`;

const feedbackOfOrder = sql<OrderFeedback[]>`coalesce((
  select json_agg(json_build_object('round', f.round, 'process', f.process, 'situation', f.situation,
    'nextStep', f.next_step, 'personName', p.name, 'unitName', u.short_name, 'at', f.at, 'verdict', f.verdict,
    'remark', f.remark, 'reviewerName', w.name, 'reviewedAt', f.reviewed_at) order by f.round)
  from order_feedback f join person p on p.id = f.person_id join unit u on u.id = f.unit_id
    left join person w on w.id = f.reviewer_id
  where f.programme_id = o.programme_id and f.order_id = o.id), '[]')`;

/** Orders of a programme as a list shows them, now or as of an instant; who may see them is the caller's to ask. */
export const listedOrders = (db: Db, programmeId: string, asOf: string | null = null) =>
  db
    .selectFrom(rowsAt<Selectable<SupervisionOrderTable>>("supervision_order", asOf).as("o"))
    .where("o.programme_id", "=", programmeId)
    .select([
      "o.id",
      "o.programme_id as programmeId",
      "o.number",
      "o.grade",
      "o.state",
      "o.origin",
      "o.matter",
      "o.source",
      "o.limit_days as limitDays",
      "o.due_on as dueOn",
      "o.issued_at as issuedAt",
      "o.version",
      "o.made_at as madeAt",
      unitsOfOrder.as("units"),
      tasksOfOrder(asOf).as("tasks"),
      groupsOfOrder.as("groupIds"),
    ]);

export async function findOrder(db: Db, programmeId: string, id: string): Promise<WholeOrder | undefined> {
  const row = await listedOrders(db, programmeId)
    .leftJoin("person as mp", "mp.id", "o.made_by")
    .leftJoin("person as ip", "ip.id", "o.issuer_id")
    .leftJoin("person as sp", "sp.id", "o.signer_id")
    .where("o.id", "=", id)
    .select([
      "o.reason",
      "o.requirement",
      "o.important",
      "o.predecessor_id as predecessorId",
      "o.signed_at as signedAt",
      "o.closed_at as closedAt",
      "mp.name as makerName",
      "ip.name as issuerName",
      "sp.name as signerName",
      reasonsOfOrder.as("reasons"),
      feedbackOfOrder.as("feedback"),
    ])
    .executeTakeFirst();
  return row as unknown as WholeOrder | undefined;
}

export interface ChainRow {
  id: string;
  number: string | null;
  grade: OrderGrade;
  state: OrderState;
}

/** The orders before and after one by escalation, mildest first; grades only rise, so a chain has few links. */
export async function chainOf(db: Db, programmeId: string, id: string): Promise<ChainRow[]> {
  const { rows } = await sql<ChainRow>`
    with recursive before as (
      select o.id, o.predecessor_id, 0 as depth from supervision_order o
      where o.programme_id = ${programmeId} and o.id = ${id}
      union all
      select o.id, o.predecessor_id, b.depth + 1 from before b
      join supervision_order o on o.programme_id = ${programmeId} and o.id = b.predecessor_id where b.depth < 10
    ), after as (
      select id, 0 as depth from before
      union
      select o.id, a.depth + 1 from after a
      join supervision_order o on o.programme_id = ${programmeId} and o.predecessor_id = a.id where a.depth < 10
    )
    select o.id, o.number, o.grade, o.state from supervision_order o
    where o.programme_id = ${programmeId} and o.id in (select id from after)
    order by array_position(array['blue', 'yellow', 'red'], o.grade), o.made_at, o.id limit 50`.execute(db);
  return rows;
}

/** Has somebody proposed an escalation of this order that waits to be issued? */
export async function hasProposedSuccessor(db: Db, programmeId: string, id: string): Promise<boolean> {
  const row = await db
    .selectFrom("supervision_order")
    .select("id")
    .where("programme_id", "=", programmeId)
    .where("predecessor_id", "=", id)
    .where("state", "=", "proposed")
    .executeTakeFirst();
  return row !== undefined;
}

export interface NewOrderRows {
  /** All of them with the same columns. */
  order: Insertable<SupervisionOrderTable>;
  taskIds: readonly string[];
  units: readonly { unitId: string; part: string }[];
  reasons: readonly {
    taskId: string;
    code: string;
    facts: Record<string, unknown>;
    rule: string;
    once: string;
  }[];
}

const rowsInto = async (tx: Db, table: string, columns: readonly string[], rows: readonly object[]) => {
  if (rows.length === 0) return;
  const names = sql.join(columns.map((column) => sql.ref(column)));
  await sql`insert into ${sql.table(table)} (${names})
    select ${names} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)`.execute(tx);
};

/** Writes orders with all that belongs to them, in four statements however many they are. */
export async function insertOrders(tx: Db, given: readonly NewOrderRows[]): Promise<void> {
  const orders = given.map(({ order }) => order);
  const [first] = orders;
  if (!first) return;
  await rowsInto(
    tx,
    "supervision_order",
    Object.keys({ ...first, version: 1 }),
    orders.map((order) => ({ ...order, version: 1 })),
  );
  const keyOf = ({ order }: NewOrderRows) => ({ programme_id: order.programme_id, order_id: order.id });
  const key = ["programme_id", "order_id"];
  await rowsInto(
    tx,
    "order_task",
    [...key, "task_id", "position"],
    given.flatMap((one) => one.taskIds.map((task_id, position) => ({ ...keyOf(one), task_id, position }))),
  );
  await rowsInto(
    tx,
    "order_unit",
    [...key, "unit_id", "part", "position"],
    given.flatMap((one) =>
      one.units.map(({ unitId, part }, position) => ({ ...keyOf(one), unit_id: unitId, part, position })),
    ),
  );
  await rowsInto(
    tx,
    "order_reason",
    [...key, "position", "task_id", "code", "facts", "rule", "once"],
    given.flatMap((one) =>
      one.reasons.map(({ taskId, ...reason }, position) => ({ ...keyOf(one), position, task_id: taskId, ...reason })),
    ),
  );
}

export type OrderPatch = Partial<
  Pick<
    SupervisionOrderTable,
    | "state"
    | "number_year"
    | "number_in_year"
    | "number"
    | "source"
    | "matter"
    | "reason"
    | "requirement"
    | "limit_days"
    | "due_on"
    | "issuer_id"
    | "issued_at"
    | "signer_id"
    | "signed_at"
    | "closed_at"
  >
>;

/** Saves a change of the version that was read; `false` when somebody else was first. */
export async function saveOrder(
  tx: Db,
  at: { programmeId: string; id: string; version: number },
  patch: OrderPatch & { changed_at: string; changed_by: string | null },
): Promise<boolean> {
  const result = await tx
    .updateTable("supervision_order")
    .set({ ...patch, version: at.version + 1 })
    .where("programme_id", "=", at.programmeId)
    .where("id", "=", at.id)
    .where("version", "=", at.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Dismisses proposals of the versions that were read; whatever had another state then has another version now. @returns ids */
export async function dismissMany(
  tx: Db,
  programmeId: string,
  orders: readonly { id: string; version: number }[],
  at: string,
): Promise<Set<string>> {
  if (orders.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    update supervision_order o set state = 'dismissed', version = o.version + 1, changed_at = ${at}, changed_by = null
    from json_to_recordset(${JSON.stringify(orders)}::json) as v(id uuid, version integer)
    where o.programme_id = ${programmeId} and o.id = v.id and o.version = v.version
    returning o.id`.execute(tx);
  return new Set(rows.map((row) => row.id));
}

/**
 * Takes the next number of a programme in a year. The row stays locked until the transaction ends, and goes back with it:
 * so no number is given twice and none is skipped.
 */
export async function takeNumber(tx: Db, programmeId: string, year: number): Promise<number> {
  const row = await tx
    .insertInto("order_number")
    .values({ programme_id: programmeId, year, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(["programme_id", "year"]).doUpdateSet({ last: sql<number>`order_number.last + 1` }),
    )
    .returning("last")
    .executeTakeFirstOrThrow();
  return row.last;
}

export async function insertFeedback(
  tx: Db,
  row: {
    programme_id: string;
    order_id: string;
    round: number;
    process: string;
    situation: string;
    next_step: string;
    person_id: string;
    unit_id: string;
    at: string;
  },
): Promise<void> {
  await tx.insertInto("order_feedback").values(row).execute();
}

/** Writes what the review of a round came to. */
export async function saveVerdict(
  tx: Db,
  at: { programmeId: string; orderId: string; round: number },
  verdict: { verdict: string; remark: string | null; reviewer_id: string; reviewed_at: string },
): Promise<void> {
  await tx
    .updateTable("order_feedback")
    .set(verdict)
    .where("programme_id", "=", at.programmeId)
    .where("order_id", "=", at.orderId)
    .where("round", "=", at.round)
    .execute();
}

/** Some orders as a list shows them; who may see them is the caller's to ask. */
export async function listedByIds(db: Db, programmeId: string, ids: readonly string[]): Promise<OrderRow[]> {
  const rows = await listedOrders(db, programmeId).where(sql<boolean>`o.id = any(${ids}::uuid[])`).execute();
  return rows as unknown as OrderRow[];
}

/** Is there such an order? */
export async function orderExists(db: Db, programmeId: string, id: string): Promise<boolean> {
  const row = await db
    .selectFrom("supervision_order")
    .select("id")
    .where("programme_id", "=", programmeId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row !== undefined;
}
