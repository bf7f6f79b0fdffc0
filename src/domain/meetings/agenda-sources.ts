// What can be put on an agenda: modules below (orders, liaison with ministries) offer it, app/modules.ts registers it.
import type { Call } from "../../kernel/call.ts";
import type { Db } from "../tables.ts";
import type { AgendaSource } from "./model.ts";

export interface AgendaProposal {
  source: AgendaSource;
  /** The record it is about, so that what was trimmed stays trimmed when the agenda is made again. */
  subjectId: string | null;
  title: { zh: string; en: string };
  reasons: readonly { zh: string; en: string }[];
  /** Address in the web shell, from `/`. */
  href: string | null;
}

/** From what an agenda is made. */
export interface AgendaReading {
  programmeId: string;
  /** The tasks in scope; `null`: all that the convener sees. */
  taskIds: ReadonlySet<string> | null;
  unitIds: readonly string[];
  dueWithinDays: number;
}

export interface AgendaOffer {
  source: AgendaSource;
  /** At most some two hundred, the most urgent first, in a fixed number of statements. */
  propose(db: Db, call: Call, reading: AgendaReading): Promise<readonly AgendaProposal[]>;
}

const offers = new Map<AgendaSource, AgendaOffer>();

export function registerAgenda(offer: AgendaOffer): void {
  offers.set(offer.source, offer);
}

export const agendaOffers = (): readonly AgendaOffer[] => [...offers.values()];
