import type {
  ApiFacts,
  ModeledError,
  ModeledOperation,
  Shape,
} from "../../packages/aws/src/request/api-facts.ts";
import type {
  PackedModel,
  PackedOperation,
  PackedShape,
} from "../../packages/aws/src/request/packed-model.ts";

/** Facts in the short form that lies in generated files; `unpacked` makes them of it again. */
export function packed(facts: ApiFacts): PackedModel {
  const inputs = new Set(Object.values(facts.operations).map(({ input }) => input));
  return {
    ...facts,
    operations: mapped(facts.operations, (operation) => packedOperation(operation, facts.shapes)),
    shapes: mapped(
      Object.fromEntries(Object.entries(facts.shapes).filter(([name]) => !inputs.has(name))),
      packedShape,
    ),
    errors: mapped(facts.errors, packedError),
  };
}

const mapped = <From, To>(
  all: Readonly<Record<string, From>>,
  make: (value: From) => To,
): Record<string, To> =>
  Object.fromEntries(Object.entries(all).map(([name, value]) => [name, make(value)]));

function packedOperation(
  { input, ...rest }: ModeledOperation,
  shapes: Readonly<Record<string, Shape>>,
): string | PackedOperation {
  if (input === undefined) return rest;
  const type = typeOf(shapes[input]!);
  return Object.keys(rest).length === 0 ? type : { in: type, ...rest };
}

function packedShape(shape: Shape): string | PackedShape {
  const {
    type: _type,
    members: _m,
    required: _r,
    member: _i,
    key: _k,
    value: _v,
    ...bounds
  } = shape;
  const type = typeOf(shape);
  if (Object.keys(bounds).length === 0) return type;
  return type === "string" ? bounds : { is: type, ...bounds };
}

function typeOf({ type, members = {}, required = [], member, key, value }: Shape): string {
  if (type === "list") return `[${member}]`;
  if (type === "map") return `{${key},${value}}`;
  if (type !== "structure") return type;
  const parts = Object.entries(members).map(([name, shape]) => {
    const mark = required.includes(name) ? "!" : "";
    return shape === name ? `${mark}${name}` : `${mark}${name}:${shape}`;
  });
  return [".", ...parts].join(" ");
}

const packedError = ({ status, shape, fault, members = [] }: ModeledError): string =>
  [
    ...(status === undefined ? [] : [`${status}`]),
    ...(shape === undefined ? [] : [`=${shape}`]),
    ...(fault === undefined ? [] : ["!"]),
    ...members,
  ].join(" ");
