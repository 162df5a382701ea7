import type { Plain } from "@orrery/kernel";
import { isObject } from "../../../request/params.ts";
import { parseJson } from "../../../text/json.ts";
import { fieldsOf, valueAt } from "./filter-pattern.ts";

/** Reads values of messages that a pattern finds. */
export type Extractor = (message: string) => Plain | undefined;

/**
 * What a selector such as `$.latency`, or `$size` of a pattern with fields by places, reads of messages; `null` where the
 * pattern has no such thing.
 */
export function extractorOf(pattern: string, selector: string): Extractor | null {
  const text = pattern.trim();
  if (text.startsWith("{")) {
    const path = /^\$((?:\.[\w-]+|\[\d+\]|\['[^']+'\])+)$/.exec(selector)?.[1];
    if (path === undefined) return null;
    const names = [...path.matchAll(/\.([\w-]+)|\[(\d+)\]|\['([^']+)'\]/g)].map(
      ([, name, place, quoted]) => name ?? place ?? quoted ?? "",
    );
    return (message) => {
      const value = parseJson(message.trim());
      return isObject(value) ? valueAt(value, names) : undefined;
    };
  }
  if (!text.startsWith("[")) return null;
  const fields = namesOf(text);
  const place = fields.indexOf(selector.slice(1));
  if (place === -1 || !selector.startsWith("$")) return null;
  const rest = fields.indexOf("...");
  return (message) => {
    const values = fieldsOf(message);
    const isBehind = rest !== -1 && place > rest;
    return values[isBehind ? values.length - (fields.length - place) : place];
  };
}

/** The names of the fields of a pattern by places. */
const namesOf = (pattern: string): readonly string[] =>
  pattern
    .slice(1, -1)
    .split(",")
    .map((field) => {
      const text = field.trim();
      return text === "..." ? text : (/^[\w$-]*/.exec(text)?.[0] ?? "");
    });

/** What of a message a pattern names, as AWS shows it for tests of patterns. */
export function extractedValues(
  pattern: string,
  message: string,
): Readonly<Record<string, string>> {
  const text = pattern.trim();
  const selectors = text.startsWith("[")
    ? namesOf(text).flatMap((name) => (name === "..." || name === "" ? [] : [`$${name}`]))
    : text.startsWith("{")
      ? [...text.matchAll(/\$(?:\.[\w-]+|\[\d+\])+/g)].map(([selector]) => selector)
      : [];
  return Object.fromEntries(
    selectors.flatMap((selector) => {
      const value = extractorOf(pattern, selector)?.(message);
      return value === undefined
        ? []
        : [[selector, typeof value === "string" ? value : JSON.stringify(value)]];
    }),
  );
}
