import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { shapes } from "./shapes.ts";

interface ModelShape {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
}

const file = new URL("../../../../shared/models/lambda.json", import.meta.url);

/** Where recorded messages have more than the model. */
const asRecorded = (name: string, pattern: string): string => {
  const withRegion = pattern.replaceAll("[a-z]{2}((-gov)", "(eusc-)?[a-z]{2}((-gov)");
  return name === "TaggableResource"
    ? withRegion.replace("|code-signing", "|layer:([a-zA-Z0-9-_]+)|code-signing")
    : withRegion;
};

describe.skipIf(!existsSync(file))("shapes of Lambda's API", () => {
  const model = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as {
        "service-2": { shapes: Record<string, ModelShape> };
      })
    : null;

  it.each(Object.entries(shapes))("are those of AWS's model: %s", (name, shape) => {
    const published = model!["service-2"].shapes[name]!;
    const { min, max, pattern, oneOf } = shape as {
      min?: number;
      max?: number;
      pattern?: string;
      oneOf?: readonly string[];
    };
    expect({ min, max }).toEqual({ min: published.min, max: published.max });
    expect(pattern).toBe(published.pattern && asRecorded(name, published.pattern));
    // In which order the service lists them is known from recordings only.
    expect(oneOf && [...oneOf].sort()).toEqual(published.enum && [...published.enum].sort());
  });
});
