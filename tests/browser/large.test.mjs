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

test.test("it opens and answers a filter within a second", async (of) => {
  // The browser's own start is none of ours: an empty page comes before.
  await (await chromium.newPage()).close();
  const { page, close, opened } = await open(chromium, folder, "#/overview");
  await go(page, "#/facts");
  const answers = {};
  for (const [name, choice] of [["kind", "meeting"], ["language", 1], ["kind", ""]]) {
    const before = performance.now();
    await page.selectOption(`[name="${name}"]`, typeof choice === "number" ? { index: choice } : choice);
    await settled(page);
    answers[`${name} ${choice}`] = performance.now() - before;
  }
  of.diagnostic(`opens in ${opened.toFixed()} ms; filters ${Object.values(answers).map((time) => time.toFixed()).join(", ")} ms`);
  assert.ok(opened < SECOND, `opens in ${opened} ms`);
  for (const [name, time] of Object.entries(answers)) assert.ok(time < SECOND, `${name} took ${time} ms`);
  for (const view of ["#/document/1999", "#/timeline", "#/meetings?size=200", "#/entities", "#/sources"]) {
    await go(page, view);
    assert.ok((await page.locator("main h2").count()) > 0, view);
  }
  await close();
});
