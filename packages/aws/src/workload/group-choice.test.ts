import { expect, it } from "vitest";
import { groupDrawn, type WeighedGroup } from "./group-choice.ts";

/** A list that counts how often it is looked into. */
function counted(groups: readonly WeighedGroup[]) {
  const seen = { looks: 0 };
  const list = new Proxy(groups, {
    get(target, key, receiver) {
      if (typeof key === "string" && /^\d+$/.test(key)) seen.looks += 1;
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
  return { list, seen };
}

const equal = (count: number): readonly WeighedGroup[] =>
  Array.from({ length: count }, (_, place) => ({ id: `group-${place + 1}`, weight: 1 }));

it("looks at one group for each message, however many there are", () => {
  for (const count of [10, 100_000]) {
    const { list, seen } = counted(equal(count));
    groupDrawn(list, 0.5); // The weights are summed up at the first.
    seen.looks = 0;
    for (let message = 0; message < 1_000; message += 1) groupDrawn(list, message / 1_000);
    expect(seen.looks).toBe(1_000);
  }
});

it("draws each group by its weight, at the same numbers as one after another would", () => {
  const groups = [3, 1, 0.5, 7, 2].map((weight, place) => ({ id: `${place}`, weight }));
  const total = 13.5;
  const inTurn = (drawn: number) => {
    let rest = drawn * total;
    for (const { id, weight } of groups) {
      rest -= weight;
      if (rest < 0) return id;
    }
    throw new Error("beyond the last");
  };
  for (let number = 0; number < 13_500; number += 1) {
    expect(groupDrawn(groups, number / 13_500)).toBe(inTurn(number / 13_500));
  }
  expect(groupDrawn(groups, 0)).toBe("0");
  expect(groupDrawn(groups, 1 - Number.EPSILON / 2)).toBe("4");
});
