// 待办 and 通知: what one does appears at another without reloading, and is finished in place, by keyboard alone; on a phone; readable for everybody.
import { type Browser, expect, type Page, test } from "./journey.ts";
import { ask, expectAccessible, samplePilot, sidewaysPixels, signInAs } from "./official.ts";

async function another(browser: Browser, as: "office" | "lead", size?: { width: number; height: number }) {
  const context = await browser.newContext(size ? { viewport: size } : {});
  const page = await context.newPage();
  await signInAs(page, as);
  return page;
}

/** Issues a task that the lead unit of the demo leads; one that is not issued yet. */
async function issueOne(office: Page): Promise<string> {
  const { id, tasks } = await samplePilot(office);
  const task = tasks.find(
    (one) => one.state === "draft" && one.units.some((unit) => unit.part === "lead" && unit.shortName === "市科技局"),
  );
  // The sample plan has few tasks; the journeys before may have issued them all.
  test.skip(!task, "no draft of the demo's lead unit is left to issue");
  if (!task) throw new Error("no draft left to issue");
  const answer = await ask(office, "POST", `/programmes/${id}/tasks/${task.id}/issue`, { version: task.version });
  expect(answer.status()).toBe(200);
  return task.shortTitle;
}

test("办公室下达，牵头单位的待办和通知随即出现；只用键盘签收，事项换成下一步", async ({ page, browser }) => {
  test.setTimeout(90_000);
  await signInAs(page, "lead");
  await page.goto("/");
  await expect(page).toHaveURL(/\/inbox$/);
  await expect(page.getByRole("heading", { level: 1, name: "待办" })).toBeVisible();
  const office = await another(browser, "office");
  const title = await issueOne(office);
  const line = page.locator(".inbox-link").filter({ hasText: title.slice(0, 12), hasNotText: "存疑" });
  await expect(line).toContainText("请签收", { timeout: 15_000 });
  await expect(page.locator(".bell .badge")).toBeVisible();
  await expectAccessible(page);

  await page.keyboard.press("j");
  await expect(page.locator(".inbox-link").first()).toBeFocused();
  while (!(await line.evaluate((element) => element === document.activeElement))) await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const sign = page.locator(".sheet").getByRole("button", { name: "签收" });
  await expect(sign).toBeVisible();
  while (!(await sign.evaluate((element) => element === document.activeElement))) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page);
  const confirm = page.getByRole("dialog").getByRole("button", { name: "签收" });
  while (!(await confirm.evaluate((element) => element === document.activeElement))) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(line).toContainText("分解方案");
  await page.keyboard.press("Escape");
  await expect(page.locator(".sheet")).toBeHidden();
  await expect(page.locator(".inbox-link:focus")).toHaveCount(1);

  await office.goto("/notices");
  await expect(office.locator(".notice-line").first()).toContainText("任务已签收");
  await expectAccessible(office);
  await office.context().close();
});

test("铃下看最近的通知，打开一条即已读；全部标为已读后铃上没有数字", async ({ page }) => {
  await signInAs(page, "lead");
  await page.goto("/notices");
  await expect(page.locator(".notice-line").first()).toBeVisible();
  await page.getByRole("button", { name: /^通知/ }).click();
  const panel = page.locator(".notice-menu");
  await expect(panel.locator(".notice-line").first()).toBeVisible();
  await expectAccessible(page);
  await panel.getByRole("button", { name: "全部标为已读" }).click();
  await expect(page.locator(".bell .badge")).toBeHidden();
  await page.keyboard.press("Escape");
  await page.locator(".notice-line a").first().click();
  await expect(page).toHaveURL(/\/tasks\//);
});

test("通知设置：每一项改了就存；日历地址只显示一次，可收回", async ({ page }) => {
  await signInAs(page, "support");
  await page.goto("/notices/settings");
  await page.getByLabel("协调事项").selectOption({ label: "每日合并" });
  await expect(page.getByRole("status").filter({ hasText: "已保存通知设置" })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("协调事项")).toHaveValue("daily");
  await page.getByLabel("名称，如“手机日历”").fill("手机");
  await page.getByRole("button", { name: "新建订阅地址" }).click();
  const address = await page.locator(".notices-secret").textContent();
  expect((await page.request.get(address ?? "")).headers()["content-type"]).toContain("text/calendar");
  await expectAccessible(page);
  await page.reload();
  await expect(page.locator(".notices-secret")).toHaveCount(0);
  await page.getByRole("button", { name: "收回" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "手机" })).toBeHidden();
  expect((await page.request.get(address ?? "")).status()).toBe(404);
});

test("办公室新增推送地址：内部地址被拒绝并说明，密钥只显示一次，试送的结果在记录里", async ({ page }) => {
  await signInAs(page, "office");
  const { id } = await samplePilot(page);
  await page.goto(`/p/${id}/webhooks`);
  await page.getByRole("button", { name: "新增推送地址" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("名称").fill("市数据平台");
  await dialog.getByLabel("种类").selectOption({ label: "系统接口（签名）" });
  await dialog.getByLabel("地址").fill("https://127.0.0.1/hook");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(dialog.getByRole("alert")).toContainText("内部网络");
  await expect(dialog.getByLabel("名称")).toHaveValue("市数据平台");
  await expectAccessible(page);
  await dialog.getByLabel("地址").fill("https://no-such-host.invalid/hook");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(page.locator(".notices-secret")).toBeVisible();
  await page.getByRole("button", { name: "试送" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "找不到该主机" })).toBeVisible({ timeout: 15_000 });
  await expectAccessible(page);
  await page.getByRole("button", { name: "删除" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
  await expect(page.getByText("还没有推送地址")).toBeVisible();
});

test("手机上的待办：从下面升起办理，空的时候说明下一步；后台任务的空列表", async ({ browser }) => {
  const page = await another(browser, "lead", { width: 390, height: 844 });
  await page.goto("/inbox");
  await page.locator(".inbox-link").first().click();
  await expect(page.locator(".sheet")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "关闭侧栏" }).click();
  expect(await sidewaysPixels(page)).toBe(0);
  await page.goto("/jobs");
  await expect(page.getByText("没有后台任务")).toBeVisible();
  await expectAccessible(page);
  await page.context().close();
});
