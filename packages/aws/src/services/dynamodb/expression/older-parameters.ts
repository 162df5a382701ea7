import type { Plain } from "@orrery/kernel";
import { isObject, memberOf, objectOf, textsOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import { typeOf, type AttributeValue } from "../value/attribute-value.ts";
import { invalid, isRefusal, valueIn } from "../value/value-check.ts";
import { comparedIn, conditionOf, type Compared } from "./comparison.ts";
import { tooManyConditions, type KeyClause } from "./key-condition.ts";
import type { ParameterName } from "./operation-forms.ts";
import { Refusal, taken } from "./refusal.ts";
import type { Condition, Path, Update } from "./tree.ts";

// The parameters that were before expressions, turned into the same trees.

const wrongValue = (message: string): Refused =>
  invalid(`One or more parameter values were invalid: ${message}`);

/** Conditions that are joined. */
type Join = "and" | "or";

/** How ConditionalOperator joins conditions. */
const joinOf = (params: PlainObject): Join =>
  memberOf(params, "ConditionalOperator") === "OR" ? "or" : "and";

function joined(conditions: readonly Condition[], type: Join): Condition | null {
  return conditions.length === 0
    ? null
    : conditions.reduce((left, right) => ({ type, left, right }));
}

/** What the older parameters of a request say. Throws a {@link Refusal}. */
export function olderIn(parameters: readonly ParameterName[], params: PlainObject): Partial<Older> {
  const found: Partial<Older> = {};
  for (const name of parameters) {
    const given = memberOf(params, name) ?? null;
    if (given === null) continue;
    switch (name) {
      case "AttributesToGet":
        found.projection = taken(pathsToGet(given));
        break;
      case "AttributeUpdates":
        found.update = taken(updateGiven(given));
        break;
      case "Expected":
        found.condition = taken(conditionExpected(params));
        break;
      case "QueryFilter":
      case "ScanFilter":
        found.filter = taken(conditionFiltered(params, name));
        if (name === "QueryFilter") found.filterName = name;
        break;
      case "KeyConditions":
        found.keyCondition = taken(clausesGiven(given));
        break;
      case "ConditionalOperator":
        againstLoneOperator(params);
    }
  }
  return found;
}

/** What they are about. */
interface Older {
  projection: readonly Path[];
  update: Update;
  condition: Condition | null;
  filter: Condition | null;
  filterName: "QueryFilter";
  keyCondition: readonly KeyClause[];
}

function againstLoneOperator(params: PlainObject): void {
  const joins = ["Expected", "QueryFilter", "ScanFilter"];
  if (joins.some((name) => (memberOf(params, name) ?? null) !== null)) return;
  throw new Refusal(invalid("ConditionalOperator cannot be used without Filter or Expected"));
}

/** Expected, as a condition. */
function conditionExpected(params: PlainObject): Condition | Refused | null {
  const conditions: Condition[] = [];
  for (const [name, given] of Object.entries(objectOf(memberOf(params, "Expected")))) {
    const condition = expected(name, objectOf(given));
    if (condition.type === "refused") return condition;
    conditions.push(condition);
  }
  return againstOperator(params, conditions.length) ?? joined(conditions, joinOf(params));
}

function expected(name: string, given: PlainObject): Condition | Refused {
  const has = (member: string): boolean => (memberOf(given, member) ?? null) !== null;
  if (has("AttributeValueList") && has("Value")) {
    return wrongValue(
      `Value and AttributeValueList cannot be used together for Attribute: ${name}`,
    );
  }
  if (!has("ComparisonOperator")) {
    return has("AttributeValueList")
      ? wrongValue(
          `AttributeValueList can only be used with a ComparisonOperator for Attribute: ${name}`,
        )
      : existing(name, given);
  }
  if (has("Exists")) {
    return wrongValue(
      `Exists and ComparisonOperator cannot be used together for Attribute: ${name}`,
    );
  }
  const comparison = memberOf(given, "ComparisonOperator") as string;
  if (
    comparison !== "NULL" &&
    comparison !== "NOT_NULL" &&
    !has("AttributeValueList") &&
    !has("Value")
  ) {
    return wrongValue(
      `Value or AttributeValueList must be used with ComparisonOperator: ${comparison} for Attribute: ${name}`,
    );
  }
  const list = has("Value") ? { ...given, AttributeValueList: [given["Value"]!] } : given;
  const compared = comparedIn(list);
  return isCompared(compared) ? conditionOf(name, compared) : compared;
}

const isCompared = (read: Compared | Refused): read is Compared => "comparison" in read;

/** A condition of Expected without an operator. */
function existing(name: string, given: PlainObject): Condition | Refused {
  const exists = memberOf(given, "Exists") ?? null;
  const value = memberOf(given, "Value") ?? null;
  if (exists === false) {
    return value === null
      ? { type: "attribute_not_exists", path: [name] }
      : wrongValue(`Value cannot be used when Exists is false for Attribute: ${name}`);
  }
  if (value === null) {
    return wrongValue(
      `Value must be provided when Exists is ${exists === null ? "null" : "true"} for Attribute: ${name}`,
    );
  }
  const read = valueIn(value);
  return isRefusal(read) ? read : conditionOf(name, { comparison: "EQ", values: [read] });
}

/** What AWS has against a ConditionalOperator with too little to join; `null` for nothing. */
function againstOperator(params: PlainObject, count: number): Refused | null {
  if ((memberOf(params, "ConditionalOperator") ?? null) === null) return null;
  if (count === 0) return invalid("ConditionalOperator cannot be used without Filter or Expected");
  return count > 1
    ? null
    : invalid(
        "ConditionalOperator can only be used when Filter or Expected has two or more elements",
      );
}

/** QueryFilter or ScanFilter, as a condition. */
function conditionFiltered(
  params: PlainObject,
  parameter: "QueryFilter" | "ScanFilter",
): Condition | Refused | null {
  const conditions: Condition[] = [];
  for (const [name, given] of Object.entries(objectOf(memberOf(params, parameter)))) {
    const compared = comparedIn(objectOf(given));
    if (!isCompared(compared)) return compared;
    conditions.push(conditionOf(name, compared));
  }
  return againstOperator(params, conditions.length) ?? joined(conditions, joinOf(params));
}

/** KeyConditions, as clauses. */
function clausesGiven(given: Plain): readonly KeyClause[] | Refused {
  const clauses: KeyClause[] = [];
  for (const [name, each] of Object.entries(objectOf(given))) {
    const compared = comparedIn(objectOf(each));
    if (!isCompared(compared)) return compared;
    clauses.push({ name, ...compared });
  }
  return clauses.length === 1 || clauses.length === 2 ? clauses : tooManyConditions;
}

/** AttributesToGet, as paths: of names, whatever they look like. */
function pathsToGet(given: Plain): readonly Path[] | Refused {
  const names = textsOf(given);
  const repeated = names.find((name, place) => names.indexOf(name) < place);
  return repeated === undefined
    ? names.map((name) => [name])
    : wrongValue(`Duplicate value in attribute name: ${repeated}`);
}

type Writable<List> = {
  -readonly [Name in keyof List]: List[Name] extends readonly (infer Each)[] ? Each[] : List[Name];
};

/** AttributeUpdates, as an update. */
function updateGiven(given: Plain): Update | Refused {
  const update: Writable<Update> = {
    form: "parameter",
    set: [],
    remove: [],
    add: [],
    delete: [],
    touched: [],
  };
  for (const [name, each] of Object.entries(objectOf(given))) {
    const action = memberOf(objectOf(each), "Action") ?? "PUT";
    const said = memberOf(objectOf(each), "Value");
    const value = isObject(said) ? valueIn(said) : null;
    if (value !== null && isRefusal(value)) return value;
    const wrong = againstAction(action, value);
    if (wrong !== null) return wrong;
    const path = [name];
    update.touched.push(path);
    if (value === null) update.remove.push(path);
    else if (action === "ADD") update.add.push({ path, value });
    else if (action === "DELETE") update.delete.push({ path, value });
    else update.set.push({ path, to: { type: "value", value } });
  }
  return update;
}

function againstAction(action: Plain, value: AttributeValue | null): Refused | null {
  if (value === null) {
    return action === "DELETE"
      ? null
      : wrongValue("Only DELETE action is allowed when no attribute value is specified");
  }
  const type = typeOf(value);
  const isSet = type === "SS" || type === "NS" || type === "BS";
  if (action === "DELETE" && !isSet) {
    return wrongValue(`DELETE action with value is not supported for the type ${type}`);
  }
  return action === "ADD" && !isSet && type !== "N" && type !== "L"
    ? wrongValue(`ADD action is not supported for the type ${type}`)
    : null;
}
