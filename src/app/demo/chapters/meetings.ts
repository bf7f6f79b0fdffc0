// Chapter: a dispatch meeting was held and decided things; a stocktake is being prepared with an agenda from the data.

import { acceptMatter, answerMatter, settleMatter } from "../../../domain/matters/service.ts";
import { minuteMeeting } from "../../../domain/meetings/minutes.ts";
import { addMeeting, holdMeeting, prepareMeeting, proposeMeetingAgenda } from "../../../domain/meetings/service.ts";
import { dayAfter } from "../../../kernel/clock.ts";
import { nextWorkingDay, workingDaysAfter } from "../calendar.ts";
import { type Chapter, callAs, daysAgo, type Pilot, personOf, pilotOf, type Stage, unitIdOf } from "../stage.ts";

const units = ["示例市科技局", "示例市教育局", "示例市商务局", "示例市财政局", "岚桥区", "栖云区"];
const city = "示例市政府二号会议室（演示数据）";
const chair = "专项工作组副组长（演示数据）";

export const meetingsChapter: Chapter = {
  name: "meetings",
  write(stage) {
    const pilot = pilotOf(stage.cast, "services");
    held(stage, pilot);
    planned(stage, pilot);
  },
};

type Plan = Parameters<typeof addMeeting>[2];

function planOf({ cast }: Stage, pilot: Pilot, plan: Pick<Plan, "kind" | "title" | "heldOn" | "scope">): Plan {
  const unitIds = units.map((name) => unitIdOf(cast, name));
  const more = { programmeId: pilot.programmeId, beginsAt: "09:30", place: city, chair, unitIds };
  return { ...plan, ...more } as Plan;
}

const scope = (sources: Plan["scope"]["sources"]): Plan["scope"] => ({
  sources,
  groupId: null,
  unitIds: [],
  dueWithinDays: 30,
});

function held(stage: Stage, pilot: Pilot): void {
  const { cast, calendar } = stage;
  const { programmeId } = pilot;
  const heldOn = daysAgo(calendar, 34);
  const office = (at: number) => callAs(pilot.office, at, calendar);
  let where = { programmeId, meetingId: "", version: 1 };
  calendar.plan(daysAgo(calendar, 41), 15 * 60, async (tx, at) => {
    const kind = { kind: "dispatch", title: "服务业扩大开放综合试点月度调度会（演示数据）" } as const;
    const added = await addMeeting(
      tx,
      office(at),
      planOf(stage, pilot, { ...kind, heldOn, scope: scope(["red", "order", "matter"]) }),
    );
    where = { ...where, meetingId: added.id, version: added.version };
    const agenda = await proposeMeetingAgenda(tx, office(at), where);
    where = { ...where, version: agenda.version };
    where = { ...where, version: (await prepareMeeting(tx, office(at), where)).version };
  });
  calendar.plan(heldOn, 12 * 60, async (tx, at) => {
    const attendedUnitIds = units.slice(0, -1).map((name) => unitIdOf(cast, name));
    where = { ...where, version: (await holdMeeting(tx, office(at), { ...where, attendedUnitIds })).version };
  });
  const minutedOn = workingDaysAfter(heldOn, 1);
  const decided: readonly [unit: string, what: string, days: number][] = [
    ["示例市财政局", "落实首批试点项目配套资金", 12],
    ["示例市科技局", "拿出赶进度的逐周计划并报办公室", 10],
    ["岚桥区", "报送国际合作园区建设方案", 30],
  ];
  calendar.plan(minutedOn, 16 * 60, async (tx, at) => {
    const decisions = decided.map(([unit, what, days]) => ({
      what: `${what}（演示数据）`,
      toUnitId: unitIdOf(cast, unit),
      dueOn: workingDaysAfter(minutedOn, days),
      itemId: null,
    }));
    const summary = "会议听取红灯任务和督办单办理情况，议定三项。（演示数据）";
    const minutes = { ...where, summary, conclusions: [], decisions } as unknown as Parameters<typeof minuteMeeting>[2];
    const minuted = await minuteMeeting(tx, office(at), minutes);
    const first = minuted.decisions.find((one) => one.what.startsWith(decided[0]?.[1] as string));
    if (first) settle(stage, pilot, { matterId: first.id, version: first.version }, minutedOn);
  });
}

/** The first decision is carried out. */
function settle({ cast, calendar }: Stage, pilot: Pilot, at: { matterId: string; version: number }, day: string): void {
  const finance = (now: number) => callAs(personOf(cast, "示例市财政局"), now, calendar);
  const where = { programmeId: pilot.programmeId, matterId: at.matterId };
  calendar.plan(workingDaysAfter(day, 6), 10 * 60, async (tx, now) => {
    const { version } = await acceptMatter(tx, finance(now), { ...where, version: at.version });
    const note = "资金已下达。（演示数据）";
    const answered = await answerMatter(tx, finance(now), { ...where, version, note });
    await settleMatter(tx, callAs(pilot.office, now, calendar), { ...where, version: answered.version });
  });
}

function planned(stage: Stage, pilot: Pilot): void {
  const { calendar } = stage;
  calendar.plan(daysAgo(calendar, 2), 15 * 60, async (tx, at) => {
    const office = callAs(pilot.office, at, calendar);
    const kind = { kind: "stocktake", title: "服务业扩大开放综合试点季度盘点会（演示数据）" } as const;
    const heldOn = nextWorkingDay(dayAfter(calendar.today, 6));
    const sources = scope(["decision", "red", "late", "suspended", "order", "matter", "ministry"]);
    const { id, version } = await addMeeting(tx, office, planOf(stage, pilot, { ...kind, heldOn, scope: sources }));
    await proposeMeetingAgenda(tx, office, { programmeId: pilot.programmeId, meetingId: id, version });
  });
}
