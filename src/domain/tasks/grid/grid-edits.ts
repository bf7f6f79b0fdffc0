// What people typed into the grid until the server has it: queue, retry, refusals and clashes in place, undo. Nothing typed is lost.
import type { CellField, CellValue, Words } from "./grid-cells.ts";

/** A cell that differs from what the server is known to hold. */
export interface CellEdit {
  value: CellValue;
  /** What the cell held when it was edited. */
  before: CellValue;
  /** Typed over a value on its way: what the cell held before that one, should it never arrive. */
  base?: CellValue;
  state: "waiting" | "sending" | "refused" | "clash";
  /** What was typed, when it is no value. */
  typed?: string;
  why?: Words;
  /** What somebody else has written there meanwhile. */
  theirs?: CellValue;
}

export type RowEdits = Readonly<Partial<Record<CellField, CellEdit>>>;

interface Edit {
  taskId: string;
  field: CellField;
  before: CellValue;
  value: CellValue;
}

export interface RefusedCell {
  taskId: string;
  field: CellField;
  before: CellValue;
  typed: string;
  why: Words;
}

/** A task as far as the queue needs it. */
export type EditableTask = { id: string; version: number } & Record<CellField, CellValue>;

export interface SentEdit {
  taskId: string;
  version: number;
  change: Partial<Record<CellField, CellValue>>;
}

export interface EditOutcome {
  taskId: string;
  outcome: "saved" | "unchanged" | "stale" | "refused" | "absent" | "invalid";
  /** The task as it is now: after saving, or what was found instead. */
  task?: EditableTask | undefined;
  messages?: Words | undefined;
}

export interface EditsNow {
  rows: ReadonlyMap<string, RowEdits>;
  /** The server could not be reached; what waits is tried again. */
  offline: boolean;
  undo: number;
  redo: number;
}

interface QueueOptions {
  /** Asks the server; throws when it cannot be reached. */
  send: (edits: SentEdit[]) => Promise<EditOutcome[]>;
  /** The task as the screen knows it. */
  taskOf: (taskId: string) => EditableTask | undefined;
  /** The server told how these tasks are now. */
  onTasks: (tasks: readonly EditableTask[]) => void;
  /** Calls back after so many milliseconds. */
  later: (milliseconds: number, run: () => void) => void;
}

/** The most edits in one request, as the server has it. */
const batch = 500;
/** The most characters in one request: even escaped they stay below the megabyte that the server takes. */
const batchCharacters = 150_000;
/** Waits between tries while the server cannot be reached, milliseconds. */
const patience = [2000, 5000, 15_000, 30_000];

export class EditQueue {
  private readonly options: QueueOptions;
  private now: EditsNow = { rows: new Map(), offline: false, undo: 0, redo: 0 };
  private readonly listeners = new Set<() => void>();
  private done: Edit[][] = [];
  private undone: Edit[][] = [];
  private busy = false;
  private tries = 0;

  constructor(options: QueueOptions) {
    this.options = options;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): EditsNow => this.now;

  /** Takes edits, shows them at once and sends them. One call is one step of undo. */
  stage(edits: readonly Edit[], refused: readonly RefusedCell[] = []): void {
    if (edits.length > 0) {
      this.done.push([...edits]);
      this.undone = [];
    }
    this.put(edits, refused);
  }

  /** Takes back the last step; cells that somebody has changed since are shown as clashes, not overwritten. */
  undo(): boolean {
    return this.turn(this.done, this.undone);
  }

  redo(): boolean {
    return this.turn(this.undone, this.done);
  }

  private turn(from: Edit[][], to: Edit[][]): boolean {
    const step = from.pop();
    if (!step) return false;
    const back = step.map((edit) => ({ ...edit, before: edit.value, value: edit.before }));
    to.push(back);
    this.put(back, []);
    return true;
  }

  private put(edits: readonly Edit[], refused: readonly RefusedCell[]): void {
    const rows = new Map(this.now.rows);
    const set = (taskId: string, field: CellField, edit: CellEdit) =>
      rows.set(taskId, { ...rows.get(taskId), [field]: edit });
    for (const { taskId, field, before, value } of edits) {
      const held = rows.get(taskId)?.[field];
      // The server has not seen the former edit: what it knows is still what was there before it.
      const known = held && held.state !== "sending" ? held.before : before;
      if (held && held.state !== "sending" && (known ?? "") === (value ?? "")) this.remove(rows, taskId, field);
      else set(taskId, field, { value, before: known, state: "waiting", ...baseOf(held) });
    }
    for (const { taskId, field, before, typed, why } of refused)
      set(taskId, field, { value: before, before, state: "refused", typed, why });
    this.tell({ rows });
    this.flush();
  }

  private remove(rows: Map<string, RowEdits>, taskId: string, field: CellField): void {
    const { [field]: _gone, ...rest } = rows.get(taskId) ?? {};
    if (Object.keys(rest).length === 0) rows.delete(taskId);
    else rows.set(taskId, rest);
  }

  /** Forgets what was typed into a cell. */
  drop(taskId: string, field: CellField): void {
    const rows = new Map(this.now.rows);
    this.remove(rows, taskId, field);
    this.tell({ rows });
  }

  /** Sends the own value over what somebody else wrote meanwhile. */
  insist(taskId: string, field: CellField): void {
    const edit = this.now.rows.get(taskId)?.[field];
    if (edit?.state !== "clash") return;
    const { theirs, ...rest } = edit;
    const rows = new Map(this.now.rows);
    rows.set(taskId, { ...rows.get(taskId), [field]: { ...rest, before: theirs ?? null, state: "waiting" } });
    this.tell({ rows });
    this.flush();
  }

  /** Sends what waits; called again when the network is back. */
  flush = (): void => {
    if (this.busy) return;
    this.heedOthers();
    const sent = this.waiting();
    if (sent.length === 0) return;
    this.busy = true;
    this.mark(sent, "sending");
    void this.options.send(sent).then(
      (outcomes) => {
        this.busy = false;
        this.tries = 0;
        this.take(sent, outcomes);
        this.flush();
      },
      () => {
        this.busy = false;
        this.mark(sent, "waiting");
        this.tell({ offline: true });
        this.options.later(patience[Math.min(this.tries++, patience.length - 1)] as number, this.flush);
      },
    );
  };

  /** What others wrote into a cell since it was edited, and the screen has heard of, is not overwritten unseen. */
  private heedOthers(): void {
    const rows = new Map(this.now.rows);
    for (const [taskId, row] of this.now.rows) {
      const task = this.options.taskOf(taskId);
      for (const [field, edit] of entriesOf(row)) {
        const theirs = task?.[field] ?? null;
        const known = [edit.value, edit.before, "base" in edit ? edit.base : edit.before];
        if (!task || edit.state !== "waiting" || known.some((value) => (value ?? "") === (theirs ?? ""))) continue;
        rows.set(taskId, { ...rows.get(taskId), [field]: { ...edit, state: "clash", theirs } });
      }
    }
    if ([...rows].some(([taskId, row]) => row !== this.now.rows.get(taskId))) this.tell({ rows });
  }

  private waiting(): SentEdit[] {
    const sent: SentEdit[] = [];
    let characters = 0;
    for (const [taskId, row] of this.now.rows) {
      if (sent.length >= batch || characters >= batchCharacters) break;
      const task = this.options.taskOf(taskId);
      if (!task) continue;
      const change: SentEdit["change"] = {};
      for (const [field, edit] of entriesOf(row)) if (edit.state === "waiting") change[field] = edit.value;
      if (Object.keys(change).length === 0) continue;
      sent.push({ taskId, version: task.version, change });
      for (const value of Object.values(change)) characters += String(value ?? "").length;
    }
    return sent;
  }

  private mark(sent: readonly SentEdit[], state: "waiting" | "sending"): void {
    const rows = new Map(this.now.rows);
    const from = state === "sending" ? "waiting" : "sending";
    for (const { taskId, change } of sent)
      for (const field of Object.keys(change) as CellField[]) {
        const edit = rows.get(taskId)?.[field];
        if (edit?.state === from) rows.set(taskId, { ...rows.get(taskId), [field]: { ...edit, state } });
      }
    this.tell({ rows });
  }

  private take(sent: readonly SentEdit[], outcomes: readonly EditOutcome[]): void {
    const rows = new Map(this.now.rows);
    const byTask = new Map(outcomes.map((one) => [one.taskId, one]));
    for (const { taskId, change } of sent) {
      const found = byTask.get(taskId);
      for (const [field, value] of Object.entries(change) as [CellField, CellValue][]) {
        const edit = rows.get(taskId)?.[field];
        if (!edit) continue;
        const next = this.after(edit, field, value, found);
        if (next) rows.set(taskId, { ...rows.get(taskId), [field]: next });
        else this.remove(rows, taskId, field);
      }
    }
    this.options.onTasks(outcomes.flatMap(({ task }) => task ?? []));
    this.tell({ rows, offline: false });
  }

  /** What becomes of one cell after the server's answer; nothing: it is saved. */
  private after(
    edit: CellEdit,
    field: CellField,
    sent: CellValue,
    found: EditOutcome | undefined,
  ): CellEdit | undefined {
    const retyped = edit.state !== "sending";
    switch (found?.outcome) {
      case "saved":
      case "unchanged":
        return retyped ? { ...withoutBase(edit), before: sent } : undefined;
      case "stale": {
        const theirs = found.task?.[field] ?? null;
        if (retyped) return edit;
        if ((theirs ?? "") === (sent ?? "")) return undefined;
        // Somebody changed another field of the task: this cell is still ours to write.
        if ((theirs ?? "") === (edit.before ?? "")) return { ...edit, state: "waiting" };
        return { ...edit, state: "clash", theirs };
      }
      default:
        return retyped ? edit : { ...edit, state: "refused", ...(found?.messages ? { why: found.messages } : {}) };
    }
  }

  private tell(change: Partial<EditsNow>): void {
    this.now = { ...this.now, ...change, undo: this.done.length, redo: this.undone.length };
    for (const listener of this.listeners) listener();
  }
}

const withoutBase = ({ base: _base, ...edit }: CellEdit): CellEdit => edit;

const baseOf = (held: CellEdit | undefined) => {
  if (held?.state === "sending") return { base: held.before };
  return held?.base === undefined ? {} : { base: held.base };
};

export const entriesOf = (row: RowEdits) => Object.entries(row) as [CellField, CellEdit][];
