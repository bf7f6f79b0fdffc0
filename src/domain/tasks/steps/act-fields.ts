// What each act asks for on its form, in order; the shapes that the server takes are in model-acts.ts.
import type { Label } from "../../../kernel/labels.ts";
import { checkKinds, longestPublication, opinions, reopenReasons, suspendReasons } from "../model-acts.ts";
import type { StepAct } from "../rules.ts";
import { words } from "./page-steps-words.ts";

export interface ActField {
  name: string;
  label: Label;
  kind: "text" | "line" | "day" | "choice" | "number";
  required?: boolean;
  /** Longest text, or greatest number. */
  limit?: number;
  choices?: Readonly<Record<string, Label>>;
  hint?: Label;
  begin?: string;
}

export const reason: ActField = { name: "note", label: words.reason, kind: "text", required: true, limit: 2000 };
export const note: ActField = { name: "note", label: words.opinionNote, kind: "text", limit: 2000 };
const reviewOn: ActField = {
  name: "reviewOn",
  label: words.reviewOn,
  kind: "day",
  required: true,
  hint: words.reviewHint,
};

/** Acts with a form of their own; the others ask for a note alone. */
export const actFields: Partial<Record<StepAct, readonly ActField[]>> = {
  requestChange: [{ name: "scope", label: words.scope, kind: "text", limit: 2000 }, reason],
  adviseChange: [{ name: "opinion", label: words.opinion, kind: "choice", choices: opinions, required: true }, note],
  refuseChange: [reason],
  suspend: [
    { name: "because", label: words.because, kind: "choice", choices: suspendReasons, required: true },
    reviewOn,
    reason,
  ],
  keepSuspended: [reviewOn, reason],
  requestClose: [
    { name: "done", label: words.done, kind: "text", required: true, limit: 4000 },
    { name: "effect", label: words.effect, kind: "text", required: true, limit: 4000 },
    note,
  ],
  recheckClose: [
    { name: "check", label: words.check, kind: "choice", choices: checkKinds, begin: "none" },
    { name: "finding", label: words.finding, kind: "text", limit: 4000 },
    note,
  ],
  publishClose: [
    { name: "days", label: words.days, kind: "number", required: true, limit: longestPublication, begin: "5" },
    { name: "where", label: words.where, kind: "line", required: true, limit: 200 },
    note,
  ],
  reopen: [{ name: "because", label: words.because, kind: "choice", choices: reopenReasons, required: true }, reason],
  end: [
    { name: "approvedBy", label: words.approvedBy, kind: "line", required: true, limit: 100 },
    { name: "basis", label: words.basis, kind: "line", required: true, limit: 300 },
    reason,
  ],
};

export type Typed = Readonly<Record<string, string>>;

/** Required fields that are still empty. */
export const missingOf = (fields: readonly ActField[], typed: Typed): string[] =>
  fields.filter((field) => field.required && !typed[field.name]?.trim()).map((field) => field.name);

/** What was typed, as the operation takes it: empty answers are left out. */
export const sentOf = (fields: readonly ActField[], typed: Typed): Record<string, string | number> =>
  Object.fromEntries(
    fields.flatMap(({ name, kind }) => {
      const value = typed[name]?.trim();
      return value ? [[name, kind === "number" ? Number(value) : value]] : [];
    }),
  );
