// Chapter: what needs national authority is taken up with a ministry (named as fictional); some tasks nobody has taken up yet.

import { addEntry, answerEntry, followEntry, submitEntry } from "../../../domain/ministries/service.ts";
import { mostTasks, type TaskQuery } from "../../../domain/tasks/model.ts";
import { listTasks } from "../../../domain/tasks/service.ts";
import { dayAfter } from "../../../kernel/clock.ts";
import { workingDaysAfter } from "../calendar.ts";
import { type Chapter, callAs, daysAgo, type Pilot, personOf, pilotOf, type Stage, unitIdOf } from "../stage.ts";

interface Liaison {
  ago: number;
  ministry: string;
  kind: "authority" | "policy" | "status";
  what: string;
  lead: string;
  /** `late`: it should have asked again by now; `running`: it waits for the reply. */
  end: "answered" | "late" | "running";
}

const entries: readonly Liaison[] = [
  {
    ago: 160,
    ministry: "国家示例一部（演示数据）",
    kind: "authority",
    what: "请授权开展科研设备跨境自由使用试点",
    lead: "示例市科技局",
    end: "answered",
  },
  {
    ago: 66,
    ministry: "国家示例二部（演示数据）",
    kind: "policy",
    what: "请支持技术进出口经营者备案便利化",
    lead: "示例市科技局",
    end: "late",
  },
  {
    ago: 28,
    ministry: "国家示例三部（演示数据）",
    kind: "status",
    what: "请将示例市纳入跨境服务贸易清单管理试点",
    lead: "示例市商务局",
    end: "running",
  },
];

export const ministriesChapter: Chapter = {
  name: "ministries",
  write(stage) {
    const pilot = pilotOf(stage.cast, "services");
    for (const [index, one] of entries.entries()) tell(stage, pilot, one, index);
  },
};

function tell(stage: Stage, pilot: Pilot, one: Liaison, index: number): void {
  const { cast, calendar } = stage;
  const { programmeId } = pilot;
  const day = daysAgo(calendar, one.ago);
  let where = { programmeId, entryId: "", version: 1 };
  calendar.plan(day, 10 * 60, async (tx, at) => {
    const office = callAs(pilot.office, at, calendar);
    const taskIds = (await tasksInNeed(stage, pilot, at)).filter((_, place) => place % 4 === index);
    const { ministry, kind } = one;
    const wish = { programmeId, ministry, kind, what: `${one.what}（演示数据）`, leadUnitId: unitIdOf(cast, one.lead) };
    const more = { clause: null, department: "政策法规司（演示数据）", contact: null, followUpOn: null, taskIds };
    const added = await addEntry(tx, office, { ...wish, ...more } as unknown as Parameters<typeof addEntry>[2]);
    where = { programmeId, entryId: added.id, version: added.version };
  });
  const lead = (at: number) => callAs(personOf(cast, one.lead), at, calendar);
  const documentNumber = `示例府函〔${day.slice(0, 4)}〕${index + 11}号（演示数据）`;
  const sentOn = workingDaysAfter(day, 3);
  const asking = one.end === "running" ? dayAfter(calendar.today, 12) : dayAfter(sentOn, 30);
  calendar.plan(sentOn, 11 * 60, async (tx, at) => {
    const letter = { documentNumber, sentOn, about: `关于${one.what.slice(1)}的函（演示数据）`, followUpOn: asking };
    where = { ...where, version: (await submitEntry(tx, lead(at), { ...where, ...letter })).version };
  });
  if (one.end === "late")
    calendar.plan(workingDaysAfter(dayAfter(sentOn, 25), 0), 15 * 60, async (tx, at) => {
      const followUpOn = dayAfter(calendar.today, -4);
      const note = "电话沟通：已转业务司局研究。（演示数据）";
      where = { ...where, version: (await followEntry(tx, lead(at), { ...where, followUpOn, note })).version };
    });
  if (one.end === "answered")
    calendar.plan(workingDaysAfter(day, 70), 15 * 60, async (tx, at) => {
      const replyOn = workingDaysAfter(day, 69);
      const reply = { outcome: "partly" as const, replyNumber: "示例一部函〔演示〕8号", replyOn, matters: [] };
      const note = "同意在限定范围内先行，范围扩大另行报批。（演示数据）";
      where = { ...where, version: (await answerEntry(tx, lead(at), { ...where, ...reply, note })).version };
    });
}

async function tasksInNeed({ tx, calendar }: Stage, pilot: Pilot, at: number): Promise<string[]> {
  const query = { programmeId: pilot.programmeId, sort: [], limit: mostTasks } as unknown as TaskQuery & {
    programmeId: string;
  };
  const { items } = await listTasks(tx, callAs(pilot.office, at, calendar), query);
  return items.filter((task) => task.needsNational).map((task) => task.id);
}
