// An office's own tasks (演示数据) at work, each with a lead and a cooperating unit, so that a round can be issued; over real HTTP.
import type { ReportId, RoundId } from "../src/domain/progress/model.ts";
import type { Report, ReportSummary } from "../src/domain/progress/model-report.ts";
import type { Round } from "../src/domain/progress/model-round.ts";
import type { TaskId } from "../src/domain/tasks/model.ts";
import { startOwnLedger } from "./own-ledger.ts";

/** The milestones every task gets: one past, one to come. */
export const milestones = [
  { title: "印发方案", dueOn: "2021-09-20", weight: 1 },
  { title: "首单落地", dueOn: "2022-03-31", weight: 1 },
];

/**
 * Starts a server with `size` tasks at work, led in turn by 市科技局 (official `lead`) and 市教委 (official `support`), each supported
 * by the other; all but the last belong to the official `group`.
 */
export async function startOwnRound(size: number) {
  const ledger = await startOwnLedger(size);
  const { server, programmeId, groupId, unit } = ledger;
  let office = await server.as("office");
  const people = { lead: await server.as("lead"), support: await server.as("support") };
  const tasks = await ledger.own();
  for (const [n, task] of tasks.entries()) {
    const [leads, supports] = n % 2 ? (["市教委", "市科技局"] as const) : (["市科技局", "市教委"] as const);
    const at = { programmeId, taskId: task.id as TaskId };
    const edited =
      n < tasks.length - 1
        ? await office.tasks.editTask({ ...at, version: task.version, groupId })
        : { version: task.version };
    const assigned = await office.tasks.assignUnits({
      ...at,
      version: edited.version,
      units: [
        { unitId: unit(leads), part: "lead" },
        { unitId: unit(supports), part: "support", ownDuty: `配合第 ${n + 1} 项` },
      ],
    });
    const issued = await office.tasks.issueTask({ ...at, version: assigned.version });
    const lead = n % 2 ? people.support : people.lead;
    const signed = await lead.tasks.signTask({ ...at, version: issued.version });
    const planned = await lead.tasks.planMilestones({ ...at, version: signed.version, milestones });
    await lead.tasks.beginTask({ ...at, version: planned.version });
  }
  const taskIds = tasks.map((task) => task.id as TaskId);
  const round = {
    cycle: "month" as const,
    period: "2021-09",
    opensOn: ledger.today(),
    dueOn: "2021-09-26",
    filter: { taskIds },
  };
  const reportsOf = async (one: Pick<Round, "id">): Promise<ReportSummary[]> =>
    (await office.progress.listReports({ programmeId, roundId: one.id })).items;
  const reportOf = async (one: Pick<Round, "id">, as: "office" | "group" | "lead" | "support"): Promise<Report> => {
    const client = await server.as(as);
    const [first] = (await client.progress.listReports({ programmeId, roundId: one.id })).items;
    return client.progress.getReport({ programmeId, roundId: one.id, reportId: first?.id as ReportId });
  };
  const at = (report: Pick<Report, "id" | "roundId" | "version">) => ({
    programmeId,
    roundId: report.roundId as RoundId,
    reportId: report.id,
    version: report.version,
  });
  const addRound = (more: object = {}) => office.progress.addRound({ programmeId, ...round, ...more } as never);
  /** Writes something into every row of a unit's report and submits it. */
  const fillAll = async (one: Pick<Round, "id">, as: "lead" | "support", text = "已完成首轮对接"): Promise<Report> => {
    const client = await server.as(as);
    const report = await reportOf(one, as);
    const rows = report.rows.map((row) => ({
      rowId: row.id,
      version: row.version,
      change: { progress: `${text} ${row.number}`, nextStep: "按计划推进" },
    }));
    const { reportVersion } = await client.progress.fillRows({ ...at(report), rows });
    return client.progress.submitReport(at({ ...report, version: reportVersion }));
  };
  return {
    ...ledger,
    get office() {
      return office;
    },
    /** Days later: sessions have ended meanwhile. */
    async later(days: number) {
      ledger.nextDay(days);
      office = await server.as("office");
    },
    taskIds,
    round,
    addRound,
    reportsOf,
    reportOf,
    at,
    fillAll,
  };
}
