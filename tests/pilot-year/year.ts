// The year under way: the clock, what runs by itself, and steps, after each of which every invariant is looked at.

import { routineOf } from "../../src/app/routine.ts";
import { addWorkingDays } from "../../src/domain/pilot/calendar.ts";
import type { Task, TaskId } from "../../src/domain/tasks/model.ts";
import { openShelf } from "../../src/files/shelf.ts";
import { dayOf, isoOf } from "../../src/kernel/clock.ts";
import { readConfig } from "../../src/kernel/config.ts";
import { createLog } from "../../src/kernel/log.ts";
import { testZone } from "../start-server.ts";
import { type Api, type Cast, type Seat, seatCast } from "./cast.ts";
import { type Fate, tasks } from "./plan.ts";
import { Watch } from "./watch.ts";

/** Told on request only: `SHIDIAN_STORY=1`. */
const story = process.env.SHIDIAN_STORY ? (line: string) => process.stdout.write(`${line}\n`) : () => undefined;

/** One pilot on a clock that only goes forward. */
export interface Year extends Cast {
  watch: Watch;
  today(): string;
  /** Somebody does something; a minute goes by; then everything is looked at. */
  step<T>(seat: Seat, what: string, act: (api: Api) => Promise<T>): Promise<T>;
  /** Something that must be refused, with its code; then everything is looked at, for a refusal leaves nothing. */
  refused(seat: Seat, what: string, code: string, act: (api: Api) => Promise<unknown>): Promise<void>;
  /** Morning of that day; what runs by itself has run, also in the last nights of the months between. */
  goTo(day: string): Promise<void>;
  /** Working days after a day. */
  after(day: string, days: number): string;
  read(fate: Fate): Promise<Task>;
  at(task: Pick<Task, "id" | "version">): { programmeId: Cast["programmeId"]; taskId: TaskId; version: number };
  end(): Promise<void>;
}

export async function beginYear(): Promise<Year> {
  const cast = await seatCast();
  const { server, programmeId, players } = cast;
  const watch = await Watch.begin(cast);
  const config = readConfig({ SHIDIAN_DATA: server.folder });
  if (!("config" in config)) throw new Error("the settings are unusable");
  const turn = routineOf(server.database, server.clock, testZone, failingLog(), openShelf(config.config));
  const today = () => dayOf(server.clock.now(), testZone);
  const ids = new Map(
    (await players.chief.api.tasks.listTasks({ programmeId, limit: 1000 })).items.map((task) => [task.number, task.id]),
  );
  const idOf = (fate: Fate) => ids.get(tasks[fate]) as TaskId;

  const runItself = async (what: string) => {
    await turn();
    await watch.look(`${today()} ${what}`, null);
  };
  const nightOf = async (day: string) => {
    server.clock.set(isoOf(Date.parse(`${day}T15:50:00Z`)));
    await runItself("月末");
    await watch.keepMonth(day);
  };
  const morningOf = async (day: string) => {
    server.clock.set(isoOf(Date.parse(`${day}T00:30:00Z`)));
    await runItself("系统自动办理");
  };
  return {
    ...cast,
    watch,
    today,
    async step(seat, what, act) {
      server.clock.advance(60_000);
      const line = `${today()} ${players[seat].name} ${what}`;
      story(line);
      const done = await act(players[seat].api).catch((error: unknown) => {
        throw new Error(`${line}: ${(error as Error).message} ${JSON.stringify((error as { facts?: object }).facts)}`, {
          cause: error,
        });
      });
      await watch.look(line, players[seat].personId);
      return done;
    },
    async refused(seat, what, code, act) {
      server.clock.advance(60_000);
      const line = `${today()} ${players[seat].name} ${what}（应被拒）`;
      story(line);
      const before = watch.events.length;
      const found = await act(players[seat].api).then(
        () => "a reply",
        (error: { code?: string }) => error.code ?? String(error),
      );
      if (found !== code) throw new Error(`${line}: expected ${code}, got ${found}`);
      await watch.look(line, players[seat].personId);
      if (watch.events.length !== before) throw new Error(`${line}: a refusal left an event`);
    },
    async goTo(day) {
      for (const night of nightsBetween(today(), day)) await nightOf(night);
      if (today() !== day) await morningOf(day);
    },
    after: (day, days) => addWorkingDays(day, days).day,
    read: (fate) => players.chief.api.tasks.getTask({ programmeId, taskId: idOf(fate) }),
    at: (task) => ({ programmeId, taskId: task.id, version: task.version }),
    async end() {
      await server.close();
    },
  };
}

/** Before a day: each month's last night. */
function nightsBetween(from: string, to: string): string[] {
  const nights: string[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); at < Date.parse(`${to}T00:00:00Z`); at += oneDay) {
    const day = isoOf(at).slice(0, 10);
    if (isoOf(at + oneDay).slice(8, 10) === "01") nights.push(day);
  }
  return nights;
}

const oneDay = 86_400_000;

/** A step of the routine that fails is a defect here, not something to be tried again. */
function failingLog() {
  const log = createLog("silent");
  log.error = ((facts: { err?: Error; step?: string }) => {
    throw new Error(`routine step “${facts.step}” failed`, { cause: facts.err });
  }) as typeof log.error;
  return log;
}
