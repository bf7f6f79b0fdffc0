// A unit's own page in a pilot: its cards, people and stand-ins; and the same as one workbook, so that data come back to it (domain reference 0.2).
import { ReplyFile } from "../../http/http.ts";
import type { Call, Language } from "../../kernel/call.ts";
import { workbookMediaType, writeWorkbook } from "../../workbook/write-workbook.ts";
import type { Db } from "../tables.ts";
import { delegationStateAt } from "./delegation-rules.ts";
import { findOfUnit } from "./delegation-store.ts";
import { unitFault } from "./model.ts";
import { bookWords, type OwnUnits, type UnitCard, type UnitPage } from "./model-unit-page.ts";
import * as people from "./people-store.ts";
import { mayOpenUnit } from "./rules.ts";
import * as store from "./store.ts";
import { cardSources, openThrough, type ProgrammeOpened, type UnitInProgramme } from "./unit-cards.ts";

interface At {
  programmeId: string;
  unitId: string;
  asOf?: string | undefined;
}

/** Most units of one's own that are offered beside each other. */
const mostOwn = 20;

export async function getUnitPage(db: Db, call: Call, query: At): Promise<UnitPage> {
  const { unit, at, programme } = await open(db, call, query);
  const cards: UnitCard[] = [];
  for (const source of cardSources()) {
    const card = await source.card(db, call, at);
    if (card) cards.push(card);
  }
  const lent = (await findOfUnit(db, unit.id, call.atIso)).filter(
    (one) => delegationStateAt(one, call.atIso) === "inForce",
  );
  const own = await ownUnits(db, call, query.programmeId, programme);
  return {
    programmeId: query.programmeId,
    day: query.asOf ?? call.today,
    unit,
    own: own.length > 1 ? own : [],
    people: (await people.findPeopleOf(db, unit.id)).map(({ id, name, duties }) => {
      const one = lent.find(({ fromPersonId }) => fromPersonId === id);
      return { name, duties, standIn: one ? { name: one.toName, untilOn: one.untilOn } : null };
    }),
    cards,
  } as unknown as UnitPage;
}

/** The units for which the reader works in a pilot, its own bodies first. */
export async function listOwnUnits(db: Db, call: Call, { programmeId }: { programmeId: string }) {
  const programme = await openThrough(db, call, programmeId);
  return { items: await ownUnits(db, call, programmeId, programme) } as OwnUnits;
}

async function ownUnits(db: Db, call: Call, programmeId: string, programme: ProgrammeOpened) {
  const part = await programme.participants();
  const ids = call.actor.unitIds.filter((id) => part.has(id));
  const units = await store.findOwnUnits(db, ids, mostOwn);
  return units
    .filter((unit) => mayOpenUnit(call.actor, { ...unit, inProgramme: programmeId }, false))
    .map(({ id, shortName }) => ({ id, shortName }));
}

/** Everything the pilot holds of the unit, in one file. */
export async function exportUnit(db: Db, call: Call, query: At & { language: Language }): Promise<ReplyFile> {
  const { unit, at, programme } = await open(db, call, query);
  const { language } = query;
  const demo = programme.demo ? `${bookWords.demo[language]} · ` : "";
  const footer = `${demo}${unit.shortName.replaceAll("&", "&&")} · ${bookWords.footer[language]}`;
  const tables = [];
  for (const source of cardSources())
    tables.push(...((await source.sheets?.(db, call, at, { language, footer })) ?? []));
  const made = {
    zh: `截至 ${query.asOf ?? call.today}；${call.actor.name} 于 ${call.today} 下载。`,
    en: `As of ${query.asOf ?? call.today}; downloaded by ${call.actor.name} on ${call.today}.`,
  };
  const lines = [
    unit.name,
    ...(programme.demo ? [bookWords.demo[language]] : []),
    programme.title,
    made[language],
    bookWords.returned[language],
  ];
  const book = {
    tables,
    papers: [{ name: bookWords.about[language], lines }],
    lists: {},
    listSheet: "lists",
  };
  const name = `${unit.shortName}-${bookWords.file[language]}-${query.asOf ?? call.today}.xlsx`;
  return new ReplyFile(name, workbookMediaType, writeWorkbook(book, bookWords.author[language]));
}

/** Absent and not one's own look alike. */
async function open(db: Db, call: Call, { programmeId, unitId, asOf }: At) {
  const programme = await openThrough(db, call, programmeId);
  const unit = await store.findUnit(db, unitId);
  if (!unit || !mayOpenUnit(call.actor, { ...unit, inProgramme: programmeId }, programme.isOffice))
    throw unitFault("unit.absent");
  const at: UnitInProgramme = {
    programmeId,
    unit: { id: unit.id, kind: unit.kind, shortName: unit.shortName },
    asOf,
  };
  return { programme, unit, at };
}
