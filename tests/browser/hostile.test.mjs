// Documents that try to be more than text.

import assert from "node:assert/strict";
import * as test from "node:test";
import { browser, go, marked, open, results, settled } from "./page.mjs";

const chromium = await browser(test);

const NEWS = "التقى الرئيس القرغيزي صدير جاباروف رئيس الوزراء الباكستاني شهباز شريف في إسلام آباد.";
const ATTACKS = {
  script: `${NEWS} <script>globalThis.broken = 1; alert(1)</script> ${NEWS}`,
  closing: `${NEWS} </script></style></title><script>globalThis.broken = 1</script><!-- ${NEWS} --> ]]>`,
  handler: `${NEWS} <img src=x onerror="globalThis.broken = 1"> <svg onload=alert(1)> <a href="javascript:alert(1)">${NEWS}</a>`,
  entity: `${NEWS} &lt;script&gt;alert(1)&lt;/script&gt; &amp; &#x202e; ${NEWS}`,
  frame: `${NEWS} <iframe srcdoc="<script>parent.broken = 1</script>"></iframe> <meta http-equiv=refresh content="0;url=http://127.0.0.1:1/">`,
  broken: `${NEWS} <div><b><i></div></p></main></body></html> <table><tr><td ${NEWS}`,
  prototype: `${NEWS} __proto__ constructor toString ${"$"}{alert(1)} {{7*7}} %s ${NEWS}`,
  override: `${NEWS} \u202Eabcdef\u202C \u202Dابجد\u202C ${NEWS}`,
  isolate: `\u2067\u2068${NEWS} \u202B\u202A unclosed ${NEWS}`,
  controls: `${NEWS} \u0001\u0008\u000B\u001B[31m\u007F\u0085\u2028\u2029\uFEFF\u200B ${NEWS}`,
  surrogate: `${NEWS} 🇰🇬🤝🏽 \u{10FFFF} ${NEWS}`,
};
const documents = Object.entries(ATTACKS).map(([id, text]) => ({
  id: `${id}"><script>globalThis.broken=1</script>`,
  text,
  lang: "ar",
  title: `<img src=x onerror=alert(1)>\u202E${id}`,
  outlet: `"><svg onload=alert(1)>`,
  url: "javascript:alert(1)",
  published: "2025-12-04",
}));

test.test("what looks like code stays text", async () => {
  const folder = results(test, documents);
  const { page, close } = await open(chromium, folder, "#/documents");
  for (const view of ["#/overview", "#/facts", "#/entities", "#/entity/0", "#/timeline", "#/meetings", "#/sources", "#/conflicts", "#/projects", "#/undertakings"]) {
    await go(page, view);
    await page.evaluate(() => document.querySelectorAll("main details").forEach((details) => (details.open = true)));
    await settled(page);
  }
  for (const [at, [id, text]] of Object.entries(ATTACKS).entries()) {
    await go(page, `#/document/${at}`);
    const shown = await page.evaluate(() => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector(".text"));
      return range.toString();
    });
    assert.equal(shown, text, id);
    assert.ok((await page.locator(".text mark").count()) >= 8, id);
    assert.ok((await marked(page, 0)).length > 0);
    const foreign = await page.locator("main :is(script, img, iframe, svg, style, object, [onerror], [onload], a[href^='javascript'])").count();
    assert.equal(foreign, 0, id);
  }
  assert.equal(await page.evaluate(() => globalThis.broken), undefined);
  await close();
});

test.test("an override turns nothing round", async () => {
  const folder = results(test, documents.filter(({ id }) => id.startsWith("override")));
  const { page, close } = await open(chromium, folder, "#/document/0");
  assert.equal(await page.locator(".text .control").count(), 2);
  const order = await page.evaluate(() => {
    const text = document.querySelector(".text");
    const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      const at = node.data.indexOf("abcdef");
      if (at < 0) continue;
      return [0, 5].map((nth) => (range.setStart(node, at + nth), range.setEnd(node, at + nth + 1), range.getBoundingClientRect().x));
    }
    return [];
  });
  assert.ok(order[0] < order[1], "a stands left of f");
  await close();
});

test.test("nothing at all is told as such", async () => {
  const folder = results(test, [{ id: "one", text: "خبر.", lang: "ar" }]);
  const { page, close } = await open(chromium, folder, "#/overview");
  for (const view of ["facts", "entities", "timeline", "meetings", "undertakings", "projects", "conflicts", "sources"]) {
    await go(page, `#/${view}`);
    assert.ok((await page.locator(".empty").count()) > 0, view);
  }
  for (const view of ["#/document/99", "#/entity/99", "#/nothing", "#/document/x"]) {
    await go(page, view);
    assert.match(await page.locator("main").innerText(), /There is no/, view);
  }
  await close();
});
