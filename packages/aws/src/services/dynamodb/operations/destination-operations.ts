import { memberOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { TimePrecision } from "../config.ts";
import { destinationKind } from "../dynamodb-to-kinesis.ts";
import { invalid } from "../value/value-check.ts";
import { tableIdOf } from "./shown-table.ts";
import { connect } from "./stream-setting.ts";
import {
  changeTable,
  changeableTable,
  isRefused,
  keptOf,
  respond,
  tableOf,
  type DestinationKept,
} from "./table-record.ts";
import { readyAt } from "./table-operations.ts";

/** Operations on the Kinesis data streams that changes of a table go to. */
export const destinationOperations: Operations = {
  EnableKinesisStreamingDestination: { begin: enable },
  DisableKinesisStreamingDestination: { begin: disable },
  DescribeKinesisStreamingDestination: { begin: describe },
  UpdateKinesisStreamingDestination: { begin: update },
};

const enabling = "EnableKinesisStreamingConfiguration";
const updating = "UpdateKinesisStreamingConfiguration";

const precisionIn = (params: PlainObject, member: string): TimePrecision | null =>
  // One of them, by the model.
  (textOf(memberOf(params[member], "ApproximateCreationDateTimePrecision")) ??
    null) as TimePrecision | null;

const streamArnIn = (params: PlainObject): string => textOf(params["StreamArn"])!; // It is there.

const named = (table: Resource, params: PlainObject): DestinationKept | undefined =>
  keptOf(table).destinations.find(({ streamArn }) => streamArn === streamArnIn(params));

type Status = "ENABLING" | "ACTIVE" | "UPDATING" | "DISABLING" | "DISABLED";

function statusOf({ activeFrom, updatedAt, until }: DestinationKept, now: number): Status {
  if (until !== null) return now < until ? "DISABLING" : "DISABLED";
  if (now < activeFrom) return "ENABLING";
  return now < updatedAt ? "UPDATING" : "ACTIVE";
}

/** What a table has, with one of its destinations as it is from now on. */
function keep(table: Resource, destination: DestinationKept, plane: ControlPlane): void {
  const others = keptOf(table).destinations.filter(
    ({ streamArn }) => streamArn !== destination.streamArn,
  );
  const changed = changeTable(table, { destinations: [...others, destination] }, plane);
  connect(changed, plane);
}

const shownPrecision = (precision: TimePrecision | null): PlainObject =>
  precision === null ? {} : { ApproximateCreationDateTimePrecision: precision };

function enable(params: PlainObject, plane: ControlPlane): Step {
  const table = changeableTable(params, plane);
  if (isRefused(table)) return table;
  const known = named(table, params);
  if (known !== undefined && statusOf(known, plane.now) !== "DISABLED") {
    return invalid(
      "Table is not in a valid state to enable Kinesis Streaming Destination: EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE operation.",
    );
  }
  const streamArn = streamArnIn(params);
  if (plane.findByArn(streamArn)?.kind !== destinationKind) {
    return invalid("User does not have a permission to use kinesis stream"); // Assumed: the words.
  }
  const precision = precisionIn(params, enabling);
  const activeFrom = readyAt("destination", plane);
  keep(table, { streamArn, precision, activeFrom, updatedAt: activeFrom, until: null }, plane);
  return respond({
    TableName: table.name,
    StreamArn: streamArn,
    DestinationStatus: "ENABLING",
    [enabling]: shownPrecision(precision),
  });
}

function disable(params: PlainObject, plane: ControlPlane): Step {
  const table = changeableTable(params, plane);
  if (isRefused(table)) return table;
  const known = named(table, params);
  if (known === undefined || statusOf(known, plane.now) !== "ACTIVE") {
    return invalid(
      "Table is not in a valid state to enable Kinesis Streaming Destination: KinesisStreamingDestination must be ACTIVE to perform DISABLE operation.",
    );
  }
  keep(table, { ...known, until: readyAt("destination", plane) }, plane);
  return respond({
    TableName: table.name,
    StreamArn: known.streamArn,
    DestinationStatus: "DISABLING",
  });
}

function update(params: PlainObject, plane: ControlPlane): Step {
  const table = changeableTable(params, plane);
  if (isRefused(table)) return table;
  const precision = precisionIn(params, updating);
  if (precision === null) {
    return invalid(
      `Streaming destination cannot be updated with given parameters: ${updating} cannot be null or contain only null values`,
    );
  }
  const streamArn = streamArnIn(params);
  const known = named(table, params);
  if (known === undefined) {
    return invalid(
      `Table is not in a valid state to enable Kinesis Streaming Destination: No streaming destination with streamArn: ${streamArn} found for table with tableName: ${table.name}`,
    );
  }
  if (statusOf(known, plane.now) !== "ACTIVE") {
    return invalid(
      `Table is not in a valid state to enable Kinesis Streaming Destination: Kinesis streaming is not in ACTIVE state. Updates are only allowed in ACTIVE state. TableName: ${table.name}, kdsArn: ${streamArn}`,
    );
  }
  if (precision === known.precision) {
    return invalid(
      `Invalid Request: Precision is already set to the desired value of ${precision} for tableId: ${tableIdOf(table)}, kdsArn: ${streamArn}`,
    );
  }
  keep(table, { ...known, precision, updatedAt: readyAt("destination", plane) }, plane);
  return respond({
    TableName: table.name,
    StreamArn: streamArn,
    DestinationStatus: "UPDATING",
    [updating]: shownPrecision(precision),
  });
}

function describe(params: PlainObject, plane: ControlPlane): Step {
  const table = tableOf(params, plane);
  if (isRefused(table)) return table;
  return respond({
    TableName: table.name,
    KinesisDataStreamDestinations: keptOf(table).destinations.map((destination) => ({
      StreamArn: destination.streamArn,
      DestinationStatus: statusOf(destination, plane.now),
      ...shownPrecision(destination.precision),
    })),
  });
}
