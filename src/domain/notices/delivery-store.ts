// SQL of what leaves: deliveries with their notices and tries, and the log that the office reads.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import type { Channel, DeliveryQuery, DeliveryState } from "./model-channels.ts";

export interface NewDelivery {
  programmeId: string;
  id: string;
  channel: Channel;
  /** Channel and id, for keeping batches apart. */
  recipient: string;
  batch: string;
  personId: string | null;
  unitId: string | null;
  webhookId: string | null;
  sendAt: string;
  at: string;
}

/** A delivery of its own, or the one of the same recipient and batch if it has not left; `null`: that one has left. */
export async function joinBatch(tx: Db, row: NewDelivery): Promise<{ id: string; fresh: boolean } | null> {
  const { rows } = await sql<{ id: string; fresh: boolean }>`
    insert into delivery (programme_id, id, channel, recipient, batch, person_id, unit_id, webhook_id, state, send_at, made_at)
    values (${row.programmeId}, ${row.id}, ${row.channel}, ${row.recipient}, ${row.batch}, ${row.personId}, ${row.unitId},
      ${row.webhookId}, 'waiting', ${row.sendAt}, ${row.at})
    on conflict (programme_id, recipient, batch) do update set batch = excluded.batch where delivery.state = 'waiting'
    returning id, id = ${row.id} as fresh`.execute(tx);
  return rows[0] ?? null;
}

export async function addNotices(
  tx: Db,
  programmeId: string,
  deliveryId: string,
  noticeIds: readonly string[],
): Promise<void> {
  await sql`insert into delivery_notice (programme_id, delivery_id, notice_id)
    select ${programmeId}, ${deliveryId}, n from unnest(${noticeIds}::uuid[]) n
    on conflict do nothing`.execute(tx);
}

export interface DeliveryRow {
  programmeId: string;
  programmeTitle: string;
  id: string;
  channel: Channel;
  personId: string | null;
  unitId: string | null;
  webhookId: string | null;
  state: DeliveryState;
  tries: number;
}

/** Locks a delivery, so that a notice on its way into the batch is waited for. */
export async function lockDelivery(tx: Db, programmeId: string, id: string): Promise<DeliveryRow | undefined> {
  const { rows } = await sql<DeliveryRow>`
    select d.programme_id as "programmeId", p.short_title as "programmeTitle", d.id, d.channel, d.person_id as "personId",
      d.unit_id as "unitId", d.webhook_id as "webhookId", d.state, d.tries
    from delivery d join programme p on p.id = d.programme_id
    where d.programme_id = ${programmeId} and d.id = ${id} for update of d`.execute(tx);
  return rows[0];
}

export interface SentNotice {
  id: string;
  topic: string;
  subjectKind: string;
  subjectId: string;
  titleZh: string;
  titleEn: string;
  href: string;
  dueOn: string | null;
  urgent: boolean;
  madeAt: string;
}

/** What a delivery says; of a flood the first two hundred. */
export async function noticesOf(db: Db, programmeId: string, deliveryId: string): Promise<SentNotice[]> {
  const { rows } = await sql<SentNotice>`
    select n.id, n.topic, n.subject_kind as "subjectKind", n.subject_id as "subjectId", n.title_zh as "titleZh",
      n.title_en as "titleEn", n.href, n.due_on as "dueOn", n.urgent, n.made_at as "madeAt"
    from delivery_notice dn join notice n on n.programme_id = dn.programme_id and n.id = dn.notice_id
    where dn.programme_id = ${programmeId} and dn.delivery_id = ${deliveryId}
    order by n.urgent desc, n.made_at, n.id limit 200`.execute(db);
  return rows;
}

export async function setState(
  tx: Db,
  programmeId: string,
  id: string,
  to: { state: DeliveryState; tries?: number; sentAt?: string; sendAt?: string },
): Promise<void> {
  await sql`update delivery set state = ${to.state}, tries = coalesce(${to.tries ?? null}::int, tries),
      sent_at = coalesce(${to.sentAt ?? null}::timestamptz, sent_at), send_at = coalesce(${to.sendAt ?? null}::timestamptz, send_at)
    where programme_id = ${programmeId} and id = ${id}`.execute(tx);
}

export async function addTry(
  tx: Db,
  programmeId: string,
  id: string,
  one: { at: string; outcome: string; zh: string; en: string },
): Promise<void> {
  await sql`insert into delivery_try (programme_id, delivery_id, number, at, outcome, zh, en)
    select ${programmeId}, ${id}, coalesce(max(number), 0) + 1, ${one.at}, ${one.outcome}, ${one.zh}, ${one.en}
    from delivery_try where programme_id = ${programmeId} and delivery_id = ${id}`.execute(tx);
}

export interface LoggedDelivery {
  id: string;
  channel: Channel;
  recipient: string | null;
  state: DeliveryState;
  titles: { zh: string; en: string }[];
  noticeCount: number;
  sendAt: string;
  sentAt: string | null;
  madeAt: string;
  tries: { at: string; outcome: string; zh: string; en: string }[];
}

const logged = sql`d.id, d.channel, coalesce(w.title, u.short_name, pe.name) as recipient, d.state,
  d.send_at as "sendAt", d.sent_at as "sentAt", d.made_at as "madeAt",
  (select count(*)::int from delivery_notice dn where dn.programme_id = d.programme_id and dn.delivery_id = d.id) as "noticeCount",
  coalesce((select json_agg(json_build_object('zh', f.title_zh, 'en', f.title_en)) from (
    select n.title_zh, n.title_en from delivery_notice dn
    join notice n on n.programme_id = dn.programme_id and n.id = dn.notice_id
    where dn.programme_id = d.programme_id and dn.delivery_id = d.id order by n.made_at, n.id limit 3) f), '[]') as titles,
  coalesce((select json_agg(json_build_object('at', t.at, 'outcome', t.outcome, 'zh', t.zh, 'en', t.en) order by t.number desc)
    from (select * from delivery_try t where t.programme_id = d.programme_id and t.delivery_id = d.id
      order by t.number desc limit 10) t), '[]') as tries`;

const withNames = sql`delivery d
  left join webhook w on w.programme_id = d.programme_id and w.id = d.webhook_id
  left join unit u on u.id = d.unit_id
  left join person pe on pe.id = d.person_id`;

export async function findDeliveries(
  db: Db,
  programmeId: string,
  query: DeliveryQuery,
  after: { madeAt: string; id: string } | null,
): Promise<{ items: LoggedDelivery[]; total: number }> {
  const states = query.state ? sql`and d.state = any (${query.state}::text[])` : sql``;
  const counted = await sql<{ total: number }>`
    select count(*)::int as total from delivery d where d.programme_id = ${programmeId} ${states}`.execute(db);
  const found = await sql<LoggedDelivery>`select ${logged} from ${withNames}
    where d.programme_id = ${programmeId} ${states}
      ${after ? sql`and (d.made_at, d.id) < (${after.madeAt}, ${after.id})` : sql``}
    order by d.made_at desc, d.id desc limit ${query.limit + 1}`.execute(db);
  return { items: found.rows, total: counted.rows[0]?.total ?? 0 };
}

export async function findDelivery(db: Db, programmeId: string, id: string): Promise<LoggedDelivery | undefined> {
  const { rows } = await sql<LoggedDelivery>`select ${logged} from ${withNames}
    where d.programme_id = ${programmeId} and d.id = ${id}`.execute(db);
  return rows[0];
}
