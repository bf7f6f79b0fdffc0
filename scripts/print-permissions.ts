// Who may do what, computed: each operation against each duty by the server's own guard, each act against each party.
import { type Actor, isInAudience } from "../src/kernel/access.ts";
import type { Contract } from "../src/kernel/contract.ts";
import type { Label } from "../src/kernel/labels.ts";
import type { ActPaper } from "./act-papers.ts";
import { generatedFrom, printTable } from "./markdown.ts";

/** The page of permissions. Whether a single record allows it is decided by the rules: the second part shows by whom. */
export function printPermissions(
  contracts: Readonly<Record<string, Contract>>,
  duties: Readonly<Record<string, Label>>,
  papers: readonly ActPaper[],
): string {
  const parts = [
    generatedFrom("the contracts and transition tables of all modules"),
    "# 权限表 · Permissions",
    "● 可以调用 may call;空白:拒绝 blank: refused (403; signed out 401)。能否办理某条记录,还要由规则判断。Whether a record allows it is for the rules to say.",
    "## 操作与职责 · Operations and duties",
  ];
  const heads = ["操作 Operation", "请求 Request", "未登录 Signed out", ...Object.values(duties).map(both)];
  for (const [module, contract] of Object.entries(contracts)) {
    const rows = Object.entries(contract).map(([name, operation]) => [
      `${both(operation)}<br>\`${module}.${name}\``,
      `\`${operation.method} ${operation.path}\``,
      mark(isInAudience(operation.for, null)),
      ...Object.keys(duties).map((duty) => mark(isInAudience(operation.for, holding(duty)))),
    ]);
    parts.push(`### ${module}`, printTable(heads, rows));
  }
  parts.push("## 办理与当事方 · Acts and parties");
  for (const paper of papers) {
    const rows = Object.values(paper.acts).map((act) => [
      both(act),
      ...Object.keys(paper.parties).map((party) => mark(act.by.includes(party))),
    ]);
    parts.push(
      `### ${both(paper)} · [状态图 diagram](states/${paper.name}.md)`,
      printTable(["办理 Act", ...Object.values(paper.parties).map(both)], rows),
    );
  }
  return `${parts.join("\n\n")}\n`;
}

const both = ({ zh, en }: { zh: string; en: string }) => `${zh} ${en}`;

const mark = (may: boolean) => (may ? "●" : "");

/** Somebody with one duty and nothing else. */
const holding = (duty: string): Actor => ({
  personId: "",
  name: "",
  unitId: "",
  duties: [duty],
  unitIds: [],
  via: "session",
  keyId: "",
});
