// Who may not act sees why, and is refused by the server as well; who is faster wins and nobody's text is lost.
import { expect, type Page, test } from "./journey.ts";
import { ask, samplePilot, signInAs } from "./official.ts";

async function openTask(page: Page, ordinal: number) {
  const { id, tasks } = await samplePilot(page);
  const task = tasks.find((one) => one.ordinal === ordinal);
  if (!task) throw new Error(`This official does not see task ${ordinal}.`);
  await page.goto(`/p/${id}/tasks/${task.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(task.text.slice(0, 8));
  return { path: `/programmes/${id}/tasks/${task.id}`, version: task.version };
}

test("配合单位看得到任务，但按钮说明应由谁办理，接口也拒绝", async ({ page }) => {
  await signInAs(page, "support");
  const { path, version } = await openTask(page, 1);
  for (const [name, reason] of [
    ["编辑", /应由.*办公室.*牵头单位/],
    ["调整单位", /应由办公室/],
    ["编排里程碑", /应由.*牵头单位|任务处于/],
  ] as const) {
    const button = page.getByRole("button", { name, exact: true });
    await expect(button).toHaveAttribute("aria-disabled", "true");
    await expect(button).toHaveAccessibleDescription(reason);
  }
  const edit = await ask(page, "PATCH", path, { body: { contact: "越权" }, version });
  expect(edit.status()).toBe(403);
  expect((await edit.json()).messages.zh).toContain("办理");
  const issue = await ask(page, "POST", `${path}/issue`, { body: {}, version });
  expect(issue.status()).toBe(403);
});

test("另一任务的牵头单位在配合的任务上不能编辑", async ({ page }) => {
  await signInAs(page, "lead");
  const { path, version } = await openTask(page, 3);
  await expect(page.getByRole("button", { name: "编辑", exact: true })).toHaveAttribute("aria-disabled", "true");
  const sign = await ask(page, "POST", `${path}/sign`, { body: {}, version });
  expect(sign.status()).toBe(403);
});

test("无关的区县看不到任务，知道地址也看不到", async ({ page, browser, baseURL }) => {
  const officePage = await (await browser.newContext({ baseURL: baseURL as string })).newPage();
  await signInAs(officePage, "office");
  const { id, tasks } = await samplePilot(officePage);
  const taskId = tasks[0]?.id as string;
  await officePage.context().close();
  await signInAs(page, "district");
  expect((await page.request.get(`/api/v1/programmes/${id}/tasks/${taskId}`)).status()).toBe(404);
  await page.goto(`/p/${id}/tasks/${taskId}`);
  await expect(page.getByRole("alert")).toContainText("请从");
});

test("两人同时编辑：后提交的人看到双方内容，可以再次提交", async ({ page }) => {
  await signInAs(page, "office");
  const { path, version } = await openTask(page, 2);
  await page.getByRole("button", { name: "编辑", exact: true }).click();
  await page.getByLabel("联系人").fill("后提交的联系人");
  const faster = await ask(page, "PATCH", path, { body: { contact: "先提交的联系人" }, version });
  expect(faster.status()).toBe(200);
  await page.getByRole("button", { name: "保存" }).click();
  const notice = page.getByRole("note").filter({ hasText: "他人刚刚也改了" });
  await expect(notice).toContainText("先提交的联系人");
  await expect(notice).toContainText("后提交的联系人");
  await notice.getByRole("button", { name: "用我填的: 联系人" }).click();
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("status").filter({ hasText: "已保存" })).toBeVisible();
  await expect(page.locator("dd", { hasText: "后提交的联系人" })).toBeVisible();
});

test("办公室下达任务，牵头单位签收，经过记在任务上", async ({ page }) => {
  await signInAs(page, "office");
  await openTask(page, 2);
  await page.getByRole("button", { name: "下达", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("意见（可不填）").fill("请尽快签收");
  await dialog.getByRole("button", { name: "下达" }).click();
  await expect(page.getByRole("status").filter({ hasText: "已办理“下达”" })).toBeVisible();
  await expect(page.getByRole("list", { name: "办理经过" })).toContainText("请尽快签收");
  await signInAs(page, "lead");
  await openTask(page, 2);
  await page.getByRole("button", { name: "签收", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "签收" }).click();
  // Beside the light, and once more in its history.
  await expect(page.getByText("已签收，分解方案尚未提交").first()).toBeVisible();
});
