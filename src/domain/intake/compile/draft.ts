// What compiling a plan gives back: the draft that a person reviews before anything is applied (DESIGN 2.1).
import type { Range } from "./blocks.ts";
import type { Finding } from "./findings.ts";

export type { Range } from "./blocks.ts";

/** How a unit takes part in a task: 牵头 lead, 配合 support, 指导 guide. */
export type Role = "lead" | "support" | "guide";

/** A document that the plan stands on; `number` is null where only a title is cited. */
export interface Basis {
  title: string | null;
  number: string | null;
  source: Range;
}

/** What kind of place in the plan is it? `section` 一、(一) 1. 第一章, `article` 第一条, `annex` 附件, `rowGroup` a section row inside a table. */
export type OutlineKind = "section" | "article" | "annex" | "rowGroup";

export interface OutlineNode {
  /** Position in the list; parents come before children. */
  id: number;
  parent: number | null;
  /** Depth in the tree, 1 for the topmost. */
  level: number;
  kind: OutlineKind;
  /** The bare numeral (一, 12); null for an unnumbered heading. */
  number: string | null;
  title: string;
  /** The heading as written, without the closing full stop: (一)指导思想. */
  label: string;
  /** The whole numbered paragraph or row. */
  source: Range;
}

export type GoalKind = "count" | "ratio" | "amount" | "direction";
export type Comparator = "equal" | "atLeast" | "atMost" | "about";

export interface Goal {
  kind: GoalKind;
  text: string;
  value: number | null;
  unit: string | null;
  comparator: Comparator | null;
  direction: "up" | "down" | null;
  /** Within how many years of the start, where the same sentence says so (经过3年试点)? */
  years: number | null;
  /** By when, as written (到2028年), where the same sentence says so? */
  by: string | null;
  source: Range;
}

/** The 1+9+N: special group, its office, named working groups, then departments, districts and platforms. */
export type BodyKind = "specialGroup" | "office" | "workingGroup" | "department" | "district" | "platform";

export interface Body {
  kind: BodyKind;
  /** As written; for a listed group without its shared tail. */
  name: string;
  /** With the shared tail restored: 科技领域开放 + 工作推进组. */
  fullName: string;
  /** The sentence that gives the duty; null for a body that is only listed. */
  duty: string | null;
  /** Where the name stands. */
  source: Range;
}

export interface Mechanism {
  name: string;
  text: string;
  source: Range;
}

export interface KeyField {
  name: string;
  source: Range;
}

/** A unit that a rule stated once adds to every later task. */
export interface ImpliedUnit {
  unit: string;
  role: "lead" | "support";
  /** The rule as written. */
  reason: string;
}

export type DeadlineKind = "date" | "relative" | "standing";

export interface Deadline {
  kind: DeadlineKind;
  text: string;
  /** Last day, YYYY-MM-DD; null where only the text can say (印发之日起30日内, 持续推进, a month without any year near it). */
  by: string | null;
  source: Range;
}

/** One stretch of a paragraph that has a bracket of its own. */
export interface Segment {
  text: string;
  lead: string[];
  support: string[];
  guide: string[];
  due: string | null;
  source: Range;
}

export interface Task {
  /** Same text in a later version of the plan, same key. */
  key: string;
  /** The bare numeral as written; null for an unnumbered paragraph. */
  number: string | null;
  /** The numbered item above an unnumbered paragraph that is a task of its own. */
  parent: string | null;
  text: string;
  lead: string[];
  support: string[];
  guide: string[];
  implied: ImpliedUnit[];
  /** A closing phrase that is no unit: 等有关部门. */
  openEnded: string | null;
  /** As written. */
  due: string | null;
  deadlines: Deadline[];
  /** Labels of the headings above, outermost first. */
  path: string[];
  source: Range;
  segments?: Segment[];
}

export interface Unit {
  name: string;
  aliases: string[];
  /** A class of units rather than one (有关区县, 各相关单位). */
  collective: boolean;
  /** Id among the known units, where one was recognised. */
  knownId: string | null;
  occurrences: Range[];
}

export interface Sentence {
  /** Same sentence in a later version of the plan, same key. */
  key: string;
  text: string;
  path: string[];
  source: Range;
}

export interface PlanDraft {
  title: string | null;
  issuer: string | null;
  documentNumber: string | null;
  /** YYYY-MM-DD. */
  date: string | null;
  basis: Basis[];
  outline: OutlineNode[];
  goals: Goal[];
  keyFields: KeyField[];
  bodies: Body[];
  mechanisms: Mechanism[];
  tasks: Task[];
  units: Unit[];
  sentences: Sentence[];
  findings: Finding[];
}

/** What is already registered, for recognising the units a plan names. */
export interface KnownUnit {
  id: string;
  name: string;
  aliases: readonly string[];
}

export type KnownUnits = readonly KnownUnit[];
