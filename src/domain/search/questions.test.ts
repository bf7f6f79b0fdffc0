// Questions put to the search: narrowed, paged, unusual, and answered from an index.
import { RawNode, sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openSearch } from "../../../tests/open-search.ts";
import { refusalTo, startServer, type TestServer } from "../../../tests/start-server.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import type { Db } from "../tables.ts";
import type { SearchHit } from "./model.ts";
import { scopeCondition } from "./rules.ts";
import { findFurtherHits, findHits } from "./store.ts";
import { conditionsOf, readingCondition, soughtBy } from "./words.ts";

type Asking = Awaited<ReturnType<typeof openSearch>>;

let server: TestServer;
let sample: ProgrammeId;
let second: ProgrammeId;
let the: Asking["the"];
let ask: Asking["ask"];
let found: Asking["found"];

beforeAll(async () => {
  server = await startServer();
  ({ sample, second, the, ask, found } = await openSearch(server));
}, 120_000);
afterAll(() => server.close());
beforeEach(() => server.clock.advance(60_000));

describe("怎么问", () => {
  test("限定试点时只找这个试点和各试点共有的", async () => {
    const hits = (await ask("office", "演示", { programme: second })).items;
    expect(new Set(hits.map((hit) => hit.programmeId))).toEqual(new Set([second, null]));
  });

  test("只要某几类时,其他类的数量仍然告诉", async () => {
    const all = await ask("office", "改革");
    const some = await ask("office", "改革", { kinds: "task,unit" });
    expect(new Set(some.items.map((hit) => hit.kind))).toEqual(new Set(["task", "unit"]));
    expect(some.counts).toEqual(all.counts);
    expect(some.total).toBeLessThan(all.total);
  });

  test("每类只要几条", async () => {
    const { items } = await ask("office", "重庆", { each: 2 });
    const counts = Map.groupBy(items, (hit) => hit.kind);
    expect(Math.max(...[...counts.values()].map((hits) => hits.length))).toBe(2);
    expect(counts.size).toBeGreaterThan(2);
  });

  test("逐页翻到底,不重不漏,与一次取全一样", async () => {
    const whole = await ask("office", "重庆");
    const pages: SearchHit[] = [];
    let after: string | undefined;
    do {
      const page = await ask("office", "重庆", { limit: 7, ...(after ? { after } : {}) });
      pages.push(...page.items);
      after = page.next ?? undefined;
    } while (after);
    expect(pages).toEqual(whole.items);
    expect(whole.total).toBe(whole.items.length);
    for (const mark of ["eA", "W10", Buffer.from('["fit",1,2,3,4]').toString("base64url")])
      expect((await refusalTo(ask("office", "重庆", { after: mark }))).code).toBe("list.bad-cursor");
  });

  test.each([
    ["空", ""],
    ["一百个空格", " ".repeat(100)],
    ["通配符", "%_%%__"],
    ["反斜杠和引号", "\\\\'';--\"`"],
    ["检索语法", "a' | 'b' & !c:* <-> ()"],
    ["正则符号", "^(.*)+$[[:alpha:]]{1000}"],
    ["表情", "🙂👨‍👩‍👧‍👦🇨🇳"],
    ["扩展区汉字", "\u{20000}\u{2a6d6}\u{30000}"],
    ["组合符号", `e${"\u0301".repeat(98)}`],
    ["方向控制符", "\u202e\u200b\ufeff重庆\u2066"],
    ["一百个不同的字", Array.from({ length: 100 }, (_, n) => String.fromCharCode(0x4e00 + n * 37)).join("")],
    ["五十个单字", Array.from({ length: 50 }, (_, n) => String.fromCharCode(0x4e00 + n)).join(" ")],
  ])("不寻常的输入不出错:%s", async (_what, q) => {
    const page = await ask("office", q);
    expect(page.items.length).toBeLessThanOrEqual(100);
  });

  test("超过一百字、含空字符的查询被拒,说明改法", async () => {
    expect((await refusalTo(ask("office", "长".repeat(101)))).code).toBe("request.invalid");
    expect((await refusalTo(ask("office", "重\u0000庆"))).code).toBe("request.invalid");
    expect((await refusalTo(ask("office", "重庆", { kinds: "task;drop" }))).code).toBe("request.invalid");
  });

  test("扩展区汉字也存得进、找得到,标记不切开它", async () => {
    const office = await the("office");
    const unit = await office.organisations.addUnit({ kind: "outside", name: "演示\u{20BB7}野家" });
    const [hit] = await found("office", "\u{20BB7}野");
    expect(hit?.id).toBe(unit.id);
    expect(hit?.titleHits.map(({ start, end }) => hit.title.slice(start, end))).toEqual(["\u{20BB7}野"]);
  });
});

describe("查得快", () => {
  test("检索表没有一处全表扫描", async () => {
    const { db } = server.database;
    const explained: string[] = [];
    const explaining = (tx: Db) =>
      tx.withPlugin({
        transformQuery: ({ node }) => RawNode.create(["explain ", ""], [node]) as never,
        transformResult: async ({ result }) => {
          explained.push(...result.rows.map((row) => String(row["QUERY PLAN"])));
          return { ...result, rows: [] };
        },
      });
    await db.transaction().execute(async (tx) => {
      // Few rows would rightly be read whole; what is asked here is whether an index serves every part.
      await sql`set local enable_seqscan = off`.execute(tx);
      for (const q of ["重庆", "知识产权 zscq", "庆", "国函2021"]) {
        const sought = soughtBy(q);
        const scope = scopeCondition(["all", "p:1", "l:2"], sample, ["task"]);
        const conditions = conditionsOf(sought);
        const terms = sought.terms.map((term) => ({ term, reading: readingCondition(term) }));
        await findHits(explaining(tx), scope, conditions, terms, 400);
        await findFurtherHits(explaining(tx), scope, conditions, terms, 400);
      }
    });
    expect(explained.join("\n")).toContain("search_entry_words");
    expect(explained.filter((line) => line.includes("Seq Scan"))).toEqual([]);
  });
});
