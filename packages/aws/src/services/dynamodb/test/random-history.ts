import { after, milliseconds, seconds, start, type Fault, type Instant } from "@orrery/kernel";
import { simulate } from "../../../run/simulate.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { call, wait, type Script } from "../../../service/script.ts";

/** An item that operations are about: of one of two tables. */
export interface Place {
  readonly table: "left" | "right";
  readonly id: "a" | "b";
}

/** What a client does: it adds its number to the lists of items, or reads them. */
export interface Operation {
  readonly kind: "update" | "transactWrite" | "get" | "transactGet" | "put";
  readonly places: readonly Place[];
  /** How long after the start it is asked for. */
  readonly at: number;
  /** It bears a token, and is asked for once more where nothing was heard of it. */
  readonly isRepeated: boolean;
}

/** What a client was told. */
export interface Outcome {
  readonly operation: Operation;
  readonly number: number;
  /** `unknown`: nothing was heard in time. */
  told: "done" | "refused" | "unknown";
  /** What each of its places had in its list, of reads that were answered. */
  seen: readonly (readonly string[])[] | null;
}

/** What came of a history: what clients were told, and the lists of all items at its end. */
export interface History {
  readonly outcomes: readonly Outcome[];
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

export const nameOf = ({ table, id }: Place): string => `${table} ${id}`;
const everywhere: readonly Place[] = (["left", "right"] as const).flatMap((table) =>
  (["a", "b"] as const).map((id) => ({ table, id })),
);

const keyOf = ({ table, id }: Place) => ({ TableName: table, Key: { id: { S: id } } });
const addition = (number: number) => ({
  UpdateExpression: "SET #list = list_append(if_not_exists(#list, :none), :me)",
  // What comes twice is done once.
  ConditionExpression: "NOT contains(#list, :number)",
  ExpressionAttributeNames: { "#list": "list" },
  ExpressionAttributeValues: {
    ":none": { L: [] },
    ":me": { L: [{ S: `${number}` }] },
    ":number": { S: `${number}` },
  },
});

const listIn = (item: unknown): readonly string[] => {
  const { list } = (item ?? {}) as { readonly list?: { readonly L: readonly { S: string }[] } };
  return (list?.L ?? []).map(({ S }) => S);
};

function requestOf({ kind, places }: Operation, number: number): readonly [string, PlainObject] {
  const [first] = places;
  switch (kind) {
    case "get":
      return ["GetItem", { ...keyOf(first!), ConsistentRead: true }];
    case "transactGet":
      return [
        "TransactGetItems",
        { TransactItems: places.map((place) => ({ Get: keyOf(place) })) },
      ];
    case "transactWrite":
      return [
        "TransactWriteItems",
        {
          ClientRequestToken: `token-${number}`,
          TransactItems: places.map((place) => ({
            Update: { ...keyOf(place), ...addition(number) },
          })),
        },
      ];
    default:
      return ["UpdateItem", { ...keyOf(first!), ...addition(number) }];
  }
}

/** Lets clients do all of that at once under faults, and says what came of it. */
export function historyOf(operations: readonly Operation[], faults: readonly Fault[]): History {
  const outcomes = operations.map((operation, number): Outcome => ({
    operation,
    number,
    told: "unknown",
    seen: null,
  }));
  const client: Script = function* (event) {
    const { number } = event as { readonly number: number };
    const outcome = outcomes[number]!;
    const [operation, params] = requestOf(outcome.operation, number);
    for (let attempt = 0; ; attempt += 1) {
      try {
        const answer = (yield call("dynamodb", operation, params)) as PlainObject;
        outcome.told = "done";
        if (operation === "GetItem") outcome.seen = [listIn(answer["Item"])];
        if (operation === "TransactGetItems") {
          const responses = answer["Responses"] as readonly { readonly Item?: unknown }[];
          outcome.seen = responses.map(({ Item }) => listIn(Item));
        }
        return null;
      } catch (error) {
        const { code } = error as { readonly code?: string };
        const isKnown = code !== undefined && !/^(?:Internal|TransactionInProgress)/.test(code);
        // The condition fails only where the write is there: an attempt before was not heard of.
        if (code === "ConditionalCheckFailedException") outcome.told = "done";
        else if (isKnown) outcome.told = attempt === 0 ? "refused" : "unknown";
        if (isKnown || !outcome.operation.isRepeated || attempt === 3) return null;
        yield wait(milliseconds(300));
      }
    }
  };
  const aws = simulate({ seed: 1, scripts: { client }, faults });
  const outside = aws.client();
  const perform = (operation: string, params: PlainObject) =>
    outside.call("dynamodb", operation, params);
  for (const TableName of ["left", "right"]) {
    perform("CreateTable", {
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    });
  }
  outside.call("lambda", "CreateFunction", {
    FunctionName: "client",
    Role: "arn:aws:iam::123456789012:role/client",
    Code: { ZipFile: "" },
    Handler: "index.handler",
    Runtime: "nodejs22.x",
    Timeout: 60,
    Behavior: { type: "script", name: "client" },
  });
  aws.run({ until: after(start, seconds(10)) });
  const ordered = [...outcomes].sort((one, other) => one.operation.at - other.operation.at);
  for (const { operation, number } of ordered) {
    aws.run({ until: after(start, seconds(20 + operation.at)) });
    outside.call("lambda", "Invoke", {
      FunctionName: "client",
      InvocationType: "Event",
      Payload: JSON.stringify({ number }),
    });
  }
  aws.run({ until: after(aws.now, seconds(300)) });
  const lists = everywhere.map((place): [string, readonly string[]] => [
    nameOf(place),
    listIn(perform("GetItem", { ...keyOf(place), ConsistentRead: true })["Item"]),
  ]);
  return { outcomes, lists: new Map(lists) };
}

export const instantOf = (at: number): Instant => after(start, seconds(20 + at));
