// Search among 100,000 tasks (演示数据) on PostgreSQL: the slowest hundredth of many kinds of questions, against the bare statements.
import { type CompiledQuery, Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { openDatabase } from "../src/database/open.ts";
import { identify } from "../src/domain/accounts/service.ts";
import { buildSearch } from "../src/domain/search/jobs.ts";
import { SearchQuery } from "../src/domain/search/model.ts";
import { search } from "../src/domain/search/service.ts";
import type { Db, Tables } from "../src/domain/tables.ts";
import { enterTasks } from "../src/domain/tasks/enter.ts";
import { ownCall } from "../src/kernel/call.ts";
import { systemClock } from "../src/kernel/clock.ts";
import type { Statement } from "./bare.ts";
import { actorOf, fillPilot, taskTotal, zone } from "./pilot.ts";
import { startReader } from "./reader.ts";
import { type Figure, type Running, startBare, startOurs } from "./service.ts";

const total = 100_000;

const parts = {
  where: "渝中区 江北区 两江新区 沙坪坝区 九龙坡区 南岸区 北碚区 渝北区 巴南区 涪陵区 万州区 长寿区".split(" "),
  how: "推进 建立 完善 优化 制定 落实 开展 探索 深化 规范 统筹 加快 试行 评估 梳理 打通".split(" "),
  what: "行政审批 营商环境 数字政府 政务服务 数据共享 社会信用 招标投标 医疗保障 养老服务 职业教育 要素市场 人才引进 生态补偿 城市更新 应急管理 知识产权 跨境贸易 物流通道 绿色金融 绩效评价".split(
    " ",
  ),
  which: "改革试点 工作方案 实施细则 联席会议制度 责任清单 负面清单 评价指标体系 长效机制 信息平台 协同机制".split(" "),
  toWhatEnd: "明确时间表和路线图 形成可复制可推广的经验 按季度报送进展情况 于年底前完成验收 及时总结阶段性成效".split(
    " ",
  ),
};

/** The same texts in every run. */
function chooser() {
  let seed = 7;
  return (from: readonly string[]): string => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    return from[Math.floor((seed / 0x7fffffff) * from.length)] as string;
  };
}

/** Common and rare words of one to nine letters, numbers, pinyin, several words, and what is not there. */
const questions = [
  "改革",
  "更新",
  "碚区",
  "工作方案",
  "营商环境",
  "可复制可推广的经验",
  "知识产权",
  "第99887项",
  "88321",
  "市",
  "碚",
  "zscq",
  "yshj",
  "zhishichanquan",
  "北碚区 人才",
  "跨境贸易 负面清单",
  "重庆sw",
  "国函〔2021〕37号",
  "没有这样的词",
  "科技局",
];

const pathOf = (question: string) => `/api/v1/search?each=5&limit=60&q=${encodeURIComponent(question)}`;

async function fill(url: string): Promise<{ indexSeconds: number }> {
  const database = await openDatabase<Tables>({ url, statementMilliseconds: 0, poolSize: 2 });
  try {
    await fillPilot(database);
    const { db } = database;
    const programme = await db
      .selectFrom("programme")
      .select(["id", "plan_version_id", "office_unit_id"])
      .executeTakeFirstOrThrow();
    const units = (await db.selectFrom("unit").select("id").orderBy("id").limit(40).execute()).map((unit) => unit.id);
    const call = ownCall(actorOf(programme.office_unit_id), systemClock.now(), zone, "bench");
    const pick = chooser();
    for (let from = taskTotal; from < total; from += 10_000) {
      const tasks = Array.from({ length: 10_000 }, (_, index) => {
        const n = from + index;
        return {
          number: String(n + 1),
          path: [`演示第${(n % 20) + 1}部分`],
          text: `${pick(parts.where)}${pick(parts.how)}${pick(parts.what)}${pick(parts.which)}，${pick(parts.toWhatEnd)}，第${n}项（演示数据）。`,
          contentKey: `search-${n}`,
          start: 0,
          end: 0,
          dueText: null,
          dueOn: null,
          startsOn: null,
          units: [
            { unitId: units[n % 40] as string, part: "lead" as const, implied: false },
            { unitId: units[(n + 7) % 40] as string, part: "support" as const, implied: false },
          ],
        };
      });
      await db
        .transaction()
        .execute((tx) => enterTasks(tx, call, programme.id, programme.plan_version_id as string, tasks));
    }
    const started = performance.now();
    await sql`truncate search_entry`.execute(db);
    await buildSearch(db, { anew: true });
    return { indexSeconds: (performance.now() - started) / 1000 };
  } finally {
    await database.close();
  }
}

/** The statements that the program sends for each question, with those that tell who asks. */
async function statementsOf(url: string, secret: string): Promise<Statement[][]> {
  let heard: CompiledQuery[] = [];
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    log: (event) => void heard.push(event.query as CompiledQuery),
  }) as Db;
  const statements: Statement[][] = [];
  for (const question of questions) {
    heard = [];
    const actor = await identify(db, { kind: "session", secret }, systemClock.now());
    if (!actor) throw new Error("the benchmark's session is not valid");
    const query = SearchQuery.parse({ q: question, each: 5, limit: 60 });
    await search(db, ownCall(actor, systemClock.now(), zone, "bench"), query);
    statements.push(heard.map(({ sql, parameters }) => ({ sql, parameters: [...parameters] })));
  }
  await db.destroy();
  return statements;
}

/** Fills a database of its own at `url`, measures and stops its servers; the caller drops the database. */
export async function searchFigures(
  url: string,
  signIn: (port: number) => Promise<{ cookie: string; secret: string }>,
): Promise<Figure[]> {
  const { indexSeconds } = await fill(url);
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query("vacuum analyze");
  await admin.end();
  const running: Running[] = [];
  const reader = startReader();
  try {
    const ours = await startOurs({ DATABASE_URL: url });
    running.push(ours);
    const { cookie, secret } = await signIn(ours.port);
    const searches = await statementsOf(url, secret);
    const bare = await startBare({ url, pool: 10, list: [], read: [], update: [], searches });
    running.push(bare);
    const shots = {
      ours: questions.map((question) => ({ method: "GET" as const, path: pathOf(question), headers: { cookie } })),
      bare: questions.map((_, n) => ({ method: "GET" as const, path: `/search/${n}`, headers: {} })),
    };
    const slowest: { ours: number; bare: number }[] = [];
    for (let round = 0; round < 4; round += 1) {
      const sides = {
        ours: await reader.read(ours.port, questions.length * 20, shots.ours),
        bare: await reader.read(bare.port, questions.length * 20, shots.bare),
      };
      if (round > 0) slowest.push({ ours: sides.ours.p99, bare: sides.bare.p99 });
    }
    const best = slowest.reduce((a, b) => (a.ours <= b.ours ? a : b));
    const ratio = Math.round((best.ours / best.bare) * 100) / 100;
    return [
      {
        name: "search-100k-p99",
        engine: "postgres",
        value: best.ours,
        unit: "ms",
        bare: best.bare,
        ratio,
        target: 30,
        ok: best.ours <= 30,
      },
      {
        name: "search-100k-rebuild",
        engine: "postgres",
        value: Math.round(indexSeconds * 10) / 10,
        unit: "s",
      },
    ];
  } finally {
    reader.stop();
    for (const one of running) await one.stop();
  }
}
