// The fictional pilots stand behind the real one, say on every screen and sheet what they are, and give each official work.
import { expect, type Page, test } from "./journey.ts";
import { signInAs } from "./official.ts";

/** The fictional services pilot, as the signed-in official sees it. */
async function fictionalPilot(page: Page): Promise<string> {
  const { items } = await (await page.request.get("/api/v1/programmes")).json();
  return items.find((one: { demo: boolean }) => one.demo).id;
}

test("登录后先到真实方案，不标演示数据", async ({ page }) => {
  await signInAs(page, "office");
  await page.goto("/");
  const heading = page.getByRole("heading", { name: "重庆市服务业扩大开放综合试点工作方案" }).first();
  await expect(heading).toBeVisible();
  await expect(page.getByRole("banner").getByText("演示数据", { exact: true })).toHaveCount(0);
});

for (const place of ["plan", "ledger", "ledger?view=timeline", "ledger?view=board"])
  test(`虚构试点的每个页面和每张打印件都标演示数据：${place}`, async ({ page }) => {
    await signInAs(page, "office");
    await page.goto(`/p/${await fictionalPilot(page)}/${place}`);
    await expect(page.getByRole("banner").getByText("演示数据", { exact: true })).toBeVisible();
    await page.emulateMedia({ media: "print" });
    await expect(page.locator(".print-mark")).toBeVisible();
    await expect(page.locator(".print-mark")).toHaveText("演示数据");
  });

test("推进组在虚构试点看到本领域的十项任务", async ({ page }) => {
  await signInAs(page, "group");
  await page.goto(`/p/${await fictionalPilot(page)}/ledger`);
  await expect(page.locator("[data-row-link]")).toHaveCount(10);
});
