// How a programme supervises: how often it urges, whether orders by rule are issued by themselves, what their numbers begin with.
import type { Call } from "../../kernel/call.ts";
import { kernelFault } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { recordEvent } from "../audit/service.ts";
import { isOfficeOf } from "../pilot/rules.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { supervisionFault } from "./model-faults.ts";
import type { Settings, SettingsChange } from "./model-reminder.ts";
import { defaultSettings } from "./reminder-rules.ts";
import * as reminders from "./reminder-store.ts";

/** What holds for a programme; where its office has set nothing, the defaults, as version 1. */
export const settingsOf = async (db: Db, programmeId: string) =>
  (await reminders.findSettings(db, programmeId)) ?? { id: null, version: 1, ...defaultSettings };

export async function getSettings(db: Db, call: Call, query: { programmeId: string }): Promise<Settings> {
  const programme = await openProgramme(db, call, query.programmeId);
  const { id: _id, ...settings } = await settingsOf(db, programme.id);
  return { ...settings, programmeId: programme.id, mayChange: isOfficeOf(call.actor, programme) } as Settings;
}

export async function changeSettings(
  tx: Db,
  call: Call,
  input: SettingsChange & { programmeId: string; version: number },
): Promise<Settings> {
  const programme = await openProgramme(tx, call, input.programmeId);
  if (!isOfficeOf(call.actor, programme)) throw supervisionFault("settings.not-yours");
  const now = await settingsOf(tx, programme.id);
  if (now.version !== input.version) throw kernelFault("version.stale", { current: now.version, given: input.version });
  const before = { urgeEvery: now.urgeEvery, issuesItself: now.issuesItself, numberPrefix: now.numberPrefix };
  const after = {
    urgeEvery: input.urgeEvery ?? now.urgeEvery,
    issuesItself: input.issuesItself ?? now.issuesItself,
    numberPrefix: input.numberPrefix ?? now.numberPrefix,
  };
  if (JSON.stringify(before) === JSON.stringify(after)) return getSettings(tx, call, input);
  const id = now.id ?? newId(call.at);
  const row = {
    programme_id: programme.id,
    id,
    urge_every: after.urgeEvery,
    issues_itself: after.issuesItself,
    number_prefix: after.numberPrefix,
    changed_at: call.atIso,
    changed_by: call.actor.personId,
  };
  if (!(await reminders.saveSettings(tx, row, now.version, now.id === null)))
    throw kernelFault("version.stale", { current: now.version + 1, given: now.version });
  await recordEvent(tx, call, {
    kind: "supervision.settings",
    programmeId: programme.id,
    subject: { kind: "supervision", id, version: now.version + 1 },
    before,
    after,
  });
  return getSettings(tx, call, input);
}
