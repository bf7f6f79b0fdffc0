// The ledger by mouse and by keyboard: filters that stand in the address, the side sheet, the task behind a row.
import { expect, test } from "@playwright/test";
import { samplePilot, signInAs } from "./official.ts";

test.beforeEach(async ({ page }) => {
  await signInAs(page, "office");
  const { id } = await samplePilot(page);
  await page.goto(`/p/${id}/ledger`);
  await expect(page.getByRole("table")).toBeVisible();
});

test("按内容筛选，地址可以发给同事", async ({ page }) => {
  const rows = page.locator("tbody tr[data-row]");
  await expect(rows).toHaveCount(4);
  await page.keyboard.press("/");
  await page.keyboard.type("质押贷款");
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(/q=/);
  await page.reload();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("组合式质押贷款");
  await page.getByRole("button", { name: "清除筛选" }).click();
  await expect(rows).toHaveCount(4);
});

test("按牵头单位筛选", async ({ page }) => {
  await page.getByRole("button", { name: /^牵头单位/ }).click();
  await page.getByRole("combobox", { name: "牵头单位" }).fill("知识产权");
  await page.getByTitle("重庆市知识产权局").click();
  await expect(page.locator("tbody tr[data-row]")).toHaveCount(2);
  await expect(page).toHaveURL(/lead=[0-9a-f-]{36}/);
});

test("没有符合条件的任务时说明下一步", async ({ page }) => {
  await page.getByRole("searchbox", { name: "任务内容" }).fill("没有这样的任务");
  await expect(page.getByRole("heading", { name: "没有符合条件的任务" })).toBeVisible();
  await page.getByRole("button", { name: "清除筛选" }).first().click();
  await expect(page.locator("tbody tr[data-row]")).toHaveCount(4);
});

test("只用键盘：移动、看侧栏、关闭、打开任务", async ({ page }) => {
  const links = page.locator("tbody [data-row-link]");
  await links.first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press("Space");
  const sheet = page.getByRole("complementary");
  await expect(sheet).toContainText("深化科技成果使用权");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await expect(sheet).toContainText("知识产权质押融资");
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(links.nth(2)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/tasks\//);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("知识产权质押融资");
});

test("点一次看侧栏，再点一次打开任务", async ({ page }) => {
  const row = page.locator("tbody tr[data-row]").nth(3);
  await row.click();
  await expect(page.getByRole("complementary")).toContainText("组合式质押贷款");
  await row.click();
  await expect(page).toHaveURL(/\/tasks\//);
});

test("表头排序：升序、降序、回到方案顺序", async ({ page }) => {
  const head = page.getByRole("columnheader", { name: "时间节点" });
  await head.getByRole("button").click();
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await head.getByRole("button").click();
  await expect(head).toHaveAttribute("aria-sort", "descending");
  await head.getByRole("button").click();
  await expect(head).toHaveAttribute("aria-sort", "none");
});
