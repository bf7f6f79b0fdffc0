// The live connection on screen: what others change is read anew, who is editing is shown, and a lost connection is told quietly.
import { useEffect, useState, useSyncExternalStore } from "react";
import { requestOf } from "../../http/client.ts";
import { liveApi } from "../live/contract.ts";
import type { Editing, LiveChange } from "../live/model.ts";
import { connectLive, type LiveConnection } from "./live-connection.ts";
import { isOfProgramme, isPast, isReached, isSingle } from "./live-queries.ts";
import { forgetEditing, type LiveState, liveState, takeEditing, touchByOthers } from "./live-state.ts";
import { localToday, useMessages } from "./messages.tsx";
import { isOwnRequest, ownRequestHeaders } from "./own-requests.ts";
import { queries } from "./queries.ts";
import { liveStart } from "./session.tsx";
import { useAnnounce } from "./ui/announcer.tsx";
import "./live.css";

/** Lists are read again at most this often however much happens, milliseconds; spread, so that not all readers ask at once. */
const listsEvery = 3000;
const spread = 500;

/** A connection that is back sooner than this was never missed, milliseconds. */
const quietLoss = 3000;

/** How often editing is told again, and how long after the last key it still is, milliseconds. */
const tellEvery = 10_000;
const editingAfterKey = 60_000;
const settle = 300;

let connection: LiveConnection | null = null;

function useLiveState<Value>(read: (state: LiveState) => Value): Value {
  return useSyncExternalStore(liveState.subscribe, () => read(liveState.get()));
}

/** Keeps the screens of a programme up to date; once, in the frame of all screens. */
export function useLive(programmeId: string | undefined): void {
  useEffect(() => {
    if (!programmeId) return;
    const reader = startReader(programmeId);
    liveState.set({ programmeId, connected: true, heardAt: Date.now(), waiting: false, editing: [] });
    connection = connectLive(programmeId, liveStart(), reader.ears);
    const forgetting = setInterval(() => forgetEditing(Date.now()), 2000);
    return () => {
      clearInterval(forgetting);
      reader.stop();
      connection?.close();
      connection = null;
      liveState.set({ programmeId: null, connected: true, waiting: false, editing: [] });
    };
  }, [programmeId]);
}

/** Reads anew what changes reach: single records at once, lists now and then, nothing while nobody is there. */
function startReader(programmeId: string) {
  let waiting: LiveChange[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let listsAt = 0;
  const refresh = (reaches: (key: readonly unknown[]) => boolean) => {
    const attended = connection?.isAttended() ?? true;
    if (!attended) liveState.set({ waiting: true });
    const today = localToday();
    void queries.invalidateQueries({
      predicate: ({ queryKey }) => !isPast(queryKey, today) && reaches(queryKey),
      refetchType: attended ? "active" : "none",
    });
  };
  const readLists = () => {
    timer = undefined;
    listsAt = Date.now();
    const changes = waiting;
    waiting = [];
    refresh((key) => !isSingle(key) && isReached(key, programmeId, changes));
  };
  return {
    stop: () => clearTimeout(timer),
    ears: {
      onState: (connected: boolean, heardAt: number) => liveState.set({ connected, heardAt }),
      // Whatever is told may also be owed.
      onNotice: () => refresh(([screen]) => screen === "notices" || screen === "inbox"),
      onEditing: (people: readonly Editing[]) => takeEditing(people, Date.now()),
      onResync(first: boolean) {
        const now = Date.now();
        void queries.invalidateQueries({
          predicate: ({ queryKey, state }) =>
            isOfProgramme(queryKey, programmeId) &&
            (!first || (state.dataUpdatedAt > 0 && state.dataUpdatedAt < now && state.fetchStatus === "idle")),
        });
      },
      onChanges(changes: readonly LiveChange[]) {
        const others = changes.filter((change) => !isOwnRequest(change.requestId));
        if (others.length === 0) return;
        touchByOthers(others.flatMap(({ kind, ids }) => (kind === "task" ? ids : [])));
        refresh((key) => isSingle(key) && isReached(key, programmeId, others));
        waiting.push(...others);
        timer ??= setTimeout(readLists, Math.max(0, listsAt + listsEvery - Date.now()) + Math.random() * spread);
      },
      onReturn() {
        if (!liveState.get().waiting) return;
        liveState.set({ waiting: false });
        void queries.refetchQueries({
          type: "active",
          stale: true,
          predicate: ({ queryKey }) => isOfProgramme(queryKey, programmeId),
        });
      },
    },
  };
}

/** In the header: nothing while all is well; how old the content is while the connection is lost. */
export function LiveMark() {
  const { say, language } = useMessages();
  const announce = useAnnounce();
  const connected = useLiveState((state) => state.connected);
  const waiting = useLiveState((state) => state.waiting);
  const [missed, setMissed] = useState(false);
  useEffect(() => {
    if (!connected) {
      const timer = setTimeout(() => setMissed(true), quietLoss);
      return () => clearTimeout(timer);
    }
    if (missed) {
      setMissed(false);
      announce(say("liveBack"));
    }
  }, [connected, missed, announce, say]);
  const text = missed
    ? say("liveOffline", { time: clockTime(oldestShown(), language) })
    : waiting
      ? say("liveWaiting")
      : "";
  return (
    <span className="live-mark no-print" role="status">
      {text ? (
        <>
          <i aria-hidden="true" />
          {text}
        </>
      ) : null}
    </span>
  );
}

/** How old the oldest thing on screen may be. */
function oldestShown(): number {
  const { programmeId, heardAt } = liveState.get();
  const shown = queries
    .getQueryCache()
    .findAll({ type: "active", predicate: ({ queryKey }) => isOfProgramme(queryKey, programmeId ?? "") })
    .map(({ state }) => Math.max(state.dataUpdatedAt, heardAt));
  return shown.length > 0 ? Math.min(...shown) : heardAt;
}

const clockTime = (at: number, language: "zh" | "en") =>
  new Date(at).toLocaleTimeString(language === "zh" ? "zh-CN" : "en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });

/**
 * Tells others that this person is in a field of a task; `null`: in none.
 * Told again only while keys are pressed, so that a form left open neither keeps the mark nor the session.
 */
export function usePresence(taskId: string, field: string | null): void {
  const programmeId = useLiveState((state) => state.programmeId);
  useEffect(() => {
    if (!programmeId || field === null) return;
    let told = false;
    const tell = (now: string | null) => {
      told = now !== null;
      const { url, init } = requestOf(liveApi.showPresence, { programmeId, taskId, field: now });
      // No Idempotency-Key: nothing is written, so that there is nothing to write twice.
      const headers = { ...(init.headers as Record<string, string>), ...ownRequestHeaders() };
      void fetch(url, { ...init, headers, keepalive: true }).catch(() => undefined);
    };
    const first = setTimeout(() => tell(field), settle);
    const again = setInterval(() => {
      if (connection?.isAttended(editingAfterKey)) tell(field);
    }, tellEvery);
    const leave = () => {
      if (told) tell(null);
    };
    addEventListener("pagehide", leave);
    return () => {
      clearTimeout(first);
      clearInterval(again);
      removeEventListener("pagehide", leave);
      leave();
    };
  }, [programmeId, taskId, field]);
}

/** Who else is editing a task now. */
export function useEditing(taskId: string): readonly Editing[] {
  const editing = useLiveState((state) => state.editing);
  return editing.filter((one) => one.taskId === taskId);
}

/**
 * Who else is editing a task, or one field of it: “王主任（市商务委）正在编辑‘责任人’”.
 * @param labelOf the words of a field; without it, or without words, the field is not named
 */
export function EditingMark({
  taskId,
  field,
  labelOf,
}: {
  taskId: string;
  field?: string;
  labelOf?: (field: string) => string | undefined;
}) {
  const { say, list } = useMessages();
  const people = useEditing(taskId).filter((one) => field === undefined || one.field === field);
  if (people.length === 0) return null;
  const name = (one: Editing) => say("editingPerson", { name: one.name, unit: one.unitName });
  if (field !== undefined)
    return <small className="editing-mark">{say("editingSame", { people: list(people.map(name)) })}</small>;
  const labels = [...new Set(people.map((one) => fieldWords(one.field, labelOf)))];
  return (
    <span className="editing-mark no-print">
      {labels.map((label) => {
        const here = people.filter((one) => fieldWords(one.field, labelOf) === label).map(name);
        return (
          <span key={label}>{say(label ? "editingField" : "editingNow", { people: list(here), field: label })}</span>
        );
      })}
    </span>
  );
}

const fieldWords = (field: string | null, labelOf: ((field: string) => string | undefined) | undefined): string =>
  (field && labelOf?.(field)) || "";
