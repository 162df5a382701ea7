import { noTime } from "@orrery/kernel";
import { listOf, memberOf, numberOf, textOf } from "../../../request/params.ts";
import type { CallReply } from "../../../service/call.ts";
import type { CloudWatchMetric, Published } from "../../../service/cloudwatch-metric.ts";
import type {
  Capacity,
  PredefinedMetric,
  ScalableDimension,
} from "../../../service/scalable-dimension.ts";
import type { ResourceFinder } from "../../../service/resource.ts";
import { keptOf } from "../operations/table-record.ts";
import type { MeasureIndex } from "../protocol.ts";

/** The kind of tables. */
const tableKindName = "dynamodb.table";

/** What of a table's throughput is scaled. */
type Side = "Read" | "Write";

/** What is scaled: a table, or one of its global secondary indexes. */
interface Scaled {
  readonly TableName: string;
  /** Left out: the table itself. */
  readonly IndexName?: string;
}

const forms = { table: /^table\/([^/]+)$/, index: /^table\/([^/]+)\/index\/([^/]+)$/ } as const;

/** The names in `table/NAME` or `table/NAME/index/NAME`. */
function scaledIn(resourceId: string, form: keyof typeof forms): Scaled | null {
  const [, TableName, IndexName] = forms[form].exec(resourceId) ?? [];
  if (TableName === undefined) return null;
  return IndexName === undefined ? { TableName } : { TableName, IndexName };
}

const unitsOf = (side: Side) => `${side}CapacityUnits` as const;

/** Provisioned throughput as Application Auto Scaling sets it: `UpdateTable` says both sides at once. */
function dimensionOf(form: keyof typeof forms, side: Side): ScalableDimension {
  const scaled = (resourceId: string): Scaled => scaledIn(resourceId, form)!; // It was checked when it was registered.
  return {
    dimension: `dynamodb:${form}:${unitsOf(side)}`,
    noun: `${side.toLowerCase()} capacity units`,
    least: 1,
    cooldown: noTime,
    role: "dynamodb.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_DynamoDBTable",

    refusalOf: (resourceId, plane) => againstScaled(resourceId, form, plane),

    read: (resourceId) => ({
      service: "dynamodb",
      operation: "DescribeTable",
      params: { TableName: scaled(resourceId).TableName },
    }),

    capacityIn: (answer, resourceId) => capacityIn(answer, scaled(resourceId), side),

    set(resourceId, capacity, others) {
      const { TableName, IndexName } = scaled(resourceId);
      const throughput = { ProvisionedThroughput: { ...others, [unitsOf(side)]: capacity } };
      const params =
        IndexName === undefined
          ? throughput
          : { GlobalSecondaryIndexUpdates: [{ Update: { IndexName, ...throughput } }] };
      return { service: "dynamodb", operation: "UpdateTable", params: { TableName, ...params } };
    },

    metrics: {
      [`DynamoDB${side}CapacityUtilization`]: utilizationOf(side, (resourceId) => {
        const { TableName, IndexName } = scaled(resourceId);
        return {
          TableName,
          ...(IndexName === undefined ? {} : { GlobalSecondaryIndexName: IndexName }),
        };
      }),
    },
  };
}

/** Assumed: the words. */
function againstScaled(
  resourceId: string,
  form: keyof typeof forms,
  resources: ResourceFinder,
): string | null {
  const scaled = scaledIn(resourceId, form);
  const table = scaled === null ? undefined : resources.find(tableKindName, scaled.TableName);
  if (scaled === null || table === undefined) return `DynamoDB table does not exist: ${resourceId}`;
  const { IndexName } = scaled;
  return IndexName === undefined ||
    keptOf(table).globalIndexes.some(({ name }) => name === IndexName)
    ? null
    : `DynamoDB index does not exist: ${resourceId}`;
}

/** Consumed units in percent of those that are provisioned. */
const utilizationOf = (
  side: Side,
  dimensionsOf: (resourceId: string) => CloudWatchMetric["dimensions"],
): PredefinedMetric => ({
  metricOf: (resourceId) => ({
    namespace: "AWS/DynamoDB",
    name: `Consumed${side}CapacityUnits`,
    dimensions: dimensionsOf(resourceId),
  }),
  valueOf: ({ count, sum }, capacity) =>
    count === 0 || capacity === 0 ? null : (sum / 60 / capacity) * 100,
  outPeriods: 2,
  inPeriods: 15,
  // Assumed: a target of 70 has an alarm at 50, as consoles show it.
  lowOf: (target) => target - 20,
  missing: "ignore",
  target: { min: 20, max: 90 },
});

/** What DescribeTable says; nothing of what is gone, or on demand. */
function capacityIn(answer: CallReply, { IndexName }: Scaled, side: Side): Capacity | null {
  if (answer.type !== "called") return null;
  const table = memberOf(answer.response, "Table");
  const indexes = listOf(memberOf(table, "GlobalSecondaryIndexes"));
  const owner =
    IndexName === undefined
      ? table
      : indexes.find((index) => textOf(memberOf(index, "IndexName")) === IndexName);
  const throughput = memberOf(owner, "ProvisionedThroughput");
  const other = unitsOf(side === "Read" ? "Write" : "Read");
  const units = numberOf(memberOf(throughput, unitsOf(side))) ?? 0;
  const beside = numberOf(memberOf(throughput, other)) ?? 0;
  if (units === 0 || beside === 0) return null;
  return {
    requested: units,
    inEffect: units,
    isSettled: textOf(memberOf(table, "TableStatus")) === "ACTIVE",
    others: { [other]: beside },
  };
}

/** The throughput of tables and indexes that Application Auto Scaling sets. */
export const tableDimensions: readonly ScalableDimension[] = [
  dimensionOf("table", "Read"),
  dimensionOf("table", "Write"),
  dimensionOf("index", "Read"),
  dimensionOf("index", "Write"),
];

/** What tables publish of themselves, and of their global secondary indexes. */
export const publishedByTables: Published = {
  namespace: "AWS/DynamoDB",
  meteredBy({ TableName, ...others }, plane) {
    if (TableName === undefined || Object.keys(others).length > 0) return undefined;
    const table = plane.find(tableKindName, TableName);
    return table === undefined ? undefined : [table.number];
  },
  consulted({ name: metric, dimensions }, minute, resources) {
    const { TableName, GlobalSecondaryIndexName: index, ...others } = dimensions;
    if (TableName === undefined || index === undefined || Object.keys(others).length > 0) {
      return undefined;
    }
    const table = resources.find(tableKindName, TableName);
    if (table === undefined) return undefined;
    const question: MeasureIndex = { type: "measureIndex", index, metric, minute };
    return { resource: table.number, question };
  },
};
