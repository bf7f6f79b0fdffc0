// A meeting from its agenda to its decisions: made from the data, trimmed and added to, settled, held, minuted; the decision answered.
import { expect, test } from "./journey.ts";
import { ask, expectAccessible, samplePilot, sidewaysPixels, signInAs } from "./official.ts";

test("办公室安排调度会：生成议程、删减补充、定稿、召开、印发纪要；议定事项由单位答复后归档", async ({ page }) => {
  await signInAs(page, "office");
  const { id } = await samplePilot(page);
  const units = await (await page.request.get("/api/v1/units?limit=200&q=科学技术局")).json();
  const matter = await ask(page, "POST", `/programmes/${id}/matters`, {
    body: { what: "请报送三季度进展（演示数据）", toUnitId: units.items[0].id },
  });
  expect(matter.status()).toBe(200);
  await page.goto(`/p/${id}/meetings`);
  await page.getByRole("button", { name: "安排会议" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("会议类型").selectOption({ label: "现场办公" });
  await dialog.getByLabel("会议名称").fill("赴科技局现场办公（演示数据）");
  const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" });
  await dialog.getByLabel("日期").fill(today);
  await dialog.getByLabel("地点").fill("市科技局三楼会议室");
  await dialog.getByLabel("主持人").fill("周明远");
  await dialog.getByLabel("添加参会单位").click();
  await dialog.getByLabel("添加参会单位").fill("科学技术局");
  await page.locator(".ant-select-item-option").filter({ hasText: "重庆市科学技术局" }).first().click();
  await expect(page.locator(".ant-select-dropdown:visible")).toHaveCount(0);
  await expect(dialog).toContainText("近 6 个月没有现场办公");
  await expect(dialog).toContainText("政府督查工作条例");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "安排", exact: true }).click();

  await expect(page.getByRole("heading", { level: 1 })).toContainText("赴科技局现场办公");
  const address = page.url();
  await page.getByRole("button", { name: "由数据生成议程" }).click();
  await expect(page.getByRole("button", { name: "按最新数据重新生成" })).toBeVisible();
  await page.getByRole("button", { name: "编排议程", exact: true }).click();
  await page.getByLabel("补充议题").fill("听取科技局汇报");
  await page.getByRole("button", { name: "加入" }).click();
  await page.getByRole("button", { name: "上移：听取科技局汇报" }).click();
  await page.getByRole("button", { name: "保存议程" }).click();
  await expect(page.locator(".meeting-item").filter({ hasText: "听取科技局汇报" })).toBeVisible();
  for (const name of ["议程定稿", "记为已召开"]) {
    await page.getByRole("main").getByRole("button", { name, exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
    await expect(page.getByRole("dialog")).toBeHidden();
  }
  await expect(page.getByRole("main")).toContainText("（到会）");

  await page.getByRole("button", { name: "填写纪要" }).click();
  await page.getByLabel("会议总述").fill("会议听取汇报并作出部署。");
  await page.getByLabel("结论：听取科技局汇报").fill("月底前补齐方案");
  await page.getByRole("button", { name: "加一项议定事项：听取科技局汇报" }).click();
  await page.getByRole("button", { name: "印发纪要" }).click();
  await expect(page.getByRole("alert")).toContainText("须写明办什么、谁办");
  await page.getByLabel("办什么").fill("月底前印发实施方案（演示数据）");
  await page.getByLabel("谁办").click();
  await page.getByLabel("谁办").fill("科学技术局");
  await page.locator(".ant-select-item-option").filter({ hasText: "重庆市科学技术局" }).first().click();
  await expect(page.locator(".ant-select-dropdown:visible")).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: "印发纪要" }).click();
  await expect(page.getByRole("region", { name: "议定事项" })).toContainText("待承接");
  await expectAccessible(page);

  await signInAs(page, "lead");
  await page.goto(address);
  await page.getByRole("link", { name: "月底前印发实施方案（演示数据）" }).click();
  await page.getByRole("button", { name: "办理答复" }).click();
  await page.getByRole("dialog").locator("textarea").fill("方案已印发");
  await page.getByRole("dialog").getByRole("button", { name: "办理答复" }).click();
  await expect(page.getByRole("main")).toContainText("已答复，待确认");
  const decision = page.url();

  await signInAs(page, "office");
  await page.goto(decision);
  await expect(page.getByRole("link", { name: /会议议定：赴科技局现场办公/ })).toBeVisible();
  await page.getByRole("button", { name: "确认办结" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "确认办结" }).click();
  await page.goto(address);
  await page.getByRole("main").getByRole("button", { name: "办结归档" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "办结归档" }).click();
  await expect(page.getByRole("main")).toContainText("议定事项已办结");
});

test.describe("手机", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });
  test("会议页和安排会议不需要左右滚动", async ({ page }) => {
    await signInAs(page, "office");
    const { id } = await samplePilot(page);
    await page.goto(`/p/${id}/meetings`);
    await page.locator("[data-row-link]").first().click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    const wide = () => sidewaysPixels(page);
    expect(await wide()).toBeLessThanOrEqual(0);
    await page.goto(`/p/${id}/meetings`);
    await page.getByRole("button", { name: "安排会议" }).click();
    await page.getByRole("dialog").waitFor();
    expect(await wide()).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });
});
