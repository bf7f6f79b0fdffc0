import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fold, foldWithPlaces } from "./fold.ts";
import { bestText, rangesIn, snippetOf } from "./highlights.ts";
import { readings } from "./pinyin.ts";
import { comparePlaces, noProgramme, rank, readerWords, scopeCondition, scopeWords, tiers } from "./rules.ts";
import { changeBody, conditionsOf, foldEntry, readingCondition, soughtBy } from "./words.ts";

describe("字形归一", () => {
  test.each([
    ["国函〔2021〕37号", "国函202137号"],
    ["国函[2021]37号", "国函202137号"],
    ["国函（２０２１）３７号", "国函202137号"],
    ["ＡＢＣ  Résumé", "abc resume"],
    ["“政策+项目”双清单", "政策 项目双清单"],
    ["一、总体要求", "一 总体要求"],
    ["①㎡½", "1m21 2"],
    ["\u{20000}\u{20001}乡", "\u{20000}\u{20001}乡"],
    ["%_\\ 🙂 \u0000", ""],
  ])("%s → %s", (text, folded) => expect(fold(text)).toBe(folded));

  const anyText = fc.string({ unit: fc.constantFrom(..."重庆市服务业A1é〔〕（）、。 \n🙂㎡", "\u{20000}", "e\u0301") });

  test("一段文字的任何部分,归一后仍是整段归一后的一部分", () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (before, part, after) => {
        for (const term of soughtBy(part).terms)
          expect(fold(before + part + after).replaceAll(" ", "")).toContain(term);
      }),
    );
  });

  test("归一后的每个位置都指回原文的一个完整字符", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = foldWithPlaces(text);
        for (let unit = 0; unit < folded.text.length; unit += 1) {
          const source = text.slice(folded.starts[unit], folded.ends[unit]);
          expect([...source]).toHaveLength(1);
          expect(foldWithPlaces(source).text).toContain(folded.text[unit]);
        }
      }),
    );
  });
});

describe("正文改动", () => {
  const someText = fc.string({ unit: fc.constantFrom(..."甲乙丙A1 \n，", "\u{20000}"), maxLength: 30 });
  const name = fc.array(someText, { maxLength: 2 });

  test("只改字组,与整条重写的结果相同", () => {
    fc.assert(
      fc.property(name, someText, someText, (names, before, after) => {
        const [old, now] = [before, after].map((text) => foldEntry({ names, text }, readings));
        const { body, gone, added } = changeBody({ names, text: after }, old?.body ?? "");
        const words = new Set(old?.words);
        for (const word of gone) words.delete(word);
        for (const word of added) words.add(word);
        expect({ body, words }).toEqual({ body: now?.body, words: now?.words });
      }),
      { numRuns: 500 },
    );
  });

  test.each<[string, string, string[], string[]]>([
    ["演示负责人甲", "演示负责人乙", ["责人甲", "人甲", "甲"], ["责人乙", "人乙", "乙"]],
    ["甲 制度", "乙 制度", ["甲"], ["乙"]],
    ["甲", "甲", [], []],
  ])("“%s”改为“%s”", (before, after, gone, added) => {
    const changed = changeBody({ names: ["完善制度"], text: after }, before);
    expect(changed.gone).toEqual(gone);
    expect(changed.added).toEqual(expect.arrayContaining(added));
  });
});

describe("查询拆分", () => {
  test.each<[string, string[]]>([
    ["商务", ["商务"]],
    ["知识产权 质押", ["知识产权", "质押"]],
    ["知识产权,质押", ["知识产权", "质押"]],
    ["重庆sw", ["重庆", "sw"]],
    ["86项", ["86项"]],
    ["国函〔2021〕37号", ["国函202137号"]],
    ["  ", []],
    ["%_\\🙂", []],
    ["商务 商务", ["商务"]],
  ])("%s", (query, terms) => expect(soughtBy(query).terms).toEqual(terms));

  test("再长再碎的查询也只取十二段", () => {
    const query = "甲 乙 丙 丁 戊 己 庚 辛 壬 癸 子 丑 寅 卯 辰 巳";
    expect(soughtBy(query).terms).toHaveLength(12);
  });

  test("条件里只有引号内的字词和固定的连接符,用户输入不能改变它", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 100 }), (query) => {
        const sought = soughtBy(query);
        if (sought.terms.length === 0) return;
        const conditions = conditionsOf(sought);
        for (const text of [
          conditions.exact,
          conditions.start,
          conditions.part,
          readingCondition(sought.terms[0] ?? "") ?? "''",
        ])
          expect(text.replace(/'[^'\\]*'(:\*)?/g, "").replace(/[ &|()]/g, "")).toBe("");
      }),
    );
  });
});

/** Would an entry with these words be found under the condition? The same as a tsquery of single words decides. */
function meets(words: ReadonlySet<string>, condition: string): boolean {
  const script = condition
    .replace(/'([^']*)'(:\*)?/g, (_, word: string, prefix?: string) =>
      String(prefix ? [...words].some((one) => one.startsWith(word)) : words.has(word)),
    )
    .replaceAll("&", "&&")
    .replaceAll("|", "||");
  return new Function(`return ${script}`)() as boolean;
}

describe("字组", () => {
  const text = fc.string({
    unit: fc.constantFrom(..."重庆市服务业扩大开放ab12、〔 ", "\u{20000}"),
    minLength: 2,
    maxLength: 60,
  });

  test("正文的任何一段(两个字以上)都找得到", () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (body, a, b) => {
        const letters = [...body];
        const from = a % letters.length;
        const part = letters.slice(from, from + 2 + (b % 20)).join("");
        const sought = soughtBy(part);
        if (sought.terms.length === 0) return;
        const { words } = foldEntry({ names: [], text: body }, readings);
        expect(meets(words, conditionsOf(sought).part), part).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    [
      "重庆市商务委员会",
      ["cq", "cqs", "swwyh", "shangwu", "shangw", "chongqing", "weiyuanhui", "cqsswwyh"],
      ["zq", "angwu", "hui2"],
    ],
    ["长寿区", ["cs", "changshou"], ["zs", "zhangshou"]],
    ["中国银行", ["yh", "yinhang"], ["yx"]],
    ["招商投资促进局", ["zstz", "tzcj", "zhaoshang", "touzicujin"], ["zt"]],
    ["绿色金融", ["ls", "lvse", "lsjr"], []],
    ["APP应用86项", ["yy", "yingyong"], []],
  ])("“%s”的拼音", (name, found, absent) => {
    const { words } = foldEntry({ names: [name], text: "" }, readings);
    for (const query of found) expect(meets(words, conditionsOf(soughtBy(query)).part), query).toBe(true);
    for (const query of absent) expect(meets(words, conditionsOf(soughtBy(query)).part), query).toBe(false);
  });

  test("正文不按拼音找,只有标题和名称按拼音找", () => {
    const { words } = foldEntry({ names: [], text: "商务" }, readings);
    expect(meets(words, conditionsOf(soughtBy("sw")).part)).toBe(false);
  });

  test("再长的正文也只取前两万字", () => {
    const { body } = foldEntry({ names: [], text: "市".repeat(30_000) }, readings);
    expect([...body]).toHaveLength(20_000);
  });
});

describe("高亮与摘录", () => {
  test.each<[string, string, string[]]>([
    ["国函〔2021〕37号", "国函2021", ["国函〔2021"]],
    ["知识产权质押融资等知识产权融资", "知识产权 融资", ["知识产权", "融资", "知识产权融资"]],
    ["\u{20000}\u{20001}乡", "\u{20001}乡", ["\u{20001}乡"]],
    ["ＡＢＣ", "bc", ["ＢＣ"]],
    ["<b>商务</b>", "商务", ["商务"]],
    ["服务", "没有", []],
  ])("%s 中的“%s”", (text, query, marked) => {
    expect(rangesIn(text, soughtBy(query)).map(({ start, end }) => text.slice(start, end))).toEqual(marked);
  });

  test.each([
    ["重庆市商务委员会", "sw", "商务"],
    ["重庆市商务委员会", "cqs", "重庆市"],
    ["支持在重庆布局", "chongqingb", "重庆布"],
    ["甲\u{20000}重庆", "cq", "重庆"],
  ])("%s 按拼音“%s”标出“%s”", (text, query, marked) => {
    expect(rangesIn(text, soughtBy(query), readings).map(({ start, end }) => text.slice(start, end))).toEqual([marked]);
  });

  test("摘录包含第一处,不切开字符,不超长,标记都落在所标的字上", () => {
    const filler = fc.string({ unit: fc.constantFrom(..."服务业开放试点\n、", "\u{20000}"), maxLength: 300 });
    fc.assert(
      fc.property(filler, filler, (before, after) => {
        const { snippet, snippetHits } = snippetOf(`${before}甲乙${after}`, soughtBy("甲乙"));
        expect([...snippet].length).toBeLessThanOrEqual(98);
        expect(snippet.isWellFormed()).toBe(true);
        expect(snippetHits.map(({ start, end }) => snippet.slice(start, end))).toEqual(["甲乙"]);
      }),
    );
  });

  test("几段文字中取命中最多的一段", () => {
    expect(bestText(["商务", "商务与开放", "开放"], soughtBy("开放 商务"))).toBe("商务与开放");
    expect(bestText([], soughtBy("开放"))).toBe("");
  });
});

describe("谁找得到", () => {
  const [programme, other, unit, office] = ["1", "2", "3", "4"].map(
    (n) => `00000000-0000-7000-8000-00000000000${n}`,
  ) as [string, string, string, string];
  const readers = {
    office: true as const,
    groups: [unit],
    liaisons: [unit],
  };
  const finds = (duties: string[], unitIds: string[], mayKnow = true) => {
    const words = new Set(scopeWords("task", programme, readers));
    const reader = readerWords({ duties, unitIds }, [{ id: programme, officeUnitId: office }], mayKnow);
    return meets(words, scopeCondition(reader, null));
  };

  test.each<[string, string[], string[], boolean, boolean]>([
    ["本试点办公室", ["office"], [office], true, true],
    ["别的试点办公室", ["office"], [other], true, false],
    ["所属推进组", ["group"], [unit], true, true],
    ["别的推进组", ["group"], [other], true, false],
    ["任务单位的联络员", ["liaison"], [unit], true, true],
    ["任务单位里只管账户的人", ["system"], [unit], false, false],
    ["任务单位的推进组职责,不当联络员用", ["liaison"], [other], true, false],
  ])("%s", (_who, duties, units, mayKnow, expected) => expect(finds(duties, units, mayKnow)).toBe(expected));

  test("限定试点时,也找各试点共有的内容,不找别的试点", () => {
    const condition = scopeCondition(["all"], programme);
    expect(meets(new Set(scopeWords("unit", null, { everyone: true })), condition)).toBe(true);
    expect(meets(new Set(scopeWords("unit", programme, { everyone: true })), condition)).toBe(true);
    expect(meets(new Set(scopeWords("unit", other, { everyone: true })), condition)).toBe(false);
    const others = scopeCondition(["all"], null, ["task"]);
    expect(meets(new Set(scopeWords("unit", null, { everyone: true })), others)).toBe(true);
    expect(meets(new Set(scopeWords("task", null, { everyone: true })), others)).toBe(false);
  });
});

describe("先后", () => {
  const hit = (kind: string, id: string, tier: number, sortKey = id) => ({
    kind,
    id,
    tier,
    sortKey,
    programmeId: noProgramme,
  });

  test("同名在前,其次以之开头,其次标题含有,其次正文含有,最后拼音;同档按类别、再按各类的顺序", () => {
    const hits = [
      hit("unit", "e", tiers.reading),
      hit("task", "d", tiers.text),
      hit("unit", "c", tiers.name),
      hit("task", "b", tiers.name, "2"),
      hit("task", "f", tiers.name, "1"),
      hit("unit", "a", tiers.exact),
      hit("unit", "s", tiers.start),
    ];
    expect(rank(hits, ["task", "unit"], 10).map((one) => one.id)).toEqual(["a", "s", "f", "b", "c", "d", "e"]);
  });

  test("一条只出现一次,取最好的一档;每类不超过上限", () => {
    const twice = [hit("task", "a", tiers.text), hit("task", "a", tiers.exact), hit("task", "b", tiers.text)];
    expect(rank(twice, ["task"], 10).map((one) => [one.id, one.tier])).toEqual([
      ["a", tiers.exact],
      ["b", tiers.text],
    ]);
    expect(rank(twice, ["task"], 1).map((one) => one.id)).toEqual(["a"]);
  });

  test("次序前后一致", () => {
    const place = fc.tuple(fc.nat(4), fc.nat(3), fc.string(), fc.string());
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        expect(Math.sign(comparePlaces(a, b))).toBe(-Math.sign(comparePlaces(b, a)) + 0);
        if (comparePlaces(a, b) <= 0 && comparePlaces(b, c) <= 0) expect(comparePlaces(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
