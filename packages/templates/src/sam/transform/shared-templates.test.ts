import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readTemplate } from "../../template/document.ts";
import { isMap, isText, memberOf, type JsonMap } from "./json.ts";
import { packaged } from "./packaged.ts";
import { placedTemplate } from "./template-json.ts";
import { transformSam } from "./transform.ts";

/** Published templates beside the repository; they are not part of it. */
const folder = fileURLToPath(new URL("../../../../../../shared/templates", import.meta.url));
const files = existsSync(folder)
  ? readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /(^|\/)template[^/]*\.ya?ml$/.test(file))
      .sort()
  : [];
const absent = files.length === 0 ? " (skipped: no ../shared/templates)" : "";

const isSam = (resource: JsonMap[string] | undefined): boolean => {
  const type = memberOf(resource, "Type");
  return isText(type) && type.startsWith("AWS::Serverless::");
};

describe.skipIf(files.length === 0)(`the transform of published templates${absent}`, () => {
  it.each(files)("%s leaves no type of SAM, and makes something of each", (file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const written = placedTemplate(readTemplate(text, file).root).template;
    const { template, madeOf } = transformSam(packaged(written), {
      region: "us-east-1",
      partition: "aws",
      parameters: {},
    });
    const resources = memberOf(template, "Resources");
    expect(Object.values(isMap(resources) ? resources : {}).filter(isSam)).toEqual([]);
    const sources = memberOf(written, "Resources");
    const made = new Set(madeOf.values());
    expect(
      Object.entries(isMap(sources) ? sources : {})
        .filter(([id, resource]) => isSam(resource) && !made.has(id))
        .map(([id]) => id),
    ).toEqual([]);
  });
});
