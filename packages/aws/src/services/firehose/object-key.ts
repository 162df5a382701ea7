import type { Instant } from "@orrery/kernel";
import { uuidOf } from "../../text/hexadecimal.ts";
import { mix } from "../../text/mix.ts";
import { formatWallClock, wallClockAt } from "../../text/wall-clock.ts";

/** What the expressions of a prefix say, in the words of Firehose: `!{timestamp:yyyy}`. */
export interface PrefixExpression {
  readonly namespace: string;
  readonly expression: string;
}

const expressions = /!\{([^:}]*):([^}]*)\}/g;

/** The expressions of a prefix, in order. */
export const expressionsIn = (prefix: string): readonly PrefixExpression[] =>
  [...prefix.matchAll(expressions)].map(([, namespace = "", expression = ""]) => ({
    namespace,
    expression,
  }));

/** The namespace of partition keys that a function gives. */
export const fromLambda = "partitionKeyFromLambda";
/** The namespace of partition keys that a query finds. */
export const fromQuery = "partitionKeyFromQuery";
const timestamp = "timestamp";
const firehose = "firehose";

/** Where objects with what failed go, unless they are told. */
export const defaultErrorPrefix = (prefix: string): string =>
  expressionsIn(prefix).length === 0
    ? `${prefix}!{firehose:error-output-type}/`
    : "!{firehose:error-output-type}/";

const letters = /^(?:'[^']*'|y+|Y+|M{1,2}|d{1,2}|H{1,2}|m{1,2}|s{1,2}|[^A-Za-z'])*$/;

/** What of a prefix cannot be written; `null` for nothing. */
export function unreadableIn(prefix: string): string | null {
  for (const { namespace, expression } of expressionsIn(prefix)) {
    const isKnown =
      namespace === fromLambda ||
      namespace === fromQuery ||
      (namespace === timestamp && letters.test(expression)) ||
      (namespace === firehose && /^(random-string|error-output-type)$/.test(expression));
    if (!isKnown) return `!{${namespace}:${expression}}`;
  }
  return null;
}

/** A prefix with its partition keys filled in; `undefined`: a record lacks one of them. */
export function partitionOf(prefix: string, keys: ReadonlyMap<string, string>): string | undefined {
  let isWhole = true;
  const filled = prefix.replace(expressions, (whole, namespace: string, name: string) => {
    if (namespace !== fromLambda && namespace !== fromQuery) return whole;
    const key = keys.get(`${namespace}:${name}`);
    if (key === undefined || key === "") isWhole = false;
    return key ?? "";
  });
  return isWhole ? filled : undefined;
}

/** Which object a key is for. */
export interface ObjectName {
  readonly stream: string;
  readonly version: number;
  /** The resource number of the delivery stream, and the object's number there: what its random text follows from. */
  readonly resource: number;
  readonly object: number;
  readonly epochMilliseconds: number;
  /** When its oldest record came. */
  readonly oldestAt: Instant;
  readonly extension: string;
  /** What went wrong, as keys name it; `null`: nothing. */
  readonly errorType: string | null;
}

/** The key of an object: prefix, hour, name of the delivery stream, version, second, and a text of its own. */
export function objectKeyOf(prefix: string, name: ObjectName): string {
  const wall = formatWallClock(wallClockAt(name.epochMilliseconds, name.oldestAt));
  const id = uuidFor(name.resource, name.object);
  const filled = prefix.replace(expressions, (_whole, namespace: string, expression: string) => {
    if (namespace === timestamp) return dated(expression, wall);
    return expression === "random-string"
      ? id.slice(0, 8) + id.slice(9, 12)
      : (name.errorType ?? "");
  });
  const hasTime = expressionsIn(prefix).some(({ namespace }) => namespace === timestamp);
  const hour = hasTime ? "" : dated("yyyy/MM/dd/HH/", wall);
  const second = dated("yyyy-MM-dd-HH-mm-ss", wall);
  return `${filled}${hour}${name.stream}-${name.version}-${second}-${id}${name.extension}`;
}

/** A time in the letters of Java's date patterns. */
function dated(pattern: string, wall: string): string {
  const parts: Readonly<Record<string, string>> = {
    y: wall.slice(0, 4),
    Y: wall.slice(0, 4),
    M: wall.slice(5, 7),
    d: wall.slice(8, 10),
    H: wall.slice(11, 13),
    m: wall.slice(14, 16),
    s: wall.slice(17, 19),
  };
  return pattern.replace(
    /'([^']*)'|y+|Y+|M+|d+|H+|m+|s+/g,
    (letter, quoted: string | undefined) => {
      if (quoted !== undefined) return quoted;
      const part = parts[letter[0]!]!; // One of them, by the pattern.
      if (letter[0] === "y" || letter[0] === "Y") return letter.length === 2 ? part.slice(2) : part;
      return letter.length === 1 ? `${Number(part)}` : part;
    },
  );
}

/** A UUID that follows from two integers. */
function uuidFor(resource: number, object: number): string {
  const first = mix(object ^ mix(resource + 0x5f1e));
  const second = mix(first ^ object);
  const third = mix(second ^ resource);
  const fourth = mix(third ^ first);
  return uuidOf(first, (second & 0xffff0fff) | 0x4000, (third & 0x3fffffff) | 0x80000000, fourth);
}
