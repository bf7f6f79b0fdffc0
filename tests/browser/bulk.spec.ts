// Acting on many tasks: the office issues forty, a lead unit signs for its own, what could not be done says why, long work goes on by itself.

import { bigPilot } from "./big-pilot.ts";
import { expect, type Page, test } from "./journey.ts";
import { ask, expectAccessible, samplePilot, signInAs } from "./official.ts";

const bar = (page: Page) => page.getByRole("region", { name: "批量办理所选任务" });
const cellOf = (page: Page, task: string) =>
  page.getByRole("row").filter({ hasText: task }).locator('[aria-colindex="3"]');

async function openLedger(page: Page, id: string, search: string, count: number) {
  await page.goto(`/p/${id}/ledger?by=none${search}`);
  await expect(page.getByText(`${count} / ${count} 项`)).toBeVisible();
}

async function states(page: Page, id: string): Promise<Record<string, number>> {
  return (await (await page.request.get(`/api/v1/programmes/${id}/tasks/counts`)).json()).states;
}

test("下达四十项、签收本单位的、其余在后台下达", async ({ page }) => {
  test.setTimeout(180_000);
  await signInAs(page, "office");
  const id = await bigPilot(page, 260, (index) => (index < 10 ? "市科技局" : "市知识产权局"));
  await openLedger(page, id, "", 260);

  // Forty rows by keyboard alone; somebody else has issued two of them.
  const { items } = await (await page.request.get(`/api/v1/programmes/${id}/tasks?sort=ordinal&limit=40`)).json();
  for (const { id: taskId, version } of items.slice(38)) {
    const issued = await ask(page, "POST", `/programmes/${id}/tasks/${taskId}/issue`, { version });
    expect(issued.status()).toBe(200);
  }
  await openLedger(page, id, "", 260);
  await cellOf(page, "演示任务第1项").click();
  for (let row = 1; row < 40; row += 1) await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+Space");
  await expect(bar(page)).toContainText("已选 40 项");
  await expect(page.getByRole("checkbox", { name: "选择第 40 项" })).toBeChecked();
  await expectAccessible(page);
  await bar(page).getByRole("button", { name: "下达 38 项" }).click();
  const asking = page.getByRole("dialog", { name: "下达：40 项" });
  await expect(asking).toContainText("38 项可以办理");
  await expect(asking).toContainText("2 项：现在不能“下达”：任务处于“已下达”");
  await expect(asking).toContainText("演示任务第39项");
  await expectAccessible(page);
  await asking.getByRole("button", { name: "下达 38 项" }).click();
  const outcome = page.getByRole("dialog", { name: "办理结果" });
  await expect(outcome).toContainText("已办理 38 项");
  await expect(outcome).toContainText("2 项：现在不能“下达”");
  await expectAccessible(page);
  await outcome.getByRole("button", { name: "只选未办成的 2 项" }).click();
  await expect(bar(page)).toContainText("已选 2 项");
  await expect.poll(() => states(page, id)).toMatchObject({ issued: 40, draft: 220 });

  // Where nobody has the duty, nobody can be urged; the other two have been chosen beside them.
  await page.getByRole("grid").evaluate((grid) => grid.scrollTo(0, 0));
  await cellOf(page, "演示任务第1项").click();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+Space");
  await bar(page).getByRole("button", { name: "催办（4）" }).click();
  const urging = page.getByRole("dialog", { name: "催办所选 4 项" });
  await expect(urging).toContainText("2 项可以催办，送达");
  await expect(urging).toContainText("市知识产权局目前没有可送达的人员");
  await expectAccessible(page);
  await urging.getByRole("button", { name: "催办", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "已催办 2 项" })).toBeVisible();

  // The lead unit sees and signs for its own.
  await signInAs(page, "lead");
  await openLedger(page, id, "", 10);
  await cellOf(page, "演示任务第1项").click();
  await page.keyboard.press("Control+a");
  await expect(bar(page)).toContainText("已选 10 项");
  await bar(page).getByRole("button", { name: "签收 10 项" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("批量签收（演示数据）");
  await page.getByRole("dialog").getByRole("button", { name: "签收 10 项" }).click();
  await expect(page.getByRole("dialog", { name: "办理结果" })).toContainText("已办理 10 项");
  await expect.poll(() => states(page, id)).toMatchObject({ signed: 10 });

  // All that the filter gives are more than a request takes: a job does them, and its outcome can be come back to.
  await signInAs(page, "office");
  await openLedger(page, id, "&status=draft", 220);
  await cellOf(page, "演示任务第41项").click();
  await page.keyboard.press("Control+a");
  await expect(bar(page)).toContainText("已选 220 项");
  await bar(page).getByRole("button", { name: "下达 220 项" }).click();
  await expect(page.getByRole("dialog")).toContainText("将在后台办理");
  await page.getByRole("dialog").getByRole("button", { name: "下达 220 项" }).click();
  await expect(page).toHaveURL(/bulk=/);
  const address = page.url();
  await page.goto("/jobs");
  await expect(page.getByText("“下达”：已办理 220 项")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("link", { name: "下载结果" }).or(page.locator("a[download]")).first()).toBeVisible();
  await page.goto(address);
  await expect(page.getByRole("dialog", { name: "办理结果" })).toContainText("已办理 220 项");
  await expectAccessible(page);
  expect(await states(page, id)).toMatchObject({ issued: 250, signed: 10 });
});

test("手机上不提供批量办理，过去某天的台账也不提供", async ({ page }) => {
  await signInAs(page, "office");
  const { id } = await samplePilot(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/p/${id}/ledger`);
  await expect(page.getByText("深化科技成果使用权").first()).toBeVisible();
  await expect(page.locator(".pick")).toHaveCount(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`/p/${id}/ledger?asOf=2025-01-01`);
  await expect(page.getByRole("button", { name: "回到今天" }).first()).toBeVisible();
  await expect(page.locator(".pick")).toHaveCount(0);
});
