// A disk that loses power: a shadow of the data folder receives only what was fsynced and, at the cut, a random part of the rest.
// Names (create, rename, remove) reach the shadow at once: their reordering is not simulated.

import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import { DurableNodeFS } from "../../src/database/durable-files.ts";

interface Write {
  readonly bytes: Buffer;
  readonly at: number;
}

/** What a machine holds in memory and on disk while it runs on `live`. */
export class PowerCut {
  readonly #live: string;
  readonly #shadow: string;
  readonly #unsynced = new Map<string, Write[]>();
  #on = true;

  constructor(live: string, shadow: string) {
    this.#live = live;
    this.#shadow = shadow;
  }

  /** The power goes: of the unsynced writes each is lost, kept, or torn at a sector, by chance. */
  cut(random: () => number): void {
    this.#on = false;
    for (const [path, writes] of this.#unsynced) {
      const kept = writes.flatMap(({ bytes, at }) => {
        const fate = random();
        if (fate < 0.4) return [];
        return [
          { bytes: fate < 0.7 ? bytes : bytes.subarray(0, Math.floor((bytes.length * random()) / 512) * 512), at },
        ];
      });
      this.#put(path, kept);
    }
  }

  #put(path: string, writes: readonly Write[]): void {
    if (writes.length === 0) return;
    const full = join(this.#shadow, path);
    mkdirSync(dirname(full), { recursive: true });
    appendFileSync(full, "");
    const file = openSync(full, "r+");
    for (const { bytes, at } of writes) writeSync(file, bytes, 0, bytes.length, at);
    closeSync(file);
  }

  /** Listens to the engine's file operations. */
  watch(module: unknown): void {
    const { NODEFS: files } = module as { NODEFS: EngineFiles };
    const { stream_ops: streams, node_ops: nodes } = files;
    const { write, fsync } = streams;
    const { setattr, rename, unlink, mknod } = nodes;
    const path = (node: unknown) => relative(this.#live, files.realPath(node));
    const whenOn = (act: () => void) => {
      if (this.#on) act();
    };

    streams.write = (stream, buffer, offset, length, at) => {
      const written = write(stream, buffer, offset, length, at);
      whenOn(() => {
        const bytes = Buffer.from(new Uint8Array(buffer.buffer, buffer.byteOffset + offset, written));
        const waiting = this.#unsynced.get(path(stream.node)) ?? [];
        waiting.push({ bytes, at });
        this.#unsynced.set(path(stream.node), waiting);
      });
      return written;
    };
    if (fsync)
      streams.fsync = (stream) => {
        const code = fsync(stream);
        whenOn(() => {
          if (code !== 0 || stream.nfd === undefined) return;
          this.#put(path(stream.node), this.#unsynced.get(path(stream.node)) ?? []);
          this.#unsynced.delete(path(stream.node));
        });
        return code;
      };
    nodes.setattr = (node, attributes) => {
      setattr(node, attributes);
      const { size } = attributes;
      whenOn(() => {
        if (size === undefined) return;
        truncateSync(join(this.#shadow, path(node)), size);
        if (size === 0) this.#unsynced.delete(path(node));
      });
    };
    nodes.rename = (node, folder, name) => {
      const from = path(node);
      rename(node, folder, name);
      whenOn(() => {
        const to = join(path(folder), name);
        renameSync(join(this.#shadow, from), join(this.#shadow, to));
        const waiting = this.#unsynced.get(from);
        this.#unsynced.delete(to);
        if (waiting) this.#unsynced.set(to, waiting);
        this.#unsynced.delete(from);
      });
    };
    nodes.unlink = (folder, name) => {
      const gone = join(path(folder), name);
      unlink(folder, name);
      whenOn(() => {
        this.#unsynced.delete(gone);
        rmSync(join(this.#shadow, gone), { force: true });
      });
    };
    nodes.mknod = (folder, name, mode, device) => {
      const node = mknod(folder, name, mode, device);
      whenOn(() => {
        const full = join(this.#shadow, path(folder), name);
        if ((mode & 0o170000) === 0o040000) mkdirSync(full, { recursive: true });
        else writeFileSync(full, "", { flag: "a" });
      });
      return node;
    };
  }
}

interface EngineFiles {
  realPath(node: unknown): string;
  stream_ops: {
    write(stream: { node: unknown }, buffer: Uint8Array, offset: number, length: number, at: number): number;
    fsync?(stream: { node: unknown; nfd?: number }): number;
  };
  node_ops: {
    setattr(node: unknown, attributes: { size?: number }): void;
    rename(node: unknown, folder: unknown, name: string): void;
    unlink(folder: unknown, name: string): void;
    mknod(folder: unknown, name: string, mode: number, device: number): unknown;
  };
}

/** Our file system, watched. */
export class WatchedDurableFS extends DurableNodeFS {
  readonly #power: PowerCut;

  constructor(folder: string, power: PowerCut) {
    super(folder);
    this.#power = power;
  }

  override async init(...args: Parameters<DurableNodeFS["init"]>): ReturnType<DurableNodeFS["init"]> {
    return watched(await super.init(...args), this.#power);
  }
}

/** PGlite's own file system, watched: what we would have without ours. */
export class WatchedStockFS extends NodeFS {
  readonly #power: PowerCut;

  constructor(folder: string, power: PowerCut) {
    super(folder);
    this.#power = power;
  }

  override async init(...args: Parameters<NodeFS["init"]>): ReturnType<NodeFS["init"]> {
    return watched(await super.init(...args), this.#power);
  }
}

function watched(made: Awaited<ReturnType<NodeFS["init"]>>, power: PowerCut): typeof made {
  made.emscriptenOpts.preRun = [...(made.emscriptenOpts.preRun ?? []), (module: unknown) => power.watch(module)];
  return made;
}
