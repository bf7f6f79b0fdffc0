// A plan gets a new version: compared side by side, decided where each sentence stands, confirmed; what hung on it is still there.

import type { Import } from "../../src/domain/intake/model.ts";
import type { TaskSummary } from "../../src/domain/tasks/model.ts";
import { expect, type Page, test } from "./journey.ts";
import { ask, expectAccessible, signInAs } from "./official.ts";

/** 演示数据: a city that does not exist. */
const head = (name: string, year: number, goals: number) => `云岭市${name}先行方案(虚构)
云岭政发〔${year}〕${name.charCodeAt(0) + name.length + name.charCodeAt(name.length - 1)}号
云岭市人民政府
${year}年3月12日
一、总体要求
到2033年,全面落实${goals}项重点任务。
二、保障措施
市湖务局会同市商贸局建立工作机制,每${year === 2031 ? "季度" : "月"}通报进展。
附件
任务分工表
序号 | 工作任务 | 牵头单位 | 完成时限 |
`;
const first = (name: string) => `${head(name, 2031, 3)}1 | 建设数字贸易公共服务平台并上线运行 | 市湖务局 | 2031年12月 |
2 | 开通水上巴士夜间航线试点 | 市交通局 | 2031年9月 |
3 | 编制骨干企业名录并动态管理 | 市商贸局 | 2031年6月 |
`;
const second = (name: string) => `${head(name, 2032, 3)}1 | 建设数字贸易综合服务平台并上线运行 | 市数据局 | 2032年6月 |
2 | 编制骨干企业名录并动态管理 | 市商贸局 | 2031年6月 |
3 | 建立跨境数据流动负面清单 | 市数据局 | 2033年6月 |
`;

const settled = async (page: Page, held: Import): Promise<Import> => {
  const findings = held.findings.map(({ key }) => ({ key, settled: true, decision: null }));
  return (await ask(page, "PATCH", `/imports/${held.id}`, { body: { findings }, version: held.version })).json();
};

async function upload(page: Page, text: string): Promise<Import> {
  await page.goto("/imports");
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "云岭方案.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
  await expect(page).toHaveURL(/\/imports\/[0-9a-f-]{36}/);
  const id = page.url().split("/").at(-1);
  const held = await settled(page, await (await page.request.get(`/api/v1/imports/${id}`)).json());
  await page.reload();
  return held;
}

/** The first version, confirmed; its first task is issued, planned and linked to the sentence on the work of the units. */
async function begin(page: Page, name: string) {
  const held = await upload(page, first(name));
  const entered = await ask(page, "POST", `/imports/${held.id}/confirm`, { version: held.version });
  const { programmeId } = await entered.json();
  const path = `/programmes/${programmeId}`;
  const tasks: TaskSummary[] = (await (await page.request.get(`/api/v1${path}/tasks`)).json()).items;
  const task = tasks[0] as TaskSummary;
  await ask(page, "POST", `${path}/tasks/${task.id}/issue`, { version: 1 });
  const milestones = [{ title: "演示里程碑", dueOn: "2031-10-01" }];
  await ask(page, "POST", `${path}/tasks/${task.id}/plan`, { body: { milestones }, version: 2 });
  const plan = await (await page.request.get(`/api/v1${path}/plan`)).json();
  const sentence = plan.elements.find((one: { text: string }) => one.text.includes("每季度通报"));
  const link = { contentKey: sentence.contentKey, targetKind: "task", targetId: task.id };
  expect((await ask(page, "POST", `${path}/plan/links`, { body: link })).ok()).toBe(true);
  return { programmeId: programmeId as string, task };
}

const row = (page: Page, words: string) =>
  page.locator(".pair").filter({ has: page.locator(".pair-text", { hasText: words }) });

test.beforeEach(async ({ page }) => {
  await signInAs(page, "office");
});

test("新版进来：先认出是哪份方案，逐句对照，决定，确认；里程碑和关联都在，删去的有注明", async ({ page }) => {
  const { programmeId, task } = await begin(page, "换版");
  await upload(page, second("换版"));
  await page.getByRole("button", { name: "作为它的新版本对照" }).click();
  await expect(page.getByRole("button", { name: "与现行方案对照" })).toHaveAttribute("aria-pressed", "true");

  const platform = row(page, "综合");
  await expect(platform.locator("del").first()).toHaveText("公共");
  await expect(platform.locator("ins").first()).toHaveText("综合");
  await expect(platform.getByRole("radio", { name: /同一任务/ })).toBeChecked();
  await platform.getByRole("checkbox", { name: "单位照新版改" }).check();
  await expect(platform).toContainText("已决定");
  await expect(row(page, "水上巴士")).toContainText("任务保留，注明新版已无此句");
  await expect(row(page, "负面清单")).toContainText("作为新任务进入台账");
  await expect(page.getByRole("checkbox", { name: /1 条人工关联/ })).toBeChecked();
  await expect(page.getByText(/未变的 \d+ 句/).first()).toBeVisible();

  // Filters and keys.
  await page.getByRole("button", { name: /^. ?删去|删去 1/ }).click();
  await expect(page.locator(".pair")).toHaveCount(1);
  await page.getByRole("button", { name: /全部变化/ }).click();
  await page.locator(".pair").first().focus();
  await page.keyboard.press("j");
  await expect(page.locator(".pair").nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await expect(page.locator(".pair").first()).toBeFocused();

  await expect(page.getByRole("status").filter({ hasText: "已保存" })).toBeVisible();
  await page.getByRole("button", { name: "确认导入" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("沿用，文字随新版");
  await dialog.getByRole("button", { name: "确认导入" }).click();
  await expect(page).toHaveURL(new RegExp(`/p/${programmeId}/plan`));
  await expect(page.getByText("台账中有 1 项任务在现行方案中已无原句")).toBeVisible();
  await expect(page.locator(".s-new").first()).toBeAttached();

  const after = await (await page.request.get(`/api/v1/programmes/${programmeId}/tasks/${task.id}`)).json();
  expect(after).toMatchObject({ state: "issued", planState: "inPlan", milestones: [{ title: "演示里程碑" }] });
  await page.getByRole("link", { name: "在台账中查看" }).click();
  await expect(page.getByText("方案新版已无此句").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "方案新版已无此句" })).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("grid").locator(".plan-mark")).toHaveText("方案新版已无此句");
  await page.goto(`/p/${programmeId}/tasks/${task.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("综合服务平台");
  const story = page.getByRole("list", { name: "经过" }).or(page.locator(".timeline"));
  await expect(story.first()).toContainText("文字随方案新版更新");
  await expect(story.first().locator("del").first()).toContainText("公共服务平台");
  await page.goto(`/p/${programmeId}/plan`);
  await page.getByRole("button", { name: /每月通报进展/ }).click();
  await expect(page.getByRole("complementary", { name: "这一句背后" })).toContainText("综合服务平台");

  // The plan page leads to the same comparison afterwards.
  await page.getByRole("link", { name: "与前一版对照" }).click();
  await expect(page.getByRole("combobox", { name: "原版" })).toContainText("第 1 版");
  await expect(row(page, "水上巴士")).toContainText("新版没有这一句");
});

test("核对时别人已确认新版：说明原因，决定还在，重新对照后确认", async ({ page }) => {
  const { programmeId, task } = await begin(page, "两人");
  const mine = await upload(page, second("两人"));
  await page.getByRole("button", { name: "作为它的新版本对照" }).click();
  await row(page, "综合")
    .getByRole("radio", { name: /当作新任务/ })
    .check();
  await expect(page.getByRole("status").filter({ hasText: "已保存" })).toBeVisible();
  await page.getByRole("button", { name: "确认导入" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "确认导入" })).toBeEnabled();

  const form = { file: { name: "别人的.txt", mimeType: "text/plain", buffer: Buffer.from(first("两人")) } };
  const origin = new URL(page.url()).origin;
  const sent = await page.request.post("/api/v1/imports", { headers: { origin }, multipart: form });
  const theirs = await settled(page, await sent.json());
  const body = { programmeId };
  expect((await ask(page, "POST", `/imports/${theirs.id}/confirm`, { body, version: theirs.version })).ok()).toBe(true);

  await dialog.getByRole("button", { name: "确认导入" }).click();
  await expect(dialog.getByRole("alert")).toContainText("已更新到第 2 版");
  await dialog.getByRole("button", { name: "先看对照" }).click();
  await expect(page.getByText("现行方案 第 2 版")).toBeVisible();
  await expect(
    row(page, "综合")
      .getByRole("radio", { name: /当作新任务/ })
      .first(),
  ).toBeChecked();
  await page.getByRole("button", { name: "确认导入" }).click();
  await dialog.getByRole("button", { name: "确认导入" }).click();
  await expect(page).toHaveURL(new RegExp(`/p/${programmeId}/plan`));
  const kept = await (await page.request.get(`/api/v1/programmes/${programmeId}/tasks/${task.id}`)).json();
  expect(kept).toMatchObject({ planState: "dropped", state: "issued" });
  expect((await (await page.request.get(`/api/v1/imports/${mine.id}`)).json()).state).toBe("confirmed");
});

test("解析漏掉的任务可以补上，选对应的句子或自己写", async ({ page }) => {
  await upload(page, first("补任务"));
  await page.getByRole("tab", { name: /任务/ }).click();
  await page.getByRole("button", { name: /补一项任务/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "补一项任务" }).click();
  await expect(dialog.getByText("请填写任务内容")).toBeVisible();
  await dialog
    .getByRole("combobox", { name: "对应的句子" })
    .selectOption({ label: "市湖务局会同市商贸局建立工作机制,每季度通报进展。" });
  await expect(dialog.getByRole("textbox", { name: "任务内容" })).toHaveValue(/每季度通报进展/);
  await dialog.getByRole("textbox", { name: "牵头单位" }).fill("市湖务局、市商贸局");
  await dialog.getByRole("button", { name: "补一项任务" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("tab", { name: /任务 4/ })).toBeVisible();
  await expect(page.locator(".draft-item").first()).toContainText("每季度通报进展");
  await expect(page.getByRole("status").filter({ hasText: "已保存" })).toBeVisible();
});

for (const [title, viewport] of [
  ["桌面", { width: 1440, height: 900 }],
  ["手机", { width: 390, height: 844 }],
] as const)
  for (const colorScheme of ["light", "dark"] as const)
    test(`对照没有操作障碍，不横向滚动 ${title} ${colorScheme}`, async ({ page }) => {
      const name = `${title}${colorScheme === "dark" ? "夜间" : "白天"}`;
      const { programmeId } = await begin(page, name);
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      const held = await upload(page, second(name));
      await ask(page, "PATCH", `/imports/${held.id}`, { body: { programmeId }, version: held.version });
      await page.goto(`/imports/${held.id}?step=compare`);
      await page.locator(".choice").first().waitFor();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
      await page.getByRole("button", { name: "确认导入" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "确认导入" }).click();
      await expect(page).toHaveURL(new RegExp(`/p/${programmeId}/plan`));
      await page.locator(".s-new").first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
      await page.goto(`/p/${programmeId}/plan/compare`);
      await page.locator(".pair").first().waitFor();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
    });
