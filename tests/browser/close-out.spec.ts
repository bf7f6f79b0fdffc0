// A close-out by three different people, on a desk and on a phone: lead unit, working group, office; and what hindered it before.

import type { Task, TaskSummary } from "../../src/domain/tasks/model.ts";
import { expect, type Page, test } from "./journey.ts";
import { ask, expectAccessible, samplePilot, sidewaysPixels, signInAs } from "./official.ts";

interface Place {
  programmeId: string;
  path: string;
  task: TaskSummary;
}

/** Does as the page would, on the version there is now. */
async function act(page: Page, as: "office" | "lead", place: Place, name: string, body: unknown = {}): Promise<Task> {
  await signInAs(page, as);
  const now: Task = await (await page.request.get(`/api/v1${place.path}`)).json();
  const answer = await ask(page, name === "" ? "PATCH" : "POST", `${place.path}${name}`, {
    body,
    version: now.version,
  });
  expect(answer.status(), await answer.text()).toBe(200);
  return answer.json();
}

/** The task of the sample plan with this number, led by the demo lead unit, given to the demo group and at work. */
async function atWork(page: Page, ordinal: number): Promise<Place> {
  await signInAs(page, "group");
  const groupId = (await (await page.request.get("/api/v1/session")).json()).me.unit.id;
  await signInAs(page, "office");
  const { id, tasks } = await samplePilot(page);
  const task = tasks.find((one) => one.ordinal === ordinal) as TaskSummary;
  const place = { programmeId: id, path: `/programmes/${id}/tasks/${task.id}`, task };
  await act(page, "office", place, "", { groupId });
  const milestones = [{ title: "首单落地（演示数据）", dueOn: "2199-06-30", reachedOn: "2021-09-01" }];
  // Journeys before this one may have brought it some of the way.
  const way = [
    ["draft", () => act(page, "office", place, "/issue")],
    ["issued", () => act(page, "lead", place, "/sign")],
    ["signed", () => act(page, "lead", place, "/plan", { milestones })],
    ["signed", () => act(page, "lead", place, "/begin")],
  ] as const;
  const done = way.findIndex(([state]) => state === task.state);
  for (const [, step] of done < 0 ? [] : way.slice(done)) await step();
  return place;
}

async function open(page: Page, as: "office" | "lead" | "group", { programmeId, task }: Place): Promise<void> {
  await signInAs(page, as);
  await page.goto(`/p/${programmeId}/tasks/${task.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(task.text.slice(0, 8));
}

async function journey(page: Page, ordinal: number): Promise<void> {
  const place = await atWork(page, ordinal);
  await open(page, "lead", place);
  const request = page.getByRole("button", { name: "申请销号", exact: true });
  // An earlier journey may have brought evidence to the task.
  const brought = await page.request.get(
    `/api/v1/programmes/${place.programmeId}/evidence?kind=task&subjectId=${place.task.id}`,
  );
  if ((await brought.json()).items.length === 0) await expect(request).toHaveAccessibleDescription(/佐证/);

  const link = {
    kind: "task",
    subjectId: place.task.id,
    title: "办理结果（演示数据）",
    address: "https://example.invalid/a",
  };
  expect((await ask(page, "POST", `/programmes/${place.programmeId}/evidence/links`, { body: link })).status()).toBe(
    200,
  );
  await page.reload();
  await request.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "申请销号" }).click();
  await expect(dialog.getByText("须填写完成情况")).toBeVisible();
  await dialog.getByLabel("完成情况").fill("细则已印发，首单已落地（演示数据）");
  await dialog.getByLabel("成效").fill("惠及企业12家（演示数据）");
  await dialog.getByRole("button", { name: "申请销号" }).click();
  await expect(dialog).toBeHidden();
  const chain = page.getByRole("list", { name: "销号" });
  await expect(chain.getByRole("listitem")).toHaveCount(5);
  await expect(chain.locator("[aria-current=step]")).toContainText("初审");
  await expect(page.getByText(/推进组应于 .* 前初审通过/)).toBeVisible();

  await open(page, "group", place);
  await page.getByRole("button", { name: "初审通过", exact: true }).click();
  await dialog.getByLabel("意见（可不填）").fill("材料齐全");
  await dialog.getByRole("button", { name: "初审通过" }).click();
  await expect(page.getByRole("status").filter({ hasText: "已办理“初审通过”" })).toBeVisible();

  await open(page, "office", place);
  await page.getByRole("button", { name: "复核通过", exact: true }).click();
  // One in five is drawn and needs no choice.
  const check = dialog.getByLabel("抽查");
  if ((await check.inputValue()) === "none") await check.selectOption("chosen");
  await dialog.getByLabel("核查发现").fill("现场核对，属实（演示数据）");
  await dialog.getByRole("button", { name: "复核通过" }).click();
  await expect(dialog).toBeHidden();
  await expect(chain).toContainText("现场核对，属实");
  await expectAccessible(page);
  await page.getByRole("button", { name: "销号", exact: true }).click();
  await dialog.getByRole("button", { name: "销号" }).click();
  await expect(page.getByText("任务已销号").first()).toBeVisible();
  await expect(chain.getByRole("listitem").last()).toContainText("周明远");
}

test("牵头、推进组、办公室三人销号一项任务", async ({ page }) => {
  await journey(page, 1);
});

test("在手机上也一样办得完", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await journey(page, 2);
  expect(await sidewaysPixels(page)).toBe(0);
});
