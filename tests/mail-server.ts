// A real mail server on loopback that keeps what it takes, and refuses when it is told to.
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

export interface TestMailServer {
  url: string;
  /** Whole messages in the order of their arrival, with whom they were for. */
  mails: { to: string[]; source: string; messageId: string; subject: string; body: string }[];
  /** Replies with this code to every message until it is set back to null. */
  refuseWith: number | null;
  close(): Promise<void>;
}

export async function startMailServer(): Promise<TestMailServer> {
  const mails: TestMailServer["mails"] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onData(stream, session, done) {
      void text(stream).then((source) => {
        if (kept.refuseWith !== null)
          return done(Object.assign(new Error("refused for the test"), { responseCode: kept.refuseWith }));
        const to = session.envelope.rcptTo.map((one) => one.address);
        mails.push({ to, source, ...readMail(source) });
        return done(null);
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const kept: TestMailServer = {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    mails,
    refuseWith: null,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return kept;
}

/** Of a plain-text mail: headers as they mean, and the text. */
function readMail(source: string) {
  const end = source.indexOf("\r\n\r\n");
  const head = source.slice(0, end).replace(/\r\n[ \t]+/g, " ");
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(head)?.[1] ?? "";
  const encoding = header("content-transfer-encoding").toLowerCase();
  const raw = source.slice(end + 4);
  const body =
    encoding === "base64"
      ? Buffer.from(raw, "base64").toString("utf8")
      : encoding === "quoted-printable"
        ? quotedPrintable(raw.replace(/=\r\n/g, ""))
        : raw;
  return { messageId: header("message-id"), subject: decoded(header("subject")), body };
}

const quotedPrintable = (text: string) =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString("utf8");

const decoded = (text: string) =>
  text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === "b" ? `\u0001${word}\u0002` : quotedPrintable(word.replaceAll("_", " ")),
    )
    .replace(/\u0001[^\u0002]*\u0002(?:\u0001[^\u0002]*\u0002)*/g, (words) =>
      Buffer.concat(words.split("\u0001").map((word) => Buffer.from(word.replace("\u0002", ""), "base64"))).toString(
        "utf8",
      ),
    );
