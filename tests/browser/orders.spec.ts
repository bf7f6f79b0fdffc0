// An order from the rule that asks for it to its closing, by two officials; urging with its preview; on a phone; readable for everybody.

import type { Task } from "../../src/domain/tasks/model.ts";
import { expect, type Page, test } from "./journey.ts";
import { ask, expectAccessible, samplePilot, sidewaysPixels, signInAs } from "./official.ts";

const at = async (page: Page, programmeId: string, taskId: string): Promise<Task> =>
  (await ask(page, "GET", `/programmes/${programmeId}/tasks/${taskId}`)).json();

/** Brings a task of the sample plan to work, with a milestone that is long past, so that it is behind schedule. */
async function taskBehind(page: Page, ordinal: number): Promise<{ programmeId: string; taskId: string }> {
  await signInAs(page, "office");
  const { id, tasks } = await samplePilot(page);
  const taskId = tasks.filter((task) =>
    task.units.some((unit) => unit.shortName === "市科技局" && unit.part === "lead"),
  )[ordinal]?.id as string;
  const act = async (name: string, body: object = {}) => {
    const { version } = await at(page, id, taskId);
    const answer = await ask(page, "POST", `/programmes/${id}/tasks/${taskId}/${name}`, { version, body });
    expect(answer.status(), await answer.text()).toBe(200);
  };
  if ((await at(page, id, taskId)).state === "draft") await act("issue");
  await signInAs(page, "lead");
  if ((await at(page, id, taskId)).state === "issued") await act("sign");
  await act("plan", { milestones: [{ title: "出台方案（演示数据）", dueOn: "2022-01-31" }] });
  if ((await at(page, id, taskId)).state === "signed") await act("begin");
  await signInAs(page, "office");
  return { programmeId: id, taskId };
}

const said = (page: Page, text: string) => expect(page.getByRole("status").filter({ hasText: text })).toBeAttached();
const doAct = async (page: Page, act: string, note?: string) => {
  await page.getByRole("button", { name: act, exact: true }).click();
  const dialog = page.getByRole("dialog");
  if (note) await dialog.getByRole("textbox").fill(note);
  await dialog.getByRole("button", { name: act, exact: true }).click();
  await expect(dialog).toBeHidden();
  await said(page, `已办理“${act}”`);
};
const answer = async (page: Page, situation: string) => {
  await page.getByRole("button", { name: "反馈", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "落实过程" }).fill("已召开协调会（演示数据）");
  await dialog.getByRole("textbox", { name: "基本情况" }).fill(situation);
  await dialog.getByRole("textbox", { name: "下一步安排" }).fill("下周印发");
  await dialog.getByRole("button", { name: "反馈", exact: true }).click();
  await expect(dialog).toBeHidden();
};

test("任务欠进度：规则写进督办单，签发、签收、反馈、退回、再反馈、审核、销单", async ({ page }) => {
  const { programmeId, taskId } = await taskBehind(page, 0);
  await page.goto(`/p/${programmeId}/tasks/${taskId}`);
  await page.getByRole("button", { name: "督办", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "新建督办单" });
  await expect(dialog.locator(".order-reasons")).toContainText("欠进度 100 个百分点");
  await expect(dialog.getByRole("textbox", { name: "督办原因" })).toHaveValue(/欠进度 100 个百分点/);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "直接签发" }).click();
  await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}/);
  await expect(page.locator(".order-head")).toContainText(/督〔20\d\d〕\d+号/);
  await expect(page.locator(".order-head")).toContainText("黄单");
  await expect(page.locator(".order-state")).toHaveText("待签收");
  await expectAccessible(page);
  const address = page.url();

  await signInAs(page, "lead");
  await page.goto(address);
  await expect(page.getByRole("button", { name: "催办" })).toBeHidden();
  await doAct(page, "签收");
  await answer(page, "方案已报审");
  await expect(page.locator(".order-state")).toHaveText("待审核");
  await expect(page.getByRole("button", { name: "审核通过" })).toBeHidden();

  await signInAs(page, "office");
  await page.goto(address);
  await page.getByRole("button", { name: "退回补充", exact: true }).click();
  const refusing = page.getByRole("dialog");
  await refusing.getByRole("button", { name: "退回补充", exact: true }).click();
  await expect(refusing).toContainText("须填写意见");
  await refusing.getByRole("textbox").fill("请补充会议纪要");
  await refusing.getByRole("button", { name: "退回补充", exact: true }).click();
  await expect(page.locator(".order-paper")).toContainText("请补充会议纪要");

  await signInAs(page, "lead");
  await page.goto(address);
  await answer(page, "纪要已附");
  await signInAs(page, "office");
  await page.goto(address);
  await doAct(page, "审核通过");
  await doAct(page, "销单");
  await expect(page.locator(".order-state")).toHaveText("已销单");
  await expect(page.getByRole("button", { name: "催办" })).toBeHidden();
  await expect(page.locator(".order-paper")).toContainText("第 2 次");

  await page.goto(`/p/${programmeId}/orders?state=all&q=${encodeURIComponent("支持高等学校")}`);
  await expect(page.getByRole("row").filter({ hasText: "已销单" }).first()).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await page.goto(address);
  await expect(page.locator(".order-paper h1")).toBeVisible();
  await expect(page.locator(".order-now")).toBeHidden();
});

test("升级：黄单升红单，前单写明已升级；催办先看送达谁，一小时内不能再催", async ({ page }) => {
  const { programmeId, taskId } = await taskBehind(page, 1);
  await page.goto(`/p/${programmeId}/tasks/${taskId}`);
  await page.getByRole("button", { name: "督办", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "直接签发" }).click();
  await expect(page.locator(".order-state")).toHaveText("待签收");
  await page.getByRole("button", { name: "催办", exact: true }).click();
  const urging = page.getByRole("dialog", { name: /^催办/ });
  await expect(urging).toContainText("市科技局");
  await expect(urging).toContainText("郑思齐");
  await urging.getByRole("button", { name: "催办", exact: true }).click();
  await expect(urging).toBeHidden();
  await said(page, "已催办");
  await page.getByRole("button", { name: "催办", exact: true }).click();
  await expect(urging).toContainText("一小时内已催办过");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "升级", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("红单");
  await dialog.getByRole("textbox").fill("仍未签收");
  await dialog.getByRole("button", { name: "升级", exact: true }).click();
  const chain = page.getByRole("navigation", { name: "升级前后" });
  await expect(chain.getByRole("link")).toHaveCount(2);
  await expect(chain).toContainText("已升级");
  await expect(page.locator(".order-head")).toContainText("红单");

  await page.goto(`/p/${programmeId}/tasks/${taskId}`);
  const piece = page.getByRole("region", { name: "督办与催办" });
  await expect(piece).toContainText("红单");
  await expect(piece).toContainText("人工催办");
  await page.goto(`/p/${programmeId}/reminders?step=hand`);
  await expect(page.getByRole("row").filter({ hasText: "人工催办" }).first()).toContainText("郑思齐");
  await page.goto(`/p/${programmeId}/ledger`);
  await page.locator("[data-row-link]").nth(1).focus();
  await page.keyboard.press("Space");
  await expect(page.getByRole("complementary").getByRole("region", { name: "督办单" })).toContainText("红单");
});

test("设置：规则和时限看得到；间隔改得了", async ({ page }) => {
  await signInAs(page, "office");
  const { id } = await samplePilot(page);
  await page.goto(`/p/${id}/orders`);
  await page.getByRole("button", { name: "督办设置" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/现行规则/).click();
  await expect(dialog).toContainText("蓝单");
  await dialog.getByRole("spinbutton").fill("3");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole("button", { name: "督办设置" }).click();
  await expect(page.getByRole("dialog").getByRole("spinbutton")).toHaveValue("3");
});

for (const theme of ["light", "dark"] as const)
  test.describe(theme === "light" ? "浅色" : "深色", () => {
    test.use({ colorScheme: theme });
    test("列表、单子、记录都读得清", async ({ page }) => {
      await signInAs(page, "office");
      const { id } = await samplePilot(page);
      await page.goto(`/p/${id}/orders?state=all`);
      await page.locator("[data-row-link]").first().waitFor();
      await expectAccessible(page);
      await page.goto(`/p/${id}/reminders`);
      await page.locator("[data-row-link]").first().waitFor();
      await expectAccessible(page);
    });
  });

test.describe("手机", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });
  test("列表、单子、记录不用左右滚动；单子上能办", async ({ page }) => {
    await signInAs(page, "office");
    const { id } = await samplePilot(page);
    const narrow = async () => expect(await sidewaysPixels(page)).toBeLessThanOrEqual(0);
    await page.goto(`/p/${id}/reminders`);
    await page.locator("[data-row-link]").first().waitFor();
    await narrow();
    await page.goto(`/p/${id}/orders`);
    const card = page.locator("[data-row-link]").first();
    await card.waitFor();
    await narrow();
    await card.click();
    await expect(page.locator(".order-paper")).toBeVisible();
    await narrow();
    await expectAccessible(page);
    await doAct(page, "撤回", "演示结束");
    await expect(page.locator(".order-state")).toHaveText("已撤回");
  });
});
