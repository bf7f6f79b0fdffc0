// The live connections of this process: who listens, what is told in bursts, and who may still listen.
import type { Readable } from "node:stream";
import type { Database } from "../../database/database.ts";
import { whoStill } from "../../domain/accounts/service.ts";
import { eventChannel, readAnnouncement } from "../../domain/audit/announcement.ts";
import { noticeChannel, readNoticeText } from "../../domain/notices/personal-channel.ts";
import { type Audiences, audiencesFor } from "../../domain/pilot/audiences.ts";
import type { Tables } from "../../domain/tables.ts";
import { ledgerScopeOf } from "../../domain/tasks/audience.ts";
import { isInAudience } from "../../kernel/access.ts";
import type { Call } from "../../kernel/call.ts";
import { type Clock, isoOf } from "../../kernel/clock.ts";
import { Fault } from "../../kernel/errors.ts";
import type { Log } from "../../kernel/log.ts";
import { liveApi } from "./contract.ts";
import { changesFor, hearsOf, type Reader, subjectsOf, type Told } from "./hearing.ts";
import { type Editing, liveFault } from "./model.ts";
import { Presences, presenceChannel, readPresence } from "./presence.ts";
import { type EventStream, heartbeatMilliseconds, openStream } from "./stream.ts";

/** Streams that one person may hold: a few windows on a few machines. */
const mostOfPerson = 8;

/** Streams of one process. Each costs some 20 KB and two short queries every heartbeat. */
const mostInAll = 2000;

/** What happens within this time is told together, milliseconds. */
const burstMilliseconds = 200;

export interface LiveParts {
  database: Pick<Database<Tables>, "db" | "listen">;
  clock: Clock;
  log: Log;
  /** How often a stream is kept awake and its reader checked, milliseconds. */
  heartbeat?: number | undefined;
}

interface Listener extends Reader {
  programmeId: string;
  call: Call;
  stream: EventStream;
}

interface Burst {
  told: Told[];
  editing: Editing[];
}

/** The live connections of one server process. Open one per server; `close` before the database. */
export class LiveHub {
  readonly #parts: LiveParts;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #presences = new Presences();
  readonly #bursts = new Map<string, Burst>();
  readonly #telling = new Set<string>();
  /** How much was announced so far, and how much when each programme and person was concerned last. */
  #heard = 0;
  readonly #heardOf = new Map<string, number>();
  #epoch = newEpoch();
  #stops: (() => Promise<void>)[] = [];
  #closed = false;

  constructor(parts: LiveParts) {
    this.#parts = parts;
  }

  /** Begins to hear what is announced in the database. */
  async start(): Promise<void> {
    const { listen } = this.#parts.database;
    const onGap = () => this.#resyncAll();
    this.#stops = [
      await listen(eventChannel, (text) => this.#onAnnouncement(text), onGap),
      await listen(presenceChannel, (text) => this.#onPresence(text), onGap),
      await listen(noticeChannel, (text) => this.#onNotices(text), onGap),
    ];
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const listener of this.#all()) listener.stream.end();
    await Promise.all(this.#stops.map((stop) => stop()));
  }

  /** How far this process has heard: whoever reads now and opens a stream with this mark later misses nothing between. */
  mark(): string {
    return `${this.#epoch}-${this.#heard}`;
  }

  /**
   * Opens a stream for the reader behind a call.
   * @param since the mark up to which the reader knows all: it is told to read anew when it has missed something since, or
   * perhaps has (a mark of another process); without a mark it is told nothing of before
   * @throws Fault when the programme is not theirs to know, or too many streams are open
   */
  async open(call: Call, programmeId: string, since: string | undefined): Promise<Readable> {
    const scope = await ledgerScopeOf(this.#parts.database.db, call, programmeId);
    const all = this.#all();
    if (this.#closed || all.length >= mostInAll) throw liveFault("live.full");
    if (all.filter((one) => one.personId === call.actor.personId).length >= mostOfPerson)
      throw liveFault("live.too-many", { limit: mostOfPerson });
    const heartbeat = setInterval(() => void this.#check(listener), this.#parts.heartbeat ?? heartbeatMilliseconds);
    const stream = openStream(() => {
      clearInterval(heartbeat);
      this.#listeners.get(programmeId)?.delete(listener);
    });
    const listener: Listener = {
      personId: call.actor.personId,
      ownUnitIds: call.actor.unitIds,
      scope,
      programmeId,
      call,
      stream,
    };
    const here = this.#listeners.get(programmeId) ?? new Set();
    this.#listeners.set(programmeId, here.add(listener));
    const mark = this.mark();
    stream.send({ event: "ready", data: {} }, mark);
    if (since !== undefined && this.#missed(listener, since)) stream.send({ event: "resync", data: {} }, mark);
    const editing = this.#presences.at(programmeId, this.#parts.clock.now());
    if (editing.length > 0) await this.#tell(programmeId, [listener], { told: [], editing });
    return stream.readable;
  }

  #all = (): Listener[] => [...this.#listeners.values()].flatMap((listeners) => [...listeners]);

  /** Was something announced since a mark that concerns the reader's programme or person? Of a mark not given here: perhaps. */
  #missed({ programmeId, personId }: Listener, since: string): boolean {
    const [epoch, heard] = since.split("-");
    if (epoch !== this.#epoch || !/^\d{1,15}$/.test(heard ?? "")) return true;
    return [programmeId, personId].some((id) => (this.#heardOf.get(id) ?? 0) > Number(heard));
  }

  /** Writes down whom an announcement concerns. */
  #hear(ids: Iterable<string>): void {
    this.#heard += 1;
    for (const id of ids) this.#heardOf.set(id, this.#heard);
  }

  #onAnnouncement(text: string): void {
    const announcement = readAnnouncement(text);
    if (!announcement) return;
    const { programmeId, ...told } = announcement;
    if (programmeId === null) this.#onPeopleChanged(told.subjects.person);
    else {
      this.#hear([programmeId]);
      this.#gather(programmeId, { told: [told], editing: [] });
    }
  }

  /** A session that ends, a duty that is lost: whoever it concerns is asked for at once. */
  #onPeopleChanged(personIds: readonly string[] = []): void {
    for (const listener of this.#all()) if (personIds.includes(listener.personId)) void this.#check(listener);
  }

  #onPresence(text: string): void {
    const told = readPresence(text);
    if (!told) return;
    const editing = this.#presences.take(told, this.#parts.clock.now());
    this.#gather(told.programmeId, { told: [], editing });
  }

  /** That there is something new for a person is told to that person's pages alone, whichever programme they show. */
  #onNotices(text: string): void {
    const people = new Set(readNoticeText(text));
    this.#hear(people);
    for (const { personId, stream } of this.#all())
      if (people.has(personId)) stream.send({ event: "notice", data: {} });
  }

  #resyncAll(): void {
    this.#epoch = newEpoch();
    this.#bursts.clear();
    for (const { stream } of this.#all()) stream.send({ event: "resync", data: {} }, this.mark());
  }

  /** Collects what is told within a short time; one burst of a programme is told after the other. */
  #gather(programmeId: string, more: Burst): void {
    if ((this.#listeners.get(programmeId)?.size ?? 0) === 0) return;
    const burst = this.#bursts.get(programmeId);
    if (burst) {
      burst.told.push(...more.told);
      burst.editing.push(...more.editing);
    } else this.#bursts.set(programmeId, more);
    if (this.#telling.has(programmeId)) return;
    this.#telling.add(programmeId);
    setTimeout(() => void this.#tellGathered(programmeId), burstMilliseconds).unref();
  }

  async #tellGathered(programmeId: string): Promise<void> {
    const burst = this.#bursts.get(programmeId);
    this.#bursts.delete(programmeId);
    if (burst) await this.#tell(programmeId, [...(this.#listeners.get(programmeId) ?? [])], burst);
    this.#telling.delete(programmeId);
    if (this.#bursts.has(programmeId)) this.#gather(programmeId, { told: [], editing: [] });
  }

  /** Tells each reader their part of a burst. What cannot be judged is told to nobody; all read anew instead. */
  async #tell(programmeId: string, listeners: readonly Listener[], { told, editing }: Burst): Promise<void> {
    const mark = this.mark();
    let audiences: Audiences = new Map();
    try {
      const subjects = subjectsOf(
        told,
        editing.map((one) => one.taskId),
      );
      audiences = await audiencesFor(this.#parts.database.db, programmeId, subjects, this.#parts.clock.now());
    } catch (error) {
      if (!this.#closed) this.#parts.log.warn({ err: error }, "a change could not be told; readers read anew");
      for (const { stream } of listeners) stream.send({ event: "resync", data: {} }, mark);
      return;
    }
    for (const listener of listeners) {
      const changes = changesFor(listener, told, audiences);
      if (changes.length > 0) listener.stream.send({ event: "change", data: { changes } }, mark);
      const people = editing.filter(
        (one) => one.personId !== listener.personId && hearsOf(listener, "task", one.taskId, audiences),
      );
      if (people.length > 0) listener.stream.send({ event: "editing", data: { people } });
    }
  }

  /** Keeps a stream awake while its reader is still signed in and may know the programme; ends it otherwise. */
  async #check(listener: Listener): Promise<void> {
    const { db } = this.#parts.database;
    const at = this.#parts.clock.now();
    try {
      const actor = await whoStill(db, listener.call.actor, at);
      if (!actor || !isInAudience(liveApi.watch.for, actor)) return listener.stream.end();
      listener.call = { ...listener.call, actor, at, atIso: isoOf(at) };
      listener.scope = await ledgerScopeOf(db, listener.call, listener.programmeId);
      listener.ownUnitIds = actor.unitIds;
      listener.stream.send({ event: "beat", data: {} });
    } catch (error) {
      if (error instanceof Fault) listener.stream.end();
      // A database that is away for a moment ends no stream: without it nothing is told either.
      else if (!this.#closed) this.#parts.log.warn({ err: error }, "a live reader could not be checked");
    }
  }
}

const newEpoch = (): string => crypto.randomUUID().slice(0, 8);
