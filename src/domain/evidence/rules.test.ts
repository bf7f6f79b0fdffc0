// Who may do what with evidence, against a literal picture; what counts; which words look secret.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type EvidenceState, evidenceStates, LinkAddress } from "./model.ts";
import { countsOn, decideEvidence, type EvidenceAct, evidenceActs, explainRefusal } from "./rules.ts";
import { findSecret } from "./secret-rules.ts";

const officeUnitId = "office-unit";
const people = {
  uploader: { personId: "p-up", duties: ["liaison"], unitIds: ["bureau"], mayAdd: true, mayRemark: false },
  colleague: { personId: "p-co", duties: ["liaison"], unitIds: ["bureau"], mayAdd: true, mayRemark: false },
  otherUnit: { personId: "p-ot", duties: ["liaison"], unitIds: ["other"], mayAdd: true, mayRemark: false },
  group: { personId: "p-gr", duties: ["group"], unitIds: ["group"], mayAdd: false, mayRemark: true },
  office: { personId: "p-of", duties: ["office"], unitIds: [officeUnitId], mayAdd: true, mayRemark: true },
  /** Somebody of the group who uploaded it for the unit, before moving. */
  uploaderInGroup: { personId: "p-up", duties: ["group"], unitIds: ["group"], mayAdd: false, mayRemark: true },
} as const;
type Who = keyof typeof people;

const unitActs: EvidenceAct[] = ["edit", "replace", "withdraw"];
const own = { uploader: unitActs, colleague: unitActs };
const mayIn: Record<EvidenceState, Partial<Record<Who, EvidenceAct[]>>> = {
  open: { ...own, group: ["accept", "query", "reject"], office: ["accept", "query", "reject", "lock"] },
  accepted: {
    uploader: ["replace", "withdraw"],
    colleague: ["replace", "withdraw"],
    group: ["query", "reject"],
    office: ["query", "reject", "lock"],
  },
  queried: { ...own, group: ["accept", "reject"], office: ["accept", "reject", "lock"] },
  rejected: { ...own, group: ["accept", "query"], office: ["accept", "query", "lock"] },
  withdrawn: { office: ["lock"] },
  locked: {},
};

const decide = (who: Who, state: EvidenceState) =>
  decideEvidence(people[who], { ...people[who], state, unitId: "bureau", uploadedBy: "p-up", officeUnitId });

describe.each(Object.keys(evidenceStates) as EvidenceState[])("材料处于 %s", (state) => {
  test.each(Object.keys(people) as Who[])("%s 能办的恰好是这些", (who) => {
    const decisions = decide(who, state);
    const allowed = (Object.keys(evidenceActs) as EvidenceAct[]).filter((act) => decisions[act].allowed);
    expect(allowed).toEqual(mayIn[state][who] ?? []);
  });
});

test("上传人即使换到核验岗位，也不能核验自己上传的材料，并被告知原因", () => {
  const decision = decide("uploaderInGroup", "open").accept;
  expect(decision).toMatchObject({ allowed: false, code: "act.same-person" });
  expect(explainRefusal(decision, "zh")).toBe("上传人不能核验自己上传的材料");
});

test("销号或终止后的任务，其佐证谁也不能替换、撤回", () => {
  const facts = { state: "open", unitId: "bureau", uploadedBy: "p-up", officeUnitId, mayAdd: false, mayRemark: false };
  const decisions = decideEvidence(people.uploader, facts as Parameters<typeof decideEvidence>[1]);
  expect(unitActs.filter((act) => decisions[act].allowed)).toEqual([]);
});

describe("算不算佐证", () => {
  const good = { state: "open", validUntil: null, virus: "unchecked" } as const;
  test.each([
    ["待核、长期有效", good, true],
    ["存疑的仍算，等补充说明", { ...good, state: "queried" }, true],
    ["认可的", { ...good, state: "accepted" }, true],
    ["不予认可的不算", { ...good, state: "rejected" }, false],
    ["撤回的不算", { ...good, state: "withdrawn" }, false],
    ["封存的不算", { ...good, state: "locked" }, false],
    ["有效期至今天，今天还算", { ...good, validUntil: "2026-03-02" }, true],
    ["昨天到期的不算", { ...good, validUntil: "2026-03-01" }, false],
    ["查出病毒的不算", { ...good, virus: "hit" }, false],
    ["无法查毒的算，另有标注", { ...good, virus: "failed" }, true],
  ] as const)("%s", (_, piece, expected) => {
    expect(countsOn("2026-03-02", piece)).toBe(expected);
  });
});

describe("涉密字样", () => {
  test.each([
    ["机密★1年", "机密★", true],
    ["绝密★", "绝密★", true],
    ["秘 密 ★ 长期", "秘密★", true],
    ["机　密\n★", "机密★", true],
    ["机\u200b密★", "机密★", true],
    ["密级：秘密", "密级:秘密", true],
    ["密级: 机密", "密级:机密", true],
    ["关于某事的绝密通知", "绝密", false],
    ["内部资料 注意保存", "内部资料", false],
    ["内 部 文 件", "内部文件", false],
    ["此件不得外传", "不得外传", false],
    ["仅供内部参考", "仅供内部", false],
    ["涉密人员名单", "涉密", false],
  ])("“%s”被发现", (text, found, mark) => {
    expect(findSecret(text)).toEqual({ found, mark });
  });

  test.each([
    "保护企业商业秘密的若干措施",
    "保守国家秘密是公民的义务",
    "数据的机密性和完整性",
    "以秘密投票方式选举",
    "市商务局关于推进试点的通知",
    "内部控制制度",
  ])("“%s”不是误报", (text) => {
    expect(findSecret(text)).toBeNull();
  });

  test("真正的密级标志，藏在多长的正文里、夹多少空白都能发现", () => {
    const gap = fc.array(fc.constantFrom(" ", "　", "\n", "\u200b"), { maxLength: 4 }).map((signs) => signs.join(""));
    fc.assert(
      fc.property(fc.constantFrom("绝密", "机密", "秘密"), gap, gap, fc.string(), fc.string(), (word, a, b, x, y) => {
        const text = `${x}。${word[0]}${a}${word[1]}${b}★${y}`;
        expect(findSecret(text)?.mark).toBe(true);
      }),
    );
  });
});

test.each([
  ["https://www.example.gov.cn/a?b=1", true],
  ["http://10.0.0.8/doc", true],
  ["javascript:alert(1)", false],
  ["data:text/html,x", false],
  ["ftp://example.com/a", false],
  ["https://user:pass@example.com/", false],
  ["//example.com/a", false],
  ["file:///etc/passwd", false],
  ["", false],
  [`https://example.com/${"a".repeat(2000)}`, false],
])("链接 %s 可收：%s", (address, good) => {
  expect(LinkAddress.safeParse(address).success).toBe(good);
});
