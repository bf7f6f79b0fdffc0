// Evidence of a task: a file dropped on the page, a new edition, the remark of somebody else; on a wide screen and a phone.
import { expect, type Page, test } from "./journey.ts";
import { expectAccessible, samplePilot, sidewaysPixels, signInAs } from "./official.ts";

const png = Buffer.from(
  "89504e470d0a1a0a0000000d4948445200000001000000010806000000" +
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082",
  "hex",
);
const section = (page: Page) => page.getByRole("region", { name: "佐证材料" });
const pieceOf = (page: Page, title: string) => section(page).getByRole("listitem").filter({ hasText: title }).first();

/** Drops a file as the mouse does. */
async function drop(page: Page, name: string, content: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, base64]) => {
      const bytes = Uint8Array.from(atob(base64 as string), (sign) => sign.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], fileName as string));
      return data;
    },
    [name, content.toString("base64")],
  );
  await section(page).dispatchEvent("drop", { dataTransfer: transfer });
}

test("拖入文件、被拒时知道怎么办、换新版、由他人核验；下载的就是上传的", async ({ page }) => {
  await signInAs(page, "lead");
  const { id, tasks } = await samplePilot(page);
  const address = `/p/${id}/tasks/${tasks[0]?.id}`;
  await page.goto(address);
  await expect(section(page)).toContainText("无佐证");
  await expect(section(page)).toContainText("还没有现行有效的佐证");

  await drop(page, "批复.pdf", png);
  await expect(section(page).getByRole("alert")).toContainText("内容却是PNG 图片");
  await section(page).getByRole("button", { name: "知道了" }).click();

  await drop(page, "内部资料目录.png", png);
  await expect(section(page).getByRole("alert")).toContainText("本系统不得存放涉密材料");
  await section(page).getByRole("textbox", { name: "不涉密的理由" }).fill("刊物名称，已公开发行");
  await section(page).getByRole("button", { name: "声明不涉密并上传" }).click();
  await expect(pieceOf(page, "内部资料目录.png")).toContainText("待核");
  await expect(section(page)).toContainText("有效 1 份");
  await expect(section(page)).toContainText("未查毒");
  await expectAccessible(page);

  const newer = Buffer.concat([png, Buffer.from("2")]);
  await pieceOf(page, "内部资料目录.png")
    .getByLabel("上传新版", { exact: true })
    .and(page.locator("input"))
    .setInputFiles({ name: "目录（第2版）.png", mimeType: "image/png", buffer: newer });
  await expect(pieceOf(page, "内部资料目录.png")).toContainText("目录（第2版）.png");
  await expect(pieceOf(page, "内部资料目录.png")).toContainText("旧版 1 个");
  await expect(pieceOf(page, "内部资料目录.png").getByRole("button", { name: "认可" })).toHaveCount(0);

  await signInAs(page, "office");
  await page.goto(address);
  const piece = pieceOf(page, "内部资料目录.png");
  await piece.getByRole("button", { name: "存疑" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "存疑" }).click();
  await expect(page.getByRole("dialog")).toContainText("须填写");
  await page.getByRole("dialog").getByRole("textbox").fill("请补充盖章页");
  await page.getByRole("dialog").getByRole("button", { name: "存疑" }).click();
  await expect(piece).toContainText("存疑：请补充盖章页");
  await expect(section(page)).toContainText("有效 1 份");

  const saved = page.waitForEvent("download");
  await piece.getByRole("link", { name: "目录（第2版）.png" }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe("目录（第2版）.png");
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).equals(newer)).toBe(true);
});

test("手机上填写链接、撤回并写明理由；撤回的仍看得到", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs(page, "lead");
  const { id, tasks } = await samplePilot(page);
  await page.goto(`/p/${id}/tasks/${tasks[1]?.id}`);
  await section(page).getByRole("button", { name: "填写链接" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "标题" }).fill("印发的通知");
  await page.getByRole("dialog").getByRole("textbox", { name: "网址" }).fill("https://www.example.gov.cn/1");
  await page.getByRole("dialog").getByRole("button", { name: "保存" }).click();
  const piece = pieceOf(page, "印发的通知");
  await expect(piece).toContainText("待核");
  await expect(piece.getByRole("link")).toHaveAttribute("rel", /noopener/);
  expect(await sidewaysPixels(page)).toBe(0);
  await expectAccessible(page);
  await piece.getByRole("button", { name: "撤回" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("另有正式文件");
  await page.getByRole("dialog").getByRole("button", { name: "撤回" }).click();
  await expect(section(page)).toContainText("无佐证");
  await section(page).getByText("已撤回和封存 1 份").click();
  await expect(section(page)).toContainText("理由：另有正式文件");
});
