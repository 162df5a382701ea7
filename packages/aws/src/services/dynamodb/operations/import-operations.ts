import type { Tagged } from "@orrery/kernel";
import { memberOf, numberOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { ImportSettings } from "../import/config.ts";
import { importDuration, importLimits } from "../import/limits.ts";
import { importLogGroup } from "../import/log.ts";
import { describedImport } from "../import/described.ts";
import type { ImportDescribed } from "../import/protocol.ts";
import { initialImport } from "../import/state.ts";
import { keysOfTable } from "./item-operations.ts";
import { tableIdOf } from "./shown-table.ts";
import { tableIn } from "./table-operations.ts";
import {
  isRefused,
  plainKept,
  respond,
  schemaOf,
  settingsOf,
  tableArnOf,
  tableKindName,
  timestampAt,
  type TableKept,
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

/** The kind of an import's machine. */
const importKindName = "dynamodb.import";

/** Operations on imports of tables from buckets. */
export const importOperations: Operations = {
  ImportTable: { begin: importTable },
  DescribeImport: { begin: describeImport, respond: showImport },
  ListImports: { begin: listImports },
};

function importTable(params: PlainObject, plane: ControlPlane): Step {
  const request = requestText(params);
  const tokens = { life: importLimits.tokenLife, conflict: "ImportConflictException" };
  const known = knownTransfer(importKindName, params, request, tokens, plane);
  if (known !== undefined) return isRefused<Resource>(known) ? known : described(known, plane);
  const said = tableIn(objectOf(params["TableCreationParameters"]), plane);
  if (isRefused(said)) return said;
  const format = textOf(params["InputFormat"])!; // One of them, by the model.
  if (format === "ION") return notModeled("Imports of Amazon Ion are not modeled.");
  const compression = textOf(params["InputCompressionType"]) ?? "NONE";
  if (compression === "ZSTD") return notModeled("Imports of what ZSTD compressed are not modeled.");
  const underWay = plane.list(importKindName).filter((each) => isUnderWay(each, plane));
  if (underWay.length >= importLimits.concurrent) {
    return refused(
      "LimitExceededException",
      `Subscriber limit exceeded: There are too many concurrent import operations`, // Assumed: the words.
    );
  }
  const { name, kept } = said;
  const arn = tableArnOf(name, plane);
  const table = plane.create(
    { kind: tableKindName, name, arn, record: plainKept(kept) },
    (number) => settingsOf({ number, name, arn, createdAt: plane.now }, kept, plane),
  );
  const work = beginImport(table, kept, params, request, plane);
  const record = plainKept({ ...kept, importedBy: work.number });
  plane.change(table, { record });
  return respond({ ImportTableDescription: shownImport(work, begun(plane), plane) });
}

const notModeled = (what: string): Step => ({ type: "notModeled", what });

function beginImport(
  table: Resource,
  kept: TableKept,
  params: PlainObject,
  request: string,
  plane: ControlPlane,
): Resource {
  const id = transferId(plane);
  const arn = `${table.arn}/import/${id}`;
  const source = params["S3BucketSource"];
  const csv = memberOf(params["InputFormatOptions"], "Csv");
  const headers = textsOf(memberOf(csv, "HeaderList"));
  const settings: ImportSettings = {
    arn,
    tableName: table.name,
    bucket: textOf(memberOf(source, "S3Bucket"))!, // It is there.
    prefix: textOf(memberOf(source, "S3KeyPrefix")) ?? "",
    format: textOf(params["InputFormat"]) as ImportSettings["format"], // Others are not modeled.
    compression: (textOf(params["InputCompressionType"]) ??
      "NONE") as ImportSettings["compression"], // Likewise.
    delimiter: textOf(memberOf(csv, "Delimiter")) ?? ",",
    headers: headers.length === 0 ? null : headers,
    schema: schemaOf(kept),
    keys: keysOfTable(kept),
    types: Object.fromEntries(kept.attributes.map(({ name, type }) => [name, type])),
    caller: plane.caller,
    trail: plane.trail,
    duration: durationIn(plane, "dynamodb.import.duration", importDuration),
    epochMilliseconds: plane.epochMilliseconds,
    keepsLogs: plane.keepsLogs,
  };
  const { ClientToken, ...said } = params;
  const record = plainTransfer({
    tableName: table.name,
    tableArn: table.arn,
    tableId: tableIdOf(table),
    said,
    token: textOf(ClientToken) ?? null,
    request,
    startedAt: plane.now,
  });
  const work = plane.create(
    { kind: importKindName, name: arn, arn, record },
    () => settings,
    () => transferConnections(table.arn, plane),
  );
  // It begins once it hears of its settings.
  return plane.change(work, { settings });
}

/** One that begins now: its machine is made once the operation has ended. */
const begun = ({ now }: ControlPlane): ImportDescribed =>
  describedImport({ ...initialImport(null), startedAt: now });

const asks = { type: "describeImport" } as const;

const stateOf = (work: Resource, plane: ControlPlane): ImportDescribed =>
  plane.consult(work.number, asks) as ImportDescribed; // It answers nothing else.

const isUnderWay = (work: Resource, plane: ControlPlane): boolean =>
  stateOf(work, plane).endedAt === null;

const described = (work: Resource, plane: ControlPlane): Step =>
  respond({ ImportTableDescription: shownImport(work, stateOf(work, plane), plane) });

/** What imports and lists of them show. */
function shownSummary(work: Resource, state: ImportDescribed, plane: ControlPlane): PlainObject {
  const { tableArn, said, startedAt } = transferOf(work);
  const { partition, region, accountId } = plane;
  return {
    ImportArn: work.arn,
    ImportStatus: state.status,
    TableArn: tableArn,
    S3BucketSource: said["S3BucketSource"]!,
    CloudWatchLogGroupArn: `arn:${partition}:logs:${region}:${accountId}:log-group:${importLogGroup}:*`,
    InputFormat: said["InputFormat"]!,
    StartTime: timestampAt(startedAt, plane),
    ...(state.endedAt === null ? {} : { EndTime: timestampAt(state.endedAt, plane) }),
  };
}

function shownImport(work: Resource, state: ImportDescribed, plane: ControlPlane): PlainObject {
  const { tableId, said, token } = transferOf(work);
  const { failure } = state;
  const options = said["InputFormatOptions"];
  return {
    ...shownSummary(work, state, plane),
    TableId: tableId,
    ...(token === null ? {} : { ClientToken: token }),
    ErrorCount: state.errors,
    ...(options === undefined ? {} : { InputFormatOptions: options }),
    InputCompressionType: said["InputCompressionType"] ?? "NONE",
    TableCreationParameters: said["TableCreationParameters"]!,
    ProcessedSizeBytes: state.processedBytes,
    ProcessedItemCount: state.processedItems,
    ImportedItemCount: state.importedItems,
    ...(failure === null ? {} : { FailureCode: failure.code, FailureMessage: failure.message }),
  };
}

function describeImport(params: PlainObject, plane: ControlPlane): Step {
  const work = plane.find(importKindName, textOf(params["ImportArn"])!); // It is there.
  return work === undefined
    ? noImport(params)
    : { type: "ask", resource: work.number, input: asks };
}

const noImport = (params: PlainObject) =>
  refused(
    "ImportNotFoundException",
    `Import not found: ${textOf(params["ImportArn"])}`, // Assumed: the words.
  );

function showImport(body: Tagged, params: PlainObject, plane: ControlPlane) {
  const work = plane.find(importKindName, textOf(params["ImportArn"])!); // It is there.
  if (work === undefined) return noImport(params);
  // An import answers nothing else.
  return { ImportTableDescription: shownImport(work, body as ImportDescribed, plane) };
}

function listImports(params: PlainObject, plane: ControlPlane): Step {
  const page = { member: "ImportSummaryList", size: numberOf(params["PageSize"]) ?? null };
  const show = (each: Resource) => shownSummary(each, stateOf(each, plane), plane);
  return respond(transfersPage(importKindName, params, page, show, plane));
}
