import { printedText } from "../log/printed.ts";
import type { LogLevel } from "../log/log-fact.ts";

/** What a script prints in one step. */
export interface PrintedLine {
  readonly level: LogLevel;
  readonly text: string;
}

const nothing: readonly PrintedLine[] = Object.freeze([]);

// Set for the length of one step. Scripts of several simulations never run inside each other.
let lines: PrintedLine[] | null = null;
let isHeard = false;

function print(level: LogLevel, args: readonly unknown[]): void {
  if (isHeard) (lines ??= []).push({ level, text: printedText(args) });
}

const printing =
  (level: LogLevel) =>
  (...args: readonly unknown[]): void =>
    print(level, args);
const silent = (): void => undefined;

/**
 * The console of scripts: what they print goes to the log of their run, and never to the console of whoever
 * runs it. Timers of the console are not there, as no clock is.
 */
const scriptConsole = {
  log: printing("INFO"),
  info: printing("INFO"),
  warn: printing("WARN"),
  error: printing("ERROR"),
  debug: printing("DEBUG"),
  trace: printing("TRACE"),
  dir: (value: unknown) => print("INFO", [value]),
  dirxml: printing("INFO"),
  table: (value: unknown) => print("INFO", [value]),
  group: printing("INFO"),
  groupCollapsed: printing("INFO"),
  groupEnd: silent,
  assert(holds: unknown, ...args: readonly unknown[]) {
    if (Boolean(holds)) return;
    const [first, ...rest] = args;
    if (typeof first === "string") print("ERROR", [`Assertion failed: ${first}`, ...rest]);
    else print("ERROR", ["Assertion failed", ...args]);
  },
  clear: silent,
  count: silent,
  countReset: silent,
  time: silent,
  timeEnd: silent,
  timeLog: silent,
  timeStamp: silent,
  profile: silent,
  profileEnd: silent,
};

// Where scripts find their console. It is written on for the length of a step only, and nothing is read of it.
// eslint-disable-next-line no-restricted-globals -- A script's console is the engine's own, and it must not print there.
const host: { console: unknown } = globalThis;

/** Lets `step` print to its log: from now on, or from {@link hear} on. */
export function withScriptConsole<Result>(step: () => Result): Result {
  const { console } = host;
  host.console = scriptConsole;
  try {
    return step();
  } finally {
    host.console = console;
    isHeard = false;
  }
}

/** From here on it is kept what is printed; what was before is not said twice. */
export function hear(): void {
  lines = null;
  isHeard = true;
}

/** What was printed since it was asked last. */
export function takePrinted(): readonly PrintedLine[] {
  const printed = lines ?? nothing;
  lines = null;
  return printed;
}
