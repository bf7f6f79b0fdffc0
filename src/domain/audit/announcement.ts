// What is said of committed events to everybody who listens: which records, by whose request; never what is in them.
import { z } from "zod";
import type { NewEvent } from "./model.ts";

/** The channel of the database on which events are announced. */
export const eventChannel = "shidian_event";

/** The longest text that NOTIFY takes is 7,999 bytes; all of ours is ASCII. */
const mostBytes = 7900;

/** Above this many records of one kind nobody is told which: whoever shows such records reads them anew. */
const mostNamed = 500;

const Announcement = z.object({
  /** `null`: an event outside all programmes (people, units, sessions). */
  programmeId: z.string().nullable(),
  personId: z.string(),
  requestId: z.string(),
  /** Ids by kind of record; an empty list means many. */
  subjects: z.record(z.string(), z.array(z.string())),
});
export type Announcement = z.infer<typeof Announcement>;

type Announced = Pick<NewEvent, "programmeId"> & { subject: { kind: string; id: string } };

/**
 * The announcements of the events of one request, each short enough for NOTIFY.
 * @returns texts for `readAnnouncement`
 */
export function announcementsOf(by: { personId: string; requestId: string }, events: readonly Announced[]): string[] {
  const programmes = new Map<string | null, Map<string, Set<string>>>();
  for (const { programmeId, subject } of events) {
    const kinds = programmes.get(programmeId) ?? new Map<string, Set<string>>();
    programmes.set(programmeId, kinds.set(subject.kind, (kinds.get(subject.kind) ?? new Set()).add(subject.id)));
  }
  return [...programmes].flatMap(([programmeId, kinds]) =>
    [...kinds].flatMap(([kind, ids]) =>
      chunksOf(ids.size > mostNamed ? [] : [...ids]).map((chunk) =>
        JSON.stringify({
          programmeId,
          personId: by.personId,
          requestId: by.requestId,
          subjects: { [kind]: chunk },
        } satisfies Announcement),
      ),
    ),
  );
}

/** Ids in pieces that leave room for the rest of the text; no ids are one empty piece. */
function chunksOf(ids: readonly string[]): string[][] {
  const room = mostBytes - 300;
  const chunks: string[][] = [[]];
  let used = 0;
  for (const id of ids) {
    used += id.length + 3;
    if (used > room) {
      chunks.push([]);
      used = id.length + 3;
    }
    chunks.at(-1)?.push(id);
  }
  return chunks;
}

/** Reads an announcement; `null` for anything else, since whoever may connect to the database may speak on a channel. */
export function readAnnouncement(text: string): Announcement | null {
  try {
    return Announcement.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
