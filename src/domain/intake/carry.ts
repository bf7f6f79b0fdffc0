// Which task of the ledger goes on as which task of a new version: equal words first, then alike ones, then what people decided.
import { align, type Item } from "../pilot/compare/align.ts";
import { sameTaskFrom } from "../pilot/compare/likeness.ts";
import type { Pair, PairField } from "../pilot/model-comparison.ts";
import { numbered, plain } from "../pilot/plain-text.ts";
import type { PlanState, TaskPart } from "../tasks/model.ts";
import type { DraftTask, DraftUnit } from "./model.ts";
import type { CarriedTask, LinkDecision, TaskDecision } from "./model-next.ts";
import { namesOf } from "./rules.ts";

/** A task as the ledger has it, in the order of the plan. */
export interface HeldTask {
  id: string;
  number: string | null;
  path: readonly string[];
  text: string;
  shortTitle: string;
  state: string;
  light: string;
  start: number | null;
  planState: PlanState;
  dueText: string | null;
  dueOn: string | null;
  units: readonly { unitId: string; shortName: string; part: TaskPart }[];
}

/** The draft's tasks as far as they matter here; units tell which known unit a name stands for. */
export interface NewTasks {
  tasks: readonly DraftTask[];
  units: readonly Pick<DraftUnit, "name" | "unitId" | "unitName">[];
}

/**
 * Every task of the ledger that stood in a plan, with what becomes of it. Decisions come before proposals: a task of the
 * draft that somebody gave to one task is proposed to no other.
 */
export function carry(held: readonly HeldTask[], draft: NewTasks, decisions: readonly TaskDecision[]): CarriedTask[] {
  const fresh = draft.tasks.filter((task) => !task.dropped);
  const byKey = new Map(fresh.map((task) => [task.key, task]));
  const decided = new Map(decisions.map((decision) => [decision.taskId as string, decision]));
  const given = new Set(decisions.flatMap((decision) => decision.to ?? []));
  const proposals = proposalsOf(held, fresh);
  const idOf = new Map(draft.units.map((unit) => [unit.name, unit.unitId ?? unit.name]));
  return held
    .filter((task) => task.planState !== "outside")
    .map((task) => {
      const decision = decided.get(task.id);
      const proposal = proposals.get(task.id) ?? null;
      const isProposed = proposal !== null && proposal.likeness >= sameTaskFrom && !given.has(proposal.key);
      const wanted = decision ? decision.to : isProposed ? proposal.key : null;
      const next = wanted === null ? undefined : byKey.get(wanted);
      const differences = next ? differencesOf(task, next, idOf) : [];
      return {
        taskId: task.id,
        number: task.number,
        shortTitle: task.shortTitle,
        text: task.text,
        state: task.state,
        light: task.light,
        planState: task.planState,
        start: task.planState === "inPlan" ? task.start : null,
        fate: fateOf(task, next),
        to: next?.key ?? null,
        proposed: proposal?.key ?? null,
        likeness: proposal?.likeness ?? 0,
        decided: decision !== undefined,
        differences,
        take: (decision?.take ?? []).filter((one) => differences.some((two) => takenBy(two.field) === one)),
      } as CarriedTask;
    });
}

function fateOf(task: HeldTask, next: DraftTask | undefined): CarriedTask["fate"] {
  if (!next) return "dropped";
  if (task.planState === "dropped") return "returned";
  return plain(task.text) === plain(next.text) ? "kept" : "reworded";
}

/** Which of the two things a person may take over does a field belong to? */
export const takenBy = (field: PairField) => (field === "due" ? "due" : "units");

interface Proposal {
  key: string;
  likeness: number;
}

function proposalsOf(held: readonly HeldTask[], fresh: readonly DraftTask[]): Map<string, Proposal> {
  const standing = held.filter((task) => task.planState === "inPlan");
  const sections = new Map<string, number>();
  const itemOf = ({ text, path }: { text: string; path: readonly string[] }): Item => {
    const name = path.map((heading) => numbered(heading).rest).join("\n");
    if (!sections.has(name)) sections.set(name, sections.size);
    return { text: numbered(text).rest, section: sections.get(name) as number };
  };
  const found = new Map<string, Proposal>();
  const taken = new Set<string>();
  for (const match of align(standing.map(itemOf), fresh.map(itemOf)).matches) {
    const key = (fresh[match.right] as DraftTask).key;
    found.set((standing[match.left] as HeldTask).id, { key, likeness: match.likeness });
    taken.add(key);
  }
  // Sentences that an earlier version dropped come back only in their own words.
  const free = Map.groupBy(
    fresh.filter((task) => !taken.has(task.key)),
    (task) => plain(task.text),
  );
  for (const task of held) {
    const key = task.planState === "dropped" ? free.get(plain(task.text))?.shift()?.key : undefined;
    if (key) found.set(task.id, { key, likeness: 1 });
  }
  return found;
}

/** Units and time limit where the new version names others; units are the same when they stand for the same known unit. */
function differencesOf(task: HeldTask, next: DraftTask, idOf: ReadonlyMap<string, string>): CarriedTask["differences"] {
  const differences: CarriedTask["differences"] = [];
  for (const part of ["lead", "support", "guide"] as const) {
    const now = namesOf({
      lead: [],
      support: [],
      guide: [],
      [part]: next[part],
      implied: next.implied.filter((one) => one.part === part),
    });
    const old = task.units.filter((unit) => unit.part === part);
    const ids = [...new Set(now.map((name) => idOf.get(name) ?? name))];
    if (ids.join(" ") !== old.map((unit) => unit.unitId).join(" "))
      differences.push({ field: part, before: inWords(old.map((unit) => unit.shortName)), after: inWords(now) });
  }
  if (task.dueOn !== next.dueOn || plain(task.dueText ?? "") !== plain(next.dueText ?? ""))
    differences.push({ field: "due", before: task.dueText ?? task.dueOn, after: next.dueText ?? next.dueOn });
  return differences;
}

const inWords = (names: readonly string[]) => (names.length > 0 ? [...new Set(names)].join("、") : null);

/** What is wrong with decisions: a task nobody knows, a sentence the draft lacks, one sentence for two tasks. */
export type CarryFault =
  | { code: "import.no-such-item"; facts: { key: string } }
  | { code: "import.carried-twice"; facts: { tasks: string[]; sentence: string } };

export function faultOf(
  carried: readonly CarriedTask[],
  draft: NewTasks,
  decisions: readonly TaskDecision[],
): CarryFault | null {
  const known = new Set(carried.map((task) => task.taskId as string));
  const keys = new Map(draft.tasks.map((task) => [task.key, task]));
  for (const { taskId, to } of decisions) {
    if (!known.has(taskId)) return { code: "import.no-such-item", facts: { key: taskId } };
    if (to !== null && !keys.has(to)) return { code: "import.no-such-item", facts: { key: to } };
  }
  const taken = Map.groupBy(
    carried.filter((task) => task.to !== null),
    (task) => task.to as string,
  );
  for (const [key, tasks] of taken)
    if (tasks.length > 1) {
      const next = keys.get(key);
      const facts = {
        tasks: tasks.map((task) => task.number ?? task.shortTitle),
        sentence: next?.number ?? next?.text ?? key,
      };
      return { code: "import.carried-twice", facts };
    }
  return null;
}

/**
 * Where the links of each sentence go: sentences with equal words keep theirs whatever became of their number and place,
 * those of reworded ones follow from the same likeness on as tasks do, unless a person says otherwise.
 * @returns key in the new version by key in the old, and the reworded sentences about which a person may decide
 */
export function linkMoves(
  pairs: readonly Pair[],
  linked: ReadonlyMap<string, number>,
  decisions: readonly LinkDecision[],
): { moves: Map<string, string>; open: (LinkDecision & { count: number; decided: boolean })[] } {
  const decided = new Map(decisions.map((decision) => [decision.contentKey, decision.follow]));
  const moves = new Map<string, string>();
  const open: (LinkDecision & { count: number; decided: boolean })[] = [];
  for (const { kind, before, after, likeness } of pairs) {
    if (!before || !after || !linked.has(before.contentKey) || before.contentKey === after.contentKey) continue;
    const isOpen = kind === "changed" && likeness < 1;
    const follow = isOpen ? (decided.get(before.contentKey) ?? likeness >= sameTaskFrom) : true;
    if (follow) moves.set(before.contentKey, after.contentKey);
    if (isOpen)
      open.push({
        contentKey: before.contentKey,
        follow,
        count: linked.get(before.contentKey) ?? 0,
        decided: decided.has(before.contentKey),
      });
  }
  return { moves, open };
}
