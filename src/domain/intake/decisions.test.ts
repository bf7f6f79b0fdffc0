// Decisions about a new version that cannot be carried out, and people who confirm at once.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  fund,
  list,
  lounge,
  planOf,
  platform,
  platformNew,
  versionsOn,
} from "../../../tests/fixtures/plan-versions.ts";
import { refusalTo, startServer, type TestServer } from "../../../tests/start-server.ts";
import type { TaskId } from "../tasks/model.ts";
import type { SomeDecisions } from "./model-next.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
}, 120_000);
afterAll(() => server.close());
beforeEach(() => server.clock.advance(60_000));
const { office, upload, change, confirm, compareDraft, ledger, planNow, begin } = versionsOn(() => server);

describe("不能照办的决定", () => {
  const cases: [string, (ids: { task: string; other: string }, keys: string[]) => SomeDecisions, string, RegExp][] = [
    [
      "两项任务接到同一句",
      ({ task, other }, [, second]) => ({ tasks: [decision(task, second), decision(other, second)] }),
      "import.carried-twice",
      /只留一项/,
    ],
    [
      "接到另一项任务原样沿用的那一句",
      ({ task }, [, second]) => ({ tasks: [decision(task, second)] }),
      "import.carried-twice",
      /只留一项/,
    ],
    ["草稿里没有的句子", ({ task }) => ({ tasks: [decision(task, "T99")] }), "import.no-such-item", /T99/],
    [
      "台账里没有的任务",
      () => ({ tasks: [decision("00000000-0000-7000-8000-00000000000f", null)] }),
      "import.no-such-item",
      /刷新/,
    ],
  ];
  const decision = (taskId: string, to: string | null | undefined) => ({
    taskId: taskId as TaskId,
    to: to ?? null,
    take: [],
  });
  test.each(cases)("%s，当场被拒，草稿和台账都不变", async (_title, make, code, mend) => {
    const { programmeId, task, fund: other } = await begin();
    const held = await upload(planOf([platformNew, list, lounge]), programmeId);
    const decisions = make(
      { task: task.id, other: other.id },
      held.tasks.map((one) => one.key),
    );
    for (const act of [change, confirm]) {
      const refusal = await refusalTo(act(held, { decisions }));
      expect([refusal.status, refusal.code]).toEqual([422, code]);
      expect(refusal.messages.zh).toMatch(mend);
    }
    expect(await (await office()).intake.getImport({ importId: held.id })).toMatchObject({
      version: held.version,
      state: "draft",
    });
    expect((await ledger(programmeId)).find((one) => one.id === task.id)?.text).toBe(platform[0]);
  });

  test("没有选定试点，就没有可以对照的方案", async () => {
    const held = await upload(planOf([platform, list], 2, "没有人认得的另一份方案（演示数据）"));
    expect(await refusalTo(compareDraft(held))).toMatchObject({ status: 409, code: "import.no-programme" });
    expect(held.likely).toBeNull();
  });
});

describe("几个人同时换版", () => {
  test("核对期间别人确认了新版：说明原因，决定都在，重新对照后可以确认", async () => {
    const { programmeId, task } = await begin();
    const mine = await upload(planOf([platformNew, list, fund]), programmeId);
    const seen = (await compareDraft(mine)).current;
    const decided = await change(mine, { decisions: { tasks: [{ taskId: task.id as TaskId, to: null, take: [] }] } });
    await confirm(await upload(planOf([platform, list, fund, lounge]), programmeId));
    const refusal = await refusalTo(confirm(decided, { planVersionId: seen.id }));
    expect(refusal).toMatchObject({ status: 409, code: "import.plan-moved", facts: { ordinal: 2 } });
    expect(refusal.messages.zh).toMatch(/决定都已保存/);
    const now = await compareDraft(decided);
    expect(now.tasks.find((one) => one.taskId === task.id)).toMatchObject({ decided: true, to: null });
    expect(now.tasks.find((one) => one.text === lounge[0])?.fate).toBe("dropped");
    await confirm(decided, { planVersionId: now.current.id });
    expect((await planNow(programmeId)).versions).toHaveLength(3);
  });

  test("两份草稿同时确认，只成一份，另一份被告知已有新版", async () => {
    const { programmeId, version } = await begin();
    const drafts = [
      await upload(planOf([platformNew, list, fund]), programmeId),
      await upload(planOf([platform, list, lounge]), programmeId),
    ];
    const outcomes = await Promise.allSettled(drafts.map((held) => confirm(held, { planVersionId: version })));
    expect(outcomes.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const lost = outcomes.find((one) => one.status === "rejected");
    expect(lost?.reason).toMatchObject({ status: 409, code: "import.plan-moved" });
    expect((await planNow(programmeId)).versions).toHaveLength(2);
  });

  test("同一个幂等键确认两次，只换一版，答复相同", async () => {
    const { programmeId } = await begin();
    const held = await upload(planOf([platformNew, list, fund]), programmeId);
    const { cookie } = await office();
    const send = async () => {
      const response = await fetch(`${server.base}/api/v1/imports/${held.id}/confirm`, {
        method: "POST",
        headers: {
          cookie,
          "content-type": "application/json",
          "if-match": `"${held.version}"`,
          "idempotency-key": "demo-twice",
        },
        body: "{}",
      });
      return [response.status, await response.json()];
    };
    expect(await send()).toEqual(await send());
    expect((await planNow(programmeId)).versions).toHaveLength(2);
  });
});
