import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readTemplate } from "../template/document.ts";
import { resolveTemplate } from "../template/resolve.ts";

/** Templates of SAM's own tests with what SAM makes of them, beside the repository. */
const file = fileURLToPath(
  new URL("../../../../../shared/cases/sam_transform.json", import.meta.url),
);
const absent = existsSync(file) ? "" : " (skipped: no ../shared/cases)";

interface TransformCase {
  readonly source: string;
  readonly input: { readonly templateText: string };
  readonly expected: { readonly Resources?: Readonly<Record<string, unknown>> };
}

const resolves = (text: string) => resolveTemplate(readTemplate(text, "t.yaml"));

/** The template with a resource that depends on `logicalId`; `null` where it has not that form. */
function dependingOn(text: string, logicalId: string): string | null {
  const indentation = /^Resources:\s*\n(?:\s*#.*\n|\s*\n)*( +)\S/m.exec(text)?.[1];
  if (indentation === undefined) return null;
  const resource = `${indentation}Added: {Type: AWS::SNS::Topic, DependsOn: ${logicalId}}`;
  return text.replace(/^Resources:[ \t]*$/m, `Resources:\n${resource}`);
}

describe.skipIf(!existsSync(file))(`what SAM generates may be named${absent}`, () => {
  const cases = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly TransformCase[] }).cases
    : [];

  it("in DependsOn, under each logical id that SAM gives", () => {
    let tried = 0;
    const refused: string[] = [];
    for (const { source, input, expected } of cases) {
      const made = Object.keys(expected.Resources ?? {});
      try {
        resolves(input.templateText);
      } catch {
        continue; // Names what is not there, which CloudFormation refuses after SAM.
      }
      for (const logicalId of made) {
        const text = dependingOn(input.templateText, logicalId);
        if (text === null) continue;
        tried += 1;
        try {
          resolves(text);
        } catch (error) {
          refused.push(`${source}: ${logicalId}: ${(error as Error).message}`);
        }
      }
    }
    expect(refused).toEqual([]);
    expect(tried).toBeGreaterThan(1_000);
  });
});

describe("what SAM generates", () => {
  const template = (reference: string) => `
Transform: AWS::Serverless-2016-10-31
Resources:
  Api: {Type: AWS::Serverless::HttpApi}
  Worker: {Type: AWS::Serverless::Function, Connectors: {Write: {}}, Properties: {Runtime: nodejs22.x}}
  Other: {Type: AWS::SNS::Topic, Properties: {V: ${reference}}}`;

  it.each([
    "!Ref WorkerRole",
    "!GetAtt WorkerRole.Arn",
    "!Ref WorkerEventInvokeConfigOnSuccessQueue",
    "!Ref ApiProdStage",
    "!Ref ApiApiMapping",
    "!Ref WorkerWritePolicy",
    "!Ref ServerlessUsagePlan",
    '!Sub "${WorkerUrl.FunctionUrl}"',
  ])("may be named: %s", (reference) => {
    expect(resolves(template(reference)).resources.length).toBeGreaterThan(2);
  });

  it.each([
    "!Ref WorkerRules",
    "!Ref ApiPrd",
    "!Ref WorkerReadPolicy",
    "!Ref constructor",
    "!Ref toString",
  ])("and what it does not generate may not: %s", (reference) => {
    expect(() => resolves(template(reference))).toThrow(/expected a parameter or a resource/);
  });
});
