// What the tests of sign-in share: requests from many addresses, and people with accounts of their own.
import type { TestServer } from "../../../tests/start-server.ts";
import type { Problem } from "../../kernel/errors.ts";
import type { SessionState } from "./model.ts";

export const password = "Chongqing-2021";

export type Answer = Pick<Problem, "code" | "detail" | "facts" | "messages" | "status" | "title"> &
  Pick<SessionState, "me">;

/** Every request comes from another address, so that the limit by address (tried alone) leaves the others be. */
const somewhere = () => ({ "x-forwarded-for": `10.${[0, 0, 0].map(() => Math.floor(Math.random() * 256)).join(".")}` });

/** The server must trust its proxy (`SHIDIAN_TRUST_PROXY`). */
export function visitorsOf(server: TestServer) {
  const client = (headers: Record<string, string>) => server.client({ ...somewhere(), ...headers });

  /** A post as a browser or a script sends it, outside the typed client. */
  async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${server.base}/api/v1${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...somewhere(), ...headers },
      body: JSON.stringify(body),
    });
    const cookie = (response.headers.get("set-cookie") ?? "").split(";")[0] as string;
    return { response, cookie, body: (response.status === 204 ? {} : await response.json()) as Answer };
  }

  const signIn = (username: string, secret: string) => post("/session", { username, password: secret });

  let made = 0;

  /** A liaison officer of 市财政局 with an account and a password of their own. */
  async function officer() {
    const [system, security] = [await server.as("system"), await server.as("security")];
    const { items } = await system.organisations.listUnits({ q: "市财政局" });
    const unitId = items[0]?.id as string;
    made += 1;
    const username = `officer-${made}`;
    const person = await system.organisations.addPerson({ unitId, name: `测试人员${made}` });
    const first = await system.accounts.openAccount({ personId: person.id, username });
    await security.organisations.grantDuty({ personId: person.id, unitId, duty: "liaison" });
    const entered = await signIn(username, first.password);
    const change = { current: first.password, next: password };
    const changed = await post("/session/password", change, { cookie: entered.cookie });
    return { personId: person.id, unitId, username, first: first.password, cookie: changed.cookie };
  }

  return { client, post, signIn, officer };
}
