// What somebody owes: the modules above offer it, app/modules.ts registers it. They need not know of this file.
import type { Call } from "../../kernel/call.ts";
import type { OwnProgramme } from "../pilot/rules.ts";
import type { Db } from "../tables.ts";

interface Words {
  zh: string;
  en: string;
}

/** One thing that the caller owes by duty and unit, or waits for. */
export interface Owed {
  programmeId: string;
  kind: string;
  id: string;
  title: Words;
  what: Words;
  act: string | null;
  dueOn: string | null;
  waitingFor: Words | null;
  href: string;
  sinceAt: string;
}

export interface OwedSource {
  kind: string;
  /** How the kind is called; where it does not say so, `owedKinds` in model.ts does. */
  zh?: string;
  en?: string;
  /** What the caller owes in these programmes: at most 200, the most urgent first, in a handful of indexed statements. */
  owed(db: Db, call: Call, programmes: readonly OwnProgramme[]): Promise<readonly Owed[]>;
}

const sources = new Map<string, OwedSource>();

/** The order of registering is the order in which kinds are told. */
export function registerOwed(source: OwedSource): void {
  sources.set(source.kind, source);
}

export const owedSources = (): OwedSource[] => [...sources.values()];
