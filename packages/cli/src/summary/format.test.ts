import { describe, expect, it } from "vitest";
import { money, number, percentage, shortened, time, wrapped } from "./format.ts";

it.each([
  [0, "0"],
  [999, "999 µs"],
  [6_707, "6.71 ms"],
  [10_000, "10 ms"],
  [999_499, "999 ms"],
  [999_500, "1 s"],
  [1_234_567, "1.23 s"],
  [59_960_000, "60 s"],
  [119_949_999, "120 s"],
  [120_000_000, "2 m"],
  [278_000_000, "4 m 38 s"],
  [7_199_400_000, "119 m 59 s"],
  [7_200_000_000, "2 h"],
  [9_000_000_000, "2 h 30 m"],
  [172_800_000_000, "2 d"],
  [180_000_000_000, "2 d 2 h"],
])("%d µs are %s", (microseconds, text) => {
  expect(time(microseconds)).toBe(text);
});

it.each([
  [0, "0"],
  [0.0456, "0.046"],
  [12.345, "12.3"],
  [123.4, "123"],
  [1_234_567, "1,234,567"],
])("the number %d is %s", (value, text) => {
  expect(number(value)).toBe(text);
});

it.each([
  [0, "$0"],
  [0.0000123, "$0.000012"],
  [0.051, "$0.051"],
  [0.5, "$0.50"],
  [1.234, "$1.23"],
  [1_016.4, "$1,016.40"],
])("%d dollars are %s", (dollars, text) => {
  expect(money(dollars)).toBe(text);
});

it.each([
  [0, 0, "0%"],
  [0, 5, "0%"],
  [5, 5, "100%"],
  [1, 3, "33.3%"],
  [1, 20, "5%"],
  [1, 1_000, "0.1%"],
  [1, 1_000_000, "<0.01%"],
  [999_999, 1_000_000, ">99.99%"],
  [995, 1_000, "99.5%"],
])("%d of %d are %s", (part, whole, text) => {
  expect(percentage(part, whole)).toBe(text);
});

describe("long texts", () => {
  it("are wrapped between words, and indented", () => {
    expect(wrapped("  one two three four", 12, "    ")).toBe("  one two\n    three\n    four");
    expect(wrapped("unbreakable", 5, " ")).toBe("unbreakable");
  });

  it("are cut in the middle", () => {
    expect(shortened("OrdersQueue", 11)).toBe("OrdersQueue");
    expect(shortened("OrdersQueue", 7)).toBe("Ord…eue");
    expect(shortened("OrdersQueue", 6)).toBe("Ord…ue");
  });
});
