// One's own notices: the list, how many are unread, and marking them as read.
import type { Call } from "../../kernel/call.ts";
import { markOf, readMark } from "../../kernel/page-mark.ts";
import type { Db } from "../tables.ts";
import { type Notice, type NoticeQuery, noticeFault } from "./model.ts";
import * as store from "./store.ts";

const sorts = [{ by: "madeAt" as const, down: true }];

export async function listNotices(db: Db, call: Call, query: NoticeQuery) {
  const [madeAt, id] = query.after ? (readMark(sorts, query.after, 2) as [string, string]) : [];
  const after = madeAt && id ? { madeAt, id } : null;
  const { items, total } = await store.findNotices(db, call.actor.personId, query, after);
  const page = items.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map(present),
    total,
    next: last && items.length > page.length ? markOf(sorts, [last.madeAt, last.id]) : null,
  };
}

const present = ({ subjectKind, subjectId, titleZh, titleEn, ...row }: store.NoticeRow): Notice =>
  ({ ...row, subject: { kind: subjectKind, id: subjectId }, title: { zh: titleZh, en: titleEn } }) as Notice;

export async function countNotices(db: Db, call: Call) {
  return { unread: await store.countUnread(db, call.actor.personId) };
}

/** Marks some, or all up to an instant, as read; a notice of somebody else does not exist. */
export async function readNotices(
  tx: Db,
  call: Call,
  input: { ids: readonly string[] } | { until: string },
): Promise<{ unread: number }> {
  const { personId } = call.actor;
  if ("ids" in input && !(await store.knowsAll(tx, personId, input.ids))) throw noticeFault("notice.absent");
  await store.markRead(tx, personId, input, call.atIso);
  return countNotices(tx, call);
}
