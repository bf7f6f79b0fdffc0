// A reporting round as people live it: the office issues it, a unit fills in twelve tasks with the keyboard, it is reviewed and
// returned, mended and accepted; and the same on a phone. 演示数据 throughout.

import type { TaskSummary } from "../../src/domain/tasks/model.ts";
import { expect, type Page, test } from "./journey.ts";
import { ask, expectAccessible, sidewaysPixels, signInAs } from "./official.ts";

/** The fictional pilot of the journeys' server. */
async function fictionalPilot(page: Page): Promise<string> {
  const programmes = await (await page.request.get("/api/v1/programmes")).json();
  const found = programmes.items.find((one: { demo: boolean; taskCount: number }) => one.demo && one.taskCount > 50);
  return found.id;
}

const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toLocaleDateString("sv-SE");

interface Made {
  programmeId: string;
  roundId: string;
}

const open = "issued,signed,inProgress,adjusting,closeRequested,firstReviewed,secondReviewed";

async function openTasks(page: Page, programmeId: string): Promise<TaskSummary[]> {
  const path = `/api/v1/programmes/${programmeId}/tasks?limit=200&status=${open}`;
  return (await (await page.request.get(path)).json()).items;
}

/** Issues a round of tasks that 示例市科技局 takes part in; how many of its own are open depends on the day, so others are shared with it. */
async function issue(page: Page, title: string, tasks = 12): Promise<Made> {
  await signInAs(page, "lead");
  const programmeId = await fictionalPilot(page);
  const own = await openTasks(page, programmeId);
  const unitId = own.flatMap((task) => task.units).find((unit) => unit.shortName === "示例市科技局")?.unitId;
  await signInAs(page, "office");
  const taskIds: string[] = own.slice(0, tasks).map((task) => task.id);
  const others = (await openTasks(page, programmeId)).filter((task) => !own.some((one) => one.id === task.id));
  for (const { id, version, units } of others.slice(0, tasks - taskIds.length)) {
    const kept = units.map(({ unitId, part, ownDuty }) => ({ unitId, part, ...(ownDuty ? { ownDuty } : {}) }));
    const body = { units: [...kept, { unitId, part: "support" }] };
    const shared = await ask(page, "POST", `/programmes/${programmeId}/tasks/${id}/assign`, { version, body });
    expect(shared.status(), await shared.text()).toBe(200);
    taskIds.push(id);
  }
  const body = {
    cycle: "month",
    period: day(0).slice(0, 7),
    title,
    opensOn: day(0),
    dueOn: day(15),
    filter: { taskIds },
  };
  const answer = await ask(page, "POST", `/programmes/${programmeId}/rounds`, { body });
  expect(answer.status(), await answer.text()).toBe(200);
  return { programmeId, roundId: (await answer.json()).id };
}

async function openOwnReport(page: Page, { programmeId, roundId }: Made): Promise<void> {
  await signInAs(page, "lead");
  await page.goto(`/p/${programmeId}/rounds/${roundId}`);
  await page.getByRole("link", { name: "填报" }).click();
  await page.locator(".fill-row").first().waitFor();
}

/** Writes something into every row by keys alone: j to the row, Enter into the text, Ctrl+Enter to the next. */
async function fillByKeys(page: Page, count: number, text: (n: number) => string): Promise<void> {
  await page.locator(".fill-row").first().focus();
  await page.keyboard.press("Enter");
  for (let n = 0; n < count; n += 1) {
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(text(n));
    // The next step is one field on.
    await page.keyboard.press("Tab");
    await page.keyboard.type("按计划推进");
    await page.keyboard.press("ControlOrMeta+Enter");
  }
}

test("填报本单位各项：全程键盘，五分钟之内；提交前缺什么写在那一条上", async ({ page }) => {
  test.setTimeout(120_000);
  const made = await issue(page, "键盘填报（演示数据）");
  await openOwnReport(page, made);
  const rows = 12;
  await expect(page.locator(".fill-row")).toHaveCount(rows);
  await expectAccessible(page);

  await page.getByRole("button", { name: "提交", exact: true }).click();
  await expect(page.getByText(`还有 ${rows} 处没有填完`)).toBeVisible();
  await expect(page.locator(".fill-row.is-lacking")).toHaveCount(rows);

  const begun = Date.now();
  await fillByKeys(page, rows, (n) => `演示进展第 ${n + 1} 项：完成对接并签约。`);
  await expect(page.getByText(`${rows} 项，已填 ${rows} 项`)).toBeVisible();
  await expect(page.locator(".fill-saved")).toContainText("已保存");
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "已提交，等待审核" })).toBeVisible();
  const seconds = Math.round((Date.now() - begun) / 1000);
  console.log(`${rows} tasks filled in and submitted with the keyboard in ${seconds} s of machine typing`);
  expect(seconds).toBeLessThan(300);
});

test("断网时草稿存在本机，重新打开还在，恢复后自动上传", async ({ page, context }) => {
  const made = await issue(page, "断网填报（演示数据）", 2);
  await openOwnReport(page, made);
  const text = page.getByRole("textbox", { name: /本期进展/ }).first();
  await context.setOffline(true);
  await text.fill("断网时写下的进展");
  await expect(page.getByText("1 条草稿存在本机")).toBeVisible();
  const kept = await page.evaluate(() =>
    Object.entries(localStorage)
      .map((entry) => entry.join(" "))
      .join(),
  );
  expect(kept).toContain("断网时写下的进展");
  await context.setOffline(false);
  await expect(page.locator(".fill-saved")).toContainText("已保存", { timeout: 20_000 });
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("shidian.report"))),
  ).toEqual([]);
  await page.reload();
  await expect(text).toHaveValue("断网时写下的进展");
});

test("两人同填一条：后保存的看到对方写的，自己写的还在", async ({ page, browser }) => {
  const made = await issue(page, "两人同填（演示数据）", 2);
  await openOwnReport(page, made);
  const other = await (await browser.newContext()).newPage();
  await openOwnReport(other, made);
  const first = (one: Page) => one.getByRole("textbox", { name: /本期进展/ }).first();
  // What the other saves appears by itself within a moment; only somebody cut off writes without knowing of it.
  await page.context().setOffline(true);
  await first(page).fill("乙写的进展");
  await expect(page.locator(".fill-saved")).not.toContainText("已保存");
  await first(other).fill("甲写的进展");
  await expect(other.locator(".fill-saved")).toContainText("已保存");
  await page.context().setOffline(false);
  await expect(page.getByText("对方写的：甲写的进展")).toBeVisible();
  await expect(page.getByText("您写的：乙写的进展")).toBeVisible();
  await page.getByRole("button", { name: "保留我写的" }).click();
  await expect(page.locator(".fill-saved")).toContainText("已保存");
  await other.reload();
  await expect(first(other)).toHaveValue("乙写的进展");
  await other.context().close();
});

test("审核并退回：上期与本期对照，退回一条要写意见，改后通过；下一轮灰字预填，一键无变化", async ({ page }) => {
  test.setTimeout(120_000);
  const made = await issue(page, "审核退回（演示数据）", 3);
  await openOwnReport(page, made);
  await fillByKeys(page, 3, (n) => `第 ${n + 1} 项签约企业 3 家。`);
  await expect(page.getByText("3 项，已填 3 项")).toBeVisible();
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "已提交" })).toBeVisible();

  await signInAs(page, "office");
  await page.goto(`/p/${made.programmeId}/rounds/${made.roundId}`);
  await page.getByRole("tab", { name: "待审" }).click();
  await page.getByRole("link", { name: /科技局/ }).click();
  await page.locator(".review-row").first().focus();
  await page.keyboard.press("r");
  await page.getByRole("textbox", { name: "退回意见" }).fill("请写明企业名称");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByText("退回意见：请写明企业名称")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "通过全部待审（2）" }).click();
  await expect(page.locator(".review-row.is-accepted")).toHaveCount(2);

  await openOwnReport(page, made);
  await expect(page.getByText("退回意见：请写明企业名称")).toBeVisible();
  await page.locator(".fill-row.is-returned .fill-text").fill("签约企业 3 家：甲、乙、丙（演示数据）。");
  await expect(page.locator(".fill-saved")).toContainText("已保存");
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "已提交" })).toBeVisible();

  await signInAs(page, "office");
  await page.goto(`/p/${made.programmeId}/rounds/${made.roundId}`);
  await page.getByRole("tab", { name: "待审" }).click();
  await page.getByRole("link", { name: /科技局/ }).click();
  await page.locator(".review-row.is-pending").focus();
  await page.keyboard.press("a");
  await expect(page.locator(".review-row.is-accepted")).toHaveCount(3);

  const next = await issue(page, "下一轮（演示数据）", 3);
  await openOwnReport(page, next);
  await expect(page.locator(".fill-text.is-ghost").first()).toHaveValue(/签约企业 3 家/);
  await page.getByRole("button", { name: "其余 3 项均无变化" }).click();
  await expect(page.locator(".fill-row.is-unchanged")).toHaveCount(3);
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "已提交" })).toBeVisible();

  await signInAs(page, "office");
  await page.goto(`/p/${next.programmeId}/rounds/${next.roundId}?which=waiting`);
  await expect(page.getByRole("button", { name: "审核通过所选（0）" })).toHaveAccessibleDescription("先选择单位");
  await page.getByRole("checkbox", { name: /选择.*科技局/ }).check();
  await page.getByRole("button", { name: "审核通过所选（1）" }).click();
  await expect(page.getByText("将通过 1 家单位的 3 条")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "审核通过" }).click();
  await expect(page.getByText("没有待审的报送")).toBeVisible();
});

test.describe("手机", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });
  test("在手机上填报并提交，不需要左右滚动", async ({ page }) => {
    const made = await issue(page, "手机填报（演示数据）", 2);
    await openOwnReport(page, made);
    for (const text of await page.locator(".fill-text").all()) {
      await text.tap();
      await text.fill("手机上写的进展");
    }
    for (const step of await page.getByRole("textbox", { name: "下一步举措" }).all()) await step.fill("继续推进");
    const button = page.getByRole("button", { name: "提交", exact: true });
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(40);
    const wide = await sidewaysPixels(page);
    expect(wide).toBeLessThanOrEqual(0);
    await expect(page.getByText("2 项，已填 2 项")).toBeVisible();
    await button.tap();
    await expect(page.getByRole("status").filter({ hasText: "已提交，等待审核" })).toBeVisible();
  });
});
