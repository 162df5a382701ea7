import { isList, isObject, memberOf, type Value, type ValueObject } from "./value.ts";

/**
 * The suite printed the whole response of its fixture, and a trace spells it by the members that the
 * suite looked at, among them references into the response. Such an object stands for all of it.
 */
export function withWholeResponses(expression: Value): Value {
  if (isList(expression)) return expression.map(withWholeResponses);
  if (!isObject(expression)) return expression;
  const entries = Object.entries(expression).map(([name, part]) => {
    const whole = responseSpelledIn(name, part);
    return [name, whole === undefined ? withWholeResponses(part) : { $: whole }] as const;
  });
  return Object.fromEntries(entries);
}

/** `f1.CreateFunctionResponse` where a member of this name is spelled by references into it. */
function responseSpelledIn(name: string, part: Value): string | undefined {
  if (name !== "CreateFunctionResponse" || !isObject(part)) return undefined;
  for (const member of Object.values(part)) {
    const reference = memberOf(member, "$");
    const whole = /^\w+\.CreateFunctionResponse(?=\.)/.exec(`${String(reference)}`);
    if (whole !== null) return whole[0];
  }
  return undefined;
}

/**
 * What a recording's test printed of an error: the message, or of a validation error how many
 * violations it counts, and each of them. In which order the test does not tell.
 */
export function errorAsPrinted(recorded: Value, actual: Value): readonly [Value, Value] {
  const { Code, Count, Errors } = isObject(recorded) ? recorded : ({} as ValueObject);
  const message = memberOf(actual, "Message");
  if (typeof Count !== "number" || !isList(Errors) || typeof message !== "string") {
    return [recorded, actual];
  }
  const parts = /^(\d+) validation errors? detected: (.*)$/s.exec(message);
  if (parts === null) return [recorded, actual];
  const found = parts[2]!.split(/; (?=Value )/);
  return [
    { Code, Count, Errors: [...Errors].sort() },
    { Code: memberOf(actual, "Code"), Count: Number(parts[1]), Errors: found.sort() },
  ];
}

/**
 * Of the lines of a log a recording's test printed those that name a request, which its trace does not tell: the
 * first line of an environment is not among them.
 */
export function linesAsPrinted(key: string, actual: Value): Value {
  const logs = memberOf(actual, "logs");
  if (key !== "log_entries" || !isList(logs)) return actual;
  return { logs: logs.flat().filter((line) => String(line).includes("RequestId")) };
}

/**
 * Traces shorten all names that a test drew, to `uid00001` and so on. Where an ARN of an event source
 * mapping ends in one it was a UUID, which AWS asks for there.
 */
export function withUuids(ops: readonly Value[]): readonly Value[] {
  const drawn = new Set<string>();
  const inTexts = (value: Value, change: (text: string) => string): Value => {
    if (typeof value === "string") return change(value);
    if (isList(value)) return value.map((item) => inTexts(item, change));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, inTexts(part, change)]),
    );
  };
  for (const op of ops) {
    inTexts(op, (text) => {
      for (const [, uid] of text.matchAll(/:event-source-mapping:(uid\d{5})\b/g)) drawn.add(uid!);
      return text;
    });
  }
  if (drawn.size === 0) return ops;
  const uuidOf = (uid: string): string => `00000000-0000-4000-8000-0000000${uid.slice(3)}`;
  return ops.map((op) =>
    inTexts(op, (text) =>
      text.replace(/\buid\d{5}\b/g, (uid) => (drawn.has(uid) ? uuidOf(uid) : uid)),
    ),
  );
}
