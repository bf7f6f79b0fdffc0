// How each sentence of the plan stands: what is behind it, its light, whether it is blank, and the sums of each section.
import type { Layout, Stop } from "./layout.ts";
import type { Behind, GoalReading, Plan, PlanElement } from "./model.ts";

export type StandingLight = NonNullable<Behind["light"]>;

/** From what needs attention to what does not: green is said only where everything is green. */
export const worstFirst: readonly StandingLight[] = ["red", "yellow", "grey", "green"];

export interface GoalAt {
  element: PlanElement;
  /** Null while no record says how far the goal is. */
  reading: GoalReading | null;
}

export interface Standing {
  /** Each thing once, though it may hang on the sentence in two ways. */
  behind: readonly Behind[];
  goals: readonly GoalAt[];
  light: StandingLight | null;
  /** Can be asked for and has nothing behind it 暂无任务或记录. */
  blank: boolean;
}

export interface Sums {
  /** Different tasks by light. */
  lights: Readonly<Record<StandingLight, number>>;
  tasks: number;
  blanks: number;
  goals: number;
  sentences: number;
}

export interface Overview {
  /** One for each stop of the layout. */
  standings: readonly Standing[];
  /** One for each section of the layout. */
  sections: readonly Sums[];
  whole: Sums;
  /** Goals of the plan by where they begin. */
  goals: ReadonlyMap<number, GoalAt>;
}

/** Puts what is behind the plan to the sentences it hangs on, and sums it up by section. */
export function overviewOf(layout: Layout, plan: Pick<Plan, "elements" | "behind" | "goals">): Overview {
  const byKey = Map.groupBy(plan.behind, (one) => one.contentKey);
  const readings = new Map(plan.goals.map((reading) => [reading.elementId as string, reading]));
  const goals = plan.elements
    .filter((element) => element.kind === "goal")
    .map((element): GoalAt => ({ element, reading: readings.get(element.id) ?? null }));
  const standings = layout.stops.map((stop) => standingOf(stop, byKey, goals));
  const sums = (start: number, end: number) => sumsOf(layout.stops, standings, start, end);
  return {
    standings,
    sections: layout.sections.map((section) => sums(section.start, section.end)),
    whole: sums(0, Number.POSITIVE_INFINITY),
    goals: new Map(goals.map((goal) => [goal.element.start, goal])),
  };
}

function standingOf(stop: Stop, byKey: ReadonlyMap<string, Behind[]>, all: readonly GoalAt[]): Standing {
  const once = new Map<string, Behind>();
  for (const one of stop.keys.flatMap((key) => byKey.get(key) ?? [])) {
    const id = `${one.kind} ${one.id}`;
    // A link made by hand is shown as such, so that it can be removed.
    if (one.linked || !once.has(id)) once.set(id, one);
  }
  const behind = [...once.values()].sort((a, b) => rankOf(a.light) - rankOf(b.light));
  const goals = all.filter(({ element }) => element.start >= stop.start && element.start < stop.end);
  const asked = stop.kind === "sentence" || stop.kind === "row";
  return {
    behind,
    goals,
    light: worst(behind.flatMap((one) => one.light ?? [])),
    blank: asked && behind.length === 0 && !goals.some((goal) => goal.reading),
  };
}

const rankOf = (light: Behind["light"]) => (light ? worstFirst.indexOf(light) : worstFirst.length);

export const worst = (lights: readonly StandingLight[]): StandingLight | null =>
  worstFirst.find((light) => lights.includes(light)) ?? null;

function sumsOf(stops: readonly Stop[], standings: readonly Standing[], start: number, end: number): Sums {
  const lights = { green: 0, yellow: 0, red: 0, grey: 0 };
  const seen = new Set<string>();
  let [blanks, goals, sentences] = [0, 0, 0];
  for (const stop of stops) {
    if (stop.start < start || stop.start >= end) continue;
    const standing = standings[stop.index] as Standing;
    if (standing.blank) blanks += 1;
    if (stop.kind !== "heading") sentences += 1;
    goals += standing.goals.length;
    for (const one of standing.behind) {
      if (one.kind !== "task" || seen.has(one.id)) continue;
      seen.add(one.id);
      lights[one.light ?? "grey"] += 1;
    }
  }
  return { lights, tasks: seen.size, blanks, goals, sentences };
}

/**
 * Stops whose text holds the words looked for; case and spaces do not matter.
 * @returns indexes in reading order; none for an empty query
 */
export function findStops(stops: readonly Stop[], query: string): number[] {
  const wanted = bare(query);
  return wanted === "" ? [] : stops.filter((stop) => bare(stop.text).includes(wanted)).map((stop) => stop.index);
}

const bare = (text: string) => text.replace(/\s/g, "").toLowerCase();
