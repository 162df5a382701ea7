import { noTime } from "@orrery/kernel";
import { memberOf, numberOf, textOf } from "../../../request/params.ts";
import type { CallReply } from "../../../service/call.ts";
import type { Published } from "../../../service/cloudwatch-metric.ts";
import type {
  Capacity,
  PredefinedMetric,
  ScalableDimension,
} from "../../../service/scalable-dimension.ts";

/** The kind of tables. */
const tableKindName = "dynamodb.table";

/** What of a table's throughput is scaled. */
type Side = "Read" | "Write";

/** The name in `table/NAME`. */
const tableIn = (resourceId: string): string | undefined =>
  /^table\/([^/]+)$/.exec(resourceId)?.[1];

const paramsOf = (resourceId: string) => ({ TableName: tableIn(resourceId)! }); // It was checked when it was registered.
const unitsOf = (side: Side) => `${side}CapacityUnits` as const;

/** Provisioned throughput as Application Auto Scaling sets it: `UpdateTable` says both sides at once. */
const dimensionOf = (side: Side): ScalableDimension => ({
  dimension: `dynamodb:table:${unitsOf(side)}`,
  noun: `${side.toLowerCase()} capacity units`,
  least: 1,
  cooldown: noTime,
  role: "dynamodb.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_DynamoDBTable",

  refusalOf(resourceId, plane) {
    const name = tableIn(resourceId);
    return name !== undefined && plane.find(tableKindName, name) !== undefined
      ? null
      : `DynamoDB table does not exist: ${resourceId}`; // Assumed: the words.
  },

  read: (resourceId) => ({
    service: "dynamodb",
    operation: "DescribeTable",
    params: paramsOf(resourceId),
  }),

  capacityIn: (answer) => capacityIn(answer, side),

  set: (resourceId, capacity, others) => ({
    service: "dynamodb",
    operation: "UpdateTable",
    params: {
      ...paramsOf(resourceId),
      ProvisionedThroughput: { ...others, [unitsOf(side)]: capacity },
    },
  }),

  metrics: { [`DynamoDB${side}CapacityUtilization`]: utilizationOf(side) },
});

/** Consumed units in percent of those that are provisioned. */
const utilizationOf = (side: Side): PredefinedMetric => ({
  metricOf: (resourceId) => ({
    namespace: "AWS/DynamoDB",
    name: `Consumed${side}CapacityUnits`,
    dimensions: paramsOf(resourceId),
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

/** What DescribeTable says; nothing of a table that is gone, or on demand. */
function capacityIn(answer: CallReply, side: Side): Capacity | null {
  if (answer.type !== "called") return null;
  const table = memberOf(answer.response, "Table");
  const throughput = memberOf(table, "ProvisionedThroughput");
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

/** The throughput of tables that Application Auto Scaling sets. */
export const tableDimensions: readonly ScalableDimension[] = [
  dimensionOf("Read"),
  dimensionOf("Write"),
];

/** What tables publish: all of a table together. */
export const publishedByTables: Published = {
  namespace: "AWS/DynamoDB",
  meteredBy({ TableName, ...others }, plane) {
    if (TableName === undefined || Object.keys(others).length > 0) return undefined;
    const table = plane.find(tableKindName, TableName);
    return table === undefined ? undefined : [table.number];
  },
};
