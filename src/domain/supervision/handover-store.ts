// SQL of orders that change hands from one unit to another.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import { openOrderStates } from "./rules.ts";

/** Orders that are proposed or open and in which a unit has a part; in these programmes, or everywhere. */
export async function ordersOfUnit(db: Db, unitId: string, programmeIds: readonly string[] | null) {
  const { rows } = await sql<{
    programmeId: string;
    id: string;
    number: string | null;
    grade: string;
    matter: string;
  }>`select o.programme_id as "programmeId", o.id, o.number, o.grade, o.matter
    from programme p join order_unit ou on ou.programme_id = p.id
    join supervision_order o on o.programme_id = ou.programme_id and o.id = ou.order_id
    where ou.unit_id = ${unitId} and o.state = any(${["proposed", ...openOrderStates]}::text[])
      ${programmeIds ? sql`and p.id = any(${[...programmeIds]}::uuid[])` : sql``}
    group by o.programme_id, o.id order by o.programme_id, o.id`.execute(db);
  return rows;
}

/** Puts one unit in the place of another; where it has that part already, the former stays beside it. */
export async function moveOrders(
  tx: Db,
  orders: readonly { programmeId: string; id: string }[],
  fromId: string,
  toId: string,
): Promise<void> {
  await sql`update order_unit ou set unit_id = ${toId}
    from json_to_recordset(${JSON.stringify(orders)}::json) as v("programmeId" uuid, id uuid)
    where ou.programme_id = v."programmeId" and ou.order_id = v.id and ou.unit_id = ${fromId}
      and not exists (select 1 from order_unit other where other.programme_id = ou.programme_id
        and other.order_id = ou.order_id and other.unit_id = ${toId} and other.part = ou.part)`.execute(tx);
}
