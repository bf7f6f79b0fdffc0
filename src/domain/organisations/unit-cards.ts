// The registry of what modules show on a unit's page and give it as data; filled in app/modules.ts.
import type { Call, Language } from "../../kernel/call.ts";
import type { TableToWrite } from "../../workbook/sheet-to-write.ts";
import type { Db } from "../tables.ts";
import type { UnitKind } from "./model.ts";
import type { UnitCard } from "./model-unit-page.ts";

/** Which unit, in which pilot, on which day. That the reader may see the unit has been decided. */
export interface UnitInProgramme {
  programmeId: string;
  unit: { id: string; kind: UnitKind; shortName: string };
  asOf: string | undefined;
}

export interface UnitCardSource {
  kind: string;
  /** `null`: the module has nothing to say of such a unit. Every figure is of this unit alone. */
  card(db: Db, call: Call, at: UnitInProgramme): Promise<UnitCard | null>;
  /** Sheets of the unit's data for its own use; `footer` stands at the foot of each. */
  sheets?(
    db: Db,
    call: Call,
    at: UnitInProgramme,
    paper: { language: Language; footer: string },
  ): Promise<TableToWrite[]>;
}

/** What this module must know of a pilot, without knowing pilots. */
export interface ProgrammeOpened {
  title: string;
  demo: boolean;
  /** Is the reader of the office that runs it? */
  isOffice: boolean;
  /** The units that take part in it. */
  participants(): Promise<ReadonlySet<string>>;
}

/** Opens a pilot for the reader, or refuses as if there were none. */
export type ProgrammeGate = (db: Db, call: Call, programmeId: string) => Promise<ProgrammeOpened>;

const sources = new Map<string, UnitCardSource>();
let gate: ProgrammeGate | null = null;

/** Cards stand on the page in the order in which they are registered. */
export function registerUnitCard(source: UnitCardSource): void {
  sources.set(source.kind, source);
}

export function guardUnitPages(given: ProgrammeGate): void {
  gate = given;
}

export const cardSources = (): UnitCardSource[] => [...sources.values()];

export function openThrough(db: Db, call: Call, programmeId: string): Promise<ProgrammeOpened> {
  if (!gate) throw new Error("nobody guards the pages of units: call guardUnitPages in app/modules.ts");
  return gate(db, call, programmeId);
}
