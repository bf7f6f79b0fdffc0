// The thread that reads workbooks, one after the other: whatever a hostile file does to the reader stays in here and ends it.
import { parentPort, workerData } from "node:worker_threads";
import type { ReadingNews } from "./apart.ts";
import { FileFault } from "./file-fault.ts";
import { packedBook } from "./plain-book.ts";
import type { PackedBook } from "./read-rows.ts";
import type { BookOrder } from "./read-workbook.ts";

const tell = (news: ReadingNews<PackedBook>) => parentPort?.postMessage(news);

function read({ bytes, limits }: BookOrder): void {
  tell({ tells: "progress" });
  try {
    tell({ tells: "outcome", outcome: packedBook(bytes, limits, () => tell({ tells: "progress" })) });
  } catch (error) {
    const { reason, facts } = error instanceof FileFault ? error : new FileFault("damaged");
    tell({ tells: "refusal", code: reason, facts });
  }
}

parentPort?.on("message", read);
read(workerData as BookOrder);
