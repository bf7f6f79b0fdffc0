// Saving as one types: changes of rows are gathered, kept in the browser, and sent together a moment after the last key.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "../../app/web/api.ts";
import { Refusal } from "../../http/client.ts";
import type { Report, ReportRow, RowChange, RowOutcome } from "./model-report.ts";
import { type Drafts, keepDrafts, readDrafts } from "./page-drafts.tsx";

/** Milliseconds after the last key, and between two tries while the server cannot be reached. */
const pause = 900;
const again = 8000;

export type SaveState = "saved" | "waiting" | "saving" | "offline";

export interface Conflict {
  row: ReportRow;
  mine: RowChange;
}

export const reportKey = (programmeId: string, reportId: string) => ["progress", programmeId, "report", reportId];

export const reportAt = (report: Pick<Report, "programmeId" | "roundId" | "id" | "version">) => ({
  programmeId: report.programmeId,
  roundId: report.roundId,
  reportId: report.id,
  version: report.version,
});

export function useAutosave(report: Report, personId: string) {
  const client = useQueryClient();
  const [drafts, setDrafts] = useState<Drafts>(() => readDrafts(personId, report.id));
  const [state, setState] = useState<SaveState>("saved");
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const [conflicts, setConflicts] = useState<Readonly<Record<string, Conflict>>>({});
  const [faults, setFaults] = useState<Readonly<Record<string, { zh: string; en: string }>>>({});
  const [error, setError] = useState<unknown>(null);
  const held = useRef(drafts);
  const now = useRef(report);
  now.current = report;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const running = useRef<Promise<boolean> | null>(null);

  const put = useCallback(
    (next: Drafts) => {
      held.current = next;
      setDrafts(next);
      keepDrafts(personId, now.current.id, next);
    },
    [personId],
  );

  const take = useCallback(
    (items: readonly RowOutcome[], sent: Drafts, reportState: Report["state"], version: number) => {
      const rest = { ...held.current };
      for (const item of items) {
        // What was typed while it was on its way is sent next, on the version that came back.
        const isSame = rest[item.rowId]?.change === sent[item.rowId]?.change;
        if (item.outcome === "saved" || item.outcome === "unchanged") {
          if (isSame) delete rest[item.rowId];
          else if (item.row && rest[item.rowId])
            rest[item.rowId] = { version: item.row.version, change: rest[item.rowId]?.change as RowChange };
        } else delete rest[item.rowId];
      }
      put(rest);
      setConflicts((before) => {
        const next = { ...before };
        for (const { outcome, rowId, row } of items)
          if (outcome === "stale" && row) next[rowId] = { row, mine: sent[rowId]?.change ?? {} };
        return next;
      });
      setFaults((before) => {
        const next = { ...before };
        for (const { outcome, rowId, messages } of items)
          if (messages && outcome !== "stale") next[rowId] = messages;
          else delete next[rowId];
        return next;
      });
      client.setQueryData<Report>(reportKey(now.current.programmeId, now.current.id), (before) =>
        before
          ? {
              ...before,
              state: reportState,
              version,
              rows: before.rows.map((row) => items.find((item) => item.rowId === row.id)?.row ?? row),
            }
          : before,
      );
    },
    [client, put],
  );

  /** Sends everything that is unsent. @returns whether all of it has arrived */
  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    if (running.current) await running.current;
    const sent = held.current;
    if (Object.keys(sent).length === 0) return true;
    setState("saving");
    const rows = Object.entries(sent).map(([rowId, draft]) => ({ rowId, ...draft }));
    const work = (async () => {
      try {
        const answer = await api.progress.fillRows({ ...reportAt(now.current), rows } as never);
        take(answer.items, sent, answer.state, answer.reportVersion);
        setError(null);
        setSavedAt(new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }));
        setState("saved");
        return answer.items.every((item) => item.outcome === "saved" || item.outcome === "unchanged");
      } catch (failure) {
        if (failure instanceof Refusal) {
          setError(failure);
          setState("waiting");
        } else {
          setState("offline");
          timer.current = setTimeout(() => void flush(), again);
        }
        return false;
      }
    })();
    running.current = work;
    const arrived = await work;
    running.current = null;
    if (arrived && Object.keys(held.current).length > 0) timer.current = setTimeout(() => void flush(), pause);
    return arrived;
  }, [take]);

  const edit = useCallback(
    (row: Pick<ReportRow, "id" | "version">, change: RowChange, soon = false) => {
      const before = held.current[row.id];
      const merged: RowChange = { ...before?.change, ...change };
      if (change.progress !== undefined) delete merged.unchanged;
      if (change.unchanged) delete merged.progress;
      put({ ...held.current, [row.id]: { version: before?.version ?? row.version, change: merged } });
      setState((was) => (was === "offline" ? was : "waiting"));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), soon ? 0 : pause);
    },
    [flush, put],
  );

  useEffect(() => {
    const retry = () => void flush();
    addEventListener("online", retry);
    // Drafts of an earlier visit are sent as soon as the page is there.
    if (Object.keys(held.current).length > 0) retry();
    return () => {
      removeEventListener("online", retry);
      clearTimeout(timer.current);
      if (Object.keys(held.current).length > 0) void flush();
    };
  }, [flush]);

  /** Settles a conflict: mine is sent again on their version, or given up. */
  const settle = (rowId: string, mine: boolean) => {
    const conflict = conflicts[rowId];
    setConflicts(({ [rowId]: _settled, ...rest }) => rest);
    if (mine && conflict) edit(conflict.row, conflict.mine, true);
  };

  return { drafts, state, savedAt, conflicts, faults, error, edit, flush, settle };
}
export type Autosave = ReturnType<typeof useAutosave>;
