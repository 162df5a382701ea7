import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { QueryShown } from "../protocol.ts";
import { timestampAt } from "./records.ts";

const milliseconds = (time: number): number => Math.floor(time / 1_000);

/** A query as GetQueryExecution shows it. */
export function shownQuery(query: QueryShown, plane: ControlPlane): PlainObject {
  const { plan, status, reason, failure, submittedAt, endedAt, isReused } = query;
  const { output } = plan;
  const ending = plan.type === "DML" ? "csv" : "txt";
  const shown = { ...plan.shown };
  const results = shown["ResultConfiguration"];
  const place =
    output === null
      ? {}
      : {
          ResultConfiguration: {
            ...(results as PlainObject), // It is where it has a place.
            OutputLocation: `${output.location.endsWith("/") ? output.location : `${output.location}/`}${plan.id}.${ending}`,
          },
        };
  return {
    QueryExecutionId: plan.id,
    Query: plan.sql,
    StatementType: plan.type,
    ...shown,
    ...place,
    ResultReuseConfiguration: {
      ResultReuseByAgeConfiguration:
        plan.reuse === null
          ? { Enabled: false }
          : { Enabled: true, MaxAgeInMinutes: Math.round(plan.reuse.age / 60_000_000) },
    },
    Status: {
      State: status,
      ...(reason === null ? {} : { StateChangeReason: reason }),
      SubmissionDateTime: timestampAt(submittedAt, plane),
      ...(endedAt === null ? {} : { CompletionDateTime: timestampAt(endedAt, plane) }),
      ...(failure === null
        ? {}
        : {
            AthenaError: {
              ErrorCategory: failure.category,
              ErrorType: failure.errorType,
              Retryable: failure.category === 1,
              ErrorMessage: failure.message,
            },
          }),
    },
    Statistics: {
      ...timeline(query),
      DataScannedInBytes: query.bytes,
      ResultReuseInformation: { ReusedPreviousResult: isReused },
    },
    ...(plan.parameters.length === 0 ? {} : { ExecutionParameters: plan.parameters }),
    SubstatementType: plan.subtype,
  };
}

function timeline({
  submittedAt,
  startedAt,
  endedAt,
  planning,
  engine,
  service,
}: QueryShown): PlainObject {
  return {
    EngineExecutionTimeInMillis: milliseconds(engine),
    QueryQueueTimeInMillis: milliseconds((startedAt ?? endedAt ?? submittedAt) - submittedAt),
    QueryPlanningTimeInMillis: milliseconds(Math.min(planning, engine)),
    ServicePreProcessingTimeInMillis: 0,
    ServiceProcessingTimeInMillis: milliseconds(service),
    ...(endedAt === null
      ? {}
      : { TotalExecutionTimeInMillis: milliseconds(endedAt - submittedAt) }),
  };
}

/** Types of Trino, of those of Hive. */
const typeNames: Readonly<Record<string, string>> = { string: "varchar", int: "integer" };

/** A page of results, as GetQueryResults shows it: of DML the first row has the names. */
export function shownResults(
  { plan, rowsWritten }: QueryShown,
  from: number,
  most: number,
): PlainObject {
  const { columns, rows, type } = plan;
  const all = type === "DML" ? [columns.map(({ name }) => name), ...rows] : rows;
  const shown = all.slice(from, from + most);
  return {
    UpdateCount: rowsWritten,
    ResultSet: {
      Rows: shown.map((row) => ({
        Data: row.map((value): Plain => (value === null ? {} : { VarCharValue: value })),
      })),
      ResultSetMetadata: {
        ColumnInfo: columns.map(({ name, type: said }) => ({
          CatalogName: "hive",
          SchemaName: "",
          TableName: "",
          Name: name,
          Label: name,
          Type: typeNames[said] ?? said,
          Precision: 0,
          Scale: 0,
          Nullable: "UNKNOWN",
          CaseSensitive: said === "string" || said === "varchar",
        })),
      },
    },
    ...(from + most < all.length ? { NextToken: `${from + most}` } : {}),
  };
}

/** What GetQueryRuntimeStatistics shows of a query. */
export function shownStatistics(query: QueryShown): PlainObject {
  const { plan, bytes, rowsRead } = query;
  const output = plan.said.rows ?? plan.rows.length;
  return {
    Timeline: timeline(query),
    Rows: {
      InputRows: rowsRead,
      InputBytes: bytes,
      OutputRows: output,
      OutputBytes: plan.said.resultBytes ?? 0,
    },
  };
}
