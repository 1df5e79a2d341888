// The report of the seeds. KHABAR_RESULTS is the folder of their results; KHABAR_GOLD, if set, a folder of
// annotated documents whose countries must all be marked.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as test from "node:test";
import { browser, go, marked, open, settled } from "./page.mjs";

const FOLDER = process.env.KHABAR_RESULTS;
const read = (path) => readFileSync(path, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
const lines = (name) => read(join(FOLDER, name));
const documents = lines("documents.jsonl");
const facts = new Map(documents.map(({ doc }) => [doc, []]));
for (const fact of lines("facts.jsonl")) facts.get(fact.doc).push(fact);
const isCountry = (id) => /^[A-Z]{2}$/.test(id ?? "");
const chromium = await browser(test);

const VIEWS = [
  "#/overview", "#/documents", "#/document/0", "#/document/4?fact=3", "#/facts?kind=meeting", "#/entities", "#/entity/0",
  "#/timeline", "#/meetings", "#/undertakings", "#/projects", "#/conflicts", "#/sources",
];

test.test("the report is one file that needs no other", () => {
  assert.ok(!existsSync(join(FOLDER, "report")));
});

test.test("every fact is marked where it stands", async () => {
  const { page, close } = await open(chromium, FOLDER, "#/document/0");
  let countries = 0;
  for (const [at, { doc }] of documents.entries()) {
    await go(page, `#/document/${at}`);
    for (const [nth, fact] of facts.get(doc).entries()) {
      assert.equal(await marked(page, nth), fact.text, `${doc} ${fact.id}`);
      countries += isCountry(fact.value?.entity);
    }
  }
  assert.ok(countries > 100, `${countries} countries`);
  await close();
});

test.test("every annotated country is marked", { skip: !process.env.KHABAR_GOLD }, async () => {
  const { page, close } = await open(chromium, FOLDER, "#/document/0");
  let checked = 0;
  for (const [at, { doc }] of documents.entries()) {
    await go(page, `#/document/${at}`);
    const annotated = read(join(process.env.KHABAR_GOLD, `${doc}.jsonl`));
    for (const mention of annotated.filter(({ kind, entity, hard }) => kind === "place" && isCountry(entity) && !hard)) {
      const [start, end] = mention.chars;
      const found = ({ kind, value, span }) =>
        kind === "place" && value?.entity === mention.entity && span.chars[0] === start && span.chars[1] === end;
      const nth = facts.get(doc).findIndex(found);
      assert.ok(nth >= 0, `${doc} has no ${mention.entity} at ${start}`);
      assert.equal(await marked(page, nth), mention.text);
      checked += 1;
    }
  }
  assert.ok(checked > 0);
  await close();
});

/** Where each letter of the text stands and how wide it is: its joined forms differ in width. */
const letters = (page) =>
  page.evaluate(() => {
    const box = document.querySelector(".text");
    const nodes = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const found = [];
    for (let node = nodes.nextNode(); node && !node.parentElement.closest(".beside"); node = nodes.nextNode()) {
      for (let at = 0; at < node.length; at += 1) {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const { x, y, width } = range.getBoundingClientRect();
        found.push([node.data[at], x, y, width]);
      }
    }
    return found;
  });

test.test("marks change no letter's shape or place", async () => {
  for (const [at, { doc }] of documents.entries()) {
    const { page, close } = await open(chromium, FOLDER, `#/document/${at}`);
    const marked = await letters(page);
    await page.evaluate(() => {
      for (const mark of document.querySelectorAll(".text mark")) mark.replaceWith(...mark.childNodes);
      document.querySelector(".text").normalize();
    });
    const plain = await letters(page);
    assert.equal(marked.length, plain.length);
    assert.ok(marked.length > 500);
    for (const [nth, [letter, x, y, width]] of marked.entries()) {
      const [same, plainX, plainY, plainWidth] = plain[nth];
      assert.equal(letter, same);
      const off = Math.max(Math.abs(x - plainX), Math.abs(y - plainY), Math.abs(width - plainWidth));
      assert.ok(off < 0.6, `${doc}: letter ${nth}, ${letter}, is ${off} px off`);
    }
    await close();
  }
});

test.test("hovering and tapping tell what a fact is", async () => {
  const { page, close } = await open(chromium, FOLDER, "#/document/0");
  const mark = page.locator(".text mark.g-event").nth(1);
  await mark.hover();
  const card = page.locator(".beside .card");
  await card.waitFor();
  await mark.click();
  const told = await card.innerText();
  for (const words of ["committed", "agreement.compound", "Pakistan", "Why", "khabar explain --doc"]) assert.ok(told.includes(words), words);
  await page.keyboard.press("Escape");
  await settled(page);
  assert.match(page.url(), /document\/0$/);
  await close();
});

test.test("keys go from fact to fact", async () => {
  const { page, close } = await open(chromium, FOLDER, "#/document/1");
  for (const key of ["j", "j", "j", "k"]) await page.keyboard.press(key);
  await settled(page);
  assert.match(page.url(), /fact=1$/);
  assert.equal(await page.locator('aside [aria-current="true"]').count(), 1);
  await page.keyboard.press("2");
  await settled(page);
  assert.match(page.url(), /#\/documents$/);
  await close();
});

test.test("a document never stands under the address of another", async () => {
  const { page, close } = await open(chromium, FOLDER, "#/document/0?fact=5");
  await page.evaluate(() => (location.hash = "#/document/3"));
  await settled(page);
  assert.ok((await page.locator(".about code").innerText()).includes(documents[3].doc));
  assert.equal(await marked(page, 0), facts.get(documents[3].doc)[0].text);
  await go(page, "#/document/%");
  assert.match(await page.locator("main").innerText(), /There is no/);
  await close();
});

test.test("filters leave what they say", async () => {
  const { page, close } = await open(chromium, FOLDER, "#/facts");
  const all = lines("facts.jsonl");
  const heading = () => page.locator("main h2").innerText();
  assert.equal(await heading(), `${all.length} facts`);
  await page.selectOption('[name="kind"]', "meeting");
  await settled(page);
  assert.equal(await heading(), `${all.filter(({ kind }) => kind === "meeting").length} facts`);
  await page.selectOption('[name="language"]', "ur");
  await settled(page);
  const urdu = new Set(documents.filter(({ language }) => language.variety === "ur").map(({ doc }) => doc));
  assert.equal(await heading(), `${all.filter(({ kind, doc }) => kind === "meeting" && urdu.has(doc)).length} facts`);
  await page.locator(".facts a").first().click();
  await settled(page);
  assert.match(page.url(), /document\/4.*kind=meeting/);
  assert.equal(await page.locator(".text mark:not(.g-event)").count(), 0);
  await go(page, "#/documents");
  await page.fill('[name="entity"]', "قرغیز");
  await page.waitForSelector("#entities option", { state: "attached" });
  const name = await page.locator("#entities option").first().getAttribute("value");
  await page.fill('[name="entity"]', name);
  await settled(page);
  assert.match(page.url(), /entity=\d+/);
  await close();
});

test.test("a conflict shows both sides beside each other", async () => {
  const { page, close } = await open(chromium, FOLDER, "#/conflicts");
  const place = page.locator('[data-conflict^="conflict/place"]');
  await place.locator("summary").first().click();
  const claims = place.locator(".claims > section");
  assert.equal(await claims.count(), 2);
  const [one, other] = [await claims.nth(0).boundingBox(), await claims.nth(1).boundingBox()];
  assert.ok(Math.abs(one.y - other.y) < 2 && other.x > one.x + one.width - 1);
  for (const at of [0, 1]) assert.ok((await claims.nth(at).locator("blockquote mark").count()) > 0);
  assert.ok((await place.innerText()).includes("Tajikistan"));
  await close();
});

test.test("an entity is followed through four languages", async () => {
  const { page, close } = await open(chromium, FOLDER, "#/entities");
  await page.fill('[name="name"]', "Kyrgyzstan");
  await settled(page);
  await page.locator(".entities a").filter({ hasText: /^Kyrgyzstan$/ }).click();
  await settled(page);
  const at = page.url();
  for (const language of ["ar", "fa", "prs", "ur"]) {
    const row = page.locator(`tr[data-language="${language}"]`);
    assert.ok((await row.locator(".form").count()) > 0, language);
    await row.locator("a").first().click();
    await settled(page);
    assert.ok((await page.locator(".text mark").count()) > 0, language);
    await page.goto(at);
    await settled(page);
  }
  await close();
});

test.test("light and dark", async () => {
  const ground = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await open(chromium, FOLDER, "#/document/2", { colorScheme: "dark" });
  assert.equal(await ground(dark.page), "rgb(22, 24, 28)");
  const theme = dark.page.locator(".theme");
  await theme.click();
  assert.equal(await ground(dark.page), "rgb(255, 255, 255)");
  await theme.click();
  assert.equal(await ground(dark.page), "rgb(22, 24, 28)");
  await dark.close();
});

test.test("on a phone nothing is wider than the screen", async () => {
  const phone = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true };
  const { page, close } = await open(chromium, FOLDER, "#/overview", phone);
  for (const view of VIEWS) {
    await go(page, view);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `${view} is ${width} wide`);
  }
  await go(page, "#/document/0");
  await page.locator(".text mark").nth(4).tap();
  await settled(page);
  const card = await page.locator(".beside").boundingBox();
  assert.ok(Math.abs(card.y + card.height - 800) < 2, "the card stands at the bottom");
  await close();
});

test.test("no serious fault of accessibility", async () => {
  const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  for (const colorScheme of ["light", "dark"]) {
    const { page, context } = await open(chromium, FOLDER, "#/overview", { colorScheme, bypassCSP: true });
    await page.addScriptTag({ path: axe });
    for (const view of VIEWS) {
      await go(page, view);
      await page.evaluate(() => document.querySelectorAll("main details").forEach((details) => (details.open = true)));
      await settled(page);
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      const faults = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
      assert.deepEqual(faults.map(({ id, nodes }) => `${view} ${colorScheme} ${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)).join(" | ")}`), []);
    }
    await context.close();
  }
});

test.test("on paper there is text and no navigation", async () => {
  const { page, close } = await open(chromium, FOLDER, "#/document/3");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".top").isVisible(), false);
  assert.equal(await page.locator(".text").isVisible(), true);
  await close();
});
