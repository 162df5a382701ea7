import { expect, it } from "vitest";
import { sparkline } from "./sparkline.ts";

const points = (...values: number[]) =>
  values.map((value, place) => ({ second: (place + 1) * 10, value }));

it("draws values as bars, the largest as the highest", () => {
  expect(sparkline(points(0, 1, 2, 3, 4, 5, 6, 7), 80, 8)).toBe("▁▂▃▄▅▆▇█");
});

it("shows the largest value of a span, so that no peak is lost", () => {
  expect(sparkline(points(0, 0, 7, 0, 0, 0, 0, 0), 80, 4)).toBe("▁█▁▁");
});

it("goes on with the value before where there is none", () => {
  expect(sparkline(points(7, 0), 20, 6)).toBe("▁▁███▁");
});

it("is flat where all is 0 or nothing is known", () => {
  expect(sparkline(points(0, 0), 20, 3)).toBe("▁▁▁");
  expect(sparkline([], 20, 3)).toBe("▁▁▁");
});
