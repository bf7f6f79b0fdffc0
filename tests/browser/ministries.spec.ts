// From a task that needs national authority and nobody took up, to the ministry's reply and what it brings about.
import { expect, test } from "./journey.ts";
import { ask, expectAccessible, samplePilot, sidewaysPixels, signInAs } from "./official.ts";

test("尚未对接的任务：登记、报送、记录沟通、登记答复并交办；任务页看得到", async ({ page }) => {
  await signInAs(page, "office");
  const { id, tasks } = await samplePilot(page);
  const task = tasks[1] as (typeof tasks)[number];
  const path = `/programmes/${id}/tasks/${task.id}`;
  await ask(page, "PATCH", path, { body: { needsNational: true }, version: task.version });

  await signInAs(page, "lead");
  await page.goto(`/p/${id}/tasks/${task.id}`);
  await expect(page.getByRole("main")).toContainText("该任务需国家授权，尚未对接");
  await page.goto(`/p/${id}/ministries`);
  await page
    .getByRole("region", { name: "尚未对接" })
    .getByRole("button", { name: /登记对接/ })
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("国家部委").fill("科技部");
  await dialog.getByLabel("争取事项").fill("授权开展成果单列管理（演示数据）");
  await dialog.getByLabel("需突破的条款").fill("《促进科技成果转化法》第十八条");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "登记对接事项" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("授权开展成果单列管理");
  const address = page.url();

  await page.getByRole("button", { name: "登记报送" }).click();
  await dialog.getByLabel("文号").fill("渝科函〔2026〕12号（演示）");
  await dialog.getByLabel("标题或事由").fill("关于商请支持的函");
  await dialog.getByRole("button", { name: "登记报送" }).click();
  await expect(dialog.getByRole("alert")).toContainText("请选择下次跟进");
  await dialog.getByLabel("下次跟进").fill("2035-12-31");
  await dialog.getByRole("button", { name: "登记报送" }).click();
  await expect(page.getByRole("region", { name: "报送文函" })).toContainText("渝科函〔2026〕12号");

  await page.getByRole("main").getByRole("button", { name: "记录沟通" }).click();
  await dialog.getByLabel("下次跟进").fill("2036-01-31");
  await dialog.getByLabel("沟通情况").fill("已赴部汇报");
  await dialog.getByRole("button", { name: "记录沟通" }).click();
  await expect(page.getByRole("main")).toContainText("沟通中");

  await page.getByRole("main").getByRole("button", { name: "登记答复" }).click();
  await dialog.getByLabel("答复结果").selectOption({ label: "部分同意" });
  await dialog.getByLabel("答复要点").fill("同意先行试点");
  await dialog.getByLabel("答复后要办的事").fill("制定实施细则（演示数据）");
  await dialog.getByRole("button", { name: "登记答复" }).click();
  await expect(dialog.getByRole("alert")).toContainText("请选择由谁办");
  await dialog.getByLabel("由谁办").click();
  await dialog.getByLabel("由谁办").fill("教育委员会");
  await page.locator(".ant-select-item-option").filter({ hasText: "重庆市教育委员会" }).first().click();
  await dialog.getByRole("button", { name: "登记答复" }).click();
  await expect(page.getByRole("main")).toContainText("已答复：部分同意");
  await expect(page.getByRole("region", { name: "答复后要办的事" })).toContainText("制定实施细则");
  await expectAccessible(page);

  await page.goto(`/p/${id}/tasks/${task.id}`);
  await expect(page.getByRole("region", { name: "部委对接" })).toContainText("已答复：部分同意");
  await expectAccessible(page);
  await signInAs(page, "support");
  await page.goto(`/p/${id}/matters?side=toAnswer`);
  await expect(page.getByRole("link", { name: /制定实施细则/ })).toBeVisible();

  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs(page, "lead");
  await page.goto(address);
  await page.getByRole("heading", { level: 1 }).waitFor();
  expect(await sidewaysPixels(page)).toBeLessThanOrEqual(0);
});
