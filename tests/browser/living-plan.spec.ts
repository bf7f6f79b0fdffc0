// The plan as a living document: walked by keyboard, searched, filtered, linked, read as of a day, printed clean.
import { expect, test } from "./journey.ts";
import { ask, expectAccessible, samplePilot, sidewaysPixels, signInAs } from "./official.ts";

const goalSentence = /经过3年试点/;

test.beforeEach(async ({ page }) => {
  await signInAs(page, "office");
  const { id } = await samplePilot(page);
  await page.goto(`/p/${id}/plan`);
  await page.locator(".paper h1").waitFor();
});

test("逐句走：方向键移动，右侧随之说明，地址可以发给同事", async ({ page }) => {
  const panel = page.getByRole("complementary", { name: "这一句背后" });
  await page.getByRole("button", { name: goalSentence }).focus();
  await page.keyboard.press("Enter");
  await expect(panel).toContainText("方案提出 86 项");
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("button", { name: /工作目标/ })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(panel.locator("blockquote")).toContainText("全面融入和服务新时代西部大开发");
  await expect(panel).toContainText("暂无任务或记录");
  await expect(page).toHaveURL(/at=/);
  await page.reload();
  await expect(page.locator('[aria-pressed="true"]')).toContainText("全面融入和服务新时代西部大开发");
  await expect(page.locator('[aria-pressed="true"]')).toBeInViewport();
});

test("附件每一项都有状态和灯，回车打开它的任务", async ({ page }) => {
  await page.locator(".paper [tabindex='0'][data-stop], .paper [data-stop] [tabindex='0']").first().focus();
  await page.keyboard.press("End");
  const row = page.locator("tr.is-selected");
  await expect(row).toContainText("组合式质押贷款");
  await expect(row).toContainText("未启动");
  await expect(page.getByRole("complementary", { name: "这一句背后" })).toContainText("市知识产权局");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/tasks\//);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("组合式质押贷款");
});

test("正文与附件不符之处，写在原处并说明怎么办", async ({ page }) => {
  const box = page.getByRole("complementary", { name: "待核事项" }).first();
  await expect(box).toContainText("正文称 86 项");
  await expect(box.getByRole("link", { name: "导入附件" })).toBeVisible();
});

test("斜杠查找，回车逐处走", async ({ page }) => {
  await page.keyboard.press("/");
  await page.keyboard.type("负面清单");
  await expect(page.locator(".paper mark")).toHaveText("负面清单");
  await page.keyboard.press("Enter");
  await expect(page.locator('[aria-pressed="true"]')).toContainText("市场准入负面清单制度");
  await expect(page.locator('[aria-pressed="true"]')).toBeInViewport();
});

test("只看空白句；把任务关联上去以后，这一句不再空白，解除后又是空白", async ({ page }) => {
  const sentence = page.getByRole("button", { name: /动态建立储备企业名录/ });
  const panel = page.getByRole("complementary", { name: "这一句背后" });
  const filter = page.getByRole("button", { name: /^只看空白句 \d+$/ });
  const before = Number((await filter.innerText()).replace(/\D/g, ""));
  await sentence.click();
  await panel.getByRole("button", { name: "关联任务" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("searchbox").fill("质押贷款");
  await dialog.getByRole("radio").first().check();
  await dialog.getByRole("button", { name: "关联任务" }).click();
  await expect(dialog).toBeHidden();
  await expect(panel).toContainText("由办公室关联");
  await expect(filter).toHaveText(`只看空白句 ${before - 1}`);
  await filter.click();
  await expect(sentence).toBeHidden();
  await expect(page.getByRole("button", { name: /做好企业服务/ })).toBeVisible();
  await filter.click();
  await sentence.click();
  await panel.getByRole("button", { name: "解除关联" }).click();
  await expect(panel).toContainText("暂无任务或记录");
  await expect(filter).toHaveText(`只看空白句 ${before}`);
});

test("非办公室人员看得到方案，不能关联；直接调用也被拒绝", async ({ page }) => {
  await signInAs(page, "lead");
  const { id, tasks } = await samplePilot(page);
  await page.goto(`/p/${id}/plan`);
  await page.getByRole("button", { name: /动态建立储备企业名录/ }).click();
  const panel = page.getByRole("complementary", { name: "这一句背后" });
  await expect(panel).toContainText("请专班办公室");
  await expect(panel.getByRole("button", { name: "关联任务" })).toHaveCount(0);
  const answer = await ask(page, "POST", `/programmes/${id}/plan/links`, {
    body: { contentKey: "x", targetKind: "task", targetId: tasks[0]?.id },
  });
  expect(answer.status()).toBe(403);
});

test("打印出来只有方案本身", async ({ page }) => {
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("navigation", { name: "目录" })).toBeHidden();
  await expect(page.locator(".behind")).toBeHidden();
  await expect(page.locator(".goal-chip").first()).toBeHidden();
  await expect(page.locator(".finding").first()).toBeHidden();
  await expect(page.getByText("全面落实", { exact: false }).first()).toBeVisible();
  const [paper, body] = [await page.locator(".paper").boundingBox(), page.viewportSize()];
  expect(paper?.width).toBeGreaterThan((body?.width ?? 0) * 0.9);
});

for (const colorScheme of ["light", "dark"] as const)
  test(`没有阅读障碍 ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
    await page.getByRole("button", { name: goalSentence }).click();
    await expectAccessible(page);
    await page.getByRole("button", { name: "关联任务" }).click();
    await expectAccessible(page);
  });

test.describe("手机上", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });
  test("先是正文；目录是抽屉，句子背后从下方升起", async ({ page }) => {
    await expect(page.getByRole("navigation", { name: "目录" })).toBeHidden();
    await page.getByRole("button", { name: "目录" }).click();
    await page
      .getByRole("navigation", { name: "目录" })
      .getByRole("link", { name: /工作目标/ })
      .click();
    await expect(page.getByRole("navigation", { name: "目录" })).toBeHidden();
    await page.getByRole("button", { name: goalSentence }).click();
    const sheet = page.getByRole("complementary", { name: "这一句背后" });
    await expect(sheet).toBeVisible();
    await expect(sheet).toContainText("方案提出 86 项");
    await sheet.getByRole("button", { name: "关闭" }).click();
    await expect(sheet).toBeHidden();
    expect(await sidewaysPixels(page)).toBe(0);
  });
});
