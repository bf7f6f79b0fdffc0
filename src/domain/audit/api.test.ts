// The audit trail over a real database: sealed, checked, tampered with by a superuser, and read by its administrator alone.
import { setTimeout as sleep } from "node:timers/promises";
import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusalTo, startServer, type TestServer } from "../../../tests/start-server.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import type { Db } from "../tables.ts";
import type { TaskSummary } from "../tasks/model.ts";
import type { Verification } from "./model.ts";
import { sealEvents, verifyTrail } from "./service.ts";

let server: TestServer;
let programmeId: ProgrammeId;

beforeAll(async () => {
  server = await startServer();
  programmeId = server.programmeId as ProgrammeId;
  for (let round = 0; round < 4; round += 1) {
    await workOnce(round);
    await sealEvents(server.database.db, new Date(server.clock.now()).toISOString());
  }
}, 120_000);
afterAll(() => server.close());

const tasks = async (): Promise<TaskSummary[]> =>
  (await (await server.as("office")).tasks.listTasks({ programmeId })).items;

/** One edit of each task, a second apart. */
async function workOnce(round: number): Promise<void> {
  const office = await server.as("office");
  for (const task of await tasks()) {
    server.clock.advance(1000);
    await office.tasks.editTask({ programmeId, taskId: task.id, version: task.version, leader: `第${round}轮` });
  }
}

const verify = async () => (await server.as("audit")).audit.verifyTrail({});
const rows = async <R>(query: RawBuilder<R>, db: Db = server.database.db) => (await query.execute(db)).rows;

test("没有动过的记录核验无误,事件一件不少", async () => {
  await sealEvents(server.database.db, new Date(server.clock.now()).toISOString());
  const found = await verifyTrail(server.database.db);
  const [count] = await rows(sql<{ n: number }>`select count(*)::int as n from event`);
  expect(found).toMatchObject({ sound: true, problems: [], unsealedEvents: 0, sealedEvents: count?.n });
  expect(found.seals).toBeGreaterThanOrEqual(4);
  expect(found.lastDigest).toMatch(/^[0-9a-f]{64}$/);
});

test("没有新事件时再封一次,不多出空封条", async () => {
  const before = await verifyTrail(server.database.db);
  expect(await sealEvents(server.database.db, "2021-09-02T00:00:00Z")).toBe(0);
  expect((await verifyTrail(server.database.db)).seals).toBe(before.seals);
});

class Undone extends Error {}

/** Tampers as a superuser would, looks, and undoes everything. */
async function tampered(statements: readonly string[]): Promise<Verification> {
  let found: Verification | undefined;
  await server.database.db
    .transaction()
    .execute(async (tx) => {
      for (const table of ["event", "seal", "sealed_event"])
        await sql.raw(`alter table ${table} disable trigger all`).execute(tx);
      for (const statement of statements) await sql.raw(statement).execute(tx);
      found = await verifyTrail(tx);
      throw new Undone();
    })
    .catch((error) => {
      if (!(error instanceof Undone)) throw error;
    });
  return found as Verification;
}

/** An event in the middle of the second seal. */
const victim = `(select event_id from sealed_event where seal_number = 2 order by position offset 1 limit 1)`;
const inSecondSeal = `event where id in (select event_id from sealed_event where seal_number = 2) and kind = 'task.edit'`;

describe("数据库超级用户动了手脚,核验都查得出", () => {
  test.each([
    ["改了谁办的", [`update event set person_name = '顶替者' where id = ${victim}`], 2, "事件内容已被改动"],
    ["改了何时办的", [`update event set at = at - interval '1 hour' where id = ${victim}`], 2, "事件内容已被改动"],
    ["改了改动之后的值", [`update event set after = '{"leader":"别人"}' where id = ${victim}`], 2, "事件内容已被改动"],
    ["抹去意见", [`update event set note = '' where id = ${victim}`], 2, "事件内容已被改动"],
    ["改了从哪里来", [`update event set address = '10.0.0.1' where id = ${victim}`], 2, "事件内容已被改动"],
    ["删了一件事", [`delete from event where id = ${victim}`], 2, "事件已被删除"],
    [
      "连封存记录一起删了一件事",
      [
        `create temp table gone on commit drop as select ${victim} as id`,
        "delete from sealed_event where event_id = (select id from gone)",
        "delete from event where id = (select id from gone)",
      ],
      2,
      "条事件,现有",
    ],
    [
      "整道封条连同事件一起删",
      [
        "create temp table gone on commit drop as select event_id as id from sealed_event where seal_number = 2",
        "delete from sealed_event where seal_number = 2",
        "delete from event where id in (select id from gone)",
        "delete from seal where number = 2",
      ],
      3,
      "缺少第 2 号封条",
    ],
    [
      "删掉一道封条,把后面的往前补号",
      [
        "delete from sealed_event where seal_number = 2",
        "delete from seal where number = 2",
        "update seal set number = 2 where number = 3",
        "update sealed_event set seal_number = 2 where seal_number = 3",
      ],
      2,
      "与上一封条不相连",
    ],
    [
      "两件事对调内容",
      [
        `create temp table pair on commit drop as select id, at, row_number() over (order by id) as n from ${inSecondSeal} limit 2`,
        "update event e set at = (select at from pair p where p.id <> e.id) where id in (select id from pair)",
      ],
      2,
      "事件内容已被改动",
    ],
    [
      "两件事对调先后",
      [
        "update sealed_event set position = position + 1000 where seal_number = 2 and position < 2",
        "update sealed_event set position = 1001 - position where seal_number = 2 and position >= 1000",
      ],
      2,
      "封条摘要不符",
    ],
    ["改了封条的时间", ["update seal set at = at + interval '1 day' where number = 2"], 2, "封条摘要不符"],
    ["改了封条的摘要", [`update seal set digest = '${"0".repeat(64)}' where number = 2`], 2, "封条摘要不符"],
    [
      "塞进一件没有发生过的事",
      [
        `insert into event select gen_random_uuid(), programme_id, at, 'task.issue', subject_kind, subject_id, subject_version,
         person_id, person_name, unit_id, duties, '伪造', before, after, request_id, address from event where id = ${victim}`,
      ],
      null,
      "不在任何封条之内",
    ],
    ["拆掉全部封条", ["delete from sealed_event", "delete from seal"], null, "不在任何封条之内"],
  ] as const)("%s", async (_title, statements, sealNumber, words) => {
    const found = await tampered(statements);
    expect(found.sound).toBe(false);
    expect(found.problems).toContainEqual(
      expect.objectContaining({ sealNumber, zh: expect.stringContaining(words), en: expect.stringMatching(/\S/) }),
    );
    expect((await verifyTrail(server.database.db)).sound).toBe(true);
  });

  test("改动的那件事被点名", async () => {
    const [row] = await rows(sql<{ event_id: string }>`${sql.raw(victim)}`);
    const found = await tampered([`update event set person_name = '顶替者' where id = ${victim}`]);
    expect(found.problems.map((one) => one.eventId)).toEqual([row?.event_id]);
  });

  test("加封之前被删的事件也被点名", async () => {
    await workOnce(9);
    const [row] = await rows(sql<{ event_id: string }>`select event_id from unsealed_event limit 1`);
    const found = await tampered([`delete from event where id = '${row?.event_id}'`]);
    expect(found.problems).toMatchObject([{ eventId: row?.event_id, zh: "事件在加封之前已被删除" }]);
  });

  test("截去末尾的封条:链条自身看不出,对照事先记下的摘要看得出", async () => {
    const noted = (await verifyTrail(server.database.db)).lastDigest;
    const found = await tampered([
      "create temp table gone on commit drop as select max(number) as number from seal",
      "create temp table lost on commit drop as select event_id as id from sealed_event where seal_number = (select number from gone)",
      "delete from sealed_event where seal_number = (select number from gone)",
      "delete from seal where number = (select number from gone)",
      "delete from event where id in (select id from lost)",
    ]);
    expect(found.sound).toBe(true);
    expect(found.lastDigest).not.toBe(noted);
  });
});

describe("普通的数据库用户什么也改不了", () => {
  test.each([
    "update event set note = 'x'",
    "delete from event",
    "update seal set digest = 'x'",
    "delete from seal",
    "update sealed_event set position = 0",
    "delete from sealed_event",
  ])("%s", async (statement) => {
    await expect(sql.raw(statement).execute(server.database.db)).rejects.toThrow(/append-only/);
  });
});

test("一边写一边封:每件事恰好封一次,一件不漏", async () => {
  const office = await server.as("office");
  let writing = true;
  const sealing = (async () => {
    while (writing) {
      await sealEvents(server.database.db, new Date(server.clock.now()).toISOString());
      await sleep(5);
    }
  })();
  const secondSealer = sealEvents(server.database.db, new Date(server.clock.now()).toISOString());
  const lists = await tasks();
  for (let round = 0; round < 6; round += 1) {
    server.clock.advance(1000);
    await Promise.all(
      lists.map(async (task) => {
        const { version } = await office.tasks.getTask({ programmeId, taskId: task.id });
        await office.tasks.editTask({ programmeId, taskId: task.id, version, contact: `并行${round}` });
      }),
    );
  }
  writing = false;
  await Promise.all([sealing, secondSealer]);
  await sealEvents(server.database.db, new Date(server.clock.now()).toISOString());
  const [counts] = await rows(sql<{ events: number; sealed: number; waiting: number }>`
    select (select count(*)::int from event) as events, (select count(*)::int from sealed_event) as sealed,
      (select count(*)::int from unsealed_event) as waiting`);
  expect(counts).toEqual({ events: counts?.events, sealed: counts?.events, waiting: 0 });
  expect((await verifyTrail(server.database.db)).problems).toEqual([]);
});

describe("审计管理员读事件", () => {
  test("按试点、对象、人筛选,逐页翻到底正好是全部", async () => {
    const { audit } = await server.as("audit");
    const [task] = await tasks();
    const whole = await audit.listEvents({ limit: 200, subjectId: task?.id as string });
    expect(whole.items[0]).toMatchObject({ kind: "task.edit", personName: "周明远", duties: ["office"] });
    expect(whole.items.every((event) => event.subjectId === task?.id && event.programmeId === programmeId)).toBe(true);
    for (const sort of ["-at", "at"]) {
      const ids: string[] = [];
      let after: string | undefined;
      do {
        const page = await audit.listEvents({
          subjectId: task?.id as string,
          limit: 3,
          sort,
          ...(after ? { after } : {}),
        });
        expect(page.total).toBe(whole.total);
        ids.push(...page.items.map((event) => event.id));
        after = page.next ?? undefined;
      } while (after);
      const expected = whole.items.map((event) => event.id);
      expect(ids).toEqual(sort === "-at" ? expected : expected.toReversed());
    }
    expect((await audit.listEvents({ q: "task.entered" })).total).toBe(4);
  });

  test("核验结果经接口读到的与直接核验的一致;办公室读不到", async () => {
    const [over, direct] = [await verify(), await verifyTrail(server.database.db)];
    expect({ ...over, unsealedEvents: 0 }).toEqual({ ...direct, unsealedEvents: 0 });
    expect((await refusalTo((await server.as("office")).audit.listEvents({}))).code).toBe("request.not-your-duty");
  });
});
