// What somebody owes by evidence: a remark on what waits for one, and to mend or renew what a reviewer or the calendar takes away.
import type { Call } from "../../kernel/call.ts";
import { type Audience, audiencesFor } from "../pilot/audiences.ts";
import { addWorkingDays } from "../pilot/calendar.ts";
import { isOfficeOf, type OwnProgramme } from "../pilot/rules.ts";
import type { Db } from "../tables.ts";
import { findToMend, findWaiting, type ToMendRow } from "./owed-store.ts";
import { type NamedSubject, subjectOf, subjectsToAddTo } from "./subjects.ts";

const most = 200;

/** Records that are looked at for a remark; of more only the newest. */
const mostLookedAt = 1000;

/** A piece whose validity ends within so many working days is to be renewed. */
const renewWithin = 10;

interface Of {
  programmeId: string;
  kind: string;
  subjectId: string;
}

export const evidenceOwed = {
  kind: "evidence",
  async owed(db: Db, call: Call, programmes: readonly OwnProgramme[]) {
    const mend = await toMend(db, call, programmes);
    const remark = (await toRemark(db, call, programmes)).sort((a, b) => (a.sinceAt < b.sinceAt ? -1 : 1));
    return [...mend, ...remark].slice(0, most);
  },
};

/** One line for each record: a reviewer looks through all that was brought for it. */
async function toRemark(db: Db, call: Call, programmes: readonly OwnProgramme[]) {
  const { actor } = call;
  const asOffice = new Set(programmes.filter((one) => isOfficeOf(actor, one)).map((one) => one.id as string));
  const groupIds = actor.duties.includes("group") ? actor.unitIds : [];
  if (asOffice.size === 0 && groupIds.length === 0) return [];
  const within = groupIds.length > 0 ? programmes.map((one) => one.id as string) : [...asOffice];
  const rows = await findWaiting(db, within, [actor.personId, ...(actor.sameAs ?? [])], mostLookedAt);
  const isMine = (programmeId: string, audience: Audience) =>
    audience.groupIds.length > 0
      ? audience.groupIds.some((id) => groupIds.includes(id))
      : asOffice.has(programmeId) && !audience.notOffice;
  const mine = await among(rows, async (programmeId, kind, ids) => {
    const found = (await audiencesFor(db, programmeId, new Map([[kind, new Set(ids)]]), call.at)).get(kind);
    return new Set(ids.filter((id) => found?.has(id) && isMine(programmeId, found.get(id) as Audience)));
  });
  const names = await namesOf(db, mine);
  return mine.flatMap((row) => {
    const named = names.get(row.subjectId);
    if (!named || named.over) return [];
    return [
      {
        programmeId: row.programmeId,
        kind: "evidence",
        id: row.subjectId,
        title: named.title,
        what: {
          zh: `核验佐证材料（${row.count} 件待核）`,
          en: `review the evidence (${row.count} waiting)`,
        },
        act: "accept",
        dueOn: null,
        waitingFor: null,
        href: named.href,
        sinceAt: row.sinceAt,
      },
    ];
  });
}

async function toMend(db: Db, call: Call, programmes: readonly OwnProgramme[]) {
  const { today } = call;
  const { day } = addWorkingDays(today, renewWithin);
  const rows = await findToMend(
    db,
    programmes.map((one) => one.id),
    call.actor.unitIds,
    day,
    mostLookedAt,
  );
  const mine = await among(rows, (programmeId, kind, ids) => subjectsToAddTo(db, call, programmeId, kind, ids));
  const names = await namesOf(db, mine);
  return mine.flatMap((row) => {
    const named = names.get(row.subjectId);
    if (!named || named.over) return [];
    return [
      {
        programmeId: row.programmeId,
        kind: "evidence",
        id: row.id,
        title: { zh: `${row.title}（${named.title.zh}）`, en: `${row.title} (${named.title.en})` },
        what: mendWords(row, today),
        act: "replace",
        dueOn: row.state === "rejected" ? null : row.validUntil,
        waitingFor: null,
        href: named.href,
        sinceAt: row.sinceAt,
      },
    ];
  });
}

function mendWords({ state, validUntil, remark }: ToMendRow, today: string) {
  const said = remark ? { zh: `：${remark}`, en: `: ${remark}` } : { zh: "", en: "" };
  if (state === "rejected")
    return { zh: `未获认可，请换新版或撤回${said.zh}`, en: `rejected, replace or withdraw it${said.en}` };
  if (validUntil !== null && validUntil < today)
    return {
      zh: `有效期已于 ${validUntil} 届满，请换新版或撤回`,
      en: `no longer valid since ${validUntil}, replace or withdraw it`,
    };
  if (state === "queried") return { zh: `存疑，请补充或换新版${said.zh}`, en: `queried, replace it${said.en}` };
  return { zh: `有效期至 ${validUntil}，请换新版`, en: `valid until ${validUntil}, replace it` };
}

/** Of these rows, those whose records pass, asked for all records of one kind and programme at once. */
async function among<Row extends Of>(
  rows: readonly Row[],
  which: (programmeId: string, kind: string, ids: string[]) => Promise<ReadonlySet<string>>,
): Promise<Row[]> {
  const passed = new Set<string>();
  for (const some of Map.groupBy(rows, (row) => `${row.programmeId} ${row.kind}`).values()) {
    const [{ programmeId, kind }] = some as [Row];
    for (const id of await which(programmeId, kind, [...new Set(some.map((row) => row.subjectId))])) passed.add(id);
  }
  return rows.filter((row) => passed.has(row.subjectId));
}

async function namesOf(db: Db, rows: readonly Of[]): Promise<ReadonlyMap<string, NamedSubject>> {
  const names = new Map<string, NamedSubject>();
  await among(rows, async (programmeId, kind, ids) => {
    for (const [id, named] of (await subjectOf(kind)?.name(db, programmeId, ids)) ?? []) names.set(id, named);
    return new Set();
  });
  return names;
}
