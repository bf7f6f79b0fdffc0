// SQL of claimed steps of maturity, now or as of an instant.
import { type Selectable, sql } from "kysely";
import { rowsAt } from "../../kernel/rows-at.ts";
import type { Db, MaturityClaimTable } from "../tables.ts";
import type { ClaimState } from "./model-maturity.ts";
import type { Decided } from "./store.ts";

export interface ClaimRow {
  id: string;
  taskId: string;
  step: number;
  facts: Record<string, string>;
  inForceOn: string | null;
  state: ClaimState;
  note: string | null;
  madeById: string;
  madeBy: string;
  madeUnitId: string;
  madeUnit: string;
  madeAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  decisionNote: string | null;
  version: number;
}

const claims = (db: Db, programmeId: string, asOf: string | null = null) =>
  db
    .selectFrom(rowsAt<Selectable<MaturityClaimTable>>("maturity_claim", asOf).as("c"))
    .innerJoin("person as p", "p.id", "c.made_by")
    .innerJoin("unit as u", "u.id", "c.made_unit_id")
    .leftJoin("person as d", "d.id", "c.decided_by")
    .where("c.programme_id", "=", programmeId)
    .select([
      "c.id",
      "c.task_id as taskId",
      "c.step",
      "c.facts",
      "c.in_force_on as inForceOn",
      "c.state",
      "c.note",
      "c.made_by as madeById",
      "p.name as madeBy",
      "c.made_unit_id as madeUnitId",
      "u.short_name as madeUnit",
      "c.made_at as madeAt",
      "d.name as decidedBy",
      "c.decided_at as decidedAt",
      "c.decision_note as decisionNote",
      "c.version",
    ]);

export async function findClaim(db: Db, programmeId: string, id: string): Promise<ClaimRow | undefined> {
  return (await claims(db, programmeId).where("c.id", "=", id).executeTakeFirst()) as ClaimRow | undefined;
}

export async function findClaims(db: Db, programmeId: string, ids: readonly string[]): Promise<ClaimRow[]> {
  return (await claims(db, programmeId)
    .where(sql<boolean>`c.id = any(${[...ids]}::uuid[])`)
    .execute()) as ClaimRow[];
}

/** Those of one task, the newest first. */
export async function claimsOfTask(
  db: Db,
  programmeId: string,
  taskId: string,
  asOf: string | null,
  limit: number,
): Promise<ClaimRow[]> {
  return (await claims(db, programmeId, asOf)
    .where("c.task_id", "=", taskId)
    .orderBy("c.made_at", "desc")
    .orderBy("c.id", "desc")
    .limit(limit)
    .execute()) as ClaimRow[];
}

export interface NewClaimRow {
  programme_id: string;
  id: string;
  task_id: string;
  step: number;
  facts: string;
  in_force_on: string | null;
  state: string;
  note: string | null;
  made_by: string;
  made_unit_id: string;
  made_at: string;
  changed_at: string;
  changed_by: string;
}

export async function insertClaim(tx: Db, row: NewClaimRow): Promise<void> {
  await tx.insertInto("maturity_claim").values(row).execute();
}

/** Saves a decision on the version that was read; `false` when somebody else was first. */
export async function decideClaim(
  tx: Db,
  at: { programmeId: string; id: string; version: number },
  patch: Decided,
): Promise<boolean> {
  const result = await tx
    .updateTable("maturity_claim")
    .set({ ...patch, version: at.version + 1 })
    .where("programme_id", "=", at.programmeId)
    .where("id", "=", at.id)
    .where("version", "=", at.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Claims that wait for the office, the oldest first. */
export async function waitingClaims(
  db: Db,
  programmeId: string,
  after: readonly [string, string] | null,
  limit: number,
): Promise<ClaimRow[]> {
  return (await claims(db, programmeId)
    .where("c.state", "=", "claimed")
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(c.made_at, c.id) > (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy("c.made_at")
    .orderBy("c.id")
    .limit(limit)
    .execute()) as ClaimRow[];
}

export async function countWaiting(db: Db, programmeId: string): Promise<number> {
  const row = await db
    .selectFrom("maturity_claim")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("programme_id", "=", programmeId)
    .where("state", "=", "claimed")
    .executeTakeFirstOrThrow();
  return row.count;
}
