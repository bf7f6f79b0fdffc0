// 演示数据: a pilot with many tasks, brought in as an office does it.
import { expect, originHere, type Page } from "./journey.ts";
import { ask } from "./official.ts";

/** @param leadOf the lead unit of each task, counted from 0 */
export async function bigPilot(
  page: Page,
  count: number,
  leadOf: (index: number) => string = () => "市知识产权局",
): Promise<string> {
  const rows = Array.from(
    { length: count },
    (_, index) =>
      `${index + 1} | 演示任务第${index + 1}项：建立第${index + 1}类演示服务的试点清单。 | ${leadOf(index)} |`,
  );
  const plan = ["云岭示范区演示方案（演示数据）", "2021年9月1日", "序号 | 工作任务 | 牵头单位 |", ...rows].join("\n");
  const made = await page.context().request.post("/api/v1/imports", {
    headers: { origin: originHere(), "idempotency-key": crypto.randomUUID() },
    multipart: { file: { name: "云岭.txt", mimeType: "text/plain", buffer: Buffer.from(plan) } },
  });
  expect(made.status()).toBe(200);
  const draft = await made.json();
  const confirmed = await ask(page, "POST", `/imports/${draft.id}/confirm`, { version: draft.version });
  expect(confirmed.status()).toBe(200);
  return (await confirmed.json()).programmeId;
}
