// Calendar feeds: a private address that calendar programs read; shown once, revocable, kept as a digest; it shows what its owner has to keep now.
import { ReplyFile } from "../../http/http.ts";
import type { Actor } from "../../kernel/access.ts";
import { type Call, ownCall } from "../../kernel/call.ts";
import { isoOf } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import { digestOfSecret, newSecret } from "../accounts/secrets.ts";
import { actorOfPerson } from "../accounts/service.ts";
import { recordEvent } from "../audit/service.ts";
import { programmesOf } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { writeCalendar } from "./calendar-file.ts";
import * as channels from "./channel-store.ts";
import { type Dated, dateSources } from "./dates.ts";
import { noticeFault } from "./model.ts";
import { maxFeeds } from "./model-channels.ts";

const dayMs = 86_400_000;
/** Days back and ahead that a feed tells of. */
const back = 60;
const ahead = 400;

const present = ({ id, title, madeAt, readAt }: channels.FeedRow) => ({ id, title, madeAt, readAt }) as never;

export async function listFeeds(db: Db, call: Call) {
  return { items: (await channels.findFeeds(db, call.actor.personId)).map(present) };
}

export async function makeFeed(tx: Db, call: Call, input: { title: string }) {
  const { personId } = call.actor;
  if ((await channels.findFeeds(tx, personId)).length >= maxFeeds)
    throw noticeFault("feed.too-many", { limit: maxFeeds });
  const { secret, digest } = newSecret();
  const row = { id: newId(call.at), person_id: personId, title: input.title, digest, made_at: call.atIso };
  await channels.insertFeed(tx, row);
  await recordFeed(tx, call, "calendar-feed.make", row.id);
  const feed = { id: row.id, title: row.title, madeAt: call.atIso, readAt: null } as never;
  return { feed, path: `/api/v1/calendar/${secret}.ics` };
}

export async function revokeFeed(tx: Db, call: Call, input: { feedId: string }): Promise<undefined> {
  if (!(await channels.revokeFeed(tx, call.actor.personId, input.feedId, call.atIso))) throw noticeFault("feed.absent");
  await recordFeed(tx, call, "calendar-feed.revoke", input.feedId);
}

const recordFeed = (tx: Db, call: Call, kind: string, feedId: string) =>
  recordEvent(tx, call, {
    kind,
    programmeId: null,
    subject: { kind: "person", id: call.actor.personId },
    after: { feedId },
  });

/** The file behind a private address. A wrong one, a revoked one, and one of somebody who has left look alike. */
export async function getCalendar(
  db: Db,
  call: Call<Actor | null>,
  input: { file: string },
  settings: { origin: string },
): Promise<ReplyFile> {
  const feed = await channels.findFeedByDigest(db, digestOfSecret(input.file.replace(/\.ics$/, "")));
  if (!feed) throw noticeFault("feed.absent");
  const actor = await actorOfPerson(db, feed.personId).catch(() => null);
  if (!actor) throw noticeFault("feed.absent");
  const own = ownCall(actor, call.at, call.zone, "notices.getCalendar");
  const language = (await channels.findPreferences(db, [feed.personId])).get(feed.personId)?.language ?? "zh";
  const programmes = (await programmesOf(db, own)).map((one) => one.id);
  const span = { from: isoOf(call.at - back * dayMs).slice(0, 10), to: isoOf(call.at + ahead * dayMs).slice(0, 10) };
  const dates: (Dated & { kind: string })[] = [];
  if (programmes.length > 0)
    for (const source of dateSources())
      for (const date of await source.dates(db, own, programmes, span)) dates.push({ ...date, kind: source.kind });
  await channels.touchFeed(db, feed.id, call.atIso, isoOf(call.at - 3_600_000));
  const text = writeCalendar(dates, { language, origin: settings.origin, title: feed.title });
  return new ReplyFile("shidian.ics", "text/calendar; charset=utf-8", Buffer.from(text));
}
