// What other modules show of the register: where a matter came from, and what an agenda should hold.
import type { OriginSource } from "../matters/origins.ts";
import type { AgendaOffer } from "../meetings/agenda-sources.ts";
import { isOfficeOf } from "../pilot/rules.ts";
import { openProgramme } from "../pilot/service.ts";
import { listEntries } from "./service.ts";
import { findTitles } from "./store.ts";

export const ministryOrigin: OriginSource = {
  kind: "ministry",
  async show(db, call, programmeId, ids) {
    const programme = await openProgramme(db, call, programmeId);
    const all = isOfficeOf(call.actor, programme);
    const rows = await findTitles(db, programmeId, ids);
    return new Map(
      rows
        .filter((row) => all || call.actor.unitIds.includes(row.leadUnitId))
        .map((row) => [
          row.id,
          {
            title: { zh: `${row.ministry}：${row.what}`, en: `${row.ministry}: ${row.what}` },
            href: `/p/${programmeId}/ministries/${row.id}`,
          },
        ]),
    );
  },
};

/** Entries whose follow-up is late. */
export const ministryAgenda: AgendaOffer = {
  source: "ministry",
  async propose(db, call, { programmeId, taskIds, unitIds }) {
    const { items } = await listEntries(db, call, { programmeId, late: "true", sort: [], limit: 200 });
    return items
      .filter(
        (entry) =>
          (taskIds === null && unitIds.length === 0) ||
          unitIds.includes(entry.leadUnit.id) ||
          entry.tasks.some((task) => taskIds?.has(task.id)),
      )
      .map((entry) => ({
        source: "ministry" as const,
        subjectId: entry.id,
        title: { zh: `${entry.ministry}：${entry.what}`, en: `${entry.ministry}: ${entry.what}` },
        reasons: [
          {
            zh: `${entry.leadUnit.name}应于 ${entry.followUpOn} 跟进，已逾期 ${entry.daysLate} 天`,
            en: `${entry.leadUnit.name} should have followed up on ${entry.followUpOn}, ${entry.daysLate} days ago`,
          },
        ],
        href: `/p/${programmeId}/ministries/${entry.id}`,
      }));
  },
};
