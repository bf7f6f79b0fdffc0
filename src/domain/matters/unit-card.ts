// A unit's matters on its own page: what it is asked, what it asked itself, what waits for it now.
import type { Call } from "../../kernel/call.ts";
import { defineLabels } from "../../kernel/labels.ts";
import type { CardFigure, UnitCard } from "../organisations/model-unit-page.ts";
import type { UnitCardSource, UnitInProgramme } from "../organisations/unit-cards.ts";
import type { Db } from "../tables.ts";
import { countOfUnit } from "./list-store.ts";
import { findOwed, type OwedMatter } from "./owed-store.ts";
import { pendingStates } from "./rules.ts";
import { readingOf } from "./service.ts";

const words = defineLabels({
  title: { zh: "协调事项", en: "Matters" },
  answers: { zh: "请本单位办", en: "Asked of it" },
  asked: { zh: "本单位提出", en: "Asked by it" },
  toAnswer: { zh: "待答复", en: "To answer" },
  late: { zh: "逾期", en: "Late" },
  pending: { zh: "在办", en: "Pending" },
  toConfirm: { zh: "待确认或改请", en: "To confirm or ask elsewhere" },
  answer: { zh: "办理并答复", en: "Answer" },
  confirm: { zh: "确认办结", en: "Confirm" },
  readdress: { zh: "已退回，改请或撤回", en: "Declined: ask elsewhere or withdraw" },
  none: { zh: "没有在办的协调事项。", en: "No pending matter concerns it." },
});

/** States in which the unit asked has the next step, and those in which the asker has it. */
const toAnswer = ["open", "accepted"];
const toConfirm = ["declined", "answered"];
const owedShown = 12;

export const mattersCard: UnitCardSource = {
  kind: "matters",
  async card(db: Db, call: Call, at: UnitInProgramme): Promise<UnitCard | null> {
    const { reading } = await readingOf(db, call, at);
    const rows = await countOfUnit(db, reading, at.unit.id);
    const sum = (answers: boolean, states: readonly string[], of: "count" | "late" = "count") =>
      rows.reduce((all, row) => all + (row.answers === answers && states.includes(row.state) ? row[of] : 0), 0);
    const found = at.asOf ? [] : await findOwed(db, [at.programmeId], [at.unit.id], call.actor.personId, 200);
    const owed = found.filter((row) => row.answers || toConfirm.includes(row.state));
    const figure = (key: keyof typeof words, value: number, filter: Record<string, string>): CardFigure => ({
      key,
      label: words[key],
      value,
      tone: null,
      href: `/p/${at.programmeId}/matters?${new URLSearchParams({ ...filter, ...(at.asOf ? { asOf: at.asOf } : {}) })}`,
    });
    const [to, from] = [{ toUnit: at.unit.id }, { fromUnit: at.unit.id }];
    const answering = { ...to, state: toAnswer.join(",") };
    return {
      kind: "matters",
      title: words.title,
      lines:
        rows.length === 0
          ? []
          : [
              {
                key: "answers",
                label: words.answers,
                figures: [
                  figure("toAnswer", sum(true, toAnswer), answering),
                  figure("late", sum(true, toAnswer, "late"), { ...answering, late: "true" }),
                ],
              },
              {
                key: "asked",
                label: words.asked,
                figures: [
                  figure("pending", sum(false, pendingStates), { ...from, state: pendingStates.join(",") }),
                  figure("toConfirm", sum(false, toConfirm), { ...from, state: toConfirm.join(",") }),
                ],
              },
            ],
      owed: owed.slice(0, owedShown).map((row) => ({
        id: row.id,
        title: `${row.number} ${row.what}`,
        act: actOf(row),
        tone: null,
        dueOn: row.dueOn,
        isLate: row.answers && row.dueOn !== null && row.dueOn < call.today,
        href: `/p/${row.programmeId}/matters/${row.id}`,
      })),
      owedTotal: owed.length,
      months: [],
      none: words.none,
    };
  },
};

const actOf = ({ answers, state }: OwedMatter) =>
  answers ? words.answer : state === "declined" ? words.readdress : words.confirm;
