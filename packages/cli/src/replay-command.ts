import {
  replayRun,
  type Comparison,
  type ReplayRunOptions,
  type Run,
  type RunFile,
} from "@orrery/aws";
import {
  ConfigError,
  DefectError,
  formatDuration,
  parseDuration,
  type Duration,
} from "@orrery/kernel";
import { exitStatus } from "./exit-status.ts";
import { componentMeant } from "./meant-resource.ts";
import { Progress, untilInterrupted } from "./progress.ts";
import { scriptsOf, type RunScripts, type ScriptOptions } from "./run-scripts.ts";
import { reasonsOf, runFileIn } from "./saved-run.ts";
import type { Terminal } from "./terminal.ts";
import { TraceFile, type TracePart } from "./trace-file.ts";
import { version } from "./version.ts";

/** What `orrery replay` may be told. */
export interface ReplayOptions extends ScriptOptions {
  readonly json?: boolean;
  /** Where its events are written. */
  readonly trace?: string;
  /** Of those: the events of one resource, by its logical id. */
  readonly only?: string;
  /** Of those: from this virtual time on. */
  readonly from?: string;
  /** Of those: up to this virtual time. */
  readonly until?: string;
}

/** Runs a saved run again, says whether it is the same, and gives the exit status. */
export async function replayCommand(
  path: string,
  options: ReplayOptions,
  terminal: Terminal,
): Promise<number> {
  const file = runFileIn(path);
  const scripts = await scriptsOf(path, file, options);
  const span = spanOf(options);
  const trace = options.trace === undefined ? null : new TraceFile(options.trace);
  try {
    const tracing = trace === null ? {} : tracingTo(trace, span, options);
    return await replay({ path, file, scripts }, tracing, options, terminal, trace);
  } finally {
    trace?.abandon();
  }
}

/** The part of time that is traced. @throws ConfigError */
function spanOf({ trace, only, from, until }: ReplayOptions): Omit<TracePart, "only"> {
  const [given] =
    Object.entries({ only, from, until }).find(([, value]) => value !== undefined) ?? [];
  if (trace === undefined && given !== undefined) {
    throw new ConfigError(`--${given}`, "--trace FILE, of which it says what to write", "none");
  }
  const instantOf = (name: string, text: string | undefined) =>
    text === undefined ? null : parseDuration(name, text);
  const span = { from: instantOf("--from", from), until: instantOf("--until", until) };
  if (span.from !== null && span.until !== null && span.until < span.from) {
    throw new ConfigError("--until", `a time from ${from} on`, `"${until}"`);
  }
  return span;
}

/** What a replay is told, so that it is traced. */
function tracingTo(
  trace: TraceFile,
  span: Omit<TracePart, "only">,
  { only }: ReplayOptions,
): ReplayRunOptions {
  return {
    trace: trace.take,
    sampled: trace.takeSample,
    begun: (run) => trace.begin(run, version, { ...span, only: componentOf(run, only) }),
  };
}

function componentOf(
  { resources, simulation, scenario }: Run,
  only: string | undefined,
): string | null {
  if (only === undefined) return null;
  const ids = resources.map(({ component, logicalId }) => [component, logicalId] as const);
  const byComponent = Object.fromEntries(ids);
  const found = componentMeant("--only", only, byComponent, scenario.constructPaths);
  if (found !== undefined) return found;
  if (simulation.names.includes(only)) return only;
  const known = resources.map(({ logicalId }) => logicalId).join(", ");
  throw new ConfigError("--only", `one of ${known}`, `"${only}"`);
}

/** What is run again. */
interface Replayed {
  readonly path: string;
  readonly file: RunFile;
  readonly scripts: RunScripts;
}

async function replay(
  replayed: Replayed,
  told: ReplayRunOptions,
  options: ReplayOptions,
  terminal: Terminal,
  trace: TraceFile | null,
): Promise<number> {
  const { path, file } = replayed;
  const { scripts, queryEngine } = replayed.scripts;
  const progress = new Progress(file.until / 1_000_000, terminal);
  const steps = startedAgain(path, replayRun(file, { ...told, scripts, queryEngine }));
  const outcome = await untilInterrupted(steps, ({ simulation }) =>
    progress.show(simulation),
  ).finally(() => progress.stop());
  if (outcome === null) {
    terminal.warn("interrupted: the part that was run again is the same\n");
    return exitStatus.interrupted;
  }
  const { result } = outcome;
  const text =
    options.json === true
      ? `${JSON.stringify(jsonOf(replayed, result))}\n`
      : textOf(replayed, result);
  terminal.print(text);
  // Where it differs it is not run to its end.
  trace?.finish({ finished: result.same && file.finished });
  return result.same ? exitStatus.fine : exitStatus.differs;
}

/** The steps of a replay; a scenario that cannot be run is the fault of its file. */
function* startedAgain(path: string, replay: Generator<Run, Comparison>) {
  for (let hasBegun = false; ; hasBegun = true) {
    let next: IteratorResult<Run, Comparison>;
    try {
      next = replay.next();
    } catch (error) {
      if (error instanceof DefectError && hasBegun) throw error;
      if (error instanceof ConfigError && error.path.startsWith("--")) throw error;
      // What JavaScript says of a missing member is no news to whoever reads it.
      const isKnown = error instanceof ConfigError || error instanceof DefectError;
      const received = isKnown ? error.message : "one whose parts do not fit";
      throw new ConfigError(`${path}: scenario`, "one that can be run", received);
    }
    if (next.done === true) return next.value;
    yield next.value;
  }
}

function jsonOf({ file, scripts }: Replayed, result: Comparison) {
  const { digest, events } = file;
  if (result.same) return { same: true, digest, events, version };
  const { mismatch } = result;
  return {
    same: false,
    saved: { version: file.version, digest, events, component: mismatch?.saved ?? null },
    now: { version, digest: result.digest, events: result.events, event: mismatch?.now ?? null },
    firstDifference: mismatch === null ? null : { from: mismatch.from, event: mismatch.event },
    likelyReasons: reasonsOf(file, scripts),
  };
}

function textOf({ file, scripts }: Replayed, result: Comparison): string {
  if (result.same) return `the same: ${count(file.events)} events, digest ${file.digest}\n`;
  const reasons = reasonsOf(file, scripts).map((reason) => `  ${reason}`);
  const lines = [...differenceOf(file, result), ...reasons];
  return `${lines.join("\n")}\n`;
}

function* differenceOf(file: RunFile, result: Comparison & { readonly same: false }) {
  const { mismatch } = result;
  if (mismatch === null) {
    yield result.events === file.events
      ? "different: the events are the same, the digest is not; the file was changed"
      : "different: the events that both have are the same, the number of events is not";
    yield `  saved  ${count(file.events)} events, digest ${file.digest}`;
    yield `  now    ${count(result.events)} events, digest ${result.digest}`;
    return;
  }
  const { from, event, saved, now } = mismatch;
  const at = formatDuration(now.at as number as Duration);
  yield from === event
    ? `different: event ${event} is the first that differs`
    : `different: the first event that differs is one of ${from} to ${event}`;
  const number = `event ${event}`;
  const named = (component: string) =>
    result.resources.find((resource) => resource.component === component)?.logicalId ?? component;
  yield saved === undefined
    ? `  saved  ends after ${count(file.events)} events`
    : `  saved  ${number} is one of ${named(saved)}`;
  yield `  now    ${number} is one of ${named(now.component)}: ${now.input.type} at ${at}`;
}

/** A number of events. An event's own number is written as in traces, without separators. */
const count = (value: number): string => value.toLocaleString("en-US");
