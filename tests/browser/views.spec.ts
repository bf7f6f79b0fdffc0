// Saved views and the other faces of the ledger: by mouse, by keyboard, on a phone; each readable for everybody.
import { expect, type Page, test } from "./journey.ts";
import { ask, expectAccessible, samplePilot, sidewaysPixels, signInAs } from "./official.ts";

const menu = (page: Page) => page.locator(".views-button");

test("存一个视图：改动看得出，更新、还原、改名、共享、设为默认、删除", async ({ page }) => {
  await signInAs(page, "office");
  const { id } = await samplePilot(page);
  await page.goto(`/p/${id}/ledger?view=board&q=质押贷款`);
  await menu(page).click();
  await page.getByRole("button", { name: "另存为视图" }).click();
  await page.getByRole("textbox", { name: "名称" }).fill("质押贷款看板");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(menu(page)).toContainText("质押贷款看板");
  await expect(page).toHaveURL(/saved=[0-9a-f-]{36}/);

  await page.getByRole("searchbox", { name: "任务内容" }).fill("知识产权");
  await expect(menu(page)).toContainText("已改动");
  await menu(page).click();
  await page.getByRole("button", { name: "还原为“质押贷款看板”" }).click();
  await expect(menu(page)).not.toContainText("已改动");
  await expect(page).toHaveURL(/q=%E8%B4%A8/);

  await menu(page).click();
  await page.getByRole("button", { name: "共享给本试点" }).click();
  await expect(page.getByRole("status").filter({ hasText: "已共享视图" })).toBeVisible();
  await menu(page).click();
  await page.getByRole("button", { name: "设为默认" }).click();
  await page.goto(`/p/${id}/ledger`);
  await expect(menu(page)).toContainText("质押贷款看板");
  await expect(page).toHaveURL(/view=board/);

  await page.goto(`/p/${id}/views`);
  const line = page.getByRole("listitem").filter({ hasText: "质押贷款看板" });
  await expect(line).toContainText("共享");
  await expectAccessible(page);
  await line.getByRole("button", { name: "删除" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
  await expect(line).toBeHidden();
});

test("链接只写视图编号也能打开；名称重复时说明怎么办，填的字还在", async ({ page }) => {
  await signInAs(page, "group");
  const { id } = await samplePilot(page);
  const saved = await ask(page, "POST", `/programmes/${id}/views`, {
    body: { title: "只看未启动", query: { light: "grey", view: "units" }, shared: true },
  });
  const { id: viewId, version } = await saved.json();
  await page.goto(`/p/${id}/ledger?saved=${viewId}`);
  await expect(page).toHaveURL(/light=grey/);
  await expect(page).toHaveURL(/view=units/);
  await menu(page).click();
  await page.getByRole("button", { name: "另存为视图" }).click();
  await page.getByRole("textbox", { name: "名称" }).fill("只看未启动");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("alert")).toContainText("您已有名为“只看未启动”的视图");
  await expect(page.getByRole("textbox", { name: "名称" })).toHaveValue("只看未启动");
  await page.keyboard.press("Escape");
  await ask(page, "POST", `/programmes/${id}/views/${viewId}/drop`, { version });
});

test("看板：只能放进办得了的状态；键盘从菜单办理", async ({ page }) => {
  await signInAs(page, "office");
  const { id, tasks } = await samplePilot(page);
  const task = tasks.find((one) => one.state === "draft");
  if (!task) throw new Error("no draft");
  await page.goto(`/p/${id}/ledger?view=board`);
  const card = page.locator(`.board-card[data-row="${task.id}"]`);
  await card.locator("a").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await card.getByRole("button", { name: "下达", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /下达/ });
  await expect(dialog).toContainText(task.text.slice(0, 20));
  await dialog.getByRole("button", { name: "取消" }).click();

  await card.hover();
  await page.mouse.down();
  await page.mouse.move(700, 500, { steps: 4 });
  await expect(page.locator('[data-column="issued"]')).toHaveClass(/is-target/);
  await expect(page.locator('[data-column="closed"]')).toHaveClass(/is-closed/);
  const target = await page.locator('[data-column="issued"]').boundingBox();
  if (!target) throw new Error("no column");
  await page.mouse.move(target.x + target.width / 2, target.y + 120, { steps: 6 });
  await page.mouse.up();
  await expect(dialog).toBeVisible();
  await dialog.getByRole("button", { name: "下达", exact: true }).click();
  await expect(page.locator('[data-column="issued"]').locator(`[data-row="${task.id}"]`)).toBeVisible();
});

test("时间线只用键盘：换行、看节点、移动时间、侧栏、打开", async ({ page }) => {
  await signInAs(page, "office");
  const { id } = await samplePilot(page);
  await page.goto(`/p/${id}/ledger?view=timeline`);
  const links = page.locator(".tl-table [data-row-link]");
  await links.first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(links.nth(1)).toBeFocused();
  await expect(page.locator(".tl-read")).toContainText("深化科技成果使用权");
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/from=\d{4}-\d\d/);
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press("Space");
  await expect(page.getByRole("complementary")).toContainText("深化科技成果使用权");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/tasks\//);
});

test("按单位：数字打开的台账恰好是那么多行", async ({ page }) => {
  await signInAs(page, "office");
  const { id } = await samplePilot(page);
  await page.goto(`/p/${id}/ledger?view=units`);
  const link = page.getByRole("link", { name: /市知识产权局牵头2 项/ });
  await link.click();
  await expect(page).toHaveURL(/lead=/);
  await expect(page).not.toHaveURL(/view=units/);
  await expect(page.locator(".ledger-foot")).toContainText(/^2 \/ \d+ 项/);
});

test("总览：一句话、目标、各处数字都能打开台账；截至过去某天", async ({ page }) => {
  await signInAs(page, "office");
  const { id } = await samplePilot(page);
  await page.goto(`/p/${id}/overview`);
  await expect(page.locator(".overview-statement")).toContainText("4 项任务中已实施");
  await expect(page.getByRole("region", { name: "方案目标" })).toContainText("暂无数据");
  await expect(page.getByRole("region", { name: "区县与平台" })).toContainText("秀山县");
  await page.getByRole("link", { name: /^合计，任务 4 项/ }).click();
  await expect(page).toHaveURL(/\/ledger/);
  await page.goto(`/p/${id}/overview?asOf=2020-01-01`);
  await expect(page.locator(".overview-statement")).toContainText("还没有任务");
});

test("总览：有终止的任务时说明不计入比率，点开正是那几项", async ({ page }) => {
  await signInAs(page, "office");
  const { items } = await (await page.request.get("/api/v1/programmes")).json();
  const { id } = items.find((one: { demo: boolean }) => one.demo);
  const { implementation } = await (await page.request.get(`/api/v1/programmes/${id}/overview`)).json();
  const ended = implementation.total - implementation.counted;
  expect(ended).toBeGreaterThan(0);
  await page.goto(`/p/${id}/overview`);
  const told = page.getByRole("paragraph").filter({ hasText: `任务中已终止${ended} 项，不计入两个比率。` });
  await told.getByRole("link", { name: `${ended} 项`, exact: true }).click();
  await expect(page).toHaveURL(/status=ended/);
  await expect(page.locator(".ledger-foot")).toContainText(new RegExp(`^${ended} / \\d+ 项`));
});

const faces = [
  { name: "时间线", path: "/ledger?view=timeline", ready: ".tl-table, .tl-list, .empty" },
  { name: "看板", path: "/ledger?view=board", ready: ".board-card" },
  { name: "按单位", path: "/ledger?view=units", ready: ".by-unit-table tbody tr, .by-unit-cards li" },
  { name: "总览", path: "/overview", ready: ".tile" },
];

for (const theme of ["light", "dark"] as const)
  test.describe(theme === "light" ? "浅色无障碍" : "深色无障碍", () => {
    test.use({ colorScheme: theme });
    for (const face of faces)
      test(face.name, async ({ page }) => {
        await signInAs(page, "office");
        const { id } = await samplePilot(page);
        await page.goto(`/p/${id}${face.path}`);
        await page.locator(face.ready).first().waitFor();
        await expectAccessible(page);
      });
  });

test.describe("手机", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });
  for (const face of faces)
    test(`${face.name}不需要左右滚动，无障碍`, async ({ page }) => {
      await signInAs(page, "office");
      const { id } = await samplePilot(page);
      await page.goto(`/p/${id}${face.path}`);
      await page.locator(face.ready).first().waitFor();
      expect(await sidewaysPixels(page)).toBeLessThanOrEqual(0);
      await expectAccessible(page);
    });

  test("看板一次一列", async ({ page }) => {
    await signInAs(page, "office");
    const { id } = await samplePilot(page);
    await page.goto(`/p/${id}/ledger?view=board`);
    await expect(page.locator("[data-column]")).toHaveCount(1);
    await page.getByRole("combobox", { name: "选择状态" }).selectOption("closed");
    await expect(page.locator('[data-column="closed"]')).toContainText("没有任务");
  });
});
