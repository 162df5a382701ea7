import { formatWallClock } from "../../text/wall-clock.ts";
import type { PlainObject } from "../../service/refusal.ts";
import {
  templateTypes,
  type MadeType,
  type PropertyMeaning,
  type Reading,
  type TemplateOperation,
  type TemplateResource,
} from "../../service/template-type.ts";
import { tableDeployment } from "./deployment.ts";
import { bucketType } from "./dynamodb-to-s3.ts";
import facts from "./resource-types.json" with { type: "json" };
import { tableOfReplica } from "./global-table.ts";
import { streamIn } from "./stream/names.ts";

const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
  exact: true,
});
const ignored = (meaning: string, read?: Reading): PropertyMeaning =>
  read === undefined ? { verdict: "ignored", meaning } : { verdict: "ignored", meaning, read };
const opaque = (meaning: string): PropertyMeaning => ({ verdict: "opaque", meaning });

const keySchema: Reading = { items: { members: { AttributeName: "text", KeyType: "text" } } };
const projection: Reading = { members: { ProjectionType: "text", NonKeyAttributes: "textList" } };
const units = (...names: readonly string[]): Reading => ({
  members: Object.fromEntries(names.map((name) => [name, "wholeNumber" as const])),
  exact: names,
});
const provisioned = units("ReadCapacityUnits", "WriteCapacityUnits");
const maximum = units("MaxReadRequestUnits", "MaxWriteRequestUnits");
const warm = units("ReadUnitsPerSecond", "WriteUnitsPerSecond");
const destination: Reading = {
  members: { StreamArn: "text", ApproximateCreationDateTimePrecision: "text" },
};
const index = { IndexName: "text", KeySchema: keySchema, Projection: projection } as const;

/** What a table and a global table have alike. */
const common: Readonly<Record<string, PropertyMeaning>> = {
  TableName: { verdict: "modeled", meaning: "Names the table.", read: "text" },
  AttributeDefinitions: {
    verdict: "modeled",
    meaning: "Says the types of attributes that are keys.",
    read: { items: { members: { AttributeName: "text", AttributeType: "text" } } },
  },
  KeySchema: {
    verdict: "modeled",
    meaning: "Says which attributes are the key.",
    read: keySchema,
  },
  BillingMode: modeled("Says whether throughput is bought, or requests are paid for.", "text"),
  LocalSecondaryIndexes: {
    verdict: "modeled",
    meaning: "Orders the items of a partition key in other ways.",
    read: { items: { members: index } },
  },
  StreamSpecification: {
    verdict: "modeled",
    meaning: "Gives the table a stream of what becomes of its items.",
    read: { members: { StreamViewType: "text" } },
  },
  TimeToLiveSpecification: {
    verdict: "modeled",
    meaning: "Says which attribute tells when an item expires.",
    read: { members: { AttributeName: "text", Enabled: "truth" } },
  },
  WarmThroughput: modeled("Says what the table gives at once.", warm),
  SSESpecification: {
    ...ignored("Encryption changes nothing here.", "plain"),
    charge: "KMS requests for its key",
  },
  VectorIndexes: opaque("Vector indexes are left out: nothing can be searched in them."),
};

const insights: PropertyMeaning = {
  ...ignored("What keys are used most is not counted.", "plain"),
  charge: "CloudWatch Contributor Insights",
};
const recovery: PropertyMeaning = {
  verdict: "modeled",
  meaning: "Keeps what was there before each change, so that the table can be exported.",
  read: {
    members: { PointInTimeRecoveryEnabled: "truth", RecoveryPeriodInDays: "wholeNumber" },
    exact: ["RecoveryPeriodInDays"],
  },
  charge: "continuous backups",
};

const tableProperties: Readonly<Record<string, PropertyMeaning>> = {
  ...common,
  ProvisionedThroughput: modeled("Says what the table gives each second.", provisioned),
  OnDemandThroughput: modeled("Bounds what the table gives each second.", maximum),
  GlobalSecondaryIndexes: {
    verdict: "modeled",
    meaning: "Finds items by other attributes.",
    read: {
      items: {
        members: {
          ...index,
          ProvisionedThroughput: provisioned,
          OnDemandThroughput: maximum,
          WarmThroughput: warm,
        },
      },
    },
  },
  DeletionProtectionEnabled: ignored("Keeps the table from being deleted.", "truth"),
  TableClass: {
    ...ignored("Changes prices, which are those of the standard class here.", "text"),
    charge: "the prices of another table class",
  },
  Tags: ignored("Tags change nothing.", "tags"),
  ContributorInsightsSpecification: insights,
  PointInTimeRecoverySpecification: recovery,
  ResourcePolicy: ignored(
    "Permissions are checked where a scenario has iam: otherwise every call is allowed.",
  ),
  ImportSourceSpecification: {
    verdict: "modeled",
    meaning:
      "Imports what a bucket of the template has when the table is made; a new one has nothing, and of other buckets nothing is known.",
    read: {
      members: {
        S3BucketSource: {
          members: { S3Bucket: "text", S3BucketOwner: "text", S3KeyPrefix: "text" },
        },
        InputFormat: "text",
        InputCompressionType: "text",
        InputFormatOptions: {
          members: { Csv: { members: { Delimiter: "text", HeaderList: "textList" } } },
        },
      },
    },
    charge: "what is imported, by its size",
  },
  KinesisStreamSpecification: {
    verdict: "modeled",
    meaning: "Has changes of items put into a Kinesis data stream.",
    read: destination,
    charge: "change data capture units",
  },
};

const putBy = [
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
  "dynamodb:BatchWriteItem",
  "dynamodb:DeleteItem",
];

/** The ARN of the stream that a table has from the start. */
const streamArnOf = (arn: string, deployedAt: number): string =>
  `${arn}/stream/${formatWallClock(deployedAt).slice(0, -1)}`;

const withoutUndefined = (values: Readonly<Record<string, PlainObject[string] | undefined>>) =>
  Object.fromEntries<PlainObject[string]>(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** The operations that make a table of these properties; or why AWS makes none. */
function makeTable(
  values: PlainObject,
  { name, surroundings }: Pick<TemplateResource, "name" | "surroundings">,
): readonly TemplateOperation[] | string {
  const { StreamSpecification, TimeToLiveSpecification, Tags } = values;
  const stream = StreamSpecification as PlainObject | undefined; // Read as an object.
  const atFirst = withoutUndefined({
    TableName: name,
    AttributeDefinitions: values["AttributeDefinitions"] ?? [],
    KeySchema: values["KeySchema"] ?? [],
    BillingMode: values["BillingMode"],
    ProvisionedThroughput: values["ProvisionedThroughput"],
    OnDemandThroughput: values["OnDemandThroughput"],
    GlobalSecondaryIndexes: values["GlobalSecondaryIndexes"],
  });
  const more = withoutUndefined({
    WarmThroughput: values["WarmThroughput"],
    TableClass: values["TableClass"],
    DeletionProtectionEnabled: values["DeletionProtectionEnabled"],
    StreamSpecification: stream === undefined ? undefined : { StreamEnabled: true, ...stream },
  });
  const source = importedBy(values, surroundings);
  if (source !== null && values["LocalSecondaryIndexes"] !== undefined) {
    return "A table that is imported has no local secondary indexes: AWS makes none.";
  }
  const operations: TemplateOperation[] =
    source === null
      ? [
          {
            operation: "CreateTable",
            params: withoutUndefined({
              ...atFirst,
              ...more,
              LocalSecondaryIndexes: values["LocalSecondaryIndexes"],
              Tags:
                Tags === undefined
                  ? undefined
                  : Object.entries(Tags as PlainObject).map(([Key, Value]) => ({ Key, Value })), // Read as tags.
            }),
          },
        ]
      : [{ operation: "ImportTable", params: { ...source, TableCreationParameters: atFirst } }];
  if (source !== null) {
    // Most of them go alone.
    for (const [member, value] of Object.entries(more)) {
      operations.push({ operation: "UpdateTable", params: { TableName: name, [member]: value } });
    }
  }
  const expiry = TimeToLiveSpecification as PlainObject | undefined; // Read as an object.
  if (expiry?.["Enabled"] === true) {
    const params = { TableName: name, TimeToLiveSpecification: expiry };
    operations.push({ operation: "UpdateTimeToLive", params });
  }
  const recovered = values["PointInTimeRecoverySpecification"] as PlainObject | undefined; // Likewise.
  if (recovered?.["PointInTimeRecoveryEnabled"] === true) {
    const params = { TableName: name, PointInTimeRecoverySpecification: recovered };
    operations.push({ operation: "UpdateContinuousBackups", params });
  }
  const kinesis = values["KinesisStreamSpecification"] as PlainObject | undefined; // Read as an object.
  if (kinesis !== undefined) {
    const { StreamArn, ...EnableKinesisStreamingConfiguration } = kinesis;
    const params = withoutUndefined({
      TableName: name,
      StreamArn,
      EnableKinesisStreamingConfiguration,
    });
    operations.push({ operation: "EnableKinesisStreamingDestination", params });
  }
  return operations;
}

/** What a table is imported from, where the template holds the bucket; `null`: the table begins empty. */
function importedBy(
  { ImportSourceSpecification }: PlainObject,
  surroundings: TemplateResource["surroundings"],
): PlainObject | null {
  const source = (ImportSourceSpecification ?? {}) as PlainObject; // Read as an object.
  const bucket = (source["S3BucketSource"] as PlainObject | undefined)?.["S3Bucket"]; // Likewise.
  const isHeld =
    typeof bucket === "string" &&
    surroundings?.neighbors.some(({ names }) => names.includes(bucket)) === true;
  return isHeld ? source : null;
}

function meaningOf({ BillingMode, GlobalSecondaryIndexes, LocalSecondaryIndexes }: PlainObject) {
  const kind = BillingMode === "PAY_PER_REQUEST" ? "An on-demand" : "A provisioned";
  const count = [GlobalSecondaryIndexes, LocalSecondaryIndexes]
    .map((indexes) => (indexes as readonly unknown[] | undefined)?.length ?? 0) // Read as lists.
    .reduce((sum, length) => sum + length, 0);
  if (count === 0) return `${kind} table, simulated.`;
  return `${kind} table with ${count} ${count === 1 ? "index" : "indexes"}, simulated.`;
}

/** The name of the table in the ARN of its stream. */
const nameInStream = (text: string): string => streamIn(text)?.table ?? text;

const tableType: MadeType = {
  type: "AWS::DynamoDB::Table",
  nameProperty: "TableName",
  naming: { maxLength: 255 },
  isEntry: true,
  isSource: true,
  readArnOf: streamArnOf,
  nameIn: nameInStream,
  flow: { putBy },
  properties: tableProperties,
  returns: ({ arn, deployedAt }) => ({ StreamArn: streamArnOf(arn, deployedAt) }),
  make: makeTable,
  beside: [bucketType],
  meaning: (values) => meaningOf(values),
  deployment: tableDeployment,
  standIn: {
    noun: "table",
    service: "DynamoDB",
    properties: () => ({
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
      StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
    }),
  },
};

const scaling: Reading = {
  members: { MinCapacity: "wholeNumber", SeedCapacity: "wholeNumber" },
};
const readSettings: Reading = {
  members: { ReadCapacityUnits: "wholeNumber", ReadCapacityAutoScalingSettings: scaling },
};
const writeSettings: Reading = { members: { WriteCapacityAutoScalingSettings: scaling } };
const readMaximum = units("MaxReadRequestUnits");
const writeMaximum = units("MaxWriteRequestUnits");

const globalTableType: MadeType = {
  type: "AWS::DynamoDB::GlobalTable",
  nameProperty: "TableName",
  naming: { maxLength: 255 },
  isEntry: true,
  isSource: true,
  readArnOf: streamArnOf,
  nameIn: nameInStream,
  flow: { putBy },
  properties: {
    ...common,
    Replicas: {
      verdict: "modeled",
      meaning: "Says what the table is in its Region; its replicas in others are left out.",
      read: {
        items: {
          members: {
            Region: "text",
            ReadProvisionedThroughputSettings: readSettings,
            ReadOnDemandThroughputSettings: readMaximum,
            GlobalSecondaryIndexes: {
              items: {
                members: {
                  IndexName: "text",
                  ReadProvisionedThroughputSettings: readSettings,
                  ReadOnDemandThroughputSettings: readMaximum,
                },
              },
            },
            TableClass: "text",
            DeletionProtectionEnabled: "truth",
            Tags: "tags",
            KinesisStreamSpecification: destination,
          },
        },
      },
      charge: "replicated writes, and what replicas in other Regions store",
    },
    GlobalSecondaryIndexes: {
      verdict: "modeled",
      meaning: "Finds items by other attributes.",
      read: {
        items: {
          members: {
            ...index,
            WriteProvisionedThroughputSettings: writeSettings,
            WriteOnDemandThroughputSettings: writeMaximum,
            WarmThroughput: warm,
          },
        },
      },
    },
    WriteProvisionedThroughputSettings: modeled("Says what is written each second.", writeSettings),
    WriteOnDemandThroughputSettings: modeled("Bounds what is written each second.", writeMaximum),
    ReadProvisionedThroughputSettings: modeled("Says what is read each second.", readSettings),
    ReadOnDemandThroughputSettings: modeled("Bounds what is read each second.", readMaximum),
    MultiRegionConsistency: ignored("There is one Region here.", "text"),
    GlobalTableWitnesses: ignored("There is one Region here."),
    GlobalTableSourceArn: opaque(
      "Nothing is replicated from another account: the table begins empty.",
    ),
  },
  returns({ name, deployedAt, arnOf }) {
    const arn = arnOf("AWS::DynamoDB::Table", name);
    return { Arn: arn, StreamArn: streamArnOf(arn, deployedAt) };
  },
  make: (values, { name, region }) => makeTable(tableOfReplica(values, region), { name }),
  meaning: (values) => meaningOf(values),
  deployment: tableDeployment,
};

/** What templates may have of DynamoDB. */
export const dynamodbTemplateTypes = templateTypes(facts, [tableType, globalTableType]);
