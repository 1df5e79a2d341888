// Thousands of documents: parts beside the page, each of bounded size, and answers within a second.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import * as test from "node:test";
import { browser, go, open, results, settled } from "./page.mjs";

const chromium = await browser(test);
const SEEDS = join(import.meta.dirname, "../../seeds");
const LARGEST = 5_000_000;
const SECOND = 1000;

/** As many documents, each a few paragraphs of a seed, about as long as a piece of news. */
function pieces(many) {
  const texts = readdirSync(SEEDS).filter((name) => name.endsWith(".txt")).sort().map((name) => readFileSync(join(SEEDS, name), "utf8"));
  const pieces = texts.flatMap((text) => text.match(/(?:.+\n*){1,4}/g)).filter((piece) => piece.length > 300);
  return Array.from({ length: many }, (_, at) => ({ id: `piece-${at}`, text: pieces[at % pieces.length], title: `${at}` }));
}

/** KHABAR_LARGE, if set, is a folder of results to take instead. */
const folder = process.env.KHABAR_LARGE ?? results(test, pieces(2000));

test.test("no file is larger than five megabytes", () => {
  const parts = readdirSync(join(folder, "report")).map((name) => join(folder, "report", name));
  for (const path of [join(folder, "report.html"), ...parts]) assert.ok(statSync(path).size < LARGEST, path);
});

/** How long opening and filtering take, each in milliseconds, the slowest last. */
async function times() {
  const { page, close, opened } = await open(chromium, folder, "#/overview");
  await go(page, "#/facts");
  const times = { opens: opened };
  for (const [name, choice] of [["kind", "meeting"], ["language", { index: 1 }], ["kind", ""]]) {
    const before = performance.now();
    await page.selectOption(`[name="${name}"]`, choice);
    await settled(page);
    times[`${name} ${JSON.stringify(choice)}`] = performance.now() - before;
  }
  await close();
  return times;
}

test.test("it opens and answers a filter within a second", async (of) => {
  // The browser's own start is none of ours: an empty page comes before.
  await (await chromium.newPage()).close();
  // Machines are noisy: of three tries the best one counts.
  const tries = [await times(), await times(), await times()];
  const slowest = (times) => Math.max(...Object.values(times));
  const best = tries.sort((a, b) => slowest(a) - slowest(b))[0];
  of.diagnostic(Object.entries(best).map(([name, time]) => `${name}: ${time.toFixed()} ms`).join(", "));
  for (const [name, time] of Object.entries(best)) assert.ok(time < SECOND, `${name}: ${time} ms`);
});

test.test("every view opens", async () => {
  const { page, close } = await open(chromium, folder, "#/overview");
  for (const view of ["#/document/1999", "#/timeline", "#/meetings?size=200", "#/entities", "#/sources"]) {
    await go(page, view);
    assert.ok((await page.locator("main h2").count()) > 0, view);
  }
  await close();
});
