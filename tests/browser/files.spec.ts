// What the pages are made of: sent compressed, kept by the browser for good, but for the page that names the others.
import { expect, test } from "./journey.ts";

test("网页的文件：压缩后送出，长期保存；首页每次核对", async ({ request }) => {
  const page = await request.get("/", { headers: { "accept-encoding": "gzip" } });
  expect(page.headers()).toMatchObject({ "content-encoding": "gzip", "cache-control": "no-cache" });
  const script = (await page.text()).match(/\/assets\/[\w-]+\.js/)?.[0] ?? "";
  const compressed = await request.get(script, { headers: { "accept-encoding": "gzip" } });
  expect(compressed.headers()).toMatchObject({
    "content-encoding": "gzip",
    vary: expect.stringMatching(/accept-encoding/i),
  });
  expect(compressed.headers()["cache-control"]).toContain("immutable");
  const plain = await request.get(script, { headers: { "accept-encoding": "identity" } });
  expect(plain.headers()["content-encoding"]).toBeUndefined();
  expect(await plain.text()).toBe(await compressed.text());
});
