import {
  plainAnswer,
  refusedAnswer,
  type RequestSpan,
  type SpanPlace,
  type Spans,
} from "../../../service/span.ts";
import type { TableInput, TableReply } from "../protocol.ts";

const operationOf = (input: TableInput): string | null => {
  switch (input.type) {
    case "getItem":
      return "GetItem";
    case "putArrival":
      return "PutItem";
    case "writeItem":
      return { put: "PutItem", update: "UpdateItem", delete: "DeleteItem", check: "GetItem" }[
        input.action.do
      ];
    case "readItems":
      return input.of.type === "query" ? "Query" : "Scan";
    case "batchGet":
      return "BatchGetItem";
    case "batchWrite":
      return "BatchWriteItem";
    case "prepare":
      return "TransactWriteItems";
    case "transactGet":
      return "TransactGetItems";
    default:
      return null;
  }
};

/** What operators see of tables: requests as of a database. */
export const tableSpans: Spans = {
  requested(given, place) {
    const operation = operationOf(given as TableInput); // What its machine declares.
    return operation === null ? [] : [requestOf(operation, place)];
  },
  answered(given) {
    const body = given as TableReply; // A table answers nothing else.
    return body.type === "refused" ? refusedAnswer(body.code) : plainAnswer;
  },
};

const requestOf = (operation: string, { name: tableName }: SpanPlace): RequestSpan => ({
  name: `DynamoDB.${operation}`,
  kind: "client",
  attributes: {
    "db.system.name": "aws.dynamodb",
    "db.operation.name": operation,
    "aws.dynamodb.table_names": tableName,
  },
  items: [],
  attemptAt: null,
});
