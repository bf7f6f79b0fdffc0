// What units do with each other: a matter out of a report, a meeting whose decision is settled, a ministry's answer, a leave, a hand-over,
// a correction after the lock.
import type { EntryId } from "../../../src/domain/ministries/model.ts";
import { signedInToday } from "../cast.ts";
import type { Happening } from "../course.ts";
import type { Year } from "../year.ts";
import { fillAndSubmit, place, reportOf, roundOf } from "./reporting.ts";

const mattersOf = async (year: Year, seat: "data" | "science" | "chief") =>
  (await year.players[seat].api.matters.listMatters({ programmeId: year.programmeId, limit: 100 })).items;
const meetingNow = async (year: Year) => {
  const { items } = await year.players.chief.api.meetings.listMeetings({ programmeId: year.programmeId, limit: 10 });
  const [meeting] = items;
  if (!meeting) throw new Error("no meeting is planned");
  return { programmeId: year.programmeId, meetingId: meeting.id, version: meeting.version };
};
const entryNow = async (year: Year) => {
  const { items } = await year.players.data.api.ministries.listEntries({ programmeId: year.programmeId, limit: 10 });
  const [entry] = items;
  return { programmeId: year.programmeId, entryId: entry?.id as EntryId, version: entry?.version as number };
};

/** The liaison with a ministry about the suspended task. */
const ministry: Happening[] = [
  {
    day: "2021-11-10",
    async happens(year) {
      const task = await year.read("suspended");
      await year.step("data", "登记向部委争取的授权", (api) =>
        api.ministries.addEntry({
          programmeId: year.programmeId,
          ministry: "演示部委",
          kind: "authority",
          what: "跨境数据流动便利化授权（演示数据）",
          taskIds: [task.id],
        } as never),
      );
    },
  },
  {
    day: "2021-11-12",
    async happens(year) {
      await year.step("data", "登记报送的文函", async (api) =>
        api.ministries.submitEntry({
          ...(await entryNow(year)),
          documentNumber: "演示函〔2021〕1号",
          sentOn: "2021-11-11",
          about: "关于授权的请示（演示数据）",
          followUpOn: "2022-01-07",
        } as never),
      );
    },
  },
  {
    day: "2022-01-07",
    async happens(year) {
      await year.step("data", "跟进：司局正在研究", async (api) =>
        api.ministries.followEntry({ ...(await entryNow(year)), followUpOn: "2022-02-21", note: "司局正在研究" }),
      );
    },
  },
  {
    day: "2022-02-22",
    async happens(year) {
      await year.step("data", "登记答复：同意", async (api) =>
        api.ministries.answerEntry({
          ...(await entryNow(year)),
          outcome: "agreed",
          replyNumber: "演示复函〔2022〕8号",
          replyOn: "2022-02-21",
          note: "同意先行先试（演示数据）",
          matters: [{ what: "拟订授权事项实施细则（演示数据）", toUnitId: year.unitIds.trade, dueOn: "2022-03-31" }],
        } as never),
      );
    },
  },
  { day: "2022-03-04", happens: (year) => settleFrom(year, "ministry", "trade", "data") },
];

/** The matter that came from somewhere: taken up, answered, not good enough, answered again, settled by who asked. */
async function settleFrom(
  year: Year,
  origin: "ministry" | "report" | "meeting",
  answerer: "trade" | "data" | "science",
  asker: "data" | "trade" | "chief",
): Promise<void> {
  const now = async () => {
    const found = (await mattersOf(year, "chief")).find((one) => one.origin.kind === origin);
    if (!found) throw new Error(`no matter came from the ${origin}`);
    return { programmeId: year.programmeId, matterId: found.id, version: found.version };
  };
  await year.step(answerer, `承接协调事项（来自${origin}）`, async (api) => api.matters.acceptMatter(await now()));
  await year.step(answerer, "办理并答复", async (api) =>
    api.matters.answerMatter({ ...(await now()), note: "已办理（演示数据）" }),
  );
  await year.step(asker, "退回重办", async (api) => api.matters.returnAnswer({ ...(await now()), note: "请附件" }));
  await year.step(answerer, "再次答复", async (api) =>
    api.matters.answerMatter({ ...(await now()), note: "附件已补（演示数据）" }),
  );
  await year.step(asker, "确认办结", async (api) => api.matters.settleMatter(await now()));
}

/** A row of a report asks another unit; accepted, it is a matter of its own. */
const asked: Happening[] = [
  {
    day: "2022-02-21",
    async happens(year) {
      const report = await reportOf(year, "2022-02", "trade");
      const row = report?.rows.find((one) => one.number === "9");
      if (!report || !row) throw new Error("trade has no row of task 9");
      await year.step("trade", "在报送中提出需协调事项", async (api) => {
        const change = {
          progress: "2022-02 机制方案起草中（演示数据）",
          nextStep: "按计划推进",
          problems: [
            {
              kind: "request",
              what: "请提供登记数据接口（演示数据）",
              toUnitId: year.unitIds.data,
              dueOn: "2022-03-31",
            },
          ],
        };
        return api.progress.fillRows({
          ...place(year, report),
          rows: [{ rowId: row.id, version: row.version, change }],
        });
      });
    },
  },
  { day: "2022-03-07", happens: (year) => settleFrom(year, "report", "data", "trade") },
];

const meeting: Happening[] = [
  {
    day: "2022-03-01",
    async happens(year) {
      const { programmeId, unitIds } = year;
      await year.step("chief", "安排三月调度会", (api) =>
        api.meetings.addMeeting({
          programmeId,
          kind: "dispatch",
          title: "三月调度会（演示数据）",
          heldOn: "2022-03-03",
          place: "演示会议室",
          chair: "演示负责人",
          unitIds: [unitIds.science, unitIds.trade],
          scope: { sources: ["red", "yellow", "late", "matter"], groupId: null, unitIds: [], dueWithinDays: 30 },
        } as never),
      );
      await year.step("chief", "由数据生成议程", async (api) =>
        api.meetings.proposeMeetingAgenda(await meetingNow(year)),
      );
      await year.step("chief", "议程定稿", async (api) => api.meetings.prepareMeeting(await meetingNow(year)));
      await year.refused("chief", "会期未到就记为已召开", "meeting.refused", async (api) =>
        api.meetings.holdMeeting({ ...(await meetingNow(year)), attendedUnitIds: [unitIds.science] }),
      );
    },
  },
  {
    day: "2022-03-03",
    async happens(year) {
      const { unitIds } = year;
      await year.step("chief", "记为已召开", async (api) =>
        api.meetings.holdMeeting({ ...(await meetingNow(year)), attendedUnitIds: [unitIds.science, unitIds.trade] }),
      );
      await year.step("chief", "印发纪要，议定一件事", async (api) =>
        api.meetings.minuteMeeting({
          ...(await meetingNow(year)),
          summary: "听取滞后任务情况（演示数据）",
          decisions: [
            { what: "月底前提出备案办法赶进度方案（演示数据）", toUnitId: unitIds.science, dueOn: "2022-03-31" },
          ],
        } as never),
      );
      await year.refused("chief", "议定事项没办结就归档", "meeting.refused", async (api) =>
        api.meetings.closeMeeting(await meetingNow(year)),
      );
    },
  },
  {
    day: "2022-03-15",
    async happens(year) {
      await settleFrom(year, "meeting", "science", "chief");
      await year.step("chief", "会议办结归档", async (api) => api.meetings.closeMeeting(await meetingNow(year)));
    },
  },
];

/** In December somebody is on leave: a colleague without a duty reports in their stead, once. */
const leave: Happening[] = [
  {
    day: "2021-12-20",
    async happens(year) {
      const { players, unitIds } = year;
      await year.step("trade", "请假三天，委托同事", (api) =>
        api.organisations.delegateDuty({
          toPersonId: players.tradeDeputy.personId,
          unitId: unitIds.trade,
          duty: "liaison",
          fromOn: "2021-12-21",
          untilOn: "2021-12-23",
          reason: "年休假（演示数据）",
        } as never),
      );
    },
  },
  {
    day: "2021-12-22",
    async happens(year) {
      year.players.tradeDeputy.api = await signedInToday(year, "tradeDeputy");
      await fillAndSubmit(year, "2021-12", "trade", "tradeDeputy");
    },
  },
  {
    day: "2021-12-24",
    async happens(year) {
      year.players.tradeDeputy.api = await signedInToday(year, "tradeDeputy");
      await year.refused("tradeDeputy", "委托到期后再看台账", "request.not-your-duty", (api) =>
        api.tasks.listTasks({ programmeId: year.programmeId, limit: 1 }),
      );
    },
  },
];

/** After the lock a unit asks to correct its report; the office unlocks it for some days, and it is locked again by itself. */
const unlocking: Happening[] = [
  {
    day: "2022-04-01",
    async happens(year) {
      const report = await reportOf(year, "2022-03", "trade");
      if (!report) throw new Error("trade has no report of March");
      await year.refused("trade", "锁定之后再改", "report.locked", (api) =>
        api.progress.submitReport(place(year, report)),
      );
      await year.step("trade", "申请解锁三月报送", (api) =>
        api.progress.askUnlock({ ...place(year, report), note: "数据填错（演示数据）" }),
      );
    },
  },
  {
    day: "2022-04-02",
    async happens(year) {
      const report = await reportOf(year, "2022-03", "trade", "chief");
      if (!report) throw new Error("trade has no report of March");
      await year.step("chief", "解锁到 4 月 8 日", (api) =>
        api.progress.unlockReport({ ...place(year, report), note: "同意更正", until: "2022-04-08" }),
      );
      await fillAndSubmit(year, "2022-03", "trade");
      const again = await reportOf(year, "2022-03", "trade", "chief");
      if (again) await year.step("group", "审核通过更正", (api) => api.progress.acceptReport(place(year, again)));
    },
  },
  {
    day: "2022-04-11",
    async happens(year) {
      const report = await reportOf(year, "2022-03", "trade", "chief");
      const { state } = await roundOf(year, "2022-03");
      if (report?.state !== "locked" || state !== "locked")
        throw new Error(`after the day it is ${report?.state}, not locked`);
    },
  },
];

/** In the ninth month a bureau's work goes to a new one, in one act. */
const handover: Happening[] = [
  {
    day: "2022-05-09",
    async happens(year) {
      const { unitIds, players, programmeId } = year;
      const old = await players.chief.api.organisations.getUnit({ unitId: unitIds.data });
      await year.step("chief", "把市数管局承担的事项移交市数发局", (api) =>
        api.organisations.handOverUnit({
          unitId: unitIds.data,
          version: old.version,
          toUnitId: unitIds.heir,
          note: "机构改革，职责划转（演示数据）",
        }),
      );
      const { items } = await players.chief.api.tasks.listTasks({
        programmeId,
        unit: unitIds.data,
        limit: 50,
      } as never);
      const open = items.filter((task) => !["closed", "ended"].includes(task.state));
      if (open.length > 0) throw new Error(`${open.length} open tasks stayed with the old unit`);
    },
  },
];

export const together: Happening[] = [ministry, asked, meeting, leave, unlocking, handover].flat();
