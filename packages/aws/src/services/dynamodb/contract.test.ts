import { hours, milliseconds, seconds } from "@orrery/kernel";
import type { Answers, JourneyCall, Journeys } from "../../../test/journey.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { dynamodbService } from "./index.ts";

const dynamodb = (operation: string, params: PlainObject) => (): JourneyCall => [
  "dynamodb",
  operation,
  params,
];
const orders = { TableName: "Orders" };
const events = { TableName: "Events" };
const key = (id: string) => ({ id: { S: id } });
const put = (id: string, more: PlainObject = {}) =>
  dynamodb("PutItem", { ...orders, Item: { ...key(id), by: { S: "x" }, n: { N: "1" } }, ...more });
const event = (id: string, at: number) => ({ ...key(id), at: { N: `${at}` } });

const definitions = (...names: readonly (readonly [string, string])[]) =>
  names.map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
const hash = (AttributeName: string) => ({ AttributeName, KeyType: "HASH" });
const range = (AttributeName: string) => ({ AttributeName, KeyType: "RANGE" });

/** An operation on the stream of a table that was described. */
const onStream =
  (operation: string, params: (stream: string) => PlainObject) =>
  (answers: Answers): JourneyCall | undefined => {
    const table = answers("DescribeTable")?.response["Table"] as PlainObject | undefined;
    const arn = table?.["LatestStreamArn"];
    return typeof arn === "string" ? ["dynamodbstreams", operation, params(arn)] : undefined;
  };
const iterator =
  (ShardIteratorType: string) =>
  (answers: Answers): JourneyCall | undefined => {
    const stream = answers("DescribeStream")?.response["StreamDescription"] as
      PlainObject | undefined;
    const shards = stream?.["Shards"] as readonly PlainObject[] | undefined;
    if (stream === undefined || shards?.[0] === undefined) return undefined;
    const { ShardId, SequenceNumberRange } = shards[0] as {
      readonly ShardId: string;
      readonly SequenceNumberRange: PlainObject;
    };
    return [
      "dynamodbstreams",
      "GetShardIterator",
      {
        StreamArn: stream["StreamArn"]!,
        ShardId,
        ShardIteratorType,
        ...(ShardIteratorType.endsWith("SEQUENCE_NUMBER")
          ? { SequenceNumber: SequenceNumberRange["StartingSequenceNumber"]! }
          : {}),
      },
    ];
  };
const records = (answers: Answers): JourneyCall | undefined => {
  const ShardIterator = answers("GetShardIterator")?.response["ShardIterator"];
  return ShardIterator === undefined
    ? undefined
    : ["dynamodbstreams", "GetRecords", { ShardIterator }];
};

const recovery = dynamodb("UpdateContinuousBackups", {
  ...orders,
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
});
const exporting = (more: PlainObject = {}) =>
  dynamodb("ExportTableToPointInTime", {
    TableArn: "arn:aws:dynamodb:us-east-1:123456789012:table/Orders",
    S3Bucket: "data",
    ...more,
  });
const importing = (TableName: string, S3KeyPrefix: string) =>
  dynamodb("ImportTable", {
    S3BucketSource: { S3Bucket: "data", S3KeyPrefix },
    InputFormat: "DYNAMODB_JSON",
    TableCreationParameters: {
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: definitions(["id", "S"]),
      KeySchema: [hash("id")],
    },
  });
/** Tells of the import or export that was begun last. */
const described =
  (kind: "Import" | "Export", begins: string, member: string) =>
  (answers: Answers): JourneyCall | undefined => {
    const begun = answers(begins)?.response[member] as PlainObject | undefined;
    const arn = begun?.[`${kind}Arn`];
    return arn === undefined ? undefined : ["dynamodb", `Describe${kind}`, { [`${kind}Arn`]: arn }];
  };
const describedImport = described("Import", "ImportTable", "ImportTableDescription");
const describedExport = described("Export", "ExportTableToPointInTime", "ExportDescription");
const object = (Key: string, id: string): JourneyCall => [
  "s3",
  "PutObject",
  { Bucket: "data", Key, Body: btoa(JSON.stringify({ Item: key(id) })) },
];
/** Some requests are not answered in time. */
const sometimesLost = {
  type: "mixture",
  parts: [
    { weight: 0.85, distribution: { type: "constant", value: milliseconds(10) } },
    { weight: 0.15, distribution: { type: "constant", value: seconds(400) } },
  ],
} as const;

const changes = "arn:aws:kinesis:us-east-1:123456789012:stream/changes";

const journeys: Journeys = {
  // Records stay for a day, and items for good: see the tests of their canonical forms.
  seldomAlike: true,
  made: [
    [
      "dynamodb",
      "CreateTable",
      {
        ...orders,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: definitions(["id", "S"], ["by", "S"]),
        KeySchema: [hash("id")],
        StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
        GlobalSecondaryIndexes: [
          { IndexName: "byBy", KeySchema: [hash("by")], Projection: { ProjectionType: "ALL" } },
        ],
      },
    ],
    [
      "dynamodb",
      "CreateTable",
      {
        ...events,
        ProvisionedThroughput: { ReadCapacityUnits: 100, WriteCapacityUnits: 100 },
        AttributeDefinitions: definitions(["id", "S"], ["at", "N"], ["kind", "S"]),
        KeySchema: [hash("id"), range("at")],
        LocalSecondaryIndexes: [
          {
            IndexName: "byKind",
            KeySchema: [hash("id"), range("kind")],
            Projection: { ProjectionType: "KEYS_ONLY" },
          },
        ],
      },
    ],
    [
      "cloudwatch",
      "PutMetricAlarm",
      {
        AlarmName: "busy index",
        Namespace: "AWS/DynamoDB",
        MetricName: "ConsumedWriteCapacityUnits",
        Dimensions: [
          { Name: "TableName", Value: "Orders" },
          { Name: "GlobalSecondaryIndexName", Value: "byBy" },
        ],
        Statistic: "Sum",
        Period: 60,
        EvaluationPeriods: 1,
        ComparisonOperator: "GreaterThanThreshold",
        Threshold: 1,
      },
    ],
    ["kinesis", "CreateStream", { StreamName: "changes", ShardCount: 1 }],
    ["s3", "CreateBucket", { Bucket: "data" }],
    ["dynamodb", "EnableKinesisStreamingDestination", { ...orders, StreamArn: changes }],
  ],
  latencies: {
    "dynamodb.timeToLive": { type: "constant", value: seconds(1) },
    "s3.get": sometimesLost,
    "s3.put": sometimesLost,
  },
  logs: true,
  courses: [
    [
      ...["1", "2", "3", "4", "5"].map((id) => () => object(`in/${id}`, id)),
      seconds(500), // They may take so long.
      importing("Imported", "in/"),
      describedImport,
      hours(2),
      describedImport,
      importing("Failed", "none/"),
      hours(1),
      () => ["logs", "DescribeLogGroups", {}],
    ],
    [
      recovery,
      put("a"),
      seconds(500),
      put("a", { ConditionExpression: "attribute_exists(id)" }),
      dynamodb("DeleteItem", { ...orders, Key: key("a") }),
      ...["a", "b", "c", "d", "e", "f"].map((S3Prefix) => exporting({ S3Prefix })),
      exporting(),
      describedExport,
      hours(2),
      describedExport,
      exporting({ S3Bucket: "nowhere" }),
      dynamodb("ListExports", {}),
      hours(1),
      dynamodb("UpdateContinuousBackups", {
        ...orders,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
      }),
    ],
    [
      dynamodb("UpdateTimeToLive", {
        ...orders,
        TimeToLiveSpecification: { Enabled: true, AttributeName: "until" },
      }),
      dynamodb("PutItem", { ...orders, Item: { ...key("soon"), until: { N: "1767225605" } } }),
    ],
    [
      seconds(2), // A provisioned table gives nothing at first.
      dynamodb("TransactWriteItems", {
        TransactItems: [
          { Put: { ...events, Item: event("t", 1) } },
          { Put: { ...orders, Item: key("t") } },
        ],
      }),
      milliseconds(500),
      dynamodb("TransactGetItems", { TransactItems: [{ Get: { ...orders, Key: key("t") } }] }),
    ],
    [
      dynamodb("UpdateTimeToLive", {
        ...orders,
        TimeToLiveSpecification: { Enabled: true, AttributeName: "until" },
      }),
      dynamodb("PutItem", { ...orders, Item: { ...key("old"), until: { N: "1767225700" } } }),
      hours(1),
    ],
    [
      put("a"),
      dynamodb("DescribeTable", orders),
      onStream("DescribeStream", (StreamArn) => ({ StreamArn })),
      iterator("TRIM_HORIZON"),
      records,
      iterator("AT_SEQUENCE_NUMBER"),
      records,
      dynamodb("UpdateTable", { ...orders, StreamSpecification: { StreamEnabled: false } }),
    ],
    [put("a"), milliseconds(50), put("a"), hours(7), dynamodb("DescribeTable", orders)],
  ],
  asked: [
    put("a"),
    put("b", { ConditionExpression: "attribute_not_exists(id)" }),
    dynamodb("GetItem", { ...orders, Key: key("a") }),
    dynamodb("UpdateItem", {
      ...orders,
      Key: key("a"),
      UpdateExpression: "ADD n :one",
      ExpressionAttributeValues: { ":one": { N: "1" } },
      ReturnValues: "ALL_NEW",
    }),
    dynamodb("DeleteItem", { ...orders, Key: key("b") }),
    dynamodb("Scan", { ...orders, Limit: 2 }),
    dynamodb("Query", {
      ...orders,
      IndexName: "byBy",
      KeyConditionExpression: "#by = :x",
      ExpressionAttributeNames: { "#by": "by" },
      ExpressionAttributeValues: { ":x": { S: "x" } },
    }),
    dynamodb("Query", {
      ...events,
      KeyConditionExpression: "id = :a AND #at > :n",
      ExpressionAttributeNames: { "#at": "at" },
      ExpressionAttributeValues: { ":a": { S: "a" }, ":n": { N: "1" } },
    }),
    dynamodb("BatchWriteItem", {
      RequestItems: {
        Events: [1, 2, 3].map((at) => ({ PutRequest: { Item: event("a", at) } })),
        Orders: [{ DeleteRequest: { Key: key("a") } }],
      },
    }),
    dynamodb("BatchGetItem", {
      RequestItems: { Events: { Keys: [event("a", 1)] }, Orders: { Keys: [key("a")] } },
    }),
    dynamodb("TransactWriteItems", {
      ClientRequestToken: "one",
      TransactItems: [
        { Put: { ...events, Item: event("t", 1) } },
        {
          ConditionCheck: {
            ...orders,
            Key: key("none"),
            ConditionExpression: "attribute_not_exists(id)",
          },
        },
      ],
    }),
    dynamodb("TransactWriteItems", {
      TransactItems: [
        {
          Put: {
            ...orders,
            Item: key("a"),
            ConditionExpression: "attribute_not_exists(id)",
          },
        },
        { Delete: { ...events, Key: event("t", 1) } },
      ],
    }),
    dynamodb("TransactGetItems", {
      TransactItems: [
        { Get: { ...orders, Key: key("a") } },
        { Get: { ...events, Key: event("a", 1) } },
      ],
    }),
    () => object("in/1", "1"),
    recovery,
    importing("Imported", "in/"),
    importing("Elsewhere", ""),
    describedImport,
    exporting(),
    describedExport,
    dynamodb("ListImports", {}),
    dynamodb("ListExports", {}),
    dynamodb("DescribeTable", orders),
    onStream("DescribeStream", (StreamArn) => ({ StreamArn })),
    iterator("TRIM_HORIZON"),
    iterator("LATEST"),
    records,
    dynamodb("UpdateTable", {
      ...events,
      ProvisionedThroughput: { ReadCapacityUnits: 90, WriteCapacityUnits: 90 },
    }),
    dynamodb("UpdateTable", {
      ...orders,
      GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "byBy" } }],
    }),
    dynamodb("TagResource", {
      ResourceArn: "arn:aws:dynamodb:us-east-1:123456789012:table/Orders",
      Tags: [{ Key: "a", Value: "1" }],
    }),
    dynamodb("DescribeKinesisStreamingDestination", orders),
    dynamodb("DisableKinesisStreamingDestination", { ...orders, StreamArn: changes }),
    () => ["kinesis", "DeleteStream", { StreamName: "changes" }],
    put("late"),
    dynamodb("DeleteTable", events),
  ],
};

itKeepsTheContract(dynamodbService, journeys);
