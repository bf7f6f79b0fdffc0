// The thread that reads one file and ends: whatever a hostile file does to a reader stays in here.
import { parentPort, workerData } from "node:worker_threads";
import type { FileKind } from "./kind.ts";
import type { ReadLimits } from "./limits.ts";
import { loadReader, type ReadOutcome } from "./readers.ts";
import { FileRefused, type ReadFacts, type RefusalCode } from "./refusals.ts";

export interface ReadingOrder {
  kind: FileKind;
  bytes: Uint8Array;
  limits: ReadLimits;
}

/** What the thread tells; `progress` comes first when it begins to read, then again and again. */
export type ReadingNews =
  | { tells: "progress" }
  | { tells: "outcome"; outcome: ReadOutcome }
  | { tells: "refusal"; code: RefusalCode; facts: ReadFacts };

const { kind, bytes, limits } = workerData as ReadingOrder;
const tell = (news: ReadingNews) => parentPort?.postMessage(news);

// What fails up to here is a fault of the installation, not of the file.
const read = await loadReader(kind);
tell({ tells: "progress" });
try {
  tell({ tells: "outcome", outcome: await read(bytes, limits, () => tell({ tells: "progress" })) });
} catch (error) {
  // Libraries fail on broken files in many ways; all of them mean the same to the person who uploaded it.
  const refusal = error instanceof FileRefused ? error : new FileRefused("intake.file-damaged");
  tell({ tells: "refusal", code: refusal.code, facts: refusal.facts });
}
