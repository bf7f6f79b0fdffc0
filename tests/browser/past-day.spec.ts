// The overview of a past day: each figure of orders, reports, matters and ratings opens the list of that day with as many rows.
import type { Overview } from "../../src/domain/overview/model.ts";
import { expect, type Page, test } from "./journey.ts";
import { expectAccessible, sidewaysPixels, signInAs } from "./official.ts";

const dayBefore = (days: number) => new Date(Date.now() - days * 86_400_000).toLocaleDateString("sv-SE");

/** A day of the fictional pilot on which orders were open, matters pending and a round at hand; how many, depends on the day. */
async function busyDay(page: Page): Promise<{ id: string; day: string; overview: Overview }> {
  const { items } = await (await page.request.get("/api/v1/programmes")).json();
  const { id } = items.find((one: { demo: boolean; taskCount: number }) => one.demo && one.taskCount > 50);
  for (const days of [14, 30, 45, 60, 90, 120]) {
    const day = dayBefore(days);
    const overview: Overview = await (await page.request.get(`/api/v1/programmes/${id}/overview?asOf=${day}`)).json();
    const { orders, matters, round } = overview.delivery;
    if (Object.values(orders).some(({ count }) => count > 0) && matters.pending > 0 && round)
      return { id, day, overview };
  }
  throw new Error("no day on which orders were open, matters pending and a round at hand");
}

const box = (page: Page) => page.locator("section[aria-labelledby=overview-delivery]");

test("过去某天的总览，点数字打开那一天的清单，条数一致；点开一条说明是现在的情况；可回到今天", async ({ page }) => {
  test.setTimeout(90_000);
  await signInAs(page, "office");
  const { id, day, overview } = await busyDay(page);
  const past = `/p/${id}/overview?asOf=${day}`;
  await page.goto(past);
  for (const link of await box(page).getByRole("link").all())
    expect(await link.getAttribute("href")).toContain(`asOf=${day}`);

  const [grade, { count }] = Object.entries(overview.delivery.orders).find(([, one]) => one.count > 0) ?? [
    "",
    { count: 0 },
  ];
  await box(page).locator(`a[href*="grade=${grade}&state="]`).click();
  await expect(page.getByRole("note")).toContainText("督办单，只读");
  await expect(page.locator("[data-row-link]")).toHaveCount(count);
  await expectAccessible(page);
  await page.locator("[data-row-link]").first().focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/orders/.*asOf=${day}`));
  await expect(page.getByRole("note").first()).toContainText("以下是现在的情况");
  await page.getByRole("link", { name: "督办单" }).last().click();
  await expect(page).toHaveURL(new RegExp(`asOf=${day}`));
  await page.getByRole("note").getByRole("button", { name: "回到今天" }).click();
  await expect(page).not.toHaveURL(/asOf/);
  await expect(page.getByRole("note")).toHaveCount(0);

  await page.goto(past);
  await box(page).locator(`a[href*="/matters?asOf"]`).click();
  await expect(page.getByRole("note")).toContainText("协调事项，只读");
  await expect(page.locator("[data-row-link]")).toHaveCount(overview.delivery.matters.pending);
  await expect(page.getByRole("button", { name: "提出协调事项" })).toHaveCount(0);
  await expectAccessible(page);

  await page.goto(past);
  const { round } = overview.delivery;
  await box(page).locator(`a[href*="/rounds/"]`).first().click();
  await expect(page.getByRole("heading", { level: 1, name: round?.title ?? "" })).toBeVisible();
  await expect(page.locator(".reports-table tbody tr")).toHaveCount(round?.owed ?? 0);
  await expectAccessible(page);

  await page.goto(past);
  await box(page).locator(`a[href*="/ratings"]`).click();
  await expect(page.locator("section[aria-labelledby=ratings-divergence] li")).toHaveCount(overview.delivery.diverging);
  await expect(page.locator("#ratings-waiting")).toHaveCount(0);
});

test("地址里的日期写错：说明哪里不对，页面不坏，可回到今天", async ({ page }) => {
  await signInAs(page, "office");
  const { items } = await (await page.request.get("/api/v1/programmes")).json();
  for (const list of ["ledger", "orders", "matters", "meetings", "overview"]) {
    await page.goto(`/p/${items[0].id}/${list}?asOf=2026-13-45`);
    await expect(page.getByRole("alert"), list).toContainText("asOf");
    await page.getByRole("button", { name: "回到今天" }).first().click();
    await expect(page.getByRole("alert"), list).toHaveCount(0);
  }
});

test.describe("手机", () => {
  test.use({ viewport: { width: 390, height: 844 }, colorScheme: "dark" });

  test("那一天的清单在手机上不需要左右滚动，深色没有障碍", async ({ page }) => {
    await signInAs(page, "office");
    const { id, day, overview } = await busyDay(page);
    for (const path of ["orders", "matters", "meetings", "ratings", `rounds/${overview.delivery.round?.id}`]) {
      await page.goto(`/p/${id}/${path}?asOf=${day}`);
      await page.getByRole("note").first().waitFor();
      await page.waitForLoadState("networkidle");
      expect(await sidewaysPixels(page), path).toBe(0);
      await expectAccessible(page);
    }
  });
});
