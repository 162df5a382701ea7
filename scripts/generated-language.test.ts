import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { answerShapesFile } from "./answer-shapes.ts";
import { jsonataLibrary } from "./jsonata-library.ts";
import { root } from "./workspace.ts";

const language = join(root, "packages/aws/src/services/stepfunctions/language");

it("the library of JSONata is as its script writes it", () => {
  const path = join(language, "jsonata/generated/library.js");
  expect(readFileSync(path, "utf8") === jsonataLibrary()).toBe(true);
});

const shapes = answerShapesFile();

it.skipIf(shapes === undefined)("the shapes of answers are as their script writes them", () => {
  const path = join(language, "test-state/answer-shapes.ts");
  expect(readFileSync(path, "utf8") === shapes).toBe(true);
});
