import { after, sample, type Duration, type Instant, type Tagged } from "@orrery/kernel";
import { listOf, numberOf, textOf } from "../../../request/params.ts";
import { pageByKey } from "../../../request/page.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { BillingMode } from "../capacity/config.ts";
import { defaultBilling, type StreamView } from "../config.ts";
import { changeTimes, dynamodbLimits } from "../limits.ts";
import type { CountsDescribed, DescribeCounts } from "../protocol.ts";
import {
  againstIndexes,
  againstKeys,
  againstDefinitions,
  attributesIn,
  globalIndexIn,
  keysIn,
  localIndexesIn,
} from "./index-setting.ts";
import { againstEncryption, encryptionIn } from "./encryption-setting.ts";
import { invalid } from "../value/value-check.ts";
import { noCounts, shownTable } from "./shown-table.ts";
import { closeStream, openStream, streamSaidIn } from "./stream-setting.ts";
import {
  activeAtOf,
  isRefused,
  keptOf,
  plainKept,
  respond,
  settingsOf,
  tableArnOf,
  tableKindName,
  tableNameOf,
  tableOf,
  type Checked,
  type IndexKept,
  type TableKept,
} from "./table-record.ts";
import { againstTags, tagsIn } from "./tags-setting.ts";
import { againstQuotas, throughputIn } from "./throughput-setting.ts";

/** Operations that make, describe, list and delete tables. */
export const tableOperations: Operations = {
  CreateTable: { begin: createTable },
  DeleteTable: { begin: deleteTable },
  DescribeTable: { begin: describeTable, respond: showTable },
  ListTables: { begin: listTables },
  DescribeLimits: { begin: describeLimits },
  DescribeEndpoints: { begin: describeEndpoints },
};

/** When something is ACTIVE that is made now: at once before the run. */
export function readyAt(what: keyof typeof changeTimes, { now, latencies }: ControlPlane): Instant {
  // What is there when a run begins was made before.
  if (now === 0) return now;
  const takes = latencies[`dynamodb.table.${what}`] ?? changeTimes[what];
  return after(now, Math.round(sample(takes, () => 0.5)) as Duration);
}

/** The billing mode of a request; `undefined`: it says none. */
export const modeIn = (params: PlainObject): BillingMode | undefined =>
  textOf(params["BillingMode"]) as BillingMode | undefined; // One of them, by the model.

function createTable(params: PlainObject, plane: ControlPlane): Step {
  const said = tableIn(params, plane);
  if (isRefused(said)) return said;
  const { name, kept, view } = said;
  const arn = tableArnOf(name, plane);
  const made = plane.create({ kind: tableKindName, name, arn, record: plainKept(kept) }, (number) =>
    settingsOf({ number, name, arn, createdAt: plane.now }, kept, plane),
  );
  const table = view === null ? made : openStream(made, view, plane);
  return respond({ TableDescription: shownTable(table, noCounts, plane) });
}

/** A table that a request makes, and what goes into its stream; `null`: it has none. */
export function tableIn(
  params: PlainObject,
  plane: ControlPlane,
): Checked<{
  readonly name: string;
  readonly kept: TableKept;
  readonly view: StreamView | null;
}> {
  const name = tableNameOf(params);
  const badName = againstName(name);
  if (badName !== null) return badName;
  const mode = modeIn(params) ?? defaultBilling;
  const throughput = throughputIn(params, mode, { index: null, isMade: true });
  if (isRefused(throughput)) return throughput;
  const attributes = attributesIn(params["AttributeDefinitions"]);
  const keys = keysIn(params["KeySchema"]);
  const badKeys = againstKeys(keys);
  if (badKeys !== null) return badKeys;
  const activeAt = readyAt("creation", plane);
  const localIndexes = localIndexesIn(params["LocalSecondaryIndexes"], keys, activeAt);
  if (isRefused(localIndexes)) return localIndexes;
  const globalIndexes = globalIndexesIn(params, mode, activeAt);
  if (isRefused(globalIndexes)) return globalIndexes;
  const wrong =
    againstIndexes(localIndexes, globalIndexes) ??
    againstDefinitions(
      attributes,
      keys,
      [...localIndexes, ...globalIndexes].map((each) => each.keys),
    ) ??
    againstTags(listOf(params["Tags"])) ??
    againstEncryption(params["SSESpecification"]) ??
    againstTable(name, plane) ??
    againstOthers(localIndexes.length + globalIndexes.length > 0, plane) ??
    againstQuotas([throughput, ...globalIndexes], name, plane);
  if (wrong !== null) return wrong;
  const view = streamSaidIn(params["StreamSpecification"], "creation");
  if (isRefused(view)) return view;
  const kept: TableKept = {
    ...throughput,
    attributes,
    keys,
    mode,
    onDemandSince: mode === "PAY_PER_REQUEST" ? plane.now : null,
    modeSwitches: [],
    localIndexes,
    globalIndexes,
    stream: null,
    encryptionKey: encryptionIn(params["SSESpecification"], plane),
    tableClass: (textOf(params["TableClass"]) ?? null) as TableKept["tableClass"], // One of them, by the model.
    isDeletionProtected: params["DeletionProtectionEnabled"] === true,
    tags: tagsIn(params["Tags"]),
    policy: null,
    recovery: null,
    timeToLive: null,
    destinations: [],
    importedBy: null,
    activeAt,
    updatingUntil: plane.now,
  };
  return { name, kept, view: view === undefined || view === "none" ? null : view };
}

function againstName(name: string): Refused | null {
  if (!/^[a-zA-Z0-9_.-]+$/.test(name)) {
    return invalid(
      `1 validation error detected: Value '${name}' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+`,
    );
  }
  const bound =
    name.length < 3
      ? "greater than or equal to 3"
      : name.length > 255
        ? "less than or equal to 255"
        : null;
  return bound === null
    ? null
    : invalid(
        `1 validation error detected: Value '${name}' at 'tableName' failed to satisfy constraint: Member must have length ${bound}`,
      );
}

function globalIndexesIn(
  params: PlainObject,
  mode: BillingMode,
  activeAt: Instant,
): Checked<readonly IndexKept[]> {
  const given = params["GlobalSecondaryIndexes"];
  if (given !== undefined && listOf(given).length === 0) {
    return invalid(
      "One or more parameter values were invalid: List of GlobalSecondaryIndexes is empty",
    );
  }
  const indexes: IndexKept[] = [];
  for (const each of listOf(given)) {
    const index = globalIndexIn(each, mode, activeAt);
    if (isRefused(index)) return index;
    indexes.push(index);
  }
  return indexes;
}

/** What AWS has against one more table that is being made or changed; `null` for nothing. */
export function againstOthers(hasIndexes: boolean, plane: ControlPlane): Refused | null {
  const { now } = plane;
  const underWay = plane
    .list(tableKindName)
    .map(keptOf)
    .filter((kept) => kept.importedBy === null && isUnderWay(kept, now));
  const indexed = underWay.filter(
    ({ activeAt, localIndexes, globalIndexes }) =>
      activeAt > now && localIndexes.length + globalIndexes.length > 0,
  );
  const { concurrentChanges, concurrentIndexedCreations } = dynamodbLimits;
  return underWay.length >= concurrentChanges ||
    (hasIndexes && indexed.length >= concurrentIndexedCreations)
    ? refused(
        "LimitExceededException",
        `Subscriber limit exceeded: There are too many concurrent table operations`, // Assumed: the words.
      )
    : null;
}

const isUnderWay = ({ activeAt, updatingUntil }: TableKept, now: Instant): boolean =>
  activeAt > now || updatingUntil > now;

function againstTable(name: string, plane: ControlPlane): Refused | null {
  if (plane.find(tableKindName, name) !== undefined) {
    return refused("ResourceInUseException", `Table already exists: ${name}`);
  }
  const most = plane.quota("dynamodb.tables");
  return plane.list(tableKindName).length < most
    ? null
    : refused(
        "LimitExceededException",
        `Subscriber limit exceeded: Table count limit: ${most} of account: ${plane.accountId} has been reached`, // Assumed: the words.
      );
}

function deleteTable(params: PlainObject, plane: ControlPlane): Step {
  const table = tableOf(params, plane);
  if (isRefused(table)) return table;
  const kept = keptOf(table);
  if (kept.isDeletionProtected) {
    return invalid(
      `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
    );
  }
  if (plane.now < activeAtOf(table, plane)) {
    return refused(
      "ResourceInUseException",
      `Attempt to change a resource which is still in use: Table is being created: ${table.name}`,
    );
  }
  const shown = shownTable(table, noCounts, plane);
  closeStream(table, plane);
  plane.delete(table, refused("ResourceNotFoundException", "Requested resource not found"));
  const {
    AttributeDefinitions: _attributes,
    KeySchema: _keys,
    CreationDateTime: _at,
    ...rest
  } = shown;
  return respond({ TableDescription: { ...rest, TableStatus: "DELETING" } });
}

const describeCounts: DescribeCounts = { type: "describeCounts" };

function describeTable(params: PlainObject, plane: ControlPlane): Step {
  const table = tableOf(params, plane);
  return isRefused(table) ? table : { type: "ask", resource: table.number, input: describeCounts };
}

function showTable(body: Tagged, params: PlainObject, plane: ControlPlane): PlainObject | Refused {
  const table: Checked<Resource> = tableOf(params, plane);
  if (isRefused(table)) return table;
  return { Table: shownTable(table, body as CountsDescribed, plane) };
}

function listTables(params: PlainObject, plane: ControlPlane): Step {
  const most = numberOf(params["Limit"]) ?? dynamodbLimits.tablePage.default;
  const from = textOf(params["ExclusiveStartTableName"]) ?? null;
  const { items, next } = pageByKey(plane.list(tableKindName), ({ name }) => name, from, most);
  return respond({
    TableNames: items.map(({ name }) => name),
    ...(next === null ? {} : { LastEvaluatedTableName: next }),
  });
}

function describeLimits(_params: PlainObject, plane: ControlPlane): Step {
  return respond({
    AccountMaxReadCapacityUnits: plane.quota("dynamodb.accountReadUnits"),
    AccountMaxWriteCapacityUnits: plane.quota("dynamodb.accountWriteUnits"),
    TableMaxReadCapacityUnits: plane.quota("dynamodb.tableReadUnits"),
    TableMaxWriteCapacityUnits: plane.quota("dynamodb.tableWriteUnits"),
  });
}

function describeEndpoints(_params: PlainObject, { region }: ControlPlane): Step {
  return respond({
    Endpoints: [{ Address: `dynamodb.${region}.amazonaws.com`, CachePeriodInMinutes: 1_440 }],
  });
}
