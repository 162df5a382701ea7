import fc from "fast-check";
import { expect, it } from "vitest";
import { itemIn, type Item } from "../value/index.ts";
import { expressionsIn, matches } from "./index.ts";

const item = itemIn({
  s: { S: "banana" },
  n: { N: "10" },
  b: { B: "AQID" },
  yes: { BOOL: true },
  null1: { NULL: true },
  texts: { SS: ["a", "b"] },
  numbers: { NS: ["1", "2.50"] },
  bytes: { BS: ["AQ==", "Ag=="] },
  l: { L: [{ S: "x" }, { M: { deep: { N: "7" } } }] },
  m: { M: { s: { S: "inner" }, "odd.name": { BOOL: false } } },
}) as Item;

const values: Item = {
  ":banana": { S: "banana" },
  ":apple": { S: "apple" },
  ":an": { S: "an" },
  ":empty": { S: "" },
  ":nine": { N: "9" },
  ":ten": { N: "1e1" },
  ":eleven": { N: "11" },
  ":text10": { S: "10" },
  ":byte": { B: "AQ==" },
  ":pair": { B: "AgM=" },
  ":x": { S: "x" },
  ":half": { N: "2.5" },
  ":true": { BOOL: true },
  ":texts": { SS: ["b", "a"] },
  ":list": { L: [{ S: "x" }] },
  ":six": { N: "6" },
  ":two": { N: "2" },
  ":three": { N: "3" },
  ":S": { S: "S" },
  ":M": { S: "M" },
};

/** Whether a condition, with its placeholders and the alias #odd, holds for the item above. */
function holds(text: string, of: Item | undefined = item): boolean {
  const used = Object.fromEntries(
    Object.entries(values).filter(([name]) => new RegExp(`${name}\\b`).test(text)),
  );
  const read = expressionsIn("Scan", {
    FilterExpression: text,
    ...(Object.keys(used).length > 0 && { ExpressionAttributeValues: used }),
    ...(text.includes("#odd") && { ExpressionAttributeNames: { "#odd": "odd.name" } }),
  });
  if ("message" in read) throw new Error(read.message);
  return matches(read.filter!, of);
}

const all = (texts: readonly string[]) => texts.map((text) => [text, holds(text)]);
const are = (texts: readonly string[], value: boolean) => texts.map((text) => [text, value]);

it("dynamodb.expression.compare: compares what has one type, by its order", () => {
  const right = [
    "s = :banana",
    "s > :apple",
    "n = :ten",
    "n >= :ten",
    "n < :eleven",
    "n > :nine",
    "n <> :text10",
    "b > :byte",
    "yes = :true",
    "texts = :texts",
    "n BETWEEN :nine AND :eleven",
    "n BETWEEN :ten AND :ten",
    "s IN (:apple, :banana)",
    "s > m.s OR m.s > s",
    ":apple < s",
  ];
  const wrong = [
    "s < :apple",
    "n = :text10",
    "n < :text10",
    "n > :text10",
    "n BETWEEN :eleven AND :eleven",
    "s BETWEEN :nine AND :eleven",
    "n IN (:text10, :nine)",
    "l = :list",
    "yes <> :true",
  ];
  expect(all([...right, ...wrong])).toEqual([...are(right, true), ...are(wrong, false)]);
});

it("dynamodb.expression.missing: takes what is not there for unequal to all, and for no more", () => {
  const right = [
    "attribute_not_exists(gone)",
    "attribute_not_exists(m.gone)",
    "attribute_not_exists(l[2])",
    "attribute_not_exists(s.a)",
    "attribute_not_exists(toString)",
    "attribute_exists(l[1].deep)",
    "attribute_exists(m.#odd)",
    "attribute_exists(null1)",
    "gone <> :x",
    "NOT gone = :x",
  ];
  const wrong = [
    "gone = :x",
    "gone = away",
    "gone < :x",
    "gone BETWEEN :apple AND :x",
    "gone IN (:x)",
    "begins_with(gone, :empty)",
    "contains(gone, :x)",
    "attribute_type(gone, :S)",
    "size(gone) < :ten",
    "size(n) < :ten",
    "attribute_exists(gone)",
  ];
  expect(all([...right, ...wrong])).toEqual([...are(right, true), ...are(wrong, false)]);
  expect(holds("attribute_not_exists(s)", undefined as never)).toBe(false);
  const read = expressionsIn("Scan", { FilterExpression: "attribute_not_exists(s)" });
  expect("message" in read ? read : matches(read.filter!, undefined)).toBe(true);
});

it("dynamodb.expression.contains: finds parts of texts and binary values, members of sets, elements of lists", () => {
  const right = [
    "contains(s, :an)",
    "contains(s, :empty)",
    "contains(b, :pair)",
    "contains(texts, m.s) OR contains(texts, :texts) OR NOT contains(texts, :apple)",
    "contains(numbers, :half)",
    "contains(bytes, :byte)",
    "contains(l, :x)",
    "begins_with(s, :empty)",
    "begins_with(b, :byte)",
    "contains(:banana, :an)",
  ];
  const wrong = [
    "contains(s, :apple)",
    "contains(n, :ten)",
    "contains(texts, :an)",
    "contains(numbers, :text10)",
    "contains(numbers, :ten)",
    "contains(l, :apple)",
    "begins_with(s, :an)",
    "begins_with(b, :pair)",
    "begins_with(n, :text10)",
  ];
  expect(all([...right, ...wrong])).toEqual([...are(right, true), ...are(wrong, false)]);
});

it("dynamodb.expression.size: counts bytes, members, elements and names", () => {
  const right = [
    "size(s) = :six",
    "size(b) = :three",
    "size(texts) = :two",
    "size(numbers) = :two",
    "size(bytes) = :two",
    "size(l) = :two",
    "size(m) = :two",
    ":two < size(s)",
    "size(s) BETWEEN :two AND :six",
    "attribute_type(s, :S)",
    "attribute_type(m, :M)",
  ];
  const wrong = [
    "size(s) = :two",
    "attribute_type(s, :M)",
    "size(yes) = :two OR size(null1) = :two",
  ];
  expect(all([...right, ...wrong])).toEqual([...are(right, true), ...are(wrong, false)]);
});

it("dynamodb.expression.precedence: joins conditions as logic does", () => {
  const facts = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(facts, ([a, b, c, d]) => {
      const of = itemIn(
        Object.fromEntries(
          [a, b, c, d].flatMap((is, place) => (is ? [["abcd"[place]!, { S: "" }]] : [])),
        ),
      ) as Item;
      const e = (name: string) => `attribute_exists(${name})`;
      expect(holds(`NOT ${e("a")} AND ${e("b")} OR ${e("c")} AND NOT ${e("d")}`, of)).toBe(
        (!a! && b!) || (c! && !d!),
      );
      expect(holds(`NOT (${e("a")} OR ${e("b")}) AND (${e("c")} OR ${e("d")})`, of)).toBe(
        !(a! || b!) && (c! || d!),
      );
    }),
  );
});
