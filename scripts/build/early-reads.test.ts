import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { earlyReads } from "./early-reads.ts";

const folder = mkdtempSync(join(tmpdir(), "parts-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("finds the parts that call others, or look into them, while they are read", () => {
  const parts = {
    core: "module.exports = { later: (read) => read() };",
    queue: 'exports.queue = require("./core.cjs").later;',
    topic: 'const { later } = require("./core.cjs"); later(() => require("./warnings.cjs"));',
    waiting: 'exports.report = () => require("./other.cjs");',
    warnings: "",
    other: "",
  };
  for (const [name, text] of Object.entries(parts))
    writeFileSync(join(folder, `${name}.cjs`), text);
  expect(earlyReads(folder)).toEqual(["topic.cjs reads warnings.cjs"]);
});
