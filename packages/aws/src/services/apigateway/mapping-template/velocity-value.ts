import type { Plain } from "@orrery/kernel";

/** A value in a mapping template. Lists and maps may be written on by the template that has them. */
export type Value = null | string | number | boolean | VelocityList | VelocityMap | Host | Block;

/** A list of Java. One that came of JSON is written as JSON. */
export interface VelocityList {
  readonly type: "list";
  readonly items: Value[];
  readonly isJson: boolean;
}

/** A map of Java that keeps the order of its keys. */
export interface VelocityMap {
  readonly type: "map";
  readonly entries: Map<string, Value>;
}

/** An object of API Gateway's own, such as `$input`. */
export interface Host {
  readonly type: "host";
  get(name: string): Value;
  call(name: string, args: readonly Value[]): Value;
}

/** What `#define` names: rendered wherever it is referred to. */
export interface Block {
  readonly type: "block";
  render(): string;
}

/** An object that is read only. */
export const hostOf = (
  members: Readonly<Record<string, Value>>,
  methods: Readonly<Record<string, (args: readonly Value[]) => Value>> = {},
): Host => ({
  type: "host",
  get: (name) => (Object.hasOwn(members, name) ? members[name]! : null),
  call: (name, args) => (Object.hasOwn(methods, name) ? methods[name]!(args) : null),
});

/** A value of JSON. */
export function valueOf(plain: Plain): Value {
  if (typeof plain !== "object" || plain === null) return plain;
  if (Array.isArray(plain)) {
    return { type: "list", items: (plain as readonly Plain[]).map(valueOf), isJson: true };
  }
  const entries = new Map<string, Value>();
  for (const [key, member] of Object.entries(plain as { readonly [key: string]: Plain })) {
    entries.set(key, valueOf(member));
  }
  return { type: "map", entries };
}

/** A value as JSON has it. */
export function plainOf(value: Value): Plain {
  if (typeof value !== "object" || value === null) return value;
  if (value.type === "list") return value.items.map(plainOf);
  if (value.type === "map") {
    return Object.fromEntries([...value.entries].map(([key, member]) => [key, plainOf(member)]));
  }
  return textOf(value);
}

/** A value as a template writes it: maps as `{a=1}`, lists as `[1, 2]`, or as JSON where they came of it. */
export function textOf(value: Value): string {
  if (value === null) return "";
  if (typeof value === "number") return numberText(value);
  if (typeof value !== "object") return `${value}`;
  switch (value.type) {
    case "list":
      return value.isJson
        ? JSON.stringify(plainOf(value))
        : `[${value.items.map(nestedText).join(", ")}]`;
    case "map":
      return `{${[...value.entries].map(([key, each]) => `${key}=${nestedText(each)}`).join(", ")}}`;
    case "block":
      return value.render();
    case "host":
      return "";
  }
}

const nestedText = (value: Value): string => (value === null ? "null" : textOf(value));

/** As Java writes numbers: great and small doubles with an exponent. */
function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return `${value}`;
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) return `${value}`;
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  return `${digits.includes(".") ? digits : `${digits}.0`}E${Number(exponent)}`;
}

/** Whether two values are the same to `==`: numbers by value, others by their texts. */
export function isSame(one: Value, other: Value): boolean {
  if (one === null || other === null) return textOf(one) === textOf(other);
  if (typeof one === typeof other && typeof one !== "object") return one === other;
  return textOf(one) === textOf(other);
}
