// A one-time password opens one page only, until the person has set an own password; later the user menu leads there.
import { type Browser, expect, type Page, test } from "./journey.ts";
import { ask, expectAccessible, sidewaysPixels, signInAs } from "./official.ts";

interface Newcomer {
  username: string;
  oneTime: string;
}

const good = "Liangjiang-2021-fuwu";

async function replyTo(page: Page, path: string, body: unknown) {
  const answer = await ask(page, "POST", path, { body });
  expect(answer.status(), path).toBe(200);
  return answer.json();
}

/** A person with the duty of a liaison, opened by the administrators as they do it, with a password to use once. */
async function openNewcomer(browser: Browser, baseURL: string | undefined): Promise<Newcomer> {
  const context = await browser.newContext(baseURL ? { baseURL } : {});
  const page = await context.newPage();
  await signInAs(page, "system");
  const units = await (await page.request.get(`/api/v1/units?q=${encodeURIComponent("市科技局")}`)).json();
  const unitId = units.items[0].id;
  const { id: personId } = await replyTo(page, "/people", { unitId, name: "新任联络员（演示数据）" });
  const username = `newcomer.${crypto.randomUUID().slice(0, 8)}`;
  const { password } = await replyTo(page, "/accounts", { personId, username });
  await signInAs(page, "security");
  await replyTo(page, `/people/${personId}/duties`, { unitId, duty: "liaison" });
  await context.close();
  return { username, oneTime: password };
}

async function enter(page: Page, username: string, password: string): Promise<void> {
  await page.getByRole("textbox", { name: "用户名" }).fill(username);
  await page.getByRole("textbox", { name: "密码" }).fill(password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
}

const fieldsOf = (page: Page) => ({
  current: page.getByLabel(/^(一次性密码|当前密码)$/),
  next: page.getByLabel("新密码", { exact: true }),
  again: page.getByLabel("再次输入新密码"),
  change: page.getByRole("button", { name: "修改密码", exact: true }),
  refusal: page.getByRole("alert"),
});

test("一次性密码：先改密码，才能办事；改好后回到原来要去的地方", async ({ page, browser, baseURL }) => {
  const { username, oneTime } = await openNewcomer(browser, baseURL);
  await page.goto("/units?kind=district");
  await enter(page, username, oneTime);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("修改密码");
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await page.goto("/units?kind=district");
  await expect(page).toHaveURL(/\/password\?next=/);

  const { current, next, again, change, refusal } = fieldsOf(page);
  await change.click();
  await expect(refusal).toHaveText([/请填写一次性密码/, /请填写新密码/, /请填写再次输入新密码/]);
  await current.fill(oneTime);
  await next.fill("chongqing-pilot");
  await again.fill("chongqing-pilots");
  await expect(refusal).toHaveText("两次输入的新密码不一致，请核对");
  await again.fill("chongqing-pilot");
  await change.click();
  await expect(refusal).toContainText("密码须至少 12 位、5 种不同字符，含大写、小写、数字、符号中的三类，且不含用户名");
  await expect(next).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page);
  for (const entry of [next, again]) await entry.fill(oneTime);
  await change.click();
  await expect(refusal).toContainText("新密码不能与当前密码相同");

  await current.fill("not-the-password");
  for (const entry of [next, again]) await entry.fill(good);
  await change.click();
  await expect(refusal).toContainText("密码不正确，请核对。连续 5 次错误将锁定 15 分钟");
  await expect(next).toHaveValue(good);
  await expect(again).toHaveValue(good);
  await current.fill(oneTime);
  await change.click();
  await expect(page).toHaveURL(/\/units\?kind=district$/);
  await expect(page.getByRole("status").filter({ hasText: "密码已修改" })).toBeVisible();
  await page.getByRole("link", { name: "台账" }).click();
  await expect(page.locator("[data-row-link]").first()).toBeVisible();

  await page.getByRole("button", { name: /用户菜单/ }).click();
  await page.getByRole("button", { name: "退出" }).click();
  await enter(page, username, oneTime);
  await expect(page.getByRole("alert")).toContainText("用户名或密码不正确");
  await enter(page, username, good);
  await expect(page).toHaveURL(/\/inbox$/);
});

test("从用户菜单修改密码：回到原处，其他设备上的登录失效", async ({ page, browser, baseURL }) => {
  const { username, oneTime } = await openNewcomer(browser, baseURL);
  const other = await browser.newContext(baseURL ? { baseURL } : {});
  const elsewhere = await other.newPage();
  await page.goto("/sign-in");
  await enter(page, username, oneTime);
  const { current, next, again, change } = fieldsOf(page);
  await current.fill(oneTime);
  for (const entry of [next, again]) await entry.fill(good);
  await again.press("Enter");
  await expect(page).toHaveURL(/\/inbox$/);
  await elsewhere.goto("/sign-in");
  await enter(elsewhere, username, good);
  await expect(elsewhere).toHaveURL(/\/inbox$/);

  await page.goto("/units?kind=district");
  const openPage = async () => {
    await page.getByRole("button", { name: /用户菜单/ }).click();
    await page.getByRole("link", { name: "修改密码" }).click();
  };
  await openPage();
  await page.getByRole("button", { name: "取消" }).click();
  await expect(page).toHaveURL(/\/units\?kind=district$/);
  await openPage();
  await current.fill(good);
  for (const entry of [next, again]) await entry.fill(`${good}-2`);
  await change.click();
  await expect(page).toHaveURL(/\/units\?kind=district$/);
  expect((await page.request.get("/api/v1/units")).status()).toBe(200);
  expect((await elsewhere.request.get("/api/v1/units")).status()).toBe(401);
  await other.close();
});

test("不改一次性密码也能退出；会话已失效时回到登录页", async ({ page, browser, baseURL }) => {
  const { username, oneTime } = await openNewcomer(browser, baseURL);
  await page.goto("/sign-in");
  await enter(page, username, oneTime);
  await page.getByRole("button", { name: "退出" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await enter(page, username, oneTime);
  const { current, next, again, change } = fieldsOf(page);
  await current.fill(oneTime);
  for (const entry of [next, again]) await entry.fill(good);
  await page.context().clearCookies();
  await change.click();
  await expect(page.getByText("登录已失效，请重新登录后继续。")).toBeVisible();
});

test("演示身份没有密码：菜单里没有修改密码，地址也不开", async ({ page }) => {
  await signInAs(page, "office");
  await page.goto("/units");
  await page.getByRole("button", { name: /用户菜单/ }).click();
  await expect(page.getByRole("button", { name: "退出" })).toBeVisible();
  await expect(page.getByRole("link", { name: "修改密码" })).toHaveCount(0);
  await page.goto("/password");
  await expect(page).toHaveURL(/\/p\/[0-9a-f-]+\/plan/);
});

test("修改密码的链接不能把人带到别处", async ({ page, browser, baseURL }) => {
  const { username, oneTime } = await openNewcomer(browser, baseURL);
  const leadingAway = (to: string) => `/password?next=${encodeURIComponent(to)}`;
  await page.goto(`/sign-in?next=${encodeURIComponent(leadingAway("//example.org/"))}`);
  await enter(page, username, oneTime);
  const { current, next, again, change } = fieldsOf(page);
  await current.fill(oneTime);
  for (const entry of [next, again]) await entry.fill(good);
  await change.click();
  await expect(page).toHaveURL(/\/inbox$/);
  expect(new URL(page.url()).origin).toBe(baseURL);
  for (const to of ["/\\example.org", "https://example.org/"]) {
    await page.goto(leadingAway(to));
    await page.getByRole("button", { name: "取消" }).click();
    await expect(page).toHaveURL(/\/inbox$/);
    expect(new URL(page.url()).origin).toBe(baseURL);
  }
});

for (const theme of ["light", "dark"] as const)
  test.describe(theme === "light" ? "浅色" : "深色", () => {
    test.use({ colorScheme: theme, viewport: { width: 390, height: 844 }, hasTouch: true });
    test("手机上无障碍，不需要左右滚动", async ({ page, browser, baseURL }) => {
      const { username, oneTime } = await openNewcomer(browser, baseURL);
      await page.goto("/sign-in");
      await enter(page, username, oneTime);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("修改密码");
      await expectAccessible(page);
      expect(await sidewaysPixels(page)).toBeLessThanOrEqual(0);
    });
  });
