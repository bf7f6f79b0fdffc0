// A draft as the next version of a plan: compared with the one that holds, decisions applied, all within the confirmation.
import type { Call } from "../../kernel/call.ts";
import type { Part } from "../pilot/layout-lines.ts";
import { compareWithCurrent } from "../pilot/versions-service.ts";
import type { Db } from "../tables.ts";
import { tasksForNextVersion } from "../tasks/keep.ts";
import { carry, faultOf, linkMoves, type NewTasks } from "./carry.ts";
import { type DraftTask, importFault } from "./model.ts";
import type { Decisions, NextVersion } from "./model-next.ts";

/** What of a draft the next version is made of. */
export interface NextDraft extends NewTasks {
  elements: readonly Part[];
  decisions: Decisions;
}

/** Everything that was decided and proposed about a draft, against the version that holds now. */
export async function readNext(db: Db, call: Call, programmeId: string, draft: NextDraft) {
  const { comparison, current, behind, links } = await compareWithCurrent(db, call, programmeId, draft.elements);
  const held = await tasksForNextVersion(db, call, programmeId);
  const tasks = carry(held, draft, draft.decisions.tasks);
  const linked = new Map<string, number>();
  for (const { contentKey } of links) linked.set(contentKey, (linked.get(contentKey) ?? 0) + 1);
  const { moves, open } = linkMoves(comparison.pairs, linked, draft.decisions.links);
  return { comparison, current, behind, tasks, moves, links: open };
}

/** The comparison as a person sees it while deciding. */
export async function compareDraft(
  db: Db,
  call: Call,
  row: { programmeId: string | null; version: number; draft: NextDraft },
): Promise<NextVersion> {
  if (!row.programmeId) throw importFault("import.no-programme");
  const { comparison, current, behind, tasks, links } = await readNext(db, call, row.programmeId, row.draft);
  return { ...comparison, current, behind, tasks, links, version: row.version };
}

/**
 * Refuses decisions that cannot be carried out, with what to mend.
 * @throws Fault `import.no-such-item`, `import.carried-twice`
 */
export async function checkDecisions(db: Db, call: Call, programmeId: string, draft: NextDraft): Promise<void> {
  const held = await tasksForNextVersion(db, call, programmeId);
  const fault = faultOf(carry(held, draft, draft.decisions.tasks), draft, draft.decisions.tasks);
  if (fault) throw importFault(fault.code, fault.facts);
}

/** How the draft's tasks and elements enter, once decided. */
export async function decideNext(
  tx: Db,
  call: Call,
  programmeId: string,
  draft: NextDraft,
  against: string | null,
): Promise<Decided> {
  const next = await readNext(tx, call, programmeId, draft);
  if (against !== null && against !== next.current.id)
    throw importFault("import.plan-moved", { ordinal: next.current.ordinal });
  const fault = faultOf(next.tasks, draft, draft.decisions.tasks);
  if (fault) throw importFault(fault.code, fault.facts);
  const byKey = new Map(next.tasks.flatMap((task) => (task.to ? [[task.to, task] as const] : [])));
  const kinds = new Map(
    next.comparison.pairs.flatMap(({ kind, after }) =>
      after && (kind === "added" || kind === "changed") ? [[`${after.kind} ${after.start}`, kind] as const] : [],
    ),
  );
  return {
    carriesOf: (task) => {
      const held = byKey.get(task.key);
      return held
        ? { carries: { taskId: held.taskId, take: held.take, returns: held.fate === "returned" } }
        : { isNew: true };
    },
    marked: (element) => {
      const change = kinds.get(`${element.kind} ${element.start}`);
      return change ? { ...element, facts: { ...element.facts, change } } : element;
    },
    olderVersionId: next.current.id,
    moves: next.moves,
  };
}

export interface Decided {
  carriesOf: (
    task: DraftTask,
  ) => { carries: { taskId: string; take: readonly ("units" | "due")[]; returns: boolean } } | { isNew: boolean };
  /** An element with the mark that it is new or reworded in this version. */
  marked: <E extends Part>(element: E) => E;
  olderVersionId: string | null;
  moves: ReadonlyMap<string, string>;
}

/** A plan that begins a programme has nothing to go on from. */
export const firstVersion: Decided = {
  carriesOf: () => ({ isNew: true }),
  marked: (element) => element,
  olderVersionId: null,
  moves: new Map(),
};
