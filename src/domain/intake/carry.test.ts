// Which task goes on as which: whatever the two plans, no task is lost, none goes on twice, decisions are heeded.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Pair } from "../pilot/model-comparison.ts";
import type { TaskId } from "../tasks/model.ts";
import { carry, faultOf, type HeldTask, linkMoves } from "./carry.ts";
import type { DraftTask } from "./model.ts";
import type { TaskDecision } from "./model-next.ts";

const held = (id: string, text: string, more: Partial<HeldTask> = {}): HeldTask => ({
  id,
  number: id,
  path: [],
  text,
  shortTitle: text,
  state: "inProgress",
  light: "green",
  start: 0,
  planState: "inPlan",
  dueText: null,
  dueOn: null,
  units: [{ unitId: "u-1", shortName: "市湖务局", part: "lead" }],
  ...more,
});
const fresh = (key: string, text: string, more: Partial<DraftTask> = {}): DraftTask => ({
  key,
  number: key,
  text,
  path: [],
  lead: ["市湖务局"],
  support: [],
  guide: [],
  implied: [],
  dueText: null,
  dueOn: null,
  start: 0,
  end: 1,
  contentKey: key,
  dropped: false,
  ...more,
});
const units = [{ name: "市湖务局", unitId: "u-1", unitName: "市湖务局" }] as never;
const decide = (taskId: string, to: string | null, take: TaskDecision["take"] = []): TaskDecision => ({
  taskId: taskId as TaskId,
  to,
  take,
});
const fates = (old: HeldTask[], tasks: DraftTask[], decisions: TaskDecision[] = []) =>
  carry(old, { tasks, units }, decisions).map((one) => [one.taskId, one.fate, one.to]);

const platform = "建设云湖数字贸易公共服务平台";
const reworded = "建设云湖数字贸易综合服务平台";
const other = "开展水上巴士夜间航线试点运营";

describe("任务怎样走到新版", () => {
  const rows: [string, HeldTask[], DraftTask[], TaskDecision[], unknown[]][] = [
    ["文字没变", [held("a", platform)], [fresh("T1", platform)], [], [["a", "kept", "T1"]]],
    ["空格和标点宽窄不算", [held("a", "建设平台，上线")], [fresh("T1", "建设平台, 上线")], [], [["a", "kept", "T1"]]],
    ["改了几个字，先当同一项", [held("a", platform)], [fresh("T1", reworded)], [], [["a", "reworded", "T1"]]],
    ["毫不相干", [held("a", platform)], [fresh("T1", other)], [], [["a", "dropped", null]]],
    ["人说不是同一项", [held("a", platform)], [fresh("T1", reworded)], [decide("a", null)], [["a", "dropped", null]]],
    [
      "人说不相干的也是同一项",
      [held("a", platform)],
      [fresh("T1", other)],
      [decide("a", "T1")],
      [["a", "reworded", "T1"]],
    ],
    [
      "人把改写的一句给了别的任务，原来的提议让开",
      [held("a", platform), held("b", other)],
      [fresh("T1", reworded)],
      [decide("b", "T1")],
      [
        ["a", "dropped", null],
        ["b", "reworded", "T1"],
      ],
    ],
    [
      "标为不导入的不算",
      [held("a", platform)],
      [fresh("T1", platform, { dropped: true })],
      [],
      [["a", "dropped", null]],
    ],
    [
      "前一版删去的，只按原话回来",
      [held("a", platform, { planState: "dropped" }), held("b", other, { planState: "dropped" })],
      [fresh("T1", platform), fresh("T2", `${other}方案`)],
      [],
      [
        ["a", "returned", "T1"],
        ["b", "dropped", null],
      ],
    ],
    [
      "现有任务先于早已删去的同句任务",
      [held("a", platform, { planState: "dropped" }), held("b", platform)],
      [fresh("T1", platform)],
      [],
      [
        ["a", "dropped", null],
        ["b", "kept", "T1"],
      ],
    ],
    ["方案外的任务不受影响", [held("a", platform, { planState: "outside" })], [fresh("T1", platform)], [], []],
  ];
  test.each(rows)("%s", (_title, old, tasks, decisions, expected) => {
    expect(fates(old, tasks, decisions)).toEqual(expected);
  });

  test.each([
    ["单位相同，写法不同也相同", {}, {}, []],
    ["换了牵头", { lead: ["市商贸局"] }, {}, [{ field: "lead", before: "市湖务局", after: "市商贸局" }]],
    ["加了配合", { support: ["市商贸局"] }, {}, [{ field: "support", before: null, after: "市商贸局" }]],
    ["通用规则带入的牵头也算", { lead: [], implied: [{ unit: "市湖务局", part: "lead" as const }] }, {}, []],
    [
      "时限变了",
      { dueText: "2023年6月" },
      { dueText: "2022年" },
      [{ field: "due", before: "2022年", after: "2023年6月" }],
    ],
    ["时限写法的空格不算", { dueText: "2022 年" }, { dueText: "2022年" }, []],
  ] as const)("与新版的不同：%s", (_title, now, then, differences) => {
    const [one] = carry(
      [held("a", platform, then as never)],
      { tasks: [fresh("T1", platform, now as never)], units },
      [],
    );
    expect(one?.differences).toEqual(differences);
  });

  test("只有确有不同的才能照新版改", () => {
    const [one] = carry([held("a", platform)], { tasks: [fresh("T1", platform, { dueText: "2023年" })], units }, [
      decide("a", "T1", ["units", "due"]),
    ]);
    expect(one?.take).toEqual(["due"]);
  });
});

test("不论什么台账、草稿和决定：任务一项不少，草稿的一项至多接一项任务，否则被指出", () => {
  const words = fc.array(fc.constantFrom("建设", "平台", "数据", "跨境", "贸易", "试点", "企业"), {
    minLength: 2,
    maxLength: 7,
  });
  const texts = fc.uniqueArray(
    words.map((parts) => parts.join("")),
    { maxLength: 8 },
  );
  const decisions = fc.uniqueArray(
    fc.record({
      taskId: fc.integer({ min: 0, max: 7 }).map((n) => `a${n}` as TaskId),
      to: fc.option(
        fc.integer({ min: 0, max: 7 }).map((n) => `T${n}`),
        { nil: null },
      ),
      take: fc.constant<TaskDecision["take"]>([]),
    }),
    { selector: (one) => one.taskId, maxLength: 4 },
  );
  fc.assert(
    fc.property(texts, texts, decisions, (before, after, all) => {
      const old = before.map((text, index) => held(`a${index}`, text));
      const tasks = after.map((text, index) => fresh(`T${index}`, text));
      const valid = all.filter(
        ({ taskId, to }) =>
          old.some((one) => one.id === taskId) && (to === null || tasks.some((one) => one.key === to)),
      );
      const draft = { tasks, units };
      const carried = carry(old, draft, valid);
      expect(carried.map((one) => one.taskId)).toEqual(old.map((one) => one.id));
      const taken = carried.flatMap((one) => one.to ?? []);
      const isTwice = new Set(taken).size !== taken.length;
      expect(faultOf(carried, draft, valid)?.code).toBe(isTwice ? "import.carried-twice" : undefined);
      for (const { taskId, to } of valid) expect(carried.find((one) => one.taskId === taskId)?.to).toBe(to);
    }),
  );
});

test("没有决定时，提议从不把两项任务接到同一句", () => {
  const text = fc
    .array(fc.constantFrom("建设", "平台", "数据", "贸易"), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 12 }), fc.array(text, { maxLength: 12 }), (before, after) => {
      const draft = { tasks: after.map((one, index) => fresh(`T${index}`, one)), units };
      const carried = carry(
        before.map((one, index) => held(`a${index}`, one, index % 4 === 3 ? { planState: "dropped" } : {})),
        draft,
        [],
      );
      expect(faultOf(carried, draft, [])).toBeNull();
    }),
  );
});

describe("关联怎样随句子走", () => {
  const side = (contentKey: string) => ({ contentKey }) as Pair["before"];
  const pair = (kind: Pair["kind"], likeness: number, from: string, to: string | null) =>
    ({ kind, likeness, before: side(from), after: to ? side(to) : null }) as Pair;
  const linked = new Map([
    ["k1", 2],
    ["k2", 1],
    ["k3", 1],
    ["k4", 1],
  ]);
  const pairs = [
    pair("renumbered", 1, "k1", "n1"),
    pair("changed", 0.8, "k2", "n2"),
    pair("changed", 0.5, "k3", "n3"),
    pair("dropped", 0, "k4", null),
    pair("changed", 0.9, "k5", "n5"),
  ];
  test("只换序号的随句子走，改写的按相近程度提议，删去的留在原处，没有关联的不问", () => {
    const { moves, open } = linkMoves(pairs, linked, []);
    expect([...moves]).toEqual([
      ["k1", "n1"],
      ["k2", "n2"],
    ]);
    expect(open.map((one) => [one.contentKey, one.follow, one.decided])).toEqual([
      ["k2", true, false],
      ["k3", false, false],
    ]);
  });
  test("人的决定优先；只换序号的不用决定", () => {
    const decisions = ["k1", "k2"].map((contentKey) => ({ contentKey, follow: false }));
    const { moves } = linkMoves(pairs, linked, [...decisions, { contentKey: "k3", follow: true }]);
    expect([...moves.keys()]).toEqual(["k1", "k3"]);
  });
});
