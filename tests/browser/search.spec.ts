// The search by keyboard alone and on a phone: the palette over every screen, and the page of all that was found.
import { expect, type Page, test } from "./journey.ts";
import { expectAccessible, samplePilot, sidewaysPixels, signInAs } from "./official.ts";

const field = (page: Page) => page.getByRole("combobox", { name: /检索方案/ });
const palette = (page: Page) => page.getByRole("dialog", { name: "检索" });
const chosen = (page: Page) => palette(page).locator('[role="option"][aria-selected="true"]');

async function open(page: Page, typed: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(typed);
}

test.describe("只用键盘", () => {
  test.beforeEach(async ({ page }) => {
    await signInAs(page, "office");
    const { id, tasks } = await samplePilot(page);
    await page.goto(`/p/${id}/tasks/${tasks[0]?.id}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  });

  test("两个字找到任务，上下选择，回车打开", async ({ page }) => {
    await open(page, "质押");
    await expect(palette(page).getByRole("group", { name: /任务/ }).getByRole("option")).toHaveCount(2);
    await expect(chosen(page)).toContainText("质押");
    await page.keyboard.press("ArrowDown");
    await expect(chosen(page)).toContainText("组合式质押贷款");
    const active = await field(page).getAttribute("aria-activedescendant");
    await expect(chosen(page)).toHaveAttribute("id", active ?? "");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/tasks\/[0-9a-f-]{36}$/);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("组合式质押贷款");
    await expect(palette(page)).toBeHidden();
  });

  test("先查本试点，再查全部试点", async ({ page }) => {
    await open(page, "质押");
    const tasks = palette(page).getByRole("group", { name: /任务/ }).getByRole("option");
    await expect(tasks).toHaveCount(2);
    await expect(palette(page).getByRole("radio", { name: "本试点" })).toBeChecked();
    const wider = palette(page).getByRole("option", { name: "在全部试点中检索“质押”" });
    for (let step = 0; step < 20 && (await wider.getAttribute("aria-selected")) !== "true"; step += 1)
      await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(palette(page).getByRole("radio", { name: "全部试点" })).toBeChecked();
    await expect(palette(page)).toContainText("演示数据");
    expect(await tasks.count()).toBeGreaterThan(2);
  });

  test("方案的句子打开在它的位置", async ({ page }) => {
    await open(page, "86项改革");
    await expect(chosen(page)).toContainText("全面落实86项");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/plan\?at=[0-9a-f]{32}/);
    await expect(page.locator("[data-stop]:focus")).toContainText("86");
  });

  test("拼音首字母找到单位，标出是哪几个字", async ({ page }) => {
    await open(page, "cqszscqj");
    await expect(chosen(page).locator("mark")).toHaveText("重庆市知识产权局");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("重庆市知识产权局");
    await page.keyboard.press("Control+k");
    await expect(palette(page).getByRole("group", { name: "最近打开" })).toContainText("重庆市知识产权局");
  });

  test("前往各页、换外观，也在这里", async ({ page }) => {
    await open(page, "tz");
    const command = palette(page).getByRole("group", { name: "前往" }).getByRole("option", { name: "台账" });
    await expect(command).toBeVisible();
    for (let step = 0; step < 20 && (await command.getAttribute("aria-selected")) !== "true"; step += 1)
      await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/ledger/);
    await open(page, "深色");
    await expect(chosen(page)).toHaveText("深色外观");
    await page.keyboard.press("Enter");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  });

  test("Esc 关闭，焦点回到原处", async ({ page }) => {
    await page.goto("/units");
    const link = page.locator(".unit-line").first();
    await link.focus();
    await open(page, "重庆");
    await page.keyboard.press("Escape");
    await expect(palette(page)).toBeHidden();
    await expect(link).toBeFocused();
  });

  test("输入法选字时的回车不打开任何东西，选完字才查", async ({ page }) => {
    await page.keyboard.press("Control+k");
    const input = field(page);
    await input.evaluate((element: HTMLInputElement) => {
      element.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
      element.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true }));
    });
    await page.keyboard.insertText("质押");
    await page.waitForTimeout(400);
    await expect(palette(page).locator("mark")).toHaveCount(0);
    await input.evaluate((element) =>
      element.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: "质押" })),
    );
    await expect(palette(page).locator("mark").first()).toHaveText("质押");
    await expect(page).toHaveURL(/\/tasks\/[0-9a-f-]{36}$/);
  });

  test("找到多少、没有找到，都说给读屏软件听", async ({ page }) => {
    await open(page, "质押");
    await expect(palette(page).getByRole("status")).toContainText("任务 2 条");
    await field(page).fill("没有这样的词语");
    await expect(palette(page).getByRole("status")).toHaveText("没有找到“没有这样的词语”");
    await expect(palette(page)).toContainText("换一个更短的词");
  });
});

test("检索页：按类别筛选，地址可以发给同事，点开就到", async ({ page }) => {
  await signInAs(page, "office");
  await page.goto("/search");
  await page.getByRole("searchbox").fill("重庆市知识产权");
  await expect(page).toHaveURL(/q=/);
  const hits = page.getByRole("list", { name: "检索结果" }).getByRole("listitem");
  await expect(hits.first()).toContainText("知识产权");
  await page.getByRole("button", { name: /^单位/ }).click();
  await expect(hits).toHaveCount(1);
  await page.reload();
  await expect(hits).toHaveCount(1);
  await hits.getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("重庆市知识产权局");
});

test("看不到的内容也找不到：别的单位的任务", async ({ page }) => {
  await signInAs(page, "district");
  await page.goto("/search?q=质押贷款");
  await expect(page.getByRole("button", { name: /^方案原文/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /^任务/ })).toHaveCount(0);
});

test("登录之前不取检索的程序", async ({ page }) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(request.url()));
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "用户名" }).waitFor();
  expect(fetched.filter((url) => /palette|search-button/.test(url))).toEqual([]);
});

for (const [name, viewport] of [
  ["宽屏", { width: 1440, height: 900 }],
  ["手机", { width: 390, height: 844 }],
] as const)
  test.describe(`${name}无障碍`, () => {
    test.use({ viewport, hasTouch: viewport.width < 500 });
    for (const theme of ["light", "dark"] as const)
      test(`检索面板与检索页（${theme === "light" ? "浅色" : "深色"}）`, async ({ page }) => {
        await page.emulateMedia({ colorScheme: theme });
        await signInAs(page, "office");
        const { id } = await samplePilot(page);
        await page.goto(`/p/${id}/ledger`);
        const button = page.getByRole("button", { name: "检索", exact: true });
        await button.waitFor();
        if (viewport.width < 500) {
          const box = await button.boundingBox();
          expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(40);
        }
        await button.click();
        await expectAccessible(page);
        await field(page).fill("知识产权");
        await expect(palette(page).locator("mark").first()).toBeVisible();
        await expectAccessible(page);
        await page.goto("/search?q=知识产权");
        await expect(page.locator("mark").first()).toBeVisible();
        await expectAccessible(page);
        const wide = await sidewaysPixels(page);
        expect(wide).toBeLessThanOrEqual(0);
      });
  });
