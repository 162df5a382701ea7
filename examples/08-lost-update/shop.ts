import { AwsCallError, dynamodb, lambda, sources, sqs, Stack, type SQSEvent } from "@orrery/orrery";

/** How a payment is booked: as programs do at first, with a lock, or with a lock and a key. */
export type Booking = "blind" | "locked" | "keyed";

/** Payments of 1 euro come in a queue, and a function books each on the balance of one account. */
export function shopOf(booking: Booking) {
  const architecture = new Stack("shop");
  const payments = new sqs.Queue(architecture, "Payments", { visibilityTimeout: "30s" });
  const table = {
    partitionKey: { name: "id", type: dynamodb.AttributeType.STRING },
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
  } as const;
  const accounts = new dynamodb.Table(architecture, "Accounts", table);
  const booked = new dynamodb.Table(architecture, "Booked", table);
  const booker = new lambda.Function(architecture, "Booker", {
    timeout: "5s",
    *handler({ Records }: SQSEvent) {
      for (const { messageId } of Records) yield* books[booking](messageId);
    },
  });
  booker.addEventSource(new sources.SqsEventSource(payments, { batchSize: 1 }));

  const Key = { id: { S: "savings" } };
  function* balance() {
    const { Item } = yield* dynamodb.getItem(accounts, { Key, ConsistentRead: true });
    return Number(Item?.["balance"]?.N ?? 0);
  }
  const balanceOf = (euros: number) => ({ ...Key, balance: { N: `${euros}` } });

  /** The balance as it was read, and a euro more. */
  const change = (read: number) => ({
    Item: balanceOf(read + 1),
    ConditionExpression: "attribute_not_exists(id) OR balance = :read",
    ExpressionAttributeValues: { ":read": { N: `${read}` } },
  });

  const books = {
    *blind() {
      const read = yield* balance();
      yield* dynamodb.putItem(accounts, { Item: balanceOf(read + 1) });
    },

    /** Writes only where nobody has written since it read, and reads again where somebody has. */
    *locked() {
      for (;;) {
        const read = yield* balance();
        try {
          yield* dynamodb.putItem(accounts, change(read));
          return;
        } catch (error) {
          if (codeOf(error) !== "ConditionalCheckFailedException") throw error;
        }
      }
    },

    /** Keeps with each change which payment it is, and makes neither where that is there. */
    *keyed(payment: string) {
      for (;;) {
        const read = yield* balance();
        const Item = { id: { S: payment } };
        try {
          yield* dynamodb.transactWriteItems({
            TransactItems: [
              {
                Put: {
                  TableName: booked.tableName,
                  Item,
                  ConditionExpression: "attribute_not_exists(id)",
                },
              },
              { Put: { TableName: accounts.tableName, ...change(read) } },
            ],
          });
          return;
        } catch (error) {
          if (codeOf(error) !== "TransactionCanceledException") throw error;
          const { Item: known } = yield* dynamodb.getItem(booked, {
            Key: Item,
            ConsistentRead: true,
          });
          if (known !== undefined) return;
        }
      }
    },
  } satisfies Record<Booking, (payment: string) => Generator>;
  return { architecture, duration: "5m" } as const;
}

const codeOf = (error: unknown): string | null =>
  error instanceof AwsCallError ? error.code : null;
