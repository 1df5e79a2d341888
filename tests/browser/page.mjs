// A browser, and what every test holds: no error, no request but for the report's own files.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const BROWSERS = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const OPTIONS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--font-render-hinting=none",
];

/** A browser, closed after the tests of the file. */
export async function browser(test) {
  const executablePath = BROWSERS.find((path) => path && existsSync(path));
  assert.ok(executablePath, "no Chromium found; name one in CHROMIUM");
  const started = await chromium.launch({ executablePath, args: OPTIONS });
  test.after(() => started.close());
  return started;
}

/** Opens a view of a report; `opened` is when something was to be seen, in milliseconds. What goes wrong in the page
 * fails the test at its end. */
export async function open(browser, folder, view, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("dialog", (dialog) => (wrong.push(`a dialog: ${dialog.message()}`), dialog.dismiss()));
  const own = pathToFileURL(folder).href + "/report";
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(own) && !url.startsWith("data:,")) wrong.push(`a request to ${url}`);
  });
  await page.goto(pathToFileURL(join(folder, "report.html")).href + view);
  await page.waitForSelector("main h2, main p");
  const opened = await page.evaluate(() => performance.now());
  await settled(page);
  return { page, context, opened, close: async () => (assert.deepEqual(wrong, []), context.close()) };
}

/** Goes to another view of the open report. */
export async function go(page, view) {
  await page.evaluate((view) => (location.hash = view), view);
  await settled(page);
}

/** Waits until nothing is loading. */
export async function settled(page) {
  await page.waitForFunction(() => document.querySelector("main") && !document.querySelector(".waiting"));
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20))));
}

/** Runs the program on documents, `{ id, text, … }`, and gives the folder of its results. */
export function results(test, documents) {
  const folder = mkdtempSync(join(tmpdir(), "khabar-"));
  test.after(() => rmSync(folder, { recursive: true }));
  const input = join(folder, "in.jsonl");
  writeFileSync(input, documents.map((document) => JSON.stringify(document) + "\n").join(""));
  const out = join(folder, "out");
  execFileSync(process.env.KHABAR, ["run", input, "--out", out], { stdio: ["ignore", "ignore", "inherit"] });
  return out;
}

/** The text of the stretches that mark the nth fact, as the browser's own ranges tell it; null if none does. */
export const marked = (page, nth) =>
  page.evaluate((nth) => {
    const marks = document.querySelectorAll(`.text mark[data-facts~="${nth}"]`);
    if (marks.length === 0) return null;
    const range = document.createRange();
    range.setStartBefore(marks[0]);
    range.setEndAfter(marks[marks.length - 1]);
    return range.toString();
  }, nth);
