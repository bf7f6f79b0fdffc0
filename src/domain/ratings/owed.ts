// What the caller owes in ratings: steps to confirm or to mend, lights to decide; and what the caller waits for.
import type { Call } from "../../kernel/call.ts";
import { isOfficeOf, type OwnProgramme } from "../pilot/rules.ts";
import type { Db } from "../tables.ts";
import { type Light, lights } from "../tasks/model.ts";
import { type OwedRow, owedClaims, owedOverrides } from "./owed-store.ts";
import { claimActs, overrideActs, ratingActs } from "./rules.ts";

interface Words {
  zh: string;
  en: string;
}

/** One thing somebody owes, as an inbox takes it. */
export interface Owed {
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

const office: Words = { zh: "办公室", en: "Pilot office" };

const owedOf = (kind: string, row: OwedRow, act: string, what: Words): Owed => ({
  programmeId: row.programmeId,
  kind,
  id: row.id,
  title: { zh: `${row.number} ${row.title}`, en: `${row.number} ${row.title}` },
  what,
  act: row.waits ? null : act,
  dueOn: null,
  waitingFor: row.waits ? office : null,
  href: `/p/${row.programmeId}/tasks/${row.taskId}#ratings`,
  sinceAt: row.sinceAt,
});

/** In which of these programmes the caller is of the office. */
const officesOf = (call: Call, programmes: readonly OwnProgramme[]): string[] =>
  programmes.filter((one) => isOfficeOf(call.actor, one)).map((one) => one.id);

const idOf = (programme: OwnProgramme) => programme.id;

export const claimsOwed = {
  kind: "maturityClaim",
  zh: "成熟度台阶",
  en: "Step of maturity",
  async owed(db: Db, call: Call, programmes: readonly OwnProgramme[]): Promise<Owed[]> {
    const units = call.actor.duties.includes("liaison") ? call.actor.unitIds : [];
    const rows = await owedClaims(db, programmes.map(idOf), officesOf(call, programmes), units);
    return rows.map((row) =>
      row.returned
        ? owedOf(this.kind, row, "claimStep", {
            zh: `${row.what} 台阶被退回，请补充后重新申报`,
            en: `${row.what} was returned: mend it and claim again`,
          })
        : owedOf(this.kind, row, "confirm", {
            zh: `${claimActs.confirm.zh}成熟度台阶 ${row.what}`,
            en: `${claimActs.confirm.en} step ${row.what}`,
          }),
    );
  },
};

export const overridesOwed = {
  kind: "lightOverride",
  zh: "人工改判",
  en: "Light decided by people",
  async owed(db: Db, call: Call, programmes: readonly OwnProgramme[]): Promise<Owed[]> {
    const offices = officesOf(call, programmes);
    const rows = await owedOverrides(db, programmes.map(idOf), offices, call.actor.personId);
    return rows.map((row) => {
      const light = lights[row.what as Light];
      return owedOf(this.kind, row, "approve", {
        zh: `${row.waits ? ratingActs.askBetterLight.zh : overrideActs.approve.zh}：${light.zh}`,
        en: `${row.waits ? ratingActs.askBetterLight.en : overrideActs.approve.en}: ${light.en}`,
      });
    });
  },
};
