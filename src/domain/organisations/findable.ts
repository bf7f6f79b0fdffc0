// What the search finds of units, which everybody signed in may list; registered in app/modules.ts.
import type { Call } from "../../kernel/call.ts";
import type { NewEvent } from "../audit/model.ts";
import type { Db } from "../tables.ts";
import { namedUnits, unitIdsAfter } from "./findable-store.ts";
import { type UnitKind, unitKinds } from "./model.ts";

interface Ref {
  programmeId: string | null;
  id: string;
}

const idsOf = (refs: readonly Ref[]) => refs.map((ref) => ref.id);

export const unitsFindable = {
  kind: "unit",
  zh: "单位",
  en: "Units",
  whole: false,

  heeds: (event: NewEvent): Ref | null =>
    event.subject.kind === "unit" ? { programmeId: null, id: event.subject.id } : null,

  refsAfter: async (db: Db, after: Ref | null, limit: number): Promise<Ref[]> =>
    (await unitIdsAfter(db, after?.id ?? null, limit)).map((id) => ({ programmeId: null, id })),

  async read(db: Db, refs: readonly Ref[]) {
    const units = await namedUnits(db, idsOf(refs));
    return units.map((unit) => ({
      programmeId: null,
      id: unit.id,
      names: [unit.name, unit.shortName, ...unit.names],
      text: "",
      // Units that have ended come after living ones.
      sort: `${unit.endedOn ? 1 : 0}${unit.sortKey}`,
      readers: { everyone: true as const },
    }));
  },

  async show(db: Db, _call: Call, refs: readonly Ref[]) {
    const units = await namedUnits(db, idsOf(refs));
    return units.map((unit) => {
      const kind = unitKinds[unit.kind as UnitKind];
      return {
        programmeId: null,
        programmeTitle: null,
        id: unit.id,
        title: unit.name,
        texts: [unit.shortName, ...unit.names].filter((name) => name !== unit.name),
        hint: {
          zh: unit.endedOn ? `${kind.zh} · 已撤并` : kind.zh,
          en: unit.endedOn ? `${kind.en} · ended` : kind.en,
        },
        light: null,
        demo: unit.demo,
        href: { path: `/units/${unit.id}`, search: {} },
      };
    });
  },
};
