// Chapter: what is finished is closed out with evidence, a statement and two reviews; some is returned first, one relapses.
import { addLink } from "../../../domain/evidence/service.ts";
import type { Db } from "../../../domain/tables.ts";
import { workingDaysAfter } from "../calendar.ts";
import { freeTasks, leftOf, take } from "../free-tasks.ts";
import {
  type Chapter,
  callAs,
  daysAgo,
  groupOf,
  type Pilot,
  type PlayedTask,
  personOf,
  pilotOf,
  type Stage,
} from "../stage.ts";
import { actOn, stepOf, type TaskService } from "../task-acts.ts";

/** How far a close-out goes. */
type Course = "closed" | "returned" | "relapsed" | "published" | "asked" | "reviewed" | "rechecked";

/** On which day, counted back from the present one, which close-outs are asked for. */
const waves: readonly [daysAgo: number, courses: readonly Course[]][] = [
  [230, ["closed", "closed"]],
  [170, ["closed", "returned", "closed"]],
  [115, ["relapsed", "closed", "returned"]],
  [60, ["published", "closed"]],
  [20, ["rechecked"]],
  [13, ["reviewed"]],
  [3, ["asked"]],
];

/** The working group whose official the demo has: it finds a review to do. */
const shownGroup = 0;

export const closeOutsChapter: Chapter = {
  name: "close-outs",
  write(stage) {
    const pilot = pilotOf(stage.cast, "services");
    for (const [days, courses] of waves) {
      const day = daysAgo(stage.calendar, days);
      stage.calendar.plan(day, 9 * 60 + 40, async (tx, at) => {
        for (const course of courses) {
          const [task] = take(candidates(pilot, course), 1);
          if (task) await ask({ ...stage, tx }, pilot, task, at, day, course);
        }
      });
    }
  },
};

/** How many milestones may be left that the statement explains away. */
const mostLeft = 1;

/** Finished tasks; where somebody is to have a review to do, the ones nearest to it will do. */
function candidates(pilot: Pilot, course: Course): PlayedTask[] {
  const free = freeTasks(pilot);
  if (course === "asked") return [...free.filter((task) => task.part === shownGroup), ...free];
  return course === "reviewed" || course === "rechecked" ? free : free.filter((task) => leftOf(task) <= mostLeft);
}

async function ask(stage: Stage, pilot: Pilot, task: PlayedTask, at: number, day: string, course: Course) {
  const lead = personOf(stage.cast, task.lead);
  await addProof(stage, pilot, task, at);
  task.resting = true;
  await actOn(stage, pilot, task, lead, at, stepOf("requestClose", statement(task)));
  const group = () => groupOf(stage.cast, task);
  const office = () => pilot.office;
  /** What comes next, so many working days on. */
  const then = (days: number, minute: number, actor: typeof office, act: TaskService) =>
    stage.calendar.plan(workingDaysAfter(day, days), minute, (tx: Db, now) =>
      actOn({ ...stage, tx }, pilot, task, actor(), now, act),
    );
  if (course === "asked") return;
  let from = 2;
  if (course === "returned") {
    const note = "佐证只有通知，没有办理数据，请补充后再报。（演示数据）";
    then(2, 10 * 60, group, stepOf("returnForMore", { note }));
    then(9, 10 * 60, () => personOf(stage.cast, task.lead), stepOf("requestClose", statement(task)));
    from = 11;
  }
  then(from, 11 * 60, group, stepOf("reviewClose", { note: "材料齐全，同意。（演示数据）" }));
  if (course === "reviewed") return;
  const finding = "抽查三家企业，情况与所报一致。（演示数据）";
  then(from + 3, 15 * 60, office, stepOf("recheckClose", { check: "chosen", finding, note: "同意。（演示数据）" }));
  if (course === "rechecked" || course === "published")
    then(
      from + 4,
      9 * 60,
      office,
      stepOf("publishClose", { days: course === "published" ? 5 : 20, where: "市政府门户网站（演示数据）" }),
    );
  if (course === "rechecked") return;
  then(from + 12, 16 * 60, office, stepOf("close", { note: "准予销号。（演示数据）" }));
  if (course !== "relapsed") return;
  const note = "回访发现新办事项又恢复线下提交材料。（演示数据）";
  then(from + 45, 10 * 60, office, async (tx, call, where) => {
    task.resting = false;
    return stepOf("reopen", { because: "relapse", note })(tx, call, where);
  });
}

async function addProof(stage: Stage, pilot: Pilot, task: PlayedTask, at: number): Promise<void> {
  const lead = callAs(personOf(stage.cast, task.lead), at, stage.calendar);
  for (const [index, title] of ["实施方案和办理数据（演示数据）", "首批案例报道（演示数据）"].entries())
    await addLink(stage.tx, lead, {
      programmeId: pilot.programmeId,
      kind: "task",
      subjectId: task.id,
      title,
      validUntil: null,
      address: `https://www.example.gov.cn/demo/${task.place + 1}-${index + 1}`,
    });
}

function statement(task: PlayedTask) {
  const subject = task.text.slice(0, 18).replace(/[，。、（].*$/, "");
  const open = leftOf(task);
  return {
    done: `“${subject}”各项内容已完成，制度文件已印发，首批事项已办结${open > 0 ? `；另有${open}个节点并入日常工作` : ""}。（演示数据）`,
    effect: "办理时限压缩三分之一，惠及企业五十余家，未收到投诉。（演示数据）",
  };
}
