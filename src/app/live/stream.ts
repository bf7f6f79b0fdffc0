// One reader's stream of server-sent events (WHATWG HTML, 9.2): text blocks, a heartbeat, and an end for readers that do not keep up.
import { Readable } from "node:stream";
import type { LiveEvent } from "./model.ts";

/** Below the minute after which proxies usually give up on a silent connection. */
export const heartbeatMilliseconds = 25_000;

/** Bytes that may wait for a slow reader; it is cut off beyond, and reads everything anew when it comes back. */
const mostWaiting = 256 * 1024;

/** When a lost reader comes back, milliseconds: spread, so that a restart is not followed by all at once. */
const firstReturn = 1000;
const returnSpread = 3000;

/** How long a reader may take for what was sent before the end, milliseconds. */
const farewell = 500;

export interface EventStream {
  readonly readable: Readable;
  send(event: LiveEvent, id?: string): void;
  beat(): void;
  /** Ends the stream; what was sent before still arrives. */
  end(): void;
}

/** Opens a stream; `onClose` is called once, whoever ends it. */
export function openStream(onClose: () => void, random: () => number = Math.random): EventStream {
  const readable = new Readable({ read() {}, highWaterMark: mostWaiting });
  readable.once("close", onClose);
  let ended = false;
  const write = (text: string) => {
    if (ended || readable.destroyed) return;
    if (!readable.push(text)) readable.destroy();
  };
  write(`retry: ${firstReturn + Math.floor(random() * returnSpread)}\n\n`);
  return {
    readable,
    // JSON holds no line break, so that one line of data is enough.
    send: ({ event, data }, id) =>
      write(`event: ${event}\n${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`),
    beat: () => write(":\n\n"),
    end: () => {
      if (ended || readable.destroyed) return;
      ended = true;
      readable.push(null);
      setTimeout(() => readable.destroy(), farewell).unref();
    },
  };
}
