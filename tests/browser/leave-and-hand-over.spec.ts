// Somebody goes on leave and a colleague acts in their place; a unit is handed over; a unit looks at its own page on a phone.
import { type Browser, expect, type Page, test } from "./journey.ts";
import { ask, expectAccessible, samplePilot, sidewaysPixels, signInAs } from "./official.ts";

const password = "Chongqing-2021";

async function json<T = { [name: string]: never }>(page: Page, path: string): Promise<T> {
  return (await page.request.get(`/api/v1${path}`)).json() as Promise<T>;
}

async function me(page: Page): Promise<{ name: string; personId: string; unit: { id: string } }> {
  return (await json<{ me: never }>(page, "/session")).me;
}

async function signInAnew(browser: Browser, as: Parameters<typeof signInAs>[1]): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signInAs(page, as);
  return page;
}

/** A colleague in the unit of the lead official, signed in on a page of their own. */
async function colleagueAt(browser: Browser, unitId: string, name: string, username: string): Promise<Page> {
  const system = await signInAnew(browser, "system");
  const person = await (await ask(system, "POST", "/people", { body: { unitId, name } })).json();
  const account = await ask(system, "POST", "/accounts", { body: { personId: person.id, username } });
  const first = (await account.json()).password;
  await system.context().close();
  const page = await (await browser.newContext()).newPage();
  await ask(page, "POST", "/session", { body: { username, password: first } });
  const changed = await ask(page, "POST", "/session/password", { body: { current: first, next: password } });
  expect(changed.status()).toBe(204);
  return page;
}

test("请假委托同事，同事签收任务，痕迹写明代谁；收回后同事即不能再办", async ({ page, browser }) => {
  await signInAs(page, "lead");
  const lead = await me(page);
  const colleague = await colleagueAt(browser, lead.unit.id, "代办演示员", "stand-in");
  const { id: programmeId, tasks } = await samplePilot(page);

  await page.goto("/delegations");
  await page.getByRole("button", { name: "请假委托" }).first().click();
  const form = page.getByRole("dialog");
  await form.getByRole("button", { name: "请假委托" }).click();
  await expect(form.getByText("请选择同事。")).toBeVisible();
  await form.getByLabel("代办人").selectOption({ label: "代办演示员（市科技局）" });
  const until = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  await form.getByLabel("截止日期（含）").fill(until);
  await form.getByLabel("事由（可不填）").fill("年休假");
  await form.getByRole("button", { name: "请假委托" }).click();
  const given = page.getByRole("region", { name: "委托与代办" });
  await expect(given).toContainText(`${lead.name} → 代办演示员`);
  await expect(given).toContainText("代办中");
  await expectAccessible(page);

  const office = await signInAnew(browser, "office");
  // A journey before this one may have issued it.
  const task = tasks.find((one) => ["draft", "issued"].includes(one.state) && one.units[0]?.unitId === lead.unit.id);
  if (!task) throw new Error("the sample has nothing for this unit to sign");
  if (task.state === "draft") {
    const path = `/programmes/${programmeId}/tasks/${task.id}/issue`;
    expect((await ask(office, "POST", path, { body: {}, version: task.version })).status()).toBe(200);
  }

  await colleague.goto(`/p/${programmeId}/own-unit`);
  await expect(colleague.getByText(`您正在代${lead.name}办理市科技局的单位联络员职责`)).toBeVisible();
  await colleague.getByRole("link", { name: new RegExp(`${task.shortTitle.slice(0, 8)}.*签收`) }).click();
  await colleague.getByRole("button", { name: "签收" }).first().click();
  await colleague.getByRole("dialog").getByRole("button", { name: "签收" }).click();
  await expect(colleague.getByText(`代办演示员（代${lead.name}）`)).toBeVisible();
  await expectAccessible(colleague);

  const audit = await signInAnew(browser, "audit");
  const { items } = await json<{ items: { kind: string; personName: string }[] }>(audit, "/events?q=task.sign&limit=5");
  expect(items[0]?.personName).toBe(`代办演示员（代${lead.name}）`);

  await given.getByRole("button", { name: "收回" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "收回" }).click();
  await expect(given).toContainText("已收回");
  const refused = await colleague.request.get(`/api/v1/programmes/${programmeId}/tasks`);
  expect(refused.status()).toBe(403);
});

test("单位撤销，先看移交什么，一次办理；任务归到承接单位", async ({ page }) => {
  await signInAs(page, "office");
  const { id: programmeId, tasks } = await samplePilot(page);
  const add = async (name: string) =>
    (await (await ask(page, "POST", "/units", { body: { kind: "department", name } })).json()) as { id: string };
  const [old, next] = [await add("演示数据移交局"), await add("演示数据接收局")];
  const task = tasks.at(-1);
  if (!task) throw new Error("no task");
  const { version } = await json<{ version: number }>(page, `/programmes/${programmeId}/tasks/${task.id}`);
  const units = [...task.units.map(({ unitId, part, ownDuty }) => ({ unitId, part, ownDuty }))];
  const assigned = await ask(page, "POST", `/programmes/${programmeId}/tasks/${task.id}/assign`, {
    body: { units: [...units, { unitId: old.id, part: "support", ownDuty: "提供资料" }] },
    version,
  });
  expect(assigned.status()).toBe(200);

  await page.goto(`/units/${old.id}`);
  await page.getByRole("button", { name: "登记单位变更" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("承接单位").fill("演示数据接收局");
  await page.getByTitle("演示数据接收局").click();
  const preview = form.getByRole("region", { name: "交接预览" });
  await expect(preview).toContainText("任务 · 移交 1 项");
  await form.getByLabel("方式").selectOption("split");
  await expect(preview.getByRole("checkbox")).not.toBeChecked();
  await form.getByLabel("方式").selectOption("merged");
  await form.getByLabel("生效日期").fill("2024-05-01");
  await expectAccessible(page);
  await form.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("note")).toContainText("由演示数据接收局承接");

  await page.goto(`/p/${programmeId}/units/${next.id}`);
  await expect(page.getByRole("region", { name: "任务" })).toContainText("配合");
  await page.goto(`/p/${programmeId}/tasks/${task.id}`);
  await expect(page.getByText("工作交接").first()).toBeVisible();
});

test("区县在手机上看自己的页面：数字能打开台账，数据能下载", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs(page, "district");
  const programmes = await json<{ items: { id: string; demo: boolean; title: string }[] }>(page, "/programmes");
  const made = programmes.items.find((one) => one.demo && one.title.includes("服务业"));
  if (!made) throw new Error("no demo pilot");
  await page.goto(`/p/${made.id}/overview`);
  await page.getByRole("button", { name: "更多" }).click();
  await page.getByRole("link", { name: "我的单位" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("岚桥区");
  await expectAccessible(page);
  expect(await sidewaysPixels(page)).toBe(0);
  const arriving = page.waitForEvent("download");
  await page.getByRole("link", { name: "下载本单位数据" }).click();
  expect((await arriving).suggestedFilename()).toContain("本单位数据");
  const figure = page.locator(".unit-card-lines a.unit-figure").first();
  const count = await figure.locator("b").textContent();
  await figure.click();
  await expect(page).toHaveURL(/\/ledger\?/);
  await expect(page.getByRole("main").locator("li a[href*='/tasks/']")).toHaveCount(Number(count));
});

test("台账按 1+9+N 一键换看：专项组、推进组、部门、区县、平台", async ({ page }) => {
  await signInAs(page, "office");
  const { id } = await samplePilot(page);
  await page.goto(`/p/${id}/ledger`);
  const cut = page.getByLabel("1+9+N");
  await cut.selectOption({ label: "市级部门" });
  await expect(page.getByRole("row", { name: /市科技局/ }).first()).toBeVisible();
  await cut.selectOption({ label: "推进组" });
  await expect(page).toHaveURL(/kind=group/);
  await cut.selectOption("");
  await expect(page).not.toHaveURL(/view=units/);
});
