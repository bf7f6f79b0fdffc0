// What can be found: the modules above offer it, app/modules.ts registers it. They need not know of this file.
import type { Call } from "../../kernel/call.ts";
import type { NewEvent } from "../audit/model.ts";
import type { Db } from "../tables.ts";
import type { Readers, SearchHit } from "./model.ts";

export interface Ref {
  programmeId: string | null;
  id: string;
}

/** One thing that can be found, as it stands in the open transaction. */
export interface Entry extends Ref {
  /** What it is called, its title first, then other names. */
  names: readonly string[];
  text: string;
  /** Order within its kind, as plain text. */
  sort: string;
  readers: Readers;
}

/** What a reader sees of a hit; `texts` are those of which one is shown in part. */
export interface Shown extends Ref, Pick<SearchHit, "title" | "hint" | "light" | "demo" | "href" | "programmeTitle"> {
  texts: readonly string[];
}

export interface SearchSource {
  kind: string;
  zh: string;
  en: string;
  /** Does one ref stand for all entries of this kind in its programme (the sentences of a plan), or for the one of its id? */
  whole: boolean;
  /** What an event makes stale; `null`: nothing of this kind. */
  heeds(event: NewEvent): Ref | null;
  /** All refs there are, in order of programme and id, for writing everything anew. */
  refsAfter(db: Db, after: Ref | null, limit: number): Promise<Ref[]>;
  /** The entries that refs stand for now, in as few statements as there can be. */
  read(db: Db, refs: readonly Ref[]): Promise<Entry[]>;
  /** Of these entries, what the reader may see by the same condition as in the list of its module. */
  show(db: Db, call: Call, refs: readonly Ref[]): Promise<Shown[]>;
}

const sources = new Map<string, SearchSource>();

/** The order of registering is the order in which kinds are told. */
export function registerSource(source: SearchSource): void {
  sources.set(source.kind, source);
}

export const searchSources = (): SearchSource[] => [...sources.values()];
