import { describe, expect, it } from "vitest";
import { OperationCheck } from "../../packages/aws/src/request/check.ts";
import { unpacked } from "../../packages/aws/src/request/packed-model.ts";
import { patternOf } from "../../packages/aws/src/request/pattern.ts";
import type { ApiFacts } from "../../packages/aws/src/request/api-facts.ts";
import { ApiModel } from "../../packages/aws/src/request/api-model.ts";
import { factsOf } from "./facts.ts";
import { brokenModels, serviceFolders, staleFiles } from "./files.ts";
import { modelFile, mostBytes, problemsOf } from "./model-file.ts";
import { packed } from "./packed.ts";
import {
  hasPublished,
  publishedModel,
  publishedServices,
  type PublishedModel,
} from "./published.ts";

const published: PublishedModel = {
  "service-2": {
    metadata: { protocol: "rest-json" },
    operations: {
      Get: {
        http: { responseCode: 202 },
        input: { shape: "GetRequest" },
        output: { shape: "GetResponse" },
        errors: [{ shape: "GoneException" }, { shape: "Broken" }],
      },
      Other: { input: { shape: "OtherRequest" }, errors: [{ shape: "OtherException" }] },
    },
    shapes: {
      GetRequest: {
        type: "structure",
        required: ["Tree", "Name"],
        members: { Name: { shape: "Name" }, Text: { shape: "Text" }, Tree: { shape: "Tree" } },
      },
      GetResponse: {
        type: "structure",
        payload: "Body",
        members: {
          Body: { shape: "Body", streaming: true },
          Status: { shape: "Number", location: "statusCode" },
          Items: { shape: "Items" },
        },
      },
      OtherRequest: { type: "structure", members: { Unused: { shape: "Unused" } } },
      Unused: { type: "string", max: 1 },
      Name: { type: "string", pattern: "`${a}`\\d" },
      Text: { type: "string" },
      Number: { type: "integer" },
      Body: { type: "blob" },
      Items: { type: "map", key: { shape: "Text" }, value: { shape: "Tree" } },
      Tree: {
        type: "structure",
        members: { Leaf: { shape: "Body" }, Branches: { shape: "Trees" } },
      },
      Trees: { type: "list", member: { shape: "Tree" }, min: 1 },
      GoneException: {
        type: "structure",
        members: { message: { shape: "Text" } },
        error: { code: "Gone", httpStatusCode: 404 },
      },
      Broken: { type: "structure", fault: true },
      OtherException: { type: "structure" },
    },
  },
  "paginators-1": {
    pagination: { Get: { input_token: "Next", output_token: ["A", "B"], result_key: "Items" } },
  },
  "waiters-2": {
    waiters: {
      There: { operation: "Get", delay: 1, maxAttempts: 2, acceptors: [] },
      Elsewhere: { operation: "Other", delay: 1, maxAttempts: 2, acceptors: [] },
    },
  },
};

const facts = factsOf(published, ["Get", "NoneOfAws"]);

describe("facts of a model", () => {
  it("are about the operations that are modeled, and nothing else", () => {
    expect(facts.operations).toEqual({
      Get: {
        input: "Get()",
        status: 202,
        statusMember: "Status",
        blobs: ["Body", "Items.*.Leaf"],
        payload: "Body",
        streaming: true,
        page: { input: ["Next"], output: ["A", "B"], results: ["Items"] },
      },
    });
    expect(Object.keys(facts.shapes)).toEqual(["Get()", "Name", "Tree", "Trees"]);
    expect(facts.shapes["Get()"]).toEqual({
      type: "structure",
      required: ["Name", "Tree"],
      members: { Name: "Name", Text: "string", Tree: "Tree" },
    });
    expect(facts.errors).toEqual({
      Broken: { status: 500, fault: "server" },
      Gone: { shape: "GoneException", status: 404, members: ["message"] },
    });
    expect(Object.keys(facts.waiters)).toEqual(["There"]);
  });

  it("come out of a generated file as they went in, whatever their texts hold", () => {
    const text = modelFile("fake-service", "1.2.3", facts);
    expect(problemsOf(text)).toEqual([]);
    expect(text).toContain("botocore 1.2.3");
    expect(text).toContain("export const fakeServiceModel");
    const literal = /String\.raw(`[^`]*`)/.exec(text)![1]!;
    const raw = literal.slice(1, -1); // Nothing in it is a substitution.
    expect(raw).not.toContain("${");
    expect(unpacked(JSON.parse(raw) as never)).toEqual(facts);
  });

  it("that somebody wrote on, or that are too many, are found", () => {
    const text = modelFile("fake", "1.2.3", facts);
    expect(problemsOf(text.replace("404", "405"))).toEqual(["is not what its hash says"]);
    expect(problemsOf("export {};")).toContain("has no facts");
    const shapes = { ...facts.shapes, Long: { type: "string", pattern: "a".repeat(mostBytes) } };
    const large = modelFile("fake", "1.2.3", { ...facts, shapes } as ApiFacts);
    expect(problemsOf(large)).toHaveLength(1);
  });
});

it("models of services are as they were written", () => {
  expect(brokenModels()).toEqual([]);
});

const skipped = hasPublished() ? "" : " (skipped: no ../shared/models)";
describe.skipIf(!hasPublished())(`AWS's models${skipped}`, () => {
  it("are what generated files were written from", async () => {
    expect(await staleFiles()).toEqual([]);
  });

  // Of these, few operations are modeled, and their models lie in botocore alone.
  const elsewhere: ReadonlySet<string> = new Set(["codepipeline", "config", "docdb", "glue"]);

  it("exist for every service", () => {
    const named = serviceFolders().filter((name) => !elsewhere.has(name));
    expect(publishedServices()).toEqual(expect.arrayContaining(named));
    expect(publishedServices().filter((name) => elsewhere.has(name))).toEqual([]);
  });

  it.each(hasPublished() ? publishedServices() : [])(
    "can be packed, read and checked: %s",
    (name) => {
      const model = publishedModel(name);
      const all = factsOf(model, Object.keys(model["service-2"].operations));
      const json = JSON.parse(JSON.stringify(all)) as ApiFacts;
      expect(unpacked(JSON.parse(JSON.stringify(packed(all))) as never)).toEqual(json);
      for (const { pattern } of Object.values(all.shapes)) {
        if (pattern !== undefined) expect(patternOf(pattern)).toBeInstanceOf(RegExp);
      }
      const api = new ApiModel(JSON.stringify(packed(all)));
      for (const operation of Object.keys(all.operations)) {
        const wrong = new OperationCheck(api, {}, name, operation).of(
          { "no such": 1 },
          "2026-11-01",
        );
        expect(wrong).toMatchObject({ type: "unknown" });
      }
    },
  );
});
