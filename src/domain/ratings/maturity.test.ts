// Steps of maturity over real HTTP: claimed, proved, confirmed, taken back; the two rates; what is owed and told.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { askedOwed } from "../../../tests/asked-owed.ts";
import { type As, codeOf, startRated } from "../../../tests/rated-tasks.ts";
import { refusalTo, type TestServer } from "../../../tests/start-server.ts";
import type { NewEvent } from "../audit/model.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import type { TaskId } from "../tasks/model.ts";
import type { TaskRatings } from "./model-task.ts";
import { ratingNotices } from "./notices.ts";
import { claimsOwed, overridesOwed } from "./owed.ts";

let rated: Awaited<ReturnType<typeof startRated>>;
let server: TestServer;
let programmeId: ProgrammeId;
beforeAll(async () => {
  rated = await startRated();
  ({ server, programmeId } = rated);
}, 120_000);
afterAll(() => server.close());
beforeEach(() => server.clock.advance(60_000));

const api = (as: As) => rated.api(as);
const freshTask = (dueOn?: string) => rated.freshTask(dueOn);
const now = (taskId: TaskId) => rated.now(taskId);
const claimAt = (ratings: TaskRatings) => rated.claimAt(ratings);
const prove = (ratings: TaskRatings) => rated.prove(ratings);
const callOf = (as: As) => rated.callOf(as);

describe("成熟度", () => {
  const issued = {
    documentNumber: "演示〔2021〕1号",
    documentTitle: "演示办法",
    issuedOn: "2021-09-01",
    inForceOn: "2021-10-01",
  };
  const first = { firstCase: "演示首单", beneficiary: "演示企业", doneOn: "2021-09-05" };

  test("逐级申报、办公室核定、收回；已实施从施行之日算起，实施率与销号率各算各的", async () => {
    const taskId = await freshTask();
    let [lead, office] = [await api("lead"), await api("office")];
    expect(await codeOf(lead.claimStep({ programmeId, taskId, step: 2, facts: first }))).toEqual([
      422,
      "rating.wrong-step",
    ]);
    const missing = await refusalTo(lead.claimStep({ programmeId, taskId, step: 1, facts: { documentNumber: "x" } }));
    expect([missing.code, missing.places.map((place) => place.path)]).toEqual([
      "rating.facts-missing",
      ["facts.documentTitle", "facts.issuedOn", "facts.inForceOn"],
    ]);
    const claimed = await lead.claimStep({ programmeId, taskId, step: 1, facts: issued, note: "演示" });
    expect([claimed.maturity, claimed.claims[0]?.state, claimed.claims[0]?.evidenceCount]).toEqual([0, "claimed", 0]);
    const id = claimed.claims[0]?.id as string;
    const bare = await refusalTo(office.confirmStep(claimAt(claimed)));
    expect(bare.messages.zh).toContain("佐证");
    await prove(claimed);
    expect((await office.listClaims({ programmeId })).items[0]).toMatchObject({ id, evidenceCount: 1 });
    const confirmed = await office.confirmStep(claimAt(claimed));
    expect(confirmed).toMatchObject({ maturity: 1, inForceOn: "2021-10-01", implemented: false });
    const task = await now(taskId);
    expect([task.maturity, task.inForceOn, task.events[0]?.kind]).toEqual([1, "2021-10-01", "task.maturity"]);

    const listed = async (more: object) =>
      (await (await server.as("office")).tasks.listTasks({ programmeId, implemented: "true", ...more })).items.map(
        (one) => one.id,
      );
    expect(await listed({})).not.toContain(taskId);
    server.clock.set("2021-10-01T01:00:00.000Z");
    [lead, office] = [await api("lead"), await api("office")];
    expect(await listed({})).toContain(taskId);
    expect(await listed({ asOf: "2021-09-30" })).not.toContain(taskId);
    const rates = (await office.listRates({ programmeId, months: 3 })).items;
    expect(rates.map((point) => [point.day, point.implemented, point.closed])).toEqual([
      ["2021-09-30", 0, 0],
      ["2021-10-01", 1, 0],
    ]);
    const total = rates.at(-1)?.total as number;
    expect(rates.at(-1)?.implementationRate).toBe(Math.round(1000 / total) / 10);
    const then = (await office.listRates({ programmeId, months: 1, asOf: "2021-09-15" })).items;
    expect(then.map((point) => [point.day, point.implemented])).toEqual([["2021-09-15", 0]]);

    const second = await lead.claimStep({ programmeId, taskId, step: 2, facts: first });
    await prove(second);
    const two = await office.confirmStep(claimAt(second));
    const one = two.claims.find((claim) => claim.step === 1) as TaskRatings["claims"][number];
    const early = await refusalTo(
      office.takeBackStep({ programmeId, claimId: one.id, version: one.version, note: "演示" }),
    );
    expect(early.messages.zh).toContain("先收回更高的台阶");
    await office.takeBackStep({ ...claimAt(two), note: "首单未落地" });
    const gone = await office.takeBackStep({ programmeId, claimId: one.id, version: one.version, note: "文件废止" });
    expect(gone).toMatchObject({ maturity: 0, inForceOn: null, implemented: false });
    expect((await office.listRates({ programmeId, months: 1 })).items[0]?.implemented).toBe(0);
    const before = await office.getRatings({ programmeId, taskId, asOf: "2021-09-30" });
    expect([before.maturity, before.claims[0]?.state]).toEqual([1, "confirmed"]);
  });

  test("退回后补充再报；撤回；谁能办", async () => {
    const taskId = await freshTask();
    const [lead, office] = [await api("lead"), await api("office")];
    const claimed = await lead.claimStep({
      programmeId,
      taskId,
      step: 1,
      facts: { ...issued, inForceOn: "2021-10-02" },
    });
    expect(await codeOf(office.returnStep(claimAt(claimed)))).toEqual([409, "rating.refused"]);
    const returned = await office.returnStep({ ...claimAt(claimed), note: "文号不清" });
    expect(returned.claims[0]).toMatchObject({ state: "returned", decisionNote: "文号不清" });
    const again = await lead.claimStep({ programmeId, taskId, step: 1, facts: issued });
    expect(await codeOf(lead.claimStep({ programmeId, taskId, step: 1, facts: issued }))).toEqual([
      422,
      "rating.wrong-step",
    ]);
    expect((await lead.withdrawStep(claimAt(again))).claims[0]?.state).toBe("withdrawn");
    expect(await codeOf((await api("group")).claimStep({ programmeId, taskId, step: 1, facts: issued }))).toEqual([
      403,
      "request.not-your-duty",
    ]);
    expect(await codeOf((await api("support")).claimStep({ programmeId, taskId, step: 1, facts: issued }))).toEqual([
      403,
      "rating.not-yours",
    ]);
  });

  test("两人同时核定，一人成、一人被告知", async () => {
    const taskId = await freshTask();
    const claimed = await (await api("lead")).claimStep({ programmeId, taskId, step: 1, facts: issued });
    await prove(claimed);
    const [a, b] = [await api("office"), await api("office")];
    const outcomes = await Promise.allSettled([a.confirmStep(claimAt(claimed)), b.confirmStep(claimAt(claimed))]);
    expect(outcomes.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await now(taskId)).maturity).toBe(1);
  });

  test("待办：办公室欠核定，牵头单位等待；退回后牵头单位欠补充", async () => {
    const taskId = await freshTask();
    const claimed = await (await api("lead")).claimStep({ programmeId, taskId, step: 1, facts: issued });
    const owed = async (as: As, source: typeof claimsOwed | typeof overridesOwed = claimsOwed) =>
      (await askedOwed(source, server.database.db, await callOf(as), programmeId)).filter((one) =>
        one.href.includes(taskId),
      );
    expect((await owed("office")).map((one) => [one.act, one.waitingFor])).toEqual([["confirm", null]]);
    expect((await owed("lead")).map((one) => [one.act, one.waitingFor?.zh])).toEqual([[null, "办公室"]]);
    expect(await owed("support")).toEqual([]);
    await (await api("office")).returnStep({ ...claimAt(claimed), note: "演示" });
    expect(await owed("office")).toEqual([]);
    expect((await owed("lead")).map((one) => one.act)).toEqual(["claimStep"]);
    await (await api("lead")).claimStep({ programmeId, taskId, step: 1, facts: issued });
    expect((await owed("lead")).map((one) => one.act)).toEqual([null]);
    await (await api("group")).overrideLight({
      programmeId,
      taskId,
      light: "red",
      reason: "演示",
      untilOn: "2021-10-05",
    });
    expect(await owed("office", overridesOwed)).toEqual([]);
  });
});

describe("告知", () => {
  test("该告知的人：更严告知牵头与推进组，申请告知办公室，批准告知申请人；转绿不打扰", async () => {
    const taskId = await freshTask("2021-08-01");
    const asked = await (await api("lead")).overrideLight({
      programmeId,
      taskId,
      light: "yellow",
      reason: "演示",
      untilOn: "2021-11-01",
    });
    expect(asked.overrides[0]?.state).toBe("asked");
    const call = await callOf("office");
    const event = (kind: string, after: Record<string, unknown>): NewEvent => ({
      kind,
      programmeId,
      subject: { kind: "task", id: taskId },
      after,
    });
    const told = await ratingNotices.notices(server.database.db, call, [
      event("rating.askBetterLight", { light: "yellow" }),
      event("rating.approveLight", { light: "yellow" }),
      event("task.light", { light: "red" }),
      event("task.light", { light: "green" }),
      event("task.issue", {}),
    ]);
    const { person_id } = await server.database.db
      .selectFrom("account")
      .select("person_id")
      .where("username", "=", "demo-lead")
      .executeTakeFirstOrThrow();
    expect(told.map((one) => Object.keys(one.to))).toEqual([
      ["office"],
      ["unitIds", "groupIds", "personIds"],
      ["unitIds", "groupIds"],
    ]);
    expect(told[1]?.to.personIds).toEqual([person_id]);
    expect(told[2]?.title.zh).toContain("进度灯变为严重滞后");
    expect(new Set(told.map((one) => one.key)).size).toBe(told.length);
  });
});
