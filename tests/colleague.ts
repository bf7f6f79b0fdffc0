// A further person in the unit of a demo official, with an account but without a duty; signs in by a session of their own.
import type { DemoOfficial } from "../src/domain/accounts/model.ts";
import type { TestServer } from "./start-server.ts";

const password = "Chongqing-2021";
let made = 0;

/** The person and a typed client signed in as them. */
export async function colleagueOf(server: TestServer, official: DemoOfficial, name: string) {
  const unitId = (await (await server.as(official)).accounts.getSession({})).me?.unit.id as string;
  const system = await server.as("system");
  const person = await system.organisations.addPerson({ unitId, name });
  made += 1;
  const username = `colleague-${process.pid}-${made}`;
  const first = await system.accounts.openAccount({ personId: person.id, username });
  const post = async (path: string, body: object, cookie = "") => {
    const response = await fetch(`${server.base}/api/v1${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(cookie ? { cookie } : {}) },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
    return (response.headers.get("set-cookie") ?? "").split(";")[0] as string;
  };
  const entered = await post("/session", { username, password: first.password });
  await post("/session/password", { current: first.password, next: password }, entered);
  // Sessions fall idle while a test turns the clock: it asks for a new one where it needs one.
  const signIn = async () => {
    const cookie = await post("/session", { username, password });
    return { ...server.client({ cookie }), cookie };
  };
  return { personId: person.id as string, username, unitId, signIn };
}
