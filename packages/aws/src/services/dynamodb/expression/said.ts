import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";

/** What of a request is about expressions; `null`: not said. */
export interface Said {
  update: Plain;
  condition: Plain;
  keyCondition: Plain;
  filter: Plain;
  projection: Plain;
  names: Plain;
  values: Plain;
  /** Whether it has parameters that were before expressions. */
  hasOlder: boolean;
}

/** Of a request that says nothing. */
export const saidNothing: Readonly<Said> = {
  update: null,
  condition: null,
  keyCondition: null,
  filter: null,
  projection: null,
  names: null,
  values: null,
  hasOlder: false,
};

/** What a request says, with one look at each parameter; `null`: nothing, as most do. */
export function saidIn(params: PlainObject): Said | null {
  let said: Said | null = null;
  for (const name in params) {
    const given = params[name]!;
    if (given === null || !names.has(name)) continue;
    said ??= { ...saidNothing };
    note(said, name, given);
  }
  return said;
}

const names: ReadonlySet<string> = new Set([
  "UpdateExpression",
  "ConditionExpression",
  "KeyConditionExpression",
  "FilterExpression",
  "ProjectionExpression",
  "ExpressionAttributeNames",
  "ExpressionAttributeValues",
  "AttributesToGet",
  "AttributeUpdates",
  "Expected",
  "QueryFilter",
  "ScanFilter",
  "ConditionalOperator",
  "KeyConditions",
]);

function note(said: Said, name: string, given: Plain): void {
  switch (name) {
    case "UpdateExpression":
      said.update = given;
      break;
    case "ConditionExpression":
      said.condition = given;
      break;
    case "KeyConditionExpression":
      said.keyCondition = given;
      break;
    case "FilterExpression":
      said.filter = given;
      break;
    case "ProjectionExpression":
      said.projection = given;
      break;
    case "ExpressionAttributeNames":
      said.names = given;
      break;
    case "ExpressionAttributeValues":
      said.values = given;
      break;
    default:
      said.hasOlder = true;
  }
}
