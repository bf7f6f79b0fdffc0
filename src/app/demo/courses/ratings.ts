// Course: lead units claim steps of maturity with a link as evidence, the office confirms; raters say how sure they are.

import { addLink } from "../../../domain/evidence/service.ts";
import { enterClaim, settleClaim } from "../../../domain/ratings/claim-service.ts";
import { enterRating } from "../../../domain/ratings/confidence-service.ts";
import type { NewConfidence } from "../../../domain/ratings/model.ts";
import type { NewClaim } from "../../../domain/ratings/model-maturity.ts";
import { dayAfter } from "../../../kernel/clock.ts";
import { nextWorkingDay } from "../calendar.ts";
import { type Course, officeMinute, type PlayedTask, personOf } from "../stage.ts";
import { planOn, type TaskService } from "../task-acts.ts";

type ClaimInput = Parameters<typeof enterClaim>[2];

/** How many days after the breakdown a step is claimed, at the earliest and the latest, and how many of a hundred get so far. */
const steps = [
  { step: 1, from: 60, to: 160, share: 0.5 },
  { step: 2, from: 190, to: 300, share: 0.4 },
  { step: 3, from: 330, to: 420, share: 0.3 },
] as const;

export const ratings: Course = {
  name: "ratings",
  plan(stage, pilot, tasks) {
    const { random, cast, calendar } = stage;
    for (const task of tasks) {
      if (!task.begunOn || task.character === "stuck") continue;
      const lead = () => personOf(cast, task.lead);
      const office = () => pilot.office;
      for (const { step, from, to, share } of steps) {
        const day = nextWorkingDay(dayAfter(task.begunOn, random.between(from, to)));
        if (!random.chance(share)) break;
        const minute = officeMinute(random);
        let claimId = "";
        let version = 0;
        const claim: TaskService = async (tx, call, at) => {
          const given = { ...claimed(step, day, task), programmeId: at.programmeId, taskId: at.taskId } as ClaimInput;
          ({ claimId, version } = await enterClaim(tx, call, given));
          const link = { kind: "maturityClaim", subjectId: claimId, title: "公开网页（演示数据）", validUntil: null };
          await addLink(tx, call, { programmeId: at.programmeId, ...link, address: "https://www.example.gov.cn/demo" });
          return { version: at.version, milestones: task.milestones };
        };
        const confirm: TaskService = async (tx, call, at) => {
          // The task was resting on the day of the claim.
          if (!claimId) return { version: at.version, milestones: task.milestones };
          await settleClaim(tx, call, { programmeId: at.programmeId, claimId, version }, "confirm");
          return { version: at.version + 1, milestones: task.milestones };
        };
        planOn(stage, pilot, task, { day, minute }, lead, claim);
        const confirmedOn = nextWorkingDay(dayAfter(day, random.between(2, 12)));
        planOn(stage, pilot, task, { day: confirmedOn, minute: officeMinute(random) }, office, confirm);
      }
      if (!random.chance(0.3)) continue;
      const ratedOn = nextWorkingDay(dayAfter(calendar.today, -random.between(8, 40)));
      if (ratedOn <= dayAfter(task.begunOn, 30)) continue;
      const own = random.between(3, 5);
      const rate =
        (rater: "self" | "office", points: number, reason: string): TaskService =>
        async (tx, call, at) => {
          const rating = { taskId: at.taskId, rater, points, reason: `${reason}（演示数据）` } as NewConfidence;
          await enterRating(tx, call, { programmeId: at.programmeId, ...rating });
          return { version: at.version, milestones: task.milestones };
        };
      const when = { day: ratedOn, minute: officeMinute(random) };
      planOn(stage, pilot, task, when, lead, rate("self", own, "按节点推进，后续安排已落实"));
      const officePoints = Math.max(1, own - random.between(0, 2));
      planOn(
        stage,
        pilot,
        task,
        { ...when, minute: when.minute + 20 },
        office,
        rate("office", officePoints, "核对节点与佐证后评定"),
      );
    }
  },
};

/** What a step is claimed by; fictional throughout. */
function claimed(step: number, day: string, task: PlayedTask): Pick<NewClaim, "step" | "facts"> {
  const subject = task.text.slice(0, 12).replace(/[，。、（].*$/, "");
  const facts: Record<number, Record<string, string>> = {
    1: {
      documentNumber: `示例办发〔${day.slice(0, 4)}〕${(task.place % 60) + 1}号（演示数据）`,
      documentTitle: `关于${subject}的实施方案（演示数据）`,
      issuedOn: dayAfter(day, -6),
      inForceOn: dayAfter(day, 10),
    },
    2: { firstCase: `${subject}首单（演示数据）`, beneficiary: "示例企业（演示数据）", doneOn: dayAfter(day, -3) },
    3: { figures: "惠及企业五十余家（演示数据）", period: `${day.slice(0, 4)}年`, source: "牵头单位统计（演示数据）" },
  };
  return { step, facts: facts[step] ?? {} };
}
