// A unit's reports on its own page: what it has still to hand in, what is late, what came back; each report is a row below.
import type { Call } from "../../kernel/call.ts";
import { defineLabels } from "../../kernel/labels.ts";
import type { UnitCard } from "../organisations/model-unit-page.ts";
import type { UnitCardSource, UnitInProgramme } from "../organisations/unit-cards.ts";
import type { Db } from "../tables.ts";
import { reportsOfUnits } from "./owed-store.ts";
import { readingOf } from "./standing.ts";
import { reportsOfUnit } from "./standing-store.ts";

const words = defineLabels({
  title: { zh: "报送", en: "Reports" },
  underWay: { zh: "在报轮次", en: "Rounds under way" },
  due: { zh: "待报", en: "To hand in" },
  late: { zh: "已过截止日", en: "Past the due day" },
  returned: { zh: "退回待补", en: "Returned" },
  submitted: { zh: "已报待审", en: "Waiting for review" },
  fill: { zh: "填报并提交", en: "Fill in and submit" },
  mend: { zh: "补充后重新提交", en: "Mend and submit again" },
  none: { zh: "没有正在进行的报送。", en: "No report is asked of it now." },
});

/** Most reports that wait told on the card. */
const owedShown = 12;

export const reportsCard: UnitCardSource = {
  kind: "reports",
  async card(db: Db, call: Call, at: UnitInProgramme): Promise<UnitCard | null> {
    // Working groups review; they owe no report.
    if (at.unit.kind === "group") return null;
    const reading = await readingOf(db, call, at);
    const counts = await reportsOfUnit(db, reading, at.unit.id);
    const rows = at.asOf ? [] : await reportsOfUnits(db, [at.programmeId], [at.unit.id], 200);
    const owed = rows.filter((row) => row.state !== "submitted");
    const figure = (key: "due" | "late" | "returned" | "submitted") => ({
      key,
      label: words[key],
      value: counts[key],
      tone: null,
      // There is no list of one unit's reports: they are the rows below.
      href: null,
    });
    return {
      kind: "reports",
      title: words.title,
      lines:
        counts.due + counts.submitted > 0
          ? [
              {
                key: "underWay",
                label: words.underWay,
                figures: [figure("due"), figure("late"), figure("returned"), figure("submitted")],
              },
            ]
          : [],
      owed: owed.slice(0, owedShown).map((row) => ({
        id: row.id,
        title: row.title,
        act: row.state === "returned" ? words.mend : words.fill,
        tone: null,
        dueOn: row.unlockedUntil ?? row.dueOn,
        isLate: (row.unlockedUntil ?? row.dueOn) < call.today,
        href: `/p/${row.programmeId}/rounds/${row.roundId}/reports/${row.id}`,
      })),
      owedTotal: owed.length,
      months: [],
      none: words.none,
    };
  },
};
