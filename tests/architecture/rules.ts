// The rules by which the source is built, each with bad samples that break it and a good one near the border.
import * as directions from "./directions.ts";
import * as habits from "./habits.ts";
import * as shapes from "./shapes.ts";
import type { Check } from "./tree.ts";

interface Rule {
  rule: string;
  check: Check;
  /** Small sources that break the rule, and what the message must say of each. */
  bad: [Record<string, string>, RegExp][];
  /** A source near the border that keeps the rule. */
  good: Record<string, string>;
}

export const rules: Rule[] = [
  {
    rule: "app -> domain -> kernel",
    check: directions.layersPointDown,
    bad: [
      [
        { "src/kernel/a.ts": 'import { t } from "../domain/tasks/model.ts";', "src/domain/tasks/model.ts": "" },
        /kernel\/a\.ts imports tasks\/model\.ts — .*module/,
      ],
      [
        { "src/domain/tasks/service.ts": 'import "../../app/server.ts";', "src/app/server.ts": "" },
        /nobody imports app/,
      ],
      [
        { "src/domain/tasks/service.ts": 'import { say } from "../../app/web/say.ts";', "src/app/web/say.ts": "" },
        /nobody imports app/,
      ],
      [
        {
          "src/workbook/sheet.ts": 'import { terms } from "../domain/tasks/model.ts";',
          "src/domain/tasks/model.ts": "",
        },
        /knows cells, not what they mean/,
      ],
    ],
    good: {
      "src/domain/tasks/service.ts": 'import { openBook } from "../../workbook/book.ts";',
      "src/workbook/book.ts": "",
      "src/domain/tasks/page.tsx": 'import { Light } from "../../app/web/ui/light.tsx";',
      "src/app/web/ui/light.tsx": "",
    },
  },
  {
    rule: "a module imports only modules above it",
    check: directions.modulesPointUp,
    bad: [
      [
        {
          "src/domain/pilot/service.ts": 'import type { Task } from "../tasks/model.ts";',
          "src/domain/tasks/model.ts": "",
        },
        /pilot\/service\.ts imports tasks\/model\.ts — pilot stands above tasks; record an event/,
      ],
      [
        {
          "src/domain/pilot/service.ts": 'import {\n  a,\n  b,\n} from "../tasks/model.ts";',
          "src/domain/tasks/model.ts": "",
        },
        /pilot stands above tasks/,
      ],
      [{ "src/domain/parking/model.ts": "" }, /not in the list of modules/],
    ],
    good: {
      "src/domain/tasks/service.ts": 'import { a } from "../pilot/model.ts"; // from "../intake/model.ts"',
      "src/domain/pilot/model.ts": "",
      "src/domain/intake/model.ts": "",
    },
  },
  {
    rule: "a store is private to its module",
    check: directions.storesArePrivate,
    bad: [
      [
        {
          "src/app/server.ts": 'import { rows } from "../domain/pilot/people-store.ts";',
          "src/domain/pilot/people-store.ts": "",
        },
        /call pilot\/service\.ts/,
      ],
      [
        { "src/domain/tasks/service.ts": 'import { rows } from "../pilot/store.ts";', "src/domain/pilot/store.ts": "" },
        /call pilot\/service\.ts/,
      ],
      [
        {
          "src/app/server.ts": 'import { rows } from "../domain/pilot/store/names.ts";',
          "src/domain/pilot/store/names.ts": "",
        },
        /call pilot\/service\.ts/,
      ],
    ],
    good: { "src/domain/pilot/service.ts": 'import { rows } from "./store.ts";', "src/domain/pilot/store.ts": "" },
  },
  {
    rule: "queries stand in stores and the kernel only",
    check: directions.sqlStaysInStores,
    bad: [
      [{ "src/domain/tasks/service.ts": 'import { sql } from "kysely";' }, /put the query into store\.ts/],
      [{ "src/domain/tasks/service.ts": 'await tx.updateTable("task").execute();' }, /holds a query/],
      [{ "src/app/demo.ts": 'await db\n  .insertInto("task")' }, /holds a query/],
    ],
    good: {
      "src/domain/tasks/store.ts": 'import { sql } from "kysely"; sql`select 1`;',
      "src/domain/tasks/service.ts": 'import type { Kysely } from "kysely"; // .selectFrom(',
    },
  },
  {
    rule: "rules are pure",
    check: directions.rulesArePure,
    bad: [
      [
        { "src/domain/tasks/rules.ts": 'import { load } from "./store.ts";', "src/domain/tasks/store.ts": "" },
        /tasks\/rules\.ts imports tasks\/store\.ts — rules decide on facts; pass the rows in from service\.ts/,
      ],
      [
        {
          "src/domain/tasks/rules.ts": 'import { a } from "./light.ts";',
          "src/domain/tasks/light.ts": 'import { readFileSync } from "node:fs";',
        },
        /reaches tasks\/light\.ts, which imports node:fs/,
      ],
      [{ "src/domain/tasks/rules.ts": "export const late = (due) => due < Date.now();" }, /Date\.now.*argument/],
      [{ "src/domain/tasks/rules.ts": "export const today = new Date();" }, /new Date\(\)/],
      [{ "src/domain/tasks/rules/light.ts": "export const luck = Math.random();" }, /Math\.random/],
      [{ "src/domain/tasks/rules.ts": "export const a = process.env.A;" }, /process\./],
      [{ "src/domain/intake/compile/units.ts": 'import { sql } from "kysely";' }, /imports kysely/],
    ],
    good: {
      "src/domain/tasks/rules.ts":
        'import { dayOf } from "../../kernel/clock.ts";\nexport const a = new Date(at); // Date.now() is not for rules',
      "src/kernel/clock.ts": "export const systemClock = { now: () => Date.now() };",
    },
  },
  {
    rule: "contracts import models and pure kernel files only",
    check: directions.contractsAreLight,
    bad: [
      [
        { "src/domain/tasks/contract.ts": 'import { a } from "./rules.ts";', "src/domain/tasks/rules.ts": "" },
        /keep its shapes in model\.ts/,
      ],
      [{ "src/domain/tasks/contract.ts": 'import Fastify from "fastify";' }, /imports fastify/],
      [
        {
          "src/domain/tasks/contract.ts": 'import { a } from "../../kernel/ids.ts";',
          "src/kernel/ids.ts": 'import "node:crypto";',
        },
        /kernel\/ids\.ts/,
      ],
    ],
    good: {
      "src/domain/tasks/contract.ts": 'import { z } from "zod";\nimport { T } from "./model.ts";',
      "src/domain/tasks/model.ts": "",
    },
  },
  {
    rule: "screens load nothing of the server",
    check: directions.browserStaysInBrowser,
    bad: [
      [
        { "src/domain/tasks/page.tsx": 'import { listTasks } from "./service.ts";', "src/domain/tasks/service.ts": "" },
        /call the operation through the client/,
      ],
      [
        {
          "src/domain/tasks/page.tsx": 'import { a } from "./rules.ts";',
          "src/domain/tasks/rules.ts": 'import { b } from "../../kernel/ids.ts";',
          "src/kernel/ids.ts": 'import { randomBytes } from "node:crypto";',
        },
        /reaches node:crypto in kernel\/ids\.ts/,
      ],
    ],
    good: {
      "src/domain/tasks/page.tsx": 'import type { RoutesOf } from "./routes.ts";\nimport { Table } from "antd";',
      "src/domain/tasks/routes.ts": "",
    },
  },
  {
    rule: "no circle of imports",
    check: directions.noCycles,
    bad: [
      [
        {
          "src/kernel/a.ts": 'import { b } from "./b.ts";',
          "src/kernel/b.ts": 'import { c } from "./c.ts";',
          "src/kernel/c.ts": 'export { a } from "./a.ts";',
        },
        /kernel\/a\.ts -> kernel\/b\.ts -> kernel\/c\.ts -> kernel\/a\.ts/,
      ],
    ],
    good: {
      "src/app/web/router.tsx": 'const page = () => import("./page.tsx");',
      "src/app/web/page.tsx": 'import { router } from "./router.tsx";',
    },
  },
  {
    rule: "every module has the same parts",
    check: shapes.modulesHaveTheirParts,
    bad: [[{ "src/domain/tasks/model.ts": "" }, /src\/domain\/tasks has no rules\.ts/]],
    good: Object.fromEntries(
      [
        "model.ts",
        "rules.ts",
        "store.ts",
        "service/issue.ts",
        "contract.ts",
        "routes.ts",
        "README.md",
        "rules.test.ts",
        "api.test.ts",
        "page.tsx",
      ].map((part) => [`src/domain/tasks/${part}`, ""]),
    ),
  },
  {
    rule: "files are small",
    check: shapes.filesAreSmall,
    bad: [
      [{ "src/app/server.ts": "a;\n".repeat(401) }, /401 lines, more than 400/],
      [{ "src/domain/tasks/README.md": "a\n".repeat(21) }, /21 lines, more than 20/],
    ],
    good: {
      "src/app/server.ts": "a;\n".repeat(400),
      "src/domain/tasks/README.md": "a\n".repeat(20),
      "src/domain/tables.ts": "a;\n".repeat(900),
    },
  },
  {
    rule: "the kernel stays small",
    check: shapes.kernelIsSmall,
    bad: [[{ "src/kernel/a.ts": "a;\n".repeat(900), "src/kernel/b.ts": "a;\n".repeat(601) }, /1501 lines/]],
    good: { "src/kernel/a.ts": "a;\n".repeat(1500), "src/kernel/a.test.ts": "a;\n".repeat(300) },
  },
  {
    rule: "names say what a file decides",
    check: shapes.namesSayWhat,
    bad: [
      [{ "src/domain/tasks/utils.ts": "" }, /named “utils”/],
      [{ "src/app/common/text.ts": "" }, /named “common”/],
      [{ "tests/test-helpers.ts": "" }, /named “helpers”/],
      [{ "src/domain/tasks/index.ts": "" }, /is a barrel/],
      [{ "src/domain/tasks/TaskList.tsx": "" }, /kebab-case/],
    ],
    good: { "src/database/database.ts": "", "src/app/web/ui/data-table.tsx": "" },
  },
  {
    rule: "every file opens with a comment",
    check: habits.filesOpenWithAComment,
    bad: [
      [{ "src/kernel/a.ts": "export const a = 1;" }, /opens without a comment/],
      [{ "src/kernel/a.ts": "// biome-ignore lint: x\nexport const a = 1;" }, /opens without a comment/],
    ],
    good: {
      "src/kernel/a.ts": "// Decides a.\n",
      "scripts/b.mjs": "#!/usr/bin/env node\n// Decides b.\n",
      "src/kernel/a.test.ts": "",
    },
  },
  {
    rule: "exports have names",
    check: habits.noDefaultExports,
    bad: [[{ "src/kernel/a.ts": "export default function a() {}" }, /export it by its name/]],
    good: { "vite.config.ts": "export default {};", "src/kernel/a.ts": 'const text = "export default";' },
  },
  {
    rule: "nothing is left to do without an issue",
    check: habits.noBareToDo,
    bad: [[{ "src/kernel/a.ts": "// a\n// TODO: later" }, /kernel\/a\.ts:2 has TODO without an issue number/]],
    good: { "src/kernel/a.ts": "// FIXME #12: the engine has no ICU" },
  },
  {
    rule: "a transaction uses its own handle",
    check: habits.transactionsUseTheirOwnHandle,
    bad: [
      [
        {
          "src/domain/tasks/service.ts":
            "await db.transaction().execute(async (tx) => {\n  await save(tx);\n  await list(db, id);\n});",
        },
        /service\.ts:3 uses db inside a transaction — use tx/,
      ],
      [{ "src/domain/tasks/service.ts": "withTransaction(db, (tx: Db) => db.selectNoFrom())" }, /uses db inside/],
    ],
    good: {
      "src/domain/tasks/service.ts":
        'await db.transaction().execute(async (tx) => {\n  await save(tx, "db.");\n});\nawait list(db);',
    },
  },
  {
    rule: "the pages fetch nothing from outside",
    check: habits.nothingFromOutside,
    bad: [
      [
        { "src/app/web/shell.tsx": '<script src="https://cdn.example.org/a.js" />' },
        /names https:\/\/cdn\.example\.org/,
      ],
      [{ "src/app/web/shell.css": "@import url(//fonts.example.org/a.css);" }, /ship the file as a package/],
    ],
    good: {
      "src/app/web/mark.tsx": '<svg xmlns="http://www.w3.org/2000/svg" />',
      "src/domain/tasks/service.ts": '"https://example.org"',
    },
  },
  {
    rule: "the kernel knows no domain word",
    check: habits.kernelKnowsNoDomainWord,
    bad: [[{ "src/kernel/a.ts": "export const taskCount = 1;\nexport interface Task {}" }, /a\.ts:2 says “Task”/]],
    good: { "src/kernel/a.ts": "// such as a task\nexport const multitasking = 1;" },
  },
];
