// Two people in the grid of the ledger: each sees where the other is, and nobody's editor, selection or place is taken away.

import type { DemoOfficial } from "../../src/domain/accounts/model.ts";
import type { TaskSummary } from "../../src/domain/tasks/model.ts";
import { type Browser, expect, type Page, test } from "./journey.ts";
import { ask, expectAccessible, samplePilot, signInAs } from "./official.ts";

/** How soon others' changes have to be there, milliseconds. */
const soon = { timeout: 8000 };

async function another(browser: Browser, baseURL: string | undefined, as: DemoOfficial): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: baseURL as string })).newPage();
  await signInAs(page, as);
  return page;
}

async function openGrid(page: Page, id: string, query = ""): Promise<void> {
  const connected = page.waitForResponse((response) => response.url().includes("/live"));
  await page.goto(`/p/${id}/ledger${query}`);
  await expect(page.locator("[data-row-link]").first()).toBeVisible();
  await connected;
}

/** The fictional pilot with its many tasks. */
async function fictionalPilot(page: Page): Promise<{ id: string; tasks: TaskSummary[] }> {
  const { items } = await (await page.request.get("/api/v1/programmes")).json();
  const { id } = items.find((one: { demo: boolean }) => one.demo);
  const ledger = await (await page.request.get(`/api/v1/programmes/${id}/tasks?sort=ordinal&limit=200`)).json();
  return { id, tasks: ledger.items };
}

/** Saves as somebody at another desk would. */
async function save(page: Page, id: string, task: TaskSummary, body: Record<string, unknown>): Promise<void> {
  const path = `/programmes/${id}/tasks/${task.id}`;
  const { version } = await (await page.request.get(`/api/v1${path}`)).json();
  expect((await ask(page, "PATCH", path, { body, version })).status()).toBe(200);
}

/** Saving what is there already is no change; a journey may be walked again on the same data. */
const unique = () => crypto.randomUUID().slice(0, 6);

const rowOf = (page: Page, task: TaskSummary) => page.getByRole("row").filter({ hasText: task.text.slice(0, 14) });
const cellOf = (page: Page, task: TaskSummary, column: number) =>
  rowOf(page, task).locator(`[aria-colindex="${column}"]`);
const scrolled = (page: Page) => page.getByRole("grid").evaluate((grid) => grid.scrollTop);
/** The next answer to a question for the list, asked because of what others did. */
const listRead = (page: Page) =>
  page.waitForResponse((response) => /\/tasks\?/.test(response.url()) && response.ok(), soon);

test("他人在表格里填写哪一格，这一行看得到姓名；收起就不见", async ({ page, browser, baseURL }) => {
  await signInAs(page, "office");
  const { id, tasks } = await samplePilot(page);
  const task = tasks[0] as TaskSummary;
  await openGrid(page, id);
  const other = await another(browser, baseURL, "lead");
  await openGrid(other, id, "?cols=leader,contact");
  await cellOf(other, task, 4).dblclick();
  const mark = rowOf(page, task).locator(".grid-editing");
  await expect(mark).toContainText("正在编辑“联系人”", soon);
  // Whoever closed a window a moment ago while typing may still be shown elsewhere.
  const name = await mark.locator("[aria-hidden]").innerText();
  await expect(page.locator(".grid-editing").filter({ hasText: name })).toHaveCount(1);
  await expect(other.locator(".grid-editing").filter({ hasText: name })).toHaveCount(0);
  await expectAccessible(page);
  await other.keyboard.press("Escape");
  await expect(mark).toBeHidden(soon);
  await other.context().close();
});

test("他人改了别的任务：这一行柔和地亮一下；所选范围与滚动位置不变", async ({ page, browser, baseURL }) => {
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await signInAs(page, "office");
  const { id, tasks } = await fictionalPilot(page);
  const isOpen = (task: TaskSummary | undefined) => task?.mayEdit === "all";
  const from = tasks.findIndex((_, index) => index >= 40 && [0, 1, 3].every((step) => isOpen(tasks[index + step])));
  const at = (place: number) => (place < 45 ? tasks.filter(isOpen)[place] : tasks[from + place - 45]) as TaskSummary;
  await save(page, id, at(45), { leader: `将被清空的领导${unique()}` });
  await openGrid(page, id, "?by=none&cols=leader,contact");
  await page.getByRole("grid").evaluate((grid) => grid.scrollTo({ top: 32 * 40 }));
  await cellOf(page, at(45), 3).click();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(page.getByText("已选 2 行 × 2 栏，4 格")).toBeVisible();
  const place = await scrolled(page);
  const other = await another(browser, baseURL, "office");
  const leader = `他人刚改的领导${unique()}`;
  await save(other, id, at(48), { leader });
  await expect(rowOf(page, at(48))).toHaveClass(/is-fresh/, soon);
  await expect(cellOf(page, at(48), 3)).toHaveText(leader);
  await expect(page.locator(".is-fresh")).toHaveCount(1);
  await expect(page.locator(".is-fresh")).toHaveCount(0);
  await expect(page.getByText("已选 2 行 × 2 栏，4 格")).toBeVisible();
  expect(await scrolled(page)).toBe(place);
  // What one saves oneself does not flash.
  await page.evaluate(() => {
    new MutationObserver(() => {
      if (document.querySelector(".is-fresh")) document.body.dataset.flashed = "yes";
    }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["class"] });
  });
  await page.keyboard.press("Delete");
  await expect(page.getByText("已全部保存")).toBeVisible();
  const read = listRead(page);
  await save(other, id, at(2), { leader: `屏幕之外的领导${unique()}` });
  await read;
  await expect(page.getByText("已选 2 行 × 2 栏，4 格")).toBeVisible();
  expect(await page.evaluate(() => document.body.dataset.flashed)).toBeUndefined();
  await other.context().close();
});

test("排序因他人的改动而变：远处所选的格跟着走，眼前的位置不动", async ({ page, browser, baseURL }) => {
  await signInAs(page, "office");
  const { id, tasks } = await fictionalPilot(page);
  await openGrid(page, id, "?by=none&cols=leader,contact&sort=contact");
  const cell = page.locator('[role=row][aria-rowindex="4"] [aria-colindex="3"]');
  const selected = (await page.locator('[role=row][aria-rowindex="4"] [data-row-link]').textContent()) ?? "";
  await cell.click();
  await page.getByRole("grid").evaluate((grid) => grid.scrollTo({ top: 32 * 50 }));
  const seen = await page.locator('[role=row][aria-rowindex="60"] [data-row-link]').textContent();
  const place = () =>
    page
      .getByRole("row")
      .filter({ hasText: seen ?? "" })
      .boundingBox();
  const before = await place();
  const other = await another(browser, baseURL, "office");
  const read = listRead(page);
  const last = tasks.find(
    (task) => task.mayEdit === "all" && !selected.startsWith(task.text.slice(0, 14)),
  ) as TaskSummary;
  await save(other, id, last, { contact: `0 最前的联系人${unique()}` });
  await read;
  await page.waitForTimeout(500);
  // Whichever way the row went past: the browser scrolls along with what is before the eyes.
  expect(before).not.toBeNull();
  expect(await place()).toEqual(before);
  await page.getByRole("grid").evaluate((grid) => grid.scrollTo({ top: 0 }));
  await expect(page.locator('[role=row][aria-rowindex="3"]')).toContainText("0 最前的联系人");
  await expect(page.locator('[role=gridcell][aria-selected="true"]')).toHaveCount(1);
  await expect(
    page.getByRole("row").filter({ has: page.locator('[role=gridcell][aria-selected="true"]') }),
  ).toContainText(selected.slice(0, 14));
  await other.context().close();
});

test("正在填写的格不被打断；他人已改同一格时并列，不覆盖", async ({ page, browser, baseURL }) => {
  await signInAs(page, "office");
  const { id, tasks } = await fictionalPilot(page);
  const task = tasks.filter((one) => one.mayEdit === "all")[5] as TaskSummary;
  await openGrid(page, id, "?by=none&cols=leader,contact");
  await cellOf(page, task, 4).dblclick();
  const editor = page.getByRole("textbox", { name: "编辑“联系人”" });
  await editor.fill("我正填的联系人");
  const other = await another(browser, baseURL, "office");
  const read = listRead(page);
  await save(other, id, task, { contact: "他人已存的联系人", leader: "他人已存的领导" });
  await read;
  await expect(editor).toBeFocused();
  await expect(editor).toHaveValue("我正填的联系人");
  await page.keyboard.press("Enter");
  const notice = page.getByRole("note").filter({ hasText: "未能保存" });
  await expect(notice).toContainText("您填的：我正填的联系人");
  await expect(notice).toContainText("现为：他人已存的联系人");
  await expect(cellOf(page, task, 3)).toHaveText("他人已存的领导");
  const held = await (await other.request.get(`/api/v1/programmes/${id}/tasks/${task.id}`)).json();
  expect(held.contact).toBe("他人已存的联系人");
  await notice.getByRole("button", { name: "用现在的" }).click();
  await expect(cellOf(page, task, 4)).toHaveText("他人已存的联系人");
  await other.context().close();
});

test("减少动态效果时不闪", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await signInAs(page, "office");
  const { id } = await samplePilot(page);
  await openGrid(page, id);
  const animation = await page
    .locator("[role=row] [role=gridcell]")
    .first()
    .evaluate((cell) => {
      cell.parentElement?.classList.add("is-fresh");
      return getComputedStyle(cell).animationName;
    });
  expect(animation).toBe("none");
});
