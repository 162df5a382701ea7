import type { Duration, Instant } from "@orrery/kernel";
import { simulate } from "../../../run/simulate.ts";
import type { PlainObject } from "../../../service/refusal.ts";

/** An account with a client of DynamoDB, as tests use it. */
export function openAccount(settings: Parameters<typeof simulate>[0] = {}) {
  const simulation = simulate({
    seed: 1,
    accountId: "123456789012",
    startsAt: "2026-11-01T00:00:00Z",
    ...settings,
  });
  const client = simulation.client();
  const call = (operation: string, params: PlainObject = {}) =>
    client.call("dynamodb", operation, params);
  const error = (operation: string, params: PlainObject) => {
    try {
      client.call("dynamodb", operation, params);
    } catch (thrown) {
      return thrown as { code: string; message: string; details?: PlainObject };
    }
    return null;
  };
  return {
    simulation,
    client,
    call,
    error,
    refusal(operation: string, params: PlainObject): string {
      const thrown = error(operation, params);
      return thrown === null ? "none" : `${thrown.code}: ${thrown.message}`;
    },
    /** A table with a partition key `id`, and a sort key `at` where it is asked for. */
    table(name = "Orders", more: PlainObject = {}, sort?: "S" | "N") {
      return call("CreateTable", {
        TableName: name,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [
          { AttributeName: "id", AttributeType: "S" },
          ...(sort === undefined ? [] : [{ AttributeName: "at", AttributeType: sort }]),
        ],
        KeySchema: [
          { AttributeName: "id", KeyType: "HASH" },
          ...(sort === undefined ? [] : [{ AttributeName: "at", KeyType: "RANGE" }]),
        ],
        ...more,
      });
    },
    put: (Item: PlainObject, more: PlainObject = {}) =>
      call("PutItem", { TableName: "Orders", Item, ...more }),
    get: (Key: PlainObject, more: PlainObject = {}) =>
      call("GetItem", { TableName: "Orders", Key, ConsistentRead: true, ...more })["Item"],
    wait: (duration: Duration) => simulation.run({ until: (simulation.now + duration) as Instant }),
  };
}

/** A text attribute. */
export const text = (S: string) => ({ S });
/** A number attribute. */
export const number = (N: number) => ({ N: `${N}` });
