// No act outside the tables: the events of every record are a walk through its table of acts, done by people who may do them one
// after another, and end in the state that the API shows.
import { expect } from "vitest";
import { matterActs } from "../../../src/domain/matters/rules.ts";
import { meetingActs } from "../../../src/domain/meetings/rules.ts";
import { ministryActs } from "../../../src/domain/ministries/rules.ts";
import { reportActs, roundActs } from "../../../src/domain/progress/rules.ts";
import { orderActs } from "../../../src/domain/supervision/rules.ts";
import { taskActs } from "../../../src/domain/tasks/rules.ts";
import type { ActTable } from "../../../src/kernel/state-machine.ts";
import type { Known, TrailEvent } from "../world.ts";

interface Machine {
  acts: ActTable<string, string, string>;
  /** Events by which a record comes to be, with the state it has then; null: the event says it. */
  begins: Record<string, string | null>;
  /** Events that tell something of the record and are no act on it. */
  tells: readonly string[];
  /** States that may follow from the record's rows, where the act leads to another: a report of which some rows wait. */
  byRows?: readonly string[];
}

const machines: Record<string, Machine> = {
  task: {
    acts: taskActs,
    begins: { "task.entered": "draft", "task.divided": null },
    tells: ["task.light", "task.maturity", "task.handedOver", "rating.takeReported"],
  },
  round: { acts: roundActs, begins: { "round.add": "planned" }, tells: [] },
  report: { acts: reportActs, begins: {}, tells: [], byRows: ["submitted", "returned", "accepted"] },
  matter: { acts: matterActs, begins: { "matter.open": "open" }, tells: ["matter.handOver"] },
  order: { acts: orderActs, begins: { "order.propose": "proposed" }, tells: ["order.handOver"] },
  meeting: { acts: meetingActs, begins: { "meeting.plan": "planned" }, tells: [] },
  ministry: { acts: ministryActs, begins: { "ministry.add": "proposed" }, tells: ["ministry.handOver"] },
};

/** Where a record is that nobody has begun: reports come to be with their round. */
const unbegun: Record<string, string> = { report: "notStarted" };

export class Walks {
  private readonly states = new Map<string, string>();
  private readonly done = new Map<string, Map<string, string[]>>();

  follow(step: string, events: readonly TrailEvent[]): void {
    for (const event of events) {
      const machine = machines[event.subjectKind];
      if (machine) this.take(`${step}: ${event.kind} of ${event.subjectKind} ${event.subjectId}`, machine, event);
    }
  }

  private take(place: string, machine: Machine, event: TrailEvent): void {
    const key = `${event.subjectKind} ${event.subjectId}`;
    if (event.kind in machine.begins) {
      expect(this.states.has(key), `${place}: it was there already`).toBe(false);
      this.states.set(key, machine.begins[event.kind] ?? String(event.after?.state));
      return;
    }
    if (machine.tells.includes(event.kind)) return;
    const name = event.kind.slice(event.kind.indexOf(".") + 1);
    const act = machine.acts[name];
    expect(act, `${place}: no such act in the table`).toBeDefined();
    if (!act) return;
    const state = this.states.get(key) ?? unbegun[event.subjectKind];
    expect(act.from, `${place}: not possible from ${state}`).toContain(state);
    if (act.note === "required") expect(event.note?.trim(), `${place}: words are missing`).toBeTruthy();
    const persons = [event.personId, ...(event.actsFor ?? []).map((one) => one.personId)].filter((id) => id != null);
    const before = this.done.get(key) ?? new Map<string, string[]>();
    for (const other of act.notBy ?? [])
      for (const id of persons)
        expect(before.get(other) ?? [], `${place}: the same person did ${other}`).not.toContain(id);
    this.done.set(key, before.set(name, persons));
    const next = act.to ?? (state as string);
    const told = event.after?.state;
    if (typeof told === "string" && told !== next)
      expect([...(machine.byRows ?? []), state], `${place}: it tells of ${told}`).toContain(told);
    this.states.set(key, typeof told === "string" ? told : next);
  }

  /** Does the API show every record where its walk has come to? */
  agree(step: string, records: readonly Known[]): void {
    for (const { kind, id, state } of records) {
      if (!machines[kind]) continue;
      const walked = this.states.get(`${kind} ${id}`) ?? unbegun[kind];
      expect(state, `${step}: ${kind} ${id} is not where its acts have led`).toBe(walked);
    }
  }
}
