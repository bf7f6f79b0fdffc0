// The command line `shidian`. Each command loads only what it needs, so that compiling a file starts no server.
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { version } from "../version.ts";
import { exitCodes, refuse } from "./output.ts";

// Compiled once, kept beside the packages: a warm start takes less than half the time. Where it cannot be written, nothing is lost.
const compiled = fileURLToPath(new URL("../../../node_modules/.cache/compile", import.meta.url));
enableCompileCache(compiled);

const program = new Command("shidian")
  .description("试点通 Shidian: plans in, a living ledger out. 方案进，台账出。")
  .version(version)
  .option("--json", "print JSON for other programs")
  .configureOutput({
    // One line, as every other refusal.
    outputError: (text, write) =>
      write(
        `shidian: ${text
          .trim()
          .replace(/^error: /, "")
          .replace(/\s*\n\s*/g, " ")} (shidian --help)\n`,
      ),
  })
  .exitOverride((error) => {
    process.exit(error.exitCode === 0 ? exitCodes.done : exitCodes.unusable);
  });

const json = () => program.opts<{ json?: boolean }>().json ?? false;

program
  .command("compile")
  .argument("<file>", "plan: .txt .md .html .docx .pdf .xlsx .csv")
  .option("--json", "print the whole draft as JSON")
  .description("compile a plan document and print its tasks and findings; exit 1 when there are findings to settle")
  .action(async (file: string, options: { json?: boolean }) => {
    const { compileFile } = await import("./compile.ts");
    await compileFile(file, json() || Boolean(options.json));
  });

program
  .command("serve")
  .option("--demo", "demo mode: named demo officials, loopback only, the sample plan loaded")
  .option("--port <port>", "port to listen on (PORT)")
  .description("serve the web app and the API")
  .action(async (options: { demo?: boolean; port?: string }) => {
    const { limitMemory } = await import("./memory.ts");
    limitMemory(compiled);
    const { serve } = await import("./serve.ts");
    await serve(options);
  });

program
  .command("migrate")
  .option("--dry-run", "only say what is pending")
  .option("--json", "print JSON")
  .description("bring the database to this version's schema")
  .action(async (options: { dryRun?: boolean; json?: boolean }) => {
    const { migrateDatabase } = await import("./database-commands.ts");
    await migrateDatabase(Boolean(options.dryRun), json() || Boolean(options.json));
  });

program
  .command("backup")
  .argument("<file>", "where the backup goes")
  .option("--json", "print JSON")
  .description("back up the embedded database to one file (the server must be stopped)")
  .action(async (file: string, options: { json?: boolean }) => {
    const { backupDatabase } = await import("./database-commands.ts");
    await backupDatabase(file, json() || Boolean(options.json));
  });

program
  .command("restore")
  .argument("<file>", "a backup made by `shidian backup`")
  .option("--json", "print JSON")
  .description("restore a backup into the empty data folder of the embedded database")
  .action(async (file: string, options: { json?: boolean }) => {
    const { restoreDatabase } = await import("./database-commands.ts");
    await restoreDatabase(file, json() || Boolean(options.json));
  });

const audit = program.command("audit").description("the audit trail");
audit
  .command("verify")
  .option("--json", "print JSON")
  .option("--expect <digest>", "digest of the newest seal as it was noted before: also finds a cut-off tail")
  .description("recompute every seal of the audit trail; exit 1 when a row was changed or is missing")
  .action(async (options: { json?: boolean; expect?: string }) => {
    const { verifyAudit } = await import("./database-commands.ts");
    await verifyAudit(json() || Boolean(options.json), options.expect);
  });

const search = program.command("search").description("the search");
search
  .command("rebuild")
  .option("--json", "print JSON")
  .description("write anew all that can be found; goes on where it was broken off")
  .action(async (options: { json?: boolean }) => {
    const { rebuildSearch } = await import("./database-commands.ts");
    await rebuildSearch(json() || Boolean(options.json));
  });

const account = program.command("account").description("accounts");
account
  .command("first")
  .argument("<username>", "user name of the first system administrator")
  .option("--json", "print JSON")
  .description("make the first system administrator of a new installation and print a one-time password")
  .action(async (username: string, options: { json?: boolean }) => {
    const { makeFirstAdministrator } = await import("./database-commands.ts");
    await makeFirstAdministrator(username, json() || Boolean(options.json));
  });

program
  .command("api")
  .argument("<operation>", "module.operation, as /docs names it: tasks.listTasks")
  .argument("[fields...]", "fields of the input: programmeId=… limit=10 (a value that is JSON is read as JSON)")
  .option("--server <url>", "address of the running server", "http://127.0.0.1:8080")
  .option("--token <token>", "access token (or SHIDIAN_TOKEN)")
  .description("call an operation of a running server and print its reply as JSON")
  .action(async (operation: string, fields: string[], options: { server: string; token?: string }) => {
    const { callOperation } = await import("./api.ts");
    await callOperation(operation, fields, options);
  });

try {
  await program.parseAsync();
} catch (error) {
  refuse(error);
}
