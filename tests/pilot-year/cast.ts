// Who takes part in the year 演示数据: an office of two, a working group, three departments, two districts, each with somebody who
// acts by an access token, because sessions end each evening and the year has many.
import { actorOfPerson } from "../../src/domain/accounts/service.ts";
import type { Duty, UnitId, UnitKind } from "../../src/domain/organisations/model.ts";
import { attachToProgramme } from "../../src/domain/organisations/service.ts";
import type { ProgrammeId } from "../../src/domain/pilot/model.ts";
import { joinProgramme } from "../../src/domain/pilot/service.ts";
import { ownCall } from "../../src/kernel/call.ts";
import { startServer, type TestServer, testZone } from "../start-server.ts";
import { planFile } from "./plan.ts";

export type Api = ReturnType<TestServer["client"]>;

/** Somebody of the cast. */
export interface Player {
  name: string;
  personId: string;
  unitId: UnitId;
  duty: Duty | null;
  api: Api;
}

const units = {
  office: { kind: "office", name: "云岭市试点工作办公室（演示数据）", shortName: "云岭市试点办" },
  group: { kind: "group", name: "云岭市制度推进组（演示数据）", shortName: "云岭市推进组" },
  trade: { kind: "department", name: "云岭市商贸局（演示数据）", shortName: "市商贸局" },
  science: { kind: "department", name: "云岭市科创局（演示数据）", shortName: "市科创局" },
  data: { kind: "department", name: "云岭市数管局（演示数据）", shortName: "市数管局" },
  east: { kind: "district", name: "云岭市东溪区（演示数据）", shortName: "东溪区" },
  west: { kind: "district", name: "云岭市西岭区（演示数据）", shortName: "西岭区" },
  heir: { kind: "department", name: "云岭市数字发展局（演示数据）", shortName: "市数发局" },
} as const satisfies Record<string, { kind: UnitKind; name: string; shortName: string }>;
export type UnitName = keyof typeof units;

const seats = {
  chief: { name: "演示办公室甲", unit: "office", duty: "office" },
  deputy: { name: "演示办公室乙", unit: "office", duty: "office" },
  group: { name: "演示推进组甲", unit: "group", duty: "group" },
  trade: { name: "演示商贸甲", unit: "trade", duty: "liaison" },
  /** Has no duty: stands in for `trade` once. */
  tradeDeputy: { name: "演示商贸乙", unit: "trade", duty: null },
  science: { name: "演示科创甲", unit: "science", duty: "liaison" },
  data: { name: "演示数管甲", unit: "data", duty: "liaison" },
  east: { name: "演示东溪甲", unit: "east", duty: "liaison" },
  west: { name: "演示西岭甲", unit: "west", duty: "liaison" },
  heir: { name: "演示数发甲", unit: "heir", duty: "liaison" },
} as const satisfies Record<string, { name: string; unit: UnitName; duty: Duty | null }>;
export type Seat = keyof typeof seats;

export interface Cast {
  server: TestServer;
  programmeId: ProgrammeId;
  unitIds: Record<UnitName, UnitId>;
  players: Record<Seat, Player>;
}

const password = "Yunling-Pilot-2021";

/** Starts a server on which the fictional pilot has been imported over HTTP, with its people seated. */
export async function seatCast(): Promise<Cast> {
  const server = await startServer();
  const system = await server.as("system");
  const security = await server.as("security");
  const unitIds = {} as Record<UnitName, UnitId>;
  for (const [name, unit] of Object.entries(units))
    unitIds[name as UnitName] = (await system.organisations.addUnit(unit)).id;
  const players = {} as Record<Seat, Player>;
  for (const [seat, { name, unit, duty }] of Object.entries(seats)) {
    const unitId = unitIds[unit];
    const person = await system.organisations.addPerson({ unitId, name });
    if (duty) await security.organisations.grantDuty({ personId: person.id, unitId, duty });
    const { password: once } = await system.accounts.openAccount({ personId: person.id, username: `year-${seat}` });
    const api = await signIn(server, `year-${seat}`, once);
    players[seat as Seat] = { name, personId: person.id, unitId, duty, api };
  }
  const programmeId = await importPlan(server, players.chief, unitIds);
  return { server, programmeId, unitIds, players };
}

async function enter(server: TestServer, path: string, body: object, cookie = ""): Promise<string> {
  const response = await fetch(`${server.base}/api/v1${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(cookie ? { cookie } : {}) },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return (response.headers.get("set-cookie") ?? "").split(";")[0] as string;
}

/** By a session of today: a token does not carry what is lent to its owner. */
export async function signedInToday({ server }: Cast, seat: Seat): Promise<Api> {
  return server.client({ cookie: await enter(server, "/session", { username: `year-${seat}`, password }) });
}

/** Changes the one-time password, and makes a token that lasts for the year. */
async function signIn(server: TestServer, username: string, once: string): Promise<Api> {
  const first = await enter(server, "/session", { username, password: once });
  const cookie = (await enter(server, "/session/password", { current: once, next: password }, first)) || first;
  const { secret } = await server.client({ cookie }).accounts.makeToken({ title: "试点一年（演示数据）", days: 366 });
  return server.client({ authorization: `Bearer ${secret}` });
}

/** The plan comes in as any upload does; that its units take part in the pilot is entered beside it, as at installation. */
async function importPlan(server: TestServer, chief: Player, unitIds: Record<UnitName, UnitId>): Promise<ProgrammeId> {
  const started = await chief.api.intake.startImport({ file: planFile() });
  const open = started.findings.filter((finding) => !finding.settled);
  const settled = open.length
    ? await chief.api.intake.changeImport({
        importId: started.id,
        version: started.version,
        findings: open.map(({ key }) => ({ key, settled: true, decision: "演示数据：已核对" })),
      })
    : started;
  const { programmeId } = await chief.api.intake.confirmImport({ importId: settled.id, version: settled.version });
  const { db } = server.database;
  const call = ownCall(await actorOfPerson(db, chief.personId), server.clock.now(), testZone, "test");
  await db.transaction().execute(async (tx) => {
    await joinProgramme(tx, call, programmeId, Object.values(unitIds));
    await attachToProgramme(tx, call, programmeId, [unitIds.office, unitIds.group]);
  });
  return programmeId;
}
