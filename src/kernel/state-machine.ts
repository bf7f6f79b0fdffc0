// Acts as data: one row per act. The guard, the buttons, the diagrams, the permission matrix and the tests read it.
import { allowed, type Decision, refused } from "./access.ts";

/** One row of a transition table. Each field answers a question. */
export interface Act<State extends string, Party extends string, Need extends string> {
  /** In which states may it be done? */
  from: readonly State[];
  /** Which state follows? `null`: the state stays. */
  to: State | null;
  /** Who, seen from this record, may do it? */
  by: readonly Party[];
  /** What does the button say? */
  zh: string;
  en: string;
  /** What must be there? */
  needs?: readonly Need[];
  /** Must a note be given? */
  note?: "required" | "optional";
  /** Who did that act last may not do this one (separation of duties). */
  notBy?: readonly string[];
  /** Within how many working days should it follow the state it starts from? */
  workingDays?: number;
  /** Which rule or document asks for it? */
  source?: string;
}

/** What a decision about an act looks at; everything comes from the record and the actor, nothing is fetched. */
export interface ActFacts<State extends string, Party extends string, Need extends string> {
  state: State;
  parties: readonly Party[];
  has: readonly Need[];
  personId: string;
  /** Who counts as the same person, absent or standing in (`Actor.sameAs`). */
  sameAs: readonly string[] | undefined;
  lastDoneBy: DoneBy;
}

/** Who did each act last on this record: one person, or the one who stood in and those it was done for. */
export type DoneBy = Readonly<Record<string, string | readonly string[]>>;

export type ActTable<State extends string, Party extends string, Need extends string> = Readonly<
  Record<string, Act<State, Party, Need>>
>;

/** Declares a transition table, keeping the names of its acts as a type. */
export const defineActs =
  <State extends string, Party extends string, Need extends string>() =>
  <const T extends ActTable<State, Party, Need>>(acts: T): T =>
    acts;

/**
 * May this act be done now, by this person? Notes are checked by `decideNote`, when one has been typed.
 * Refusal codes: `act.not-your-part`, `act.wrong-state`, `act.missing`, `act.same-person`.
 */
export function decideAct<S extends string, P extends string, N extends string>(
  act: Act<S, P, N>,
  facts: ActFacts<S, P, N>,
): Decision {
  if (!act.by.some((party) => facts.parties.includes(party)))
    return refused("act.not-your-part", { parties: [...act.by] });
  if (!act.from.includes(facts.state)) return refused("act.wrong-state", { state: facts.state, states: [...act.from] });
  const persons = [facts.personId, ...(facts.sameAs ?? [])];
  const same = act.notBy?.find((name) => [facts.lastDoneBy[name] ?? []].flat().some((id) => persons.includes(id)));
  if (same) return refused("act.same-person", { act: same });
  const missing = act.needs?.filter((need) => !facts.has.includes(need)) ?? [];
  if (missing.length > 0) return refused("act.missing", { missing });
  return allowed;
}

/** Is the note good enough for the act? Code `act.note-required`. */
export function decideNote(
  act: { readonly note?: "required" | "optional" | undefined },
  note: string | undefined,
): Decision {
  if (act.note === "required" && !note?.trim()) return refused("act.note-required");
  return allowed;
}

/** Every act of the table with its decision: what the page turns into buttons. */
export function decideAll<T extends ActTable<S, P, N>, S extends string, P extends string, N extends string>(
  acts: T,
  facts: ActFacts<S, P, N>,
): Record<keyof T & string, Decision> {
  const decisions = {} as Record<keyof T & string, Decision>;
  for (const name of Object.keys(acts) as (keyof T & string)[])
    decisions[name] = decideAct(acts[name] as Act<S, P, N>, facts);
  return decisions;
}

/** States that can be reached from `start` by the acts of the table. */
export function reachableStates<S extends string>(acts: ActTable<S, string, string>, start: S): Set<S> {
  const reached = new Set<S>([start]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const act of Object.values(acts))
      if (act.to && !reached.has(act.to) && act.from.some((state) => reached.has(state))) {
        reached.add(act.to);
        grown = true;
      }
  }
  return reached;
}

/** The table as a Mermaid state diagram, labels in Chinese; acts that keep the state are listed as notes. */
export function drawDiagram<S extends string>(
  acts: ActTable<S, string, string>,
  states: Readonly<Record<S, { zh: string }>>,
  start: S,
): string {
  const lines = ["stateDiagram-v2", `  [*] --> ${start}`];
  for (const [state, label] of Object.entries(states) as [S, { zh: string }][]) lines.push(`  ${state} : ${label.zh}`);
  for (const act of Object.values(acts))
    for (const from of act.from) lines.push(`  ${from} --> ${act.to ?? from} : ${act.zh}`);
  return `${lines.join("\n")}\n`;
}
