import { afterAll, expect, it } from "vitest";
import { writeFileSync } from "node:fs";
import { zipSync } from "fflate";
import { Folder, orrery } from "../test/captured.ts";
import { measureBeside } from "./package-size.ts";

const folder = new Folder();
afterAll(() => folder.remove());
const measure = measureBeside(folder.of("template.yaml"));

it("measures folders, zip files and other files, and nothing that is not there", () => {
  folder.write("src/index.js", "x".repeat(10));
  folder.write("src/lib/a/b.txt", "y".repeat(5));
  const plain = { zipped: null, needsCfnResponse: false };
  expect(measure("src")).toEqual({ ...plain, unzipped: 15 });
  expect(measure(folder.of("src"))).toEqual({ ...plain, unzipped: 15 });
  const zip = zipSync({ "a.js": new Uint8Array(1_000_000), "b/c.js": new Uint8Array(7) });
  writeFileSync(folder.of("code.zip"), zip);
  expect(measure("code.zip")).toEqual({
    zipped: zip.length,
    unzipped: 1_000_007,
    needsCfnResponse: false,
  });
  folder.write("broken.zip", "no zip file");
  expect(measure("broken.zip")).toEqual({ ...plain, zipped: 11, unzipped: 11 });
  folder.write("image.tar", "z".repeat(3));
  expect(measure("image.tar")).toEqual({ ...plain, unzipped: 3 });
  expect(measure("nowhere")).toBeNull();
});

it.each([
  ["a.js", 'const r = require("cfn-response");', true],
  ["a.mjs", 'import * as r from "cfn-response";', true],
  ["a.py", "import json\nimport cfnresponse\n", true],
  ["a.py", "# import cfnresponse is not here\n", false],
  ["a.txt", "import cfnresponse\n", false],
])("sees whether %s takes cfn-response: %j", (name, text, needsCfnResponse) => {
  const path = `one-${name}-${text.length}`;
  folder.write(`${path}/${name}`, text);
  expect(measure(path)).toMatchObject({ needsCfnResponse });
  folder.write(`${path}/cfnresponse.py`, "def send(): pass\n");
  expect(measure(path)).toMatchObject({ needsCfnResponse: false });
});

it("lint measures what a template names", async () => {
  folder.write("big/a.py", "import cfnresponse\n");
  const template = folder.write(
    "template.yaml",
    "Transform: AWS::Serverless-2016-10-31\nResources: {F: {Type: AWS::Serverless::Function, Properties: {Runtime: python3.13, Handler: a.b, CodeUri: big/}}}\n",
  );
  const { out } = await orrery(["lint", template]);
  expect(out).toContain("F.CodeUri: it takes the module cfn-response");
});
