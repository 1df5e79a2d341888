// What the report carries is what the packages hold.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as test from "node:test";

const VENDOR = join(import.meta.dirname, "../../crates/khabar-report/vendor");

/** The folder of an installed package. */
const home = (name) => join(import.meta.dirname, "node_modules", name);

test.test("every carried file is that of its pinned package, with the licence", () => {
  const packages = readdirSync(VENDOR, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const table = readFileSync(join(VENDOR, "README.md"), "utf8");
  assert.ok(packages.length >= 11);
  for (const name of packages) {
    const { version } = JSON.parse(readFileSync(join(home(name), "package.json"), "utf8"));
    assert.ok(table.includes(`| ${name} | ${version} |`), `${name} ${version} in vendor/README.md`);
    const files = readdirSync(join(VENDOR, name));
    assert.ok(files.includes("LICENSE"), name);
    for (const file of files) {
      const places = [join(home(name), file), join(home(name), "dist", file), join(home(name), "hooks/dist", file)];
      const same = places.some((place) => {
        try {
          return readFileSync(place).equals(readFileSync(join(VENDOR, name, file)));
        } catch {
          return false;
        }
      });
      assert.ok(same, `${name}/${file}`);
    }
  }
});
