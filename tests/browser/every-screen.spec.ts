// Every screen, light and dark, without barriers; every screen on a phone without scrolling sideways.
import { expect, type Page, test } from "./journey.ts";
import { expectAccessible, samplePilot, sidewaysPixels, signInAs } from "./official.ts";

interface Screen {
  name: string;
  open: (page: Page) => Promise<void>;
}

const inPilot = (rest: (tasks: { id: string }[]) => string, ready: string) => async (page: Page) => {
  const { id, tasks } = await samplePilot(page);
  await page.goto(`/p/${id}${rest(tasks)}`);
  await page.locator(ready).first().waitFor();
};

const screens: Screen[] = [
  { name: "台账", open: inPilot(() => "/ledger", "[data-row-link]") },
  {
    name: "台账侧栏",
    open: async (page) => {
      await inPilot(() => "/ledger", "[data-row-link]")(page);
      await page.locator("[data-row-link]").first().focus();
      await page.keyboard.press("Space");
      await page.getByRole("complementary").getByText("牵头").first().waitFor();
    },
  },
  { name: "任务", open: inPilot((tasks) => `/tasks/${tasks[0]?.id}`, ".scale") },
  {
    name: "编辑与调整单位",
    open: async (page) => {
      await inPilot((tasks) => `/tasks/${tasks[0]?.id}`, ".scale")(page);
      await page.getByRole("button", { name: "编辑", exact: true }).click();
      await page.getByRole("button", { name: "调整单位", exact: true }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "单位列表",
    open: async (page) => {
      await page.goto("/units");
      await page.locator(".unit-line").first().waitFor();
    },
  },
  {
    name: "单位",
    open: async (page) => {
      await page.goto("/units?kind=department");
      await page.locator(".unit-line").first().click();
      await page.getByRole("region", { name: "人员" }).waitFor();
    },
  },
  {
    name: "没有的页面",
    open: async (page) => {
      await page.goto("/no/such/page");
      await page.getByRole("heading", { name: "没有这个页面" }).waitFor();
    },
  },
];

for (const theme of ["light", "dark"] as const)
  test.describe(theme === "light" ? "浅色无障碍" : "深色无障碍", () => {
    test.use({ colorScheme: theme });
    test("登录", async ({ page }) => {
      await page.goto("/sign-in");
      await page.getByRole("textbox", { name: "用户名" }).waitFor();
      await expectAccessible(page);
    });
    for (const screen of screens)
      test(screen.name, async ({ page }) => {
        await signInAs(page, "office");
        await screen.open(page);
        await expectAccessible(page);
      });
  });

test.describe("手机", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });
  for (const screen of screens)
    test(`${screen.name}不需要左右滚动`, async ({ page }) => {
      await signInAs(page, "office");
      await screen.open(page);
      const wide = await sidewaysPixels(page);
      expect(wide).toBeLessThanOrEqual(0);
    });
  test("导航在拇指够得到的地方", async ({ page }) => {
    await signInAs(page, "office");
    await page.goto("/units");
    const link = page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "台账" });
    const box = await link.boundingBox();
    expect(box?.y).toBeGreaterThan(700);
    expect(box?.height).toBeGreaterThanOrEqual(44);
  });
});
