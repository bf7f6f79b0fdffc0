// The fictional services pilot's plan 演示数据 as the file an office would upload, in its first and its second version.
import { dueText, writtenDay } from "./due-text.ts";
import { servicesBody, servicesSections } from "./services-body.ts";
import { dataTasks, educationTasks, financeTasks, healthTasks, scienceTasks } from "./services-tasks-a.ts";
import { investmentTasks, legalTasks, talentTasks, tradeTasks } from "./services-tasks-b.ts";
import { districts, mergedFrom, mergedInto, platforms } from "./units.ts";

const tables = [
  scienceTasks,
  dataTasks,
  financeTasks,
  healthTasks,
  educationTasks,
  tradeTasks,
  investmentTasks,
  talentTasks,
  legalTasks,
];

export interface PlanFile {
  name: string;
  bytes: Buffer;
}

interface Edition {
  version: 1 | 2;
  /** The day the version is dated, `YYYY-MM-DD`. */
  issued: string;
  /** The day from which the deadlines count: that of the first version. */
  from: string;
}

/** The whole document as UTF-8 text. */
export function servicesPlan({ version, issued, from }: Edition): PlanFile {
  const body = servicesBody(version === 2)
    .trim()
    .replace("{issued}", writtenDay(issued))
    .replace("{year}", from.slice(0, 4));
  const text = `${body}\n${annexOf(version, from)}\n`;
  return { name: `演示数据-示例市服务业扩大开放综合试点工作方案-第${version}版.txt`, bytes: Buffer.from(text) };
}

function annexOf(version: 1 | 2, from: string): string {
  const lines = ["序号 | 试点任务 | 牵头单位 | 配合单位 | 完成时限 |"];
  const nextDistricts = inTurn(districts.map((unit) => unit.shortName));
  const nextPlatforms = inTurn(platforms.map((unit) => unit.shortName));
  let number = 0;
  for (const [index, table] of tables.entries()) {
    lines.push(`${servicesSections[index]} | | | | |`);
    for (const row of table.trim().split("\n")) {
      const [text, lead, written, due, since] = row.split("|").map((cell) => cell.trim());
      // Places are dealt out whether or not the task is in this version, so that the others keep theirs.
      const support = written
        ?.replace(/@(\d)/, (_, count) => nextDistricts(Number(count)))
        .replace(/#(\d)/, (_, count) => nextPlatforms(Number(count)));
      if (since === "2" && version === 1) continue;
      number += 1;
      const units = version === 1 ? [lead, support] : afterMerger(lead ?? "", support ?? "");
      lines.push(`${number} | ${text} | ${units.join(" | ")} | ${dueText(due ?? "", from)} |`);
    }
  }
  return lines.join("\n");
}

/** The second version was issued after the merger and names the new department, in each task once. */
function afterMerger(lead: string, support: string): [lead: string, support: string] {
  const named = new Set<string>();
  const once = (cell: string) =>
    cell
      .split("、")
      .map((name) => (mergedFrom.includes(`示例${name}`) ? mergedInto.shortName.replace("示例", "") : name))
      .filter((name) => !named.has(name) && named.add(name))
      .join("、");
  return [once(lead), once(support)];
}

/** Deals out names in turn, several at a time, from the start again when all have had theirs. */
function inTurn(names: readonly string[]): (count: number) => string {
  let next = 0;
  return (count) => Array.from({ length: count }, () => names[next++ % names.length]).join("、");
}
