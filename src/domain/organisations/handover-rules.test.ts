// Who may propose and decide a hand-over of a person's duties 工作交接, and what cannot go.
import { describe, expect, test } from "vitest";
import { reachableStates } from "../../kernel/state-machine.ts";
import { type HandoverSource, moveParts, registerHandover } from "./handover.ts";
import { handoverActs, mayDecide, mayHandOver, mayPropose, type PersonHandoverFacts } from "./handover-rules.ts";
import type { Duty } from "./model.ts";
import { type HandoverState, handoverStates } from "./model-handover.ts";

const at = (duty: Duty, unitId = "u") => ({ duty, unitId });
const facts: PersonHandoverFacts = {
  from: { id: "a", name: "移交人", held: [at("liaison"), at("judge")] },
  to: { id: "b", name: "接收人", held: [], lent: [], isColleague: true },
};

describe("能否交接", () => {
  test.each<[string, PersonHandoverFacts, string | null]>([
    ["同单位同事接任", facts, null],
    ["只有评审专家身份,没有可交接的", { ...facts, from: { ...facts.from, held: [at("judge")] } }, "handover.nothing"],
    ["管理员的职责不能整体交接", { ...facts, from: { ...facts.from, held: [at("audit")] } }, "handover.administrator"],
    ["外单位的人不能接", { ...facts, to: { ...facts.to, isColleague: false } }, "handover.stranger"],
    ["交给自己不成立", { ...facts, to: { ...facts.to, id: "a" } }, "handover.stranger"],
    ["接收人是管理员", { ...facts, to: { ...facts.to, held: [at("system")] } }, "duty.excluded"],
    ["接收人已任同一职责,可以", { ...facts, to: { ...facts.to, held: [at("liaison")] } }, null],
  ])("%s", (_title, given, code) => {
    const decision = mayHandOver(given);
    expect(decision.allowed ? null : decision.code).toBe(code);
  });
});

describe("谁可以提出", () => {
  test.each<[string, Duty[], string[], Duty, boolean]>([
    ["本单位联络员", ["liaison"], ["u"], "liaison", true],
    ["别单位联络员", ["liaison"], ["v"], "liaison", false],
    ["办公室对任何单位的联络员", ["office"], ["o"], "liaison", true],
    ["办公室对别的试点的办公室", ["office"], ["o"], "office", false],
    ["办公室对推进组", ["office"], ["o"], "group", false],
    ["推进组对自己", ["group"], ["u"], "group", true],
    ["安全管理员对任何人", ["security"], [], "office", true],
  ])("%s", (_title, duties, unitIds, duty, allowed) => {
    expect(mayPropose({ duties, unitIds }, [at(duty)]).allowed).toBe(allowed);
  });
});

describe("谁可以办理", () => {
  const proposed = { state: "proposed" as HandoverState, proposedById: "p", fromPersonId: "a", toPersonId: "b" };
  const guard = { personId: "g", duties: ["security"] };
  const may = (personId: string, duties: string[], state: HandoverState = "proposed", sameAs: string[] = []) =>
    (Object.keys(handoverActs) as (keyof typeof handoverActs)[]).filter(
      (act) => mayDecide(act, { personId, duties, sameAs }, { ...proposed, state }).allowed,
    );

  test("待办理时:安全管理员同意或不同意,提出人撤回,别人都不能", () => {
    expect(may(guard.personId, guard.duties)).toEqual(["approve", "refuse"]);
    expect(may("p", ["liaison"])).toEqual(["withdraw"]);
    expect(may("x", ["office"])).toEqual([]);
    expect(may("x", ["system"])).toEqual([]);
  });

  test("提出人即使是安全管理员,也不能自己同意;涉及本人的不能办;代提出人的也不能", () => {
    expect(may("p", ["security"])).toEqual(["withdraw"]);
    expect(may("a", ["security"])).toEqual([]);
    expect(may("b", ["security"])).toEqual([]);
    expect(may("g", ["security"], "proposed", ["p"])).toEqual([]);
  });

  test("办理之后谁都不能再动;每种状态都到得了", () => {
    for (const state of ["done", "refused", "withdrawn"] as const) {
      expect(may("g", ["security"], state)).toEqual([]);
      expect(may("p", ["liaison"], state)).toEqual([]);
    }
    expect([...reachableStates<string>(handoverActs, "proposed")].sort()).toEqual(Object.keys(handoverStates).sort());
  });
});

test("有一处须先办结,就哪里都不移交,并说出缘由", async () => {
  const moved: string[] = [];
  const source = (kind: string, hindrance: { zh: string; en: string } | null): HandoverSource => ({
    kind,
    preview: async () => ({
      kind,
      title: { zh: kind, en: kind },
      moves: 1,
      stays: 0,
      words: null,
      hindrance,
      items: [],
    }),
    move: async () => moved.push(kind),
  });
  registerHandover(source("settled", null));
  registerHandover(source("reports", { zh: "本轮报送尚未提交。", en: "The open report is not submitted." }));
  const unit = (id: string) => ({ id, name: id });
  const handover = {
    of: "unit",
    from: unit("a"),
    to: unit("b"),
    unitIds: ["a"],
    programmeIds: null,
    chosen: null,
  } as const;
  await expect(moveParts(null as never, null as never, handover)).rejects.toMatchObject({
    code: "handover.hindered",
    zh: "暂不能交接：本轮报送尚未提交。",
  });
  expect(moved).toEqual([]);
});
