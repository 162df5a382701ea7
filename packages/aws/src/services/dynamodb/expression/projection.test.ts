import { expect, it } from "vitest";
import type { Item } from "../value/index.ts";
import { expressionsIn, projected } from "./index.ts";

const item: Item = {
  a: { S: "1" },
  "b.c": { S: "dotted" },
  m: { M: { x: { N: "1" }, y: { M: { z: { S: "deep" } } }, e: { M: {} } } },
  l: { L: [{ S: "0" }, { M: { k: { S: "k" }, o: { S: "o" } } }, { S: "2" }] },
};

function project(text: string, names?: object): Item {
  const read = expressionsIn("GetItem", {
    ProjectionExpression: text,
    ...(names && { ExpressionAttributeNames: names }),
  } as never);
  if ("message" in read) throw new Error(read.message);
  return projected(item, read.projection!);
}

it("dynamodb.expression.projection: keeps what paths name, with the maps and lists around it", () => {
  expect(project("a, gone")).toEqual({ a: { S: "1" } });
  expect(project("m.x, m.y.z")).toEqual({
    m: { M: { x: { N: "1" }, y: { M: { z: { S: "deep" } } } } },
  });
  expect(project("#d", { "#d": "b.c" })).toEqual({ "b.c": { S: "dotted" } });
  expect(project("m.e")).toEqual({ m: { M: { e: { M: {} } } } });
  expect(project("m.gone, a.x, l.k")).toEqual({});
});

it("dynamodb.expression.projection: closes up elements of lists, in the order of the list", () => {
  expect(project("l[2], l[0], l[9]")).toEqual({ l: { L: [{ S: "0" }, { S: "2" }] } });
  expect(project("l[1].k")).toEqual({ l: { L: [{ M: { k: { S: "k" } } }] } });
});

it("dynamodb.expression.older: takes AttributesToGet for names of attributes, dots and all", () => {
  const read = expressionsIn("Scan", { AttributesToGet: ["b.c", "a"] });
  expect("message" in read ? null : projected(item, read.projection!)).toEqual({
    "b.c": { S: "dotted" },
    a: { S: "1" },
  });
  expect(expressionsIn("GetItem", { AttributesToGet: ["a", "b", "a"] })).toMatchObject({
    message: "One or more parameter values were invalid: Duplicate value in attribute name: a",
  });
});
