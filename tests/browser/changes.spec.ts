// Two days of the ledger compared: reached from the ledger, read field by field, narrowed, taken along as a file.
import { expect, type Page, test } from "./journey.ts";
import { ask, expectAccessible, sidewaysPixels, signInAs } from "./official.ts";

/** A day of the city, so many days from today. */
const dayFromNow = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" });

async function fictionalPilot(page: Page): Promise<string> {
  await signInAs(page, "office");
  const { items } = await (await page.request.get("/api/v1/programmes")).json();
  return items.find((one: { demo: boolean }) => one.demo).id;
}

const readChanges = async (page: Page, id: string, query: string) =>
  (await page.request.get(`/api/v1/programmes/${id}/tasks/changes?${query}`)).json();

const kind = (page: Page, name: string) => page.getByRole("group", { name: "变化种类" }).getByRole("button", { name });
const taskLine = (page: Page, title: string) => page.locator(".changed-task").filter({ hasText: title });

test("从台账进入，刚改的一栏写明原为、现为；种类可筛选", async ({ page }) => {
  const id = await fictionalPilot(page);
  const { items } = await (await page.request.get(`/api/v1/programmes/${id}/tasks?sort=ordinal`)).json();
  const [task] = items;
  const before = await (await page.request.get(`/api/v1/programmes/${id}/tasks/${task.id}`)).json();
  const path = `/programmes/${id}/tasks/${task.id}`;
  const saved = await ask(page, "PATCH", path, { body: { leader: "演示对比领导" }, version: before.version });
  expect(saved.status()).toBe(200);
  await page.goto(`/p/${id}/ledger`);
  await page.getByRole("link", { name: "比较两天" }).click();
  const line = taskLine(page, task.shortTitle);
  const field = line.locator(".changed-fields > div").filter({ has: page.locator("dt", { hasText: "责任领导" }) });
  await expect(field.locator("ins")).toHaveText("演示对比领导");
  await expect(field).toContainText(`原为 ${before.leader ?? "（空）"}`);
  const counts = (await readChanges(page, id, `from=${dayFromNow(-7)}`)).counts;
  await expect(kind(page, "有变化")).toHaveText(`有变化 ${counts.changed}`);
  await expect(kind(page, "新增")).toHaveText(`新增 ${counts.added}`);
  expect(counts.dropped).toBe(0);
  await kind(page, "撤下").click();
  await expect(page).toHaveURL(/kind=dropped/);
  await expect(page.getByRole("heading", { name: "没有“撤下”的任务" })).toBeVisible();
  await page.getByRole("button", { name: "看全部变化" }).click();
  await expect(line).toBeVisible();
});

test("一年来的变化分页读完；任务按后一日打开；表格可下载", async ({ page }) => {
  const id = await fictionalPilot(page);
  const [from, to] = [dayFromNow(-600), dayFromNow(-1)];
  const { total } = await readChanges(page, id, `from=${from}&to=${to}&limit=1`);
  expect(total).toBeGreaterThan(50);
  await page.goto(`/p/${id}/ledger/changes?from=${from}&to=${to}`);
  await expect(page.locator(".changed-task")).toHaveCount(50);
  await page.getByRole("button", { name: "载入更多" }).click();
  await expect(page.locator(".changed-task")).toHaveCount(Math.min(total, 100));
  await expect(page.locator(".changed-head a").first()).toHaveAttribute("href", new RegExp(`asOf=${to}`));
  const taken = await page.request.get((await page.getByRole("link", { name: "导出" }).getAttribute("href")) ?? "");
  expect(taken.status()).toBe(200);
  expect(decodeURIComponent(taken.headers()["content-disposition"] ?? "")).toContain(`台账变化-${from}-${to}.xlsx`);
  expect((await taken.body()).subarray(0, 2).toString()).toBe("PK");
});

test("从过去某天直接与今天比较；时段选定即写入地址；两日颠倒说明怎样改", async ({ page }) => {
  const id = await fictionalPilot(page);
  const past = dayFromNow(-120);
  await page.goto(`/p/${id}/ledger?asOf=${past}`);
  await page.getByRole("link", { name: "与今天比较" }).click();
  await expect(page).toHaveURL(new RegExp(`changes\\?from=${past}&to=${dayFromNow(0)}`));
  await expect(page.locator(".changed-task").first()).toBeVisible();
  await page.getByRole("button", { name: "上月" }).click();
  await expect(page.getByRole("button", { name: "上月" })).toHaveAttribute("aria-pressed", "true");
  const search = new URL(page.url()).searchParams;
  expect(search.get("to")?.slice(0, 7)).not.toBe(search.get("from")?.slice(0, 7));
  await page.goto(`/p/${id}/ledger/changes?from=${dayFromNow(-3)}&to=${past}`);
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByRole("button", { name: "近七日" }).click();
  await expect(page.getByRole("alert")).toBeHidden();
});

for (const colorScheme of ["light", "dark"] as const)
  test.describe(colorScheme === "light" ? "浅色" : "深色", () => {
    test.use({ colorScheme });
    test("无障碍，手机上不需要左右滚动", async ({ page }) => {
      const id = await fictionalPilot(page);
      await page.goto(`/p/${id}/ledger/changes?from=${dayFromNow(-200)}`);
      await expect(page.locator(".changed-task").first()).toBeVisible();
      await expectAccessible(page);
      await page.setViewportSize({ width: 390, height: 844 });
      await expectAccessible(page);
      expect(await sidewaysPixels(page)).toBeLessThanOrEqual(0);
      await page.emulateMedia({ media: "print" });
      await expect(page.getByRole("button", { name: "打印" })).toBeHidden();
      await expect(page.locator(".print-mark")).toHaveText("演示数据");
    });
  });
