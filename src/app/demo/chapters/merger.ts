// Chapter: two departments are merged into a new one, which carries on their records; the office names it in their tasks.

import { programActor } from "../../../domain/accounts/model.ts";
import { addUnit, getUnit, succeedUnit } from "../../../domain/organisations/service.ts";
import { joinProgramme } from "../../../domain/pilot/service.ts";
import { assignUnits, getTask } from "../../../domain/tasks/service.ts";
import { daysAfter, monthsAfter, nextWorkingDay } from "../calendar.ts";
import { namesFrom } from "../people-names.ts";
import { actOn, type Chapter, callAs, type Pilot, pilotOf, type Stage, unitIdOf } from "../stage.ts";
import { cityGovernment, mergedFrom, mergedInto } from "../units.ts";
import { castPerson } from "./city.ts";

const afterMonths = 10;

export const mergerChapter: Chapter = {
  name: "merger",
  write(stage) {
    const { calendar, cast, random } = stage;
    const pilot = pilotOf(cast, "services");
    const day = nextWorkingDay(monthsAfter(calendar.first, afterMonths));
    calendar.plan(day, 8 * 60 + 30, (tx, at) => merge({ ...stage, tx }, pilot, day, at, namesFrom(random)()));
    const assigned = nextWorkingDay(daysAfter(day, 6));
    calendar.plan(assigned, 10 * 60, (tx, at) => nameSuccessor({ ...stage, tx }, pilot, at));
  },
};

async function merge(stage: Stage, pilot: Pilot, day: string, at: number, name: string): Promise<void> {
  const { tx, cast, calendar } = stage;
  const office = callAs(pilot.office, at, calendar);
  const parentId = unitIdOf(cast, cityGovernment.shortName);
  const extra = { parentId, position: 90, startedOn: day, demo: true };
  const { id } = await addUnit(tx, callAs(programActor, at, calendar), { ...mergedInto, ...extra });
  cast.units.set(mergedInto.shortName, id);
  await joinProgramme(tx, office, pilot.programmeId, [id]);
  const passed: string[] = [];
  for (const shortName of mergedFrom) {
    const unitId = unitIdOf(cast, shortName);
    const { version } = await getUnit(tx, office, { unitId });
    const succession = { unitId, version, toUnitId: id, kind: "merged", onDay: day } as const;
    await succeedUnit(tx, office, { ...succession, note: "演示数据：机构改革，职责并入新单位" });
    cast.units.delete(shortName);
    cast.people.delete(shortName);
    passed.push(unitId);
  }
  const successor = await castPerson(stage, mergedInto, name, at, passed);
  for (const shortName of mergedFrom) cast.people.set(shortName, successor);
}

/** In the tasks that the old units lead, the new one takes their place. */
async function nameSuccessor(stage: Stage, pilot: Pilot, at: number): Promise<void> {
  const successor = unitIdOf(stage.cast, mergedInto.shortName);
  const call = callAs(pilot.office, at, stage.calendar);
  for (const task of pilot.tasks.filter(({ leads }) => leads.some((lead) => mergedFrom.includes(lead)))) {
    const { units } = await getTask(stage.tx, call, { programmeId: pilot.programmeId, taskId: task.id });
    const named = new Set<string>();
    const wanted = units
      .map(({ unitId, part, ownDuty, shortName }) => ({
        unitId: mergedFrom.includes(shortName) ? (successor as typeof unitId) : unitId,
        part,
        ownDuty,
      }))
      .filter(({ unitId }) => !named.has(unitId) && named.add(unitId));
    await actOn(stage, pilot, task, pilot.office, at, (tx, officeCall, where) =>
      assignUnits(tx, officeCall, { ...where, units: wanted }),
    );
    task.leads = task.leads.map((lead) => (mergedFrom.includes(lead) ? mergedInto.shortName : lead));
    task.lead = task.leads[0] as string;
  }
}
