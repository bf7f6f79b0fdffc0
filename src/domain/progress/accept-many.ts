// Accepting the reports of many units at once: each by the same rules as one, with an outcome of its own.
import type { Call } from "../../kernel/call.ts";
import { Fault } from "../../kernel/errors.ts";
import type { Db } from "../tables.ts";
import type { AcceptedReport, AcceptedReports, AcceptReports } from "./model-report.ts";
import { accept, readyToAccept } from "./review.ts";

type Asked = AcceptReports & { programmeId: string; roundId: string };

/** Accepts all rows of these reports that wait and are the reviewer's; a report that may not be accepted says why and stops no other. */
export async function acceptReports(
  tx: Db,
  call: Call,
  { programmeId, roundId, reports }: Asked,
): Promise<AcceptedReports> {
  const outcomes = new Map<string, AcceptedReport>();
  // In one order for everybody: two reviewers with the same reports wait for one another and never for each other.
  for (const { reportId, version } of reports.toSorted((a, b) => (a.reportId < b.reportId ? -1 : 1))) {
    const ready = await refusable(readyToAccept(tx, call, { programmeId, roundId, reportId, version }));
    outcomes.set(
      reportId,
      ready instanceof Fault
        ? { reportId, outcome: "refused", code: ready.code, messages: { zh: ready.zh, en: ready.en } }
        : { reportId, outcome: "accepted", rows: ready.rows.length, state: await accept(tx, call, ready) },
    );
  }
  return { items: reports.map(({ reportId }) => outcomes.get(reportId) as AcceptedReport) };
}

async function refusable<Result>(asked: Promise<Result>): Promise<Result | Fault> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}
