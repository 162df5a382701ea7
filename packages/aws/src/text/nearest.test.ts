import { expect, it } from "vitest";
import { nearestName, withNearest } from "./nearest.ts";

const known = ["workload", "functions", "duration", "seed"];

it.each([
  ["worklod", "workload"],
  ["Duration", "duration"],
  ["fucntions", "functions"],
  ["seeds", "seed"],
  ["sede", "seed"],
  ["workload2", "workload"],
  ["s", null],
  ["retention", null],
  ["", null],
])("of what was meant by %j it thinks %j", (name, meant) => {
  expect(nearestName(name, known)).toBe(meant);
});

it("takes the nearest of several that are near", () => {
  expect(nearestName("orders", ["order", "borders", "Orders"])).toBe("Orders");
});

it("puts the question only where a name is near", () => {
  expect(withNearest("sed", known)).toBe('"sed"; did you mean seed?');
  expect(withNearest("x", known)).toBe('"x"');
});
