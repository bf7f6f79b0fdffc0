// Demo mode's first start: the real sample plan, then the fictional pilots, each in one transaction: all of it or nothing.
// What the modules have registered with each other counts for the made-up history too.
import "../modules.ts";
import type { Database } from "../../database/database.ts";
import { hasProgramme } from "../../domain/pilot/service.ts";
import type { Tables } from "../../domain/tables.ts";
import type { Clock } from "../../kernel/clock.ts";
import { seedFictionalPilots } from "./fictional-pilots.ts";
import { seedSamplePilot } from "./sample-pilot.ts";

export interface DemoWish {
  /** The fictional pilots too? They take some seconds. */
  fictional: boolean;
  /** Hears of each month, for a line that is rewritten. */
  progress?: (message: string) => void;
  /** Hears that it begins and ends. */
  log?: (message: string) => void;
}

/** Fills an installation with what demo mode shows; does nothing where it is there already, and goes on where it was broken off. */
export async function seedDemo(
  database: Database<Tables>,
  clock: Clock,
  zone: string,
  { fictional, progress, log }: DemoWish = { fictional: false },
): Promise<void> {
  if (!(await hasProgramme(database.db))) await seedSamplePilot(database, clock, zone);
  if (!fictional || (await hasProgramme(database.db, { demo: true }))) return;
  log?.("正在生成演示数据，需要数秒 / making up the demo pilots, which takes some seconds");
  await seedFictionalPilots(database, clock, zone, { progress });
  log?.("演示数据已生成 / the demo pilots are there");
}
