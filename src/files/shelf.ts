// All that this installation uses for files, put together from its settings.
import { join } from "node:path";
import type { Config } from "../kernel/config.ts";
import { diskStore } from "./disk-store.ts";
import type { FileStore } from "./file-store.ts";
import { s3Store } from "./s3-store.ts";
import { clamdCheck, commandCheck, type VirusCheck } from "./virus-check.ts";

export interface Shelf {
  store: FileStore;
  /** Folder of files that are still arriving; always on this machine's disk. */
  arrivals: string;
  /** Null: files are kept unscanned, and shown as such. */
  check: VirusCheck | null;
}

/** The folder below the data folder in which files are kept, where no S3 store is named. */
export const filesFolder = (config: Pick<Config, "SHIDIAN_DATA">) => join(config.SHIDIAN_DATA, "files");

export function openShelf(config: Config): Shelf {
  const store = config.SHIDIAN_S3_URL
    ? s3Store({
        url: config.SHIDIAN_S3_URL,
        region: config.SHIDIAN_S3_REGION,
        accessKeyId: config.SHIDIAN_S3_KEY,
        secretAccessKey: config.SHIDIAN_S3_SECRET,
      })
    : diskStore(filesFolder(config));
  return { store, arrivals: join(config.SHIDIAN_DATA, "arrivals"), check: checkOf(config) };
}

function checkOf(config: Config): VirusCheck | null {
  if (config.SHIDIAN_CLAMD) return clamdCheck(config.SHIDIAN_CLAMD);
  return config.SHIDIAN_VIRUS_COMMAND ? commandCheck(config.SHIDIAN_VIRUS_COMMAND) : null;
}
