// Looks at everything after each step, and remembers what must be so at the end of the year as it was then.
import { expect } from "vitest";
import type { Cast } from "./cast.ts";
import { checkDuties, Duties } from "./invariants/duties.ts";
import { checkNotices } from "./invariants/notices.ts";
import { checkSums } from "./invariants/sums.ts";
import { Walks } from "./invariants/walks.ts";
import { eventsAfter, type Known, readWorld, recordsNow, recordsShown, type TrailEvent, type World } from "./world.ts";

export class Watch {
  readonly events: TrailEvent[] = [];
  world: World;
  private readonly cast: Cast;
  private readonly known = new Map<string, Known>();
  private readonly walks = new Walks();
  private readonly duties = new Duties();
  private readonly months = new Map<string, unknown[]>();

  private constructor(cast: Cast, world: World) {
    this.cast = cast;
    this.world = world;
  }

  static async begin(cast: Cast): Promise<Watch> {
    const watch = new Watch(cast, await readWorld(cast, null, null));
    await watch.look("beginning", null);
    return watch;
  }

  /** @param actor who took the step; `null`: the program by itself */
  async look(step: string, actor: string | null): Promise<void> {
    const fresh = await eventsAfter(this.cast, this.events.at(-1)?.id ?? null);
    this.events.push(...fresh);
    this.world = await readWorld(this.cast, this.world, new Set(fresh.map((event) => event.subjectKind)));
    const records = await recordsNow(this.cast);
    this.nothingVanishes(step, records);
    this.walks.follow(step, fresh);
    this.walks.agree(step, records);
    if (fresh.length > 0) checkSums(step, this.world);
    await checkNotices(step, this.cast, actor);
    await this.duties.check(step, this.cast, this.world);
  }

  private nothingVanishes(step: string, records: readonly Known[]): void {
    const now = new Map(records.map((one) => [`${one.kind} ${one.id}`, one]));
    for (const [key, before] of this.known) {
      const one = now.get(key);
      expect(one, `${step}: ${key} vanished`).toBeDefined();
      expect(one?.version, `${step}: version of ${key} went back`).toBeGreaterThanOrEqual(before.version);
      // The first word of a draft does not make the report a new one: whoever submits it meanwhile is not held up.
      const begun = before.kind === "report" && before.state === "notStarted" && one?.state === "drafting";
      if (one?.version === before.version && !begun)
        expect(one.state, `${step}: ${key} changed its state without a version`).toBe(before.state);
    }
    for (const [key, one] of now) this.known.set(key, one);
  }

  /** The last night of a month: the ledger as it is now, all inboxes, the trail. */
  async keepMonth(day: string): Promise<void> {
    this.world = await readWorld(this.cast, null, null);
    const listed = (await recordsNow(this.cast)).filter((one) => one.kind !== "report" && one.kind !== "evidence");
    const inOrder = (some: readonly { kind: string; id: string; state: string | null }[]) =>
      some.map(({ kind, id, state }) => `${kind} ${id} ${state}`).sort();
    expect(inOrder(recordsShown(this.world)), `${day}: what the API lists`).toEqual(inOrder(listed));
    this.months.set(day, await ledgerOf(this.cast, undefined));
    await checkDuties(day, this.cast, this.world);
    await this.verifyTrail(day);
  }

  async verifyTrail(step: string): Promise<void> {
    const found = await (await this.cast.server.as("audit")).audit.verifyTrail({});
    expect(found.problems, step).toEqual([]);
    expect(found.sound, step).toBe(true);
  }

  /** Each month's end reads today as it was read then. */
  async monthsAreAsTheyWere(): Promise<number> {
    for (const [day, then] of this.months) expect(await ledgerOf(this.cast, day), `as of ${day}`).toEqual(then);
    return this.months.size;
  }
}

/** The ledger without what depends on who reads it today: what may be edited. */
async function ledgerOf({ programmeId, players }: Cast, asOf: string | undefined): Promise<unknown[]> {
  const { items } = await players.chief.api.tasks.listTasks({
    programmeId,
    limit: 1000,
    parts: "with",
    with: ["milestones"],
    ...(asOf ? { asOf } : {}),
  } as never);
  return items.map(({ mayEdit: _mayEdit, ...task }) => task);
}
