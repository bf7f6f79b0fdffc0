// Everything that is printed from the code's own tables: `npm run docs` writes it, tests/generated.test.ts compares it.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { contracts } from "../src/app/contracts.ts";
import * as live from "../src/app/live/model.ts";
import * as work from "../src/app/work/model.ts";
import * as accounts from "../src/domain/accounts/model.ts";
import * as audit from "../src/domain/audit/model.ts";
import * as evidence from "../src/domain/evidence/model.ts";
import * as inbox from "../src/domain/inbox/model.ts";
import * as intake from "../src/domain/intake/model.ts";
import * as matters from "../src/domain/matters/model.ts";
import * as meetings from "../src/domain/meetings/model.ts";
import * as ministries from "../src/domain/ministries/model.ts";
import * as notices from "../src/domain/notices/model.ts";
import * as noticeChannels from "../src/domain/notices/model-channels.ts";
import * as organisations from "../src/domain/organisations/model.ts";
import * as overview from "../src/domain/overview/model.ts";
import * as pilot from "../src/domain/pilot/model.ts";
import * as progress from "../src/domain/progress/model.ts";
import * as ratings from "../src/domain/ratings/model.ts";
import * as search from "../src/domain/search/model.ts";
import * as supervision from "../src/domain/supervision/model.ts";
import * as tasks from "../src/domain/tasks/model.ts";
import * as views from "../src/domain/views/model.ts";
import * as workbooks from "../src/domain/workbooks/model.ts";
import type { AnyDb } from "../src/kernel/call.ts";
import { printEnvExample } from "../src/kernel/config.ts";
import { actPapers } from "./act-papers.ts";
import { type GlossaryPart, printGlossary } from "./print-glossary.ts";
import { printPermissions } from "./print-permissions.ts";
import { printStates } from "./print-states.ts";
import { printTables } from "./schema.ts";

export const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Prints every generated file.
 * @param db a connection to a freshly migrated database
 * @returns paths below the project with their whole text
 */
export async function generate(db: AnyDb): Promise<Map<string, string>> {
  return new Map([
    ["src/domain/tables.ts", formatted("src/domain/tables.ts", await printTables(db))],
    ["GLOSSARY.md", printGlossary(glossaryParts())],
    ["docs/permissions.md", printPermissions(contracts, organisations.duties, actPapers)],
    [".env.example", `# Generated from src/kernel/config.ts by \`npm run docs\`.\n\n${printEnvExample()}`],
    ...actPapers.map((paper): [string, string] => [`docs/states/${paper.name}.md`, printStates(paper)]),
  ]);
}

/** The words of every module, in the order of the list of modules. */
const models: Readonly<Record<keyof typeof contracts, Readonly<Record<string, unknown>>>> = {
  audit,
  organisations,
  accounts,
  pilot,
  views,
  evidence,
  tasks,
  matters,
  ratings,
  intake,
  workbooks,
  supervision,
  progress,
  meetings,
  ministries,
  overview,
  inbox,
  notices: { ...notices, ...noticeChannels },
  live,
  work,
  search,
};

const glossaryParts = (): GlossaryPart[] =>
  Object.entries(models).map(([name, model]) => ({ name, title: titleOf(name), model }));

/** The official term of a module stands in the first line of its README, “# tasks 任务台账”, which another test demands. */
function titleOf(module: string): string {
  const readme = [`${root}src/domain/${module}/README.md`, `${root}src/app/${module}/README.md`].find(existsSync);
  const heading = readme ? /^# \w+ (.+)$/m.exec(readFileSync(readme, "utf8"))?.[1] : undefined;
  return heading ?? "";
}

function formatted(path: string, text: string): string {
  const biome = `${root}node_modules/@biomejs/biome/bin/biome`;
  const run = spawnSync(process.execPath, [biome, "format", `--stdin-file-path=${path}`], {
    cwd: root,
    input: text,
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(`biome could not format ${path}: ${run.stderr}`);
  return run.stdout;
}
