// Filling in the ledger as in a spreadsheet: keyboard alone, paste of five hundred rows, two people at once, no network.

import { bigPilot } from "./big-pilot.ts";
import { expect, type Page, test } from "./journey.ts";
import { ask, expectAccessible, samplePilot, signInAs } from "./official.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

async function openLedger(page: Page) {
  await signInAs(page, "office");
  const pilot = await samplePilot(page);
  await page.goto(`/p/${pilot.id}/ledger`);
  await expect(page.getByRole("grid")).toBeVisible();
  return pilot;
}

async function heldBy(page: Page, programmeId: string, taskId: string) {
  return (await page.request.get(`/api/v1/programmes/${programmeId}/tasks/${taskId}`)).json();
}

/** A cell by the text of its task and its column. */
const cellOf = (page: Page, task: string, column: number) =>
  page.getByRole("row").filter({ hasText: task }).locator(`[aria-colindex="${column}"]`);

const contact = 12;

test("只用键盘：筛选、填写、撤销、重做", async ({ page }) => {
  const { id, tasks } = await openLedger(page);
  const task = tasks.find((one) => one.text.includes("质押贷款"));
  const saved = async () => (await heldBy(page, id, task?.id ?? "")).contact;
  await page.keyboard.press("/");
  await page.keyboard.type("质押贷款");
  await expect(page.locator("[data-row-link]")).toHaveCount(1);
  for (const key of ["ArrowDown", "ArrowDown", "End", "ArrowLeft", "Enter"]) await page.keyboard.press(key);
  await expect(page.getByRole("textbox", { name: "编辑“联系人”" })).toBeFocused();
  await page.keyboard.type("演示联系人");
  await page.keyboard.press("Enter");
  await expect(page.getByText("已全部保存")).toBeVisible();
  expect(await saved()).toBe("演示联系人");
  await page.keyboard.press("Control+z");
  await expect(cellOf(page, "质押贷款", contact)).toHaveText("");
  await expect.poll(saved).toBeNull();
  await page.keyboard.press("Control+Shift+z");
  await expect(cellOf(page, "质押贷款", contact)).toHaveText("演示联系人");
  await expect.poll(saved).toBe("演示联系人");
  await page.keyboard.press("F1");
  await expect(page.getByRole("dialog", { name: "按键" })).toContainText("扩大所选范围");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /^按键/ })).toBeFocused();
});

test("填错的日期留在格里，说明怎样改，改好即保存", async ({ page }) => {
  const { id, tasks } = await openLedger(page);
  const task = tasks[1];
  await page.goto(`/p/${id}/ledger?cols=startsOn,contact`);
  const cell = cellOf(page, "深化科技成果使用权", 3);
  await cell.dblclick();
  await page.getByRole("textbox", { name: "编辑“开始日期”" }).fill("二月三十");
  await page.keyboard.press("Enter");
  await expect(cell).toContainText("二月三十");
  const trouble = page.getByRole("note").filter({ hasText: "1 格未能保存" });
  await expect(trouble).toContainText("不是日期，请写作 2026-03-01");
  await expectAccessible(page);
  await trouble.getByRole("button", { name: "去修改" }).click();
  await page.keyboard.press("F2");
  await expect(page.getByRole("textbox", { name: "编辑“开始日期”" })).toHaveValue("二月三十");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("2021年9月1日");
  await page.keyboard.press("Enter");
  await expect(cell).toHaveText("2021-09-01");
  await expect(trouble).toBeHidden();
  expect((await heldBy(page, id, task?.id ?? "")).startsOn).toBe("2021-09-01");
});

test("两人改同一格：双方内容并列，选定后不丢；改不同的格互不打扰", async ({ page }) => {
  const { id, tasks } = await openLedger(page);
  const task = tasks[0] as (typeof tasks)[number];
  const path = `/programmes/${id}/tasks/${task.id}`;
  const cell = cellOf(page, "支持高等学校", contact);
  await cell.dblclick();
  await page.keyboard.type("后提交的联系人");
  const { version } = await heldBy(page, id, task.id);
  const faster = await ask(page, "PATCH", path, { body: { contact: "先提交的联系人", leader: "演示领导" }, version });
  expect(faster.status()).toBe(200);
  await page.keyboard.press("Enter");
  const notice = page.getByRole("note").filter({ hasText: "未能保存" });
  await expect(notice).toContainText("您填的：后提交的联系人");
  await expect(notice).toContainText("现为：先提交的联系人");
  await expect(cell).toContainText("后提交的联系人");
  expect((await heldBy(page, id, task.id)).contact).toBe("先提交的联系人");
  await notice.getByRole("button", { name: "用我填的" }).click();
  await expect(notice).toBeHidden();
  await expect.poll(async () => (await heldBy(page, id, task.id)).contact).toBe("后提交的联系人");
  const now = await heldBy(page, id, task.id);
  expect(now.leader).toBe("演示领导");
  await ask(page, "PATCH", path, { body: { annualGoal: "演示目标" }, version: now.version });
  await cell.dblclick();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("再改");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await heldBy(page, id, task.id)).contact).toBe("再改");
  expect((await heldBy(page, id, task.id)).annualGoal).toBe("演示目标");
  await expect(notice).toBeHidden();
});

test("断网时照样填写，恢复后自动保存", async ({ page }) => {
  const { id, tasks } = await openLedger(page);
  const task = tasks[2] as (typeof tasks)[number];
  await page.context().setOffline(true);
  await cellOf(page, "探索和完善知识产权质押", contact).dblclick();
  await page.keyboard.type("断网时所填");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/网络不通，1 格待保存/)).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText("已全部保存")).toBeVisible();
  expect((await heldBy(page, id, task.id)).contact).toBe("断网时所填");
});

test("过去某天的台账只读", async ({ page }) => {
  const { id } = await openLedger(page);
  const yesterday = new Date(Date.now() - 86_400_000).toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" });
  await page.goto(`/p/${id}/ledger?asOf=${yesterday}`);
  await expect(page.getByText(/只读/)).toBeVisible();
  await expect(page.getByRole("textbox", { name: /编辑/ })).toHaveCount(0);
});

test("从电子表格粘贴五百行，复制回去逐格相同", async ({ page }) => {
  test.setTimeout(120_000);
  await signInAs(page, "office");
  const id = await bigPilot(page, 520);
  await page.goto(`/p/${id}/ledger?by=none&cols=leader,contact,startsOn,isPublic`);
  await expect(page.getByText("520 / 520 项")).toBeVisible();
  const lines = Array.from({ length: 500 }, (_, row) =>
    [`领导${row + 1}`, `"联系人${row + 1}\n023-6000"`, row === 6 ? "某天" : `2026/3/${(row % 28) + 1}`, "是"].join(
      "\t",
    ),
  );
  await page.evaluate((text) => navigator.clipboard.writeText(text), lines.join("\r\n"));
  await page.getByRole("row").filter({ hasText: "演示任务第1项" }).locator('[aria-colindex="3"]').click();
  await page.keyboard.press("Control+v");
  const preview = page.getByRole("dialog", { name: "粘贴 500 行 × 4 栏" });
  await expect(preview).toContainText("1999 格将写入");
  await expect(preview.getByRole("row").filter({ hasText: "某天" })).toContainText("不是日期");
  await expectAccessible(page);
  await preview.getByRole("button", { name: "写入 1999 格" }).click();
  await expect(page.getByText("1 格未能保存", { exact: true })).toBeVisible({ timeout: 60_000 });
  const { items } = await (await page.request.get(`/api/v1/programmes/${id}/tasks?sort=ordinal&limit=1000`)).json();
  expect(items[499]).toMatchObject({
    leader: "领导500",
    contact: "联系人500 023-6000",
    startsOn: "2026-03-24",
    isPublic: true,
  });
  expect(items[6]).toMatchObject({ leader: "领导7", startsOn: null });
  expect(items[500].leader).toBeNull();

  await page.keyboard.press("Control+Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(page.getByText("已选 520 行 × 2 栏，1040 格")).toBeVisible();
  await page.keyboard.press("Control+c");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const first = copied.split(/\r?\n/);
  expect(first).toHaveLength(520);
  expect(first[499]).toBe("领导500\t联系人500 023-6000");
});
