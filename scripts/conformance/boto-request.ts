import type { ApiFacts, ShapeName } from "../../packages/aws/src/request/api-facts.ts";
import { ownOf } from "../../packages/aws/src/request/api-model.ts";
import { modelOf } from "./boto-model.ts";
import { isList, isObject, type Value, type ValueObject } from "./value.ts";

/** Parameters as boto3 sends them: a text where the model has bytes is sent in UTF-8. */
export function botoRequest(service: string, operation: string, params: ValueObject): ValueObject {
  const facts = modelOf(service);
  const input = ownOf(facts.operations, operation)?.input;
  return input === undefined ? params : (encoded(params, input, facts) as ValueObject); // Stays one.
}

function encoded(value: Value, name: ShapeName, facts: ApiFacts): Value {
  const shape = ownOf(facts.shapes, name);
  const type = shape?.type ?? name;
  if (type === "timestamp" && typeof value === "string") return timestampOf(value);
  if (type === "blob") return typeof value === "string" ? new TextEncoder().encode(value) : value;
  if (shape?.member !== undefined && isList(value)) {
    const { member } = shape;
    return value.map((item) => encoded(item, member, facts));
  }
  if (shape === undefined || !isObject(value)) return value;
  const { members = {}, value: ofMap } = shape;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      const of = ownOf(members, key) ?? ofMap;
      return [key, of === undefined ? part : encoded(part, of, facts)];
    }),
  );
}

/** A time in a form of which Python's dateutil makes one, in the form of ISO 8601; others stay as they are. */
function timestampOf(text: string): string {
  const [, day, month, year, rest = ""] = /^(\d\d)-(\d\d)-(\d{4})(T.*)?$/.exec(text) ?? [];
  if (year !== undefined) return `${year}-${month}-${day}${rest}`;
  return text.replace(/^(\d{4}-\d\d-\d\d) (?=\d)/, "$1T");
}
