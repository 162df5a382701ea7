import { expect, it } from "vitest";
import type { AttributeValue } from "../../value/attribute-value.ts";
import type { KeySchema } from "../key-condition.ts";
import { readingCall, writingCall } from "./statement-call.ts";
import { readStatement } from "./statement.ts";

const table: KeySchema = {
  hash: [{ name: "pk", type: "S", role: "HASH" }],
  sort: [{ name: "sk", type: "N", role: "RANGE" }],
};

/** The call that a statement is; or what AWS has against it. */
function callOf(text: string, ...parameters: AttributeValue[]): unknown {
  const statement = readStatement(text, parameters);
  if (statement.type === "refused") return statement.message;
  if (statement.type === "exists") return statement;
  const call =
    statement.type === "select" ? readingCall(statement, table) : writingCall(statement, table);
  if (call.type === "refused") return call.message;
  return call.type === "call" ? { [call.operation]: call.params } : call;
}

it("dynamodb.partiql.select: reads a table by its key, or all of it through a filter", () => {
  expect(
    callOf(
      "SELECT * FROM Music WHERE pk = 'it''s' AND \"sk\" BETWEEN 1 AND ? AND NOT a.b[1] = true",
      { N: "5" },
    ),
  ).toEqual({
    Query: {
      TableName: "Music",
      KeyConditionExpression: "#n0 = :v0 AND #n1 BETWEEN :v1 AND :v2",
      FilterExpression: "NOT #n2.#n3[1] = :v3",
      ExpressionAttributeNames: { "#n0": "pk", "#n1": "sk", "#n2": "a", "#n3": "b" },
      ExpressionAttributeValues: {
        ":v0": { S: "it's" },
        ":v1": { N: "1" },
        ":v2": { N: "5" },
        ":v3": { BOOL: true },
      },
    },
  });
  expect(
    callOf(
      'select a, b.c from "My-Table"."by a" where (size(x) > .5e1 or x is missing) and x is not null',
    ),
  ).toEqual({
    Scan: {
      TableName: "My-Table",
      IndexName: "by a",
      FilterExpression:
        "(size(#n0) > :v0 OR attribute_not_exists(#n0)) AND NOT attribute_type(#n0, :v1)",
      ExpressionAttributeNames: { "#n0": "x" },
      ExpressionAttributeValues: { ":v0": { N: "5" }, ":v1": { S: "NULL" } },
    },
  });
  expect(callOf("SELECT * FROM T -- all of it\n /* indeed */")).toEqual({
    Scan: { TableName: "T" },
  });
});

it("dynamodb.partiql.order: orders by the key of what it reads by a hash key", () => {
  expect(callOf("SELECT * FROM T WHERE pk = 'a' ORDER BY sk DESC")).toMatchObject({
    Query: { ScanIndexForward: false },
  });
  expect(callOf("SELECT * FROM T ORDER BY sk")).toBe(
    "Must have WHERE clause in the statement when using ORDER BY clause.",
  );
  expect(callOf("SELECT * FROM T WHERE a = 1 ORDER BY sk")).toBe(
    "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.",
  );
  expect(callOf("SELECT * FROM T WHERE pk = 'a' ORDER BY a")).toBe(
    "Variable reference a in ORDER BY clause must be part of the primary key",
  );
});

it("dynamodb.partiql.choices: does not pretend to read several keys as AWS does", () => {
  const what = { type: "notModeled" };
  expect(callOf("SELECT * FROM T WHERE pk IN ['a', 'b']")).toMatchObject(what);
  expect(callOf("SELECT * FROM T WHERE pk = 'a' AND sk > 1 AND sk < 5")).toMatchObject(what);
});

it("dynamodb.partiql.insert: puts an item that is not there", () => {
  expect(
    callOf("INSERT INTO T VALUE {'pk': ?, 'n': -1.50, 'l': [1, {'x': null}], 's': <<'b', 'a'>>}", {
      S: "k",
    }),
  ).toEqual({
    PutItem: {
      TableName: "T",
      Item: {
        pk: { S: "k" },
        n: { N: "-1.5" },
        l: { L: [{ N: "1" }, { M: { x: { NULL: true } } }] },
        s: { SS: ["a", "b"] },
      },
      ConditionExpression: "attribute_not_exists(#k)",
      ExpressionAttributeNames: { "#k": "pk" },
    },
  });
});

it("dynamodb.partiql.update: updates the item of a key, if it is there and the rest holds", () => {
  expect(
    callOf(
      "UPDATE T SET a = a + 1, b.c = list_append(b.c, ?) SET t = set_add(t, <<'x'>>) REMOVE d[0] WHERE pk = 'a' AND sk = 2 AND (e = 1 OR e = 2) RETURNING MODIFIED NEW *",
      { L: [] },
    ),
  ).toEqual({
    UpdateItem: {
      TableName: "T",
      Key: { pk: { S: "a" }, sk: { N: "2" } },
      UpdateExpression:
        "SET #n0 = #n0 + :v0, #n1.#n2 = list_append(#n1.#n2, :v1) REMOVE #n4[0] ADD #n3 :v2",
      ConditionExpression: "attribute_exists(#k) AND (#n7 = :v5 OR #n7 = :v6)",
      ReturnValues: "UPDATED_NEW",
      ExpressionAttributeNames: {
        "#k": "pk",
        "#n0": "a",
        "#n1": "b",
        "#n2": "c",
        "#n3": "t",
        "#n4": "d",
        "#n7": "e",
      },
      ExpressionAttributeValues: {
        ":v0": { N: "1" },
        ":v1": { L: [] },
        ":v2": { SS: ["x"] },
        ":v5": { N: "1" },
        ":v6": { N: "2" },
      },
    },
  });
  expect(callOf("UPDATE T SET a = 1 WHERE pk = 'a'")).toBe(
    "Where clause does not contain a mandatory equality on all key attributes",
  );
});

it("dynamodb.partiql.delete: deletes the item of a key, and shows it whole or not", () => {
  expect(callOf("DELETE FROM T WHERE sk = 1 AND 'a' = pk RETURNING ALL OLD *")).toEqual({
    DeleteItem: {
      TableName: "T",
      Key: { pk: { S: "a" }, sk: { N: "1" } },
      ReturnValues: "ALL_OLD",
    },
  });
  expect(callOf("DELETE FROM T WHERE pk = 'a' RETURNING MODIFIED NEW *")).toBe(
    "Invalid returning clause: RETURNING MODIFIED NEW *. Only RETURNING ALL OLD * is allowed in DELETE statements.",
  );
});

it("dynamodb.partiql.refusals: refuses what is no statement of DynamoDB, in AWS's words where we know them", () => {
  const cases: [string, string][] = [
    ["SELECT * FROM T.a.b", "A path may contain at most 2 components in the FROM clause"],
    ['SELECT * FROM ""', "Path component cannot be an empty string"],
    ["SELECT a, b.a FROM T", "Duplicate identifiers in select clause: a"],
    ["SELECT * FROM T WHERE pk = ?", "Number of parameters in request and statement don't match."],
    [
      "SELECT * FROM T WHERE a",
      "WHERE clause must contain an expression that resolves to a boolean",
    ],
    ["SELECT * FROM T WHERE lower(a) = 'x'", "Unrecognized function: lower"],
    ["DELETE FROM T.i WHERE pk = 'a'", "This operation is not supported on an index"],
    ["INSERT INTO T VALUE {'a': <<>>}", "Empty bags are not supported"],
    [
      "INSERT INTO T VALUE {'a': <<1, 'b'>>}",
      "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags",
    ],
    ["INSERT INTO T VALUE {'pk': 'a'} RETURNING ALL OLD *", "RETURNING is not supported in INSERT"],
    [
      "UPDATE T SET a = set_add(b, <<1>>) WHERE pk = 'a'",
      "The first argument to SET_ADD must equal the assignment value",
    ],
  ];
  for (const [text, message] of cases) expect([text, callOf(text)]).toEqual([text, message]);
  for (const text of [
    "SELECTT * FROM T",
    "SELECT * FROM T t",
    'SELECT * FROM "T',
    "SELECT * FROM T WHERE pk = 'a' # note",
    "INSERT INTO T VALUE {'pk': 'a'} more",
    "DELETE FROM T WHERE pk = 'a' ORDER BY pk",
    "UPDATE T WHERE pk = 'a'",
    "",
  ]) {
    expect(callOf(text)).toMatch(/^Statement wasn't well formed, can't be processed/);
  }
});
