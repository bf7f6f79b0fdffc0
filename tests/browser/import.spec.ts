// A plan on its way in: read, settled one by one, confirmed; refusals say the mend; what two people typed is not lost.
import { expect, type Page, test } from "./journey.ts";
import { ask, expectAccessible, sidewaysPixels, signInAs } from "./official.ts";

const fictional = `云湖市数字贸易先行方案(虚构)
云湖政发〔2031〕18号
云湖市人民政府
2031年3月12日
一、总体要求
到2033年,全面落实12项重点任务,形成5个以上典型经验。
二、重点任务
1.搭建数字贸易公共服务平台,2031年12月底前上线运行。(市湖务局牵头,市商贸局配合)
2.培育数字贸易骨干企业,建立企业名录。(市商贸局、市财政局按职责分工负责)
3.建设数字贸易集聚区。(市湖务局牵头)
`;

/** Drops a file onto the page and waits for its draft. */
async function bringIn(page: Page, text = fictional, name = "云湖方案.txt"): Promise<string> {
  await page.goto("/imports");
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  await expect(page).toHaveURL(/\/imports\/[0-9a-f-]{36}/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("云湖市数字贸易先行方案");
  return page.url().split("/").at(-1) as string;
}

test.beforeEach(async ({ page }) => {
  await signInAs(page, "office");
});

test("导入、核定、改正、确认，直到成为活文件", async ({ page }) => {
  await bringIn(page);
  const confirm = page.getByRole("button", { name: "确认导入" });
  await confirm.focus();
  await expect(page.getByRole("tooltip")).toContainText(/待核事项/);

  const text = page.getByRole("region", { name: "方案原文" });
  await page.getByRole("button", { name: "在原文中查看" }).first().click();
  await expect(text.locator(".is-chosen").first()).toContainText("12项");

  // A task chosen in the text opens in the list; without a lead it may not go in.
  await text.getByText("建设数字贸易集聚区").click();
  await expect(page.getByRole("tab", { name: /任务/ })).toHaveAttribute("aria-selected", "true");
  await page.getByRole("combobox", { name: "牵头" }).focus();
  await page.keyboard.press("Backspace");
  await expect(page.getByText("请补充牵头单位")).toBeVisible();
  await page.getByRole("combobox", { name: "牵头" }).fill("市科技局");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page.getByText("请补充牵头单位")).toBeHidden();
  await expect(page.getByRole("status").filter({ hasText: "已保存" })).toBeVisible();

  await page.getByRole("tab", { name: /单位/ }).click();
  await expect(page.getByRole("tabpanel")).toContainText("市湖务局");
  await expect(page.getByRole("tabpanel")).toContainText("将新增");

  await page.getByRole("tab", { name: "基本信息" }).click();
  await page.getByRole("textbox", { name: "试点年限" }).fill("2");

  await page.getByRole("tab", { name: /待核/ }).click();
  for (
    let left = 10;
    left > 0 && (await page.getByRole("button", { name: "核定", exact: true }).count()) > 0;
    left -= 1
  ) {
    await page.getByPlaceholder("核定意见").first().fill("已与附件核对,按现有任务推进");
    await page.keyboard.press("Enter");
  }
  await expect(page.getByRole("tabpanel")).toContainText("可以确认导入");

  await confirm.click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("市湖务局");
  await dialog.getByRole("button", { name: "确认导入" }).click();
  await expect(page).toHaveURL(/\/p\/[0-9a-f-]{36}\/plan/);
  await expect(page.locator(".paper h1")).toContainText("云湖市数字贸易先行方案");
  await page.getByRole("button", { name: /建设数字贸易集聚区/ }).click();
  await expect(page.getByRole("complementary", { name: "这一句背后" })).toContainText("科技局");
});

test("读不了的文件当场说明怎么办", async ({ page }) => {
  await page.goto("/imports");
  const choose = (name: string, buffer: Buffer) =>
    page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
  await choose("方案.txt", Buffer.alloc(0));
  await expect(page.getByRole("alert")).toContainText("文件是空的");
  await choose("方案.doc", Buffer.from("d0cf11e0a1b11ae1".padEnd(2048, "0"), "hex"));
  await expect(page.getByRole("alert")).toContainText(/另存|docx/i);
  await expect(page).toHaveURL(/\/imports$/);
});

test("两人同时改：说明谁改了什么，自己填的还在", async ({ page }) => {
  const id = await bringIn(page);
  const now = await (await page.request.get(`/api/v1/imports/${id}`)).json();
  const answer = await ask(page, "PATCH", `/imports/${id}`, {
    body: { head: { issuer: "对方填的机关" } },
    version: now.version,
  });
  expect(answer.status()).toBe(200);
  await page.getByRole("tab", { name: "基本信息" }).click();
  const issuer = page.getByRole("textbox", { name: "发文机关" });
  await issuer.fill("我填的机关");
  await expect(page.getByText("内容已被他人修改")).toBeVisible();
  await expect(page.getByText("对方填的机关")).toBeVisible();
  await expect(issuer).toHaveValue("我填的机关");
  await page.getByRole("button", { name: "按我填的再次提交" }).click();
  await expect(page.getByRole("status").filter({ hasText: "已保存" })).toBeVisible();
  const after = await (await page.request.get(`/api/v1/imports/${id}`)).json();
  expect(after.head.issuer).toBe("我填的机关");
});

test("放弃之前先问；放弃后仍在列表中", async ({ page }) => {
  await bringIn(page);
  await page.getByRole("button", { name: "放弃导入" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("不再使用");
  await dialog.getByRole("button", { name: "放弃导入" }).click();
  await expect(page).toHaveURL(/\/imports$/);
  await expect(page.getByRole("listitem").filter({ hasText: "已放弃" }).first()).toContainText(
    "云湖市数字贸易先行方案",
  );
});

test("只有办公室可以导入", async ({ page }) => {
  await signInAs(page, "lead");
  expect((await page.request.get("/api/v1/imports")).status()).toBe(403);
});

for (const colorScheme of ["light", "dark"] as const)
  test(`没有操作障碍 ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await bringIn(page);
    await expectAccessible(page);
    for (const tab of [/任务/, /单位/, /基本信息/]) {
      await page.getByRole("tab", { name: tab }).click();
      if (String(tab) === "/任务/") await page.locator(".draft-open").first().click();
      await expectAccessible(page);
    }
    await page.goto("/imports");
    await page.locator(".import-list").waitFor();
    await expectAccessible(page);
  });

test.describe("手机上", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });
  test("原文与结果各占一屏，不横向滚动", async ({ page }) => {
    await bringIn(page);
    await expect(page.getByRole("region", { name: "方案原文" })).toBeHidden();
    await page.getByRole("button", { name: "方案原文" }).click();
    await page.getByText("搭建数字贸易公共服务平台").first().click();
    await expect(page.getByRole("tab", { name: /任务/ })).toHaveAttribute("aria-selected", "true");
    expect(await sidewaysPixels(page)).toBe(0);
  });
});
