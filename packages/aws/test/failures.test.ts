import { describe, expect, it } from "vitest";
import { failureTables } from "./failure-tables.ts";

describe.each(failureTables)("failures of $what behind a $door", ({ cases }) => {
  it.each(cases)("$behind $failure: $expected", ({ expected, hear }) => {
    expect(hear()).toBe(expected);
  });
});

it("no two cases of a table are for the same cell", () => {
  for (const { cases } of failureTables) {
    const cells = cases.map(({ behind, failure }) => `${behind}: ${failure}`);
    expect(new Set(cells).size).toBe(cells.length);
  }
});
