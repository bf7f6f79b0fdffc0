// One call to somebody else's server: to the address that was checked, for a limited time, with a limited answer, following nowhere.
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { resolveHost, type Words } from "./address-guard.ts";
import type { Spoken } from "./robot-bodies.ts";

const mostMilliseconds = 10_000;
const mostAnswer = 64 * 1024;

export type Answer =
  | { kind: "answered"; status: number; body: string }
  /** It was not called at all, or the connection did not come about: certainly nothing has arrived. */
  | { kind: "unreached"; why: Words }
  /** It was called, and what became of it is not known. */
  | { kind: "broken"; why: Words };

const words = {
  refused: { zh: "连接不上", en: "no connection" },
  slow: { zh: "10 秒内没有答复", en: "no answer within 10 seconds" },
  broken: { zh: "连接中断", en: "the connection broke" },
} satisfies Record<string, Words>;

export async function callWebhook(spoken: Spoken, allowInner: boolean): Promise<Answer> {
  const host = await resolveHost(spoken.url, allowInner);
  if ("why" in host) return { kind: "unreached", why: host.why };
  // The name still goes into the request and the certificate check; only where it leads is settled here.
  const lookup: LookupFunction = (_name, options, done) =>
    options.all ? done(null, [host]) : done(null, host.address, host.family);
  const request = spoken.url.protocol === "https:" ? requestHttps : requestHttp;
  const limit = AbortSignal.timeout(mostMilliseconds);
  return new Promise((resolve) => {
    let connected = false;
    const outgoing = request(
      spoken.url,
      {
        method: "POST",
        headers: { ...spoken.headers, "content-length": Buffer.byteLength(spoken.body) },
        lookup,
        signal: limit,
        agent: false,
      },
      (answer) => {
        const parts: Buffer[] = [];
        let size = 0;
        const done = () =>
          resolve({ kind: "answered", status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString("utf8") });
        answer.on("data", (part: Buffer) => {
          size += part.length;
          if (size <= mostAnswer) parts.push(part);
          else {
            // What matters stands at the beginning; nobody keeps us reading.
            done();
            outgoing.destroy();
          }
        });
        answer.on("end", done);
        answer.on("error", () => resolve({ kind: "broken", why: words.broken }));
      },
    );
    outgoing.on("socket", (socket) =>
      socket.once(spoken.url.protocol === "https:" ? "secureConnect" : "connect", () => {
        connected = true;
      }),
    );
    outgoing.on("error", () => {
      const why = limit.aborted ? words.slow : connected ? words.broken : words.refused;
      resolve({ kind: connected ? "broken" : "unreached", why });
    });
    outgoing.end(spoken.body);
  });
}
