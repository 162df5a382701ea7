import { isList, isObject, memberOf, type Value, type ValueObject } from "./value.ts";

/** Parameters for which tests of peers say anything, where AWS wants something real; told by their paths. */
const wanted: readonly {
  readonly service: string;
  readonly path: readonly string[];
  /** Whether AWS may take it. */
  readonly isReal: RegExp;
  /** What says the same to AWS; `number` tells it from others. */
  readonly real: (number: number, accountId: string) => string;
}[] = [
  {
    service: "scheduler",
    path: ["ScheduleExpression"],
    isReal: /^(?:at|cron|rate)\(/,
    real: (number) => `rate(${number + 1} hours)`,
  },
  {
    service: "scheduler",
    path: ["Target", "Arn"],
    isReal: /^arn:aws[a-z-]*:/,
    real: (number, accountId) => `arn:aws:sqs:us-east-1:${accountId}:placeholder-${number}`,
  },
  {
    service: "scheduler",
    path: ["Target", "RoleArn"],
    isReal: /^arn:aws[a-z-]*:iam::/,
    real: (number, accountId) => `arn:aws:iam::${accountId}:role/placeholder-${number}`,
  },
];

/**
 * A program of a peer whose tests say `not supported yet` for an ARN and `some cron` for an expression, since nobody looked:
 * with what AWS takes in their place, there and wherever else the program has the same text.
 */
export function withoutPlaceholders(ops: Value, accountId: string): Value {
  const found = new Map<string, string>();
  collect(ops, found, accountId);
  const dated = isList(ops) ? ops.map(withYears) : ops;
  return found.size === 0 ? dated : replaced(dated, found);
}

const lostYear = "utils.utcnow()|replace()";

/** Tests replace the year of today, and programs have lost by which: a call that must fail has the last one. */
function withYears(op: Value): Value {
  const sign = isObject(op) && "expectError" in op ? "-" : "+";
  return replaced(op, new Map([[lostYear, `(utils.utcnow()${sign}365 days, 0:00:00)`]]));
}

function collect(value: Value, found: Map<string, string>, accountId: string): void {
  if (isList(value)) {
    for (const item of value) collect(item, found, accountId);
    return;
  }
  if (!isObject(value)) return;
  if (typeof value.call === "string") collectOf(value, value.call, found, accountId);
  for (const member of Object.values(value)) collect(member, found, accountId);
}

function collectOf(
  { params }: ValueObject,
  call: string,
  found: Map<string, string>,
  accountId: string,
): void {
  for (const { service, path, isReal, real } of wanted) {
    if (!call.startsWith(`${service}.`)) continue;
    const text = path.reduce<Value | undefined>((inside, name) => memberOf(inside, name), params);
    if (typeof text !== "string" || isReal.test(text) || found.has(text)) continue;
    found.set(text, real(found.size + 1, accountId));
  }
}

function replaced(value: Value, found: ReadonlyMap<string, string>): Value {
  if (typeof value === "string") return found.get(value) ?? value;
  if (isList(value)) return value.map((item) => replaced(item, found));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, replaced(member, found)]),
  );
}
