// Chapter: units ask each other and the office for help: settled, answered, at work, overdue, declined and just asked.
import { acceptMatter, addMatter, answerMatter, declineMatter, settleMatter } from "../../../domain/matters/service.ts";
import { workingDaysAfter } from "../calendar.ts";
import { type Chapter, callAs, daysAgo, type Pilot, personOf, pilotOf, type Stage, unitIdOf } from "../stage.ts";
import { servicesBodies, servicesGroups } from "../units.ts";

type End = "settled" | "answered" | "accepted" | "declined" | "open";

interface Asked {
  ago: number;
  from: string;
  to: string;
  /** How many working days are given. */
  days: number;
  what: string;
  end: End;
}

const office = servicesBodies.office.shortName;
const group = servicesGroups[0]?.shortName as string;
const city = "示例市";

const asked: readonly Asked[] = [
  {
    ago: 96,
    from: `${city}科技局`,
    to: `${city}财政局`,
    days: 10,
    what: "请明确科研设备开放共享补助的列支渠道",
    end: "settled",
  },
  { ago: 71, from: `${city}商务局`, to: "示例海关", days: 15, what: "请提供保税维修企业通关时间数据", end: "settled" },
  {
    ago: 45,
    from: `${city}教育局`,
    to: `${city}科技局`,
    days: 12,
    what: "请提供高校技术转移机构名单及联系人",
    end: "accepted",
  },
  {
    ago: 30,
    from: `${city}人力社保局`,
    to: `${city}公安局`,
    days: 10,
    what: "请共享外籍人才居留办理进度",
    end: "declined",
  },
  {
    ago: 25,
    from: `${city}科技局`,
    to: `${city}司法局`,
    days: 8,
    what: "请对数据出境负面清单提出合法性审查意见",
    end: "answered",
  },
  { ago: 22, from: "岚桥区", to: office, days: 7, what: "请协调明确区级试点专项资金的分配办法", end: "accepted" },
  {
    ago: 12,
    from: `${city}卫生健康委`,
    to: `${city}教育局`,
    days: 12,
    what: "请确认医学院校联合培养名额",
    end: "open",
  },
  { ago: 9, from: `${city}科技局`, to: group, days: 8, what: "请协调确定科技企业跨境融资试点银行", end: "open" },
  { ago: 8, from: office, to: "岚桥区", days: 10, what: "请报送辖区首批服务贸易企业名单", end: "open" },
  { ago: 6, from: `${city}教育局`, to: "岚桥区", days: 9, what: "请提供国际学校选址意见", end: "accepted" },
];

export const mattersChapter: Chapter = {
  name: "matters",
  write(stage) {
    const pilot = pilotOf(stage.cast, "services");
    for (const [index, one] of asked.entries()) tell(stage, pilot, one, 9 * 60 + index * 7);
  },
};

function tell(stage: Stage, pilot: Pilot, { ago, from, to, days, what, end }: Asked, minute: number): void {
  const { cast, calendar } = stage;
  const day = daysAgo(calendar, ago);
  const { programmeId } = pilot;
  let where = { programmeId, matterId: "", version: 1 };
  const act = (working: number, unit: string, service: typeof acceptMatter, note?: string) =>
    calendar.plan(workingDaysAfter(day, working), minute, async (tx, at) => {
      const { version } = await service(tx, callAs(personOf(cast, unit), at, calendar), { ...where, note });
      where = { ...where, version };
    });
  calendar.plan(day, minute, async (tx, at) => {
    const task = pilot.tasks.find((one) => one.lead === from);
    const wish = {
      programmeId,
      what: `${what}（演示数据）`,
      toUnitId: unitIdOf(cast, to),
      dueOn: workingDaysAfter(day, days),
      taskIds: task ? [task.id] : [],
    } as unknown as Parameters<typeof addMatter>[2];
    const { id, version } = await addMatter(tx, callAs(personOf(cast, from), at, calendar), wish);
    where = { programmeId, matterId: id, version };
  });
  if (end === "declined") act(2, to, declineMatter, "该信息按规定由出入境管理机构统一提供。（演示数据）");
  if (end === "declined" || end === "open") return;
  act(1, to, acceptMatter);
  if (end === "accepted") return;
  act(5, to, answerMatter, "已研究并书面回复，材料随文送达。（演示数据）");
  if (end === "settled") act(7, from, settleMatter, "已收到，问题解决。（演示数据）");
}
