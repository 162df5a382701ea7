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

/** What scripts find of the engine that they run on, and must not: it is written on for the length of a step only. */
interface Host {
  console: unknown;
  process?: { env: unknown };
}
// eslint-disable-next-line no-restricted-globals -- Nothing is read of it: what it holds is put back after each step.
const host = globalThis as unknown as Host;

// For the length of one step as well.
let variables: (() => Readonly<Record<string, string>>) | null = null;

/** Which environment variables there are from now on. */
export function useVariables(given: () => Readonly<Record<string, string>>): void {
  variables = given;
}

/** Environment variables that are made once somebody asks: few handlers do. They are what they are, written on or not. */
const environment: object = new Proxy(
  {},
  {
    get: (_, name) => Reflect.get(variables?.() ?? {}, name) as unknown,
    has: (_, name) => Reflect.has(variables?.() ?? {}, name),
    ownKeys: () => Reflect.ownKeys(variables?.() ?? {}),
    getOwnPropertyDescriptor(_, name) {
      const value = Reflect.get(variables?.() ?? {}, name) as unknown;
      const shown = { value, enumerable: true, configurable: true, writable: true };
      return value === undefined ? undefined : shown;
    },
    set: () => true,
    deleteProperty: () => true,
  },
);

/** Lets `step` run with the console and the environment variables of a script; it is heard from {@link hear} on. */
export function withScriptHost<Result>(step: () => Result): Result {
  const { console, process } = host;
  const env = process?.env;
  host.console = scriptConsole;
  if (process !== undefined) process.env = environment;
  try {
    return step();
  } finally {
    host.console = console;
    if (process !== undefined) process.env = env;
    isHeard = false;
    variables = null;
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
