// SQL of how reporting stands, now or as of an instant: the round at hand, its units by state, who is late, and rounds to come.
import { sql } from "kysely";
import { type DayRead, rowsAt } from "../../kernel/rows-at.ts";
import type { Db } from "../tables.ts";
import type { LedgerScope } from "../tasks/rules.ts";
import { inScope } from "./store.ts";

export interface Reading extends DayRead {
  programmeId: string;
  scope: LedgerScope;
}

export interface RoundAtHand {
  id: string;
  title: string;
  state: string;
  dueOn: string;
  timelyOn: string;
}

/** The round that is being filled in, the latest of several; else the one that ended last. */
export async function roundAtHand(db: Db, { programmeId, asOf }: Reading): Promise<RoundAtHand | undefined> {
  const { rows } = await sql<RoundAtHand>`
    select d.id, d.title, d.state, d.due_on as "dueOn", d.timely_on as "timelyOn" from ${rowsAt("reporting_round", asOf)} d
    where d.programme_id = ${programmeId} and d.opened_at is not null and d.state <> 'dropped'
    order by d.state in ('open', 'duePassed') desc, d.due_on desc, d.id desc limit 1`.execute(db);
  return rows[0];
}

export interface UnitsAtHand {
  states: Record<string, number>;
  onTime: number;
  late: number;
  lateUnits: { reportId: string; name: string }[];
}

/** Units of a round by the state of their report; late are those of the list's own filter. */
export async function unitsAtHand(db: Db, reading: Reading, round: RoundAtHand, most: number): Promise<UnitsAtHand> {
  const late = sql`(r.submitted_on > ${round.dueOn}::date
    or (r.submitted_on is null and ${round.dueOn}::date < ${reading.today}::date))`;
  const { rows } = await sql<UnitsAtHand>`
    with r as (
      select r.id, r.state, r.submitted_on, u.short_name, u.sort_key, ${late} as late
      from ${rowsAt("unit_report", reading.asOf)} r join unit u on u.id = r.unit_id
      where r.programme_id = ${reading.programmeId} and r.round_id = ${round.id} and ${inScope(reading.scope)})
    select coalesce((select json_object_agg(s.state, s.count) from (select state, count(*) from r group by state) s), '{}') as states,
      (select count(*) from r where submitted_on <= ${round.timelyOn}::date)::int as "onTime",
      (select count(*) from r where late)::int as late,
      coalesce((select json_agg(json_build_object('reportId', l.id, 'name', l.short_name)) from (
        select id, short_name from r where late order by sort_key collate "C", id limit ${most}) l), '[]') as "lateUnits"`.execute(
    db,
  );
  return rows[0] as UnitsAtHand;
}

/** Rounds due between two days. */
export async function roundsDue(
  db: Db,
  { programmeId, asOf }: Reading,
  days: { from: string; to: string },
  most: number,
) {
  const { rows } = await sql<{ id: string; title: string; dueOn: string }>`
    select d.id, d.title, d.due_on as "dueOn" from ${rowsAt("reporting_round", asOf)} d
    where d.programme_id = ${programmeId} and d.state in ('planned', 'open', 'duePassed')
      and d.due_on between ${days.from} and ${days.to}
    order by d.due_on, d.id limit ${most}`.execute(db);
  return rows;
}

export interface UnitReportFigures {
  /** Reports the unit has still to hand in, of rounds that are open; how many of them are late. */
  due: number;
  late: number;
  /** Handed in and waiting for review, and those that came back. */
  submitted: number;
  returned: number;
}

/** What one unit has to report, in rounds under way. */
export async function reportsOfUnit(db: Db, reading: Reading, unitId: string): Promise<UnitReportFigures> {
  const { rows } = await sql<UnitReportFigures>`
    select (count(*) filter (where r.state in ('notStarted', 'drafting', 'returned')))::int as due,
      (count(*) filter (where r.state in ('notStarted', 'drafting', 'returned')
        and coalesce(r.unlocked_until, d.due_on) < ${reading.today}::date))::int as late,
      (count(*) filter (where r.state = 'submitted'))::int as submitted,
      (count(*) filter (where r.state = 'returned'))::int as returned
    from ${rowsAt("unit_report", reading.asOf)} r
    join ${rowsAt("reporting_round", reading.asOf)} d on d.programme_id = r.programme_id and d.id = r.round_id
    where r.programme_id = ${reading.programmeId} and r.unit_id = ${unitId} and d.state in ('open', 'duePassed')
      and ${inScope(reading.scope)}`.execute(db);
  return rows[0] as UnitReportFigures;
}
