// Reads a live connection as a program would: the events as they come, and whether the server has ended it.
import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { vi } from "vitest";
import type { LiveEvent } from "../src/app/live/model.ts";

export interface LiveReader {
  status: number;
  headers: Headers;
  /** What has come so far. */
  events: { event: string; id: string | undefined; data: unknown }[];
  /** Comments that kept the connection awake. */
  beats: number;
  ended: boolean;
  /** Waits for an event that comes after those already waited for. */
  next<Name extends LiveEvent["event"]>(
    event: Name,
  ): Promise<Extract<LiveEvent, { event: Name }>["data"] & { id?: string }>;
  close(): void;
}

const patience = { timeout: 10_000, interval: 10 };

/** Opens a connection; a refusal is read as well, its JSON as the only event. */
export async function listenLive(url: string, headers: Record<string, string>): Promise<LiveReader> {
  // Not fetch: it opens another connection in advance when one is cut off, and a server waits for that one at its end.
  const request = get(url, { headers, agent: false });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  request.on("error", () => {});
  let seen = 0;
  const reader: LiveReader = {
    status: response.statusCode ?? 0,
    headers: new Headers(response.headers as Record<string, string>),
    events: [],
    beats: 0,
    ended: false,
    async next(event) {
      const found = await vi.waitFor(() => {
        const at = reader.events.findIndex((one, index) => index >= seen && one.event === event);
        if (at >= 0) return at;
        throw new Error(`no ${event} in ${JSON.stringify(reader.events.slice(seen))}, ended: ${reader.ended}`);
      }, patience);
      seen = found + 1;
      return reader.events[found]?.data as never;
    },
    close: () => request.destroy(),
  };
  const whole = read(response.setEncoding("utf8"), reader).finally(() => {
    reader.ended = true;
  });
  if (reader.status !== 200) await whole;
  return reader;
}

async function read(chunks: AsyncIterable<string>, reader: LiveReader): Promise<void> {
  let rest = "";
  try {
    for await (const chunk of chunks) {
      const blocks = (rest + chunk).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const lines = new Map(block.split("\n").map((line) => split(line)));
        const event = lines.get("event");
        if (block === ":") reader.beats += 1;
        else if (event)
          reader.events.push({ event, id: lines.get("id"), data: JSON.parse(lines.get("data") ?? "null") });
      }
    }
    if (reader.status !== 200) reader.events.push({ event: "refused", id: undefined, data: JSON.parse(rest) });
  } catch {
    // Cut off from one side or the other: told by `ended`.
  }
}

const split = (line: string): [string, string] => {
  const at = line.indexOf(":");
  return [line.slice(0, at), line.slice(at + 1).trim()];
};
