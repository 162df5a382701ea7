import { expect, it } from "vitest";
import { exampleOf, filteredBody } from "./example.ts";

const others = { source: "any", detail: {} };
const example = (pattern: object) => exampleOf(JSON.stringify(pattern), others);

it("is made of what the pattern asks for, and of others", () => {
  expect(example({ source: ["shop", "store"], detail: { order: { total: [7] } } })).toEqual({
    source: "shop",
    detail: { order: { total: 7 } },
  });
});

it.each([
  [{ "anything-but": "red" }, "another"],
  [{ prefix: "re" }, "re"],
  [{ suffix: "ed" }, "ed"],
  [{ prefix: { "equals-ignore-case": "RE" } }, "RE"],
  [{ "equals-ignore-case": "Red" }, "Red"],
  [{ wildcard: "a*c" }, "axc"],
  [{ cidr: "10.0.0.0/8" }, "10.0.0.0"],
  [{ exists: true }, "a value"],
  [{ numeric: ["=", 5] }, 5],
  [{ numeric: [">", 0, "<", 5] }, 2.5],
  [{ numeric: [">", 5] }, 6],
  [{ numeric: ["<", 5] }, 4],
])("has a value that %j takes", (operator, value) => {
  expect(example({ detail: { color: [operator] } })).toEqual({
    source: "any",
    detail: { color: value },
  });
});

it("leaves out what must not be there, and takes the first of several choices", () => {
  expect(example({ detail: { gone: [{ exists: false }] } })).toEqual(others);
  expect(
    example({ $or: [{ detail: { size: [1] } }, { source: ["x"] }], source: ["shop"] }),
  ).toEqual({ source: "shop", detail: { size: 1 } });
});

it("is none where it would not match", () => {
  expect(example({ detail: { color: [{ "anything-but": "another" }] } })).toBeNull();
  expect(exampleOf("[]", others)).toBeNull();
});

it.each([
  [{ body: { color: ["red"] } }, { color: "red" }],
  [{ data: { wanted: [true] } }, { wanted: true }],
  [{ value: ["x"] }, "x"],
  [
    {
      eventName: ["INSERT"],
      dynamodb: {
        NewImage: {
          team: { S: [{ prefix: "re" }] },
          age: { N: ["7"] },
          at: { M: { a: { S: ["b"] } } },
        },
      },
    },
    { team: "re", age: 7, at: { a: "b" } },
  ],
  [{ eventName: ["INSERT"] }, null],
  [{ messageAttributes: { a: ["b"] } }, null],
])("of what a reader wants by %j the body is %j", (filter, body) => {
  expect(filteredBody(JSON.stringify(filter))).toEqual(body);
});
