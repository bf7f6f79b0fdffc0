// Tasks at work behind the sample plan (演示数据), led by the demo lead and given to the demo group, for tests that rate them.

import { actorOfPerson } from "../src/domain/accounts/service.ts";
import type { UnitId } from "../src/domain/organisations/model.ts";
import type { ProgrammeId } from "../src/domain/pilot/model.ts";
import type { TaskRatings } from "../src/domain/ratings/model-task.ts";
import type { TaskId } from "../src/domain/tasks/model.ts";
import type { Call } from "../src/kernel/call.ts";
import { ownCall } from "../src/kernel/call.ts";
import { refusalTo, startServer, testZone } from "./start-server.ts";

export type As = "office" | "group" | "lead" | "support" | "district";

export async function startRated() {
  const server = await startServer();
  const programmeId = server.programmeId as ProgrammeId;
  const { db } = server.database;
  let copies = 0;

  /** A copy of the first task of the plan, as yet a draft. */
  async function draft(): Promise<TaskId> {
    const first = await db
      .selectFrom("task")
      .selectAll()
      .where("programme_id", "=", programmeId)
      .orderBy("ordinal")
      .executeTakeFirstOrThrow();
    const links = await db
      .selectFrom("task_unit")
      .selectAll()
      .where("task_id", "=", first.id)
      .where("until_at", "=", "infinity")
      .execute();
    copies += 1;
    const id = `00000000-0000-7000-8000-${String(copies).padStart(12, "0")}`;
    await db
      .insertInto("task")
      .values({
        ...first,
        id,
        ordinal: 1000 + copies,
        content_key: `copy-${copies}`,
        state: "draft",
        light: "grey",
        light_because: "[]",
        group_id: null,
        maturity: 0,
        in_force_on: null,
        version: 1,
      })
      .execute();
    for (const link of links)
      await db
        .insertInto("task_unit")
        .values({ ...link, task_id: id })
        .execute();
    return id as TaskId;
  }

  /** A task at work, on schedule unless its one milestone `dueOn` has passed. */
  async function freshTask(dueOn = "2030-12-31"): Promise<TaskId> {
    const taskId = await draft();
    const office = await server.as("office");
    const lead = await server.as("lead");
    const groupId = (await (await server.as("group")).accounts.getSession({})).me?.unit.id as UnitId;
    let task = await office.tasks.getTask({ programmeId, taskId });
    const at = () => ({ programmeId, taskId, version: task.version });
    task = await office.tasks.editTask({ ...at(), groupId });
    task = await office.tasks.issueTask(at());
    task = await lead.tasks.signTask(at());
    task = await lead.tasks.planMilestones({ ...at(), milestones: [{ title: "演示节点", dueOn }] });
    await lead.tasks.beginTask(at());
    return taskId;
  }

  return {
    server,
    programmeId,
    freshTask,
    api: async (as: As) => (await server.as(as)).ratings,
    now: async (taskId: TaskId) => (await server.as("office")).tasks.getTask({ programmeId, taskId }),
    openOverride(ratings: TaskRatings) {
      const one = ratings.overrides[0] as TaskRatings["overrides"][number];
      return { programmeId, overrideId: one.id, version: one.version };
    },
    claimAt(ratings: TaskRatings) {
      const one = ratings.claims[0] as TaskRatings["claims"][number];
      return { programmeId, claimId: one.id, version: one.version };
    },
    /** Evidence as the lead unit adds it: a public link. */
    async prove(ratings: TaskRatings) {
      await (await server.as("lead")).evidence.addLink({
        programmeId,
        kind: "maturityClaim",
        subjectId: (ratings.claims[0] as TaskRatings["claims"][number]).id,
        title: "演示文件公开网页",
        address: "https://www.example.gov.cn/demo",
      });
    },
    async callOf(as: As): Promise<Call> {
      const { person_id } = await db
        .selectFrom("account")
        .select("person_id")
        .where("username", "=", `demo-${as}`)
        .executeTakeFirstOrThrow();
      return ownCall(await actorOfPerson(db, person_id), server.clock.now(), testZone, "test");
    },
  };
}

/** Status and code of a refusal. */
export async function codeOf(call: Promise<unknown>) {
  const { status, code } = await refusalTo(call);
  return [status, code];
}
