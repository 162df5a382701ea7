import { describe, expect, it } from "vitest";
import { formatChanges, templateChanges } from "../../template/changes.ts";
import { readTemplate } from "../../template/document.ts";
import { formatLint, lintTemplate } from "../../template/lint.ts";
import { resolveTemplate } from "../../template/stacks.ts";
import { packageLimits } from "./limits.ts";
import type { MeasurePackage, PackageSize } from "./package-size.ts";

const sam = "Transform: AWS::Serverless-2016-10-31\n";
const sizeOf = (unzipped: number, other: Partial<PackageSize> = {}): PackageSize => ({
  zipped: null,
  unzipped,
  needsCfnResponse: false,
  ...other,
});
const measuring =
  (sizes: Readonly<Record<string, PackageSize>>): MeasurePackage =>
  (path) =>
    sizes[path] ?? null;
const findings = (text: string, sizes: Readonly<Record<string, PackageSize>> = {}) => {
  const report = lintTemplate(text, "t.yaml", { measure: measuring(sizes) });
  expect(report.warnings).toEqual(expect.arrayContaining([...report.recipe.findings]));
  return report.recipe.findings;
};

describe("cloudformation.code.inline: inline code", () => {
  const inline = (runtime: string, handler: string, code: string) =>
    `${sam}Resources:\n  F: {Type: AWS::Serverless::Function, Properties: {Runtime: ${runtime}, Handler: ${handler}, InlineCode: ${JSON.stringify(code)}}}\n`;

  it.each([
    ["nodejs22.x", "index.handler", "exports.handler = async () => 1;", null],
    [
      "nodejs22.x",
      "index.handler",
      'const { x } = require("y");\nconst z = await import("z");',
      null,
    ],
    ["python3.13", "index.handler", "import json\ndef handler(e, c): return 1", null],
    [
      "python3.13",
      "app.handler",
      "x = 1",
      "F.Handler: inline code is the file index.py, so that app.handler is not found",
    ],
    [
      "nodejs22.x",
      "src/index.handler",
      "x",
      "F.Handler: inline code is the file index.js, so that src/index.handler",
    ],
    [
      "java21",
      "index.handler",
      "x",
      "F.Code.ZipFile: Lambda refuses it: inline code is for Node.js and Python, and the runtime is java21.",
    ],
    [
      "nodejs22.x",
      "index.handler",
      'import { S3 } from "@aws-sdk/client-s3";',
      "a CommonJS module: import and export fail",
    ],
    [
      "nodejs22.x",
      "index.handler",
      "export const handler = () => 1;",
      "a CommonJS module: import and export fail",
    ],
  ])("of %s with the handler %s and the text %j", (runtime, handler, code, message) => {
    const found = findings(inline(runtime, handler, code));
    expect(found).toEqual(message === null ? [] : [expect.stringContaining(message) as string]);
  });
});

describe("packages", () => {
  const text = `${sam}Resources:
  F: {Type: AWS::Serverless::Function, Properties: {Runtime: r, Handler: h, CodeUri: src/, Layers: [!Ref L, "arn:aws:lambda:us-east-1:1:layer:x:1"]}}
  L: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: layer.zip}}
`;

  it("count unzipped with their layers", () => {
    const half = packageLimits.unzipped / 2;
    expect(findings(text, { "src/": sizeOf(half), "layer.zip": sizeOf(half) })).toEqual([]);
    expect(findings(text, { "src/": sizeOf(half + 1), "layer.zip": sizeOf(half) })).toEqual([
      `F.CodeUri: Lambda refuses it: it has ${packageLimits.unzipped + 1} bytes unzipped with its layers, and must have at most 262144000.`,
    ]);
    expect(findings(text, { "src/": sizeOf(packageLimits.unzipped + 1) })).toEqual([
      "F.CodeUri: Lambda refuses it: it has 262144001 bytes unzipped, and must have at most 262144000.",
    ]);
  });

  it("come by S3 where their zip file is large", () => {
    const zip = (zipped: number) => findings(text, { "layer.zip": sizeOf(9, { zipped }) });
    expect(zip(52_428_800)).toEqual([]);
    expect(zip(52_428_801)).toEqual([
      "L.ContentUri: its zip file has 52428801 bytes: above 52428800 it comes by S3 only, as sam deploy brings it.",
    ]);
  });

  it("are those that sam build made, where it did", () => {
    const built = { ".aws-sam/build/F": sizeOf(packageLimits.unzipped + 1), "src/": sizeOf(1) };
    expect(findings(text, built)).toHaveLength(1);
    expect(findings(text, { ...built, ".aws-sam/build/F": sizeOf(1) })).toEqual([]);
  });

  it("bring the module cfn-response along", () => {
    expect(findings(text, { "src/": sizeOf(1, { needsCfnResponse: true }) })).toEqual([
      "F.CodeUri: it takes the module cfn-response, which there is for inline code only: a package must bring it along.",
    ]);
  });

  it("that are images have 10 GB at most", () => {
    const image = `${sam}Resources:\n  F: {Type: AWS::Serverless::Function, Properties: {PackageType: Image, ImageUri: app.tar.gz}}\n`;
    expect(findings(image, { "app.tar.gz": sizeOf(packageLimits.image) })).toEqual([]);
    expect(findings(image, { "app.tar.gz": sizeOf(packageLimits.image + 1) })).toEqual([
      "F.ImageUri: Lambda refuses it: the image has 10737418241 bytes or more, and must have at most 10737418240.",
    ]);
  });

  it("are not measured where nobody measures, or in S3", () => {
    expect(lintTemplate(text, "t.yaml").recipe.findings).toEqual([]);
    const far = text.replace("src/", "s3://bucket/src.zip");
    expect(findings(far, { "s3://bucket/src.zip": sizeOf(1e12) })).toEqual([]);
  });
});

describe("what the command of SAM does with a template", () => {
  const text = `${sam}Globals: {Function: {Runtime: nodejs22.x, Handler: a.b, CodeUri: src/}}
Resources:
  Queue: {Type: AWS::SQS::Queue}
  Get:
    Type: AWS::Serverless::Function
    Properties:
      AutoPublishAlias: live
      Events:
        Read: {Type: Api, Properties: {Path: "/orders/{id}", Method: get}}
        Any: {Type: HttpApi}
        In: {Type: SQS, Properties: {Queue: !GetAtt Queue.Arn}}
        Nightly: {Type: Schedule, Properties: {Schedule: rate(1 day)}}
  Inline: {Type: AWS::Serverless::Function, Properties: {Handler: index.b, InlineCode: x}}
  Far: {Type: AWS::Serverless::Function, Properties: {CodeUri: "s3://b/k"}}
  Shared: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: layer/}}
  Flow: {Type: AWS::Serverless::StateMachine, Properties: {DefinitionUri: flow.asl.json}}
  Own: {Type: AWS::Serverless::StateMachine, Properties: {Definition: {StartAt: A, States: {A: {Type: Pass, End: true}}}}}
`;

  it("sam.recipe.sync: sam sync --code brings code and definitions that lie beside it, and all else waits", () => {
    const { sync } = lintTemplate(text, "t.yaml").recipe;
    expect(Object.fromEntries(sync.code.map(({ logicalId, by }) => [logicalId, by]))).toEqual({
      Get: ["UpdateFunctionCode", "PublishVersion", "UpdateAlias"],
      Shared: ["PublishLayerVersion", "UpdateFunctionConfiguration"],
      Flow: ["UpdateStateMachine"],
    });
    expect(sync.deployment).toEqual(["Queue", "Inline", "Far", "Own"]);
  });

  it("sam.recipe.local: sam local serves routes, and brings no other event", () => {
    const { local } = lintTemplate(text, "t.yaml").recipe;
    expect(local).toEqual({
      invokes: ["Get", "Inline", "Far"],
      serves: [
        { event: "Get.Read", route: "GET /orders/{id}" },
        { event: "Get.Any", route: "$default" },
      ],
      left: [
        { event: "Get.In", type: "SQS" },
        { event: "Get.Nightly", type: "Schedule" },
      ],
    });
  });

  it("is said of templates of SAM", () => {
    const printed = formatLint(lintTemplate(text, "t.yaml"));
    expect(printed).toContain(
      "\nsam sync --code\n  Get  by UpdateFunctionCode, PublishVersion, UpdateAlias\n",
    );
    expect(printed).toContain("\n  with a deployment only: Queue, Inline, Far, Own\n");
    expect(printed).toContain(
      "\nsam local\n  GET /orders/{id}  to Get.Read\n  $default  to Get.Any\n  brings none of Get.In (SQS), Get.Nightly (Schedule)\n",
    );
    const plain = "Resources: {Q: {Type: AWS::SQS::Queue}}";
    expect(formatLint(lintTemplate(plain, "t.yaml"))).not.toContain("sam ");
  });
});

describe("cloudformation.code.changes: an update and code that lies elsewhere", () => {
  const fn = (code: string) =>
    `Resources: {F: {Type: AWS::Lambda::Function, Properties: {Role: "arn:aws:iam::123456789012:role/r", Code: ${code}}}}`;
  const meanings = (before: string, after: string) => {
    const changes = templateChanges(
      resolveTemplate(readTemplate(before, "a.yaml")),
      resolveTemplate(readTemplate(after, "b.yaml")),
    );
    expect(formatChanges(changes).includes("\ncode and definitions\n")).toBe(
      changes.code.length > 0,
    );
    return changes.code.map(({ meaning }) => meaning);
  };
  const object = (key: string, version = "") => fn(`{S3Bucket: b, S3Key: ${key}${version}}`);

  it.each([
    [
      object("k"),
      object("k"),
      "Code stays: what lies at s3://b/k by now is not deployed, unless S3Bucket, S3Key or S3ObjectVersion changes.",
    ],
    [object("k"), object("k2"), "S3Key changes: Code is updated."],
    [
      object("k"),
      object("k", ", S3ObjectVersion: v1"),
      "S3ObjectVersion changes: Code is updated.",
    ],
    [
      object("k", ", S3ObjectVersion: v1"),
      object("k"),
      "S3ObjectVersion changes: Code is updated.",
    ],
    [
      object("k", ", S3ObjectVersion: v1"),
      object("j", ", S3ObjectVersion: v2"),
      "S3Key and S3ObjectVersion change: Code is updated.",
    ],
    [object("k", ", S3ObjectVersion: v1"), object("k", ", S3ObjectVersion: v1"), null],
    [fn("{ZipFile: a}"), fn("{ZipFile: b}"), null],
    [
      fn("{ImageUri: r/i:tag}"),
      fn("{ImageUri: r/i:tag}"),
      "ImageUri stays: what r/i:tag has come to mean is not deployed.",
    ],
    [fn("{ImageUri: r/i:a}"), fn("{ImageUri: r/i:b}"), "ImageUri changes: the image is updated."],
    [fn("{ImageUri: r/i@sha256:a}"), fn("{ImageUri: r/i@sha256:a}"), null],
  ])("%s to %s", (before, after, meaning) => {
    expect(meanings(before, after)).toEqual(meaning === null ? [] : [meaning]);
  });

  it("which sam package names by what it holds", () => {
    const local = `${sam}Resources: {F: {Type: AWS::Serverless::Function, Properties: {Runtime: r, Handler: h, CodeUri: src/}}}`;
    expect(meanings(local, local)).toEqual([
      "It lies beside the template: sam package names it by what it holds, so that any change of it is deployed.",
    ]);
  });

  it("is that of definitions, too", () => {
    const flow = `Resources: {S: {Type: AWS::StepFunctions::StateMachine, Properties: {RoleArn: r, DefinitionS3Location: {Bucket: b, Key: k}}}}`;
    expect(meanings(flow, flow)).toEqual([
      "DefinitionS3Location stays: what lies at s3://b/k by now is not deployed, unless Bucket, Key or Version changes.",
    ]);
  });
});
