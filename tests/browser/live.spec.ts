// Two people at once: what one does the other sees without reloading, and nothing that either types is lost.

import type { DemoOfficial } from "../../src/domain/accounts/model.ts";
import { type Browser, expect, type Page, test } from "./journey.ts";
import { ask, expectAccessible, samplePilot, signInAs } from "./official.ts";

/** How soon others' changes have to be there, milliseconds. */
const soon = { timeout: 8000 };

async function another(browser: Browser, baseURL: string | undefined, as: DemoOfficial): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: baseURL as string })).newPage();
  await signInAs(page, as);
  return page;
}

async function openTask(page: Page, ordinal: number) {
  const { id, tasks } = await samplePilot(page);
  const task = tasks.find((one) => one.ordinal === ordinal);
  if (!task) throw new Error(`This official does not see task ${ordinal}.`);
  const connected = page.waitForResponse((response) => response.url().includes("/live"));
  await page.goto(`/p/${id}/tasks/${task.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(task.text.slice(0, 8));
  await connected;
  return { id, text: task.text, path: `/programmes/${id}/tasks/${task.id}` };
}

/** Saves as somebody at another desk would. */
async function save(page: Page, path: string, body: Record<string, unknown>): Promise<void> {
  const { version } = await (await page.request.get(`/api/v1${path}`)).json();
  const answer = await ask(page, "PATCH", path, { body, version });
  expect(answer.status()).toBe(200);
}

const record = (page: Page, label: string) =>
  page
    .locator(".record > div")
    .filter({ has: page.locator("dt", { hasText: label }) })
    .locator("dd");

test("一人保存，另一人的任务页和台账不用刷新就是新的", async ({ page, browser, baseURL }) => {
  await signInAs(page, "office");
  const { id, path, text } = await openTask(page, 1);
  const ledger = await another(browser, baseURL, "lead");
  await ledger.goto(`/p/${id}/ledger`);
  await expect(ledger.getByRole("grid")).toBeVisible();
  const other = await another(browser, baseURL, "office");
  await save(other, path, { contact: "刚刚换的联系人" });
  await expect(record(page, "联系人")).toHaveText("刚刚换的联系人", soon);
  const { version } = await (await other.request.get(`/api/v1${path}`)).json();
  expect((await ask(other, "POST", `${path}/issue`, { body: {}, version })).status()).toBe(200);
  await expect(ledger.getByRole("row").filter({ hasText: text.slice(0, 12) })).toContainText("已下达", soon);
  await ledger.context().close();
  await other.context().close();
});

test("正在填写时他人保存：只有对方改的并入，双方都改的并排让人选，填的一个字不丢", async ({
  page,
  browser,
  baseURL,
}) => {
  await signInAs(page, "office");
  const { path } = await openTask(page, 1);
  await page.getByRole("button", { name: "编辑", exact: true }).click();
  await page.getByRole("textbox", { name: "联系人" }).fill("我填的联系人");
  await page.getByLabel("年度目标").fill("我填的年度目标");
  const other = await another(browser, baseURL, "office");
  await save(other, path, { contact: "对方的联系人", leader: "对方的责任领导" });
  await expect(page.getByLabel("责任领导")).toHaveValue("对方的责任领导", soon);
  await expect(page.getByRole("textbox", { name: "联系人" })).toHaveValue("我填的联系人");
  await expect(page.getByLabel("年度目标")).toHaveValue("我填的年度目标");
  const notice = page.getByRole("note").filter({ hasText: "他人刚刚也改了" });
  await expect(notice).toContainText("对方的联系人");
  await expect(notice).toContainText("我填的联系人");
  await expectAccessible(page);
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("alert")).toContainText("请先选定");
  await notice.getByRole("button", { name: "用我填的: 联系人" }).click();
  await expect(notice).toBeHidden();
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("status").filter({ hasText: "已保存" })).toBeVisible();
  await expect(record(page, "联系人")).toHaveText("我填的联系人");
  await expect(record(page, "责任领导")).toHaveText("对方的责任领导");
  await expect(record(page, "年度目标")).toHaveText("我填的年度目标");
  await other.context().close();
});

test("同时保存不同的字段：两人的都在，谁也不用再办一次", async ({ page, browser, baseURL }) => {
  await signInAs(page, "office");
  const { path } = await openTask(page, 3);
  await page.getByRole("button", { name: "编辑", exact: true }).click();
  await page.getByLabel("年度目标").fill("我的目标");
  const other = await another(browser, baseURL, "office");
  // The page has no time to hear of it: its save arrives on the former version.
  await page.route("**/live*", (route) => route.abort());
  await save(other, path, { expectedOutcome: "对方的成果" });
  await page.getByRole("button", { name: "保存" }).click();
  await expect(record(page, "年度目标")).toHaveText("我的目标");
  await expect(record(page, "预期成果")).toHaveText("对方的成果");
  await other.context().close();
});

test("两人同时调整单位、编排里程碑：各加的都在，同一行改得不同的让人选", async ({ page, browser, baseURL }) => {
  await signInAs(page, "office");
  const { path } = await openTask(page, 4);
  const other = await another(browser, baseURL, "office");
  const read = async () => (await other.request.get(`/api/v1${path}`)).json();
  const before = await read();
  if (before.state === "draft")
    expect((await ask(other, "POST", `${path}/issue`, { body: {}, version: before.version })).status()).toBe(200);
  await expect(page.getByRole("button", { name: "编排里程碑" })).not.toHaveAttribute("aria-disabled", "true", soon);
  const plan = async (milestones: object[]) =>
    expect(
      (await ask(other, "POST", `${path}/plan`, { body: { milestones }, version: (await read()).version })).status(),
    ).toBe(200);
  await plan([{ title: "共同的里程碑", dueOn: "2030-06-30", weight: 1, reachedOn: null }]);
  await expect(page.getByText("共同的里程碑", { exact: true })).toBeVisible(soon);
  await page.getByRole("button", { name: "编排里程碑" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("里程碑", { exact: true }).first().fill("我改的名称");
  await dialog.getByRole("button", { name: "新增里程碑" }).click();
  await dialog.getByLabel("里程碑", { exact: true }).last().fill("我加的里程碑");
  await dialog.getByLabel("计划完成").last().fill("2030-09-30");
  const [shared] = (await read()).milestones;
  await plan([
    { id: shared.id, title: "对方改的名称", dueOn: "2030-07-31", weight: 1, reachedOn: null },
    { title: "对方加的里程碑", dueOn: "2030-08-31", weight: 1, reachedOn: null },
  ]);
  const notice = dialog.getByRole("note").filter({ hasText: "他人刚刚也改了" });
  await expect(notice).toContainText("对方改的名称", soon);
  await expect(notice).toContainText("我改的名称");
  await expectAccessible(page);
  await notice.getByRole("button", { name: /用对方的/ }).click();
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(dialog).toBeHidden();
  const saved = (await read()).milestones.map((one: { title: string; dueOn: string }) => `${one.dueOn} ${one.title}`);
  expect(saved).toEqual(["2030-07-31 对方改的名称", "2030-08-31 对方加的里程碑", "2030-09-30 我加的里程碑"]);
  await other.context().close();
});

test("谁正在编辑：打开填写就看得到姓名、单位和字段，收起就不见", async ({ page, browser, baseURL }) => {
  await signInAs(page, "office");
  await openTask(page, 1);
  const other = await another(browser, baseURL, "lead");
  await openTask(other, 1);
  await other.getByRole("button", { name: "编辑", exact: true }).click();
  await other.getByLabel("责任领导").click();
  const mark = page.locator(".editing-mark");
  await expect(mark).toContainText("正在编辑“责任领导”", soon);
  await expect(mark).toContainText(/.+（.+）/);
  await expectAccessible(page);
  await other.getByRole("button", { name: "取消" }).click();
  await expect(mark).toBeHidden(soon);
  await other.context().close();
});

test("断网：页眉说明显示的是几点的内容；恢复之后内容补齐并告知", async ({ page, browser, baseURL }) => {
  await signInAs(page, "office");
  const { path } = await openTask(page, 1);
  const other = await another(browser, baseURL, "office");
  await page.context().setOffline(true);
  const mark = page.locator(".live-mark");
  await expect(mark).toContainText(/未连接：显示的是 \d\d:\d\d 的内容/, { timeout: 15_000 });
  await expectAccessible(page);
  await save(other, path, { contact: "断网期间换的联系人" });
  await page.context().setOffline(false);
  await expect(record(page, "联系人")).toHaveText("断网期间换的联系人", { timeout: 15_000 });
  await expect(page.getByRole("status").filter({ hasText: "已恢复连接" })).toBeVisible();
  await expect(mark).toBeEmpty();
  await other.context().close();
});
