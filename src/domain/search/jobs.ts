// Writing entries behind the requests: what a change of very many records has made stale, and all anew after an upgrade or when asked.
import { z } from "zod";
import { defineWorker } from "../../jobs/worker.ts";
import type { Db } from "../tables.ts";
import { staleKind } from "./model.ts";
import { type SearchSource, searchSources } from "./sources.ts";
import * as store from "./store.ts";
import { wordsVersion } from "./words.ts";
import { writeEntries } from "./write-entries.ts";

/** Refs written in one transaction; of those that stand for a whole plan, one. */
const step = 500;

/** Stale entries written in one transaction, so few that requests come in between. */
const staleStep = 100;

/** Programme and id of each. */
const Stale = z.object({ kind: z.string(), refs: z.array(z.tuple([z.uuid().nullable(), z.uuid()])) });

/** Reads again what stands in the database, so it may run twice, late, and after further changes. */
export const staleWorker = defineWorker({
  kind: staleKind,
  zh: "更新检索",
  en: "Bring the search up to date",
  shown: false,
  input: Stale,
  tries: 20,
  async run(job) {
    const { kind, refs } = job.input;
    const source = searchSources().find((one) => one.kind === kind);
    if (!source) return undefined;
    for (let from = Number(job.mark ?? 0); from < refs.length; from += staleStep)
      await job.step(async (tx) => {
        const part = refs.slice(from, from + staleStep).map(([programmeId, id]) => ({ programmeId, id }));
        await writeEntries(tx as Db, source, part);
        return { mark: from + staleStep };
      });
    return undefined;
  },
});

/**
 * Writes what has never been written under the present rules, and goes on where it was broken off.
 * @param anew begin from the first entry even where all is written
 * @returns how many refs were written
 */
export async function buildSearch(db: Db, options: { anew?: boolean; onStep?: (written: number) => void } = {}) {
  if (options.anew) await store.forgetBuilds(db);
  await store.dropOtherKinds(
    db,
    searchSources().map((source) => source.kind),
  );
  let written = 0;
  for (const source of searchSources())
    for (let more = true; more; ) {
      const count = await db.transaction().execute((tx) => buildStep(tx, source));
      written += count;
      more = count > 0;
      if (count > 0) options.onStep?.(written);
    }
  if (written > 0) await store.rebuildIndex(db);
  return written;
}

/** What a running server does every few seconds: searches stay as quick after many changes as before. */
export const tidySearch = (db: Db): Promise<void> => store.emptyPendingList(db);

async function buildStep(tx: Db, source: SearchSource): Promise<number> {
  const build = await store.findBuild(tx, source.kind);
  const begun = build?.version === wordsVersion ? build : null;
  if (begun?.done) return 0;
  await store.lockEntries(tx);
  const refs = await source.refsAfter(tx, begun?.after ?? null, source.whole ? 1 : step);
  if (refs.length > 0) await writeEntries(tx, source, refs);
  await store.saveBuild(tx, source.kind, {
    version: wordsVersion,
    after: refs.at(-1) ?? begun?.after ?? null,
    done: refs.length === 0,
  });
  return refs.length;
}
