import { ConfigError, shownValue, type Plain } from "@orrery/kernel";
import { placesIn, type Script, type Scripts, type ScriptStep } from "../../../service/script.ts";

/** Why a script cannot go on: a mistake of its author, and none that a function makes in AWS. */
export interface ScriptBroken {
  readonly type: "broken";
  readonly expected: string;
  readonly received: string;
  /** Where the mistake is, as `file:line:column`; `null` where that is not known. */
  readonly place: string | null;
}

/** A script that is broken. */
export const broken = (
  expected: string,
  received: string,
  place: string | null = null,
): ScriptBroken => ({ type: "broken", expected, received, place });

const generatorFunction = "a generator function (function*)";

/** What is wrong with what a name was given for a script; `null` for nothing that shows before it runs. */
function mistakeInScript(script: unknown): string | null {
  if (typeof script !== "function") return shown(script);
  switch (Object.prototype.toString.call(script)) {
    case "[object AsyncFunction]":
      return "an async function, where a script yields instead of awaiting";
    case "[object AsyncGeneratorFunction]":
      return "an async generator function, where a script yields instead of awaiting";
    default:
      return null;
  }
}

/** Checks what can be seen of a function's script before it runs. @throws ConfigError about `path` */
export function checkScript(path: string, name: string, scripts: Scripts): void {
  if (!Object.hasOwn(scripts, name)) return; // Said when the function is invoked.
  checkedScript(`${path} script "${name}"`, scripts[name]);
}

/** A script, as far as it can be told before it runs. @throws ConfigError */
export function checkedScript(path: string, script: unknown): Script {
  const mistake = mistakeInScript(script);
  if (mistake === null) return script as Script; // A function, and none of those that are no script.
  throw new ConfigError(path, generatorFunction, mistake);
}

/** Begins a script: its generator, or what is wrong with it. */
export function generatorOf(
  script: Script,
  args: Parameters<Script>,
): Generator<ScriptStep, unknown, Plain> | ScriptBroken {
  const mistake = mistakeInScript(script);
  if (mistake !== null) return broken(generatorFunction, mistake);
  let made: unknown;
  try {
    made = script(...args);
  } catch (error) {
    const place = error instanceof Error ? (placesIn(error)[0] ?? null) : null;
    return broken(generatorFunction, `a function that throws ${shownError(error)}`, place);
  }
  if (hasMethod(made, "next") && hasMethod(made, "throw") && !hasMethod(made, "then")) {
    if (Reflect.get(made as object, Symbol.asyncIterator) === undefined) {
      return made as Generator<ScriptStep, unknown, Plain>; // As far as it can be told.
    }
  }
  return broken(generatorFunction, `a function that returns ${shown(made)}`);
}

/** What is wrong with what a script yields; `null` for a step. */
export function mistakeInStep(step: unknown, isDurable = false): ScriptBroken | null {
  if (typeof step === "object" && step !== null && "type" in step && step.type === "durable") {
    return isDurable
      ? null
      : broken(
          "a function that is durable (DurableConfig)",
          "yield of a durable operation in another",
        );
  }
  return isStep(step)
    ? null
    : broken("a script that yields wait(…) or call(…)", `yield ${shown(step)}`);
}

function isStep(step: unknown): boolean {
  if (typeof step !== "object" || step === null || !("type" in step)) return false;
  if (step.type === "wait" && "duration" in step) {
    const { duration } = step;
    return Number.isSafeInteger(duration) && (duration as number) >= 0;
  }
  if (step.type === "call" && "service" in step && "operation" in step && "params" in step) {
    const { service, operation, params } = step;
    const isCall = typeof service === "string" && typeof operation === "string";
    return isCall && typeof params === "object" && params !== null;
  }
  return false;
}

const mistakes: ReadonlySet<string> = new Set([
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TypeError",
  "URIError",
]);

/**
 * What is wrong with a script by the error that it threw; `null` for an error that a handler throws.
 * What JavaScript throws of itself is taken for a mistake: whoever wants the handler to fail throws an
 * `Error`, or a class of their own.
 */
export function mistakeInCode(error: unknown): ScriptBroken | null {
  if (error instanceof ConfigError) {
    return broken(`${error.path} to be ${error.expected}`, error.received, placeOutside(error));
  }
  if (!(typeof error === "object" && error !== null && "stack" in error)) return null;
  const made: unknown = error.constructor; // What has no prototype has none.
  if (!isNative(made) || !mistakes.has(made.name)) return null;
  const place = placesIn(error as Error)[0] ?? null;
  const expected = "a script without mistakes, which throws an Error where its handler fails";
  return broken(expected, shownError(error), place);
}

/** Where a script called what was wrong: the innermost place is the check's own. */
const placeOutside = (error: Error): string | null => {
  const places = placesIn(error);
  const [own = ""] = places;
  const file = own.replace(/(:\d+){1,2}$/, "");
  return places.find((place) => !place.startsWith(`${file}:`)) ?? null;
};

const unheard = (): void => undefined;

const isNative = (made: unknown): made is () => unknown =>
  typeof made === "function" && Function.prototype.toString.call(made).includes("[native code]");

const hasMethod = (value: unknown, name: string): boolean =>
  typeof value === "object" && value !== null && typeof Reflect.get(value, name) === "function";

const shownError = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : shown(error);

/** A value in the words of a message. */
export function shown(value: unknown): string {
  if (hasMethod(value, "then")) {
    // Nobody waits for it, so that it fails unheard.
    (value as { then(kept: () => void, failed: () => void): unknown }).then(unheard, unheard);
    return "a promise";
  }
  return shownValue(value);
}
