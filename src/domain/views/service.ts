// Acts on saved views: load, decide, save, record the event; each on the transaction it is given.
import type { Call } from "../../kernel/call.ts";
import { kernelFault } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { markOf, readMark } from "../../kernel/page-mark.ts";
import { recordEvent } from "../audit/service.ts";
import { pinyinKey } from "../organisations/pinyin-order.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import {
  maxViews,
  type NewView,
  type SavedView,
  type ViewChange,
  type ViewListQuery,
  viewFault,
  viewStates,
} from "./model.ts";
import { decideView, maySee, sameQuery, type ViewAct, viewActs } from "./rules.ts";
import * as store from "./store.ts";

interface At {
  programmeId: string;
  viewId: string;
}
type Programme = Awaited<ReturnType<typeof openProgramme>>;

export async function listViews(db: Db, call: Call, query: ViewListQuery & { programmeId: string }) {
  const programme = await openProgramme(db, call, query.programmeId);
  const mark = query.after ? readMark(query.sort, query.after, Math.max(1, query.sort.length) + 1) : null;
  const { items, total } = await store.findViews(db, programme.id, call.actor.personId, query, mark);
  const page = items.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => present(call, programme, row)),
    total,
    next: last && items.length > page.length ? markOf(query.sort, last.mark) : null,
  };
}

export async function getView(db: Db, call: Call, at: At): Promise<SavedView> {
  const { programme, view } = await load(db, call, at);
  return present(call, programme, view);
}

/** Keeps the address of a list under a title. */
export async function addView(tx: Db, call: Call, input: NewView & { programmeId: string }): Promise<SavedView> {
  const programme = await openProgramme(tx, call, input.programmeId);
  const makerId = call.actor.personId;
  if ((await store.countOwn(tx, programme.id, makerId)) >= maxViews)
    throw viewFault("view.too-many", { limit: maxViews });
  await refuseTaken(tx, { programmeId: programme.id, makerId, list: input.list, title: input.title, besides: null });
  const id = newId(call.at);
  const state = input.shared ? "shared" : "own";
  await store.insertView(tx, {
    programme_id: programme.id,
    id,
    list: input.list,
    maker_id: makerId,
    title: input.title,
    sort_key: pinyinKey(input.title),
    query: JSON.stringify(input.query),
    state,
    made_at: call.atIso,
    changed_at: call.atIso,
    changed_by: makerId,
  });
  await recordEvent(tx, call, {
    kind: "view.add",
    programmeId: programme.id,
    subject: { kind: "view", id, version: 1 },
    after: { title: input.title, query: input.query, state },
  });
  return getView(tx, call, { programmeId: programme.id, viewId: id });
}

/** Renames a view, or gives it the present arrangement of the list. */
export async function changeView(tx: Db, call: Call, input: At & ViewChange & { version: number }): Promise<SavedView> {
  const { programme, view } = await loadFor(tx, call, input, "change");
  const title = input.title ?? view.title;
  const query = input.query ?? view.query;
  const before = { title: view.title, query: view.query };
  if (title === view.title && sameQuery(query, view.query)) return getView(tx, call, input);
  await refuseTaken(tx, { programmeId: programme.id, makerId: view.makerId, list: view.list, title, besides: view.id });
  const patch = { title, sort_key: pinyinKey(title), query: JSON.stringify(query) };
  await save(tx, call, programme, view, patch, { kind: "view.change", before, after: { title, query } });
  return getView(tx, call, input);
}

type ActInput = At & { version: number };

export const shareView = async (tx: Db, call: Call, input: ActInput) => {
  await act(tx, call, input, "share");
  return getView(tx, call, input);
};

export async function withdrawView(tx: Db, call: Call, input: ActInput): Promise<undefined> {
  await act(tx, call, input, "withdraw");
}

export async function dropView(tx: Db, call: Call, input: ActInput): Promise<undefined> {
  await act(tx, call, input, "drop");
}

/** The view that a list opens with for this person; a view that is dropped or no longer shared loses that by itself. */
export async function preferView(
  tx: Db,
  call: Call,
  input: { programmeId: string; list: string; viewId: string | null },
): Promise<undefined> {
  const programme = await openProgramme(tx, call, input.programmeId);
  if (input.viewId) await load(tx, call, { programmeId: programme.id, viewId: input.viewId });
  await store.setPreferred(tx, {
    programme_id: programme.id,
    person_id: call.actor.personId,
    list: input.list,
    view_id: input.viewId,
    changed_at: call.atIso,
  });
}

/** Carries out an act that only moves the state: the table says from where, to where, by whom. */
async function act(tx: Db, call: Call, input: ActInput, name: ViewAct): Promise<void> {
  const { programme, view } = await loadFor(tx, call, input, name);
  const state = viewActs[name].to ?? view.state;
  const trace = { kind: `view.${name}`, before: { state: view.state }, after: { state } };
  await save(tx, call, programme, view, { state }, trace);
}

async function save(
  tx: Db,
  call: Call,
  programme: Programme,
  view: store.ViewRow,
  patch: { title?: string; sort_key?: string; query?: string; state?: string },
  trace: { kind: string; before: Record<string, unknown>; after: Record<string, unknown> },
): Promise<void> {
  const at = { programmeId: programme.id, id: view.id, version: view.version };
  const by = { changed_at: call.atIso, changed_by: call.actor.personId };
  if (!(await store.saveView(tx, at, { ...patch, ...by })))
    throw kernelFault("version.stale", { current: view.version + 1, given: view.version });
  await recordEvent(tx, call, {
    ...trace,
    programmeId: programme.id,
    subject: { kind: "view", id: view.id, version: view.version + 1 },
  });
}

async function refuseTaken(tx: Db, at: Parameters<typeof store.hasTitle>[1]): Promise<void> {
  if (await store.hasTitle(tx, at)) throw viewFault("view.title-taken", { title: at.title });
}

async function load(db: Db, call: Call, at: At) {
  const programme = await openProgramme(db, call, at.programmeId);
  const view = await store.findView(db, programme.id, call.actor.personId, at.viewId);
  if (!view || !maySee(call.actor.personId, view)) throw viewFault("view.absent");
  return { programme, view };
}

/** Loads a view for an act: absent and invisible look alike, a stale version is told, the table decides. */
async function loadFor(tx: Db, call: Call, at: ActInput, name: ViewAct) {
  const loaded = await load(tx, call, at);
  const { programme, view } = loaded;
  if (view.version !== at.version) throw kernelFault("version.stale", { current: view.version, given: at.version });
  const decision = decideView(call.actor, { ...view, officeUnitId: programme.officeUnitId })[name];
  const { zh, en } = viewActs[name];
  if (decision.allowed) return loaded;
  if (decision.code === "act.not-your-part")
    throw viewFault("view.not-yours", { act: { zh, en }, maker: view.makerName });
  throw viewFault("view.wrong-state", { act: { zh, en }, state: viewStates[view.state] });
}

const present = (call: Call, programme: Programme, view: store.ViewRow): SavedView =>
  ({
    id: view.id,
    programmeId: programme.id,
    list: view.list,
    title: view.title,
    query: view.query,
    state: view.state,
    makerName: view.makerName,
    makerUnit: view.makerUnit,
    mine: view.makerId === call.actor.personId,
    preferred: view.preferred,
    version: view.version,
    changedAt: view.changedAt,
    abilities: decideView(call.actor, { ...view, officeUnitId: programme.officeUnitId }),
  }) as SavedView;
