// `shidian compile FILE`: a plan document in, its tasks and findings out; no database, no server.
import { readFile, stat } from "node:fs/promises";
import { compile } from "../../domain/intake/compile/compile.ts";
import type { PlanDraft } from "../../domain/intake/compile/draft.ts";
import { maxPlanFile } from "../../domain/intake/model.ts";
import { readPlanFile } from "../../domain/intake/read/read.ts";
import type { Warning } from "../../domain/intake/read/refusals.ts";
import { exitCodes, paint, print, printJson, Unusable } from "./output.ts";

/** Prints the draft; exit 1 when there is something to settle. */
export async function compileFile(file: string, json: boolean): Promise<void> {
  const size = await stat(file).then(
    (found) => (found.isFile() ? found.size : -1),
    () => -1,
  );
  if (size < 0) throw new Unusable(`找不到文件 ${file}，请检查路径 / no such file: check the path`);
  if (size > maxPlanFile)
    throw new Unusable(
      `文件超过 ${maxPlanFile / 1024 / 1024} MB，请只导出方案正文 / the file exceeds ${maxPlanFile / 1024 / 1024} MB: export the plan alone`,
    );
  const { document, warnings } = await readPlanFile(await readFile(file), file);
  const draft = compile(document);
  if (json) printJson(draft);
  else printDraft(draft, warnings);
  if (draft.findings.some((finding) => finding.severity !== "info")) process.exitCode = exitCodes.findings;
}

function printDraft(draft: PlanDraft, warnings: readonly Warning[]): void {
  print(paint("bold", draft.title ?? "(无标题)"));
  print([draft.issuer, draft.documentNumber, draft.date].filter(Boolean).join(" · "));
  print(`依据 ${draft.basis.map((basis) => basis.number ?? basis.title).join("、")}`);
  print(
    `目标 ${draft.goals.length} · 任务 ${draft.tasks.length} · 单位 ${draft.units.length} · 机制 ${draft.mechanisms.length}\n`,
  );
  for (const task of draft.tasks) {
    const lead = task.lead.join("、") || paint("red", "无牵头单位");
    const text = task.text.replace(/\s+/g, " ");
    print(`${task.number ?? "—"}\t${text.length > 60 ? `${text.slice(0, 59)}…` : text}`);
    print(
      paint(
        "grey",
        `\t牵头 ${lead}${task.support.length > 0 ? ` · 配合 ${task.support.join("、")}` : ""}${task.due ? ` · ${task.due}` : ""}`,
      ),
    );
  }
  if (warnings.length + draft.findings.length > 0) print("");
  for (const warning of warnings) print(`${paint("yellow", "读取")} ${warning.zh}`);
  for (const finding of draft.findings)
    print(`${paint(finding.severity === "info" ? "grey" : "yellow", "待核")} ${finding.zh}`);
}
