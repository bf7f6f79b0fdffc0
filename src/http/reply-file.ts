// A reply that is a file: always for saving, never for showing; in parts where the route can open it at a place.
import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";

export type Pieces = AsyncIterable<Uint8Array>;

/** A file that can be read from a place on, and whose content its digest names for ever. */
export interface StoredContent {
  size: number;
  /** Its SHA-256, hexadecimal. */
  digest: string;
  /** From and to which byte, both counted in. */
  open(start: number, end: number): Promise<Pieces>;
}

/** A reply that is a file instead of JSON; pieces are pulled as the client takes them, and end when it leaves. */
export class ReplyFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Uint8Array | Pieces | StoredContent;

  constructor(name: string, mediaType: string, content: Uint8Array | Pieces | StoredContent) {
    this.name = name;
    this.mediaType = mediaType;
    this.content = content;
  }
}

export async function sendFile(request: FastifyRequest, reply: FastifyReply, file: ReplyFile): Promise<FastifyReply> {
  const { content } = file;
  // Opened before anything is said of it: a file that is not there is refused like anything else.
  const stored = "digest" in content ? await openPart(request, content) : null;
  reply.header("content-type", file.mediaType);
  reply.header("content-disposition", `attachment; filename*=UTF-8''${headerText(file.name)}`);
  reply.header("x-content-type-options", "nosniff");
  if (stored) return sendStored(reply, content as StoredContent, stored);
  return reply.send(content instanceof Uint8Array ? Buffer.from(content) : Readable.from(content as Pieces));
}

interface Part {
  status: number;
  start: number;
  end: number;
  pieces: Pieces | null;
}

const etagOf = (content: StoredContent) => `"${content.digest}"`;

async function openPart({ headers, method }: FastifyRequest, content: StoredContent): Promise<Part> {
  const { size } = content;
  if (headers["if-none-match"] === etagOf(content)) return { status: 304, start: 0, end: -1, pieces: null };
  const isSame = headers["if-range"] === undefined || headers["if-range"] === etagOf(content);
  const range = isSame ? rangeOf(headers.range, size) : null;
  if (range === "none") return { status: 416, start: 0, end: -1, pieces: null };
  const { start, end } = range ?? { start: 0, end: size - 1 };
  const pieces = method === "HEAD" || size === 0 ? null : await content.open(start, end);
  return { status: range ? 206 : 200, start, end, pieces };
}

function sendStored(reply: FastifyReply, content: StoredContent, { status, start, end, pieces }: Part): FastifyReply {
  reply.status(status).header("etag", etagOf(content)).header("accept-ranges", "bytes");
  reply.header("cache-control", "private, no-cache");
  // RFC 9530: whoever saves the file can check it against this.
  reply.header("repr-digest", `sha-256=:${Buffer.from(content.digest, "hex").toString("base64")}:`);
  if (status === 416) reply.header("content-range", `bytes */${content.size}`);
  if (status === 206) reply.header("content-range", `bytes ${start}-${end}/${content.size}`);
  if (status === 200 || status === 206) reply.header("content-length", end - start + 1);
  return reply.send(Readable.from(pieces ?? [], { objectMode: false }));
}

/**
 * The one range of bytes that is asked for (RFC 9110, 14.1.2).
 * @returns null for none, several or a form we do not know: the whole is sent; `none` where it lies beyond the end
 */
export function rangeOf(header: string | undefined, size: number): { start: number; end: number } | "none" | null {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return null;
  if (first === "") return Number(last) === 0 ? "none" : { start: Math.max(0, size - Number(last)), end: size - 1 };
  if (Number(first) >= size) return "none";
  const end = last === "" ? size - 1 : Math.min(size - 1, Number(last));
  return end < Number(first) ? null : { start: Number(first), end };
}

/** RFC 8187: what encodeURIComponent leaves and a header must not hold. */
const headerText = (text: string) =>
  encodeURIComponent(text.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
