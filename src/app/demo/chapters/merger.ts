// Chapter: two departments are merged into a new one, which carries on their records and takes over their open tasks.
import { programActor } from "../../../domain/accounts/model.ts";
import { addUnit, getUnit } from "../../../domain/organisations/service.ts";
import { succeedUnit } from "../../../domain/organisations/succession.ts";
import { joinProgramme } from "../../../domain/pilot/service.ts";
import { mostTasks } from "../../../domain/tasks/model.ts";
import { listTasks } from "../../../domain/tasks/service.ts";
import { monthsAfter, nextWorkingDay } from "../calendar.ts";
import { namesFrom } from "../people-names.ts";
import { type Chapter, callAs, type Pilot, pilotOf, type Stage, unitIdOf } from "../stage.ts";
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
  for (const one of cast.pilots.values()) await followLedger(stage, one, at);
}

/** What the hand-over changed in the ledgers: the tasks' present versions, and who leads them. */
async function followLedger(stage: Stage, pilot: Pilot, at: number): Promise<void> {
  const query = { programmeId: pilot.programmeId, sort: [], limit: mostTasks, with: undefined };
  const { items } = await listTasks(stage.tx, callAs(pilot.office, at, stage.calendar), query);
  const present = new Map(items.map((task) => [task.id as string, task]));
  for (const task of pilot.tasks) {
    const { version, units } = present.get(task.id) ?? { version: task.version, units: [] };
    const leads = units.filter(({ part }) => part === "lead").map(({ shortName }) => shortName);
    Object.assign(task, { version }, leads[0] ? { leads, lead: leads[0] } : {});
  }
}
