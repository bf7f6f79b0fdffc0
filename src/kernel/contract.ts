// HTTP operations as data. Server, OpenAPI, web client, command line and the permission matrix are readings of these tables.
import type { z } from "zod";
import type { Audience } from "./access.ts";

type Shape = z.ZodObject;

export interface Operation<Duty extends string = string> {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below `/api/v1`, with `{name}` for parameters. */
  path: `/${string}`;
  params?: Shape;
  query?: Shape;
  body?: Shape;
  /** `null`: nothing comes back (204). */
  reply: z.ZodType | null;
  /** Who may call it at all? The record is checked again by the rules. */
  for: Audience<Duty>;
  /** What it does, as the API page says it. */
  zh: string;
  en: string;
  /** Does the caller have to state the version it changes (If-Match)? */
  versioned?: true;
  /** Does the body carry one file (multipart field `file`)? Its limit in bytes. */
  upload?: number;
  /** Is that file handed over while it arrives, instead of whole? The other fields of the form must come before it. */
  streamed?: true;
  /** Media type of a reply that is told bit by bit for as long as somebody listens; the route returns a `Readable`. */
  stream?: string;
  /** Does the reply set or end the session cookie? */
  session?: true;
  /** Does the reply hold a secret that is shown once? It is then never kept for a repeated request. */
  secret?: true;
  /** May it be called this many times a minute from one address? */
  perMinute?: number;
}

export type Contract = Readonly<Record<string, Operation>>;

/** Declares the operations of a module, checked against the words for duties. */
export const defineContract =
  <Duty extends string>() =>
  <const T extends Readonly<Record<string, Operation<Duty>>>>(operations: T): T =>
    operations;

/** A file that came with a request; `bytes` is whole, its size was limited while it arrived. */
export interface Upload {
  name: string;
  bytes: Uint8Array;
}

/** A file that is still arriving; its pieces end with an error when it is cut off or larger than the limit. */
export interface StreamedUpload {
  name: string;
  pieces: AsyncIterable<Uint8Array>;
}

// Asked structurally: `S extends z.ZodType` doubled the time to check all contracts (decision 0014).
type Out<S> = S extends { _zod: { output: infer T } } ? T : unknown;
type In<S> = S extends { _zod: { input: infer T } } ? T : unknown;
type Simplify<T> = { [K in keyof T]: T[K] } & {};

/** What a route receives: parameters, query, body, version and file in one flat object. */
export type InputOf<O extends Operation> = Simplify<
  Out<O["params"]> &
    Out<O["query"]> &
    Out<O["body"]> &
    (O["versioned"] extends true ? { version: number } : unknown) &
    (O["upload"] extends number ? { file: O["streamed"] extends true ? StreamedUpload : Upload } : unknown)
>;

/** What a caller gives: the same before defaults; a file is a `File` or `Blob`. */
export type CallOf<O extends Operation> = Simplify<
  In<O["params"]> &
    In<O["query"]> &
    In<O["body"]> &
    (O["versioned"] extends true ? { version: number } : unknown) &
    (O["upload"] extends number ? { file: Blob } : unknown)
>;

export type ReplyOf<O extends Operation> = O["reply"] extends { _zod: { output: infer T } } ? T : undefined;

/** Names of the path parameters, in order. */
export function paramsOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);
}

/** May a repeated request get the first one's reply? Not one that sets a session or answers with a secret: neither is kept. */
export const isReplayable = (operation: Operation): boolean =>
  operation.method === "POST" && !operation.session && !operation.secret;
