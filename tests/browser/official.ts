// What every journey begins with: a named demo official signed in, and where the programme and its tasks are.
import { AxeBuilder } from "@axe-core/playwright";
import type { DemoOfficial } from "../../src/domain/accounts/model.ts";
import type { TaskSummary } from "../../src/domain/tasks/model.ts";
import { type APIResponse, expect, originHere, type Page } from "./journey.ts";

/** Sends a request as the page would, with its cookie and its origin. */
export function ask(
  page: Page,
  method: "GET" | "POST" | "PATCH",
  path: string,
  options: { body?: unknown; version?: number } = {},
): Promise<APIResponse> {
  const headers: Record<string, string> = { origin: originHere() };
  if (method === "POST") headers["idempotency-key"] = crypto.randomUUID();
  if (options.version !== undefined) headers["if-match"] = `"${options.version}"`;
  return page.context().request.fetch(`/api/v1${path}`, { method, headers, data: options.body ?? {} });
}

export async function signInAs(page: Page, as: DemoOfficial): Promise<void> {
  const answer = await ask(page, "POST", "/session/demo", { body: { as } });
  expect(answer.status()).toBe(200);
}

/** The programme of the sample plan, as the signed-in official sees it. */
export async function samplePilot(page: Page): Promise<{ id: string; tasks: TaskSummary[] }> {
  const programmes = await (await page.request.get("/api/v1/programmes")).json();
  const { id } = programmes.items.find((one: { title: string }) => one.title.startsWith("重庆市服务业扩大开放"));
  const ledger = await (await page.request.get(`/api/v1/programmes/${id}/tasks?sort=ordinal`)).json();
  return { id, tasks: ledger.items };
}

/** How far one can scroll sideways, pixels: the page, or the part of it below the head, which hides what it does not hold. */
export function sidewaysPixels(page: Page): Promise<number> {
  return page.evaluate(() => {
    const main = document.querySelector("main");
    return Math.max(document.documentElement.scrollWidth - innerWidth, main ? main.scrollWidth - main.clientWidth : 0);
  });
}

/** Violations that keep somebody from working: serious and critical ones. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  // No page of ours has frames, so the rules may run in the page itself; what passes is not written out. Five times as fast.
  expect(page.frames()).toHaveLength(1);
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await axe.analyze();
  const grave = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  expect(grave).toEqual([]);
}
