// A pilot office with tasks of its own (演示数据) that are at work and due on given days, on a clock moved by hand.

import { sendReminders } from "../src/domain/supervision/jobs.ts";
import type { OrderId } from "../src/domain/supervision/model.ts";
import { proposeOrders } from "../src/domain/supervision/order-jobs.ts";
import type { Task, TaskId } from "../src/domain/tasks/model.ts";
import { isoOf } from "../src/kernel/clock.ts";
import { startOwnLedger } from "./own-ledger.ts";
import { testZone } from "./start-server.ts";

/** Starts a server over an own ledger without tasks; `work` makes tasks as the test needs them. */
export async function startSupervision() {
  const ledger = await startOwnLedger(0);
  const { server, programmeId } = ledger;
  const { db } = server.database;
  /** Goes to an instant of that day, 10:00 in Chongqing. */
  const goTo = (day: string) => ledger.pass(Date.parse(`${day}T02:00:00Z`) - ledger.now());
  return {
    ...ledger,
    db,
    goTo,
    /** A task led by 市科技局 with 市教委 (or led by both), in the working group, at work unless told, due on a day. */
    async work(
      dueOn: string,
      wish: { joint?: boolean; until?: "issued" | "signed" | "inProgress"; group?: boolean } = {},
    ) {
      const [taskId] = (
        await ledger.enterTask({
          dueOn,
          units: [
            { unitId: ledger.unit("市科技局"), part: "lead" },
            { unitId: ledger.unit("市教委"), part: wish.joint ? "lead" : "support" },
          ],
        })
      ).taskIds as TaskId[];
      const office = await server.as("office");
      const lead = await server.as("lead");
      const at = (task: Pick<Task, "id" | "version">) => ({ programmeId, taskId: task.id, version: task.version });
      let task = await office.tasks.getTask({ programmeId, taskId: taskId as TaskId });
      if (wish.group !== false) task = await office.tasks.editTask({ ...at(task), groupId: ledger.groupId });
      task = await office.tasks.issueTask(at(task));
      if (wish.until === "issued") return task;
      task = await lead.tasks.signTask(at(task));
      if (wish.until === "signed") return task;
      task = await lead.tasks.planMilestones({ ...at(task), milestones: [{ title: "办结", dueOn }] });
      return lead.tasks.beginTask(at(task));
    },
    /** What the server does by itself at the present instant. */
    remind: () => sendReminders(db, ledger.now(), testZone),
    propose: () => proposeOrders(db, ledger.now(), testZone),
    order: async (orderId: string) =>
      (await server.as("office")).supervision.getOrder({ programmeId, orderId: orderId as OrderId }),
    events: (subjectId: string) =>
      db.selectFrom("event").selectAll().where("subject_id", "=", subjectId).orderBy("id").execute(),
    isoNow: () => isoOf(ledger.now()),
  };
}
