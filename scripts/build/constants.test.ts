import { SourceMap, type SourceMapPayload } from "node:module";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { constants, lostConstants } from "./constants.ts";

/** The declarations that are no constants and could be. */
const lost = (lines: readonly string[], path = "index.js"): readonly string[] => {
  const code = lines.join("\n");
  return lostConstants(code, path).map((start) => code.slice(start).split("\n")[0]!);
};

describe("what could be a constant", () => {
  it("is assigned once, wherever it is read from below", () => {
    const lines = [
      "var width = 8;",
      "var { length, ...others } = [width], area = length * width;",
      "var Shape = class { sides = sides(); };",
      "var sides = () => width;",
      "export { area, others, Shape };",
    ];
    expect(lost(lines)).toEqual(lines.slice(0, 4));
    expect(lost(["var width = 8;", "module.exports = { width };"], "index.cjs")).toEqual([
      "var width = 8;",
    ]);
  });

  it("is not assigned again", () => {
    const lines = [
      "var count = 0, first = 1;",
      "var last;",
      "var [found] = [];",
      "var kept = 1;",
      "function next() { count += 1; last = first; [found] = [last]; }",
      "var kept = 2;",
      "export { kept, next };",
    ];
    expect(lost(lines)).toEqual([]);
  });

  it("has its value when it is read, as in a circle of modules it may not", () => {
    const lines = [
      "var seen = typeof value;",
      "var value = 1;",
      "var Direction = ((all) => all)(Direction || {});",
      "export { Direction, seen, value };",
    ];
    expect(lost(lines)).toEqual([lines[0]]);
  });

  it("stands at the top of a file", () => {
    expect(lost(["for (var at = 0; ; ) break;", "{ var inner = at; }", "inner;"])).toEqual([]);
  });
});

it("a bundle has constants, and its source map leads to the sources as before", async () => {
  const source = "export const area = (side: number) => side * width; const width = 8;";
  const { outputFiles } = await build({
    stdin: { contents: source, loader: "ts", sourcefile: "area.ts" },
    bundle: true,
    format: "esm",
    outfile: "area.js",
    sourcemap: true,
    write: false,
    plugins: [constants],
  });
  const [map, code] = outputFiles.map(({ text }) => text);
  const lines = code!.split("\n");
  expect(lines.slice(1, 3)).toEqual(["const area = (side) => side * width;", "const width = 8;"]);
  const entries = new SourceMap(JSON.parse(map!) as SourceMapPayload);
  for (const [line, word] of [
    [1, "area"],
    [1, "side * "],
    [2, "width"],
  ] as const) {
    expect(entries.findEntry(line, lines[line]!.indexOf(word))).toMatchObject({
      originalSource: expect.stringMatching(/area\.ts$/),
      originalLine: 0,
      originalColumn: source.indexOf(word === "width" ? "width = 8" : word),
    });
  }
});
