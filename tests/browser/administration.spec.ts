// The three administrators, each with their own part: one opens an account, one grants the duty, one reads the trail and verifies it.
import { expect, test } from "./journey.ts";
import { expectAccessible, signInAs } from "./official.ts";

test("系统管理员开户，安全管理员授予职责，审计管理员看到全过程并核验", async ({ page }) => {
  await signInAs(page, "system");
  await page.goto("/");
  await page.getByRole("link", { name: "账户" }).click();
  await page.getByRole("button", { name: "开立账户" }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("button", { name: "开立账户" }).click();
  await expect(form.getByText("请填写姓名")).toBeVisible();
  await form.getByLabel("单位").fill("市财政局");
  await page.getByTitle("重庆市财政局").click();
  await form.getByLabel("姓名").fill("演示开户人");
  await form.getByLabel("用户名").fill("demo-opened");
  await form.getByRole("button", { name: "开立账户" }).click();
  await expect(page.getByRole("dialog").locator("code")).toHaveText(/.{12,}/);
  await expectAccessible(page);
  await page.getByRole("button", { name: "关闭" }).click();
  await page.getByRole("searchbox").fill("演示开户人");
  await expect(page.getByRole("row", { name: /演示开户人/ })).toContainText("待改初始密码");

  await signInAs(page, "security");
  await page.goto("/accounts");
  await page.getByRole("searchbox").fill("演示开户人");
  await page.getByRole("button", { name: "办理 演示开户人" }).click();
  const one = page.getByRole("dialog");
  await expect(one.getByRole("button", { name: /重置密码|停用/ })).toHaveCount(0);
  await one.getByLabel("单位").fill("市财政局");
  await page.getByTitle("重庆市财政局").click();
  await one.getByLabel("职责").selectOption({ label: "单位联络员" });
  await one.getByRole("button", { name: "授予职责" }).click();
  await expect(one.getByText("市财政局 单位联络员")).toBeVisible();
  await expectAccessible(page);

  await signInAs(page, "audit");
  await page.goto("/audit");
  await page.getByRole("searchbox").fill("duty.granted");
  const row = page.getByRole("row", { name: /duty\.granted/ }).first();
  await expect(row).toContainText("朱守正");
  await row.getByRole("button", { name: /只看此对象/ }).click();
  await page.getByRole("searchbox").fill("account.opened");
  await expect(page.getByRole("row", { name: /account\.opened/ })).toHaveCount(1);
  await page.getByRole("button", { name: "核验审计记录" }).click();
  await expect(page.getByRole("note")).toContainText("核验通过");
  await expectAccessible(page);
});

test("没有管理员职责的人没有这些入口", async ({ page }) => {
  await signInAs(page, "office");
  await page.goto("/units");
  await expect(page.getByRole("link", { name: "单位", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: /^账户$|^审计$/ })).toHaveCount(0);
});
