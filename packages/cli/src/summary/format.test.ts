import { describe, expect, it } from "vitest";
import { amount, money, shortened, wrapped } from "./format.ts";

it.each([
  [0, "$0"],
  [0.0000123, "$0.000012"],
  [0.051, "$0.051"],
  [0.5, "$0.50"],
  [1, "$1.00"],
  [1.234, "$1.23"],
  [0.000_000_012_3, "$0.00000001"],
  [0.000_000_001, "<$0.00000001"],
  [1_016.4, "$1,016.40"],
])("%d dollars are %s", (dollars, text) => {
  expect(money(dollars)).toBe(text);
});

describe("long texts", () => {
  it("are wrapped between words, and indented", () => {
    expect(wrapped("  one two three four", 12, "    ")).toBe("  one two\n    three\n    four");
    expect(wrapped("unbreakable", 5, " ")).toBe("unbreakable");
    expect([wrapped("one two", 7, ""), wrapped("one two", 6, "")]).toEqual(["one two", "one\ntwo"]);
    expect(wrapped("", 6, "")).toBe("");
  });

  it("are cut in the middle", () => {
    expect(shortened("OrdersQueue", 11)).toBe("OrdersQueue");
    expect(shortened("OrdersQueue", 7)).toBe("Ord…eue");
    expect(shortened("OrdersQueue", 6)).toBe("Ord…ue");
  });
});

it.each([
  [0, "0"],
  [59_914, "59,914"],
  [0.6667, "0.667"],
  [0.01, "0.01"],
  [0.00123, "0.0012"],
  [0.000008, "0.000008"],
  [0.0000000001, "<0.00000001"],
])("an amount of %d is %s, since what is small costs something", (value, shown) => {
  expect(amount(value)).toBe(shown);
});
