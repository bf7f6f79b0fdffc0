// Which browser drives the journeys and the measurements: CHROME_PATH, else one of the machine, else the one that npm delivers for Linux.
import { existsSync } from "node:fs";
import chromium from "@sparticuz/chromium";

const installed = [
  "/usr/bin/google-chrome",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/microsoft-edge",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** The path of a browser. @throws when there is none; the message says the mend. */
export async function findBrowser(): Promise<string> {
  const found = process.env.CHROME_PATH ?? installed.find((path) => existsSync(path));
  if (found) return found;
  if (process.platform === "linux" && process.arch === "x64") return chromium.executablePath();
  throw new Error("No browser for the journeys: install Chrome or Chromium, or set CHROME_PATH to one.");
}
