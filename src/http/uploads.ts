// Files that come with a form: whole for what is read at once, piece by piece for what may be large.
import type { FastifyRequest } from "fastify";
import type { Operation, StreamedUpload, Upload } from "../kernel/contract.ts";
import { kernelFault } from "../kernel/errors.ts";

/** How long a body may take to arrive, milliseconds: an ordinary one, and a large file over a slow line. */
const ordinaryArrival = 60_000;
export const longestArrival = 3_600_000;
/** How long a large file may stand still on its way. */
const longestStandstill = 60_000;
/** What the other fields of a form and its marks may add to the file. */
const formBytes = 1024 * 1024;
const formLimits = { files: 1, fields: 20, fieldSize: 100_000 };

/** Ends connections whose body does not come; the server's own limit is as long as the largest file needs. */
export function mustArrive(request: FastifyRequest, operation: Operation): void {
  const { raw } = request;
  if (raw.complete) return;
  const limit = operation.streamed ? longestStandstill : ordinaryArrival;
  let heard = raw.socket.bytesRead;
  const timer = setInterval(() => {
    if (raw.complete || raw.destroyed) return clearInterval(timer);
    // A paused socket reads nothing because we are slow, not the one who sends.
    if (operation.streamed && (raw.socket.bytesRead > heard || raw.isPaused())) heard = raw.socket.bytesRead;
    else raw.destroy();
  }, limit);
  timer.unref();
  raw.once("close", () => clearInterval(timer));
}

/** How long the rest of a refused file is let run off, so that whoever sends it hears the refusal. */
const runOff = 30_000;

/** Takes no more of a body; what still comes is thrown away for a while, then the connection ends. */
export function abandon({ raw }: FastifyRequest): void {
  if (raw.complete || raw.destroyed) return;
  raw.unpipe();
  raw.resume();
  const timer = setTimeout(() => raw.complete || raw.destroy(), runOff);
  timer.unref();
  raw.once("close", () => clearTimeout(timer));
}

/** Refuses what says itself that it is too large, before any of it is read. */
export function refuseOversize(request: FastifyRequest, limit: number): void {
  if (Number(request.headers["content-length"] ?? 0) > limit + formBytes) throw tooLarge(limit);
}

const tooLarge = (limit: number) =>
  kernelFault("request.too-large", { limit: `${Math.round(limit / 1024 / 1024)} MB` });

/** The file of a form; its other fields become the body, so that they are checked and told apart like one. */
export async function readUpload(request: FastifyRequest, limit: number): Promise<Upload> {
  if (!request.isMultipart()) throw kernelFault("request.unsupported-type");
  const fields: Record<string, string> = {};
  let file: Upload | undefined;
  try {
    // A plain array of its own: a slice of a Buffer would share its memory with other requests.
    for await (const part of request.parts({ limits: { ...formLimits, fileSize: limit } }))
      if (part.type === "file")
        file = { name: (part.filename ?? "").slice(0, 255), bytes: new Uint8Array(await part.toBuffer()) };
      else fields[part.fieldname] = String(part.value);
  } catch (error) {
    throw asRefusal(error);
  }
  if (!file) throw kernelFault("request.invalid", { fields: ["file"] });
  request.body = fields;
  return file;
}

/** The file of a form as it arrives. Its end is told only when the whole form has come, so that a cut-off one never passes. */
export async function readStreamed(request: FastifyRequest, limit: number): Promise<StreamedUpload> {
  if (!request.isMultipart()) throw kernelFault("request.unsupported-type");
  const fields: Record<string, string> = {};
  // One byte more than may come: the parser cuts there without a word.
  const parts = request.parts({ limits: { ...formLimits, fileSize: limit + 1 } });
  try {
    for (;;) {
      const { done, value: part } = await parts.next();
      if (done) throw kernelFault("request.invalid", { fields: ["file"] });
      if (part.type !== "file") {
        fields[part.fieldname] = String(part.value);
        continue;
      }
      request.body = fields;
      return { name: (part.filename ?? "").slice(0, 255), pieces: piecesOf(part.file, parts, limit) };
    }
  } catch (error) {
    throw asRefusal(error);
  }
}

async function* piecesOf(
  file: AsyncIterable<Uint8Array>,
  parts: AsyncIterator<{ fieldname: string }>,
  limit: number,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for await (const piece of file) {
      size += piece.length;
      if (size > limit) throw tooLarge(limit);
      yield piece;
    }
    const after = await parts.next();
    if (!after.done)
      throw kernelFault("request.invalid", { fields: [`${after.value.fieldname}: must come before the file`] });
  } catch (error) {
    throw asRefusal(error);
  }
}

/** The parser's own complaints about a broken or cut-off form carry no status. */
function asRefusal(error: unknown): unknown {
  const { statusCode, category } = error as { statusCode?: unknown; category?: unknown };
  return typeof statusCode === "number" || category ? error : kernelFault("request.unsupported-type");
}
