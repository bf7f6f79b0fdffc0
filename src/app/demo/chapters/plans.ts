// Chapters: the fictional plans come in as any upload does, are read, settled and confirmed by the pilot's own office.
import { changeImport, confirmImport, readUpload, startImport } from "../../../domain/intake/service.ts";
import { joinGroup } from "../../../domain/organisations/people.ts";
import { attachToProgramme } from "../../../domain/organisations/service.ts";
import { joinProgramme } from "../../../domain/pilot/service.ts";
import type { Db } from "../../../domain/tables.ts";
import type { TaskQuery } from "../../../domain/tasks/model.ts";
import { listTasks } from "../../../domain/tasks/service.ts";
import type { Call } from "../../../kernel/call.ts";
import { instantOf, monthsAfter, nextWorkingDay } from "../calendar.ts";
import { setCourses } from "../courses.ts";
import { dataPlan } from "../data-plan.ts";
import { servicesSections } from "../services-body.ts";
import { type PlanFile, servicesPlan } from "../services-plan.ts";
import {
  type Chapter,
  callAs,
  type Pilot,
  type PlayedTask,
  personOf,
  pilotOf,
  type Stage,
  unitIdOf,
} from "../stage.ts";
import { dataBodies, servicesBodies, servicesGroups } from "../units.ts";
import { cityUnits } from "./city.ts";

/** Uploads, settles and confirms a plan; every open finding is accepted with the same note. */
export async function importPlan(tx: Db, call: Call, file: PlanFile, programmeId: string | null): Promise<string> {
  const { plan } = await readUpload({ file });
  const started = await startImport(tx, call, { file, plan, ...(programmeId ? { programmeId } : {}) });
  const open = started.findings.filter((finding) => !finding.settled);
  const { id, version } =
    open.length === 0
      ? started
      : await changeImport(tx, call, {
          importId: started.id,
          version: started.version,
          findings: open.map(({ key }) => ({ key, settled: true, decision: "演示数据：已核对" })),
        });
  const confirmed = await confirmImport(tx, call, { importId: id, version, programmeId, startsOn: null, demo: true });
  return confirmed.programmeId;
}

/** The ledger as it stands: new tasks join the cast, those that are there get their present version. */
export async function readLedger(stage: Stage, pilot: Pilot, at: number, parts: readonly string[]): Promise<void> {
  const call = callAs(pilot.office, at, stage.calendar);
  const query = { programmeId: pilot.programmeId, sort: [{ by: "ordinal", down: false }], limit: 500 };
  const { items } = await listTasks(stage.tx, call, query as TaskQuery & { programmeId: string });
  const known = new Map(pilot.tasks.map((task) => [task.id, task]));
  pilot.tasks = items.map((item, place): PlayedTask => {
    const { id, version, text, dueOn } = item;
    const leads = item.units.filter((unit) => unit.part === "lead").map((unit) => unit.shortName);
    const lead = leads[0] as string;
    const task = known.get(id);
    if (task) return Object.assign(task, { version, lead, leads });
    const part = Math.max(0, parts.indexOf(item.path[0] ?? ""));
    const days = { issuedOn: null, signedOn: null, begunOn: null, milestones: [], taken: false, resting: false };
    return { id, version, place, text, part, dueOn, lead, leads, character: "steady", ...days };
  });
}

export const servicesPlanChapter: Chapter = {
  name: "services plan",
  async write(stage) {
    const { tx, calendar, cast } = stage;
    const issued = calendar.first;
    const office = personOf(cast, servicesBodies.office.shortName);
    const at = instantOf(issued, 9 * 60 + 20, calendar.zone);
    const call = callAs(office, at, calendar);
    const programmeId = await importPlan(tx, call, servicesPlan({ version: 1, issued, from: issued }), null);
    const groupIds = servicesGroups.map((group) => unitIdOf(cast, group.shortName));
    await joinProgramme(tx, call, programmeId, cityUnits(cast));
    const bodies = [servicesBodies.specialGroup, servicesBodies.office].map((unit) => unitIdOf(cast, unit.shortName));
    await attachToProgramme(tx, call, programmeId, [...bodies, ...groupIds]);
    const pilot: Pilot = { programmeId, startsOn: issued, office, groupIds, tasks: [] };
    cast.pilots.set("services", pilot);
    await readLedger(stage, pilot, at, servicesSections);
    await seatLeads(stage, call, pilot);
    setCourses(stage, pilot, pilot.tasks, issued);
  },
};

/** Whoever leads a task of a field has a seat in its working group. */
async function seatLeads({ tx, cast }: Stage, call: Call, pilot: Pilot): Promise<void> {
  const seats = new Map(pilot.tasks.map((task) => [`${task.part} ${task.lead}`, task]));
  for (const { part, lead } of seats.values())
    await joinGroup(tx, call, {
      programmeId: pilot.programmeId,
      groupId: pilot.groupIds[part] as string,
      unitId: unitIdOf(cast, lead),
    });
}

/** A year on, the plan is issued anew with some sentences changed, one dropped and four tasks more. */
export const secondVersionChapter: Chapter = {
  name: "second version",
  write(stage) {
    const { calendar, cast } = stage;
    const pilot = pilotOf(cast, "services");
    const day = nextWorkingDay(monthsAfter(pilot.startsOn, 12));
    calendar.plan(day, 9 * 60 + 5, async (tx, at) => {
      const call = callAs(pilot.office, at, calendar);
      const file = servicesPlan({ version: 2, issued: day, from: pilot.startsOn });
      await importPlan(tx, call, file, pilot.programmeId);
      const before = new Set(pilot.tasks);
      await readLedger({ ...stage, tx }, pilot, at, servicesSections);
      const added = pilot.tasks.filter((task) => !before.has(task));
      setCourses(stage, pilot, added, day);
    });
  },
};

const dataAfterMonths = 12;

/** Half a year ago the city began another pilot, run by an office of its own. */
export const dataPlanChapter: Chapter = {
  name: "data plan",
  write(stage) {
    const { calendar, cast } = stage;
    const day = nextWorkingDay(monthsAfter(calendar.first, dataAfterMonths));
    calendar.plan(day, 15 * 60, async (tx, at) => {
      const office = personOf(cast, dataBodies.office.shortName);
      const call = callAs(office, at, calendar);
      const programmeId = await importPlan(tx, call, dataPlan(day), null);
      await attachToProgramme(tx, call, programmeId, [office.unitId]);
      const pilot: Pilot = { programmeId, startsOn: day, office, groupIds: [], tasks: [] };
      cast.pilots.set("data", pilot);
      await readLedger({ ...stage, tx }, pilot, at, []);
      setCourses({ ...stage, tx }, pilot, pilot.tasks, day);
    });
  },
};
