import type { Plain } from "@orrery/kernel";
import { listOf, memberOf, textOf } from "../../../request/params.ts";
import type { Refused } from "../../../service/refusal.ts";
import { dynamodbLimits } from "../limits.ts";
import { invalid } from "../value/value-check.ts";

/** What AWS has against tags that a request gives; `null` for nothing. */
export function againstTags(tags: readonly Plain[]): Refused | null {
  const keys = tags.map((tag) => textOf(memberOf(tag, "Key"))!); // They are there.
  const reserved = keys.find((key) => key.startsWith("aws:"));
  if (reserved !== undefined)
    return invalid(`Tag Key cannot be prefixed with aws:, Key: ${reserved}`);
  const twice = keys.find((key, place) => keys.indexOf(key) !== place);
  if (twice !== undefined) {
    return invalid(`Duplicate Tag Keys provided as input: Duplicate Tag Key found ${twice}`);
  }
  return keys.length <= dynamodbLimits.tags ? null : tooManyTags;
}

/** What those hear who give a table too many. */
export const tooManyTags = invalid(
  "Number of Tags exceed the current limit for the provided ResourceArn",
);

/** Tags of a request. */
export const tagsIn = (given: Plain | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(
    listOf(given).map((tag) => [
      textOf(memberOf(tag, "Key"))!, // They are there.
      textOf(memberOf(tag, "Value"))!,
    ]),
  );
