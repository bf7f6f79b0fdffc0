// Hears NOTIFY on a PostgreSQL server: one session of its own beside the pool, made anew when it is lost, and a word about the gap.
// A pooler in transaction mode keeps no session, so nothing is heard through one.

import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Database } from "./database.ts";

/** Waits between tries, milliseconds, doubling from the first to the last. */
const FIRST_WAIT = 100;
const LAST_WAIT = 10_000;

/** How often the session is asked whether it is still there, and how long it may take: a firewall forgets idle ones without a word. */
const ASK_MILLISECONDS = 20_000;
const ANSWER_MILLISECONDS = 5_000;

interface Listener {
  channel: string;
  onMessage: (payload: string) => void;
  onGap: () => void;
}

export interface Ear {
  listen: Database["listen"];
  close(): Promise<void>;
}

/** Prepares an ear for a server; it connects when somebody listens. */
export function startEar(config: pg.ClientConfig, log?: (message: string) => void): Ear {
  const listeners = new Set<Listener>();
  const ending = new AbortController();
  let client: pg.Client | undefined;
  let life: Promise<void> | undefined;

  let said: Promise<unknown> = Promise.resolve();

  /** Statements of a session go one after the other. A failed one needs no mend: the session is lost then, and the next listens anew. */
  const say = (session: pg.Client | undefined, text: string) => {
    const answer = said.then(() => session?.query(text));
    said = answer.catch(() => undefined);
    return answer;
  };

  const isHeard = (channel: string) => [...listeners].some((one) => one.channel === channel);

  /** One session from its first word to its end; resolves when it is lost. */
  async function live(onReady: () => void): Promise<void> {
    const session = new pg.Client({ ...config, query_timeout: ANSWER_MILLISECONDS });
    const lost = new Promise<void>((resolve) => {
      session.once("end", resolve);
      session.on("error", (error) => {
        log?.(`The listening connection to PostgreSQL was lost: ${error.message}`);
        resolve();
      });
    });
    let asking: NodeJS.Timeout | undefined;
    try {
      await session.connect();
      client = session;
      session.on("notification", ({ channel, payload = "" }) => {
        for (const one of [...listeners]) if (one.channel === channel) one.onMessage(payload);
      });
      for (const channel of new Set([...listeners].map((one) => one.channel)))
        await say(session, `listen ${pg.escapeIdentifier(channel)}`);
      onReady();
      const silent = new Promise<void>((resolve) => {
        asking = setInterval(() => void say(session, "select 1").catch(() => resolve()), ASK_MILLISECONDS);
        asking.unref();
        ending.signal.addEventListener("abort", () => resolve(), { once: true });
      });
      await Promise.race([lost, silent]);
    } finally {
      clearInterval(asking);
      client = undefined;
      // A server that no longer answers does not answer a farewell either.
      await Promise.race([session.end().catch(() => undefined), sleep(1000, undefined, { ref: false })]);
    }
  }

  /** Sessions one after the other until the end; `onFirst` is told when the first try is over, well or not. */
  async function keepAlive(onFirst: () => void): Promise<void> {
    let wait = FIRST_WAIT;
    for (let tries = 1; !ending.signal.aborted; tries += 1) {
      const missed = tries > 1;
      try {
        await live(() => {
          wait = FIRST_WAIT;
          if (missed) for (const one of [...listeners]) one.onGap();
          onFirst();
        });
      } catch (error) {
        log?.(`PostgreSQL is not heard, trying again: ${error instanceof Error ? error.message : String(error)}`);
      }
      onFirst();
      if (ending.signal.aborted) return;
      await sleep(wait, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
      wait = Math.min(wait * 2, LAST_WAIT);
    }
  }

  return {
    async listen(channel, onMessage, onGap) {
      const one = { channel, onMessage, onGap };
      const known = isHeard(channel);
      listeners.add(one);
      if (!life)
        await new Promise<void>((resolve) => {
          life = keepAlive(resolve);
        });
      else if (!known) await say(client, `listen ${pg.escapeIdentifier(channel)}`).catch(() => undefined);
      return async () => {
        listeners.delete(one);
        if (!isHeard(channel)) await say(client, `unlisten ${pg.escapeIdentifier(channel)}`).catch(() => undefined);
      };
    },
    async close() {
      listeners.clear();
      ending.abort();
      await life;
    },
  };
}
