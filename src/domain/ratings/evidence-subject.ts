// Whose evidence a claimed step takes: its lead unit and the office add while it waits, its group and the office review.
import type { Call } from "../../kernel/call.ts";
import { countEvidence } from "../evidence/service.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import type { TaskParty } from "../tasks/model.ts";
import { ownersOfTasks } from "../tasks/names.ts";
import { openTasksFor } from "../tasks/open-task.ts";
import { ledgerScope, partiesOf, sees } from "../tasks/rules.ts";
import { findClaims } from "./claim-store.ts";

const kind = "maturityClaim";

/** How many valid files and links prove each of these claims on the day. */
export const evidenceOf = async (db: Db, call: Call, programmeId: string, claimIds: readonly string[]) =>
  claimIds.length === 0 ? new Map<string, number>() : countEvidence(db, programmeId, kind, claimIds, call.today);

async function rights(db: Db, call: Call, programmeId: string, ids: readonly string[]) {
  const programme = await openProgramme(db, call, programmeId);
  const claims = await findClaims(db, programme.id, ids);
  const tasks = await openTasksFor(db, programme, [...new Set(claims.map((claim) => claim.taskId))]);
  const scope = ledgerScope(call.actor, programme.officeUnitId);
  return new Map(
    claims.flatMap((claim) => {
      const open = tasks.get(claim.taskId);
      if (!open || !sees(scope, open.facts)) return [];
      const parties = partiesOf(call.actor, open.facts);
      const isOneOf = (...these: TaskParty[]) => parties.some((party) => these.includes(party));
      const mayAdd = claim.state === "claimed" && isOneOf("lead", "office");
      return [[claim.id, { mayAdd, mayRemark: isOneOf("office", "group") }] as const];
    }),
  );
}

export const claimEvidence = {
  kind,
  zh: "成熟度台阶",
  en: "Step of maturity",

  async name(db: Db, programmeId: string, ids: readonly string[]) {
    const claims = await findClaims(db, programmeId, ids);
    const tasks = await ownersOfTasks(db, programmeId, [...new Set(claims.map((claim) => claim.taskId))]);
    return new Map(
      claims.map(({ id, taskId, step, state }) => {
        const task = tasks.get(taskId);
        const named = task ? `${task.number} ${task.title}` : "";
        return [
          id,
          {
            title: { zh: `任务 ${named}：申报台阶 L${step}`, en: `Task ${named}: step L${step} claimed` },
            href: `/p/${programmeId}/tasks/${taskId}#ratings`,
            over: state !== "claimed",
          },
        ];
      }),
    );
  },

  rights,
};
