import { ConfigError } from "@orrery/kernel";
import { answerOf, type ConstructScope } from "../../service/construct.ts";
import type { PlainObject } from "../../service/refusal.ts";
import {
  ScalableTableAttribute,
  type EnableScalingProps,
} from "./dynamodb-to-application-autoscaling.ts";

// What the namespace `dynamodb` holds, with the names of the CDK's `aws-cdk-lib/aws-dynamodb`.

/** One of {@link AttributeType}, or its text. */
export type AttributeType = (typeof AttributeType)[keyof typeof AttributeType];
/** The types of attributes that are keys. */
export const AttributeType = { BINARY: "B", NUMBER: "N", STRING: "S" } as const;

/** One of {@link BillingMode}, or its text. */
export type BillingMode = (typeof BillingMode)[keyof typeof BillingMode];
/** Whether requests are paid for, or throughput is bought. */
export const BillingMode = {
  PAY_PER_REQUEST: "PAY_PER_REQUEST",
  PROVISIONED: "PROVISIONED",
} as const;

/** One of {@link StreamViewType}, or its text. */
export type StreamViewType = (typeof StreamViewType)[keyof typeof StreamViewType];
/** What the stream of a table shows of an item that changed. */
export const StreamViewType = {
  KEYS_ONLY: "KEYS_ONLY",
  NEW_IMAGE: "NEW_IMAGE",
  OLD_IMAGE: "OLD_IMAGE",
  NEW_AND_OLD_IMAGES: "NEW_AND_OLD_IMAGES",
} as const;

/** One of {@link ProjectionType}, or its text. */
export type ProjectionType = (typeof ProjectionType)[keyof typeof ProjectionType];
/** What an index has of the items of its table. */
export const ProjectionType = { ALL: "ALL", INCLUDE: "INCLUDE", KEYS_ONLY: "KEYS_ONLY" } as const;

/** One of {@link ApproximateCreationDateTimePrecision}, or its text. */
export type ApproximateCreationDateTimePrecision =
  (typeof ApproximateCreationDateTimePrecision)[keyof typeof ApproximateCreationDateTimePrecision];
/** How exactly a Kinesis data stream is told when an item changed. */
export const ApproximateCreationDateTimePrecision = {
  MILLISECOND: "MILLISECOND",
  MICROSECOND: "MICROSECOND",
} as const;

/** An attribute that is a key. */
export interface Attribute {
  readonly name: string;
  readonly type: AttributeType;
}

/** What all indexes have. */
interface IndexProps {
  readonly indexName: string;
  readonly sortKey?: Attribute;
  /** @defaultValue ALL */
  readonly projectionType?: ProjectionType;
  /** Attributes that the index has beside keys, with `INCLUDE`. */
  readonly nonKeyAttributes?: readonly string[];
}

/** A global secondary index. */
export interface GlobalSecondaryIndexProps extends IndexProps {
  readonly partitionKey: Attribute;
  /** Of a provisioned table. @defaultValue 5 */
  readonly readCapacity?: number;
  /** Of a provisioned table. @defaultValue 5 */
  readonly writeCapacity?: number;
  /** Of an on-demand table. @defaultValue not bounded */
  readonly maxReadRequestUnits?: number;
  readonly maxWriteRequestUnits?: number;
}

/** A local secondary index: of the table's partition key. */
export interface LocalSecondaryIndexProps extends IndexProps {
  readonly sortKey: Attribute;
}

/** How a table is configured. What is left out takes the default of the CDK and of DynamoDB. */
export interface TableProps {
  readonly partitionKey: Attribute;
  readonly sortKey?: Attribute;
  /** @defaultValue made of the stack's name and the id */
  readonly tableName?: string;
  /** @defaultValue PROVISIONED */
  readonly billingMode?: BillingMode;
  /** Of a provisioned table. @defaultValue 5 */
  readonly readCapacity?: number;
  /** Of a provisioned table. @defaultValue 5 */
  readonly writeCapacity?: number;
  /** Of an on-demand table. @defaultValue not bounded */
  readonly maxReadRequestUnits?: number;
  readonly maxWriteRequestUnits?: number;
  /** What it gives at once, in units a second. @defaultValue what a new table gives */
  readonly warmThroughput?: {
    readonly readUnitsPerSecond?: number;
    readonly writeUnitsPerSecond?: number;
  };
  /** Gives it a stream. @defaultValue none */
  readonly stream?: StreamViewType;
  /** A Kinesis data stream that gets changes of its items. @defaultValue none */
  readonly kinesisStream?: { readonly streamArn: string };
  /** How exactly that stream is told when an item changed. @defaultValue milliseconds */
  readonly kinesisPrecisionTimestamp?: ApproximateCreationDateTimePrecision;
  /** The attribute that says when an item expires, in seconds since 1970. @defaultValue none */
  readonly timeToLiveAttribute?: string;
  /** @defaultValue none */
  readonly globalSecondaryIndexes?: readonly GlobalSecondaryIndexProps[];
  /** @defaultValue none */
  readonly localSecondaryIndexes?: readonly LocalSecondaryIndexProps[];
}

/** A table of DynamoDB. */
export class Table {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly tableName: string;
  readonly tableArn: string;
  /** Of its stream, once it is deployed: a token. `undefined`: it has none. */
  readonly tableStreamArn: string | undefined;
  private readonly stack: ConstructScope;
  private readonly isProvisioned: boolean;
  private readonly indexNames: readonly string[];

  /**
   * Makes a table of DynamoDB.
   *
   * ```ts
   * const orders = new dynamodb.Table(stack, "Orders", {
   *   partitionKey: { name: "id", type: dynamodb.AttributeType.STRING },
   *   billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
   * });
   * ```
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @throws ConfigError when settings do not go together, and when the id is taken.
   */
  constructor(stack: ConstructScope, id: string, props: TableProps) {
    const { partitionKey, sortKey, tableName, billingMode = "PROVISIONED", stream } = props;
    const { globalSecondaryIndexes = [], localSecondaryIndexes = [], timeToLiveAttribute } = props;
    if (billingMode === "PAY_PER_REQUEST" && props.readCapacity !== undefined) {
      throw new ConfigError(
        `table "${id}" readCapacity`,
        "none on demand",
        `${props.readCapacity}`,
      );
    }
    this.id = id;
    this.tableName = tableName ?? stack.physicalName(id);
    this.tableArn = stack.arnOf("dynamodb", `table/${this.tableName}`);
    this.tableStreamArn =
      stream === undefined ? undefined : answerOf(id, "TableDescription.LatestStreamArn");
    const keys = [
      partitionKey,
      sortKey,
      ...localSecondaryIndexes.map((index) => index.sortKey),
      ...globalSecondaryIndexes.flatMap((index) => [index.partitionKey, index.sortKey]),
    ].filter((key) => key !== undefined);
    const { warmThroughput: warm } = props;
    stack.add("dynamodb", "CreateTable", id, {
      TableName: this.tableName,
      AttributeDefinitions: [...new Map(keys.map((key) => [key.name, key])).values()].map(
        ({ name, type }) => ({ AttributeName: name, AttributeType: type }),
      ),
      KeySchema: schemaOf(partitionKey, sortKey),
      BillingMode: billingMode,
      ...throughputOf(props, billingMode),
      ...(warm === undefined
        ? {}
        : {
            WarmThroughput: {
              ...(warm.readUnitsPerSecond === undefined
                ? {}
                : { ReadUnitsPerSecond: warm.readUnitsPerSecond }),
              ...(warm.writeUnitsPerSecond === undefined
                ? {}
                : { WriteUnitsPerSecond: warm.writeUnitsPerSecond }),
            },
          }),
      ...(globalSecondaryIndexes.length === 0
        ? {}
        : {
            GlobalSecondaryIndexes: globalSecondaryIndexes.map((index) => ({
              ...indexOf(index, index.partitionKey),
              ...throughputOf(index, billingMode),
            })),
          }),
      ...(localSecondaryIndexes.length === 0
        ? {}
        : {
            LocalSecondaryIndexes: localSecondaryIndexes.map((index) =>
              indexOf(index, partitionKey),
            ),
          }),
      ...(stream === undefined
        ? {}
        : { StreamSpecification: { StreamEnabled: true, StreamViewType: stream } }),
    });
    if (timeToLiveAttribute !== undefined) {
      stack.add("dynamodb", "UpdateTimeToLive", `${id}TimeToLive`, {
        TableName: this.tableName,
        TimeToLiveSpecification: { Enabled: true, AttributeName: timeToLiveAttribute },
      });
    }
    const { kinesisStream, kinesisPrecisionTimestamp: precision } = props;
    if (kinesisStream !== undefined) {
      stack.add("dynamodb", "EnableKinesisStreamingDestination", `${id}KinesisStream`, {
        TableName: this.tableName,
        StreamArn: kinesisStream.streamArn,
        ...(precision === undefined
          ? {}
          : {
              EnableKinesisStreamingConfiguration: {
                ApproximateCreationDateTimePrecision: precision,
              },
            }),
      });
    } else if (precision !== undefined) {
      const path = `table "${id}" kinesisPrecisionTimestamp`;
      throw new ConfigError(path, "a kinesisStream beside it", "none");
    }
    this.stack = stack;
    this.isProvisioned = billingMode === "PROVISIONED";
    this.indexNames = globalSecondaryIndexes.map(({ indexName }) => indexName);
  }

  /** Scales the read capacity between bounds. @throws ConfigError when the table is on demand. */
  autoScaleReadCapacity(props: EnableScalingProps): ScalableTableAttribute {
    return this.scaled("Read", props);
  }

  /** Scales the write capacity between bounds. @throws ConfigError when the table is on demand. */
  autoScaleWriteCapacity(props: EnableScalingProps): ScalableTableAttribute {
    return this.scaled("Write", props);
  }

  /** Scales the read capacity of an index between bounds. @throws ConfigError when there is none, or it is on demand. */
  autoScaleGlobalSecondaryIndexReadCapacity(
    indexName: string,
    props: EnableScalingProps,
  ): ScalableTableAttribute {
    return this.scaled("Read", props, this.indexNamed(indexName));
  }

  /** Scales the write capacity of an index between bounds. @throws ConfigError when there is none, or it is on demand. */
  autoScaleGlobalSecondaryIndexWriteCapacity(
    indexName: string,
    props: EnableScalingProps,
  ): ScalableTableAttribute {
    return this.scaled("Write", props, this.indexNamed(indexName));
  }

  private indexNamed(indexName: string): string {
    if (this.indexNames.includes(indexName)) return indexName;
    const path = `table "${this.id}" index`;
    throw new ConfigError(path, `one of ${this.indexNames.join(", ") || "none"}`, indexName);
  }

  private scaled(
    side: "Read" | "Write",
    props: EnableScalingProps,
    indexName?: string,
  ): ScalableTableAttribute {
    const { id, tableName } = this;
    if (!this.isProvisioned) {
      const path = `table "${id}" autoScale${side}Capacity`;
      throw new ConfigError(path, "provisioned throughput", "a table on demand");
    }
    return new ScalableTableAttribute(
      this.stack,
      `${id}${indexName ?? ""}${side}Scaling`,
      { tableName, side, ...(indexName === undefined ? {} : { indexName }) },
      props,
    );
  }
}

const schemaOf = (partitionKey: Attribute, sortKey: Attribute | undefined) => [
  { AttributeName: partitionKey.name, KeyType: "HASH" },
  ...(sortKey === undefined ? [] : [{ AttributeName: sortKey.name, KeyType: "RANGE" }]),
];

const indexOf = (
  { indexName, sortKey, projectionType = "ALL", nonKeyAttributes }: IndexProps,
  partitionKey: Attribute,
): PlainObject => ({
  IndexName: indexName,
  KeySchema: schemaOf(partitionKey, sortKey),
  Projection: {
    ProjectionType: projectionType,
    ...(nonKeyAttributes === undefined ? {} : { NonKeyAttributes: [...nonKeyAttributes] }),
  },
});

/** What a table or an index may take; the CDK provisions five units of each where nothing is said. */
function throughputOf(
  {
    readCapacity = 5,
    writeCapacity = 5,
    maxReadRequestUnits: read,
    maxWriteRequestUnits: write,
  }: Pick<
    TableProps,
    "readCapacity" | "writeCapacity" | "maxReadRequestUnits" | "maxWriteRequestUnits"
  >,
  mode: BillingMode,
): PlainObject {
  if (mode === "PROVISIONED") {
    return {
      ProvisionedThroughput: { ReadCapacityUnits: readCapacity, WriteCapacityUnits: writeCapacity },
    };
  }
  return read === undefined && write === undefined
    ? {}
    : {
        OnDemandThroughput: {
          ...(read === undefined ? {} : { MaxReadRequestUnits: read }),
          ...(write === undefined ? {} : { MaxWriteRequestUnits: write }),
        },
      };
}
