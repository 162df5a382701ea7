import { exampleOf } from "../../../pattern/example.ts";
import { compilePattern, matchesValue } from "../../../pattern/pattern.ts";
import { isObject, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Seen } from "../../../service/seen.ts";
import type { BucketSettings } from "../config.ts";

/**
 * A key of which the bucket tells somebody, where it tells of some only; `null`: it tells of all, or nobody.
 * `wanted`: the patterns of rules on the bus that it tells of everything.
 */
export function usualKey(
  { settings, resource }: Seen,
  wanted: readonly string[],
): PlainObject | null {
  const { notifications } = settings as BucketSettings; // Of this kind.
  const records = notifications.filter(({ form }) => form === "records");
  if (records.some(({ prefix, suffix }) => prefix + suffix === "")) return null;
  const [first] = records;
  if (first !== undefined) return { key: `${first.prefix}{number}${first.suffix}` };
  if (notifications.length === 0) return null;
  for (const pattern of wanted) {
    const key = keyFor(pattern, resource.name);
    if (key !== null) return { key };
  }
  return null;
}

/** A key with its number that a pattern lets through; `null`: any is, or none is known. */
function keyFor(pattern: string, bucket: string): string | null {
  const event = { source: "aws.s3", detail: { bucket: { name: bucket }, object: {} } };
  const example = exampleOf(pattern, event);
  if (example?.["source"] !== "aws.s3") return null;
  const { detail } = example;
  if (!isObject(detail) || !isObject(detail["bucket"]) || !isObject(detail["object"])) return null;
  const text = textOf(detail["object"]["key"]);
  if (detail["bucket"]["name"] !== bucket || text === undefined) return null;
  const compiled = compilePattern(pattern);
  const object = detail["object"];
  const isLet = (key: string): boolean =>
    matchesValue(compiled, { ...example, detail: { ...detail, object: { ...object, key } } });
  const places = [text.length, 0, ...Array.from(text, (_, place) => place)];
  const at = places.find((place) => isLet(`${text.slice(0, place)}1${text.slice(place)}`));
  return at === undefined ? text : `${text.slice(0, at)}{number}${text.slice(at)}`;
}
