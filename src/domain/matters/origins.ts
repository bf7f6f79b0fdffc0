// Where matters come from: the modules that open them say how their records are shown (registered in app/modules.ts).
import type { Call } from "../../kernel/call.ts";
import type { Db } from "../tables.ts";
import type { MatterOrigin } from "./model.ts";

export interface OriginShown {
  title: { zh: string; en: string };
  /** Address in the web shell, from `/`. */
  href: string;
}

export interface OriginSource {
  kind: MatterOrigin;
  /** Title and address of these records, in one statement; those that the reader may not open are left out. */
  show(db: Db, call: Call, programmeId: string, ids: readonly string[]): Promise<ReadonlyMap<string, OriginShown>>;
}

const sources = new Map<string, OriginSource>();

export function registerOrigin(source: OriginSource): void {
  sources.set(source.kind, source);
}

/** What the origins of several matters look like to the reader, a statement for each kind. */
export async function showOrigins(
  db: Db,
  call: Call,
  programmeId: string,
  origins: readonly { kind: string; id: string | null }[],
): Promise<(origin: { kind: string; id: string | null }) => OriginShown | null> {
  const shown = new Map<string, ReadonlyMap<string, OriginShown>>();
  for (const kind of new Set(origins.map((origin) => origin.kind))) {
    const ids = [...new Set(origins.flatMap((origin) => (origin.kind === kind && origin.id ? [origin.id] : [])))];
    const source = sources.get(kind);
    if (source && ids.length > 0) shown.set(kind, await source.show(db, call, programmeId, ids));
  }
  return (origin) => (origin.id ? (shown.get(origin.kind)?.get(origin.id) ?? null) : null);
}
