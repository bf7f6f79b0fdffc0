// What a delivery says, as a mail and as a message of a robot: pure, from the notices it holds.
import type { SentNotice } from "./delivery-store.ts";
import { type Topic, topics } from "./model.ts";
import type { Message } from "./robot-bodies.ts";

type Language = "zh" | "en";

const titleIn = (notice: SentNotice, language: Language) => (language === "zh" ? notice.titleZh : notice.titleEn);

const say = {
  several: { zh: "{count} 条通知", en: "{count} notices" },
  due: { zh: "时限 {day}", en: "due {day}" },
  choose: { zh: "选择接收哪些通知：{link}", en: "Choose what is mailed to you: {link}" },
  sent: { zh: "本邮件由系统发出，请勿回复。", en: "Sent by the system; please do not answer." },
  code: { zh: "邮箱验证码", en: "Code for your address" },
  codeText: {
    zh: "验证码 {code}，{minutes} 分钟内有效。请在通知设置中填写。\n若非本人操作，请忽略本邮件。",
    en: "Your code is {code}; it is good for {minutes} minutes. Enter it in the notice settings.\nIf you did not ask for it, ignore this mail.",
  },
} as const;

const put = (text: string, facts: Record<string, string | number>) =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ""));

export function subjectOf(programme: string, notices: readonly SentNotice[], language: Language): string {
  const [only] = notices;
  const about =
    notices.length === 1 && only ? titleIn(only, language) : put(say.several[language], { count: notices.length });
  return `[${programme}] ${about}`;
}

/** Notices by topic, each with its day and its address. */
export function mailText(
  programme: string,
  notices: readonly SentNotice[],
  origin: string,
  language: Language,
): string {
  const parts: string[] = [programme];
  for (const [topic, some] of Map.groupBy(notices, (notice) => notice.topic as Topic)) {
    parts.push(`\n${topics[topic]?.[language] ?? topics.other[language]}`);
    for (const notice of some) {
      const due = notice.dueOn ? ` (${put(say.due[language], { day: notice.dueOn })})` : "";
      parts.push(
        `- ${titleIn(notice, language)}${language === "zh" ? due.replace(" (", "（").replace(")", "）") : due}`,
      );
      parts.push(`  ${origin}${notice.href}`);
    }
  }
  parts.push(`\n${put(say.choose[language], { link: `${origin}/notices/settings` })}`, say.sent[language]);
  return parts.join("\n");
}

export const codeLetter = (code: string, minutes: number, language: Language) => ({
  subject: say.code[language],
  text: `${put(say.codeText[language], { code, minutes })}\n\n${say.sent[language]}`,
});

export function messageOf(
  programme: { id: string; title: string },
  notices: readonly SentNotice[],
  origin: string,
): Message {
  return {
    title: subjectOf(programme.title, notices, "zh"),
    lines: notices.map((notice) => ({ text: notice.titleZh, link: `${origin}${notice.href}` })),
    data: {
      programmeId: programme.id,
      programme: programme.title,
      notices: notices.map((notice) => ({
        id: notice.id,
        topic: notice.topic,
        subject: { kind: notice.subjectKind, id: notice.subjectId },
        title: { zh: notice.titleZh, en: notice.titleEn },
        link: `${origin}${notice.href}`,
        dueOn: notice.dueOn,
        urgent: notice.urgent,
        at: notice.madeAt,
      })),
    },
  };
}
