// Tasks under way for tests of acts (演示数据): who acts, how a task gets to where an act begins, and what it left.
import type { DemoOfficial } from "../src/domain/accounts/model.ts";
import type { UnitId } from "../src/domain/organisations/model.ts";
import type { Task, TaskId } from "../src/domain/tasks/model.ts";
import { startOwnLedger } from "./own-ledger.ts";

/** Starts a ledger of `size` tasks that 市科技局 leads, given to the working group of the demo official. */
export async function startActingLedger(size: number) {
  const ledger = await startOwnLedger(size);
  const { server, programmeId, groupId, unit, own } = ledger;
  const as = (official: DemoOfficial) => server.as(official);
  const read = async (id: string, official: DemoOfficial = "office"): Promise<Task> =>
    (await as(official)).tasks.getTask({ programmeId, taskId: id as TaskId });
  const at = (task: Pick<Task, "id" | "version">) => ({ programmeId, taskId: task.id, version: task.version });
  const tick = () => ledger.pass(1000);
  const office = await as("office");
  const lead = await as("lead");
  const group = await as("group");
  /** Days go by, and with them the sessions: everybody signs in again. */
  const nextDay = async (days = 1) => {
    ledger.nextDay(days);
    for (const [official, seat] of Object.entries({ office, lead, group }))
      Object.assign(seat, await as(official as DemoOfficial));
  };
  let next = 0;

  /** The next untouched task, led by the demo lead unit; with a group unless told otherwise. */
  async function fresh(group: UnitId | null = groupId): Promise<Task> {
    const listed = (await own())[next++];
    if (!listed) throw new Error("the ledger has no more tasks");
    tick();
    let task = await office.tasks.assignUnits({
      ...at(listed),
      units: [
        { unitId: unit("市科技局"), part: "lead" },
        { unitId: unit("市教委"), part: "support" },
      ],
    });
    tick();
    if (group) task = await office.tasks.editTask({ ...at(task), groupId: group });
    return task;
  }

  async function signed(group?: UnitId | null): Promise<Task> {
    const task = await fresh(group);
    tick();
    const issued = await office.tasks.issueTask(at(task));
    tick();
    return lead.tasks.signTask(at(issued));
  }

  /** At work, with two milestones: one due soon, one on the last day. */
  async function atWork(group?: UnitId | null): Promise<Task> {
    let task = await signed(group);
    tick();
    task = await lead.tasks.planMilestones({
      ...at(task),
      milestones: [
        { title: "出台细则", dueOn: "2022-06-30" },
        { title: "首单落地", dueOn: "2023-06-30" },
      ],
    });
    tick();
    return lead.tasks.beginTask(at(task));
  }

  async function addEvidence(task: Task): Promise<void> {
    await lead.evidence.addLink({
      programmeId,
      kind: "task",
      subjectId: task.id,
      title: "办理结果（演示数据）",
      address: "https://example.invalid/result",
    });
  }

  const statement = { done: "细则已印发，首单已落地（演示数据）", effect: "惠及企业12家（演示数据）" };

  /** Asked for close-out, with evidence. */
  async function closing(group?: UnitId | null): Promise<Task> {
    const task = await atWork(group);
    await addEvidence(task);
    tick();
    return lead.tasks.requestClose({ ...at(await read(task.id)), ...statement });
  }

  const lastEvent = (task: Pick<Task, "id">) =>
    server.database.db
      .selectFrom("event")
      .selectAll()
      .where("subject_id", "=", task.id)
      .orderBy("at", "desc")
      .orderBy("id", "desc")
      .executeTakeFirstOrThrow();

  return {
    ...ledger,
    nextDay,
    group,
    as,
    read,
    at,
    tick,
    office,
    lead,
    fresh,
    signed,
    atWork,
    closing,
    addEvidence,
    statement,
    lastEvent,
  };
}
