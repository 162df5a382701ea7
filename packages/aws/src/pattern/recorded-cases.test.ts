import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "./event-value.ts";
import { PatternError } from "./pattern-error.ts";
import { compilePattern, matchesPattern, matchesValue, validatePattern } from "./pattern.ts";

const repository = join(import.meta.dirname, "../../../..");
const casesFolder = join(repository, "../shared/cases");

interface MatcherCase {
  readonly id: string;
  readonly kind: "match" | "validate";
  readonly input: {
    readonly patterns?: readonly string[];
    readonly pattern?: string;
    readonly event?: string;
  };
  readonly expected: {
    readonly match?: boolean;
    readonly valid?: boolean;
    readonly message?: string;
  };
}

interface ServiceCase {
  readonly id: string;
  /** Parsed, or as text where duplicate keys matter. */
  readonly input: {
    readonly event?: JsonObject;
    readonly pattern?: JsonObject;
    readonly eventText?: string;
    readonly patternText?: string;
  };
  readonly expected: {
    readonly match?: boolean;
    readonly error?: { readonly Code: string; readonly Message: string };
  };
}

function readCases<Case>(file: string): readonly Case[] | undefined {
  const path = join(casesFolder, file);
  if (!existsSync(path)) return undefined;
  // The files' form is fixed by their README.
  return (JSON.parse(readFileSync(path, "utf8")) as { readonly cases: readonly Case[] }).cases;
}

const matcherCases = readCases<MatcherCase>("eventbridge_ruler.json");
const serviceCases = readCases<ServiceCase>("eventbridge_ls.json");
const absent = "(skipped: no ../shared/cases)";

describe.skipIf(matcherCases === undefined)(
  `AWS's matcher${matcherCases === undefined ? ` ${absent}` : ""}`,
  () => {
    it("has cases", () => {
      expect(matcherCases).not.toEqual([]);
    });

    it.each(matcherCases ?? [])("agrees on $id", ({ kind, input, expected }) => {
      if (kind === "validate") {
        const reason = validatePattern(input.pattern ?? "", "matcher");
        expect(reason).toBe(expected.valid === true ? null : expected.message);
        return;
      }
      const pattern = compilePattern(input.patterns ?? [], "matcher");
      expect(matchesPattern(pattern, input.event ?? "")).toBe(expected.match);
    });
  },
);

describe.skipIf(serviceCases === undefined)(
  `AWS's TestEventPattern${serviceCases === undefined ? ` ${absent}` : ""}`,
  () => {
    it("has cases", () => {
      expect(serviceCases).not.toEqual([]);
    });

    it.each(serviceCases ?? [])("agrees on $id", ({ input, expected }) => {
      const text = input.patternText ?? JSON.stringify(input.pattern);
      if (expected.error !== undefined) {
        expect(() => compilePattern(text)).toThrow(new PatternError(reasonIn(expected.error)));
        return;
      }
      const pattern = compilePattern(text);
      const event = input.eventText ?? JSON.stringify(input.event);
      expect(matchesPattern(pattern, event)).toBe(expected.match);
      if (input.event === undefined) return;
      expect(matchesValue(pattern, input.event)).toBe(expected.match);
    });
  },
);

function reasonIn(error: { readonly Message: string }): string {
  return error.Message.replace("Event pattern is not valid. Reason: ", "");
}
