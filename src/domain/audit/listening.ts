// Who hears of events in the very transaction that records them; registered in app/modules.ts.
import type { Call } from "../../kernel/call.ts";
import type { Db } from "../tables.ts";
import type { NewEvent } from "./model.ts";

type Listener = (tx: Db, call: Call, events: readonly NewEvent[]) => Promise<void>;

const listeners = new Set<Listener>();

/**
 * What must hold as soon as a change holds (finding it, say) is done by a listener: it runs after the events were
 * written, and when it fails the change fails too. It reads what the change has left, so an event is recorded after
 * everything that it tells of has been written.
 */
export function onEvents(listener: Listener): void {
  listeners.add(listener);
}

export async function tellListeners(tx: Db, call: Call, events: readonly NewEvent[]): Promise<void> {
  for (const listener of listeners) await listener(tx, call, events);
}
