import type { Plain } from "@orrery/kernel";
import type { CallUnknown } from "../service/call.ts";
import { refused, type PlainObject, type Refused } from "../service/refusal.ts";
import { withNearest } from "../text/nearest.ts";
import type { ApiFacts, Shape } from "./api-facts.ts";
import { ownOf } from "./api-model.ts";
import { constraintsOf, sizeOf } from "./constraint.ts";
import type { Dialect } from "./dialect.ts";
import { isObject, spelled } from "./params.ts";
import { boundAt, hasType, isComposite } from "./value-type.ts";
import { refusalOf, type Violation } from "./violation.ts";

/** A call whose parameters are to be checked. */
export interface CheckedCall {
  readonly service: string;
  readonly operation: string;
  readonly params: PlainObject;
  /** The date whose rules hold. */
  readonly asOf: string;
}

/** What is wrong with the parameters of a call, the structure of which is `input`; `null` for nothing. */
export const wrongIn = (
  call: CheckedCall,
  facts: ApiFacts,
  dialect: Dialect,
  input: string,
): CallUnknown | Refused | null => new Check(facts, dialect, call).whole(input);

/** A step from a value into what is inside: a member by its name, an item by its place, what a map has under a key. */
type Step = string | number | { readonly key: string };

/** One check of one call. */
class Check {
  private readonly facts: ApiFacts;
  private readonly dialect: Dialect;
  private readonly call: CheckedCall;
  private readonly violations: Violation[] = [];
  private readonly path: Step[] = [];
  private wrong: CallUnknown | Refused | null = null;
  private missing: Refused | null = null;

  constructor(facts: ApiFacts, dialect: Dialect, call: CheckedCall) {
    this.facts = facts;
    this.dialect = dialect;
    this.call = call;
  }

  whole(input: string): CallUnknown | Refused | null {
    this.structure(this.call.params, this.facts.shapes[input]!, input);
    const { violations } = this;
    const { violations: code = this.isQuery ? "ValidationError" : "ValidationException" } =
      this.dialect;
    if (this.wrong !== null || this.missing !== null) return this.wrong ?? this.missing;
    return code === null || violations.length === 0 ? null : refusalOf(code, violations);
  }

  private get isQuery(): boolean {
    return this.facts.protocol === "query";
  }

  private structure(value: PlainObject, shape: Shape, owner: string): void {
    const { members = {}, required = [] } = shape;
    for (const name in value) {
      if (!Object.hasOwn(members, name)) this.unknown(name, Object.keys(members));
    }
    for (const name in members) {
      if (this.wrong !== null) return;
      const given = Object.hasOwn(value, name) ? (value[name] ?? null) : null;
      const isAbsent = given === null || (given === "" && this.dialect.blankIsMissing === true);
      if (isAbsent && required.includes(name)) this.absent(name, owner);
      if (given === null) continue;
      this.path.push(name);
      this.value(given, members[name]!);
      this.path.pop();
    }
  }

  private value(value: Plain, name: string): void {
    const shape = ownOf(this.facts.shapes, name) ?? ({ type: name } as Shape); // Of no bounds.
    if (!hasType(value, shape.type, this.isQuery)) {
      this.wrongType(value, shape.type);
      return;
    }
    const kept = shape.secret === true ? undefined : value;
    for (const constraint of this.brokenBy(value, shape)) this.violate(kept, constraint);
    if (shape.type === "structure") this.structure(value as PlainObject, shape, name);
    else if (shape.type === "list") this.items(value as readonly Plain[], shape, kept);
    else if (shape.type === "map") this.entries(value as PlainObject, shape, kept);
  }

  private items(list: readonly Plain[], { member: name = "any" }: Shape, kept?: Plain): void {
    const shape = ownOf(this.facts.shapes, name);
    if (shape !== undefined && isComposite(shape)) {
      this.each(list.entries(), name);
      return;
    }
    const constraints = this.insideOf(name, list);
    if (constraints !== null) {
      const all = [...constraints, "Member must not be null"].join(", ");
      this.violate(kept, `Member must satisfy constraint: [${all}]`);
    }
  }

  private entries(
    map: PlainObject,
    { key = "string", value: name = "any" }: Shape,
    kept?: Plain,
  ): void {
    const keys = this.insideOf(key, Object.keys(map));
    if (keys !== null) this.violate(kept, `Map keys must satisfy constraint: [${keys.join(", ")}]`);
    const shape = ownOf(this.facts.shapes, name);
    // Bounds of lists, too, are said of the whole map.
    if (shape === undefined || shape.type === "list" || !isComposite(shape)) {
      const given = Object.values(map).filter((item) => item !== null);
      const values = this.insideOf(name, given);
      if (values !== null) {
        this.violate(kept, `Map value must satisfy constraint: [${values.join(", ")}]`);
      }
    }
    if (shape === undefined || !isComposite(shape)) return;
    for (const [each, item] of Object.entries(map)) {
      if (this.wrong !== null) return;
      this.path.push({ key: each });
      if (item === null) this.violate(null, "Member must not be null");
      else if (shape.type === "list")
        this.items(item as readonly Plain[], shape, item); // Its type was looked at.
      else this.value(item, name);
      this.path.pop();
    }
  }

  private each(items: Iterable<readonly [number, Plain]>, name: string): void {
    for (const [place, item] of items) {
      if (this.wrong !== null) return;
      this.path.push(place);
      // What is nothing where something must be is checked as if it were empty.
      if (item !== null) this.value(item, name);
      else this.violate(null, "Member must not be null");
      this.path.pop();
    }
  }

  /** The constraints on what is inside a list or a map, where one of `items` breaks them. */
  private insideOf(name: string, items: readonly Plain[]): readonly string[] | null {
    const shape = ownOf(this.facts.shapes, name) ?? ({ type: name } as Shape); // Of no bounds.
    let isBroken = false;
    for (const item of items) {
      if (item === null) {
        isBroken = true;
        continue;
      }
      if (!hasType(item, shape.type, this.isQuery)) {
        this.wrongType(item, shape.type);
        return null;
      }
      isBroken ||= this.brokenBy(item, shape).length > 0;
    }
    if (!isBroken) return null;
    const { asOf } = this.call;
    const words = constraintsOf(shape, (bound) => boundAt(bound, asOf)).map((each) => each.words);
    // Here AWS says the upper bound first.
    const [least, most, ...rest] = words;
    return shape.min !== undefined && shape.max !== undefined ? [most!, least!, ...rest] : words;
  }

  private brokenBy(value: Plain, shape: Shape): readonly string[] {
    if (this.dialect.violations === null || shape.type === "any") return [];
    const { min, max, pattern } = shape;
    if (min === undefined && max === undefined && pattern === undefined && !shape.enum) return [];
    const { asOf } = this.call;
    const constraints = constraintsOf(shape, (bound) => boundAt(bound, asOf));
    const size = sizeOf(value, shape);
    return constraints.flatMap(({ words, holds }) => (holds(value, size) ? [] : [words]));
  }

  /** `undefined` for a value that is not shown. */
  private violate(value: Plain | undefined, constraint: string): void {
    if (this.dialect.violations === null) return;
    this.violations.push({
      value: value === undefined ? null : shown(value),
      place: placeOf(this.path),
      constraint,
    });
  }

  private absent(name: string, owner: string): void {
    const path = [...this.path, name];
    if (this.dialect.missing === undefined) {
      const place = placeOf(path);
      this.violations.push({ value: "null", place, constraint: "Member must not be null" });
      return;
    }
    const { operation } = this.call;
    const plain = path.map((step) => (typeof step === "object" ? step.key : step));
    this.missing ??= this.dialect.missing({ operation, name, path: plain, owner });
  }

  private unknown(name: string, known: readonly string[]): void {
    this.wrong ??= {
      type: "unknown",
      expected: `a parameter of ${this.subject()}`,
      received: withNearest(name, known),
    };
  }

  private wrongType(value: Plain, type: Shape["type"]): void {
    const expected = typeWords[type];
    this.wrong ??= this.isQuery
      ? { type: "unknown", expected: `${expected} as ${this.subject()}`, received: spelled(value) }
      : refused(
          "SerializationException",
          `${kindOf(value)}_VALUE can not be converted to ${expected}`,
        );
  }

  /** Such as `lambda:CreateFunction Environment`. */
  private subject(): string {
    const { service, operation } = this.call;
    return [
      `${service}:${operation}`,
      ...(this.path.length === 0
        ? []
        : [this.path.map((step) => (typeof step === "object" ? step.key : step)).join(".")]),
    ].join(" ");
  }
}

const typeWords: Readonly<Record<Shape["type"], string>> = {
  string: "a String",
  scalar: "a String",
  blob: "a Blob",
  integer: "an Integer",
  long: "a Long",
  float: "a Float",
  double: "a Double",
  bigdecimal: "a BigDecimal",
  boolean: "a Boolean",
  timestamp: "a Timestamp",
  list: "a List",
  structure: "an Object",
  map: "a Map",
  any: "a value",
};

const kindOf = (value: Plain): string =>
  (Array.isArray(value) ? "list" : typeof value).toUpperCase();

/** A place as messages name it: `keySchema.2.member.keyType`, `requestItems.Orders.member.keys`. */
const placeOf = (path: readonly Step[]): string =>
  path
    .map((step, place) => {
      if (typeof step === "number") return `${step + 1}.member`;
      if (typeof step === "object") return `${step.key}.member`;
      return place === 0 || /^[A-Z]/.test(step) ? inCamelCase(step) : step;
    })
    .join(".");

const inCamelCase = (name: string): string => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;

function shown(value: Plain): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `'[${(value as readonly Plain[]).map(spelled).join(", ")}]'`;
  if (!isObject(value)) return `'${spelled(value)}'`;
  const entries = Object.entries(value).map(([key, item]) => `${key}=${spelled(item)}`);
  return `'{${entries.join(", ")}}'`;
}
