// The thread that reads one workbook and ends: whatever a hostile file does to the reader stays in here.
import { parentPort, workerData } from "node:worker_threads";
import type { ReadingNews } from "./apart.ts";
import { FileFault } from "./file-fault.ts";
import { plainBook } from "./plain-book.ts";
import type { BookOrder, ReadBook } from "./read-workbook.ts";

const { bytes, limits } = workerData as BookOrder;
const tell = (news: ReadingNews<ReadBook>) => parentPort?.postMessage(news);

tell({ tells: "progress" });
try {
  tell({ tells: "outcome", outcome: plainBook(bytes, limits, () => tell({ tells: "progress" })) });
} catch (error) {
  const { reason, facts } = error instanceof FileFault ? error : new FileFault("damaged");
  tell({ tells: "refusal", code: reason, facts });
}
