// Where a unit's tasks stand on the ladder and how sure it is of them, on its own page; compared with nobody.

import type { Call } from "../../kernel/call.ts";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { dayRead } from "../../kernel/rows-at.ts";
import type { CardLine, UnitCard } from "../organisations/model-unit-page.ts";
import type { UnitCardSource, UnitInProgramme } from "../organisations/unit-cards.ts";
import type { Db } from "../tables.ts";
import { ladderOf } from "../tasks/figures.ts";
import { maturitySteps } from "../tasks/model.ts";
import { confidencePoints } from "./model.ts";
import { divergentFrom } from "./rules.ts";
import { confidenceOfUnit } from "./store.ts";

const words = defineLabels({
  title: { zh: "研判", en: "Ratings" },
  ladder: { zh: "成熟度", en: "Maturity" },
  confidence: { zh: "信心自评", en: "Own confidence" },
  diverging: { zh: "各方有分歧", en: "Raters diverge" },
  none: { zh: "在这个试点中还没有牵头任务。", en: "It leads no task of this pilot yet." },
});

export const ratingsCard: UnitCardSource = {
  kind: "ratings",
  async card(db: Db, call: Call, at: UnitInProgramme): Promise<UnitCard | null> {
    const { programmeId, unit, asOf } = at;
    const isGroup = unit.kind === "group";
    const filter = isGroup ? { group: [unit.id] } : { lead: [unit.id], parts: "with" as const };
    const steps = await ladderOf(db, call, at, filter);
    if (steps.every((count) => count === 0)) return null;
    const address = { ...(isGroup ? { group: unit.id } : { lead: unit.id, parts: "with" }), ...(asOf ? { asOf } : {}) };
    const lines: CardLine[] = [
      {
        key: "ladder",
        label: words.ladder,
        figures: codesOf(maturitySteps).map((code, step) => ({
          key: code,
          label: { zh: `${code} ${maturitySteps[code].zh}`, en: `${code} ${maturitySteps[code].en}` },
          value: steps[step] ?? 0,
          tone: null,
          href: `/p/${programmeId}/ledger?${new URLSearchParams({ ...address, maturity: String(step) })}`,
        })),
      },
    ];
    if (!isGroup) lines.push(...(await confidenceLine(db, call, at)));
    return { kind: "ratings", title: words.title, lines, owed: [], owedTotal: 0, months: [], none: words.none };
  },
};

/** Nothing where nobody has rated yet. */
async function confidenceLine(db: Db, call: Call, { programmeId, unit, asOf }: UnitInProgramme): Promise<CardLine[]> {
  const at = dayRead(call, asOf).asOf;
  const { self, diverging } = await confidenceOfUnit(db, programmeId, unit.id, at, divergentFrom);
  const told = codesOf(confidencePoints)
    .toReversed()
    .flatMap((points) => (self[points] ? [{ key: points, label: confidencePoints[points], value: self[points] }] : []));
  if (told.length === 0 && diverging === 0) return [];
  const figures = [...told, { key: "diverging", label: words.diverging, value: diverging }];
  return [
    {
      key: "confidence",
      label: words.confidence,
      figures: figures.map(({ key, label, value }) => ({
        key,
        label: { zh: label.zh, en: label.en },
        value,
        tone: null,
        href: null,
      })),
    },
  ];
}
