import { afterAll, expect, it } from "vitest";
import { Folder, orrery, ordersTemplate } from "../test/captured.ts";
import { printable } from "./printable.ts";

const folder = new Folder();
afterAll(() => folder.remove());

it("what may deceive a reader is written out, and our own colors stay", () => {
  const title = "a\u001b]0;title\u0007b\u001b[2Kc\rd\u009be\u202ef\nä €😀";
  const written = "a\\u001b]0;title\\u0007b\\u001b[2Kc\\u000dd\\u009be\\u202ef\nä €😀";
  expect(printable(title)).toBe(written);
  expect(printable(title, true)).toBe(written);
  expect(printable("\u001b[1mbold\u001b[22m", true)).toBe("\u001b[1mbold\u001b[22m");
  expect(printable("\u001b[1mbold\u001b[22m")).toBe("\\u001b[1mbold\\u001b[22m");
  expect(printable("\u001b[8mhidden", true)).toBe("\\u001b[8mhidden");
  expect(JSON.parse(printable(JSON.stringify("a\u009b")))).toBe("a\u009b");
});

it("names in files and on the command line do not move a terminal's cursor", async () => {
  folder.write("template.yaml", ordersTemplate);
  const name = "Orders\u001b[2J\u001b]0;owned\u0007";
  const text = JSON.stringify({
    template: "./template.yaml",
    duration: "1m",
    workload: [{ to: name, arrivals: { constant: { rate: "1/s" } } }],
  });
  for (const args of [
    ["run", folder.write("s.json", text)],
    ["run", `${name}.yaml`],
    [name],
    ["replay", folder.write("run.json", JSON.stringify({ format: name }))],
    ["explain", folder.write("trace.jsonl", name), "--message", name],
  ]) {
    const { status, out, err } = await orrery(args);
    expect(status).toBe(2);

    expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(err).not.toBe("");
  }
});
