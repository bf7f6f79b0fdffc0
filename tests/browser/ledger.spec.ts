// The ledger by mouse and by keyboard: filters that stand in the address, the side sheet, the task behind a row.
import { expect, test } from "./journey.ts";
import { samplePilot, signInAs } from "./official.ts";

test.beforeEach(async ({ page }) => {
  await signInAs(page, "office");
  const { id } = await samplePilot(page);
  await page.goto(`/p/${id}/ledger`);
  await expect(page.getByRole("grid")).toBeVisible();
});

test("按内容筛选，地址可以发给同事", async ({ page }) => {
  const rows = page.locator("[data-row-link]");
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

test("按牵头单位筛选，可选的单位带着任务数", async ({ page }) => {
  await page.getByRole("button", { name: "筛选“牵头单位”" }).click();
  const choice = page.getByRole("dialog", { name: "筛选“牵头单位”" });
  await expect(choice.getByRole("listitem").filter({ hasText: "知识产权" })).toContainText("2");
  await choice.getByRole("checkbox", { name: /知识产权/ }).check();
  await expect(page.locator("[data-row-link]")).toHaveCount(2);
  await expect(page).toHaveURL(/lead=[0-9a-f-]{36}/);
  await page.reload();
  await expect(page.locator("[data-row-link]")).toHaveCount(2);
});

test("没有符合条件的任务时说明下一步", async ({ page }) => {
  await page.getByRole("searchbox", { name: "任务内容" }).fill("没有这样的任务");
  await expect(page.getByRole("heading", { name: "没有符合条件的任务" })).toBeVisible();
  await page.getByRole("button", { name: "清除筛选" }).first().click();
  await expect(page.locator("[data-row-link]")).toHaveCount(4);
});

test("只用键盘：移动、看侧栏、关闭、打开任务", async ({ page }) => {
  const links = page.locator("[data-row-link]");
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

test("点一次任务看侧栏，再点一次打开", async ({ page }) => {
  const title = page.locator("[data-row-link]").nth(3);
  await title.click();
  await expect(page.getByRole("complementary")).toContainText("组合式质押贷款");
  await title.click();
  await expect(page).toHaveURL(/\/tasks\//);
});

test("表头排序：升序、降序、回到方案顺序", async ({ page }) => {
  const head = page.getByRole("columnheader", { name: "时间节点" });
  await head.click();
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await expect(page).toHaveURL(/sort=dueOn/);
  await head.click();
  await expect(head).toHaveAttribute("aria-sort", "descending");
  await head.click();
  await expect(head).not.toHaveAttribute("aria-sort");
  await expect(page).not.toHaveURL(/sort=/);
});

test("分组可以更换、收起，数目仍在", async ({ page }) => {
  await page.getByLabel("分组").selectOption({ label: "牵头单位" });
  await expect(page).toHaveURL(/by=lead/);
  const group = page.getByRole("button", { name: /收起“市知识产权局”/ });
  await group.click();
  await expect(page.locator("[data-row-link]")).toHaveCount(2);
  await expect(page.getByRole("button", { name: "展开“市知识产权局” 2" })).toHaveAttribute("aria-expanded", "false");
});

test("栏目设置写在地址里：隐藏、加宽、换位，刷新后仍在", async ({ page }) => {
  await page.getByRole("button", { name: "栏目" }).click();
  const setup = page.getByRole("dialog", { name: "栏目设置" });
  await setup.getByRole("checkbox", { name: "成熟度" }).uncheck();
  await setup.getByLabel("“状态”的宽度").fill("180");
  await setup.getByRole("button", { name: "“配合单位”前移" }).click();
  await setup.getByRole("checkbox", { name: "方案所写时限" }).check();
  await setup.getByRole("button", { name: "完成" }).click();
  await expect(page).toHaveURL(/cols=ordinal,task,support,lead,state\.180/);
  await page.reload();
  const heads = page.getByRole("columnheader");
  await expect(heads.nth(2)).toHaveText("配合单位");
  await expect(page.getByRole("columnheader", { name: "成熟度" })).toHaveCount(0);
  await page.getByRole("grid").evaluate((grid) => grid.scrollTo(5000, 0));
  await expect(page.getByRole("columnheader", { name: "方案所写时限" })).toBeVisible();
  const state = await page.getByRole("columnheader", { name: "状态" }).boundingBox();
  expect(state?.width).toBeCloseTo(180, 0);
});
