// Commands that open the database themselves: migrate, backup, restore, audit verify, first account.

import { existsSync } from "node:fs";
import type { Database } from "../../database/database.ts";
import { migrate, pendingMigrations } from "../../database/migrate.ts";
import { backup, restore } from "../../database/snapshot.ts";
import { programActor } from "../../domain/accounts/model.ts";
import { createFirstAdministrator } from "../../domain/accounts/service.ts";
import { verifyTrail } from "../../domain/audit/service.ts";
import { bringFilesBack, type Copied, copyFilesOut } from "../../domain/evidence/copies.ts";
import { buildSearch } from "../../domain/search/jobs.ts";
import type { Tables } from "../../domain/tables.ts";
import { openShelf } from "../../files/shelf.ts";
import { ownCall } from "../../kernel/call.ts";
import { systemClock } from "../../kernel/clock.ts";
import type { Config } from "../../kernel/config.ts";
import { configOrProblems, embeddedFolder, migrationsFolder, openConfigured } from "../open.ts";
import { endProgress, exitCodes, paint, print, printJson, progress, Unusable } from "./output.ts";

export function configOrUnusable(): Config {
  const read = configOrProblems();
  if ("problems" in read) throw new Unusable(read.problems);
  return read.config;
}

/** `existing`: looking at a folder that holds nothing must not make a database there and find it in order. */
async function withDatabase<R>(
  existing: "existing" | "new-too",
  work: (database: Database<Tables>, config: Config) => Promise<R>,
): Promise<R> {
  const config = configOrUnusable();
  if (existing === "existing" && !config.DATABASE_URL && !existsSync(embeddedFolder(config)))
    throw new Unusable(
      `${config.SHIDIAN_DATA} 里没有数据库，请检查 SHIDIAN_DATA 或 DATABASE_URL / no database in ${config.SHIDIAN_DATA}: check SHIDIAN_DATA or DATABASE_URL`,
    );
  progress("正在打开数据库 / opening the database");
  const database = await openConfigured(config, progress);
  try {
    return await work(database, config);
  } finally {
    endProgress();
    await database.close();
  }
}

export async function migrateDatabase(dryRun: boolean, json: boolean): Promise<void> {
  await withDatabase(dryRun ? "existing" : "new-too", async (database) => {
    const names = dryRun
      ? await pendingMigrations(database, migrationsFolder)
      : await migrate(database, migrationsFolder, { log: progress });
    endProgress();
    if (json) printJson({ engine: database.engine, [dryRun ? "pending" : "applied"]: names });
    else if (names.length === 0) print("数据库结构已是最新 / the schema is up to date");
    else print(`${dryRun ? "待执行 / pending" : "已执行 / applied"}: ${names.join(", ")}`);
  });
}

/** Folder beside a backup that holds the files of evidence. */
const filesBeside = (file: string) => `${file}.files`;

export async function backupDatabase(file: string, json: boolean): Promise<void> {
  // The files after the database: those that it names are there by then, and what comes later does no harm.
  const files = await withDatabase("existing", async (database, config) => {
    progress("正在备份 / backing up");
    await backup(database, file);
    if (!(await hasEvidence(database))) return { copied: 0, there: 0, missing: [] };
    return copyFilesOut(database.db, openShelf(config), filesBeside(file), (count) =>
      progress(`正在复制佐证文件 ${count} / copying files`),
    );
  });
  if (json) printJson({ file, digest: `${file}.sha256`, filesFolder: filesBeside(file), files });
  else {
    print(`已备份到 ${file}，摘要在 ${file}.sha256 / backed up; its digest is beside it`);
    printFiles(files, filesBeside(file));
  }
  if (files.missing.length > 0) process.exitCode = exitCodes.findings;
}

export async function restoreDatabase(file: string, json: boolean): Promise<void> {
  const config = configOrUnusable();
  if (config.DATABASE_URL)
    throw new Unusable("DATABASE_URL 已设置：请用 pg_restore 恢复 PostgreSQL / DATABASE_URL is set: use pg_restore");
  progress("正在恢复 / restoring");
  await restore(file, embeddedFolder(config));
  const files = await bringFilesBack(filesBeside(file), openShelf(config), (count) =>
    progress(`正在恢复佐证文件 ${count} / restoring files`),
  );
  endProgress();
  if (json) printJson({ folder: embeddedFolder(config), files });
  else {
    print(`已恢复到 ${embeddedFolder(config)} / restored`);
    printFiles(files, filesBeside(file));
  }
  if (files.missing.length > 0) process.exitCode = exitCodes.findings;
}

/** A database of an older program has no files yet. */
async function hasEvidence(database: Database<Tables>): Promise<boolean> {
  return (await pendingMigrations(database, migrationsFolder)).length === 0;
}

function printFiles({ copied, there, missing }: Copied, folder: string): void {
  print(
    `佐证文件：复制 ${copied} 个，已有 ${there} 个（${folder}）/ files of evidence: ${copied} copied, ${there} there already`,
  );
  for (const digest of missing) print(paint("red", `缺失或损坏 / missing or damaged: ${digest}`));
}

export async function verifyAudit(json: boolean, expected: string | undefined): Promise<void> {
  await withDatabase("existing", async (database) => {
    progress("正在核验 / verifying");
    const found = await verifyTrail(database.db);
    endProgress();
    const cutOff = expected !== undefined && expected !== found.lastDigest;
    if (json) printJson({ ...found, cutOff });
    else {
      print(
        `${found.seals} 个封条,${found.sealedEvents} 条已封事件,${found.unsealedEvents} 条待封 / ${found.seals} seals, ${found.sealedEvents} sealed events, ${found.unsealedEvents} waiting`,
      );
      for (const problem of found.problems)
        print(
          `${paint("red", `封条 ${problem.sealNumber ?? "—"}`)} ${problem.eventId ?? ""} ${problem.zh} / ${problem.en}`,
        );
      if (cutOff)
        print(
          paint(
            "red",
            "末尾封条与记录的摘要不符，可能被截断 / the newest seal is not the one noted: the tail may be cut off",
          ),
        );
      print(`最新封条 / newest seal: ${found.lastDigest}`);
    }
    if (!found.sound || cutOff) process.exitCode = exitCodes.findings;
  });
}

export async function rebuildSearch(json: boolean): Promise<void> {
  // The modules register there what can be found.
  await import("../modules.ts");
  await withDatabase("existing", async (database) => {
    await migrate(database, migrationsFolder, { log: progress });
    const written = await database.withoutTimeLimits((db) =>
      buildSearch(db, {
        anew: true,
        onStep: (count) => progress(`正在重写检索条目 ${count} / rewriting entries`),
      }),
    );
    endProgress();
    if (json) printJson({ written });
    else print(`已核对并重写检索条目，共 ${written} 项 / entries compared and rewritten: ${written}`);
  });
}

export async function makeFirstAdministrator(username: string, json: boolean): Promise<void> {
  await withDatabase("new-too", async (database, config) => {
    await migrate(database, migrationsFolder, { log: progress });
    const call = ownCall(programActor, systemClock.now(), config.SHIDIAN_ZONE, "cli.account.first");
    const password = await database.db.transaction().execute((tx) => createFirstAdministrator(tx, call, username));
    endProgress();
    if (json) printJson({ username, password });
    else
      print(
        `系统管理员 ${username}，一次性密码 ${password}，首次登录须修改 / one-time password, to be changed at first sign-in`,
      );
  });
}
