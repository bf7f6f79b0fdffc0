// Which of the fetched things a change reaches: one table from kinds of records to the first word of query keys.
import type { LiveChange } from "../live/model.ts";

/** Screens by kind of record; every key is `[screen, programmeId, …]`. A module adds its screens here. */
const reached: Record<string, readonly string[]> = {
  notice: ["notices"],
  task: ["tasks", "plan", "overview", "views", "ratings", "orders", "progress"],
  round: ["progress"],
  roundPlan: ["progress"],
  report: ["progress"],
  // A task shows how many orders and matters are open on it, and an agenda what was decided.
  order: ["orders", "reminders"],
  reminder: ["reminders"],
  supervision: ["supervision"],
  matter: ["matters", "meetings"],
  meeting: ["meetings"],
  ministry: ["ministries"],
  lightRule: ["ratings"],
  planVersion: ["plan", "tasks", "overview"],
  programme: ["plan", "programmes"],
  evidence: ["evidence", "ratings"],
};

/**
 * Does one of the changes reach what was fetched under a key?
 * A single task (`["tasks", programmeId, "one", taskId, …]`) is reached by changes of that task alone.
 */
export function isReached(key: readonly unknown[], programmeId: string, changes: readonly LiveChange[]): boolean {
  const [screen, programme, part, id] = key;
  // Whatever changes may make somebody owe something.
  if (screen === "inbox") return true;
  if (programme !== programmeId && !acrossProgrammes.has(String(screen))) return false;
  return changes.some(({ kind, ids }) => {
    if (!reached[kind]?.includes(String(screen))) return false;
    if (screen !== "tasks" || part !== "one" || kind !== "task") return true;
    return ids.length === 0 || ids.includes(String(id));
  });
}

/** Was it asked as of a day before `today` (`YYYY-MM-DD`)? What was then does not change any more. */
export const isPast = (key: readonly unknown[], today: string): boolean =>
  key.slice(3).some((part) => {
    const day = typeof part === "object" && part !== null && "asOf" in part ? part.asOf : part;
    return typeof day === "string" && /^\d{4}-\d\d-\d\d$/.test(day) && day < today;
  });

/** Screens that tell of all programmes at once. */
const acrossProgrammes: ReadonlySet<string> = new Set(["programmes", "inbox", "notices"]);

/** Is it about this programme at all? After a gap everything of it is read anew. */
export const isOfProgramme = (key: readonly unknown[], programmeId: string): boolean =>
  key[1] === programmeId || acrossProgrammes.has(String(key[0]));

/** Is it cheap enough to be read at once, however often it changes? */
export const isSingle = (key: readonly unknown[]): boolean => key[0] === "tasks" && key[2] === "one";
