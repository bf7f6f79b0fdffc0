// The office finds a unit by any of its names, adds one below another, and records that a unit was taken over.
import { expect, test } from "./journey.ts";
import { signInAs } from "./official.ts";

test("按简称找到单位，看到全称", async ({ page }) => {
  await signInAs(page, "office");
  await page.goto("/units");
  await page.getByRole("searchbox").fill("市科技局");
  await page.getByRole("link", { name: /重庆市科学技术局/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("重庆市科学技术局");
  await expect(page.getByRole("region", { name: "名称" })).toContainText("市科技局");
});

test("新增单位，再登记由另一单位承接，原单位的历史保留", async ({ page }) => {
  await signInAs(page, "office");
  await page.goto("/units");
  await page.getByRole("button", { name: "新增单位" }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("button", { name: "保存" }).click();
  await expect(form.getByRole("alert")).toContainText("请填写全称");
  await form.getByLabel("全称").fill("演示数据科创服务中心");
  await form.getByLabel("上级单位").fill("科学技术局");
  await page.getByTitle("重庆市科学技术局").click();
  await form.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("演示数据科创服务中心");
  await expect(page.getByRole("link", { name: "重庆市科学技术局" })).toBeVisible();

  await page.getByRole("button", { name: "登记单位变更" }).click();
  const change = page.getByRole("dialog");
  await change.getByLabel("承接单位").fill("科学技术局");
  await page.getByTitle("重庆市科学技术局").click();
  await change.getByLabel("生效日期").fill("2024-05-01");
  await change.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("note")).toContainText("由重庆市科学技术局承接");
  await expect(page.getByRole("region", { name: "沿革" })).toContainText("演示数据科创服务中心 → 重庆市科学技术局");
});

test("没有该职责的人看不到新增和变更", async ({ page }) => {
  await signInAs(page, "lead");
  await page.goto("/units?kind=department");
  await page.locator(".unit-line").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("button", { name: /新增单位|编辑单位|登记单位变更/ })).toHaveCount(0);
});
