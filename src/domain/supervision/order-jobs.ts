// Orders by rule: proposed each working day, lapsing when their matter is gone, issued at once where the programme says so.
import { type Call, ownCall } from "../../kernel/call.ts";
import { programActor } from "../accounts/model.ts";
import { recordEvents } from "../audit/service.ts";
import { isWorkingDay } from "../pilot/calendar.ts";
import type { Db } from "../tables.ts";
import type { TaskState } from "../tasks/model.ts";
import type { OrderGrade } from "./model.ts";
import { issue } from "./open-order.ts";
import { type Hit, hitsOf, limitOf, orderableStates, type Proposal, proposalOf } from "./order-rules.ts";
import { type OrderToWrite, requirementOf, sourceOf, unitsFor, writeOrders } from "./propose.ts";
import * as reminders from "./reminder-store.ts";
import { isGraver, openOrderStates } from "./rules.ts";
import { settingsOf } from "./settings.ts";
import * as store from "./store.ts";
import * as tasksOf from "./task-store.ts";
import { inTransaction } from "./transactions.ts";

/** Orders written in one transaction. */
const batch = 200;

/**
 * Asks for orders where a rule is met, on the day of `at`, and lets proposals go whose matter is gone.
 * Of an open order whose tasks are all closed or ended it tells the office, once, that it can be closed or withdrawn.
 * @returns how many were proposed, how many lapsed and how many can be closed, together
 */
export async function proposeOrders(db: Db, at: number, zone: string): Promise<number> {
  const call = ownCall(programActor, at, zone, "supervision.proposeOrders");
  if (!isWorkingDay(call.today)) return 0;
  let done = 0;
  for (const programmeId of await reminders.programmeIds(db)) done += await judgeIn(db, call, programmeId);
  return done;
}

/** The same for one programme alone, also inside a transaction that is open already. */
export async function proposeOrdersOf(db: Db, programmeId: string, at: number, zone: string): Promise<number> {
  const call = ownCall(programActor, at, zone, "supervision.proposeOrders");
  return isWorkingDay(call.today) ? judgeIn(db, call, programmeId) : 0;
}

const judgeIn = async (db: Db, call: Call, programmeId: string): Promise<number> =>
  (await letLapse(db, call, programmeId)) +
  (await proposeIn(db, call, programmeId)) +
  (await tellSettled(db, call, programmeId));

async function letLapse(db: Db, call: Call, programmeId: string): Promise<number> {
  const states = { orderable: orderableStates, open: openOrderStates };
  let lapsed = 0;
  for (let more = true; more; ) {
    const count = await inTransaction(db, async (tx) => {
      await reminders.lockProposing(tx, programmeId);
      const orders = await reminders.lapsedProposals(tx, programmeId, states, batch);
      await dismiss(tx, call, programmeId, orders, "情形已消除：任务已办结、暂缓或正在审核，或前一督办单已办结");
      return orders.length;
    });
    lapsed += count;
    more = count === batch;
  }
  return lapsed;
}

/** Lets proposals of the routine go; one that the office has just decided upon is left as it is. */
async function dismiss(
  tx: Db,
  call: Call,
  programmeId: string,
  orders: readonly { id: string; version: number }[],
  note: string,
): Promise<void> {
  const gone = await store.dismissMany(tx, programmeId, orders, call.atIso);
  const events = orders
    .filter((order) => gone.has(order.id))
    .map(({ id, version }) => ({
      kind: "order.dismiss",
      programmeId,
      subject: { kind: "order", id, version: version + 1 },
      note,
      before: { state: "proposed" },
      after: { state: "dismissed" },
    }));
  if (events.length > 0) await recordEvents(tx, call, events);
}

/** What becomes of an order is the office's to decide: it is told that nothing is left of it to be done. */
async function tellSettled(db: Db, call: Call, programmeId: string): Promise<number> {
  return inTransaction(db, async (tx) => {
    await reminders.lockProposing(tx, programmeId);
    const orders = await reminders.settledOrders(tx, programmeId, openOrderStates, batch);
    if (orders.length > 0)
      await recordEvents(
        tx,
        call,
        orders.map(({ id, version }) => ({
          kind: "order.settled",
          programmeId,
          subject: { kind: "order", id, version },
          note: "所涉任务均已销号或终止，建议销单或撤回",
        })),
      );
    return orders.length;
  });
}

/** An order that is asked for, with the tasks whose situation asks for it. */
interface Asked {
  grade: OrderGrade;
  tasks: readonly tasksOf.TaskForOrder[];
  hits: readonly (Hit & { taskId: string })[];
  predecessor: Proposal["predecessor"];
  /** Proposals of the routine that this graver one takes the place of. */
  replaces: readonly { id: string; version: number }[];
}

async function proposeIn(db: Db, call: Call, programmeId: string): Promise<number> {
  const asked = await whatIsAsked(db, call, programmeId);
  const { issuesItself } = await settingsOf(db, programmeId);
  const before = await reminders.partsOf(
    db,
    programmeId,
    asked.flatMap((one) => (one.predecessor ? [one.predecessor.id] : [])),
  );
  let written = 0;
  for (let from = 0; from < asked.length; from += batch) {
    const some = asked.slice(from, from + batch);
    written += await inTransaction(db, async (tx) => {
      await reminders.lockProposing(tx, programmeId);
      // Whatever another process wrote since this one looked.
      const told = await reminders.toldBefore(
        tx,
        programmeId,
        some.flatMap((one) => one.hits.map((hit) => hit.once)),
      );
      const fresh = some.filter((one) => !one.hits.some((hit) => told.has(hit.once)));
      await dismiss(
        tx,
        call,
        programmeId,
        fresh.flatMap((one) => one.replaces),
        "已提出更高等级的督办单",
      );
      const ids = await writeOrders(
        tx,
        call,
        programmeId,
        fresh.map((one) => toWrite(one, before)),
      );
      if (issuesItself)
        for (const id of ids) {
          const order = await store.findOrder(tx, programmeId, id);
          if (order) await issue(tx, call, order, null);
        }
      return ids.length;
    });
  }
  return written;
}

function toWrite(one: Asked, before: Awaited<ReturnType<typeof reminders.partsOf>>): OrderToWrite {
  const [task] = one.tasks as [tasksOf.TaskForOrder];
  const former = one.predecessor ? before.get(one.predecessor.id) : undefined;
  return {
    grade: one.grade,
    important: false,
    source: former?.source ?? sourceOf(task),
    matter: former?.matter ?? task.text.slice(0, 500),
    reason: null,
    requirement: requirementOf(one.grade),
    limitDays: limitOf(one.grade),
    taskIds: former?.taskIds ?? [task.id],
    units: former?.units ?? unitsFor([task]),
    hits: one.hits,
    predecessorId: one.predecessor?.id ?? null,
    origin: "rule",
  };
}

/** Every order that the rules ask for today and that nobody has asked for before. */
async function whatIsAsked(db: Db, call: Call, programmeId: string): Promise<Asked[]> {
  const tasks = await tasksOf.tasksForOrder(db, programmeId, null, orderableStates);
  const returns = await tasksOf.returnsOf(db, programmeId, null);
  const standing = new Map<string, reminders.StandingRow[]>();
  for (const row of await reminders.standingOrders(db, programmeId, [...openOrderStates, "proposed"]))
    standing.set(row.taskId, [...(standing.get(row.taskId) ?? []), row]);
  const judged = tasks
    // Without a lead unit there is nobody to order; the ledger shows such tasks as lacking one.
    .filter((task) => task.units.some((unit) => unit.part === "lead"))
    .map((task) => ({
      task,
      facts: {
        ...task,
        state: task.state as TaskState,
        returns: returns.get(task.id) ?? 0,
        orders: standing.get(task.id) ?? [],
      },
    }));
  const keys = judged.flatMap(({ facts }) => hitsOf(facts, call.today).map((hit) => hit.once));
  const told = new Set<string>();
  for (let from = 0; from < keys.length; from += 5000)
    for (const key of await reminders.toldBefore(db, programmeId, keys.slice(from, from + 5000))) told.add(key);
  const asked = new Map<string, Asked>();
  for (const { task, facts } of judged) {
    const proposal = proposalOf(facts, told, call.today);
    if (!proposal) continue;
    const replaces = facts.orders.filter((order) => order.state === "proposed" && order.origin === "rule");
    // An order over several tasks is escalated once, by the gravest of their situations.
    const key = proposal.predecessor?.id ?? task.id;
    const other = asked.get(key);
    if (other && isGraver(other.grade, proposal.grade)) continue;
    const joins = other?.grade === proposal.grade;
    const hits = proposal.hits.map((hit) => ({ ...hit, taskId: task.id }));
    asked.set(key, {
      grade: proposal.grade,
      predecessor: proposal.predecessor,
      tasks: [...(joins ? other.tasks : []), task],
      hits: uniqueBy([...(joins ? other.hits : []), ...hits]),
      replaces: uniqueById([...(other?.replaces ?? []), ...replaces]),
    });
  }
  return [...asked.values()];
}

const uniqueBy = <T extends { once: string }>(hits: readonly T[]): T[] => [
  ...new Map(hits.map((hit) => [hit.once, hit])).values(),
];
const uniqueById = <T extends { id: string }>(rows: readonly T[]): T[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
];
