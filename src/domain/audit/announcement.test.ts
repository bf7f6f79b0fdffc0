// Announcements fit into NOTIFY, name every record or say that there are many, and never hold content.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Announcement, announcementsOf, readAnnouncement } from "./announcement.ts";

const by = { personId: crypto.randomUUID(), requestId: "r".repeat(64) };
const event = fc.record({
  programmeId: fc.option(fc.constantFrom(crypto.randomUUID(), crypto.randomUUID()), { nil: null }),
  subject: fc.record({ kind: fc.constantFrom("task", "planVersion", "view"), id: fc.uuid() }),
});
const idsOf = (all: readonly Announcement[], kind: string) => all.flatMap((one) => one.subjects[kind] ?? []);

test("每段都不超过数据库通知的长度，合起来一条不少、不多、不重", () => {
  fc.assert(
    fc.property(fc.array(event, { minLength: 1, maxLength: 400 }), (events) => {
      const texts = announcementsOf(by, events);
      for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThan(8000);
      const read = texts.map((text) => readAnnouncement(text) as Announcement);
      for (const kind of ["task", "planVersion", "view"]) {
        const wanted = new Set(events.filter((one) => one.subject.kind === kind).map((one) => one.subject.id));
        expect(new Set(idsOf(read, kind))).toEqual(wanted);
      }
      for (const one of read) expect([one.personId, one.requestId]).toEqual([by.personId, by.requestId]);
    }),
  );
});

const tasks = (count: number) =>
  Array.from({ length: count }, () => ({ programmeId: "p", subject: { kind: "task", id: crypto.randomUUID() } }));

describe("一次改动很多条", () => {
  test("五百条逐条说明，分几段说完", () => {
    const read = announcementsOf(by, tasks(500)).map((text) => readAnnouncement(text) as Announcement);
    expect(read.length).toBeGreaterThan(1);
    expect(idsOf(read, "task")).toHaveLength(500);
  });
  test("再多就只说很多", () => {
    expect(announcementsOf(by, tasks(501)).map(readAnnouncement)).toEqual([
      { programmeId: "p", ...by, subjects: { task: [] } },
    ]);
  });
});

test.each([
  "",
  "{",
  "null",
  "[]",
  '{"programmeId":1}',
  '{"programmeId":null,"personId":"a","requestId":"b","subjects":{"task":[1]}}',
])("频道上的闲话 %j 不当真", (text) => expect(readAnnouncement(text)).toBeNull());
