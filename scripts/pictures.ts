// `node scripts/pictures.ts [FOLDER]`: the README's pictures, from a demo of its own that is filled with a few acts and then removed.
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "@playwright/test";
import { createApi } from "../src/app/contracts.ts";
import type { DemoOfficial } from "../src/domain/accounts/model.ts";
import type { Task } from "../src/domain/tasks/model.ts";
import { dayOf, systemClock } from "../src/kernel/clock.ts";
import { startDemo } from "../tests/browser/demo-server.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = process.argv[2] ?? `${root}docs/pictures`;

const { default: journeys } = await import("../playwright.config.ts");
const data = await mkdtemp(join(tmpdir(), "shidian-pictures-"));
const server = await startDemo(data);
const { origin } = server;

/** A cookie of the named official, and the operations in that official's name. */
async function enter(as: DemoOfficial) {
  const answer = await fetch(`${origin}/api/v1/session/demo`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ as }),
  });
  const cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  return { cookie, api: createApi({ base: origin, headers: () => ({ cookie }) }) };
}

type Official = Awaited<ReturnType<typeof enter>>;

/** A few acts, so that states and lights differ; milestones say that they are made up. */
async function fill(office: Official, lead: Official): Promise<{ programmeId: string; taskId: string }> {
  const programme = (await office.api.pilot.listProgrammes({})).items[0];
  if (!programme) throw new Error("The demo has no programme: delete dist and run npm run build.");
  const at = (task: { id: Task["id"]; version: number }) => ({
    programmeId: programme.id,
    taskId: task.id,
    version: task.version,
  });
  const day = (from: number) => dayOf(systemClock.now() + from * 86_400_000, "Asia/Shanghai");
  const { items } = await office.api.tasks.listTasks({ programmeId: programme.id, sort: "ordinal" });
  const [first, second, third] = items;
  if (!first || !second || !third) throw new Error("The sample plan has fewer than three tasks.");
  for (const [task, late] of [[first, false] as const, [second, true] as const]) {
    const dated = await office.api.tasks.editTask({ ...at(task), startsOn: day(-90) });
    const issued = await office.api.tasks.issueTask(at(dated));
    const signed = await lead.api.tasks.signTask(at(issued));
    const planned = await lead.api.tasks.planMilestones({
      ...at(signed),
      milestones: [
        { title: "演示里程碑一", dueOn: day(-40), weight: 1, reachedOn: day(-42) },
        { title: "演示里程碑二", dueOn: day(-8), weight: 1, reachedOn: late ? null : day(-9) },
        { title: "演示里程碑三", dueOn: day(120), weight: 2, reachedOn: null },
      ],
    });
    await lead.api.tasks.beginTask(at(planned));
  }
  await office.api.tasks.issueTask(at(third));
  return { programmeId: programme.id, taskId: second.id };
}

async function take(
  browser: Browser,
  { cookie }: Official,
  name: string,
  path: string,
  look: { width: number; height: number; colorScheme?: "dark" },
  before?: (page: Page) => Promise<void>,
) {
  const { width, height, colorScheme = "light" } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
  });
  const [, value = ""] = cookie.split("=");
  await context.addCookies([{ name: "shidian_session", value, url: origin }]);
  const page = await context.newPage();
  await page.goto(origin + path, { waitUntil: "networkidle" });
  await before?.(page);
  await page.evaluate("document.fonts.ready");
  await page.waitForTimeout(300);
  await page.screenshot({ path: `${folder}/${name}.png` });
  await context.close();
}

await mkdir(folder, { recursive: true });
const browser = await chromium.launch(journeys.use?.launchOptions ?? {});
try {
  const [office, lead] = [await enter("office"), await enter("lead")];
  const { programmeId, taskId } = await fill(office, lead);
  const pilot = `/p/${programmeId}`;
  const wide = { width: 1440, height: 900 };
  const phone = { width: 390, height: 844 };
  const goal = (page: Page) => page.getByRole("button", { name: /经过3年试点/ }).click();
  const row = async (page: Page) => {
    await page.locator("tr[data-stop]").nth(1).click();
    await page.locator("tr[data-stop]").nth(1).scrollIntoViewIfNeeded();
  };
  await take(browser, office, "plan-light", `${pilot}/plan`, wide, goal);
  await take(browser, office, "plan-dark", `${pilot}/plan`, { ...wide, colorScheme: "dark" }, row);
  await take(browser, office, "plan-phone", `${pilot}/plan`, phone, goal);
  const fictionalId = await fictionalPilot(office);
  const fictional = `/p/${fictionalId}`;
  await take(browser, office, "ledger", `${fictional}/ledger`, { width: 1440, height: 760 });
  await take(browser, office, "overview", `${fictional}/overview`, wide);
  await take(browser, office, "timeline", `${fictional}/ledger?view=timeline`, wide);
  await take(browser, office, "inbox", "/inbox", { width: 1440, height: 760 });
  await take(browser, lead, "report", await ownReport(lead, fictionalId), wide);
  await take(browser, office, "order", await redOrder(office, fictionalId), wide);
  await take(browser, lead, "task", `${pilot}/tasks/${taskId}`, wide);
  await take(browser, office, "import", await startImport(office), wide, (page) =>
    page.getByRole("button", { name: "在原文中查看" }).first().click(),
  );
} finally {
  await browser.close();
  await server.stop();
  await rm(data, { recursive: true, force: true });
}

type DemoPilot = Awaited<ReturnType<typeof fictionalPilot>>;

/** The report that a unit fills in now. @returns its address */
async function ownReport({ api }: Official, programmeId: DemoPilot): Promise<string> {
  const { items } = await api.progress.listRounds({ programmeId });
  const round = items.find((one) => one.state === "open" && one.ownReportId);
  if (!round) throw new Error("The demo has no open round for the lead unit.");
  return `/p/${programmeId}/rounds/${round.id}/reports/${round.ownReportId}`;
}

/** An order that has been issued, of the highest grade there is. @returns its address */
async function redOrder({ api }: Official, programmeId: DemoPilot): Promise<string> {
  const { items } = await api.supervision.listOrders({ programmeId });
  const issued = items.filter((one) => one.number);
  const order = issued.find((one) => one.grade === "red") ?? issued[0];
  if (!order) throw new Error("The demo has no order.");
  return `/p/${programmeId}/orders/${order.id}`;
}

/** The larger of the pilots that the demo makes up; the first made-up one in the list. */
async function fictionalPilot({ api }: Official) {
  const { items } = await api.pilot.listProgrammes({});
  const pilot = items.find((one) => one.demo);
  if (!pilot) throw new Error("The demo has no fictional pilot: leave SHIDIAN_DEMO_PILOTS as it is.");
  return pilot.id;
}

/** The sample once more, as a new version would come in. @returns the address of its draft */
async function startImport({ api }: Official): Promise<string> {
  const name = "chongqing-2021-services-opening.txt";
  const { id } = await api.intake.startImport({ file: new File([await readFile(`${root}samples/${name}`)], name) });
  return `/imports/${id}`;
}
