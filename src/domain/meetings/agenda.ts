// The agenda made from the data: tasks that lag, end soon or wait; decisions and matters left open; what changed since the last meeting.
import type { Call } from "../../kernel/call.ts";
import { dayAfter, daysBetween } from "../../kernel/clock.ts";
import { fill } from "../../kernel/errors.ts";
import type { MatterSummary } from "../matters/model.ts";
import { pendingStates } from "../matters/rules.ts";
import { listMatters } from "../matters/service.ts";
import type { Db } from "../tables.ts";
import { changesBetween } from "../tasks/changes/changes.ts";
import { reasonsOn } from "../tasks/light-past.ts";
import { lightReasons, mostTasks, type TaskQuery, type TaskSummary } from "../tasks/model.ts";
import { openStates } from "../tasks/rules.ts";
import { listTasks } from "../tasks/service.ts";
import { type AgendaProposal, type AgendaReading, agendaOffers } from "./agenda-sources.ts";
import { type AgendaScope, type AgendaSource, agendaSources, mostItems } from "./model.ts";
import { findLastHeld, findLightReasons } from "./store.ts";

interface ForMeeting {
  programmeId: string;
  meetingId: string;
  kind: string;
  scope: AgendaScope;
}

/** What the data propose today, in the order of the sources; each record once, under the first source that names it. */
export async function proposeAgenda(db: Db, call: Call, meeting: ForMeeting): Promise<AgendaProposal[]> {
  const { programmeId, scope } = meeting;
  const wanted = new Set<AgendaSource>(scope.sources);
  const reading: AgendaReading = {
    programmeId,
    taskIds: await tasksInScope(db, call, meeting),
    unitIds: scope.unitIds,
    dueWithinDays: scope.dueWithinDays,
  };
  const found: AgendaProposal[] = [];
  if (wanted.has("decision")) found.push(...(await openDecisions(db, call, reading)));
  found.push(...(await proposeTasks(db, call, meeting, wanted)));
  for (const offer of agendaOffers())
    if (wanted.has(offer.source)) found.push(...(await offer.propose(db, call, reading)));
  if (wanted.has("matter")) found.push(...(await lateMatters(db, call, reading)));
  if (wanted.has("changes")) found.push(...(await changesSince(db, call, meeting)));
  const order = Object.keys(agendaSources);
  const named = new Set<string>();
  return found
    .sort((a, b) => order.indexOf(a.source) - order.indexOf(b.source))
    .filter(({ subjectId }) => subjectId === null || (!named.has(subjectId) && named.add(subjectId)))
    .slice(0, mostItems);
}

const taskFilter = ({ scope }: ForMeeting): Partial<TaskQuery> => ({
  ...(scope.groupId ? { group: [scope.groupId] } : {}),
  ...(scope.unitIds.length > 0 ? { unit: scope.unitIds } : {}),
});

const readTasks = async (
  db: Db,
  call: Call,
  meeting: ForMeeting,
  filter: Partial<TaskQuery>,
  limit: number = mostItems,
) =>
  (
    await listTasks(db, call, {
      programmeId: meeting.programmeId,
      sort: [],
      limit,
      ...taskFilter(meeting),
      ...filter,
    } as TaskQuery & { programmeId: string })
  ).items;

async function tasksInScope(db: Db, call: Call, meeting: ForMeeting): Promise<ReadonlySet<string> | null> {
  if (!meeting.scope.groupId && meeting.scope.unitIds.length === 0) return null;
  return new Set((await readTasks(db, call, meeting, {}, mostTasks)).map((task) => task.id));
}

async function proposeTasks(
  db: Db,
  call: Call,
  meeting: ForMeeting,
  wanted: ReadonlySet<AgendaSource>,
): Promise<AgendaProposal[]> {
  const dueTo = dayAfter(call.today, meeting.scope.dueWithinDays);
  const filters: [AgendaSource, Partial<TaskQuery>][] = [
    ["red", { light: ["red"] }],
    ["yellow", { light: ["yellow"] }],
    ["late", { late: "true", sort: [{ by: "dueOn", down: false }] }],
    ["due", { status: [...openStates], dueFrom: call.today, dueTo, sort: [{ by: "dueOn", down: false }] }],
    ["suspended", { status: ["suspended"] }],
  ];
  const found: { source: AgendaSource; task: TaskSummary }[] = [];
  for (const [source, filter] of filters)
    if (wanted.has(source))
      // What waits for a national authority is talked about when its review day is near or past.
      for (const task of await readTasks(db, call, meeting, filter, source === "suspended" ? mostTasks : mostItems))
        if (source !== "suspended" || task.reviewOn === null || task.reviewOn <= dueTo) found.push({ source, task });
  const stored = await findLightReasons(db, meeting.programmeId, [...new Set(found.map(({ task }) => task.id))]);
  return found.map(({ source, task }) => ({
    source,
    subjectId: task.id,
    title: titleOf(task),
    reasons: [
      ...reasonsOn(stored.get(task.id) ?? [], call.today).map(({ code, facts }) => ({
        zh: fill(lightReasons[code].zh, facts, "zh"),
        en: fill(lightReasons[code].en, facts, "en"),
      })),
      ...(source === "suspended" ? reviewReason(task, call.today) : dueReason(task, call.today)),
    ],
    href: `/p/${meeting.programmeId}/tasks/${task.id}`,
  }));
}

/** Without the number in front: the agenda numbers its own items. */
function titleOf(task: TaskSummary): { zh: string; en: string } {
  const leads = task.units.filter((unit) => unit.part === "lead").map((unit) => unit.shortName);
  const zh = [...(task.number ? [`任务 ${task.number}`] : []), ...leads].join("，");
  const en = [...(task.number ? [`task ${task.number}`] : []), ...leads].join(", ");
  return {
    zh: zh ? `${task.shortTitle}（${zh}）` : task.shortTitle,
    en: en ? `${task.shortTitle} (${en})` : task.shortTitle,
  };
}

function dueReason({ dueOn }: TaskSummary, today: string) {
  if (!dueOn) return [];
  const days = daysBetween(today, dueOn);
  return days < 0
    ? [{ zh: `应于 ${dueOn} 完成，已逾期 ${-days} 天`, en: `due on ${dueOn}, ${-days} days overdue` }]
    : [{ zh: `应于 ${dueOn} 完成，还有 ${days} 天`, en: `due on ${dueOn}, in ${days} days` }];
}

function reviewReason({ reviewOn }: TaskSummary, today: string) {
  if (!reviewOn) return [];
  const days = daysBetween(today, reviewOn);
  return days < 0
    ? [
        {
          zh: `暂缓，应于 ${reviewOn} 复核，已过 ${-days} 天`,
          en: `suspended, review was due on ${reviewOn}, ${-days} days ago`,
        },
      ]
    : [
        {
          zh: `暂缓，${reviewOn} 复核，还有 ${days} 天`,
          en: `suspended, to be reviewed on ${reviewOn}, in ${days} days`,
        },
      ];
}

const isInReading = (reading: AgendaReading) => (matter: MatterSummary) =>
  (reading.taskIds === null && reading.unitIds.length === 0) ||
  matter.tasks.some((task) => reading.taskIds?.has(task.id)) ||
  reading.unitIds.some((id) => id === matter.toUnit.id || id === matter.fromUnit.id);

const proposeMatter =
  (source: AgendaSource, programmeId: string) =>
  (matter: MatterSummary): AgendaProposal => ({
    source,
    subjectId: matter.id,
    title: both(matter.what),
    reasons: [
      {
        zh: `${matter.fromUnit.name}提出，${matter.toUnit.name}承办，${matter.dueOn ? `时限 ${matter.dueOn}` : "未定时限"}${matter.daysLate > 0 ? `，逾期 ${matter.daysLate} 天` : ""}`,
        en: `asked by ${matter.fromUnit.name} of ${matter.toUnit.name}, ${matter.dueOn ? `due ${matter.dueOn}` : "no day set"}${matter.daysLate > 0 ? `, ${matter.daysLate} days overdue` : ""}`,
      },
    ],
    href: `/p/${programmeId}/matters/${matter.id}`,
  });

async function openDecisions(db: Db, call: Call, reading: AgendaReading): Promise<AgendaProposal[]> {
  const { programmeId } = reading;
  const query = { programmeId, origin: "meeting" as const, state: [...pendingStates], sort: [], limit: mostItems };
  const { items } = await listMatters(db, call, query);
  return items.filter(isInReading(reading)).map(proposeMatter("decision", programmeId));
}

async function lateMatters(db: Db, call: Call, reading: AgendaReading): Promise<AgendaProposal[]> {
  const { programmeId } = reading;
  const query = { programmeId, late: "true" as const, sort: [], limit: mostItems };
  const { items } = await listMatters(db, call, query);
  return items.filter(isInReading(reading)).map(proposeMatter("matter", programmeId));
}

/** One line that opens the comparison of the two days: the ledger then, and now. */
async function changesSince(db: Db, call: Call, meeting: ForMeeting): Promise<AgendaProposal[]> {
  const { programmeId } = meeting;
  const last = await findLastHeld(db, programmeId, meeting.kind, meeting.meetingId);
  if (!last || last >= call.today) return [];
  const { counts } = await changesBetween(db, call, { programmeId, from: last, to: call.today, sort: [], limit: 1 });
  const { added, changed, dropped } = counts;
  return [
    {
      source: "changes",
      subjectId: null,
      title: {
        zh: `${last} 上次会议以来台账的变化`,
        en: `What changed in the ledger since the last meeting on ${last}`,
      },
      reasons: [
        {
          zh: `新增 ${added} 项，有变化 ${changed} 项，撤下 ${dropped} 项`,
          en: `${added} added, ${changed} changed, ${dropped} dropped`,
        },
      ],
      href: `/p/${programmeId}/ledger/changes?from=${last}&to=${call.today}`,
    },
  ];
}

const both = (text: string) => ({ zh: text, en: text });
