import type { Part, ServiceSettingCases, SettingCase } from "../../../../test/setting-case.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: stack-Orders
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions:
        - { AttributeName: id, AttributeType: S }
        - { AttributeName: by, AttributeType: S }
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      GlobalSecondaryIndexes:
        - IndexName: byBy
          KeySchema: [{ AttributeName: by, KeyType: HASH }]
          Projection: { ProjectionType: ALL }
      StreamSpecification: { StreamViewType: NEW_IMAGE }
      TimeToLiveSpecification: { AttributeName: until, Enabled: true }
  Small:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 2 }
  Files: { Type: AWS::S3::Bucket, Properties: { BucketName: stack-files } }
  Changes: { Type: AWS::Kinesis::Stream, Properties: { ShardCount: 1 } }
  Copied:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      TableName: stack-Copied
      KinesisStreamSpecification: { StreamArn: !GetAtt Changes.Arn }
  Reader:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x, FunctionName: stack-Reader }
  Worker:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x }
`;

const toWorker: Part = { workload: [{ to: "Worker", arrivals: { constant: { rate: "1/m" } } }] };
const toOrders = (rate: string, more: Part = {}): Part => ({
  workload: [{ to: "Orders", arrivals: { constant: { rate } }, ...more }],
});
const calling = (...calls: readonly Part[]): Part => ({
  ...toWorker,
  functions: { Worker: { calls } },
});
const orders = { TableName: "stack-Orders" };
const key = { id: { S: "a" } };
const put = { "dynamodb:PutItem": { ...orders, Item: { ...key, by: { S: "x" } } } };
const byBy = {
  "dynamodb:Query": {
    ...orders,
    IndexName: "byBy",
    KeyConditionExpression: "#by = :x",
    ExpressionAttributeNames: { "#by": "by" },
    ExpressionAttributeValues: { ":x": { S: "x" } },
  },
};
const create = (more: Part = {}) => ({
  "dynamodb:CreateTable": {
    TableName: "more",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    ...more,
  },
});
const provisioned = (ReadCapacityUnits: number, WriteCapacityUnits: number) =>
  create({
    BillingMode: "PROVISIONED",
    ProvisionedThroughput: { ReadCapacityUnits, WriteCapacityUnits },
  });
const putMore = { "dynamodb:PutItem": { TableName: "more", Item: key } };
const update = (more: Part) => ({ "dynamodb:UpdateTable": { ...orders, ...more } });

const units = (each: number) => ({
  ProvisionedThroughput: { ReadCapacityUnits: each, WriteCapacityUnits: each },
});
const indexUnits = (each: number) => ({
  GlobalSecondaryIndexUpdates: [{ Update: { IndexName: "byBy", ...units(each) } }],
});

const streamArn =
  "arn:aws:dynamodb:us-east-1:123456789012:table/stack-Orders/stream/2026-01-01T00:00:00.000";

const destination = {
  ...orders,
  StreamArn: "arn:aws:kinesis:us-east-1:123456789012:stream/changes",
};

/** Fails while the stream has no shard of this number. */
const iteratorOf = (shard: number): Part => ({
  "dynamodbstreams:GetShardIterator": {
    StreamArn: streamArn,
    ShardId: `shardId-00000001767225600000-0000000${shard}`,
    ShardIteratorType: "TRIM_HORIZON",
  },
});
const both = (one: Part, other: Part): Part => ({
  ...one,
  workload: [...(one["workload"] as Part[]), ...(other["workload"] as Part[])],
});

const latency = (name: string, value: string): Part => ({ latencies: { [name]: value } });
const assuming = (name: string, value: unknown): Part => ({ assumptions: { [name]: value } });
/** Two records for a Kinesis data stream, and a fault of it. */
const copying = (fault: Part): Part => ({
  workload: [{ to: "Copied", arrivals: { constant: { rate: "1/s" } }, for: "2s" }],
  faults: [{ at: "0s", ...fault }],
  duration: "3m",
});
/** A transaction over two tables, of which one is not heard of for a while. */
const lostTransaction: Part = {
  ...calling({
    "dynamodb:TransactWriteItems": {
      TransactItems: [
        { Put: { ...orders, Item: key } },
        { Put: { TableName: "stack-Copied", Item: key } },
      ],
    },
  }),
  faults: [{ at: "0s", for: "20s", drop: "Copied" }],
};
const slow = (operation: string, call: Part): SettingCase => ({
  base: calling(call),
  change: latency(`dynamodb.${operation}`, "2s"),
});

/** A case for each setting of scenarios that is about tables. */
export const dynamodbSettingCases: ServiceSettingCases = {
  template,
  settings: {
    "latencies.dynamodb.getItem": slow("getItem", { "dynamodb:GetItem": { ...orders, Key: key } }),
    "latencies.dynamodb.import.duration": {
      base: calling({
        "dynamodb:ImportTable": {
          S3BucketSource: { S3Bucket: "stack-files" },
          InputFormat: "CSV",
          TableCreationParameters: create()["dynamodb:CreateTable"],
        },
      }),
      change: latency("dynamodb.import.duration", "1s"),
    },
    "latencies.dynamodb.export.duration": {
      base: calling(
        {
          "dynamodb:UpdateContinuousBackups": {
            ...orders,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          },
        },
        {
          "dynamodb:ExportTableToPointInTime": {
            TableArn: "arn:aws:dynamodb:us-east-1:123456789012:table/stack-Orders",
            S3Bucket: "stack-files",
          },
        },
      ),
      change: latency("dynamodb.export.duration", "1s"),
    },
    "latencies.dynamodb.putItem": slow("putItem", put),
    "latencies.dynamodb.updateItem": slow("updateItem", {
      "dynamodb:UpdateItem": { ...orders, Key: key },
    }),
    "latencies.dynamodb.deleteItem": slow("deleteItem", {
      "dynamodb:DeleteItem": { ...orders, Key: key },
    }),
    "latencies.dynamodb.query": slow("query", byBy),
    "latencies.dynamodb.scan": slow("scan", { "dynamodb:Scan": orders }),
    "latencies.dynamodb.batchGetItem": slow("batchGetItem", {
      "dynamodb:BatchGetItem": { RequestItems: { "stack-Orders": { Keys: [key] } } },
    }),
    "latencies.dynamodb.batchWriteItem": slow("batchWriteItem", {
      "dynamodb:BatchWriteItem": {
        RequestItems: { "stack-Orders": [{ PutRequest: { Item: key } }] },
      },
    }),
    "latencies.dynamodb.transactGetItems": slow("transactGetItems", {
      "dynamodb:TransactGetItems": { TransactItems: [{ Get: { ...orders, Key: key } }] },
    }),
    "latencies.dynamodb.transactWriteItems": slow("transactWriteItems", {
      "dynamodb:TransactWriteItems": { TransactItems: [{ Put: { ...orders, Item: key } }] },
    }),
    "latencies.dynamodb.table.creation": {
      base: calling(create(), putMore),
      change: latency("dynamodb.table.creation", "0s"),
    },
    "latencies.dynamodb.table.update": {
      base: calling(
        update({ BillingMode: "PROVISIONED", ...units(5), ...indexUnits(5) }),
        update({ ...units(6) }),
      ),
      change: latency("dynamodb.table.update", "0s"),
    },
    "latencies.dynamodb.table.index": {
      base: calling(
        update({
          AttributeDefinitions: [{ AttributeName: "other", AttributeType: "S" }],
          GlobalSecondaryIndexUpdates: [
            {
              Create: {
                IndexName: "byOther",
                KeySchema: [{ AttributeName: "other", KeyType: "HASH" }],
                Projection: { ProjectionType: "ALL" },
              },
            },
          ],
        }),
        {
          "dynamodb:Query": {
            ...orders,
            IndexName: "byOther",
            KeyConditionExpression: "#other = :x",
            ExpressionAttributeNames: { "#other": "other" },
            ExpressionAttributeValues: { ":x": { S: "x" } },
          },
        },
      ),
      change: latency("dynamodb.table.index", "0s"),
    },
    "latencies.dynamodb.table.destination": {
      base: calling(
        { "kinesis:CreateStream": { StreamName: "changes", ShardCount: 1 } },
        { "dynamodb:EnableKinesisStreamingDestination": destination },
        { "dynamodb:DisableKinesisStreamingDestination": destination },
      ),
      change: latency("dynamodb.table.destination", "0s"),
    },
    "latencies.dynamodb.stream.toLambda": {
      base: both(
        calling({
          "lambda:CreateEventSourceMapping": {
            EventSourceArn: streamArn,
            FunctionName: "stack-Reader",
            StartingPosition: "TRIM_HORIZON",
          },
        }),
        toOrders("1/s"),
      ),
      change: latency("dynamodb.stream.toLambda", "2s"),
    },
    "latencies.dynamodb.timeToLive": {
      base: {
        ...calling({
          "dynamodb:PutItem": { ...orders, Item: { ...key, until: { N: "1767225700" } } },
        }),
        duration: "10m",
        startsAt: "2026-01-01T00:00:00Z",
      },
      change: latency("dynamodb.timeToLive", "1s"),
    },
    "quotas.dynamodb.tables": {
      base: calling(create()),
      change: { quotas: { "dynamodb.tables": 3 } },
    },
    "quotas.dynamodb.tableReadUnits": {
      base: calling(provisioned(100, 1)),
      change: { quotas: { "dynamodb.tableReadUnits": 50 } },
    },
    "quotas.dynamodb.tableWriteUnits": {
      base: calling(provisioned(1, 100)),
      change: { quotas: { "dynamodb.tableWriteUnits": 50 } },
    },
    "quotas.dynamodb.accountReadUnits": {
      base: calling(provisioned(100, 1)),
      change: { quotas: { "dynamodb.accountReadUnits": 50 } },
    },
    "quotas.dynamodb.accountWriteUnits": {
      base: calling(provisioned(1, 100)),
      change: { quotas: { "dynamodb.accountWriteUnits": 50 } },
    },
    "actions[].do.dynamodb:PutItem": {
      base: toWorker,
      change: { actions: [{ at: "10s", do: { "dynamodb:PutItem": "Orders" } }] },
    },
    "functions.*.calls[].dynamodb:PutItem": {
      base: { ...toWorker, functions: { Worker: {} } },
      change: { functions: { Worker: { calls: [{ "dynamodb:PutItem": "Orders" }] } } },
    },
  },
  assumptions: {
    "dynamodb.convergence": {
      base: {
        ...calling(put, { "dynamodb:GetItem": { ...orders, Key: key } }),
        ...assuming("dynamodb.staleReads", 1),
      },
      change: { assumptions: { "dynamodb.staleReads": 1, "dynamodb.convergence": "0s" } },
    },
    "dynamodb.staleReads": {
      base: calling(put, { "dynamodb:GetItem": { ...orders, Key: key } }),
      change: assuming("dynamodb.staleReads", 1),
    },
    "dynamodb.indexLag": {
      base: calling(put, byBy),
      change: assuming("dynamodb.indexLag", "0s"),
    },
    "dynamodb.transactionPatience": {
      base: lostTransaction,
      change: assuming("dynamodb.transactionPatience", "1s"),
    },
    "dynamodb.transactionPause": {
      base: lostTransaction,
      change: assuming("dynamodb.transactionPause", "2s"),
    },
    "dynamodb.replicationTimeout": {
      base: copying({ drop: "Changes", direction: "reply", for: "2m" }),
      change: assuming("dynamodb.replicationTimeout", "5s"),
    },
    "dynamodb.replicationPause": {
      base: copying({ outage: "Changes", for: "20s" }),
      change: assuming("dynamodb.replicationPause", "7s"),
    },
    "dynamodb.replicationPatience": {
      base: {
        ...copying({ outage: "Changes", for: "26h" }),
        duration: "27h",
        ...assuming("dynamodb.replicationPause", "1h"),
      },
      change: {
        assumptions: { "dynamodb.replicationPause": "1h", "dynamodb.replicationPatience": "2h" },
      },
    },
    "dynamodb.burstAtStart": {
      base: { workload: [{ to: "Small", arrivals: { constant: { rate: "5/s" } } }] },
      change: assuming("dynamodb.burstAtStart", 1),
    },
    "dynamodb.onDemandGrowth": {
      // Each takes a hundred units of the 4,000 that a second has.
      base: { ...toOrders("60/s", { payload: { size: "99KB" } }), duration: "70s" },
      change: assuming("dynamodb.onDemandGrowth", 0.5),
    },
    "dynamodb.splitForHeat": {
      base: {
        ...toOrders("30/s", { groups: { same: 1, other: 1 }, payload: { size: "99KB" } }),
        duration: "90s",
      },
      change: assuming("dynamodb.splitForHeat", "1s"),
    },
    "dynamodb.streamShards": {
      base: both(calling(iteratorOf(3)), toOrders("1/s")),
      change: assuming("dynamodb.streamShards", 4),
    },
    "dynamodb.shardLife": {
      base: { ...both(calling(iteratorOf(1)), toOrders("1/m")), duration: "5h" },
      change: assuming("dynamodb.shardLife", "1m"),
    },
    "dynamodb.shardSplitRate": {
      base: { ...both(calling(iteratorOf(1)), toOrders("1100/s")), duration: "65s" },
      change: assuming("dynamodb.shardSplitRate", 2_000),
    },
  },
};
