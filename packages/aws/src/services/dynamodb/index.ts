import type { ServiceModel } from "../../service/service-model.ts";
import { dynamodbAccess } from "./access.ts";
import { dynamodbOperations } from "./api.ts";
import { dynamodbEvents } from "./events.ts";
import { exportKind } from "./export/kind.ts";
import { importKind } from "./import/kind.ts";
import { dynamodbAssumptions, dynamodbQuotas, type operationLatencies } from "./limits.ts";
import { dynamodbModel } from "./model.ts";
import { dynamodbCorrections } from "./request.ts";
import { dynamodbTemplateTypes } from "./template.ts";
import { changeStreamKind } from "./stream/kind.ts";
import { tableKind } from "./table/kind.ts";

/** Amazon DynamoDB. */
export const dynamodbService: ServiceModel = {
  service: "dynamodb",
  kinds: () => [tableKind, changeStreamKind, importKind, exportKind],
  operations: dynamodbOperations,
  events: dynamodbEvents,
  access: dynamodbAccess,
  quotas: dynamodbQuotas,
  latencies: {
    "dynamodb.getItem": "A GetItem, for a client in the Region.",
    "dynamodb.putItem": "A PutItem, and what a workload puts.",
    "dynamodb.updateItem": "An UpdateItem.",
    "dynamodb.deleteItem": "A DeleteItem.",
    "dynamodb.query": "A page of a Query.",
    "dynamodb.scan": "A page of a Scan.",
    "dynamodb.batchGetItem": "A BatchGetItem, in each table.",
    "dynamodb.batchWriteItem": "A BatchWriteItem, in each table.",
    "dynamodb.transactGetItems": "A TransactGetItems, in each table.",
    "dynamodb.transactWriteItems": "Each of the two phases of a TransactWriteItems.",
    "dynamodb.table.creation": "How long a table is CREATING that a call makes in mid-run.",
    "dynamodb.table.update": "How long a table is UPDATING that a call changes in mid-run.",
    "dynamodb.table.index": "How long a global index is CREATING of a table that is there.",
    "dynamodb.table.destination":
      "How long a Kinesis destination of a table is ENABLING, UPDATING or DISABLING that a call changes in mid-run.",
    "dynamodb.import.duration":
      "How long an import of a table takes at least that a call begins in mid-run.",
    "dynamodb.export.duration":
      "How long an export of a table takes at least that a call begins in mid-run.",
    "dynamodb.timeToLive": "How long after its time an item is deleted that has expired.",
    "dynamodb.stream.toLambda":
      "From a change of an item to the invocation of who reads the table's stream.",
  } satisfies Readonly<
    Record<`dynamodb.${keyof typeof operationLatencies}`, string> & Record<string, string>
  >,
  model: dynamodbModel.with(dynamodbCorrections),
  templateTypes: dynamodbTemplateTypes,
  assumptions: Object.values(dynamodbAssumptions),
};
