// A draft while it is edited: shows each edit at once, saves it shortly after, and loses nothing when saving is refused.
import { useEffect, useState, useSyncExternalStore } from "react";
import { api } from "../../app/web/api.ts";
import { Refusal } from "../../http/client.ts";
import { type Conflict, conflictsOf, isEmpty, joinChanges } from "./draft-change.ts";
import type { Import, ImportChange } from "./model.ts";
import { applyChange } from "./rules.ts";

export interface DraftState {
  /** As saved, with the edits that are still on their way. */
  draft: Import;
  saving: "saved" | "saving" | "failed" | "stale";
  error: Error | null;
  /** What somebody else changed in the same fields. */
  conflicts: readonly Conflict[];
}

/** How long typing rests before it is saved, milliseconds. */
const rest = 700;

export interface Draft extends DraftState {
  edit: (change: ImportChange) => void;
  /** Saves what is pending; tells whether everything is saved now. */
  flush: () => Promise<boolean>;
  /** After a collision: saves one's own edits over theirs. */
  keepMine: () => void;
  keepTheirs: () => void;
}

export function useDraft(initial: Import): Draft {
  const [keeper] = useState(() => keepDraft(initial));
  const state = useSyncExternalStore(keeper.subscribe, keeper.state);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (keeper.state().saving !== "saved") event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => {
      window.removeEventListener("beforeunload", warn);
      void keeper.flush();
    };
  }, [keeper]);
  return { ...state, ...keeper.acts };
}

function keepDraft(initial: Import) {
  let saved = initial;
  let pending: ImportChange = {};
  let running: Promise<boolean> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let state: DraftState = { draft: initial, saving: "saved", error: null, conflicts: [] };
  const listeners = new Set<() => void>();
  const show = (change: Partial<DraftState>) => {
    state = { ...state, ...change };
    for (const tell of listeners) tell();
  };
  const withPending = () => {
    const applied = applyChange(saved, pending);
    return "draft" in applied ? applied.draft : saved;
  };

  const send = async (): Promise<boolean> => {
    while (!isEmpty(pending)) {
      const sent = pending;
      pending = {};
      show({ saving: "saving", error: null });
      try {
        saved = await api.intake.changeImport({ importId: saved.id, version: saved.version, ...sent });
      } catch (error) {
        pending = joinChanges(sent, pending);
        await refuse(error as Error);
        return false;
      }
      show({ draft: withPending() });
    }
    show({ saving: "saved", error: null });
    return true;
  };

  const refuse = async (error: Error) => {
    if (!(error instanceof Refusal) || error.status !== 412) return show({ saving: "failed", error });
    try {
      const seen = saved;
      saved = await api.intake.getImport({ importId: saved.id });
      show({ saving: "stale", error: null, conflicts: conflictsOf(seen, saved, pending) });
    } catch (unread) {
      show({ saving: "failed", error: unread as Error });
    }
  };

  const flush = async (): Promise<boolean> => {
    clearTimeout(timer);
    if (running) await running;
    if (state.saving === "stale") return false;
    running = send().finally(() => {
      running = null;
    });
    return running;
  };

  const edit = (change: ImportChange) => {
    pending = joinChanges(pending, change);
    show({ draft: withPending(), saving: state.saving === "stale" ? "stale" : "saving" });
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), rest);
  };

  const keepMine = () => {
    show({ saving: "saving", conflicts: [], draft: withPending() });
    void flush();
  };

  const keepTheirs = () => {
    pending = {};
    show({ saving: "saved", conflicts: [], draft: saved });
  };

  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    state: () => state,
    flush,
    acts: { edit, flush, keepMine, keepTheirs },
  };
}
