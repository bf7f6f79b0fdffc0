// Who is told of rounds and reports: units that owe one, whoever reviews it, and the unit when it comes back.
import type { Call } from "../../kernel/call.ts";
import type { NewEvent } from "../audit/model.ts";
import type { Db } from "../tables.ts";
import { sidesOfReports, unitsOfRounds } from "./owed-store.ts";

const ofRounds = {
  "round.open": { zh: "请报送，截止 {due}", en: "report by {due}" },
  "round.remind": { zh: "催报：尚未提交，截止 {due}", en: "reminder: not submitted yet, due {due}" },
  "round.extend": { zh: "截止日延长到 {due}", en: "due day moved to {due}" },
} as const;

const ofReports = {
  "report.submit": { to: "reviewers", zh: "{unit}已提交，请审核", en: "{unit} submitted: please review" },
  "report.return": { to: "unit", zh: "已退回：{note}", en: "returned: {note}" },
  "report.reopen": { to: "unit", zh: "退回更正：{note}", en: "returned for correction: {note}" },
  "report.accept": { to: "unit", zh: "已审核通过", en: "accepted" },
  "report.askUnlock": { to: "office", zh: "{unit}申请解锁：{note}", en: "{unit} asks for unlocking: {note}" },
  "report.unlock": { to: "unit", zh: "已解锁，{until}前可以更正", en: "unlocked until {until}" },
} as const;

/** States of reports that are still owed. */
const unsubmitted: readonly string[] = ["notStarted", "drafting", "returned"];

export const progressNotices = {
  kinds: [...Object.keys(ofRounds), ...Object.keys(ofReports)],
  async notices(tx: Db, call: Call, events: readonly NewEvent[]) {
    return [...(await roundNotices(tx, call, events)), ...(await reportNotices(tx, events))];
  },
};

async function roundNotices(tx: Db, call: Call, events: readonly NewEvent[]) {
  const heard = events.filter((event) => event.kind in ofRounds);
  if (heard.length === 0) return [];
  const units = await unitsOfRounds(
    tx,
    heard.map((event) => event.subject.id),
  );
  return heard.flatMap((event) => {
    const { zh, en } = ofRounds[event.kind as keyof typeof ofRounds];
    const wanted = event.kind === "round.remind" ? (event.after?.unitIds as string[] | undefined) : undefined;
    return units
      .filter((one) => one.roundId === event.subject.id && unsubmitted.includes(one.state))
      .filter((one) => !wanted || wanted.includes(one.unitId))
      .map((one) => ({
        programmeId: event.programmeId ?? "",
        to: { unitIds: [one.unitId] },
        topic: "progress",
        subject: { kind: "report", id: one.id },
        title: {
          zh: `${one.title}：${zh.replace("{due}", one.dueOn)}`,
          en: `${one.title}: ${en.replace("{due}", one.dueOn)}`,
        },
        href: `/p/${event.programmeId}/rounds/${one.roundId}/reports/${one.id}`,
        dueOn: one.dueOn,
        // A reminder may be given once a day; all else once for each version of the round.
        key: `${event.kind} ${one.id} ${event.kind === "round.remind" ? call.today : event.subject.version}`,
      }));
  });
}

async function reportNotices(tx: Db, events: readonly NewEvent[]) {
  const heard = events.filter(
    (event) =>
      event.kind in ofReports &&
      // Of a report that several groups review, the unit hears when the last has accepted.
      (event.kind !== "report.accept" || event.after?.state === "accepted"),
  );
  if (heard.length === 0) return [];
  const sides = new Map(
    (
      await sidesOfReports(
        tx,
        heard.map((event) => event.subject.id),
      )
    ).map((one) => [one.id, one]),
  );
  return heard.flatMap((event) => {
    const report = sides.get(event.subject.id);
    if (!report) return [];
    const { to, zh, en } = ofReports[event.kind as keyof typeof ofReports];
    const put = (text: string) =>
      text
        .replace("{unit}", report.unitName)
        .replace("{note}", (event.note ?? "").slice(0, 80))
        .replace("{until}", report.unlockedUntil ?? "");
    const groupIds = report.groupIds.filter((id) => id !== null);
    const reviewers = { groupIds, ...(groupIds.length < report.groupIds.length ? { office: true } : {}) };
    return [
      {
        programmeId: report.programmeId,
        to: to === "unit" ? { unitIds: [report.unitId] } : to === "office" ? { office: true } : reviewers,
        topic: "progress",
        subject: { kind: "report", id: report.id },
        title: { zh: `${report.title}：${put(zh)}`, en: `${report.title}: ${put(en)}` },
        href: `/p/${report.programmeId}/rounds/${report.roundId}/reports/${report.id}`,
        key: `${event.kind} ${report.id} ${event.subject.version}`,
      },
    ];
  });
}
