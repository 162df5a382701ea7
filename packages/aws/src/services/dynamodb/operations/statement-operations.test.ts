import { expect, it } from "vitest";
import { number, openAccount, text } from "../test/table-client.ts";

/** An account with a table of three items. */
function opened() {
  const account = openAccount();
  account.table("Orders", {}, "N");
  for (const at of [1, 2, 3]) {
    account.put({
      id: text("a"),
      at: number(at),
      state: text("open"),
      m: { M: { deep: number(at) } },
    });
  }
  const run = (Statement: string, more = {}) =>
    account.call("ExecuteStatement", { Statement, ...more });
  const refusal = (Statement: string, more = {}) =>
    account.refusal("ExecuteStatement", { Statement, ...more });
  return { ...account, run, refusal };
}

it("dynamodb.partiql.execute: selects, inserts, updates and deletes", () => {
  const { run, get, refusal } = opened();
  expect(run("SELECT at, m.deep FROM Orders WHERE id = 'a' AND at >= 2 ORDER BY at DESC")).toEqual({
    Items: [
      { at: number(3), deep: number(3) },
      { at: number(2), deep: number(2) },
    ],
  });
  run("INSERT INTO Orders VALUE {'id': 'b', 'at': 1, 'n': 5}");
  expect(refusal("INSERT INTO Orders VALUE {'id': 'b', 'at': 1}")).toBe(
    "DuplicateItemException: Duplicate primary key exists in table",
  );
  expect(
    run("UPDATE Orders SET n = n + ? WHERE id = 'b' AND at = 1 RETURNING ALL NEW *", {
      Parameters: [number(2)],
    }),
  ).toEqual({ Items: [{ id: text("b"), at: number(1), n: number(7) }] });
  expect(refusal("UPDATE Orders SET n = 1 WHERE id = 'c' AND at = 1")).toBe(
    "ConditionalCheckFailedException: The conditional request failed",
  );
  expect(refusal("DELETE FROM Orders WHERE id = 'b' AND at = 1 AND n > 7")).toBe(
    "ConditionalCheckFailedException: The conditional request failed",
  );
  expect(run("DELETE FROM Orders WHERE id = 'b' AND at = 1")).toEqual({ Items: [] });
  expect(get({ id: text("b"), at: number(1) })).toBeUndefined();
  expect(refusal("SELECT * FROM Nothing")).toBe(
    "ResourceNotFoundException: Requested resource not found",
  );
  expect(refusal("SELECT * FROM Orders WHERE id = 'a' AND n < true")).toBe(
    "ValidationException: Incorrect operand type for operator or function; operator or function: <, operand type: BOOL",
  );
});

it("dynamodb.partiql.pages: goes on from a token", () => {
  const { run } = opened();
  const first = run("SELECT at FROM Orders", { Limit: 2 });
  expect(first["Items"]).toHaveLength(2);
  const second = run("SELECT at FROM Orders", { NextToken: first["NextToken"] });
  expect(second).toEqual({ Items: [{ at: number(3) }] });
});

it("dynamodb.partiql.batch: answers each statement by itself", () => {
  const { call } = opened();
  expect(
    call("BatchExecuteStatement", {
      Statements: [
        { Statement: "SELECT state FROM Orders WHERE id = 'a' AND at = 1" },
        { Statement: "SELECT * FROM Orders WHERE id = 'a' AND at = 9" },
        { Statement: "SELECT * FROM Orders WHERE id = 'a'" },
        { Statement: "SELECT * FROM Nothing WHERE id = 'a'" },
      ],
    }),
  ).toEqual({
    Responses: [
      { TableName: "Orders", Item: { state: text("open") } },
      { TableName: "Orders" },
      {
        TableName: "Orders",
        Error: {
          Code: "ValidationError",
          Message:
            "Select statements within BatchExecuteStatement must specify the primary key in the where clause.",
        },
      },
      {
        TableName: "Nothing",
        Error: { Code: "ResourceNotFound", Message: "Requested resource not found" },
      },
    ],
  });
});

it("dynamodb.partiql.batch: writes as well, and answers where nobody has to be asked", () => {
  const { call, get } = opened();
  const batch = (...statements: string[]) =>
    call("BatchExecuteStatement", {
      Statements: statements.map((Statement) => ({ Statement })),
    })["Responses"];
  expect(
    batch(
      "INSERT INTO Orders VALUE {'id': 'a', 'at': 1}",
      "INSERT INTO Orders VALUE {'id': 'b', 'at': 1}",
      "DELETE FROM Orders WHERE id = 'a' AND at = 2 RETURNING ALL OLD *",
    ),
  ).toMatchObject([
    { TableName: "Orders", Error: { Code: "DuplicateItem" } },
    { TableName: "Orders" },
    { TableName: "Orders", Item: { id: text("a"), at: number(2), state: text("open") } },
  ]);
  expect(get({ id: text("b"), at: number(1) })).toBeDefined();
  expect(batch("SELECT")).toMatchObject([{ Error: { Code: "ValidationError" } }]);
});

it("dynamodb.partiql.transaction: does all statements or none", () => {
  const { call, error, get } = opened();
  const execute = (...statements: string[]) => ({
    TransactStatements: statements.map((Statement) => ({ Statement })),
  });
  call(
    "ExecuteTransaction",
    execute(
      "INSERT INTO Orders VALUE {'id': 't', 'at': 1}",
      "UPDATE Orders SET state = 'paid' WHERE id = 'a' AND at = 1",
      "EXISTS(SELECT * FROM Orders WHERE id = 'a' AND at = 2 AND state = 'open')",
    ),
  );
  expect(get({ id: text("a"), at: number(1) })).toMatchObject({ state: text("paid") });
  expect(
    call(
      "ExecuteTransaction",
      execute(
        "SELECT state FROM Orders WHERE id = 'a' AND at = 1",
        "SELECT * FROM Orders WHERE id = 'x' AND at = 1",
      ),
    ),
  ).toEqual({ Responses: [{ Item: { state: text("paid") } }, {}] });
  const failed = error(
    "ExecuteTransaction",
    execute(
      "INSERT INTO Orders VALUE {'id': 'u', 'at': 1}",
      "INSERT INTO Orders VALUE {'id': 't', 'at': 1}",
    ),
  );
  expect(failed).toMatchObject({
    code: "TransactionCanceledException",
    message:
      "Transaction cancelled, please refer cancellation reasons for specific reasons [None, DuplicateItem]",
  });
  expect(get({ id: text("u"), at: number(1) })).toBeUndefined();
  const refusal = (...statements: string[]) =>
    error("ExecuteTransaction", execute(...statements))?.message;
  expect(refusal("UPDATE Orders SET a = 1 WHERE id = 'a' AND at = 1 RETURNING ALL NEW *")).toBe(
    "Validation failed in TransactStatements[0]: RETURNING clause is not supported in ExecuteTransaction.",
  );
  expect(refusal("SELECT * FROM Orders.byState WHERE state = 'x'")).toBe(
    "Validation failed in TransactStatements[0]: Reads on indices are not supported within transactions.",
  );
  expect(refusal("SELECT * FROM Orders WHERE id = 'a'")).toBe(
    "Validation failed in TransactStatements[0]: Select statements within ExecuteTransaction must specify the primary key in the where clause.",
  );
});
