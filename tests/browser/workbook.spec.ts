// The office takes the ledger out as a workbook, edits it, and brings it back: the difference first, then what is good.
import { readFileSync } from "node:fs";
import ExcelJS from "exceljs";
import { expect, test } from "./journey.ts";
import { ask, expectAccessible, samplePilot, signInAs } from "./official.ts";

/** The exported workbook with cells changed, as another program saves it. */
async function edited(path: string, cells: [row: number, heading: string, value: string][]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(readFileSync(path).buffer as ArrayBuffer);
  const sheet = book.worksheets[0] as ExcelJS.Worksheet;
  const head = (sheet.getRow(1).values as string[]).map(String);
  for (const [row, heading, value] of cells) sheet.getRow(row).getCell(head.indexOf(heading)).value = value;
  return Buffer.from(await book.xlsx.writeBuffer());
}

const xlsx = (name: string, buffer: Buffer) => ({
  name,
  mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  buffer,
});

test("导出、改后导回：先看差异，冲突不覆盖，只写入无误的行", async ({ page }) => {
  await signInAs(page, "office");
  const { id, tasks } = await samplePilot(page);
  await page.goto(`/p/${id}/ledger`);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "导出", exact: true }).click();
  const path = await (await download).path();
  const second = tasks[1] as (typeof tasks)[number];
  const change = { annualGoal: "他人先改的目标（演示）" };
  await ask(page, "PATCH", `/programmes/${id}/tasks/${second.id}`, { body: change, version: second.version });
  const file = await edited(path, [
    [2, "年度目标", "引进分支机构两家（演示）"],
    [3, "年度目标", "另一种写法（演示）"],
    [4, "牵头单位", "市知识产权据"],
  ]);

  await page.getByRole("link", { name: "导入", exact: true }).last().click();
  await expect(page.getByRole("heading", { name: "导入台账表格" })).toBeVisible();
  await expectAccessible(page);
  await page.locator("input[type=file]").setInputFiles(xlsx("台账.xlsx", file));
  const errors = page.getByRole("tab", { name: /^错误/ });
  await expect(errors).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("tabpanel")).toContainText("没有“市知识产权据”这个单位");
  await expect(page.getByRole("tabpanel")).toContainText("是否为：市知识产权局");
  await errors.press("ArrowRight");
  await expect(page.getByRole("tabpanel")).toContainText("他人先改的目标（演示）");
  await page.getByRole("tab", { name: /^修改/ }).click();
  await expect(page.getByRole("tabpanel")).toContainText("引进分支机构两家（演示）");
  await expectAccessible(page);

  const marked = page.waitForEvent("download");
  await page.getByRole("link", { name: "下载标注副本" }).click();
  expect((await marked).suggestedFilename()).toBe("台账-标注.xlsx");

  const write = page.getByRole("button", { name: /^写入/ });
  await expect(write).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("checkbox", { name: /只写入无误的行/ }).check();
  await write.click();
  await expect(page.getByText("新增 0 项，修改 1 项，跳过 2 行")).toBeVisible();
  const after = await samplePilot(page);
  expect(after.tasks.slice(0, 2).map((task) => task.annualGoal)).toEqual([
    "引进分支机构两家（演示）",
    "他人先改的目标（演示）",
  ]);
});

test("单位已有的台账：指定一次栏目，同样表头下次沿用", async ({ page }) => {
  await signInAs(page, "office");
  const { id } = await samplePilot(page);
  const own = async (text: string) => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet("Sheet1").addRows([
      ["项", "干什么", "谁来干"],
      ["演1", text, "市科技局"],
    ]);
    return xlsx("本单位台账.xlsx", Buffer.from(await book.xlsx.writeBuffer()));
  };
  await page.goto(`/p/${id}/ledger/import`);
  await page.locator("input[type=file]").setInputFiles(await own("演示数据：开行水上巴士。"));
  await expect(page.getByText("没有认出任务所在的列")).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("B 干什么").selectOption({ label: "任务" });
  await page.getByLabel("C 谁来干").selectOption({ label: "牵头单位" });
  await page.getByRole("button", { name: "按此对应重新比较" }).click();
  await expect(page.getByRole("tab", { name: "新增 1" })).toHaveAttribute("aria-selected", "true");
  await page.getByRole("button", { name: "换一个文件" }).click();
  await page.locator("input[type=file]").setInputFiles(await own("演示数据：整修码头。"));
  await expect(page.getByText("按上次的对应").first()).toBeVisible();
  await expect(page.getByRole("tabpanel")).toContainText("整修码头");
});
