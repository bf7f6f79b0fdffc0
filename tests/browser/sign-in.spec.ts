// Everybody gets in and lands where their work is; nobody gets in, or anywhere else, by a wrong password or a crafted link.

import { type DemoOfficial, demoOfficials } from "../../src/domain/accounts/model.ts";
import { expect, test } from "./journey.ts";
import { signInAs } from "./official.ts";

const steering: readonly DemoOfficial[] = ["office", "group"];
const fillingIn: readonly DemoOfficial[] = ["lead", "support", "district"];
const atWorkOnThePlan: readonly DemoOfficial[] = [...steering, ...fillingIn];
/** Those who steer begin with the plan, those who fill in with what they owe. */
const beginningOf = (name: DemoOfficial) =>
  steering.includes(name) ? /\/p\/[0-9a-f-]+\/plan/ : fillingIn.includes(name) ? /\/inbox$/ : /\/units/;

for (const [name, label] of Object.entries(demoOfficials) as [DemoOfficial, { zh: string }][])
  test(`${label.zh}一键进入`, async ({ page }) => {
    await page.goto("/sign-in");
    await page.getByRole("button", { name: label.zh, exact: true }).click();
    const nav = page.getByRole("navigation", { name: "主导航" });
    await expect(nav.getByRole("link", { name: "单位", exact: true })).toBeVisible();
    await expect(nav.getByRole("link", { name: "台账" })).toBeVisible({ visible: atWorkOnThePlan.includes(name) });
    await expect(nav.getByRole("link", { name: "导入" })).toBeVisible({ visible: name === "office" });
    await expect(page).toHaveURL(beginningOf(name));
    await page.getByRole("button", { name: /用户菜单/ }).click();
    await page.getByRole("button", { name: "退出" }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    expect((await page.request.get("/api/v1/units")).status()).toBe(401);
  });

test("密码错误时说明原因，并保留已填的用户名", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "用户名" }).fill("nobody.here");
  await page.getByRole("textbox", { name: "密码" }).fill("not-the-password");
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("用户名或密码不正确");
  await expect(page.getByRole("alert")).toContainText("请求编号");
  await expect(page.getByRole("textbox", { name: "用户名" })).toHaveValue("nobody.here");
});

test("退出之后才到的拒绝不改变去处：再登录到自己的首页", async ({ page }) => {
  await signInAs(page, "office");
  await page.goto("/units");
  // The way to the sign-in page takes its time, and what the old page still asks is refused meanwhile.
  await page.route("**/assets/page-sign-in*", async (route) => {
    await page.waitForResponse((answer) => answer.status() === 401);
    await route.continue();
  });
  await page.getByRole("button", { name: /用户菜单/ }).click();
  await page.getByRole("button", { name: "退出" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.getByRole("button", { name: "专班办公室" }).click();
  await expect(page).toHaveURL(/\/plan$/);
});

test("未登录时回到登录页，登录后回到原来的地址", async ({ page }) => {
  await page.goto("/units?kind=district");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByRole("button", { name: demoOfficials.office.zh, exact: true }).click();
  await expect(page).toHaveURL(/\/units\?kind=district$/);
});

for (const next of ["//example.org/", "/\\example.org", "https://example.org/"])
  test(`登录链接不能把人带到别处：${next}`, async ({ page, baseURL }) => {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await page.getByRole("button", { name: demoOfficials.office.zh, exact: true }).click();
    await expect(page).toHaveURL(/\/p\//);
    expect(new URL(page.url()).origin).toBe(baseURL);
  });
