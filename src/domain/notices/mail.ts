// Mail as this program sends it: plain text, one recipient, a Message-ID that stays the same at every try of the same delivery.
import type { Transporter } from "nodemailer";

export interface MailSettings {
  /** smtp://user:password@host:port or smtps://…; empty: no mail. */
  smtp: string;
  /** Sender, as it stands in From. */
  from: string;
  /** Public address of the installation, for links. */
  origin: string;
}

export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** Of the delivery: makes the Message-ID. */
  id: string;
  /** Of what it answers to, so that mail programs put notices of one record together. */
  thread?: string;
}

export interface Postman {
  ready: boolean;
  send(mail: Mail): Promise<void>;
}

const mostMilliseconds = 20_000;

/** Line breaks would end a header; the library encodes the rest. */
const oneLine = (text: string) => text.replace(/[\u0000-\u001f\u007f]+/g, " ").trim();

/** The part after @ of our ids: the host of the installation, whatever server passes the mail on. */
const domainOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).hostname : "shidian.invalid");

export function createPostman(settings: MailSettings): Postman {
  if (!settings.smtp) return { ready: false, send: () => Promise.reject(new Error("no mail server is set")) };
  let transport: Transporter | undefined;
  return {
    ready: true,
    async send(mail) {
      // Whoever sends no mail need not load the library (5 MB of heap, measured alone).
      const { createTransport } = await import("nodemailer");
      transport ??= createTransport(settings.smtp, {
        // No file and no address is ever read for a message.
        disableFileAccess: true,
        disableUrlAccess: true,
      } as object);
      const domain = domainOf(settings.origin);
      await within(
        transport.sendMail({
          from: settings.from,
          to: { name: "", address: mail.to },
          subject: oneLine(mail.subject).slice(0, 200),
          text: mail.text,
          messageId: `<${mail.id}@${domain}>`,
          ...(mail.thread ? { references: `<${mail.thread}@${domain}>` } : {}),
          headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
        }),
      );
    },
  };
}

async function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the mail server did not answer in time")), mostMilliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
