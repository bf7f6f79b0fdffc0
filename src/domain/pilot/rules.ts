// Who may do what with a programme and its plan.
import { allowed, type Decision, refused } from "../../kernel/access.ts";

/** One of the caller's programmes, as lists over several of them ask for it. */
export type OwnProgramme = Pick<OpenProgramme, "id" | "officeUnitId">;

/** A programme as the rules need it. */
export interface OpenProgramme {
  id: string;
  title: string;
  /** The government that issued its plan. */
  issuer: string | null;
  officeUnitId: string;
  planVersionId: string | null;
  /** Made up for the demo 演示数据? */
  demo: boolean;
}

export interface Reader {
  duties: readonly string[];
  unitIds: readonly string[];
}

/** Is this person of the office that runs the programme? */
export const isOfficeOf = (reader: Reader, programme: { officeUnitId: string }): boolean =>
  reader.duties.includes("office") && reader.unitIds.includes(programme.officeUnitId);

/** May work be linked to sentences, and links removed? Only by the programme's office. Code `programme.not-yours`. */
export const mayLink = (reader: Reader, programme: { officeUnitId: string }): Decision =>
  isOfficeOf(reader, programme) ? allowed : refused("programme.not-yours");

/** The length of the pilot: from its start day, a number of years, ending the day before. */
export function endsOn(startsOn: string | null, years: number | null): string | null {
  if (!startsOn || !years) return null;
  const [year, month, day] = startsOn.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year + years, month - 1, day) - 86_400_000);
  return last.toISOString().slice(0, 10);
}
