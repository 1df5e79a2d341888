// Pictures of the report of the seeds, for the README: node pictures.mjs FOLDER

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { browser, open, settled } from "./page.mjs";

const [folder] = process.argv.slice(2);
const chromium = await browser({ after: () => {} });
mkdirSync(folder, { recursive: true });

const PICTURES = [
  ["report.png", "#/document/0?fact=5", { viewport: { width: 1280, height: 760 }, colorScheme: "light" }],
  ["report-dark.png", "#/entity/0", { viewport: { width: 1280, height: 760 }, colorScheme: "dark" }],
  ["report-meetings.png", "#/meetings", { viewport: { width: 1280, height: 760 }, colorScheme: "light" }],
  ["report-phone.png", "#/document/4?fact=20", { viewport: { width: 390, height: 760 }, colorScheme: "light", isMobile: true, hasTouch: true }],
];

for (const [name, view, options] of PICTURES) {
  const { page, close } = await open(chromium, process.env.KHABAR_RESULTS, view, options);
  await settled(page);
  await page.screenshot({ path: join(folder, name) });
  await close();
}
await chromium.close();
