// The thread that reads one file and ends: whatever a hostile file does to a reader stays in here.
import { parentPort, workerData } from "node:worker_threads";
import type { ReadingNews, ReadingOrder } from "../../../workbook/apart.ts";
import type { FileKind } from "./kind.ts";
import type { ReadLimits } from "./limits.ts";
import { loadReader, type ReadOutcome } from "./readers.ts";
import { FileRefused } from "./refusals.ts";

export interface PlanOrder extends ReadingOrder {
  kind: FileKind;
  limits: ReadLimits;
}

const { kind, bytes, limits } = workerData as PlanOrder;
const tell = (news: ReadingNews<ReadOutcome>) => parentPort?.postMessage(news);

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
