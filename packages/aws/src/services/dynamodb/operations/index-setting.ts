import type { Instant, Plain } from "@orrery/kernel";
import { listOf, memberOf, textOf, textsOf } from "../../../request/params.ts";
import type { Refused } from "../../../service/refusal.ts";
import type { BillingMode } from "../capacity/config.ts";
import type { Projection } from "../config.ts";
import { dynamodbLimits } from "../limits.ts";
import type { KeyType } from "../value/attribute-value.ts";
import { invalid } from "./item-operations.ts";
import {
  isRefused,
  type AttributeKept,
  type Checked,
  type IndexKept,
  type KeyKept,
} from "./table-record.ts";
import { nothingSaid, throughputIn } from "./throughput-setting.ts";

const wrong = (text: string): Refused =>
  invalid(`One or more parameter values were invalid: ${text}`);

/** The attributes that a request defines. */
export const attributesIn = (given: Plain | undefined): readonly AttributeKept[] =>
  listOf(given).map((each) => ({
    name: textOf(memberOf(each, "AttributeName"))!, // It is there.
    type: textOf(memberOf(each, "AttributeType"))! as KeyType, // One of them, by the model.
  }));

/** A key as a request gives it. */
export const keysIn = (given: Plain | undefined): readonly KeyKept[] =>
  listOf(given).map((each) => ({
    name: textOf(memberOf(each, "AttributeName"))!, // It is there.
    role: textOf(memberOf(each, "KeyType"))! as KeyKept["role"], // One of them, by the model.
  }));

/** What AWS has against the key of a table or a local index; `null` for nothing. */
export function againstKeys(
  keys: readonly KeyKept[],
  attributes: readonly AttributeKept[],
): Refused | null {
  const [first, second] = keys;
  if (first?.role !== "HASH") {
    return invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  }
  if (second !== undefined && second.role !== "RANGE") {
    return invalid("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
  }
  return keys.length > 2 ? wrong("Too many KeySchema elements") : againstNames(keys, attributes);
}

/** What AWS has against the key of a global index, which may have four attributes of each role. */
function againstGlobalKeys(
  keys: readonly KeyKept[],
  attributes: readonly AttributeKept[],
): Refused | null {
  if (keys[0]?.role !== "HASH") {
    return invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  }
  const firstRange = keys.findIndex(({ role }) => role === "RANGE");
  const isMixed = firstRange !== -1 && keys.slice(firstRange).some(({ role }) => role === "HASH");
  if (isMixed)
    return invalid("Invalid KeySchema: HASH key attributes must come before RANGE key attributes"); // Assumed: the words.
  return againstNames(keys, attributes);
}

function againstNames(
  keys: readonly KeyKept[],
  attributes: readonly AttributeKept[],
): Refused | null {
  const names = keys.map(({ name }) => name);
  if (new Set(names).size < names.length) {
    return invalid(
      "Both the Hash Key and the Range Key element in the KeySchema have the same name",
    );
  }
  const defined = attributes.map(({ name }) => name);
  return names.every((name) => defined.includes(name))
    ? null
    : wrong(
        `Some index key attributes are not defined in AttributeDefinitions. Keys: [${names.join(", ")}], AttributeDefinitions: [${defined.join(", ")}]`,
      );
}

/** What AWS has against attributes that are defined and are no keys; `null` for nothing. */
export function againstUnused(
  attributes: readonly AttributeKept[],
  keys: readonly (readonly KeyKept[])[],
): Refused | null {
  const used = new Set(keys.flatMap((each) => each.map(({ name }) => name)));
  const defined = attributes.map(({ name }) => name);
  if (new Set(defined).size < defined.length) {
    return wrong("Cannot have two attributes with the same name"); // Assumed: the words.
  }
  return defined.every((name) => used.has(name))
    ? null
    : wrong(
        `Some AttributeDefinitions are not used. AttributeDefinitions: [${defined.join(", ")}], keys used: [${[...used].join(", ")}]`,
      );
}

function projectionIn(given: Plain | undefined): Checked<Projection> {
  const type = textOf(memberOf(given, "ProjectionType"));
  const names = textsOf(memberOf(given, "NonKeyAttributes"));
  if (type === undefined) return wrong("Unknown ProjectionType: null");
  if (type === "INCLUDE") {
    return names.length > 0
      ? { type, names }
      : wrong("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
  }
  return names.length > 0
    ? wrong(`ProjectionType is ${type}, but NonKeyAttributes is specified`)
    : { type: type as "ALL" | "KEYS_ONLY" };
}

/** The local indexes of a table that is made. */
export function localIndexesIn(
  given: Plain | undefined,
  tableKeys: readonly KeyKept[],
  attributes: readonly AttributeKept[],
  activeAt: Instant,
): Checked<readonly IndexKept[]> {
  const indexes: IndexKept[] = [];
  for (const each of listOf(given)) {
    const name = textOf(memberOf(each, "IndexName"))!; // It is there.
    const keys = keysIn(memberOf(each, "KeySchema"));
    const badKeys = againstKeys(keys, attributes);
    if (badKeys !== null) return badKeys;
    if (keys[0]!.name !== tableKeys[0]!.name) {
      return wrong(
        `Index KeySchema does not have the same leading hash key as table KeySchema for index: ${name}. index hash key: ${keys[0]!.name}, table hash key: ${tableKeys[0]!.name}`,
      );
    }
    if (keys.length < 2) {
      return wrong(`Index KeySchema does not have a range key for index: ${name}`);
    }
    const projection = projectionIn(memberOf(each, "Projection"));
    if (isRefused<Projection>(projection)) return projection;
    indexes.push({ ...nothingSaid, name, keys, projection, activeAt, updatingUntil: activeAt });
  }
  if (indexes.length > 0 && tableKeys.length < 2) {
    return wrong(
      "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
    );
  }
  return indexes.length <= dynamodbLimits.localIndexes
    ? indexes
    : wrong(
        `Number of LocalSecondaryIndexes exceeds per-table limit of ${dynamodbLimits.localIndexes}`,
      );
}

/** A global index that is made. */
export function globalIndexIn(
  given: Plain,
  attributes: readonly AttributeKept[],
  mode: BillingMode,
  activeAt: Instant,
): Checked<IndexKept> {
  const name = textOf(memberOf(given, "IndexName"))!; // It is there.
  const keys = keysIn(memberOf(given, "KeySchema"));
  const badKeys = againstGlobalKeys(keys, attributes);
  if (badKeys !== null) return badKeys;
  const projection = projectionIn(memberOf(given, "Projection"));
  if (isRefused<Projection>(projection)) return projection;
  const throughput = throughputIn(given, mode, { index: name });
  return isRefused(throughput)
    ? throughput
    : { ...throughput, name, keys, projection, activeAt, updatingUntil: activeAt };
}

/** What AWS has against the indexes of a table together; `null` for nothing. */
export function againstIndexes(
  local: readonly IndexKept[],
  global: readonly IndexKept[],
): Refused | null {
  const names = [...local, ...global].map(({ name }) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) return wrong(`Duplicate index name: ${twice}`);
  if (global.length > dynamodbLimits.globalIndexes) {
    return wrong(
      `GlobalSecondaryIndex count exceeds the per-table limit of ${dynamodbLimits.globalIndexes}`,
    );
  }
  const projected = [...local, ...global].reduce(
    (sum, { projection }) => sum + (projection.type === "INCLUDE" ? projection.names.length : 0),
    0,
  );
  return projected <= dynamodbLimits.projectedNames
    ? null
    : wrong(
        `Number of NonKeyAttributes over all indexes exceeds the limit of ${dynamodbLimits.projectedNames}`, // Assumed: the words.
      );
}
