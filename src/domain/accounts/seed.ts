// The named officials of demo mode 演示账号: fictional people, marked as demo, without passwords. A second run adds nobody.
import type { Actor } from "../../kernel/access.ts";
import type { Call } from "../../kernel/call.ts";
import { office, workingGroups } from "../organisations/chongqing-units.ts";
import type { Duty, UnitKind } from "../organisations/model.ts";
import { addPerson, assignDuty } from "../organisations/people.ts";
import { addUnit, findUnitByFullName } from "../organisations/service.ts";
import type { Db } from "../tables.ts";
import type { DemoOfficial } from "./model.ts";
import { actorOfPerson, demoUsername } from "./service.ts";
import * as store from "./store.ts";

interface DemoSeat {
  /** Invented. */
  name: string;
  duty: Duty;
  /** Full name of the unit. */
  unit: string;
  /** Made up for the demo where there is no unit of that name. */
  kind?: UnitKind;
}

const operator = { unit: "系统运维单位(演示数据)", kind: "outside" } as const;

const seats: Record<DemoOfficial, DemoSeat> = {
  office: { name: "周明远", duty: "office", unit: office.name },
  group: { name: "吴静怡", duty: "group", unit: workingGroups[0]?.name ?? "" },
  lead: { name: "郑思齐", duty: "liaison", unit: "重庆市科学技术局" },
  support: { name: "冯若兰", duty: "liaison", unit: "重庆市教育委员会" },
  district: { name: "蒋渝生", duty: "liaison", unit: "渝中区" },
  enterprise: { name: "沈一帆", duty: "enterprise", unit: "云岭生物科技有限公司(演示数据)", kind: "enterprise" },
  judge: { name: "韩知秋", duty: "judge", unit: "外部评审专家组(演示数据)", kind: "outside" },
  system: { name: "杨系安", duty: "system", ...operator },
  security: { name: "朱守正", duty: "security", ...operator },
  audit: { name: "秦鉴清", duty: "audit", ...operator },
};

/**
 * Makes the demo officials; the units of the Chongqing pilot must be there.
 * @returns each of them as they would act
 */
export async function seedDemoOfficials(tx: Db, call: Call): Promise<Record<DemoOfficial, Actor<Duty>>> {
  const actors = {} as Record<DemoOfficial, Actor<Duty>>;
  for (const [official, seat] of Object.entries(seats) as [DemoOfficial, DemoSeat][]) {
    const known = await store.lockAccountByName(tx, demoUsername(official));
    const personId = known?.personId ?? (await seatOfficial(tx, call, official, seat));
    actors[official] = await actorOfPerson(tx, personId);
  }
  return actors;
}

async function seatOfficial(tx: Db, call: Call, official: DemoOfficial, seat: DemoSeat): Promise<string> {
  const unitId =
    (await findUnitByFullName(tx, seat.unit)) ??
    (await addUnit(tx, call, { kind: seat.kind ?? "outside", name: seat.unit, demo: true })).id;
  const person = await addPerson(tx, call, { unitId, name: seat.name, demo: true });
  await assignDuty(tx, call, { personId: person.id, unitId, duty: seat.duty });
  await store.insertAccount(tx, {
    person_id: person.id,
    username: demoUsername(official),
    password_hash: null,
    must_change: false,
    at: call.atIso,
  });
  return person.id;
}
