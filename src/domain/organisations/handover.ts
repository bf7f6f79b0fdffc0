// The registry by which every module hands over what a unit or a person owes; filled in app/modules.ts.
import type { Call } from "../../kernel/call.ts";
import type { Db } from "../tables.ts";
import { type HandoverPart, handoverFault } from "./model-handover.ts";

/** One act of handing over, seen by the modules that take part. */
export interface Handover {
  of: "unit" | "person";
  from: { id: string; name: string };
  to: { id: string; name: string };
  /** Of a person: the units at which duties change hands. */
  unitIds: readonly string[];
  /** Only in these pilots; `null`: everywhere, because the unit ends. */
  programmeIds: readonly string[] | null;
  /** Only these records; `null`: all that can go. */
  chosen: readonly string[] | null;
}

export interface HandoverSource {
  /** The module's word for it. */
  kind: string;
  /** What would go, stay or stand in the way; `null`: nothing of this kind. It asks the actor's rights of nobody: that is decided before. */
  preview(db: Db, call: Call, handover: Handover): Promise<HandoverPart | null>;
  /** Moves it as of now, with an event at each record; the past stays as it was. Returns how many. */
  move(tx: Db, call: Call, handover: Handover): Promise<number>;
}

const sources = new Map<string, HandoverSource>();

export function registerHandover(source: HandoverSource): void {
  sources.set(source.kind, source);
}

export async function previewParts(db: Db, call: Call, handover: Handover): Promise<HandoverPart[]> {
  const parts: HandoverPart[] = [];
  for (const source of sources.values()) {
    const part = await source.preview(db, call, handover);
    if (part) parts.push(part);
  }
  return parts;
}

/**
 * Hands over in every module, or nothing at all.
 * @returns how many records of each kind went over
 * @throws Fault `handover.hindered`, `handover.chosen-absent`
 */
export async function moveParts(tx: Db, call: Call, handover: Handover): Promise<Record<string, number>> {
  const parts = await previewParts(tx, call, handover);
  const reasons = parts.flatMap((part) => part.hindrance ?? []);
  if (reasons.length > 0)
    throw handoverFault("handover.hindered", {
      reasons: { zh: reasons.map((one) => one.zh).join(""), en: reasons.map((one) => one.en).join(" ") },
    });
  if (handover.chosen) {
    const known = new Set(parts.flatMap((part) => part.items.map((item) => item.id)));
    const strangers = handover.chosen.filter((id) => !known.has(id));
    if (strangers.length > 0) throw handoverFault("handover.chosen-absent", { count: strangers.length });
  }
  const moved: Record<string, number> = {};
  for (const source of sources.values()) {
    const count = await source.move(tx, call, handover);
    if (count > 0) moved[source.kind] = count;
  }
  return moved;
}
