// Problems and requests that are accepted become matters of their own 协调事项, each once (record 0029 says why then).
import type { Call } from "../../kernel/call.ts";
import { openMatters } from "../matters/service.ts";
import { joinProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { type KeptProblem, type OpenReport, type OpenRow, problemsOf } from "./load-report.ts";

/** Those of a row that are asked of a unit and are not followed up yet. */
export const toBeOpened = (row: { problems: unknown }): KeptProblem[] =>
  problemsOf(row).filter((one) => one.toUnitId !== null && one.openedAt === null);

/** Opens what rows ask of others as matters; call before the rows are saved, which then say since when. */
export async function openProblems(tx: Db, call: Call, open: OpenReport, rows: readonly OpenRow[]): Promise<void> {
  const asked = rows.map((row) => ({ row, problems: toBeOpened(row) })).filter((one) => one.problems.length > 0);
  // Whoever is asked takes part in the programme from now on.
  const unitIds = [...new Set(asked.flatMap((one) => one.problems.flatMap((problem) => problem.toUnitId ?? [])))];
  await joinProgramme(tx, call, open.programme.id, unitIds);
  for (const { row, problems } of asked) {
    await openMatters(tx, call, {
      programmeId: open.programme.id,
      origin: { kind: "report", id: row.id },
      taskIds: [row.task_id],
      matters: problems.map((one) => ({
        ...askedNow(call, one),
        toUnitId: one.toUnitId ?? "",
        fromUnitId: row.unit_id,
      })),
    });
    const opened = new Set(problems.map((one) => one.id));
    row.problems = problemsOf(row).map((one) => (opened.has(one.id) ? { ...one, openedAt: call.atIso } : one));
  }
}

/** A day that passed while the report was under review is told in words, and the matter gets its due day anew. */
function askedNow(call: Call, { what, dueOn }: KeptProblem) {
  if (dueOn === null || dueOn >= call.today) return { what, dueOn };
  return { what: `${what}（原定期限 ${dueOn}）`, dueOn: null };
}
