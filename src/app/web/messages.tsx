// Sentences and labels in the chosen language, and how days and instants are written.
import { useEffect, useMemo } from "react";
import { fill } from "../../kernel/errors.ts";
import type { Label } from "../../kernel/labels.ts";
import { type MessageKey, zh } from "./messages/zh.ts";
import { type Language, usePreferences } from "./preferences.tsx";

/** Chinese is always there; English is fetched when it is chosen. */
const tables: { zh: typeof zh; en: Record<MessageKey, string> } = { zh, en: zh };

export async function loadLanguage(language: Language): Promise<void> {
  if (language === "en") tables.en = (await import("./messages/en.ts")).en;
}

export interface Messages {
  language: Language;
  /** A sentence of the shell by its key, or one of a module's own `page-words.ts`; `{name}` is filled in. */
  say: (sentence: MessageKey | Label, facts?: Record<string, string | number>) => string;
  /** The word of a code table's entry, or of anything that carries both languages. */
  word: (label: Pick<Label, "zh" | "en"> | undefined) => string;
  /** Names one after another: 、 in Chinese, a comma in English. */
  list: (names: readonly string[]) => string;
  /** A day `2021-08-04` as 2021年8月4日 or 4 Aug 2021; a dash for none. */
  day: (day: string | null | undefined) => string;
  /** An instant as local day and time to the minute. */
  instant: (at: string) => string;
}

export function useMessages(): Messages {
  const { language } = usePreferences();
  return useMemo(() => messagesFor(language), [language]);
}

/** Made once for each language: formats of dates are dear, and a table asks for them in every cell. */
const made = new Map<Language, Messages>();

function messagesFor(language: Language): Messages {
  const messages = made.get(language) ?? messagesIn(language);
  made.set(language, messages);
  return messages;
}

function messagesIn(language: Language): Messages {
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  const days = new Intl.DateTimeFormat(locale, {
    year: "numeric",
    month: language === "zh" ? "long" : "short",
    day: "numeric",
    timeZone: "UTC",
  });
  const instants = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" });
  return {
    language,
    say: (sentence, facts) => {
      const text = typeof sentence === "string" ? tables[language][sentence] : sentence[language];
      return facts ? fill(text, facts, language) : text;
    },
    word: (label) => label?.[language] ?? "",
    list: (names) => names.join(language === "zh" ? "、" : ", "),
    day: (day) => {
      if (!day) return tables[language].none;
      const at = new Date(`${day.slice(0, 10)}T00:00:00Z`);
      // A day mistyped in an address is shown as it was typed; the server says what is wrong with it.
      return Number.isNaN(at.getTime()) ? day : days.format(at);
    },
    instant: (at) => instants.format(new Date(at)),
  };
}

/** Today where the reader is, `YYYY-MM-DD`. */
export const localToday = () => new Date().toLocaleDateString("sv-SE");

/** Titles the browser tab; screens call it with their own name. */
export function useTitle(page: string): void {
  const { say } = useMessages();
  const title = say("title", { page });
  useEffect(() => {
    document.title = title;
  }, [title]);
}
