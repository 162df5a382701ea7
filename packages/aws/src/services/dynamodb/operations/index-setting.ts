import type { Instant, Plain } from "@orrery/kernel";
import { listOf, memberOf, textOf, textsOf } from "../../../request/params.ts";
import type { Refused } from "../../../service/refusal.ts";
import type { BillingMode } from "../capacity/config.ts";
import type { Projection } from "../config.ts";
import { dynamodbLimits } from "../limits.ts";
import type { KeyType } from "../value/attribute-value.ts";
import { invalid } from "../value/value-check.ts";
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
export function againstKeys(keys: readonly KeyKept[]): Refused | null {
  const [first, second] = keys;
  if (first?.role !== "HASH") {
    return invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  }
  if (second !== undefined && second.role !== "RANGE") {
    return invalid("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
  }
  if (keys.length > 2) return wrong("Too many KeySchema elements");
  return first.name === second?.name
    ? invalid("Both the Hash Key and the Range Key element in the KeySchema have the same name")
    : null;
}

/** What AWS has against the key of a global index, which may have four attributes of each role. */
function againstGlobalKeys(keys: readonly KeyKept[]): Refused | null {
  if (keys.length <= 2) return againstKeys(keys);
  if (keys[0]?.role !== "HASH") {
    return invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  }
  const firstRange = keys.findIndex(({ role }) => role === "RANGE");
  if (firstRange !== -1 && keys.slice(firstRange).some(({ role }) => role === "HASH")) {
    return wrong("All HASH key attributes must precede RANGE key attributes in the KeySchema");
  }
  const many = (["HASH", "RANGE"] as const).find(
    (each) => keys.filter(({ role }) => role === each).length > dynamodbLimits.keyAttributes,
  );
  if (many !== undefined) {
    return wrong(`The KeySchema exceeds the maximum allowed number of ${many} key attributes`);
  }
  return new Set(keys.map(({ name }) => name)).size < keys.length
    ? invalid("The KeySchema contains multiple key attributes with the same name")
    : null;
}

/** What AWS has against what is defined of a table that is made, and against what its keys need; `null` for nothing. */
export function againstDefinitions(
  attributes: readonly AttributeKept[],
  keys: readonly KeyKept[],
  indexes: readonly (readonly KeyKept[])[],
): Refused | null {
  const defined = attributes.map(({ name }) => name);
  const twice = defined.find((name, place) => defined.indexOf(name) !== place);
  if (twice !== undefined) return invalid(`Attribute Name is duplicated: ${twice}`);
  const used = [...new Set([keys, ...indexes].flatMap((each) => each.map(({ name }) => name)))];
  const missing = used.filter((name) => !defined.includes(name));
  const isWithoutIndexes = indexes.length === 0;
  if (defined.length > used.length) {
    return isWithoutIndexes
      ? wrong(
          "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions",
        )
      : unused(defined, used);
  }
  if (missing.length === 0) return null;
  return isWithoutIndexes && defined.length < used.length
    ? invalid("Invalid KeySchema: Some index key attribute have no definition")
    : undefinedKeys(isWithoutIndexes ? used : missing, defined);
}

/** The same of a table that is changed: `attributes` are those that its request defines. */
export function againstUnused(
  attributes: readonly AttributeKept[],
  keys: readonly (readonly KeyKept[])[],
): Refused | null {
  const used = new Set(keys.flatMap((each) => each.map(({ name }) => name)));
  const defined = attributes.map(({ name }) => name);
  return defined.every((name) => used.has(name)) ? null : unused(defined, [...used]);
}

/** What AWS has against the key of an index that is made in a table that is there. */
export function againstUndefined(
  keys: readonly KeyKept[],
  attributes: readonly AttributeKept[],
): Refused | null {
  const defined = attributes.map(({ name }) => name);
  const missing = keys.map(({ name }) => name).filter((name) => !defined.includes(name));
  return missing.length === 0 ? null : undefinedKeys(missing, defined);
}

const unused = (defined: readonly string[], used: readonly string[]): Refused =>
  wrong(
    `Some AttributeDefinitions are not used. AttributeDefinitions: [${defined.join(", ")}], keys used: [${used.join(", ")}]`,
  );

const undefinedKeys = (keys: readonly string[], defined: readonly string[]): Refused =>
  wrong(
    `Some index key attributes are not defined in AttributeDefinitions. Keys: [${keys.join(", ")}], AttributeDefinitions: [${defined.join(", ")}]`,
  );

function projectionIn(given: Plain | undefined): Checked<Projection> {
  const type = textOf(memberOf(given, "ProjectionType"));
  const names = textsOf(memberOf(given, "NonKeyAttributes"));
  if (type === undefined) return wrong("Unknown ProjectionType: null");
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) return wrong(`Duplicate element in NonKeyAttributes: ${twice}`);
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
  activeAt: Instant,
): Checked<readonly IndexKept[]> {
  if (given !== undefined && listOf(given).length === 0) {
    return wrong("List of LocalSecondaryIndexes is empty");
  }
  const indexes: IndexKept[] = [];
  for (const each of listOf(given)) {
    const name = textOf(memberOf(each, "IndexName"))!; // It is there.
    const keys = keysIn(memberOf(each, "KeySchema"));
    const badKeys = againstKeys(keys);
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
  mode: BillingMode,
  activeAt: Instant,
): Checked<IndexKept> {
  const name = textOf(memberOf(given, "IndexName"))!; // It is there.
  const keys = keysIn(memberOf(given, "KeySchema"));
  const badKeys = againstGlobalKeys(keys);
  if (badKeys !== null) return badKeys;
  const projection = projectionIn(memberOf(given, "Projection"));
  if (isRefused<Projection>(projection)) return projection;
  const throughput = throughputIn(given, mode, { index: name, isMade: true });
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
