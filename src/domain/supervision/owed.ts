// What supervision makes somebody owe: to issue, to sign for, to give feedback, to review, to close; and what one waits for.
import type { Call } from "../../kernel/call.ts";
import { isOfficeOf, type OwnProgramme } from "../pilot/rules.ts";
import type { Db } from "../tables.ts";
import { type OwedOrder, ordersOwed } from "./list-store.ts";
import { type OrderGrade, type OrderState, orderGrades } from "./model.ts";
import { type OrderAct, orderActs } from "./rules.ts";

type Words = { zh: string; en: string };

interface Owed {
  programmeId: string;
  kind: string;
  id: string;
  title: Words;
  what: Words;
  act: string | null;
  dueOn: string | null;
  waitingFor: Words | null;
  href: string;
  sinceAt: string;
}

/** The most items of this kind in an inbox. */
const most = 200;

/** Which act each state waits for, by the part in which somebody owes it. */
const actsOwed = {
  office: { proposed: "issue", answered: "pass", passed: "close" },
  group: { answered: "pass" },
  lead: { issued: "sign", signed: "feedback" },
} as const satisfies Record<string, Partial<Record<OrderState, OrderAct>>>;

const waits = {
  office: {
    issued: { zh: "承办单位签收", en: "the handling unit to sign" },
    signed: { zh: "承办单位反馈", en: "the handling unit's feedback" },
  },
  lead: {
    answered: { zh: "推进组或办公室审核", en: "the review" },
    passed: { zh: "办公室销单", en: "the office to close it" },
  },
} as const;

/** What a side has to do, and what it waits for: neither takes the other's place in the list. */
const askedOf = (side: "office" | "lead") => [Object.keys(actsOwed[side]), Object.keys(waits[side])];

/** Where nothing is left to be done of its tasks, the office decides what becomes of the order. */
const settled: Words = {
  zh: "所涉任务均已销号或终止，请销单或撤回",
  en: "All its tasks are closed or ended: close or withdraw it",
};

function item(row: OwedOrder, act: OrderAct | null, waitingFor: Words | null, said?: Words): Owed {
  const grade = orderGrades[row.grade as OrderGrade];
  const what = said ?? (act ? orderActs[act] : { zh: "等待办理", en: "Waiting" });
  return {
    programmeId: row.programmeId,
    kind: "order",
    id: row.id,
    title: {
      zh: `${grade.zh} ${row.number ?? "（未编号）"} ${row.matter}`,
      en: `${grade.en} ${row.number ?? "(no number yet)"} ${row.matter}`,
    },
    what: { zh: what.zh, en: what.en },
    act,
    dueOn: row.dueOn,
    waitingFor,
    href: `/p/${row.programmeId}/orders/${row.id}`,
    sinceAt: row.sinceAt,
  };
}

export const ordersOwedBy = {
  kind: "order",
  async owed(db: Db, call: Call, programmes: readonly OwnProgramme[]): Promise<Owed[]> {
    const { actor } = call;
    const found = new Map<string, Owed>();
    const take = (
      rows: readonly OwedOrder[],
      acts: Partial<Record<string, OrderAct>>,
      waiting: Partial<Record<string, Words>>,
    ) => {
      for (const row of rows) {
        const act = acts[row.state] ?? null;
        // Who gave the feedback does not review it.
        if (act === "pass" && (row.answeredBy === actor.personId || actor.sameAs?.includes(row.answeredBy ?? "")))
          continue;
        if (!act && found.has(row.id)) continue;
        found.set(row.id, item(row, act, act ? null : (waiting[row.state] ?? null)));
      }
    };
    const asOffice = programmes.filter((programme) => isOfficeOf(actor, programme)).map((programme) => programme.id);
    const all = programmes.map((programme) => programme.id);
    if (asOffice.length > 0) {
      const rows = await ordersOwed(db, asOffice, askedOf("office"), null, most);
      take(rows, actsOwed.office, waits.office);
      for (const row of rows) if (row.tasksOver) found.set(row.id, item(row, "withdraw", null, settled));
    }
    if (actor.duties.includes("group"))
      take(
        await ordersOwed(db, all, [Object.keys(actsOwed.group)], { groupIds: actor.unitIds }, most),
        actsOwed.group,
        {},
      );
    if (actor.duties.includes("liaison"))
      take(await ordersOwed(db, all, askedOf("lead"), { leadUnitIds: actor.unitIds }, most), actsOwed.lead, waits.lead);
    const urgency = (one: Owed) => `${one.waitingFor ? 1 : 0}${one.dueOn ?? "9999"}${one.id}`;
    return [...found.values()].sort((a, b) => (urgency(a) < urgency(b) ? -1 : 1)).slice(0, most);
  },
};
