// Where one can go and what one can set from the palette, found by their words in both languages and by initials.
import { useNavigate, useRouter } from "@tanstack/react-router";
import { loadLanguage, useMessages } from "../../app/web/messages.tsx";
import { usePreferences } from "../../app/web/preferences.tsx";
import { useMe } from "../../app/web/session.tsx";
import { useHere } from "../../app/web/shell/here.tsx";
import type { Label } from "../../kernel/labels.ts";
import { words } from "./page-words.ts";

export interface Command {
  id: string;
  label: string;
  /** What it is found by. */
  by: string;
  run: () => void;
}

interface Screen {
  path: string;
  label: Label;
  initials: string;
  office?: true;
}

/** Screens of one programme and of none; one that this program does not have is left out. */
const screens: readonly Screen[] = [
  { path: "/p/$programmeId/overview", label: words.overview, initials: "zl zonglan" },
  { path: "/p/$programmeId/plan", label: words.plan, initials: "fa fangan" },
  { path: "/p/$programmeId/ledger", label: words.ledger, initials: "tz taizhang" },
  { path: "/imports", label: words.imports, initials: "drfa daoru", office: true },
  { path: "/units", label: words.units, initials: "dw danwei" },
  { path: "/search", label: words.searchPage, initials: "jsy jiansuo" },
];

const foundBy = (label: Label, initials: string) => `${label.zh} ${label.en} ${initials}`.toLowerCase();

export function useCommands(): Command[] {
  const { word } = useMessages();
  const { programme, programmes } = useHere();
  const { shown, typeSize, language, choose } = usePreferences();
  const navigate = useNavigate();
  const { routesByPath } = useRouter();
  const office = useMe()?.duties.includes("office") ?? false;
  const go = (path: string, programmeId?: string) =>
    void navigate({ href: path.replace("$programmeId", programmeId ?? programme?.id ?? "") });
  const setting = (id: string, label: Label, initials: string, run: () => void): Command => ({
    id,
    label: word(label),
    by: foundBy(label, initials),
    run,
  });
  return [
    ...screens
      .filter((screen) => screen.path in routesByPath && (!screen.office || office))
      .filter((screen) => programme || !screen.path.includes("$programmeId"))
      .map((screen) => setting(screen.path, screen.label, screen.initials, () => go(screen.path))),
    ...programmes
      .filter((one) => one.id !== programme?.id)
      .map((one) => ({
        id: one.id as string,
        label: one.shortTitle,
        by: `${one.title} ${one.shortTitle}`.toLowerCase(),
        run: () => go("/p/$programmeId/plan", one.id),
      })),
    shown === "dark"
      ? setting("light", words.light, "qs qianse", () => choose({ theme: "light" }))
      : setting("dark", words.dark, "ss shense", () => choose({ theme: "dark" })),
    typeSize === "large"
      ? setting("normal", words.normalType, "bz biaozhun", () => choose({ typeSize: "normal" }))
      : setting("large", words.largeType, "dz dazi", () => choose({ typeSize: "large" })),
    setting("language", words.language, "yw yingwen zhongwen", () => {
      const other = language === "zh" ? "en" : "zh";
      void loadLanguage(other).then(() => choose({ language: other }));
    }),
  ];
}

/** Commands that hold all that was typed; the first few when nothing was. */
export function commandsFor(commands: readonly Command[], typed: string): Command[] {
  const text = typed.trim().toLowerCase();
  return text ? commands.filter((command) => command.by.includes(text)).slice(0, 4) : commands.slice(0, 6);
}
