// How each kind of webhook is spoken to: body, headers, signature, and how its answer is read. Robots differ only in this table.
import { createHmac } from "node:crypto";
import type { WebhookKind } from "./model-channels.ts";

export interface Message {
  /** One line. */
  title: string;
  /** Notices, each a line with its address. */
  lines: readonly { text: string; link: string }[];
  /** For programs: everything. */
  data: Readonly<Record<string, unknown>>;
}

export interface Spoken {
  url: URL;
  headers: Record<string, string>;
  body: string;
}

interface Speaker {
  body(message: Message, signature: { timestamp: string; sign: string } | null): unknown;
  sign?(url: URL, secret: string, at: number): { timestamp: string; sign: string };
  /** Does the signature go into the address instead of the body? */
  signInAddress?: true;
  /** The field of the answer that says whether it was taken, and its value for yes. */
  took?: { fields: readonly string[]; yes: number };
}

const hmac = (key: string, text: string) => createHmac("sha256", key).update(text).digest("base64");

/** Signs of markdown in a quoted title would break the link around it; robots differ in how they escape, so wide ones stand in. */
const wide: Readonly<Record<string, string>> = { "[": "［", "]": "］", "(": "（", ")": "）" };
const plain = (text: string) => text.replace(/[[\]()*_`>#<\\]/g, (sign) => wide[sign] ?? "");
const markdown = (message: Message) =>
  [`**${plain(message.title)}**`, ...message.lines.map((line) => `- [${plain(line.text)}](${line.link})`)].join("\n");

const speakers: Readonly<Record<Exclude<WebhookKind, "signed">, Speaker>> = {
  // 企业微信: no signature, the address is the key. 4,096 bytes of markdown.
  wecom: {
    body: (message) => ({ msgtype: "markdown", markdown: { content: cut(markdown(message), 4000) } }),
    took: { fields: ["errcode"], yes: 0 },
  },
  // 钉钉 加签: timestamp and signature in the address.
  dingtalk: {
    body: (message) => ({
      msgtype: "markdown",
      markdown: { title: message.title, text: cut(markdown(message).replaceAll("\n", "\n\n"), 18_000) },
    }),
    sign: (_url, secret, at) => ({ timestamp: String(at), sign: hmac(secret, `${at}\n${secret}`) }),
    signInAddress: true,
    took: { fields: ["errcode"], yes: 0 },
  },
  // 飞书 签名校验: seconds and signature in the body; the key is the text and the message is empty.
  feishu: {
    body: (message, signature) => ({
      ...(signature ?? {}),
      msg_type: "text",
      content: {
        text: cut([message.title, ...message.lines.map((line) => `${line.text} ${line.link}`)].join("\n"), 18_000),
      },
    }),
    sign: (_url, secret, at) => {
      const timestamp = String(Math.floor(at / 1000));
      return { timestamp, sign: hmac(`${timestamp}\n${secret}`, "") };
    },
    took: { fields: ["code", "StatusCode"], yes: 0 },
  },
};

/** At most so many bytes of UTF-8, cut between lines where there are some. */
function cut(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  const short = Buffer.from(text)
    .subarray(0, bytes - 4)
    .toString("utf8")
    .replace(/\uFFFD+$/u, "");
  return `${short.slice(0, Math.max(short.lastIndexOf("\n"), short.length - 200))}\n…`;
}

/** What is sent to a webhook. `delivery` is the same at every try, so that a receiver knows a repetition. */
export function speak(
  hook: { kind: WebhookKind; url: URL; secret: string },
  message: Message,
  call: { at: number; delivery: string },
): Spoken {
  const json = { "content-type": "application/json; charset=utf-8", "user-agent": "shidian" };
  if (hook.kind === "signed") {
    const body = JSON.stringify({ id: call.delivery, ...message.data });
    const timestamp = String(Math.floor(call.at / 1000));
    const signature = createHmac("sha256", hook.secret).update(`${timestamp}.${body}`).digest("hex");
    return {
      url: hook.url,
      body,
      headers: {
        ...json,
        "x-shidian-delivery": call.delivery,
        "idempotency-key": call.delivery,
        "x-shidian-timestamp": timestamp,
        "x-shidian-signature": `sha256=${signature}`,
      },
    };
  }
  const speaker = speakers[hook.kind];
  const signature = hook.secret && speaker.sign ? speaker.sign(hook.url, hook.secret, call.at) : null;
  const url = new URL(hook.url);
  if (signature && speaker.signInAddress) {
    url.searchParams.set("timestamp", signature.timestamp);
    url.searchParams.set("sign", signature.sign);
  }
  return { url, headers: json, body: JSON.stringify(speaker.body(message, speaker.signInAddress ? null : signature)) };
}

/** Was a message taken? Robots answer 200 to everything and say it in the body. */
export function wasTaken(kind: WebhookKind, status: number, body: string): boolean {
  if (status < 200 || status > 299) return false;
  const took = kind === "signed" ? undefined : speakers[kind].took;
  if (!took) return true;
  try {
    const answer = JSON.parse(body) as Record<string, unknown>;
    const said = took.fields.map((field) => answer[field]).find((value) => value !== undefined);
    return said === took.yes;
  } catch {
    return false;
  }
}
