// Files in an S3-compatible store, path style, signed with signature version 4 over the digest of what is sent.
import { openAsBlob } from "node:fs";
import { AwsClient } from "aws4fetch";
import { FileGone, type FileStore, isDigest } from "./file-store.ts";

export interface S3Place {
  /** Address of the store with the bucket: `https://s3.example/bucket`. */
  url: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** How long the store may take to answer, milliseconds; a file of the largest size takes its time. */
const patience = 600_000;
const listed = 1000;

/** The store in a bucket that exists; files lie below `files/`. */
export function s3Store({ url, region, accessKeyId, secretAccessKey }: S3Place): FileStore {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: 2 });
  const base = url.replace(/\/+$/, "");
  const addressOf = (digest: string) => `${base}/files/${digest}`;

  async function ask(address: string, init: RequestInit & { headers?: Record<string, string> } = {}) {
    const response = await client.fetch(address, { ...init, signal: AbortSignal.timeout(patience) });
    if (response.ok || response.status === 404) return response;
    const text = (await response.text()).slice(0, 500);
    throw new Error(`the S3 store answered ${response.status} to ${init.method ?? "GET"}: ${text}`);
  }

  return {
    place: base,

    async keep(digest, path) {
      // A blob on the disk: read while it is sent, with its length told before.
      const body = await openAsBlob(path);
      const response = await ask(addressOf(digest), {
        method: "PUT",
        body,
        headers: { "x-amz-content-sha256": digest, "content-type": "application/octet-stream" },
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`the S3 store has no bucket ${base}`);
    },

    async open(digest, start, end) {
      const response = await ask(addressOf(digest), { headers: { range: `bytes=${start}-${end}` } });
      if (!response.ok || !response.body) throw new FileGone(digest);
      return response.body as unknown as AsyncIterable<Uint8Array>;
    },

    async *list() {
      let token = "";
      do {
        const query = new URLSearchParams({ "list-type": "2", prefix: "files/", "max-keys": String(listed) });
        if (token) query.set("continuation-token", token);
        const text = await (await ask(`${base}?${query}`)).text();
        for (const [, entry] of text.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)) {
          const digest = /<Key>files\/([^<]*)<\/Key>/.exec(entry ?? "")?.[1] ?? "";
          const at = /<LastModified>([^<]*)<\/LastModified>/.exec(entry ?? "")?.[1] ?? "";
          const size = Number(/<Size>(\d+)<\/Size>/.exec(entry ?? "")?.[1] ?? 0);
          if (isDigest(digest)) yield { digest, keptAt: Date.parse(at), size };
        }
        token = unescaped(/<NextContinuationToken>([^<]*)<\/NextContinuationToken>/.exec(text)?.[1] ?? "");
      } while (token);
    },

    async keptAt(digest) {
      const response = await ask(addressOf(digest), { method: "HEAD" });
      return response.ok ? Date.parse(response.headers.get("last-modified") ?? "") : null;
    },

    async remove(digest) {
      await (await ask(addressOf(digest), { method: "DELETE" })).body?.cancel();
    },
  };
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const unescaped = (text: string) => text.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);
