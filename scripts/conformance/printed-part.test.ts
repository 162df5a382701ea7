import { describe, expect, it } from "vitest";
import { errorAsPrinted, withUuids, withWholeResponses } from "./printed-part.ts";
import { Bindings, unify } from "./unify.ts";

describe("what recordings print", () => {
  it("takes a fixture's response whole where a trace spells it by references", () => {
    const spelled = {
      CreateFunctionResponse: {
        FunctionName: "a",
        Runtime: { $: "f1.CreateFunctionResponse.Runtime" },
      },
      Other: [{ $: "c2" }],
    };
    expect(withWholeResponses(spelled)).toEqual({
      CreateFunctionResponse: { $: "f1.CreateFunctionResponse" },
      Other: [{ $: "c2" }],
    });
    const own = { CreateFunctionResponse: { FunctionName: "a", Runtime: { $: "c1.Runtime" } } };
    expect(withWholeResponses(own)).toEqual(own);
  });

  it("compares the violations of a message where a test kept them apart, in any order", () => {
    const one = "Value 'a; b' at 'x' failed";
    const two = "Value 'c' at 'y' failed";
    const recorded = { Code: "ValidationException", Count: 2, Errors: [two, one] };
    const differs = (Message: string) => {
      const pair = errorAsPrinted(recorded, { Code: "ValidationException", Message });
      return unify(pair[0], pair[1], new Bindings())?.path;
    };
    expect(differs(`2 validation errors detected: ${one}; ${two}`)).toBeUndefined();
    expect(differs(`2 validation errors detected: ${one}; ${two}!`)).toBe("$.Errors[1]");
    expect(differs(`1 validation error detected: ${one}`)).toBe("$.Count");
    expect(differs("No such thing.")).toBe("$.Count");
    const plain = { Code: "A", Message: "b" };
    expect(errorAsPrinted(plain, plain)).toEqual([plain, plain]);
  });

  it("gives mappings a UUID in place of a name that was made short", () => {
    const ops = [
      { params: { Resource: "arn:aws:lambda:r:1:event-source-mapping:uid00001:a" } },
      { params: { Resource: "arn:aws:lambda:r:1:foobar:uid00001", Other: "uid00002" } },
    ];
    const uuid = "00000000-0000-4000-8000-000000000001";
    expect(withUuids(ops)).toEqual([
      { params: { Resource: `arn:aws:lambda:r:1:event-source-mapping:${uuid}:a` } },
      { params: { Resource: `arn:aws:lambda:r:1:foobar:${uuid}`, Other: "uid00002" } },
    ]);
    expect(withUuids([ops[1]!])).toEqual([ops[1]]);
  });

  it("reads a letter that stands so many times", () => {
    const differs = (recorded: string, actual: string) =>
      unify(recorded, actual, new Bindings())?.path;
    expect(differs("<a:len(3)>b:<name:1>", "aaab:x")).toBeUndefined();
    expect(differs("<a:len(3)>b", "aab")).toBe("$");
  });
});
