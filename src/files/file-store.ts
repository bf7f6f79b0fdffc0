// Where files are kept: by the SHA-256 of their content, below the data folder or in an S3-compatible store.

/** A store of files that nobody changes: each is named by its digest. */
export interface FileStore {
  /** Where it is, for people. */
  place: string;
  /**
   * Keeps the file at `path` under its digest, safe on the disk when it returns. Kept again it counts as new, so that
   * the sweep does not take what a request is just about to name.
   */
  keep(digest: string, path: string, size: number): Promise<void>;
  /** Its bytes from one place to another, both counted in. @throws FileGone when it is not there */
  open(digest: string, start: number, end: number): Promise<AsyncIterable<Uint8Array>>;
  /** Everything that is kept, with the instant it was kept last, milliseconds. */
  list(): AsyncIterable<{ digest: string; keptAt: number; size: number }>;
  /** When it was kept last; null when it is not there. */
  keptAt(digest: string): Promise<number | null>;
  remove(digest: string): Promise<void>;
}

/** A file that the database names is not in the store. */
export class FileGone extends Error {
  constructor(digest: string) {
    super(`no file ${digest}`);
    this.name = "FileGone";
  }
}

export const isDigest = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);
