// Acts as data: a decision names the first thing that stands in the way.
import { describe, expect, test } from "vitest";
import {
  type ActFacts,
  decideAct,
  decideAll,
  decideNote,
  defineActs,
  drawDiagram,
  reachableStates,
} from "./state-machine.ts";

const acts = defineActs<"open" | "asked" | "shut" | "lost", "owner" | "judge", "proof">()({
  ask: { from: ["open"], to: "asked", by: ["owner"], zh: "申请", en: "Ask", needs: ["proof"] },
  shut: { from: ["asked"], to: "shut", by: ["judge"], zh: "办结", en: "Shut", notBy: ["ask"] },
  back: { from: ["asked"], to: "open", by: ["judge"], zh: "退回", en: "Back", note: "required" },
  look: { from: ["open", "asked"], to: null, by: ["owner", "judge"], zh: "查看", en: "Look" },
});
type State = "open" | "asked" | "shut" | "lost";
const facts: ActFacts<State, "owner" | "judge", "proof"> = {
  state: "open",
  parties: ["owner"],
  has: ["proof"],
  personId: "p1",
  sameAs: [],
  lastDoneBy: {},
};

describe("决定", () => {
  test.each([
    ["该做的人在该做的时候可以做", "ask", facts, null],
    ["别人不能做,先说不是他的事", "ask", { ...facts, parties: ["judge"], state: "shut" }, "act.not-your-part"],
    ["时候不对", "ask", { ...facts, state: "shut" }, "act.wrong-state"],
    ["缺材料", "ask", { ...facts, has: [] }, "act.missing"],
    [
      "申请的人不能办结",
      "shut",
      { ...facts, state: "asked", parties: ["judge"], lastDoneBy: { ask: "p1" } },
      "act.same-person",
    ],
    [
      "申请人的代办人也不能办结",
      "shut",
      { ...facts, state: "asked", parties: ["judge"], sameAs: ["p2"], lastDoneBy: { ask: "p2" } },
      "act.same-person",
    ],
    [
      "他人代本人申请的,本人不能办结",
      "shut",
      { ...facts, state: "asked", parties: ["judge"], lastDoneBy: { ask: ["p2", "p1"] } },
      "act.same-person",
    ],
    ["别人申请的可以办结", "shut", { ...facts, state: "asked", parties: ["judge"], lastDoneBy: { ask: "p2" } }, null],
  ] as const)("%s", (_title, act, given, code) => {
    const decision = decideAct<State, "owner" | "judge", "proof">(acts[act], given as typeof facts);
    expect(decision.allowed ? null : decision.code).toBe(code);
  });

  test("一次列出全部动作的决定", () => {
    const decisions = decideAll(acts, facts);
    expect(
      Object.entries(decisions)
        .filter(([, decision]) => decision.allowed)
        .map(([name]) => name),
    ).toEqual(["ask", "look"]);
  });

  test.each([
    [undefined, false],
    ["   ", false],
    ["缺附件", true],
  ])("意见“%s”够不够退回", (note, enough) => {
    expect(decideNote(acts.back, note).allowed).toBe(enough);
    expect(decideNote({}, note).allowed).toBe(true);
  });
});

test("到不了的状态看得出来;图与表一致", () => {
  expect([...reachableStates<string>(acts, "open")].sort()).toEqual(["asked", "open", "shut"]);
  const label = { zh: "某" };
  const diagram = drawDiagram<string>(acts, { open: label, asked: label, shut: label, lost: label }, "open");
  expect(diagram).toContain("open --> asked : 申请");
  expect(diagram.match(/-->/g)).toHaveLength(1 + 1 + 1 + 1 + 2);
});
