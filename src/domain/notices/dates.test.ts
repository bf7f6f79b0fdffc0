// Calendar feeds of each person over real HTTP: the days that follow from rounds, matters, meetings and liaison, and no one else's.
import { afterAll, beforeAll, expect, test } from "vitest";
import { startOwnRound } from "../../../tests/own-round.ts";
import type { DemoOfficial } from "../accounts/model.ts";

let own: Awaited<ReturnType<typeof startOwnRound>>;
beforeAll(async () => {
  own = await startOwnRound(2);
}, 120_000);
afterAll(() => own.server.close());

interface Entry {
  uid: string;
  day: string;
  words: string;
}

const feeds = new Map<DemoOfficial, string>();

/** What a calendar program shows of one kind, as it reads the person's private address. */
async function shown(as: DemoOfficial, kind: string): Promise<Entry[]> {
  const path = feeds.get(as) ?? (await (await own.server.as(as)).notices.makeFeed({ title: as })).path;
  feeds.set(as, path);
  const text = (await (await fetch(`${own.server.base}${path}`)).text()).replaceAll("\r\n ", "");
  return text
    .split("BEGIN:VEVENT")
    .slice(1)
    .map((part) => ({
      uid: /UID:(.*)\r/.exec(part)?.[1] ?? "",
      day: /DTSTART;VALUE=DATE:(\d+)/.exec(part)?.[1] ?? "",
      words: /SUMMARY:(.*)\r/.exec(part)?.[1] ?? "",
    }))
    .filter(({ uid }) => uid.startsWith(`${kind}-`));
}
const days = async (as: DemoOfficial, kind: string) => (await shown(as, kind)).map((one) => one.day);

test("报送截止日：须报送的单位有，提交后没有；办公室、推进组、无关区县没有", async () => {
  const round = await own.addRound();
  const report = await own.reportOf(round, "lead");
  expect(await shown("lead", "report")).toEqual([
    { uid: `report-${report.id}@shidian`, day: "20210926", words: "报送截止：2021年9月进展报送（市科技局）" },
  ]);
  expect(await days("support", "report")).toEqual(["20210926"]);
  for (const other of ["office", "group", "district"] as const)
    expect([other, await days(other, "report")]).toEqual([other, []]);
  await own.fillAll(round, "lead");
  expect(await days("lead", "report")).toEqual([]);
});

test("协调事项时限：承办单位和提出单位有，答复后没有", async () => {
  const { programmeId } = own;
  const { matters } = await own.server.as("lead");
  const asked = { what: "请提供名单（演示数据）", toUnitId: own.unit("市教委") as never, dueOn: "2021-09-20" };
  const matter = await matters.addMatter({ programmeId, ...asked });
  expect((await shown("support", "matter"))[0]).toMatchObject({ uid: `matter-${matter.id}@shidian`, day: "20210920" });
  expect((await shown("lead", "matter"))[0]?.words).toContain("应由市教委答复");
  expect(await days("district", "matter")).toEqual([]);
  const support = (await own.server.as("support")).matters;
  const at = (one: typeof matter) => ({ programmeId, matterId: one.id, version: one.version });
  const taken = await support.acceptMatter(at(matter));
  await support.answerMatter({ ...at(taken), note: "名单见附件" });
  expect([await days("support", "matter"), await days("lead", "matter")]).toEqual([[], []]);
});

test("会议日期：召集单位筹备时就有，参会单位定稿后有，改期随之移动", async () => {
  const { programmeId } = own;
  const { meetings } = await own.server.as("office");
  const at = (one: { id: string; version: number }) => ({
    programmeId,
    meetingId: one.id as never,
    version: one.version,
  });
  const planned = await meetings.addMeeting({
    programmeId,
    kind: "dispatch",
    title: "九月调度会（演示数据）",
    heldOn: "2021-09-28",
    place: "一楼会议室",
    chair: "周明远",
    unitIds: [own.unit("市教委")],
    scope: { sources: ["due"], dueWithinDays: 180 },
  } as never);
  expect([await days("office", "meeting"), await days("support", "meeting")]).toEqual([["20210928"], []]);
  const changed = await meetings.changeMeeting({ ...at(planned), heldOn: "2021-09-29" });
  const arranged = await meetings.arrangeAgenda({ ...at(changed), items: [{ title: "听取进展", trimmed: false }] });
  await meetings.prepareMeeting(at(arranged));
  for (const who of ["office", "support"] as const)
    expect([who, await days(who, "meeting")]).toEqual([who, ["20210929"]]);
  for (const who of ["lead", "district"] as const) expect([who, await days(who, "meeting")]).toEqual([who, []]);
});

test("部委对接跟进日：只有对接单位有", async () => {
  const { programmeId } = own;
  const { ministries } = await own.server.as("lead");
  const asked = { ministry: "科技部", kind: "authority" as const, what: "授权开展单列管理（演示数据）" };
  const entry = await ministries.addEntry({ programmeId, ...asked } as never);
  await ministries.submitEntry({
    programmeId,
    entryId: entry.id,
    version: entry.version,
    documentNumber: "渝科函〔2021〕12号（演示）",
    sentOn: "2021-09-01",
    about: "关于商请支持的函",
    followUpOn: "2021-11-05",
  });
  expect(await days("lead", "ministry")).toEqual(["20211105"]);
  for (const who of ["support", "district", "group"] as const)
    expect([who, await days(who, "ministry")]).toEqual([who, []]);
});
