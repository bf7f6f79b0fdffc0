// SQL of saved views and of each person's default.
import { sql } from "kysely";
import { afterMark, type KeyColumn, type MarkValue, orderOf } from "../../kernel/page-mark.ts";
import type { Db } from "../tables.ts";
import type { ViewListQuery, ViewState } from "./model.ts";

export interface ViewRow {
  id: string;
  list: string;
  title: string;
  query: Record<string, string>;
  state: ViewState;
  makerId: string;
  makerName: string;
  makerUnit: string;
  preferred: boolean;
  version: number;
  changedAt: string;
}

const selected = (db: Db, programmeId: string, personId: string) =>
  db
    .selectFrom("saved_view as v")
    .innerJoin("person as p", "p.id", "v.maker_id")
    .innerJoin("unit as u", "u.id", "p.unit_id")
    .where("v.programme_id", "=", programmeId)
    .select([
      "v.id",
      "v.list",
      "v.title",
      "v.query",
      "v.state",
      "v.maker_id as makerId",
      "p.name as makerName",
      "u.short_name as makerUnit",
      "v.version",
      "v.changed_at as changedAt",
      sql<boolean>`exists (select 1 from preferred_view d where d.programme_id = v.programme_id
        and d.person_id = ${personId} and d.list = v.list and d.view_id = v.id)`.as("preferred"),
    ]);

export async function findView(db: Db, programmeId: string, personId: string, id: string) {
  const row = await selected(db, programmeId, personId).where("v.id", "=", id).executeTakeFirst();
  return row as ViewRow | undefined;
}

/** The person's own views and all shared ones. */
const seenBy = (personId: string) =>
  sql<boolean>`(v.state = 'shared' or (v.state = 'own' and v.maker_id = ${personId}))`;

const sortExpressions = { title: sql`v.sort_key collate "C"`, changedAt: sql`v.changed_at` };

/** Own and shared views by pinyin of their title unless asked otherwise, one row more than the page. */
export async function findViews(
  db: Db,
  programmeId: string,
  personId: string,
  query: ViewListQuery,
  mark: readonly MarkValue[] | null,
): Promise<{ items: (ViewRow & { mark: MarkValue[] })[]; total: number }> {
  const named = query.sort.map((sort) => ({ expression: sortExpressions[sort.by], down: sort.down }));
  const down = named[0]?.down ?? false;
  const columns: KeyColumn[] = [
    ...(named.length > 0 ? named : [{ expression: sortExpressions.title, down }]),
    { expression: sql`v.id`, down },
  ];
  const like = `%${(query.q ?? "").replace(/[\\%_]/g, "\\$&")}%`;
  const base = selected(db, programmeId, personId)
    .where(seenBy(personId))
    .$if(query.list !== undefined, (q) => q.where("v.list", "=", query.list ?? ""))
    .$if(Boolean(query.q), (q) => q.where("v.title", "ilike", like));
  const { total } = await base
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  const items = await base
    .select(sql<MarkValue[]>`jsonb_build_array(${sql.join(columns.map((column) => column.expression))})`.as("mark"))
    .$if(mark !== null, (q) => q.where(afterMark(columns, mark ?? [])))
    .orderBy(orderOf(columns))
    .limit(query.limit + 1)
    .execute();
  return { items: items as unknown as (ViewRow & { mark: MarkValue[] })[], total };
}

/** How many views a person keeps in a programme; the row of the person is locked so that the limit holds. */
export async function countOwn(tx: Db, programmeId: string, personId: string): Promise<number> {
  await tx.selectFrom("person").select("id").where("id", "=", personId).forNoKeyUpdate().execute();
  const row = await tx
    .selectFrom("saved_view")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("programme_id", "=", programmeId)
    .where("maker_id", "=", personId)
    .where("state", "<>", "dropped")
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Has the person another view of this list under this title? */
export async function hasTitle(
  tx: Db,
  at: { programmeId: string; list: string; makerId: string; title: string; besides: string | null },
): Promise<boolean> {
  const row = await tx
    .selectFrom("saved_view")
    .select("id")
    .where("programme_id", "=", at.programmeId)
    .where("list", "=", at.list)
    .where("maker_id", "=", at.makerId)
    .where("title", "=", at.title)
    .where("state", "<>", "dropped")
    .$if(at.besides !== null, (q) => q.where("id", "<>", at.besides ?? ""))
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertView(
  tx: Db,
  row: {
    programme_id: string;
    id: string;
    list: string;
    maker_id: string;
    title: string;
    sort_key: string;
    query: string;
    state: string;
    made_at: string;
    changed_at: string;
    changed_by: string;
  },
): Promise<void> {
  await tx.insertInto("saved_view").values(row).execute();
}

/** Saves a change of the version that was read; `false` when somebody else was first. */
export async function saveView(
  tx: Db,
  at: { programmeId: string; id: string; version: number },
  patch: { title?: string; sort_key?: string; query?: string; state?: string; changed_at: string; changed_by: string },
): Promise<boolean> {
  const result = await tx
    .updateTable("saved_view")
    .set({ ...patch, version: at.version + 1 })
    .where("programme_id", "=", at.programmeId)
    .where("id", "=", at.id)
    .where("version", "=", at.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Sets or takes away (`viewId` null) the view a list opens with. */
export async function setPreferred(
  tx: Db,
  row: { programme_id: string; person_id: string; list: string; view_id: string | null; changed_at: string },
): Promise<void> {
  await tx
    .insertInto("preferred_view")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["programme_id", "person_id", "list"]).doUpdateSet((eb) => ({
        view_id: eb.ref("excluded.view_id"),
        changed_at: eb.ref("excluded.changed_at"),
      })),
    )
    .execute();
}
