// Every open duty stands in the inbox of somebody who can do it, and whatever an inbox asks for can be done.
import { expect } from "vitest";
import { dayOf } from "../../../src/kernel/clock.ts";
import { testZone } from "../../start-server.ts";
import type { Cast, Player } from "../cast.ts";
import type { World } from "../world.ts";

interface Duty {
  kind: string;
  id: string;
  state: string;
  /** Whose it is: one of them must have it. */
  of: readonly Player[];
}

type Item = Awaited<ReturnType<Player["api"]["inbox"]["getInbox"]>>["items"][number];

/** Looks for each duty once, when it has come to be; `checkDuties` looks for all again. */
export class Duties {
  private seen = new Set<string>();

  async check(step: string, cast: Cast, world: World): Promise<void> {
    const all = dutiesIn(cast, world);
    const keyOf = (duty: Duty) => `${duty.kind} ${duty.id} ${duty.state} ${duty.of.map((one) => one.personId).join()}`;
    await find(
      step,
      cast,
      all.filter((duty) => !this.seen.has(keyOf(duty))),
    );
    this.seen = new Set(all.map(keyOf));
  }
}

/** All duties are in inboxes, and every act that an inbox asks for is one that its record allows its reader. */
export async function checkDuties(step: string, cast: Cast, world: World): Promise<void> {
  const inboxes = await find(step, cast, dutiesIn(cast, world), Object.values(cast.players));
  for (const [player, items] of inboxes)
    for (const item of items) if (item.act) await mayBeDone(step, cast, player, item);
}

async function find(step: string, cast: Cast, duties: readonly Duty[], also: readonly Player[] = []) {
  const inboxes = new Map<Player, Item[]>();
  for (const player of new Set([...also, ...duties.flatMap((duty) => duty.of)]))
    if (player.duty) inboxes.set(player, (await player.api.inbox.getInbox({ programmeId: cast.programmeId })).items);
  for (const { kind, id, state, of } of duties) {
    const found = of.filter((player) =>
      inboxes.get(player)?.some((item) => item.kind === kind && item.id === id && !item.waitingFor),
    );
    expect(
      found.length,
      `${step}: ${kind} ${id} (${state}) is in no inbox of ${of.map((one) => one.name).join("、")}`,
    ).toBeGreaterThan(0);
  }
  return inboxes;
}

async function mayBeDone(step: string, { programmeId }: Cast, { api, name }: Player, item: Item): Promise<void> {
  const record = await (
    {
      task: () => api.tasks.getTask({ programmeId, taskId: item.id as never }),
      matter: () => api.matters.getMatter({ programmeId, matterId: item.id as never }),
      order: () => api.supervision.getOrder({ programmeId, orderId: item.id as never }),
      meeting: () => api.meetings.getMeeting({ programmeId, meetingId: item.id as never }),
      ministry: () => api.ministries.getEntry({ programmeId, entryId: item.id as never }),
    } as Record<string, () => Promise<{ abilities: Record<string, { allowed: boolean; code?: string | undefined }> }>>
  )[item.kind]?.();
  const ability = record?.abilities[item.act as string];
  // What still lacks something, such as milestones or evidence, is owed all the same.
  if (ability && ability.code !== "act.missing")
    expect(ability, `${step}: the inbox of ${name} asks for “${item.act}” of ${item.title.zh}`).toMatchObject({
      allowed: true,
    });
}

function dutiesIn(cast: Cast, world: World): Duty[] {
  const players = Object.values(cast.players);
  const today = dayOf(cast.server.clock.now(), testZone);
  const at = (unitIds: readonly string[]) => players.filter((one) => one.duty && unitIds.includes(one.unitId));
  const office = at([cast.unitIds.office]);
  const duties: Duty[] = [];
  const owe = (kind: string, one: { id: string; state: string }, of: readonly Player[]) =>
    duties.push({ kind, id: one.id, state: one.state, of });

  const published = new Map(world.closing.map((one) => [one.taskId, one.publishedUntil]));
  for (const task of world.ledger.tasks.items) {
    const lead = at(task.units.filter((unit) => unit.part === "lead").map((unit) => unit.unitId));
    const group = task.groupId ? at([task.groupId]) : office;
    if (task.state === "issued" || task.state === "signed") owe("task", task, lead);
    if (task.state === "inProgress" && task.dueOn && task.dueOn < today) owe("task", task, lead);
    if (task.state === "adjusting") owe("task", task, [...group, ...office]);
    if (task.state === "closeRequested") owe("task", task, group);
    if (task.state === "firstReviewed") owe("task", task, office);
    if (task.state === "secondReviewed" && String(published.get(task.id) ?? "") < today) owe("task", task, office);
    if (task.state === "suspended" && task.reviewOn && task.reviewOn <= today) owe("task", task, office);
  }
  for (const report of world.reports) {
    if (["notStarted", "drafting", "returned"].includes(report.state)) owe("report", report, at([report.unitId]));
    if (report.state === "submitted") owe("report", report, [...at([cast.unitIds.group]), ...office]);
    if (report.unlockAsked) owe("report", report, office);
  }
  for (const matter of world.matters) {
    if (["open", "accepted"].includes(matter.state)) owe("matter", matter, at([matter.toUnit.id]));
    if (["answered", "declined"].includes(matter.state)) owe("matter", matter, at([matter.fromUnit.id]));
  }
  for (const order of world.orders) {
    const handling = order.units.filter((unit) => unit.part === "lead").map((unit) => unit.unitId);
    if (order.state === "proposed" || order.state === "passed") owe("order", order, office);
    if (order.state === "issued" || order.state === "signed") owe("order", order, at(handling));
    if (order.state === "answered") owe("order", order, [...at([cast.unitIds.group]), ...office]);
  }
  for (const meeting of world.meetings)
    if (["planned", "prepared", "held"].includes(meeting.state)) owe("meeting", meeting, at([meeting.hostUnit.id]));
  for (const entry of world.entries)
    if (
      entry.state === "proposed" ||
      (entry.followUpOn !== null &&
        entry.followUpOn <= today &&
        entry.state !== "answered" &&
        entry.state !== "withdrawn")
    )
      owe("ministry", entry, at([entry.leadUnit.id]));
  return duties;
}
