// `npm run docs`: writes every generated file that differs from what the code says now.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { migrate } from "../src/database/migrate.ts";
import { openDatabase } from "../src/database/open.ts";
import { generate, root } from "./generated.ts";

const database = await openDatabase({});
try {
  await migrate(database, join(root, "migrations"));
  for (const [path, text] of await generate(database.db)) {
    const file = join(root, path);
    const changed = !existsSync(file) || readFileSync(file, "utf8") !== text;
    if (changed) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    console.log(`${changed ? "wrote    " : "unchanged"} ${path}`);
  }
} finally {
  await database.close();
}
