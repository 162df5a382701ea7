import { milliseconds, minutes, seconds, type Distribution } from "@orrery/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { number, openAccount, text } from "../test/table-client.ts";

const constant = (value: number): Distribution => ({ type: "constant", value });
const phases = { "dynamodb.transactWriteItems": constant(milliseconds(10)) };
const put = (TableName: string, id: string, n: number, more: PlainObject = {}) => ({
  Put: { TableName, Item: { id: text(id), n: number(n) }, ...more },
});
const fresh = { ConditionExpression: "attribute_not_exists(id)" };

function open() {
  const account = openAccount({ latencies: phases });
  account.table("Orders");
  account.table("Users");
  const write = (...TransactItems: readonly PlainObject[]) => ({ TransactItems });
  const read = (TableName: string, id: string) =>
    account.call("GetItem", { TableName, Key: { id: text(id) }, ConsistentRead: true })["Item"];
  return { ...account, write, read };
}

describe("dynamodb.api.transactions", () => {
  it("dynamodb.api.transactions: do all in several tables", () => {
    const { call, write, read } = open();
    expect(call("TransactWriteItems", write(put("Orders", "a", 1), put("Users", "u", 2)))).toEqual(
      {},
    );
    expect([read("Orders", "a"), read("Users", "u")]).toEqual([
      { id: text("a"), n: number(1) },
      { id: text("u"), n: number(2) },
    ]);
    const got = call("TransactGetItems", {
      TransactItems: [
        { Get: { TableName: "Users", Key: { id: text("u") } } },
        { Get: { TableName: "Orders", Key: { id: text("none") } } },
      ],
    });
    expect(got["Responses"]).toEqual([{ Item: { id: text("u"), n: number(2) } }, {}]);
  });

  it("dynamodb.api.transactions: or nothing, and say why by each action", () => {
    const { call, write, read, error } = open();
    call("PutItem", { TableName: "Users", Item: { id: text("u"), n: number(0) } });
    const failed = error(
      "TransactWriteItems",
      write(
        put("Orders", "a", 1),
        put("Users", "u", 2, { ...fresh, ReturnValuesOnConditionCheckFailure: "ALL_OLD" }),
        put("Users", "v", 3),
      ),
    )!;
    expect([failed.code, failed.message]).toEqual([
      "TransactionCanceledException",
      "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, None]",
    ]);
    expect(failed.details?.["CancellationReasons"]).toEqual([
      { Code: "None" },
      {
        Code: "ConditionalCheckFailed",
        Message: "The conditional request failed",
        Item: { id: text("u"), n: number(0) },
      },
      { Code: "None" },
    ]);
    expect([read("Orders", "a"), read("Users", "v")]).toEqual([undefined, undefined]);
    // Nothing stays locked.
    expect(call("TransactWriteItems", write(put("Orders", "a", 1), put("Users", "v", 1)))).toEqual(
      {},
    );
  });

  it("dynamodb.api.transactions: 25 actions before 2022-09-15", () => {
    const account = openAccount({ asOf: "2022-09-01" });
    account.table("Orders");
    const many = Array.from({ length: 26 }, (_, place) => put("Orders", `${place}`, 1));
    expect(account.refusal("TransactWriteItems", { TransactItems: many })).toContain(
      "less than or equal to 25",
    );
    expect(account.refusal("TransactWriteItems", { TransactItems: many.slice(1) })).toBe("none");
  });
});

describe("dynamodb.table.transaction-locks", () => {
  it("dynamodb.table.transaction-locks: others are refused meanwhile, and reads see what was", () => {
    const { client, write, refusal, read, wait, call } = open();
    call("PutItem", { TableName: "Orders", Item: { id: text("a"), n: number(0) } });
    const first = client.begin("dynamodb", "TransactWriteItems", write(put("Orders", "a", 1)));
    wait(milliseconds(1));
    expect(refusal("PutItem", { TableName: "Orders", Item: { id: text("a") } })).toBe(
      "TransactionConflictException: Transaction is ongoing for the item",
    );
    const other = client.begin("dynamodb", "TransactWriteItems", write(put("Orders", "b", 1)));
    wait(seconds(1));
    expect([first.outcome?.type, other.outcome?.type]).toEqual(["called", "called"]);
    expect(read("Orders", "a")).toEqual({ id: text("a"), n: number(1) });
  });
});

describe("dynamodb.table.transaction-token", () => {
  it("dynamodb.table.transaction-token: the same request is done once in ten minutes", () => {
    const { call, wait, read, refusal } = open();
    const add = {
      ClientRequestToken: "t",
      TransactItems: [
        {
          Update: {
            TableName: "Orders",
            Key: { id: text("a") },
            UpdateExpression: "ADD n :one",
            ExpressionAttributeValues: { ":one": number(1) },
          },
        },
      ],
    };
    call("TransactWriteItems", add);
    wait(minutes(9));
    call("TransactWriteItems", add);
    expect(read("Orders", "a")).toEqual({ id: text("a"), n: number(1) });
    expect(
      refusal("TransactWriteItems", { ...add, TransactItems: [put("Orders", "a", 5)] }),
    ).toContain("IdempotentParameterMismatchException");
    wait(minutes(2));
    call("TransactWriteItems", add);
    expect(read("Orders", "a")).toEqual({ id: text("a"), n: number(2) });
  });
});

it("loses no increment and applies none twice, however transactions and writes are in each other's way", () => {
  const step = fc.record({
    kind: fc.constantFrom("transaction", "update", "transfer"),
    one: fc.nat(2),
    other: fc.nat(2),
    pause: fc.nat(15),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 40, size: "max" }), (steps) => {
      const { client, read, wait } = open();
      const expected = new Map<string, number>();
      const add = (TableName: string, id: number, by: number) => ({
        TableName,
        Key: { id: text(`${id}`) },
        UpdateExpression: "ADD n :by",
        ExpressionAttributeValues: { ":by": number(by) },
      });
      const begun = steps.map(({ kind, one, other, pause }) => {
        wait(milliseconds(pause));
        const changes: (readonly [string, number, number])[] =
          kind === "update"
            ? [["Orders", one, 1]]
            : [
                ["Orders", one, kind === "transfer" ? -1 : 1],
                ["Users", other, 1],
              ];
        const pending =
          kind === "update"
            ? client.begin("dynamodb", "UpdateItem", add(...changes[0]!))
            : client.begin("dynamodb", "TransactWriteItems", {
                TransactItems: changes.map((change) => ({ Update: add(...change) })),
              });
        return { changes, pending };
      });
      wait(seconds(5));
      for (const { changes, pending } of begun) {
        const { outcome } = pending;
        if (outcome?.type !== "called") {
          expect(JSON.stringify(outcome)).toMatch(/TransactionConflict/);
          continue;
        }
        for (const [table, id, by] of changes) {
          const name = `${table}/${id}`;
          expected.set(name, (expected.get(name) ?? 0) + by);
        }
      }
      for (const table of ["Orders", "Users"]) {
        for (const id of [0, 1, 2]) {
          const found = read(table, `${id}`) as { n: { N: string } } | undefined;
          expect(found === undefined ? undefined : Number(found.n.N)).toBe(
            expected.get(`${table}/${id}`),
          );
        }
      }
    }),
    { seed: 20261128, numRuns: 30 },
  );
});
