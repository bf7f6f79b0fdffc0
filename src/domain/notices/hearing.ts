// Hears events in their own transaction and writes who is told of them; what leaves the program is handed to a job. What the change undoes was never told.
import { enqueue } from "../../jobs/jobs.ts";
import type { Call } from "../../kernel/call.ts";
import { newId } from "../../kernel/ids.ts";
import type { NewEvent } from "../audit/model.ts";
import { tell } from "../audit/service.ts";
import { holdersOf } from "../organisations/recipients.ts";
import type { Db } from "../tables.ts";
import { hasWaysOut } from "./channel-store.ts";
import { type Planned, planKind } from "./departures.ts";
import { topicOf } from "./model.ts";
import { noticeChannel, noticeTexts } from "./personal-channel.ts";
import { noticeSources, type Told } from "./sources.ts";
import * as store from "./store.ts";

/** Made-up history has happened already: nobody is told of it. */
const isHistory = (call: Call) => call.operation === "demo.seed";

/** The longest title; a source that quotes more is cut. */
const longestTitle = 300;

const oneLine = (text: string) =>
  text
    .replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, " ")
    .trim()
    .slice(0, longestTitle);

export async function followNotices(tx: Db, call: Call, events: readonly NewEvent[]): Promise<void> {
  if (isHistory(call)) return;
  for (const source of noticeSources()) {
    const heard = events.filter((event) => source.kinds.includes(event.kind));
    if (heard.length === 0) continue;
    const told = await source.notices(tx, call, heard);
    if (told.length > 0) await tellAll(tx, call, told);
  }
}

/** Writes notices that are new, gives them to people who do not have them, and has them sent. */
export async function tellAll(tx: Db, call: Call, given: readonly Told[]): Promise<void> {
  const told = [...new Map(given.map((one) => [`${one.programmeId} ${one.key}`, one])).values()];
  const people = await peopleOf(tx, call, told);
  const ids = await store.keepNotices(
    tx,
    told.map((one) => ({
      programme_id: one.programmeId,
      id: newId(call.at),
      key: one.key.slice(0, 300),
      topic: topicOf(one.topic),
      subject_kind: one.subject.kind,
      subject_id: one.subject.id,
      title_zh: oneLine(one.title.zh),
      title_en: oneLine(one.title.en),
      // Addresses of ours only: a notice never leads elsewhere.
      href: one.href.startsWith("/") && !one.href.startsWith("//") ? one.href : "/",
      due_on: one.dueOn ?? null,
      urgent: one.urgent ?? false,
      made_at: call.atIso,
    })),
  );
  const idOf = (one: Told) => ids.get(`${one.programmeId} ${one.key.slice(0, 300)}`) as string;
  const rows = told.flatMap((one, index) =>
    [...(people[index] as Set<string>)].map((personId) => ({
      programmeId: one.programmeId,
      noticeId: idOf(one),
      personId,
    })),
  );
  const fresh = rows.length > 0 ? await store.giveNotices(tx, rows, call.atIso) : [];
  for (const text of noticeTexts([...new Set(fresh.map((row) => row.personId))])) await tell(tx, noticeChannel, text);
  await handOver(tx, call, told, { rows, fresh, idOf });
}

/** Notices planned by one job: a few hundred statements at most. */
const mostPlanned = 200;

/** What leaves the program is planned by a job, so that an act on a thousand records does not wait for it. */
async function handOver(
  tx: Db,
  call: Call,
  told: readonly Told[],
  kept: { rows: readonly store.ReaderRow[]; fresh: readonly store.ReaderRow[]; idOf: (one: Told) => string },
): Promise<void> {
  const isFresh = new Set(kept.fresh.map((row) => `${row.noticeId} ${row.personId}`));
  const byNotice = Map.groupBy(kept.fresh, (row) => row.noticeId);
  const known = new Set(
    kept.rows.filter((row) => !isFresh.has(`${row.noticeId} ${row.personId}`)).map((row) => row.noticeId),
  );
  const planned = told.map((one): Planned => {
    const id = kept.idOf(one);
    return {
      programmeId: one.programmeId,
      noticeId: id,
      topic: topicOf(one.topic),
      urgent: one.urgent ?? false,
      personIds: (byNotice.get(id) ?? []).map((row) => row.personId),
      // Mailboxes and webhooks hear of a notice once, whoever else is told later.
      unitIds: known.has(id) ? [] : [...(one.to.unitIds ?? [])],
      toWebhooks: !known.has(id),
    };
  });
  const programmeIds = [...new Set(told.map((one) => one.programmeId))];
  const personIds = [...new Set(kept.fresh.map((row) => row.personId))];
  if (!(await hasWaysOut(tx, programmeIds, personIds))) return;
  for (let from = 0; from < planned.length; from += mostPlanned)
    await enqueue(tx, call, {
      kind: planKind,
      programmeId: programmeIds.length === 1 ? (programmeIds[0] as string) : null,
      key: newId(call.at),
      input: { at: call.at, notices: planned.slice(from, from + mostPlanned) },
    });
}

/** Who each notice is for, without whoever did it. */
async function peopleOf(tx: Db, call: Call, told: readonly Told[]): Promise<Set<string>[]> {
  const offices = await store.officesOf(tx, [...new Set(told.map((one) => one.programmeId))]);
  const liaisonUnits = told.flatMap((one) => one.to.unitIds ?? []);
  const groupUnits = told.flatMap((one) => one.to.groupIds ?? []);
  const officeUnits = told.flatMap((one) => (one.to.office ? (offices.get(one.programmeId) ?? []) : []));
  const liaisons = await holdersOf(tx, "liaison", liaisonUnits, call.atIso);
  const groups = await holdersOf(tx, "group", groupUnits, call.atIso);
  const officials = await holdersOf(tx, "office", officeUnits, call.atIso);
  return told.map(({ to, programmeId }) => {
    const office = to.office ? offices.get(programmeId) : undefined;
    const people = new Set([
      ...(to.personIds ?? []),
      ...(to.unitIds ?? []).flatMap((id) => liaisons.get(id) ?? []),
      ...(to.groupIds ?? []).flatMap((id) => groups.get(id) ?? []),
      ...(office ? (officials.get(office) ?? []) : []),
    ]);
    people.delete(call.actor.personId);
    return people;
  });
}
