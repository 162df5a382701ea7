import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scenarioJsonSchema } from "@orrery/templates";
import { baseNames, baseTemplate } from "./base-files.ts";
import { edited, relined } from "./hostile.ts";
import { complaintOf, complaintOfError } from "./oracle.ts";
import { valuesOf } from "./schema-values.ts";

describe("the oracle of the fuzzer", () => {
  it.each([
    [{ status: 70, out: "", err: "defect: …\n" }, "exit status 70"],
    [{ status: 2, out: "", err: "" }, "no single line"],
    [{ status: 2, out: "", err: "a\nb\n" }, "no single line"],
    [{ status: 2, out: "", err: "received [object Object]\n" }, "[object "],
    [{ status: 2, out: "", err: "received undefined\n" }, "undefined"],
    [{ status: 0, out: "NaN messages\n", err: "" }, "NaN"],
    [{ status: 1, out: "", err: "Cannot read properties of null\n" }, "Cannot read"],
  ])("complains of %j", (captured, complaint) => {
    expect(complaintOf(captured)).toContain(complaint);
  });

  it.each([
    { status: 0, out: "fine\n", err: "" },
    { status: 1, out: "an expectation does not hold\n", err: "" },
    { status: 2, out: "", err: 'a.yaml:1:1: expected a list, received "x"\n' },
  ])("has nothing against %j", (captured) => {
    expect(complaintOf(captured)).toBeNull();
  });

  it("complains of errors that nobody promised", () => {
    const refusal = Object.assign(new Error("no such queue"), { name: "AwsError" });
    expect(complaintOfError(refusal, ["AwsError"])).toBeNull();
    expect(complaintOfError(new TypeError("x is no y"), ["AwsError"])).toContain("TypeError");
    expect(
      complaintOfError(Object.assign(new Error("undefined"), { name: "AwsError" }), ["AwsError"]),
    ).toContain("undefined");
  });
});

describe("inputs of the fuzzer", () => {
  it("differ from what they begin with, and are the same for one seed", () => {
    for (const inputs of [edited(baseTemplate), relined(baseTemplate)]) {
      const drawn = fc.sample(inputs, { seed: 1, numRuns: 50 });
      expect(drawn.filter((text) => text !== baseTemplate).length).toBeGreaterThan(20);
      expect(fc.sample(inputs, { seed: 1, numRuns: 50 })).toEqual(drawn);
    }
  });

  it("by the schema of scenario files have the settings that it asks for", () => {
    const drawn = fc.sample(valuesOf(scenarioJsonSchema(), baseNames), { seed: 1, numRuns: 200 });
    expect(drawn.every((value) => Object.hasOwn(value as object, "duration"))).toBe(true);
    expect(drawn.some((value) => Object.hasOwn(value as object, "faults"))).toBe(true);
  });
});
