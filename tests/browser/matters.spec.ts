// A matter from ask to settled by two units, with a referral on the way; the same list on a phone; readable for everybody.
import { expect, type Page, test } from "./journey.ts";
import { expectAccessible, samplePilot, sidewaysPixels, signInAs } from "./official.ts";

async function chooseUnit(page: Page, label: string, text: string, name: string): Promise<void> {
  const select = page.getByRole("dialog").getByLabel(label);
  await select.click();
  await select.fill(text);
  await page.locator(".ant-select-item-option").filter({ hasText: name }).first().click();
}

async function act(page: Page, name: string, note?: string): Promise<void> {
  await page.getByRole("main").getByRole("button", { name, exact: true }).click();
  const dialog = page.getByRole("dialog");
  if (note) await dialog.locator("textarea").last().fill(note);
  await dialog.getByRole("button", { name, exact: true }).click();
  await expect(dialog).toBeHidden();
}

test("科技局从任务页提出，教委转办给渝中区，渝中区答复，科技局退回一次后确认办结", async ({ page }) => {
  await signInAs(page, "lead");
  const { id, tasks } = await samplePilot(page);
  await page.goto(`/p/${id}/tasks/${tasks[0]?.id}`);
  await page.getByRole("button", { name: "提出协调事项" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "提出", exact: true }).click();
  await expect(dialog.getByRole("alert").first()).toContainText("请填写请求事项");
  await dialog.getByLabel("请求事项").fill("请提供拟设研发机构名单（演示数据）");
  await chooseUnit(page, "承办单位", "教育委员会", "重庆市教育委员会");
  await dialog.getByLabel("办理时限").fill("2035-12-31");
  await dialog.getByRole("button", { name: "提出", exact: true }).click();
  const line = page.getByRole("link", { name: "请提供拟设研发机构名单（演示数据）" });
  await expect(line).toBeVisible();
  await line.click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("请提供拟设研发机构名单");
  const address = page.url();
  // Who asked has nothing to answer.
  await expect(page.getByRole("button", { name: "办理答复" })).toBeHidden();

  await signInAs(page, "support");
  await page.goto(`/p/${id}/matters?side=toAnswer`);
  await page.getByRole("link", { name: /请提供拟设研发机构名单/ }).click();
  const sheet = page.getByRole("complementary");
  await expect(sheet).toContainText("待承接");
  await sheet.getByRole("button", { name: "转办" }).click();
  await chooseUnit(page, "承办单位", "渝中", "渝中区");
  await page.getByRole("dialog").locator("textarea").fill("名单由区里掌握");
  await page.getByRole("dialog").getByRole("button", { name: "转办", exact: true }).click();
  await expect(sheet).toContainText("市教委 转 渝中区");

  await signInAs(page, "district");
  await page.goto(address);
  await act(page, "承接");
  await expectAccessible(page);
  await act(page, "办理答复", "名单共 12 家");
  await expect(page.getByRole("main")).toContainText("已答复，待确认");
  await expect(page.getByRole("button", { name: "确认办结" })).toBeHidden();

  await signInAs(page, "lead");
  await page.goto(address);
  await act(page, "退回重办", "缺联系人");
  await signInAs(page, "district");
  await page.goto(address);
  await act(page, "办理答复", "已补联系人");
  await signInAs(page, "lead");
  await page.goto(address);
  await act(page, "确认办结");
  await expect(page.getByRole("main")).toContainText("已办结");
  await page.goto(`/p/${id}/matters?state=all`);
  await page.locator("[data-row-link]").first().waitFor();
  await expectAccessible(page);
});

test.describe("手机", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: "dark" });
  test("调度各页不需要左右滚动，深色也看得清", async ({ page }) => {
    await signInAs(page, "office");
    const { id } = await samplePilot(page);
    for (const path of ["matters?state=all", "meetings", "ministries?state=all"]) {
      await page.goto(`/p/${id}/${path}`);
      await page.locator("[data-row-link], .empty").first().waitFor();
      const wide = await sidewaysPixels(page);
      expect(wide, path).toBeLessThanOrEqual(0);
      await expectAccessible(page);
    }
  });
});
