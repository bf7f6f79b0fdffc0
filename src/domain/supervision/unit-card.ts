// A unit's orders on its own page: what is open by grade, what is late, what waits for it now.
import type { Call } from "../../kernel/call.ts";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { dayRead } from "../../kernel/rows-at.ts";
import type { CardFigure, CardRow, UnitCard } from "../organisations/model-unit-page.ts";
import type { UnitCardSource, UnitInProgramme } from "../organisations/unit-cards.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { ledgerScope } from "../tasks/rules.ts";
import { type OwedOrder, ordersOwed } from "./list-store.ts";
import { orderGrades } from "./model.ts";
import { openOrderStates, orderActs } from "./rules.ts";
import { openOrders } from "./service.ts";

const words = defineLabels({
  title: { zh: "督办单", en: "Orders" },
  open: { zh: "在办", en: "Open" },
  late: { zh: "逾期", en: "Late" },
  none: { zh: "没有在办的督办单。", en: "No open order concerns it." },
});

/** Most orders that wait told on the card. */
const owedShown = 12;

/** What each state waits for of the handling unit. */
const nextActs = { issued: orderActs.sign, signed: orderActs.feedback } as const;

export const ordersCard: UnitCardSource = {
  kind: "orders",
  async card(db: Db, call: Call, at: UnitInProgramme): Promise<UnitCard | null> {
    // A working group handles no order itself: it reviews them, in the inbox.
    if (at.unit.kind === "group") return null;
    const programme = await openProgramme(db, call, at.programmeId);
    const counts = await openOrders(db, {
      programmeId: programme.id,
      scope: ledgerScope(call.actor, programme.officeUnitId),
      ...dayRead(call, at.asOf),
      unitId: at.unit.id,
    });
    const grades = codesOf(orderGrades).toReversed();
    const late = grades.reduce((sum, grade) => sum + counts[grade].late, 0);
    const total = grades.reduce((sum, grade) => sum + counts[grade].count, 0);
    const owed = at.asOf
      ? []
      : await ordersOwed(db, [programme.id], [codesOf(nextActs)], { leadUnitIds: [at.unit.id] }, 200);
    const figures: CardFigure[] = [
      ...grades.map((grade) => ({
        key: grade,
        label: { zh: orderGrades[grade].zh, en: orderGrades[grade].en },
        value: counts[grade].count,
        tone: null,
        flag: grade,
        href: addressOf(at, { grade, state: openOrderStates.join(",") }),
      })),
      { key: "late", label: words.late, value: late, tone: null, href: addressOf(at, { late: "true" }) },
    ];
    return {
      kind: "orders",
      title: words.title,
      lines: total > 0 ? [{ key: "open", label: words.open, figures }] : [],
      owed: owed.slice(0, owedShown).map((row) => rowOf(row, call.today)),
      owedTotal: owed.length,
      months: [],
      none: words.none,
    };
  },
};

/** The list of the same day. */
const addressOf = ({ programmeId, unit, asOf }: UnitInProgramme, filter: Record<string, string>): string =>
  `/p/${programmeId}/orders?${new URLSearchParams({ ...filter, unit: unit.id, ...(asOf ? { asOf } : {}) })}`;

function rowOf(row: OwedOrder, today: string): CardRow {
  const act = nextActs[row.state as keyof typeof nextActs];
  return {
    id: row.id,
    title: [row.number, row.matter].filter(Boolean).join(" "),
    act: { zh: act.zh, en: act.en },
    tone: null,
    dueOn: row.dueOn,
    isLate: row.dueOn !== null && row.dueOn < today,
    href: `/p/${row.programmeId}/orders/${row.id}`,
  };
}
