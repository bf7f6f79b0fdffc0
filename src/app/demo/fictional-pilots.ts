// The fictional pilots of demo mode (演示数据): 示例市 with eighteen months of history, told through the public services.
import type { Database } from "../../database/database.ts";
import { followAtTheEnd } from "../../domain/search/service.ts";
import type { Tables } from "../../domain/tables.ts";
import type { Clock } from "../../kernel/clock.ts";
import { calendarUntil } from "./calendar.ts";
import { chapters } from "./chapters.ts";
import { randomFrom } from "./random.ts";
import type { Cast } from "./stage.ts";

/** The same seed and the same instant give the same history, but for the ids. */
export const demoSeed = "示例市";

const months = 18;

export interface HistoryWish {
  seed?: string;
  progress?: ((message: string) => void) | undefined;
}

/** Writes all chapters and carries out what they planned, up to the present instant, in one transaction. */
export async function seedFictionalPilots(
  database: Database<Tables>,
  clock: Clock,
  zone: string,
  { seed = demoSeed, progress = () => {} }: HistoryWish = {},
): Promise<void> {
  const tell = (month: string) => progress(`正在生成演示数据 / making up the demo pilots: ${month}`);
  await database.db.transaction().execute(async (tx) => {
    const random = randomFrom(seed);
    const calendar = calendarUntil(clock.now(), zone, months);
    const cast: Cast = { units: new Map(), people: new Map(), pilots: new Map() };
    tell(calendar.first.slice(0, 7));
    await followAtTheEnd(tx, async () => {
      for (const chapter of chapters) await chapter.write({ tx, calendar, cast, random: random.of(chapter.name) });
      await calendar.play(tx, (day) => tell(day.slice(0, 7)));
    });
  });
}
