// A step of maturity claimed with evidence and confirmed; a better light asked for and approved; a rule tried before it is set.
import { expect, type Page, test } from "./journey.ts";
import { ask, expectAccessible, sidewaysPixels, signInAs } from "./official.ts";

const fictional = async (page: Page): Promise<string> => {
  const { items } = await (await page.request.get("/api/v1/programmes")).json();
  return items.find((one: { demo: boolean }) => one.demo).id;
};

/** Tasks at work that the signed-in official's unit leads, none with a decided light. */
async function ownTasks(page: Page, id: string, query: string): Promise<{ id: string; shortTitle: string }[]> {
  const { items } = await (await page.request.get(`/api/v1/programmes/${id}/tasks?status=inProgress&${query}`)).json();
  const own = [];
  for (const task of items) {
    const ratings = await (await page.request.get(`/api/v1/programmes/${id}/tasks/${task.id}/ratings`)).json();
    const idle = !ratings.overrides.some((one: { state: string }) => ["asked", "standing"].includes(one.state));
    if (ratings.abilities.claimStep?.allowed && idle) own.push(task);
  }
  return own;
}

/** One of them, signed in as the first lead that has one: whose lights are not green differs from day to day. */
async function ownTask(page: Page, id: string, query: string): Promise<{ id: string; shortTitle: string }> {
  for (const official of ["lead", "support", "district"] as const) {
    await signInAs(page, official);
    const [task] = await ownTasks(page, id, query);
    if (task) return task;
  }
  throw new Error(`nobody leads a task with ${query}`);
}

const dayFromNow = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" });

test("牵头单位申报台阶、加佐证，办公室核定，任务进到下一级", async ({ page }) => {
  await signInAs(page, "lead");
  const id = await fictional(page);
  const task = await ownTask(page, id, "maturity=0,1,2,3");
  await page.goto(`/p/${id}/tasks/${task.id}`);
  const steps = page.getByRole("region", { name: "成熟度台阶" });
  await steps.getByRole("button", { name: /^申报 L/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "提交申报" }).click();
  await expect(dialog.getByRole("alert").first()).toBeVisible();
  for (const field of await dialog.locator("input[type=text]").all()) await field.fill("演示内容");
  for (const field of await dialog.locator("input[type=date]").all()) await field.fill(dayFromNow(-1));
  await dialog.getByRole("button", { name: "提交申报" }).click();
  await expect(dialog).toBeHidden();
  await expect(steps.getByText("待核定").first()).toBeVisible();
  await expect(steps.getByText("无佐证").first()).toBeVisible();
  const ratings = await (await page.request.get(`/api/v1/programmes/${id}/tasks/${task.id}/ratings`)).json();
  const [claim] = ratings.claims;
  const link = {
    kind: "maturityClaim",
    subjectId: claim.id,
    title: "演示网页",
    address: "https://www.example.gov.cn/demo",
  };
  expect((await ask(page, "POST", `/programmes/${id}/evidence/links`, { body: link })).status()).toBe(200);

  await signInAs(page, "office");
  await page.goto(`/p/${id}/ratings`);
  const waiting = page.getByRole("region", { name: "待办公室决定" });
  const line = waiting.locator(".rating-waits").filter({ hasText: task.shortTitle });
  await expect(line.getByText("佐证 1 件")).toBeVisible();
  await line.getByRole("button", { name: "核定" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "核定" }).click();
  await expect(line).toHaveCount(0);
  await page.goto(`/p/${id}/tasks/${task.id}`);
  await expect(page.locator(".scale [aria-current=step]")).toContainText(`L${claim.step}`);
});

test("申请改判得更宽，办公室批准后灯才变，自动灯并列", async ({ page }) => {
  await signInAs(page, "lead");
  const id = await fictional(page);
  const task = await ownTask(page, id, "light=yellow,red");
  await page.goto(`/p/${id}/tasks/${task.id}`);
  const lights = page.getByRole("region", { name: "亮灯经过" });
  await lights.getByRole("button", { name: "改判" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("改判为").selectOption({ label: "正常" });
  await dialog.getByLabel("理由").fill("演示：节点已完成，待补录");
  await dialog.getByLabel("截止日").fill(dayFromNow(20));
  await dialog.getByRole("button", { name: "提交申请" }).click();
  await expect(lights.getByText("待办公室批准")).toBeVisible();
  await expect(page.locator(".task-light .mark").first()).not.toHaveText("正常");

  await signInAs(page, "office");
  await page.goto(`/p/${id}/tasks/${task.id}`);
  await lights.getByRole("button", { name: "批准改判" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "批准改判" }).click();
  await expect(lights.getByText("有效", { exact: true })).toBeVisible();
  await expect(page.locator(".task-light .mark").first()).toHaveText("正常");
  await expect(lights.locator(".rating-line")).toContainText("人工改判");
  await expect(lights.locator(".rating-line")).toContainText("自动灯");
});

test("改规则先试算，写明哪些灯会变；不溯及既往", async ({ page }) => {
  await signInAs(page, "office");
  const id = await fictional(page);
  await page.goto(`/p/${id}/ratings`);
  await page.getByRole("button", { name: "改版" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("落后满几个百分点为黄").fill("1");
  await dialog.getByRole("button", { name: "试算" }).click();
  await expect(dialog.getByRole("status")).toContainText(/按新规则.*由正常变滞后/);
  await dialog.getByLabel("施行日").fill(dayFromNow(30));
  await dialog.getByLabel("理由").fill("演示：收紧");
  await dialog.getByRole("button", { name: "定版" }).click();
  await expect(dialog).toBeHidden();
  const rule = page.getByRole("region", { name: "亮灯规则" });
  await expect(rule.getByRole("listitem").first()).toContainText("满 1 个百分点亮黄灯");
  await rule.getByRole("button", { name: "撤回" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "撤回" }).click();
  await expect(rule.getByRole("listitem").first()).toContainText("已撤回");
});

for (const colorScheme of ["light", "dark"] as const)
  test.describe(colorScheme === "light" ? "浅色" : "深色", () => {
    test.use({ colorScheme });
    test("无障碍，手机上不需要左右滚动", async ({ page }) => {
      await signInAs(page, "office");
      const id = await fictional(page);
      const { items } = await (await page.request.get(`/api/v1/programmes/${id}/tasks?maturity=1,2,3`)).json();
      for (const place of ["ratings", `tasks/${items[0].id}`]) {
        await page.goto(`/p/${id}/${place}`);
        await expect(page.locator(place === "ratings" ? ".rating-rule" : ".confidence").first()).toBeVisible();
        await expectAccessible(page);
        await page.setViewportSize({ width: 390, height: 844 });
        await expectAccessible(page);
        expect(await sidewaysPixels(page)).toBeLessThanOrEqual(0);
        await page.setViewportSize({ width: 1440, height: 900 });
      }
    });
  });
