// A matter as it leaves: its origin as the reader may see it, its tasks, how late it is, and what the reader may do with it.
import type { Call } from "../../kernel/call.ts";
import type { StoryEvent } from "../audit/model.ts";
import { lastDoneBy } from "../audit/service.ts";
import { unitNames } from "../organisations/service.ts";
import type { OpenProgramme } from "../pilot/rules.ts";
import type { Db } from "../tables.ts";
import { taskAudiences } from "../tasks/audience.ts";
import { isInScope, ledgerScope } from "../tasks/rules.ts";
import type { Matter, MatterSummary } from "./model.ts";
import { showOrigins } from "./origins.ts";
import { daysLate, decideMatter, type MatterActor, partiesOf } from "./rules.ts";
import { findReferrals, type MatterRow } from "./store.ts";

/** Several matters, with their origins and tasks read at once. */
export async function presentMatters(
  db: Db,
  call: Call,
  programme: OpenProgramme,
  actor: MatterActor,
  rows: readonly MatterRow[],
): Promise<MatterSummary[]> {
  const origins = rows.map((row) => ({ kind: row.originKind, id: row.originId }));
  const shown = await showOrigins(db, call, programme.id, origins);
  const taskIds = [...new Set(rows.flatMap((row) => row.tasks.map((task) => task.id)))];
  const audiences = await taskAudiences(db, programme.id, taskIds, call.at);
  const scope = ledgerScope(call.actor, programme.officeUnitId);
  const isVisible = (id: string) => {
    const audience = audiences.get(id);
    return audience !== undefined && isInScope(scope, audience);
  };
  return rows.map((row) => {
    const origin = shown({ kind: row.originKind, id: row.originId });
    return {
      id: row.id,
      programmeId: programme.id,
      number: row.number,
      origin: {
        kind: row.originKind,
        id: row.originId,
        title: origin?.title ?? null,
        href: origin?.href ?? null,
      },
      what: row.what,
      fromUnit: { id: row.fromUnitId, name: row.fromName },
      toUnit: { id: row.toUnitId, name: row.toName },
      dueOn: row.dueOn,
      firstDueOn: row.firstDueOn,
      state: row.state,
      daysLate: daysLate(row, call.today),
      answer: row.answer,
      askedBy: row.askedBy,
      askedAt: row.askedAt,
      tasks: row.tasks.map((task) => ({ ...task, visible: isVisible(task.id) })),
      parties: partiesOf(actor, { ...row, officeUnitId: programme.officeUnitId }),
      version: row.version,
      changedAt: row.changedAt,
    } as MatterSummary;
  });
}

export async function presentMatter(
  db: Db,
  call: Call,
  programme: OpenProgramme,
  actor: MatterActor,
  row: MatterRow,
  story: StoryEvent[],
): Promise<Matter> {
  const [summary] = await presentMatters(db, call, programme, actor, [row]);
  const referrals = await findReferrals(db, programme.id, row.id);
  return {
    ...(summary as MatterSummary),
    referrals: referrals.map((one) => ({
      fromUnit: { id: one.fromUnitId, name: one.fromName },
      toUnit: { id: one.toUnitId, name: one.toName },
      why: one.why,
      at: one.at,
      personName: one.personName,
    })),
    events: await presentStory(db, story),
    abilities: decideMatter(actor, { ...row, officeUnitId: programme.officeUnitId, lastDoneBy: lastDoneBy(story) }),
  } as Matter;
}

/** The story of a record with the names of the units that acted; shared by the modules that hang on matters. */
export async function presentStory(db: Db, story: readonly StoryEvent[]): Promise<Matter["events"]> {
  const names = await unitNames(
    db,
    story.flatMap((event) => (event.unitId ? [event.unitId] : [])),
  );
  return story.map((event) => ({
    id: event.id,
    at: event.at,
    kind: event.kind,
    personName: event.personName,
    unitName: event.unitId ? (names.get(event.unitId) ?? null) : null,
    note: event.note,
    changes: Object.keys(event.after ?? {}).map((field) => ({
      field,
      before: event.before?.[field] ?? null,
      after: event.after?.[field] ?? null,
    })),
  }));
}
