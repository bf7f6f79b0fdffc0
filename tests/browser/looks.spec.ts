// Language, appearance and type size are chosen once and stay.
import { expect, test } from "./journey.ts";
import { samplePilot, sidewaysPixels, signInAs } from "./official.ts";

test("语言、外观、字号：选定即生效，刷新后仍在", async ({ page }) => {
  await signInAs(page, "office");
  const { id } = await samplePilot(page);
  await page.goto(`/p/${id}/ledger`);
  const root = page.locator("html");
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const textSize = () =>
    page
      .locator("[data-row-link]")
      .first()
      .evaluate((cell) => Number.parseFloat(getComputedStyle(cell).fontSize));
  await page.locator("[data-row-link]").first().waitFor();
  const before = { paper: await paper(), size: await textSize() };

  await page.getByRole("button", { name: /用户菜单/ }).click();
  await page.getByText("深色", { exact: true }).click();
  await page.getByText("大字", { exact: true }).click();
  await page.getByText("English", { exact: true }).click();
  await expect(page.getByRole("link", { name: "Ledger" })).toBeVisible();
  await expect(page).toHaveTitle("Ledger · Shidian");
  await expect(root).toHaveAttribute("lang", "en");
  expect(await paper()).not.toBe(before.paper);
  expect(await textSize()).toBeGreaterThan(before.size * 1.2);

  await page.reload();
  await expect(page.getByRole("columnheader", { name: "Lead unit" })).toBeVisible();
  await expect(root).toHaveAttribute("data-theme", "dark");
  await expect(root).toHaveAttribute("data-type", "large");
});

test("跟随系统外观", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/sign-in");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.emulateMedia({ colorScheme: "light" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
});

test("打印的台账是白纸黑字，没有导航和筛选", async ({ page }) => {
  await signInAs(page, "office");
  const { id } = await samplePilot(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(`/p/${id}/ledger`);
  await page.locator("[data-row-link]").first().waitFor();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("tbody tr[data-row]")).toHaveCount(4);
  await expect(page.getByRole("grid")).toHaveCount(0);
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await expect(page.getByRole("search")).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const tasks = await page.locator("tbody tr[data-row] td:nth-child(2)").first().boundingBox();
  expect(tasks?.width).toBeGreaterThan(300);
  expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe("rgb(30, 29, 27)");
});

test("英文大字的手机上，各页都不需要左右滚动，看得出在哪个试点", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs(page, "office");
  const { items } = await (await page.request.get("/api/v1/programmes")).json();
  const pilot = items.find((one: { demo: boolean; taskCount: number }) => one.demo && one.taskCount > 50);
  const tasks = await (await page.request.get(`/api/v1/programmes/${pilot.id}/tasks?limit=1`)).json();
  await page.addInitScript(() =>
    localStorage.setItem("shidian.preferences", JSON.stringify({ language: "en", typeSize: "large" })),
  );
  const within = ["overview", "plan", `tasks/${tasks.items[0].id}`].map((path) => `/p/${pilot.id}/${path}`);
  for (const path of [...within, "/search", "/notices/settings", "/units"]) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await page.waitForLoadState("networkidle");
    expect(await sidewaysPixels(page), path).toBe(0);
  }
  await page.goto(within[0] as string);
  const name = await page.getByRole("combobox", { name: "Switch programme" }).boundingBox();
  expect(name?.width).toBeGreaterThan(300);
});
