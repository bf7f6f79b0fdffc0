// What a person chooses for this browser: language, appearance, type size. Kept in local storage, shown on <html>.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";

export type Language = "zh" | "en";
export type Theme = "light" | "dark" | "system";
export type TypeSize = "normal" | "large";

interface Choices {
  language: Language;
  theme: Theme;
  typeSize: TypeSize;
}

export interface Preferences extends Choices {
  /** What the theme comes to, with the system asked. */
  shown: "light" | "dark";
  choose: (change: Partial<Choices>) => void;
}

const key = "shidian.preferences";
const start: Choices = { language: "zh", theme: "system", typeSize: "normal" };
const Context = createContext<Preferences | null>(null);

export function readChoices(): Choices {
  try {
    return { ...start, ...(JSON.parse(localStorage.getItem(key) ?? "{}") as Partial<Choices>) };
  } catch {
    return start;
  }
}

const darkSystem = matchMedia("(prefers-color-scheme: dark)");

function useSystemTheme(): "light" | "dark" {
  const [dark, setDark] = useState(darkSystem.matches);
  useEffect(() => {
    const follow = () => setDark(darkSystem.matches);
    darkSystem.addEventListener("change", follow);
    return () => darkSystem.removeEventListener("change", follow);
  }, []);
  return dark ? "dark" : "light";
}

export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [choices, setChoices] = useState(readChoices);
  const system = useSystemTheme();
  const shown = choices.theme === "system" ? system : choices.theme;
  const root = document.documentElement;
  root.lang = choices.language === "zh" ? "zh-CN" : "en";
  root.dataset.theme = shown;
  root.dataset.type = choices.typeSize;
  const preferences = useMemo<Preferences>(
    () => ({
      ...choices,
      shown,
      choose: (change) => {
        const next = { ...choices, ...change };
        setChoices(next);
        try {
          localStorage.setItem(key, JSON.stringify(next));
        } catch {
          // A browser that keeps nothing still shows the choice until it is closed.
        }
      },
    }),
    [choices, shown],
  );
  return <Context value={preferences}>{children}</Context>;
}

export function usePreferences(): Preferences {
  const preferences = useContext(Context);
  if (!preferences) throw new Error("Wrap the page in <PreferencesProvider>.");
  return preferences;
}
