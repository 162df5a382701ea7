import type { Plain } from "@orrery/kernel";
import { isObject, listOf, memberOf, numberOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { parseJson } from "../../../text/json.ts";
import type { Datum } from "./datum.ts";
import { sampleOf } from "./statistic.ts";

/** Metrics in a line of a log; their times are in milliseconds since 1970. */
export interface Embedded {
  readonly data: readonly Datum[];
  /** Whether all that it declares is there. */
  readonly isWhole: boolean;
}

/** Where a line was logged, and when. */
export interface LineFacts {
  readonly group: string;
  readonly stream: string;
  readonly timestamp: number;
}

const most = { metrics: 100, values: 100, dimensions: 30, text: 1_024 } as const;

/** The time, the request id and the level that Node.js puts before what is printed. */
const prefix = /^\S+\t\S+\t[A-Z]+\t(?=\{)/;

/**
 * Reads a line of a log in the embedded metric format; `null` where it is none, `unreadable` where it looks like one and
 * is no JSON.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html (2026-11)
 */
export function embeddedIn(message: string, facts: LineFacts): Embedded | "unreadable" | null {
  if (!message.includes("_aws")) return null;
  const text = message.trim().replace(prefix, "");
  if (!text.startsWith("{")) return null;
  const line = parseJson(text);
  if (!isObject(line)) return text.includes('"_aws"') ? "unreadable" : null;
  const root = rootOf(line);
  const directives = listOf(memberOf(memberOf(root, "_aws"), "CloudWatchMetrics"));
  if (root === null || directives.length === 0) return null;
  const at = numberOf(memberOf(memberOf(root, "_aws"), "Timestamp")) ?? facts.timestamp;
  const data: Datum[] = [];
  let isWhole = true;
  for (const directive of directives) {
    const made = dataIn(directive, root, at);
    data.push(...made.data);
    isWhole &&= made.isWhole;
  }
  return { data, isWhole };
}

/** The object with `_aws`: the line's own, or the message in a line of Lambda's JSON. */
function rootOf(line: PlainObject): PlainObject | null {
  if (Object.hasOwn(line, "_aws")) return line;
  const { message } = line;
  const inner = typeof message === "string" ? parseJson(message.trim()) : message;
  return isObject(inner) && Object.hasOwn(inner, "_aws") ? inner : null;
}

function dataIn(directive: Plain, root: PlainObject, at: number): Embedded {
  const namespace = textOf(memberOf(directive, "Namespace"));
  const definitions = listOf(memberOf(directive, "Metrics"));
  const sets = listOf(memberOf(directive, "Dimensions"));
  if (namespace === undefined || definitions.length > most.metrics) {
    return { data: [], isWhole: false };
  }
  let isWhole = true;
  const data: Datum[] = [];
  // Without a set of dimensions, the metrics have none.
  for (const set of sets.length === 0 ? [[]] : sets) {
    const dimensions = dimensionsOf(listOf(set), root);
    if (dimensions === null) {
      isWhole = false;
      continue;
    }
    for (const definition of definitions) {
      const name = textOf(memberOf(definition, "Name"));
      const values = name === undefined ? null : valuesOf(memberOf(root, name));
      if (name === undefined || values === null) {
        isWhole = false;
        continue;
      }
      data.push({
        metric: { namespace, name, dimensions },
        unit: textOf(memberOf(definition, "Unit")) ?? "None",
        at,
        isHighResolution: memberOf(definition, "StorageResolution") === 1,
        sample: sampleOf(values, true),
      });
    }
  }
  return { data, isWhole };
}

function dimensionsOf(
  names: readonly Plain[],
  root: PlainObject,
): Readonly<Record<string, string>> | null {
  if (names.length > most.dimensions) return null;
  const dimensions: Record<string, string> = {};
  for (const name of names) {
    const value = typeof name === "string" ? memberOf(root, name) : undefined;
    if (typeof value !== "string" || value.length > most.text) return null;
    dimensions[name as string] = value;
  }
  return dimensions;
}

function valuesOf(value: Plain | undefined): readonly number[] | null {
  if (typeof value === "number") return [value];
  const values = listOf(value);
  const isGood = values.length > 0 && values.length <= most.values;
  return isGood && values.every((each) => typeof each === "number") ? values : null;
}
