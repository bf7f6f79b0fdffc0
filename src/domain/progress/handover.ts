// What a unit hands over of its reports: those not accepted go to the successor with what was written; accepted and locked ones stay.
import type { Call } from "../../kernel/call.ts";
import { recordEvents } from "../audit/service.ts";
import type { Handover, HandoverSource } from "../organisations/handover.ts";
import { mostChosen } from "../organisations/model-handover.ts";
import { joinProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import * as store from "./handover-store.ts";
import { type ReportState, reportStates } from "./model.ts";

const withUnit = ["notStarted", "drafting", "returned"];

/** Whole where the successor has none, into the successor's own while both are being filled in, else not at all. */
function wayOf({ state, otherId, otherState }: store.ReportToMove): "whole" | "rows" | "stuck" {
  if (otherId === null) return "whole";
  return withUnit.includes(state) && withUnit.includes(otherState ?? "") ? "rows" : "stuck";
}

export const reportsHandover: HandoverSource = {
  kind: "reports",

  async preview(db, _call, { of, from, to, programmeIds, chosen }) {
    if (of !== "unit") return null;
    const reports = await store.findToHandOver(db, from.id, to.id, programmeIds);
    const stays = await store.countDone(db, from.id, programmeIds);
    if (reports.length + stays === 0) return null;
    const stuck = reports.filter((report) => wayOf(report) === "stuck" && (!chosen || chosen.includes(report.id)));
    const rounds = [...new Set(stuck.map((report) => report.round))];
    return {
      kind: "reports",
      title: { zh: "进展报送", en: "Reports" },
      moves: reports.length - stuck.length,
      stays,
      words:
        stays === 0
          ? null
          : {
              zh: `${stays} 份已审核通过或锁定，仍记在${from.name}名下。`,
              en: `${stays} are accepted or locked and stay in the name of ${from.name}.`,
            },
      hindrance:
        rounds.length === 0
          ? null
          : {
              zh: `${from.name}与${to.name}都有“${rounds.join("”“")}”的报送，且至少一份正在审核或已定。请先审核完毕，或退回后再办理。`,
              en: `${from.name} and ${to.name} both report in ${rounds.join(", ")}, and one of the reports is under review or settled. Finish the review or return it first.`,
            },
      items: reports.slice(0, mostChosen).map(({ id, programmeId, round, state }) => ({
        id,
        programmeId,
        title: round,
        detail: { zh: reportStates[state as ReportState].zh, en: reportStates[state as ReportState].en },
      })),
    };
  },

  async move(tx: Db, call: Call, { of, from, to, programmeIds, chosen }: Handover): Promise<number> {
    if (of !== "unit") return 0;
    const wanted = chosen && new Set(chosen);
    const reports = (await store.findToHandOver(tx, from.id, to.id, programmeIds)).filter(
      (report) => !wanted || wanted.has(report.id),
    );
    if (reports.length === 0) return 0;
    const by = { at: call.atIso, personId: call.actor.personId };
    const whole = reports.filter((report) => wayOf(report) === "whole");
    const rows = reports.flatMap(({ id, otherId, ...rest }) =>
      otherId && wayOf({ id, otherId, ...rest }) === "rows" ? [{ id, otherId }] : [],
    );
    await store.moveWhole(
      tx,
      whole.map((report) => report.id),
      to.id,
      by,
    );
    await store.moveRows(tx, rows, to.id, by);
    await recordEvents(
      tx,
      call,
      reports.map((report) => ({
        kind: "report.handOver",
        programmeId: report.programmeId,
        subject: {
          kind: "report",
          id: report.otherId ?? report.id,
          ...(report.otherId ? {} : { version: report.version + 1 }),
        },
        before: { unit: from.name },
        after: { unit: to.name },
      })),
    );
    for (const programmeId of new Set(reports.map((report) => report.programmeId)))
      await joinProgramme(tx, call, programmeId, [to.id]);
    return reports.length;
  },
};
