import { expect, it } from "vitest";
import { page, pageByKey, type Page } from "./page.ts";

const letters = ["a", "b", "c", "d", "e"];

it("pages tell each item once, the last without a token", () => {
  const told: string[] = [];
  for (let next: string | null = "0"; next !== null;) {
    const part: Page<string> = page(letters, next, 2)!;
    expect(part.items.length).toBeLessThanOrEqual(2);
    told.push(...part.items);
    next = part.next;
  }
  expect(told).toEqual(letters);
  expect(page(letters, undefined, 5)).toEqual({ items: letters, next: null });
  expect(page(letters, undefined, 4)).toEqual({ items: letters.slice(0, 4), next: "4" });
});

it.each([["x"], ["-1"], ["1.5"], ["01"], [1], [{}]])("%o is no token", (token) => {
  expect(page(letters, token, 2)).toBeNull();
});

it("pages by key neither repeat nor leave out what stays, whatever comes and goes", () => {
  const keyOf = (letter: string) => letter;
  const first = pageByKey(["c", "a", "e"], keyOf, null, 2);
  expect(first).toEqual({ items: ["a", "c"], next: "c" });
  expect(pageByKey(["b", "e", "d"], keyOf, first.next, 2)).toEqual({
    items: ["d", "e"],
    next: null,
  });
  expect(pageByKey([], keyOf, null, 2)).toEqual({ items: [], next: null });
});
