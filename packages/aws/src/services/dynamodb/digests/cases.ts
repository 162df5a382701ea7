import { hours, seconds } from "@orrery/kernel";
import { at, scenarioCase, workload, type DigestCase } from "../../../../test/digest-case.ts";
import {
  dynamodb,
  simulate,
  Stack,
  type AwsSimulation,
  type PlainObject,
  type Scenario,
} from "../../../index.ts";

/** Workloads that put items: each of its own, and of a few keys. */
function puts(): Scenario {
  const stack = new Stack("orders");
  new dynamodb.Table(stack, "Orders", {
    partitionKey: { name: "id", type: dynamodb.AttributeType.STRING },
  });
  const groups = ["a", "b", "__proto__"].map((id, place) => ({ id, weight: place + 1 }));
  return stack.scenario({
    duration: seconds(20),
    workloads: [
      workload("Orders", { type: "poisson", rate: 500 }, { groups }),
      workload("Orders", { type: "poisson", rate: 300 }),
    ],
  });
}

/** Every kind of operation on tables with indexes, also such as are in each other's way. */
function operations(seed: number | string): AwsSimulation {
  const simulation = simulate({ seed });
  const client = simulation.client();
  const definition = (AttributeName: string, AttributeType = "S") => ({
    AttributeName,
    AttributeType,
  });
  const hash = (AttributeName: string) => ({ AttributeName, KeyType: "HASH" });
  client.call("dynamodb", "CreateTable", {
    TableName: "Orders",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [definition("id"), definition("by")],
    KeySchema: [hash("id")],
    GlobalSecondaryIndexes: [
      { IndexName: "byBy", KeySchema: [hash("by")], Projection: { ProjectionType: "ALL" } },
    ],
  });
  client.call("dynamodb", "CreateTable", {
    TableName: "Events",
    ProvisionedThroughput: { ReadCapacityUnits: 20, WriteCapacityUnits: 20 },
    AttributeDefinitions: [definition("id"), definition("at", "N")],
    KeySchema: [hash("id"), { AttributeName: "at", KeyType: "RANGE" }],
  });
  const begin = (operation: string, params: PlainObject) =>
    client.begin("dynamodb", operation, params);
  const key = (number: number) => ({ id: { S: `order ${number % 7}` } });
  for (let step = 0; step < 400; step += 1) {
    simulation.run({ until: at(seconds(step / 100)) });
    const event = { id: { S: "e" }, at: { N: `${step}` } };
    begin("PutItem", {
      TableName: "Orders",
      Item: { ...key(step), by: { S: `${step % 3}` }, n: { N: `${step}` } },
      ...(step % 5 === 0 ? { ConditionExpression: "attribute_not_exists(id)" } : {}),
    });
    begin("GetItem", { TableName: "Orders", Key: key(step + 3) });
    begin("TransactWriteItems", {
      TransactItems: [
        { Put: { TableName: "Events", Item: event } },
        {
          Update: {
            TableName: "Orders",
            Key: key(step + 1),
            UpdateExpression: "ADD n :one",
            ExpressionAttributeValues: { ":one": { N: "1" } },
          },
        },
      ],
    });
    if (step % 10 === 0) {
      begin("Query", {
        TableName: "Orders",
        IndexName: "byBy",
        KeyConditionExpression: "#by = :by",
        ExpressionAttributeNames: { "#by": "by" },
        ExpressionAttributeValues: { ":by": { S: "1" } },
      });
      begin("Scan", { TableName: "Events", Limit: 5 });
      begin("DeleteItem", { TableName: "Events", Key: event });
    }
  }
  simulation.run({ until: at(hours(1)) });
  return simulation;
}

/** Runs in which tables come first. */
export const dynamodbCases: readonly DigestCase[] = [
  scenarioCase("table-puts", [41, 42], puts),
  { name: "table-operations", seeds: [43], run: operations },
];
