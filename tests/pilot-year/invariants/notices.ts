// Nobody is told the same thing twice, nor of what they did themselves.
import { sql } from "kysely";
import { expect } from "vitest";
import { isoOf } from "../../../src/kernel/clock.ts";
import type { Cast } from "../cast.ts";

export async function checkNotices(step: string, { server, programmeId }: Cast, actor: string | null): Promise<void> {
  const { db } = server.database;
  const now = isoOf(server.clock.now());
  const { rows } = await sql<{ person: string; title: string; count: number }>`
    select r.person_id as person, n.title_zh as title, count(*)::int as count
    from notice n join notice_reader r on r.programme_id = n.programme_id and r.notice_id = n.id
    where n.programme_id = ${programmeId} and n.made_at = ${now}
    group by r.person_id, n.subject_kind, n.subject_id, n.title_zh`.execute(db);
  expect(
    rows.filter((row) => row.count > 1),
    `${step}: told twice`,
  ).toEqual([]);
  if (actor)
    expect(
      rows.filter((row) => row.person === actor),
      `${step}: told of the own act`,
    ).toEqual([]);
}
