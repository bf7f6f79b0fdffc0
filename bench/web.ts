// What the web app costs a reader, in a real browser: code before sign-in, code and time to the first rows of 10,000, frames while scrolling.
import { gzipSync } from "node:zlib";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { findBrowser } from "../tests/browser/find-browser.ts";
import { median } from "./measure.ts";
import type { Figure } from "./service.ts";

/** Wheel events of one measurement, and how far each goes, pixels. */
const wheel = { turns: 240, far: 400 };

/** Counts the scripts that a page fetches, as gzip sends them. */
function countScripts(page: Page): () => Promise<number> {
  const bodies: Promise<Buffer>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") bodies.push(response.body());
  });
  return async () => (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body).length, 0);
}

// Run in the page, not here: text, so that this file needs no types of the browser.
const watchFrames = `
  globalThis.kept = { times: [], on: true };
  let last = performance.now();
  requestAnimationFrame(function frame(now) {
    kept.times.push(now - last);
    last = now;
    if (kept.on) requestAnimationFrame(frame);
  });`;
const markFirstRows = `
  new MutationObserver((_, observer) => {
    if (!document.querySelector("[data-row-link]")) return;
    performance.mark("first-rows");
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });`;

const kilobytes = (bytes: number) => Math.round(bytes / 100) / 10;

/** Times between frames while the grid is scrolled down without a pause, and the page's own processor time for each, milliseconds. */
async function scrollFrames(page: Page): Promise<{ times: number[]; work: number }> {
  const grid = await page.getByRole("grid").boundingBox();
  const at = { x: (grid?.x ?? 0) + 700, y: (grid?.y ?? 0) + 300 };
  const session = await page.context().newCDPSession(page);
  const spent = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return (metrics.find((metric) => metric.name === "TaskDuration")?.value ?? 0) * 1000;
  };
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const before = await spent();
  await page.evaluate(watchFrames);
  for (let turn = 0; turn < wheel.turns; turn++)
    await session.send("Input.dispatchMouseEvent", { type: "mouseWheel", ...at, deltaX: 0, deltaY: wheel.far });
  const times = await page.evaluate<number[]>("kept.on = false, kept.times.slice(2)");
  return { times: times.toSorted((a, b) => a - b), work: ((await spent()) - before) / times.length };
}

/** How often the ledger is opened, each time with nothing kept; the middle one counts, since others use these machines too. */
const openings = 7;

/** When the first rows of a ledger are there, milliseconds after it was asked for, by a browser that has kept nothing. */
async function firstRowsOf(browser: Browser, port: number, path: string): Promise<number> {
  const context = await newcomer(browser, port);
  try {
    const page = await context.newPage();
    await page.addInitScript(markFirstRows);
    await page.goto(path);
    await page.locator("[data-row-link]").first().waitFor();
    return await page.evaluate<number>(`performance.getEntriesByName("first-rows")[0]?.startTime ?? 0`);
  } finally {
    await context.close();
  }
}

/** A browser without anything kept, signed in as the office. */
async function newcomer(browser: Browser, port: number): Promise<BrowserContext> {
  const baseURL = `http://127.0.0.1:${port}`;
  const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } });
  await context.request.post("/api/v1/session/demo", { data: { as: "office" }, headers: { origin: baseURL } });
  return context;
}

/** Needs a running server in demo mode with a pilot of 10,000 tasks. */
export async function webFigures(engine: string, port: number, programmeId: string): Promise<Figure[]> {
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: ["--no-sandbox"] });
  try {
    const door = await browser.newPage({ baseURL: `http://127.0.0.1:${port}` });
    const before = countScripts(door);
    await door.goto("/sign-in", { waitUntil: "networkidle" });
    const doorBytes = await before();
    await door.close();
    const path = `/p/${programmeId}/ledger`;
    const waits: number[] = [];
    for (let opening = 0; opening < openings; opening += 1) waits.push(await firstRowsOf(browser, port, path));
    const page = await (await newcomer(browser, port)).newPage();
    const scripts = countScripts(page);
    await page.goto(path);
    await page.locator("[data-row-link]").first().waitFor();
    const ledgerBytes = await scripts();
    await page.getByText(/^(\d+) \/ \1 /).waitFor({ timeout: 120_000 });
    const { times, work } = await scrollFrames(page);
    const perSecond = (times.length / times.reduce((sum, time) => sum + time, 0)) * 1000;
    const figure = (name: string, value: number, unit: string, target?: number): Figure => ({
      name,
      engine,
      value,
      unit,
      ...(target === undefined ? {} : { target, ok: value <= target }),
    });
    return [
      figure("web-js-before-sign-in", kilobytes(doorBytes), "kB gzip", 150),
      figure("web-js-first-ledger", kilobytes(ledgerBytes), "kB gzip", 350),
      figure("web-first-rows", Math.round(median(waits)), "ms", 1000),
      figure("web-scroll-work-per-frame", Math.round(work * 10) / 10, "ms processor", 16.7),
      figure("web-scroll-frames", Math.round(perSecond * 10) / 10, "frames/s"),
      figure("web-scroll-frame-p95", Math.round((times[Math.floor(times.length * 0.95)] ?? 0) * 10) / 10, "ms"),
      figure("web-scroll-frame-worst", Math.round((times.at(-1) ?? 0) * 10) / 10, "ms"),
    ];
  } finally {
    await browser.close();
  }
}
