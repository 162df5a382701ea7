import type { Instant, Plain } from "@orrery/kernel";
import { listOf, memberOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { againstDecrease, againstModeSwitch } from "../capacity/throughput-changes.ts";
import {
  againstIndexes,
  againstUndefined,
  againstUnused,
  attributesIn,
  globalIndexIn,
} from "./index-setting.ts";
import { invalid } from "../value/value-check.ts";
import { noCounts, shownTable } from "./shown-table.ts";
import { closeStream, openStream, streamSaidIn } from "./stream-setting.ts";
import {
  changeTable,
  changeableTable,
  isRefused,
  keptOf,
  respond,
  type AttributeKept,
  type Checked,
  type IndexKept,
  type TableKept,
  type ThroughputKept,
} from "./table-record.ts";
import { againstOthers, modeIn, readyAt } from "./table-operations.ts";
import { againstChanges } from "./table-changes.ts";
import { againstEncryption, encryptionIn } from "./encryption-setting.ts";
import { againstQuotas, throughputIn } from "./throughput-setting.ts";

/** The operation that changes tables. */
export const updateOperations: Operations = { UpdateTable: { begin: updateTable } };

function updateTable(params: PlainObject, plane: ControlPlane): Step {
  if (params["ReplicaUpdates"] !== undefined) {
    return { type: "notModeled", what: "Replicas of tables in other Regions are not modeled." };
  }
  const table = changeableTable(params, plane);
  if (isRefused(table)) return table;
  const together = againstChanges(params) ?? againstEncryption(params["SSESpecification"]);
  if (together !== null) return together;
  const kept = keptOf(table);
  const mode = modeIn(params) ?? kept.mode;
  const throughput = tableThroughputIn(params, kept, mode, plane);
  if (isRefused(throughput)) return throughput;
  const indexes = indexesAfter(params, kept, mode, plane);
  if (isRefused(indexes)) return indexes;
  const streaming = streamIn(params, kept, table);
  if (isRefused(streaming)) return streaming;
  const { attributes, globalIndexes } = indexes;
  const wrong =
    againstIndexes(kept.localIndexes, globalIndexes) ??
    againstOthers(false, plane) ??
    againstQuotas([throughput, ...globalIndexes], table.name, plane);
  if (wrong !== null) return wrong;
  const isSwitch = mode !== kept.mode;
  const isOnlySetting =
    params["ProvisionedThroughput"] === undefined &&
    params["GlobalSecondaryIndexUpdates"] === undefined &&
    params["StreamSpecification"] === undefined &&
    !isSwitch;
  const switches =
    isSwitch && mode === "PAY_PER_REQUEST" ? [...kept.modeSwitches, plane.now] : kept.modeSwitches;
  let changed = changeTable(
    table,
    {
      ...throughput,
      attributes,
      globalIndexes,
      mode,
      modeSwitches: switches,
      onDemandSince: isSwitch && mode === "PAY_PER_REQUEST" ? plane.now : kept.onDemandSince,
      encryptionKey:
        params["SSESpecification"] === undefined
          ? kept.encryptionKey
          : encryptionIn(params["SSESpecification"], plane),
      tableClass: (textOf(params["TableClass"]) ?? kept.tableClass) as TableKept["tableClass"], // One of them, by the model.
      isDeletionProtected:
        params["DeletionProtectionEnabled"] === undefined
          ? kept.isDeletionProtected
          : params["DeletionProtectionEnabled"] === true,
      updatingUntil: isOnlySetting ? kept.updatingUntil : readyAt("update", plane),
    },
    plane,
  );
  if (streaming === "none") changed = closeStream(changed, plane);
  else if (streaming !== undefined) changed = openStream(changed, streaming, plane);
  return respond({ TableDescription: shownTable(changed, noCounts, plane) });
}

function streamIn(params: PlainObject, kept: TableKept, table: Resource) {
  const given = params["StreamSpecification"];
  const isOn = kept.stream !== null && kept.stream.view !== null;
  if (memberOf(given, "StreamEnabled") === true && isOn) {
    return refused(
      "ResourceInUseException",
      `Table already has an enabled stream: TableName: ${table.name}`,
    );
  }
  const said = streamSaidIn(given, "change");
  return said === "none" && !isOn
    ? invalid(`Table has no stream to disable: TableName: ${table.name}`)
    : said;
}

function tableThroughputIn(
  params: PlainObject,
  kept: TableKept,
  mode: TableKept["mode"],
  plane: ControlPlane,
): Checked<ThroughputKept> {
  if (mode !== kept.mode && mode === "PAY_PER_REQUEST") {
    const wrong = againstModeSwitch(kept.modeSwitches, plane.now, plane);
    if (wrong !== null) return wrong;
  }
  const before = throughputOf(kept);
  const after = throughputIn(params, mode, { index: null, isMade: false }, before);
  if (isRefused(after)) return after;
  if (mode === "PROVISIONED" && kept.mode === mode && isSaidAgain(params, before, after)) {
    return unchanged("the table", "the table", before, after);
  }
  return dated(before, after, mode === kept.mode, plane);
}

const alreadyThere = invalid("Attempting to create an index which already exists");

/** Whether a request gives the provisioned units that are there. */
const isSaidAgain = (given: Plain, before: ThroughputKept, after: ThroughputKept): boolean =>
  memberOf(given, "ProvisionedThroughput") !== undefined &&
  after.read === before.read &&
  after.write === before.write;

const unchanged = (
  which: string,
  noun: string,
  before: ThroughputKept,
  after: ThroughputKept,
): Refused =>
  invalid(
    `The provisioned throughput for ${which} will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for ${noun}: ${before.read}. Requested ReadCapacityUnits: ${after.read}. Current WriteCapacityUnits provisioned for ${noun}: ${before.write}. Requested WriteCapacityUnits: ${after.write}. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.`,
  );

/** What is kept of throughput alone. */
const throughputOf = ({
  read,
  write,
  maximumRead,
  maximumWrite,
  warmRead,
  warmWrite,
  increasedAt,
  decreases,
}: ThroughputKept): ThroughputKept => ({
  read,
  write,
  maximumRead,
  maximumWrite,
  warmRead,
  warmWrite,
  increasedAt,
  decreases,
});

/** Throughput with the times of its changes; or why it may not be less. */
function dated(
  before: ThroughputKept,
  after: ThroughputKept,
  isSameMode: boolean,
  { now, epochMilliseconds }: ControlPlane,
): Checked<ThroughputKept> {
  const isMore = after.read > before.read || after.write > before.write;
  const isLess = isSameMode && (after.read < before.read || after.write < before.write);
  if (isLess) {
    const wrong = againstDecrease(before.decreases, now, epochMilliseconds);
    if (wrong !== null) return wrong;
  }
  const decreases: readonly Instant[] = isLess ? [...before.decreases, now] : before.decreases;
  return { ...after, increasedAt: isMore ? now : before.increasedAt, decreases };
}

/** What a table's keys and global indexes become. */
interface IndexesAfter {
  readonly attributes: readonly AttributeKept[];
  readonly globalIndexes: readonly IndexKept[];
}

function indexesAfter(
  params: PlainObject,
  kept: TableKept,
  mode: TableKept["mode"],
  plane: ControlPlane,
): Checked<IndexesAfter> {
  const given = attributesIn(params["AttributeDefinitions"]);
  const defined = [
    ...kept.attributes.filter(({ name }) => !given.some((each) => each.name === name)),
    ...given,
  ];
  let indexes = kept.globalIndexes;
  for (const update of listOf(params["GlobalSecondaryIndexUpdates"])) {
    const next = indexesWith(
      update,
      { ...kept, globalIndexes: indexes, attributes: defined },
      mode,
      plane,
    );
    if (isRefused(next)) return next;
    indexes = next;
  }
  const keys = [kept.keys, ...[...kept.localIndexes, ...indexes].map((index) => index.keys)];
  const used = new Set(keys.flatMap((each) => each.map(({ name }) => name)));
  // Attributes of indexes that are gone are defined no more.
  const attributes = defined.filter(({ name }) => used.has(name));
  const unused = againstUnused(given, keys);
  return unused ?? { attributes, globalIndexes: indexes };
}

function indexesWith(
  update: Plain,
  { globalIndexes: indexes, localIndexes, attributes }: TableKept,
  mode: TableKept["mode"],
  plane: ControlPlane,
): Checked<readonly IndexKept[]> {
  const create = memberOf(update, "Create");
  if (create !== undefined) {
    const isThere = ({ name }: IndexKept) => name === textOf(memberOf(create, "IndexName"));
    if ([...indexes, ...localIndexes].some(isThere)) return alreadyThere;
    const index = globalIndexIn(create, mode, readyAt("index", plane));
    if (isRefused(index)) return index;
    return againstUndefined(index.keys, attributes) ?? [...indexes, index];
  }
  const change = memberOf(update, "Update") ?? memberOf(update, "Delete");
  const name = textOf(memberOf(change, "IndexName")) ?? "";
  const before = indexes.find((index) => index.name === name);
  if (before === undefined) {
    const verb = memberOf(update, "Delete") === undefined ? "update" : "delete";
    return localIndexes.some((index) => index.name === name)
      ? invalid(`Cannot ${verb} an index that is not a GlobalSecondaryIndex: ${name}`)
      : refused("ResourceNotFoundException", "Requested resource not found");
  }
  if (memberOf(update, "Delete") !== undefined) return indexes.filter((index) => index !== before);
  const after = throughputIn(change!, mode, { index: name, isMade: false }, throughputOf(before));
  if (isRefused<ThroughputKept>(after)) return after;
  // Assumed: what follows the first two sentences.
  if (mode === "PROVISIONED" && isSaidAgain(change!, before, after)) {
    return unchanged(`the index ${name}`, "the index", before, after);
  }
  const checked = dated(throughputOf(before), after, true, plane);
  if (isRefused<ThroughputKept>(checked)) return checked;
  const updatingUntil = readyAt("update", plane);
  return indexes.map((index) =>
    index === before ? { ...index, ...checked, updatingUntil } : index,
  );
}
