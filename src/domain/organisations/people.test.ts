// Who holds which duty, over real HTTP: the three administrators stay apart, nobody raises themselves.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusalTo, startServer, type TestServer } from "../../../tests/start-server.ts";
import { type DemoOfficial, demoOfficials } from "../accounts/model.ts";
import { organisationsApi } from "./contract.ts";
import type { Unit } from "./model.ts";

let server: TestServer;
type Client = Awaited<ReturnType<TestServer["as"]>>;
let office: Client;
beforeAll(async () => {
  server = await startServer();
  office = await server.as("office");
}, 120_000);
afterAll(() => server.close());

const unitNamed = async (name: string): Promise<Unit> => {
  const { items } = await office.organisations.listUnits({ q: name, limit: 200 });
  const found = items.find((unit) => unit.name === name || unit.shortName === name);
  if (!found) throw new Error(`no unit ${name}`);
  return office.organisations.getUnit({ unitId: found.id });
};

const eventsOf = (id: string) =>
  server.database.db.selectFrom("event").selectAll().where("subject_id", "=", id).orderBy("at").orderBy("id").execute();

describe("职责 duties", () => {
  const meOf = async (official: DemoOfficial) => {
    const me = (await (await server.as(official)).accounts.getSession({})).me;
    if (!me) throw new Error(official);
    return me;
  };

  test("security mixes no administrator with any other duty, in either order", async () => {
    const security = await server.as("security");
    const [lead, audit] = [await meOf("lead"), await meOf("audit")];
    for (const duty of ["system", "security", "audit"] as const) {
      const refused = await refusalTo(
        security.organisations.grantDuty({ personId: lead.personId, unitId: lead.unit.id, duty }),
      );
      expect([refused.status, refused.code], duty).toEqual([409, "duty.excluded"]);
    }
    for (const duty of ["liaison", "judge", "system"] as const) {
      const refused = security.organisations.grantDuty({ personId: audit.personId, unitId: audit.unit.id, duty });
      expect((await refusalTo(refused)).code, duty).toBe("duty.excluded");
    }
  });

  test("two grants sent at once do not slip past the separation", async () => {
    const [security, system] = [await server.as("security"), await server.as("system")];
    const unit = await unitNamed("市财政局");
    const person = await system.organisations.addPerson({ unitId: unit.id, name: "测试并发" });
    const tries = await Promise.allSettled(
      (["audit", "liaison"] as const).map((duty) =>
        security.organisations.grantDuty({ personId: person.id, unitId: unit.id, duty }),
      ),
    );
    expect(tries.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("nobody raises themselves: security not, system not, nor by ending a duty", async () => {
    const [security, system] = [await server.as("security"), await server.as("system")];
    const own = await meOf("security");
    const grant = { personId: own.personId, unitId: own.unit.id, duty: "system" } as const;
    expect((await refusalTo(security.organisations.grantDuty(grant))).code).toBe("duty.own");
    const drop = security.organisations.endDuty({ ...grant, duty: "security" });
    expect((await refusalTo(drop)).code).toBe("duty.own");
    const lead = await meOf("lead");
    const raise = system.organisations.grantDuty({ personId: lead.personId, unitId: lead.unit.id, duty: "office" });
    expect((await refusalTo(raise)).code).toBe("duty.not-yours");
  });

  test("a duty is granted where it belongs, ends once, and its past stays", async () => {
    const [security, system] = [await server.as("security"), await server.as("system")];
    const unit = await unitNamed("市知识产权局");
    const person = await system.organisations.addPerson({ unitId: unit.id, name: "测试任职" });
    const at = { personId: person.id, unitId: unit.id };
    server.clock.advance(1000);
    expect((await refusalTo(security.organisations.grantDuty({ ...at, duty: "office" }))).code).toBe("duty.wrong-unit");
    await security.organisations.grantDuty({ ...at, duty: "liaison" });
    const twice = await security.organisations.grantDuty({ ...at, duty: "liaison" });
    expect(twice.duties).toHaveLength(1);
    server.clock.advance(60_000);
    const ended = await security.organisations.endDuty({ ...at, duty: "liaison" });
    expect(ended.duties).toEqual([
      expect.objectContaining({ duty: "liaison", unitName: "市知识产权局", untilAt: expect.stringMatching(/^2021-/) }),
    ]);
    expect((await refusalTo(security.organisations.endDuty({ ...at, duty: "liaison" }))).code).toBe("duty.not-held");
    expect((await eventsOf(person.id)).map((event) => event.kind)).toEqual([
      "person.added",
      "duty.granted",
      "duty.ended",
    ]);
  });

  test("the last administrator of a kind stays", async () => {
    const security = await server.as("security");
    const { personId, unit } = await meOf("system");
    const refused = security.organisations.endDuty({ personId, unitId: unit.id, duty: "system" });
    expect((await refusalTo(refused)).code).toBe("duty.last-administrator");
  });

  const operations = Object.entries(organisationsApi).filter(([, operation]) => Array.isArray(operation.for));
  test.each(operations)("%s is refused to every other duty and to strangers", async (_name, operation) => {
    const url = `${server.base}/api/v1${operation.path.replace(/\{\w+\}/g, crypto.randomUUID())}`;
    const call = (cookie: string) =>
      fetch(url, {
        method: operation.method,
        headers: { cookie, "content-type": "application/json" },
        ...(operation.method === "GET" ? {} : { body: "{}" }),
      });
    expect((await call("")).status).toBe(401);
    for (const official of Object.keys(demoOfficials) as DemoOfficial[]) {
      const { duties } = await meOf(official);
      const meant = duties.some((duty) => (operation.for as readonly string[]).includes(duty));
      const { status } = await call((await server.as(official)).cookie);
      if (meant) expect(status, official).not.toBe(403);
      else expect(status, official).toBe(403);
    }
  });

  test("companies and judges read units, but not who works there", async () => {
    const { id: unitId } = await unitNamed("市科技局");
    const seen = async (official: DemoOfficial) =>
      (await (await server.as(official)).organisations.getUnit({ unitId })).people;
    expect((await seen("support")).map((person) => person.name)).toContain("郑思齐");
    expect(await seen("enterprise")).toEqual([]);
    expect(await seen("judge")).toEqual([]);
  });

  test("an office does not touch the bodies of another pilot", async () => {
    const db = server.database.db;
    const programmeId = crypto.randomUUID();
    const unit = await office.organisations.addUnit({ kind: "outside", name: "另一试点的机构" });
    await db.updateTable("unit").set({ programme_id: programmeId }).where("id", "=", unit.id).execute();
    expect((await office.organisations.getUnit({ unitId: unit.id })).abilities).toEqual({
      edit: false,
      succeed: false,
      moveStaff: false,
    });
    const refused = office.organisations.changeUnit({ unitId: unit.id, version: 1, name: "改名的机构" });
    expect((await refusalTo(refused)).code).toBe("unit.not-yours");
  });
});
