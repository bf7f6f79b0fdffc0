// One live connection of this page: opened while the page is seen, opened anew when lost, closed when it is hidden.
// A browser grants few connections to one server, so pages in the background hold none.
import type { Editing, LiveChange, LiveEvent } from "../live/model.ts";

/** Waits between tries, milliseconds; each is spread by up to its own length. */
const firstWait = 1000;
const lastWait = 30_000;

/** A connection silent for longer than two heartbeats is dead, though nobody has said so. */
const longestSilence = 60_000;

/** Without a key, a click or a movement for this long nobody is there, milliseconds. */
const awayAfter = 10 * 60_000;

export interface LiveEars {
  /** Everything shown may be out of date; `first`: nothing was heard before, so only what was fetched before now. */
  onResync(first: boolean): void;
  onChanges(changes: readonly LiveChange[]): void;
  /** Something new was told to this person. */
  onNotice(): void;
  onEditing(people: readonly Editing[]): void;
  /** Is what happens heard of? `heardAt`: the last instant at which it was, milliseconds. */
  onState(connected: boolean, heardAt: number): void;
  /** Somebody is at the page again. */
  onReturn(): void;
}

export interface LiveConnection {
  close(): void;
  /** Has somebody been at the page within this time, milliseconds? */
  isAttended(within?: number): boolean;
}

/**
 * Opens the live connection of a programme.
 * @param start how far the server had heard of changes before anything shown was read; `null`: not known
 */
export function connectLive(programmeId: string, start: string | null, ears: LiveEars): LiveConnection {
  let source: EventSource | null = null;
  let mark = start ?? "";
  let fresh = true;
  let wait = firstWait;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let watch: ReturnType<typeof setTimeout> | undefined;
  let touched = Date.now();
  let heardAt = Date.now();
  const isAttended = (within = awayAfter) => document.visibilityState === "visible" && Date.now() - touched < within;

  const drop = () => {
    clearTimeout(timer);
    clearTimeout(watch);
    source?.close();
    source = null;
  };
  const lost = () => {
    drop();
    ears.onState(false, heardAt);
    timer = setTimeout(open, wait + Math.random() * wait);
    wait = Math.min(wait * 2, lastWait);
  };
  const alive = () => {
    heardAt = Date.now();
    clearTimeout(watch);
    watch = setTimeout(lost, longestSilence);
  };
  /** Nobody is asked for who is away: opening counts as using the session. */
  function open(): void {
    drop();
    if (!isAttended()) return;
    const first = fresh;
    const since = mark ? `?since=${encodeURIComponent(mark)}` : "";
    const here = new EventSource(`/api/v1/programmes/${encodeURIComponent(programmeId)}/live${since}`);
    source = here;
    const hear = <Name extends LiveEvent["event"]>(
      name: Name,
      act: (data: Extract<LiveEvent, { event: Name }>["data"]) => void,
    ) =>
      here.addEventListener(name, (message: MessageEvent<string>) => {
        alive();
        if (message.lastEventId) mark = message.lastEventId;
        act(JSON.parse(message.data));
      });
    hear("ready", () => {
      wait = firstWait;
      ears.onState(true, heardAt);
      fresh = false;
      if (!since) ears.onResync(true);
    });
    hear("resync", () => ears.onResync(first));
    hear("change", ({ changes }) => ears.onChanges(changes));
    hear("notice", () => ears.onNotice());
    hear("editing", ({ people }) => ears.onEditing(people));
    hear("beat", () => {});
    here.onerror = lost;
    watch = setTimeout(lost, longestSilence);
  }
  const onTouch = () => {
    const wasAway = !isAttended();
    touched = Date.now();
    if (!wasAway) return;
    if (!source) open();
    ears.onReturn();
  };
  const onVisible = () => {
    if (document.visibilityState === "hidden") return drop();
    touched = Date.now();
    open();
    ears.onReturn();
  };
  const onOnline = () => {
    wait = firstWait;
    open();
  };
  const listens = [
    [document, "visibilitychange", onVisible],
    [window, "online", onOnline],
    [window, "offline", lost],
    [window, "pagehide", drop],
    [window, "pageshow", onVisible],
    [window, "pointermove", onTouch],
    [window, "pointerdown", onTouch],
    [window, "keydown", onTouch],
  ] as const;
  for (const [target, name, act] of listens) target.addEventListener(name, act, { passive: true });
  open();
  return {
    isAttended,
    close() {
      drop();
      for (const [target, name, act] of listens) target.removeEventListener(name, act);
    },
  };
}
