// What the search finds of programmes and of their present plans; registered in app/modules.ts.
import type { Call } from "../../kernel/call.ts";
import type { NewEvent } from "../audit/model.ts";
import { businessDuties } from "../organisations/model.ts";
import type { Db } from "../tables.ts";
import * as found from "./findable-store.ts";
import { type ElementKind, elementKinds, terms } from "./model.ts";

interface Ref {
  programmeId: string | null;
  id: string;
}

/** A programme and its plan change with a new version, or with the programme's own record. */
const programmeOf = (event: NewEvent): Ref | null =>
  event.programmeId && (event.subject.kind === "planVersion" || event.subject.kind === "programme")
    ? { programmeId: event.programmeId, id: event.programmeId }
    : null;

const programmesAfter = async (db: Db, after: Ref | null, limit: number): Promise<Ref[]> =>
  (await found.programmeIdsAfter(db, after?.id ?? null, limit)).map((id) => ({ programmeId: id, id }));

/** Lists and plans of pilots are for these duties alone. */
const worksOnPilots = (call: Call) => businessDuties.some((duty) => call.actor.duties.includes(duty));

const idsOf = (refs: readonly Ref[]) => refs.map((ref) => ref.id);

export const plansFindable = {
  kind: "plan",
  zh: "方案原文",
  en: "Plan text",
  whole: true,
  heeds: programmeOf,
  refsAfter: programmesAfter,

  async read(db: Db, refs: readonly Ref[]) {
    const elements = await found.elementsOfCurrentPlans(db, idsOf(refs));
    return elements.map((element) => ({
      programmeId: element.programmeId,
      id: element.id,
      names: element.kind === "heading" ? [element.text] : [],
      text: element.kind === "heading" ? "" : element.text,
      sort: `${String(element.start).padStart(9, "0")}${String(element.ordinal).padStart(6, "0")}`,
      readers: { participants: true as const },
    }));
  },

  async show(db: Db, call: Call, refs: readonly Ref[]) {
    if (!worksOnPilots(call)) return [];
    const programmes = refs.map((ref) => ref.programmeId ?? "");
    const elements = await found.visibleElements(db, call.actor, programmes, idsOf(refs));
    return elements.map((element) => {
      const heading = element.kind === "heading";
      const above = element.path.filter((part) => part !== element.text);
      const words = element.hasGoal && !heading ? terms.goal : elementKinds[element.kind as ElementKind];
      return {
        programmeId: element.programmeId,
        programmeTitle: element.programmeTitle,
        id: element.id,
        title: heading ? element.text : (above.at(-1) ?? element.programmeTitle),
        texts: heading ? [] : [element.text],
        hint: {
          zh: [words.zh, ...above.slice(0, heading ? undefined : -1)].join(" · "),
          en: [words.en, ...above.slice(0, heading ? undefined : -1)].join(" · "),
        },
        light: null,
        demo: element.demo,
        href: { path: `/p/${element.programmeId}/plan`, search: element.at ? { at: element.at } : {} },
      };
    });
  },
};

const textOf = (programme: found.NamedProgramme): string[] => [
  ...[programme.documentNumber, programme.issuer].filter((text) => text !== null),
  ...(programme.basis ?? []).map((basis) => [basis.title, basis.number].filter(Boolean).join(" ")),
];

export const programmesFindable = {
  kind: "programme",
  zh: "试点",
  en: "Programmes",
  whole: false,
  heeds: programmeOf,
  refsAfter: programmesAfter,

  async read(db: Db, refs: readonly Ref[]) {
    const programmes = await found.namedProgrammes(db, idsOf(refs));
    return programmes.map((programme) => ({
      programmeId: programme.id,
      id: programme.id,
      names: [programme.title, programme.shortTitle],
      text: textOf(programme).join("\n"),
      sort: programme.title,
      readers: { participants: true as const },
    }));
  },

  async show(db: Db, call: Call, refs: readonly Ref[]) {
    if (!worksOnPilots(call)) return [];
    const programmes = await found.visibleProgrammes(db, call.actor, idsOf(refs));
    return programmes.map((programme) => ({
      programmeId: programme.id,
      programmeTitle: programme.shortTitle,
      id: programme.id,
      title: programme.title,
      texts: textOf(programme),
      hint: { zh: programme.documentNumber ?? "", en: programme.documentNumber ?? "" },
      light: null,
      demo: programme.demo,
      href: { path: `/p/${programme.id}/plan`, search: {} },
    }));
  },
};
