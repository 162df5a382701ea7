import { isObject } from "../../../request/params.ts";

/** Deeper objects are named and not shown, as Node does. */
const mostDepth = 2;
/** What is longer stands on several lines. */
const lineLength = 72;
const mostItems = 100;

/**
 * What `console.log` writes of its arguments, as Node does: texts as they are, after `%s`, `%d`, `%i`, `%f`, `%j`,
 * `%o`, `%O` and `%%` of the first; everything else as code has it.
 */
export function printedText(args: readonly unknown[]): string {
  const [first, ...rest] = args;
  if (typeof first !== "string") return args.map(shownArgument).join(" ");
  let used = 0;
  const text =
    rest.length === 0
      ? first
      : first.replace(/%([sdifjoOc%])/g, (found, kind: string) => {
          if (kind === "%") return "%";
          if (used >= rest.length) return found;
          const value = rest[used];
          used += 1;
          return placed(kind, value);
        });
  return [text, ...rest.slice(used).map(shownArgument)].join(" ");
}

function placed(kind: string, value: unknown): string {
  switch (kind) {
    case "s":
      return typeof value === "string" ? value : shownValueOf(value, 0, mostDepth - 1);
    case "d":
      return typeof value === "object" ? "NaN" : numeric(Number(value));
    case "i":
      return numeric(
        Math.trunc(Number(typeof value === "string" ? Number.parseFloat(value) : value)),
      );
    case "f":
      return typeof value === "symbol"
        ? "NaN"
        : numeric(Number(typeof value === "string" ? Number.parseFloat(value) : value));
    case "j":
      return jsonText(value);
    case "c":
      return "";
    default:
      return shownValueOf(value, 0, 4);
  }
}

function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "undefined";
  } catch {
    return "[Circular]";
  }
}

const numeric = (value: number): string => (Object.is(value, -0) ? "-0" : `${value}`);

const shownArgument = (value: unknown): string =>
  typeof value === "string" ? value : shownValueOf(value, 0, mostDepth);

/** A value as code has it, so deep in others. */
function shownValueOf(
  value: unknown,
  depth: number,
  most: number,
  above: readonly unknown[] = [],
): string {
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "number":
      return numeric(value);
    case "bigint":
      return `${value}n`;
    case "function":
      return `[Function${value.name === "" ? " (anonymous)" : `: ${value.name}`}]`;
    case "object":
      break;
    default:
      return String(value);
  }
  if (value === null) return "null";
  if (above.includes(value)) return "[Circular *1]";
  // The places of a stack are those of whoever runs it, and no part of a run.
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  const inner = [...above, value];
  const shown = (item: unknown) => shownValueOf(item, depth + 1, most, inner);
  if (Array.isArray(value)) {
    if (depth > most) return "[Array]";
    const items = value.slice(0, mostItems).map(shown);
    const left = value.length - items.length;
    if (left > 0) items.push(`... ${left} more item${left === 1 ? "" : "s"}`);
    return inBraces("[", items, "]", depth);
  }
  if (value instanceof Map) {
    if (depth > most) return "[Map]";
    const items = [...value].map(([key, item]) => `${shown(key)} => ${shown(item)}`);
    return inBraces(`Map(${value.size}) {`, items, "}", depth);
  }
  if (value instanceof Set) {
    if (depth > most) return "[Set]";
    return inBraces(`Set(${value.size}) {`, [...value].map(shown), "}", depth);
  }
  const name = nameOf(value);
  if (depth > most) return `[${name === "" ? "Object" : name}]`;
  const members = Object.entries(value).map(
    ([key, item]) => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key)}: ${shown(item)}`,
  );
  return inBraces(name === "" ? "{" : `${name} {`, members, "}", depth);
}

/** What a class calls itself; empty of plain objects. */
function nameOf(value: object): string {
  const made: unknown = isObject(value as never) ? value.constructor : undefined;
  if (typeof made !== "function" || made.name === "Object") return "";
  return made.name;
}

function inBraces(open: string, items: readonly string[], close: string, depth: number): string {
  if (items.length === 0) return `${open}${close}`;
  const length = items.reduce((sum, item) => sum + item.length + 2, open.length);
  const isOneLine = length + depth * 2 <= lineLength && !items.some((item) => item.includes("\n"));
  if (isOneLine) return `${open} ${items.join(", ")} ${close}`;
  const indent = "  ".repeat(depth + 1);
  return `${open}\n${items.map((item) => `${indent}${item}`).join(",\n")}\n${"  ".repeat(depth)}${close}`;
}

/** In the quotes that need the fewest signs before them. */
function quoted(text: string): string {
  const quote = !text.includes("'")
    ? "'"
    : !text.includes('"')
      ? '"'
      : !text.includes("`")
        ? "`"
        : "'";
  const inner = text
    .replace(/\\/g, "\\\\")
    .replace(/\n/g, "\\n")
    .replace(/\t/g, "\\t")
    .replace(/\r/g, "\\r");
  return `${quote}${quote === "'" ? inner.replace(/'/g, "\\'") : inner}${quote}`;
}
