import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { changed, firstMissing, stepsOf, walk } from "./walkthrough.ts";

const folder = mkdtempSync(join(tmpdir(), "orrery-walk-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = `
# A text

\`\`\`ts src/a.ts
one
\`\`\`

\`\`\`ts
no file
\`\`\`

\`\`\`console
$ cat src/a.ts
one
$ echo 1; echo 2; echo 3
1
…
3
\`\`\`
`;

describe("the steps of a text", () => {
  it("are files and commands, in order", () => {
    expect(stepsOf(text)).toEqual([
      { type: "file", line: 4, name: "src/a.ts", text: "one\n", language: "ts" },
      { type: "command", line: 12, command: "cat src/a.ts", prints: ["one"] },
      { type: "command", line: 12, command: "echo 1; echo 2; echo 3", prints: ["1", "…", "3"] },
    ]);
  });

  it("are done, and what prints something else is said", async () => {
    await walk(stepsOf(text), { cwd: folder });
    await expect(walk(stepsOf(text.replace("…\n3", "3")), { cwd: folder })).rejects.toThrow(
      'line 12: "echo 1; echo 2; echo 3" does not print "3" there',
    );
  });

  it("change a file, where the lines are that they name", () => {
    expect(changed("a\nb\nc\n", " a\n-b\n+x\n+y\n c\n")).toBe("a\nx\ny\nc\n");
    expect(() => changed("a\n", "-b\n+c\n")).toThrow("not there once");
    const text =
      "```ts a.txt\none\ntwo\n```\n\n```diff a.txt\n-two\n+three\n```\n\n```console\n$ cat a.txt\none\nthree\n```\n";
    return walk(stepsOf(text), { cwd: folder });
  });

  it.each([
    [["a", "c"], "c"],
    [["a", "…", "c"], null],
    [["b"], null],
    [["a", "b", "c", "d"], "d"],
    [["…", "a", "…"], null],
    [["a…"], null],
    [["x…"], "x…"],
    [["c", "a"], "a"],
  ])("print lines in order: %j", (said, missing) => {
    expect(firstMissing(said, ["a", "b", "c"])).toBe(missing);
  });
});
