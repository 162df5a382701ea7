import { days, type Instant, type Tagged } from "@orrery/kernel";
import { memberOf, numberOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { ExportSettings } from "../export/config.ts";
import { exportDuration, exportLimits } from "../export/limits.ts";
import { exportFolder } from "../export/files.ts";
import { describedExport } from "../export/described.ts";
import type { ExportDescribed } from "../export/protocol.ts";
import { initialExport } from "../export/state.ts";
import { invalid } from "../value/value-check.ts";
import { tableIdOf } from "./shown-table.ts";
import {
  isRefused,
  keptOf,
  respond,
  tableKindName,
  tableNameIn,
  timestampAt,
  type Checked,
  type RecoveryKept,
} from "./table-record.ts";
import {
  durationIn,
  knownTransfer,
  plainTransfer,
  requestText,
  transferConnections,
  transferId,
  transferOf,
  transfersPage,
} from "./transfer-record.ts";

/** The kind of an export's machine. */
const exportKindName = "dynamodb.export";

/** Operations on exports of tables into buckets. */
export const exportOperations: Operations = {
  ExportTableToPointInTime: { begin: exportTable },
  DescribeExport: { begin: describeExport, respond: showExport },
  ListExports: { begin: listExports },
};

function exportTable(params: PlainObject, plane: ControlPlane): Step {
  const request = requestText(params);
  const tokens = { life: exportLimits.tokenLife, conflict: "ExportConflictException" };
  const known = knownTransfer(exportKindName, params, request, tokens, plane);
  if (known !== undefined) return isRefused<Resource>(known) ? known : described(known, plane);
  const arn = textOf(params["TableArn"])!; // It is there.
  const name = tableNameIn(arn);
  const table = name === undefined ? undefined : plane.find(tableKindName, name);
  if (table === undefined) return refused("TableNotFoundException", `Table not found: ${arn}`);
  const { recovery } = keptOf(table);
  if (recovery === null) {
    return refused(
      "PointInTimeRecoveryUnavailableException",
      `Point in time recovery is not enabled for table '${table.name}'`,
    );
  }
  if (textOf(params["ExportFormat"]) === "ION") {
    return { type: "notModeled", what: "Exports as Amazon Ion are not modeled." };
  }
  const span = spanIn(params, recovery, plane);
  if (isRefused(span)) return span;
  const underWay = plane.list(exportKindName).filter((each) => isUnderWay(each, plane));
  if (underWay.length >= exportLimits.concurrent) {
    return refused(
      "LimitExceededException",
      `Subscriber limit exceeded: There are too many concurrent export operations`, // Assumed: the words.
    );
  }
  const work = beginExport(table, params, span, request, plane);
  return respond({ ExportDescription: shownExport(work, begun(plane), plane) });
}

/** What is exported. */
type Span = Pick<ExportSettings, "from" | "until" | "view">;

/** The span of a request, within what point-in-time recovery reaches back to. */
function spanIn(params: PlainObject, recovery: RecoveryKept, plane: ControlPlane): Checked<Span> {
  const given = params["IncrementalExportSpecification"];
  if (textOf(params["ExportType"]) !== "INCREMENTAL_EXPORT") {
    const until = instantIn(params["ExportTime"], plane) ?? plane.now;
    return againstTime(until, recovery, plane) ?? { from: null, until, view: "NEW_IMAGE" };
  }
  const from = instantIn(memberOf(given, "ExportFromTime"), plane);
  const until = instantIn(memberOf(given, "ExportToTime"), plane) ?? plane.now;
  // Assumed: the words of these.
  if (from === null) return invalid("ExportFromTime is required for an incremental export");
  const { min, max } = exportLimits.span;
  if (until - from < min || until - from > max) {
    return invalid("The export period must be at least 15 minutes and at most 24 hours");
  }
  const view = (textOf(memberOf(given, "ExportViewType")) ??
    "NEW_AND_OLD_IMAGES") as ExportSettings["view"]; // One of them, by the model.
  return (
    againstTime(from, recovery, plane) ??
    againstTime(until, recovery, plane) ?? { from, until, view }
  );
}

function againstTime(
  at: Instant,
  { since, days: reach }: RecoveryKept,
  { now }: ControlPlane,
): Refused | null {
  const earliest = Math.max(since, now - days(reach));
  // Whoever says a time says it to the second.
  return at > now || at < Math.floor(earliest / second) * second
    ? refused(
        "InvalidExportTimeException",
        "The specified ExportTime is outside of the point in time recovery window.", // Assumed: the words.
      )
    : null;
}

const second = 1_000_000;

/** The instant of a time in seconds since 1970; `null`: none is said. */
function instantIn(said: Parameters<typeof numberOf>[0], plane: ControlPlane): Instant | null {
  const at = numberOf(said);
  return at === undefined
    ? null
    : (Math.round((at * 1_000 - plane.epochMilliseconds) * 1_000) as Instant);
}

function beginExport(
  table: Resource,
  params: PlainObject,
  span: Span,
  request: string,
  plane: ControlPlane,
): Resource {
  const id = transferId(plane);
  const arn = `${table.arn}/export/${id}`;
  const settings: ExportSettings = {
    arn,
    id,
    tableArn: table.arn,
    tableId: tableIdOf(table),
    bucket: textOf(params["S3Bucket"])!, // It is there.
    prefix: textOf(params["S3Prefix"]) ?? null,
    encryption: (textOf(params["S3SseAlgorithm"]) ?? null) as ExportSettings["encryption"], // One of them, by the model.
    encryptionKey: textOf(params["S3SseKmsKeyId"]) ?? null,
    ...span,
    caller: plane.caller,
    trail: plane.trail,
    duration: durationIn(plane, "dynamodb.export.duration", exportDuration),
    epochMilliseconds: plane.epochMilliseconds,
  };
  const { ClientToken, TableArn: _arn, ...said } = params;
  const times: PlainObject =
    span.from === null
      ? { ExportTime: timestampAt(span.until, plane) }
      : {
          IncrementalExportSpecification: {
            ExportFromTime: timestampAt(span.from, plane),
            ExportToTime: timestampAt(span.until, plane),
            ExportViewType: span.view,
          },
        };
  const record = plainTransfer({
    tableName: table.name,
    tableArn: table.arn,
    tableId: tableIdOf(table),
    said: {
      ...said,
      ...times,
      ExportManifest: `${exportFolder(settings)}manifest-summary.json`,
    },
    token: textOf(ClientToken) ?? null,
    request,
    startedAt: plane.now,
  });
  const work = plane.create(
    { kind: exportKindName, name: arn, arn, record },
    () => settings,
    () => transferConnections(table.arn, plane),
  );
  // It begins once it hears of its settings.
  return plane.change(work, { settings });
}

/** One that begins now: its machine is made once the operation has ended. */
const begun = ({ now }: ControlPlane): ExportDescribed =>
  describedExport({ ...initialExport(null), startedAt: now });

const asks = { type: "describeExport" } as const;

const stateOf = (work: Resource, plane: ControlPlane): ExportDescribed =>
  plane.consult(work.number, asks) as ExportDescribed; // It answers nothing else.

const isUnderWay = (work: Resource, plane: ControlPlane): boolean =>
  stateOf(work, plane).endedAt === null;

const described = (work: Resource, plane: ControlPlane): Step =>
  respond({ ExportDescription: shownExport(work, stateOf(work, plane), plane) });

const shownSummary = (work: Resource, { status }: ExportDescribed): PlainObject => ({
  ExportArn: work.arn,
  ExportStatus: status,
  ExportType: transferOf(work).said["ExportType"] ?? "FULL_EXPORT",
});

function shownExport(work: Resource, state: ExportDescribed, plane: ControlPlane): PlainObject {
  const { tableArn, tableId, said, token, startedAt } = transferOf(work);
  const { endedAt, failure } = state;
  const { ExportManifest, ...asked } = said;
  const isDone = state.status === "COMPLETED";
  return {
    ...asked,
    ...shownSummary(work, state),
    StartTime: timestampAt(startedAt, plane),
    ...(endedAt === null ? {} : { EndTime: timestampAt(endedAt, plane) }),
    ...(isDone ? { ExportManifest: ExportManifest! } : {}),
    TableArn: tableArn,
    TableId: tableId,
    ...(token === null ? {} : { ClientToken: token }),
    S3SseAlgorithm: said["S3SseAlgorithm"] ?? "AES256",
    ExportFormat: said["ExportFormat"] ?? "DYNAMODB_JSON",
    ...(isDone ? { BilledSizeBytes: state.billedBytes, ItemCount: state.items } : {}),
    ...(failure === null ? {} : { FailureCode: failure.code, FailureMessage: failure.message }),
  };
}

function describeExport(params: PlainObject, plane: ControlPlane): Step {
  const work = plane.find(exportKindName, textOf(params["ExportArn"])!); // It is there.
  return work === undefined
    ? noExport(params)
    : { type: "ask", resource: work.number, input: asks };
}

const noExport = (params: PlainObject) =>
  refused(
    "ExportNotFoundException",
    `Export not found: ${textOf(params["ExportArn"])}`, // Assumed: the words.
  );

function showExport(body: Tagged, params: PlainObject, plane: ControlPlane) {
  const work = plane.find(exportKindName, textOf(params["ExportArn"])!); // It is there.
  if (work === undefined) return noExport(params);
  // An export answers nothing else.
  return { ExportDescription: shownExport(work, body as ExportDescribed, plane) };
}

function listExports(params: PlainObject, plane: ControlPlane): Step {
  const page = { member: "ExportSummaries", size: numberOf(params["MaxResults"]) ?? null };
  const show = (each: Resource) => shownSummary(each, stateOf(each, plane));
  return respond(transfersPage(exportKindName, params, page, show, plane));
}
