import { format } from "node:util";
import type { Script, ScriptContext, Scripts } from "@orrery/aws";

/** A line that a handler printed. */
export interface Printed {
  readonly level: Level;
  readonly text: string;
  readonly functionName: string;
  readonly requestId: string;
}

/** As Lambda's log has it. */
export type Level = "TRACE" | "DEBUG" | "INFO" | "WARN" | "ERROR";

const levels = {
  trace: "TRACE",
  debug: "DEBUG",
  log: "INFO",
  info: "INFO",
  warn: "WARN",
  error: "ERROR",
} as const satisfies Readonly<Record<string, Level>>;

/** Scripts of which `hear` is told all that they print on the console, which prints none of it. */
export const heardScripts = (scripts: Scripts, hear: (printed: Printed) => void): Scripts =>
  Object.fromEntries(
    Object.entries(scripts).map(([name, script]) => [name, heard(script, hear)] as const),
  );

function heard(script: Script, hear: (printed: Printed) => void): Script {
  return (event: unknown, context: ScriptContext) => {
    const inside = <Result>(step: () => Result): Result =>
      hearing(({ level, text }) => {
        const { functionName, awsRequestId: requestId } = context;
        hear({ level, text, functionName, requestId });
      }, step);
    const steps = inside(() => script(event, context));
    // What is no generator is said to be none by who runs it.
    if (typeof Reflect.get(Object(steps), "next") !== "function") return steps;
    const listened: typeof steps = {
      next: (...answer) => inside(() => steps.next(...answer)),
      throw: (error) => inside(() => steps.throw(error)),
      return: (value) => inside(() => steps.return(value)),
      [Symbol.iterator]: () => listened,
      [Symbol.dispose]: () => void listened.return(undefined),
    };
    return listened;
  };
}

/** What `step` prints on the console goes to `hear`. */
function hearing<Result>(
  hear: (said: Pick<Printed, "level" | "text">) => void,
  step: () => Result,
): Result {
  const before = Object.keys(levels).map(
    (method) => [method, Reflect.get(console, method)] as const,
  );
  for (const [method, level] of Object.entries(levels)) {
    const take = (...values: readonly unknown[]): void => hear({ level, text: format(...values) });
    Reflect.set(console, method, take);
  }
  try {
    return step();
  } finally {
    for (const [method, own] of before) Reflect.set(console, method, own);
  }
}
