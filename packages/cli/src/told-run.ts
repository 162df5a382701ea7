import type { GaugeSample, Run } from "@orrery/aws";
import type { TraceEntry } from "@orrery/kernel";
import { chainIn, type CauseChain } from "./cause-chain.ts";
import { Progress, untilInterrupted } from "./progress.ts";
import type { ScriptOptions } from "./run-scripts.ts";
import type { SavedRun } from "./saved-run.ts";
import type { Terminal } from "./terminal.ts";
import type { TraceReader } from "./trace-reader.ts";

/** A run of which something can be told: from its trace, or by making it again. */
export interface ToldRun {
  readonly path: string;
  readonly seed: number | string;
  /** The wall-clock time of instant 0. */
  readonly startsAt: string;
  /** Logical ids of the resources by component. */
  readonly resources: Readonly<Record<string, string>>;
  /** Where the CDK made them, by logical id. */
  readonly constructPaths: Readonly<Record<string, string>>;
  /** Which of its events are known, in words; `null`: all. */
  readonly part: string | null;
  readAll<Result>(read: (entries: Iterable<TraceEntry>) => Result): Result;
  samples(): Iterable<GaugeSample>;
  chainTo(event: number): CauseChain;
}

/** Says which part of a run is known, where that is not all. */
export function warnOfPart({ path, part }: ToldRun, { warn }: Pick<Terminal, "warn">): void {
  if (part !== null) warn(`${path}: only ${part}\n`);
}

/** What was asked for and is not there, with what is known where that is not all. */
export const notKnown = (asked: string, { part }: ToldRun): string =>
  part === null ? `"${asked}"` : `"${asked}", and only ${part}`;

/** The run that a trace is of. */
export function tracedRun(reader: TraceReader, path: string): ToldRun {
  const { part, header } = reader;
  const { seed, startsAt, resources, constructPaths = {} } = header;
  return {
    ...{ path, seed, startsAt, resources, constructPaths, part },
    readAll: (read) => reader.readAll(read),
    samples: () => reader.samples(),
    chainTo: (event) => reader.chainTo(event),
  };
}

/** A saved run, made again and found to be the same. */
export interface RepeatedRun extends ToldRun {
  /** The command that explains it, as far as it goes without a question. */
  readonly command: string;
  readonly run: Run;
}

/**
 * Makes a saved run again, and compares it with what was saved.
 *
 * @returns `null` where Ctrl-C stopped it, which is said.
 * @throws ConfigError where it is another than was saved.
 */
export async function repeatedRun(
  path: string,
  saved: SavedRun,
  options: ScriptOptions,
  terminal: Terminal,
): Promise<RepeatedRun | null> {
  const progress = new Progress(saved.seconds, terminal);
  const ended = await untilInterrupted(saved.again(), ({ simulation }) =>
    progress.show(simulation),
  ).finally(() => progress.stop());
  if (ended === null) {
    terminal.warn("interrupted: nothing is told of a run that was not run again to its end\n");
    return null;
  }
  const { result: run } = ended;
  const ids = run.resources.map(({ component, logicalId }) => [component, logicalId] as const);
  return {
    command: commandOf(path, options),
    ...{ path, run, seed: run.seed, startsAt: run.scenario.startsAt, part: null },
    resources: Object.fromEntries(ids),
    constructPaths: run.scenario.constructPaths ?? {},
    readAll: (read) => read(saved.entries()),
    samples: () => saved.samples(),
    chainTo: (event) => chainIn(() => saved.entries(), event),
  };
}

function commandOf(path: string, { runModules, scripts = [] }: ScriptOptions): string {
  const options = [
    ...(runModules === true ? ["--run-modules"] : []),
    ...scripts.flatMap((module) => ["--scripts", module]),
  ];
  return ["orrery", "explain", path, ...options].map(quoted).join(" ");
}

/** As a shell takes it. */
const quoted = (text: string): string =>
  /^[\w@%+=:,./\\-]+$/.test(text) ? text : `"${text.replace(/(["\\$`])/g, "\\$1")}"`;
