import type { Plain } from "@orrery/kernel";
import type { Shape } from "../../../request/api-facts.ts";
import { ownOf } from "../../../request/api-model.ts";
import { isObject } from "../../../request/params.ts";
import { s3RequestModel } from "../request.ts";

/**
 * Whether a document has what AWS's model requires, and values where it lists values: what S3 finds as it reads XML. Names
 * and types were checked before.
 */
export function isDeclared(operation: string, parameter: string, document: Plain): boolean {
  const { operations, shapes } = s3RequestModel.facts;
  const input = ownOf(operations, operation)?.input;
  const name = input === undefined ? undefined : shapes[input]?.members?.[parameter];
  return name === undefined || holds(document, name, shapes);
}

function holds(value: Plain, name: string, shapes: Readonly<Record<string, Shape>>): boolean {
  const shape = ownOf(shapes, name);
  if (shape === undefined) return true;
  if (shape.enum !== undefined) return typeof value === "string" && shape.enum.includes(value);
  if (Array.isArray(value)) {
    const { member } = shape;
    return (
      member === undefined ||
      (value as readonly Plain[]).every((item) => holds(item, member, shapes))
    );
  }
  if (!isObject(value)) return true;
  const { members = {}, required = [] } = shape;
  if (required.some((member) => value[member] === undefined || value[member] === null))
    return false;
  return Object.entries(value).every(([member, part]) => {
    const of = ownOf(members, member);
    return of === undefined || part === null || holds(part, of, shapes);
  });
}
