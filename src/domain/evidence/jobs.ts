// What happens to files by itself: those that no record names are swept after a day, unscanned ones are scanned.
import { clearArrivals, receive } from "../../files/arrival.ts";
import { FileGone } from "../../files/file-store.ts";
import type { Shelf } from "../../files/shelf.ts";
import type { VirusFinding } from "../../files/virus-check.ts";
import { ownCall } from "../../kernel/call.ts";
import { isoOf } from "../../kernel/clock.ts";
import { programActor } from "../accounts/model.ts";
import { recordEvent } from "../audit/service.ts";
import type { Db } from "../tables.ts";
import * as store from "./file-store.ts";

/** No request takes longer from keeping its file to naming it. */
const grace = 86_400_000;
const atOnce = 500;

/**
 * Removes files that no edition names and arrivals of processes that were killed. Safe beside running uploads: a file
 * kept again counts as new, and is looked at once more before it goes.
 * @returns how many were removed
 */
export async function sweepFiles(db: Db, shelf: Shelf, at: number): Promise<number> {
  const before = at - grace;
  let swept = await clearArrivals(shelf.arrivals, before);
  let batch: string[] = [];
  const sweep = async () => {
    const named = await store.namedDigests(db, batch);
    for (const digest of batch) {
      if (named.has(digest)) continue;
      const keptAt = await shelf.store.keptAt(digest);
      if (keptAt === null || keptAt >= before) continue;
      await shelf.store.remove(digest);
      swept += 1;
    }
    batch = [];
  };
  for await (const { digest, keptAt } of shelf.store.list()) {
    if (keptAt >= before) continue;
    batch.push(digest);
    if (batch.length === atOnce) await sweep();
  }
  if (batch.length > 0) await sweep();
  return swept;
}

/** Files scanned in one turn, so that a turn stays short. */
const scansAtOnce = 5;

/**
 * Scans files that were kept unscanned, and a day later those that could not be scanned. Two processes may scan the
 * same file; both find the same.
 * @returns how many were scanned
 */
export async function scanFiles(db: Db, shelf: Shelf, at: number, zone: string): Promise<number> {
  const { check } = shelf;
  if (!check) return 0;
  const waiting = await store.unscanned(db, isoOf(at - grace), scansAtOnce);
  for (const edition of waiting) {
    const finding = await scanned(shelf, edition, check);
    const call = ownCall(programActor, at, zone, "evidence.scanFiles");
    await db.transaction().execute(async (tx) => {
      await store.setVirus(tx, edition, { virus: finding.state, virus_name: finding.name, virus_at: call.atIso });
      if (finding.state === "hit")
        await recordEvent(tx, call, {
          kind: "evidence.infected",
          programmeId: edition.programmeId,
          subject: { kind: "evidence", id: edition.evidenceId },
          after: { edition: edition.number, virus: finding.name },
        });
    });
  }
  return waiting.length;
}

async function scanned(
  shelf: Shelf,
  { digest, sizeBytes }: { digest: string; sizeBytes: number },
  check: NonNullable<Shelf["check"]>,
): Promise<VirusFinding> {
  try {
    const pieces = await shelf.store.open(digest, 0, sizeBytes - 1);
    return await receive(shelf.arrivals, pieces, ({ path }) => check(path));
  } catch (error) {
    if (!(error instanceof FileGone)) throw error;
    return { state: "failed", name: "the file is not in the store" };
  }
}
