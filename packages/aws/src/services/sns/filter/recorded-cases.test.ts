import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileFilterPolicy, filterOutcome } from "./filter-policy.ts";
import type { FilterPolicyScope } from "../config.ts";

interface UnitCase {
  readonly id: string;
  readonly input: {
    readonly scope: FilterPolicyScope;
    readonly filterPolicy: unknown;
    readonly message?: unknown;
    readonly messageAttributes?: Readonly<
      Record<string, { readonly Type: string; readonly Value: string | number }>
    >;
  };
  readonly expected: { readonly match: boolean };
}

const file = join(import.meta.dirname, "../../../../../../../shared/cases/sns_filter_unit.json");
const cases = existsSync(file)
  ? (JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly UnitCase[] }).cases
  : [];

describe.skipIf(cases.length === 0)(
  `filter policies as others test them${cases.length === 0 ? " (skipped: no ../shared/cases)" : ""}`,
  () => {
    it.each(cases)("$id", ({ input, expected }) => {
      const policy = compileFilterPolicy(JSON.stringify(input.filterPolicy), input.scope);
      const attributes = Object.entries(input.messageAttributes ?? {}).map(
        ([name, { Type, Value }]) => ({ name, dataType: Type, value: `${Value}` }),
      );
      const body = JSON.stringify(input.message ?? "");
      expect(filterOutcome(policy, { body, attributes }) === "passes").toBe(expected.match);
    });
  },
);
