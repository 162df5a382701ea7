import {
  apigateway,
  continueRun,
  dynamodb,
  lambda,
  prepareRun,
  profile,
  sources,
  sqs,
  Stack,
} from "@orrery/aws";
import { milliseconds, seconds, type Duration, type Instant } from "@orrery/kernel";
import { printOutcome, secondsOf } from "../outcome.ts";

/** What stands behind the API: a function, a function that writes an item, or a queue before such a function. */
type Chain = "function" | "table" | "queue";

/** Messages that a function takes at once, and writes at once. */
const batchSize = 10;

/** Requests a second. A partition of a table takes a thousand writes. */
const rate = 1_000;

/** A REST API of two methods under as many requests for each, and all that is counted of them. */
function scenario(chain: Chain, duration: Duration): ReturnType<Stack["scenario"]> {
  const stack = new Stack("orders");
  const worker = new lambda.Function(stack, "Worker");
  const table = new dynamodb.Table(stack, "Table", {
    partitionKey: { name: "id", type: dynamodb.AttributeType.STRING },
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
  });
  const itemOf = (id: number) => ({ id: { S: `${id}` }, order: { N: "17" } });
  const puts = Array.from({ length: batchSize }, (_, id) => ({ PutRequest: { Item: itemOf(id) } }));
  const [operation, params] =
    chain === "queue"
      ? ["BatchWriteItem", { RequestItems: { [table.tableName]: puts } }]
      : ["PutItem", { TableName: table.tableName, Item: itemOf(7) }];
  const write = { type: "call", service: "dynamodb", operation, params } as const;
  stack.say("Worker", {
    Behavior: {
      ...profile({
        duration: { type: "constant", value: milliseconds(5) },
        calls: chain === "function" ? [] : [write],
      }),
      response: { statusCode: 200, body: "ok" },
    },
  });
  const api = new apigateway.RestApi(stack, "Api");
  const orders = api.root.addResource("orders");
  const order = orders.addResource("{id}");
  if (chain === "queue") {
    const queue = new sqs.Queue(stack, "Queue");
    worker.addEventSource(
      new sources.SqsEventSource(queue, { batchSize, maxBatchingWindow: "1s" }),
    );
    const integration = new apigateway.AwsIntegration({
      service: "sqs",
      path: `${stack.account}/${queue.queueName}`,
      options: {
        requestParameters: {
          "integration.request.header.Content-Type": "'application/x-www-form-urlencoded'",
        },
        requestTemplates: {
          "application/json": "Action=SendMessage&MessageBody=$util.urlEncode($input.body)",
        },
        integrationResponses: [
          { statusCode: "200", responseTemplates: { "application/json": '{"taken": true}' } },
        ],
      },
    });
    orders.addMethod("POST", integration);
    order.addMethod("PUT", integration);
  } else {
    orders.addMethod("POST", new apigateway.LambdaIntegration(worker));
    order.addMethod("PUT", new apigateway.LambdaIntegration(worker));
  }
  const requests = {
    to: "Api",
    arrivals: { type: "poisson", rate: rate / 2 },
    from: 0 as Duration,
    until: null,
    payload: { type: "body", body: '{"order":17}', size: 12 },
    groups: [],
  } as const;
  return stack.scenario({
    duration,
    workloads: [
      { ...requests, request: { method: "POST", path: "/orders" } },
      { ...requests, request: { method: "PUT", path: "/orders/7" } },
    ],
  });
}

/** Lets that many requests come: seconds used, requests, and events. No request may fail. */
function request(
  chain: Chain,
  requests: number,
): { seconds: number; count: number; events: number } {
  const duration = seconds(requests / rate);
  const { simulation, ...run } = prepareRun(scenario(chain, duration), { seed: 1 });
  const before = simulation.events;
  const used = secondsOf(() =>
    continueRun({ simulation, ...run }, { until: duration as number as Instant }),
  );
  const [api, table] = ["apigateway.restApi:", "dynamodb.table:"].map((prefix) =>
    simulation.metersOf(simulation.names.find((name) => name.startsWith(prefix))!),
  );
  const count = api!["Count"]!.sum;
  const failed = (api!["5XXError"]?.sum ?? 0) + (api!["4XXError"]?.sum ?? 0);
  const written = table!["ConsumedWriteCapacityUnits"]?.sum ?? 0;
  if (failed > 0) throw new Error(`of ${count} requests, ${failed} failed`);
  if (chain !== "function" && written < 0.99 * count - 1_000) {
    throw new Error(`of ${count} requests, only ${written} came to the table`);
  }
  return { seconds: used, count, events: simulation.events - before };
}

if (import.meta.main) {
  const [chain, said] = process.argv.slice(2) as [Chain, string];
  const work = Number(said);
  request(chain, Math.min(work, 50_000));
  const { seconds: used, count, events } = request(chain, work);
  printOutcome({ value: count / used / 1e6, work, events });
}
