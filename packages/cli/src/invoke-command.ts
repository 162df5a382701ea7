import { dirname, relative } from "node:path";
import {
  assumedOfInvocation,
  AwsError,
  invocableFunctions,
  invokeFunction,
  loggedBy,
  NotModeledError,
  prepareRun,
  viewOf,
  withNearest,
  type InvocableFunction,
  type Run,
  type Scenario,
  type SingleInvocation,
} from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { resourceNamed, withPlaces, type Override, type WrittenOverride } from "@orrery/templates";
import { defectIn } from "./defect.ts";
import { eventText, type ReadInto } from "./event-input.ts";
import { exitStatus } from "./exit-status.ts";
import type { SamConfigOptions } from "./sam-config.ts";
import {
  loadHandler,
  loadScenario,
  loadTemplate,
  type LoadedScenario,
} from "./scenario-sources.ts";
import type { Terminal } from "./terminal.ts";
import { version } from "./version.ts";

/** What `orrery invoke` may be told. */
export interface InvokeOptions extends SamConfigOptions {
  /** A file with the event, or `-` for standard input. */
  readonly event?: string;
  /** What functions do, and all else that is said of the architecture. */
  readonly scenario?: string;
  /** A module whose `handler` is the function's. */
  readonly handler?: string;
  readonly seed?: number | string;
  readonly set: readonly WrittenOverride[];
  readonly json?: boolean;
}

/** What came of it: an answer, or AWS's refusal to invoke. */
type Outcome = SingleInvocation | AwsError;

/** An invocation with all that is told of it. */
interface Told {
  readonly run: Run;
  readonly invoked: InvocableFunction;
  readonly assumed: readonly string[];
}

/**
 * Invokes one function of an architecture once, in virtual time. Its log goes to standard error and its answer
 * to standard output, as of `sam local invoke`. Gives the exit status.
 */
export async function invokeCommand(
  template: string,
  name: string,
  options: InvokeOptions,
  terminal: Terminal,
  read?: ReadInto,
): Promise<number> {
  const event = eventText(options.event, read);
  const loaded = await loadedOf(template, name, options);
  const { scripts, queryEngine } = loaded;
  const seed = options.seed ?? loaded.seed ?? 1;
  const scenario = onlyArchitecture(loaded.scenario);
  const run = withPlaces(loaded, loaded.document, () =>
    prepareRun(scenario, { seed, scripts, queryEngine, logs: true }),
  );
  const invoked = functionNamed(template, name, run, loaded);
  const outcome = outcomeOf(run, invoked, event, `orrery invoke ${template} ${name}`);
  const assumed = assumedOfInvocation(invoked, isSaid(run, invoked));
  const told = { run, invoked, assumed };
  if (options.json === true) terminal.print(`${JSON.stringify(jsonOf(outcome, told), null, 2)}\n`);
  else show(outcome, told, terminal);
  const isFine = !(outcome instanceof AwsError) && outcome.functionError === null;
  return isFine ? exitStatus.fine : exitStatus.differs;
}

/** The scenario of the template, or a template's own: with the function's handler, where one is given. */
async function loadedOf(
  template: string,
  name: string,
  { scenario, handler, set, ...config }: InvokeOptions,
): Promise<LoadedScenario> {
  const handlers = handler === undefined ? {} : { [handlerName]: await loadHandler(handler) };
  // Names have dots where they are paths: the whole section would lose those of others.
  const functions: readonly Override[] =
    handler === undefined
      ? []
      : [{ path: `functions.${name}`, given: { script: handlerName }, place: "--handler" }];
  if (scenario === undefined) {
    return loadTemplate(template, [...functions, ...set], config, handlers);
  }
  const shown = relative(dirname(scenario), template);
  const own: Override = { path: "template", given: shown, place: "the template" };
  return loadScenario(scenario, [own, ...functions, ...set], config, handlers);
}

/** Under which the module's handler is kept, beside scripts that bear names of their own. */
const handlerName = "the handler of --handler";

/** A scenario in which nothing happens by itself; its faults stay. */
function onlyArchitecture({
  consumers: _consumers,
  actions: _actions,
  ...scenario
}: Scenario): Scenario {
  return { ...scenario, workloads: [], expectations: [] };
}

function functionNamed(
  template: string,
  name: string,
  run: Run,
  { paths }: LoadedScenario,
): InvocableFunction {
  const functions = invocableFunctions(run);
  const find = (id: string) => functions.find(({ logicalId }) => logicalId === id);
  const path = `function of ${template}`;
  const id = resourceNamed(path, name, paths, (each) => find(each) !== undefined);
  const found = id === undefined ? undefined : find(id);
  if (found !== undefined) return found;
  const known = functions.map(({ logicalId }) => logicalId);
  const expected = known.length === 0 ? "a template with functions" : `one of ${known.join(", ")}`;
  throw new ConfigError(path, expected, withNearest(name, known));
}

function outcomeOf(run: Run, invoked: InvocableFunction, event: string, repeat: string): Outcome {
  try {
    return invokeFunction(run, run.simulation.client(), invoked, event);
  } catch (error) {
    if (error instanceof AwsError) return error;
    if (error instanceof ConfigError || error instanceof NotModeledError) throw error;
    throw defectIn(run, error, `${repeat} --seed ${run.seed}, with the same other options`);
  }
}

const isSaid = (run: Run, { logicalId }: InvocableFunction): boolean =>
  viewOf(run).named(logicalId)?.says("Behavior") ?? false;

function show(outcome: Outcome, { assumed }: Told, terminal: Terminal): void {
  const notes = assumed.map((note) => `! ${note}`);
  if (outcome instanceof AwsError) {
    terminal.warn(`${[...notes, refusalText(outcome)].join("\n")}\n`);
    return;
  }
  terminal.warn(`${[...notes, ...outcome.log].join("\n")}\n`);
  terminal.print(`${JSON.stringify(outcome.payload)}\n`);
}

/** In the words of the AWS CLI. */
const refusalText = ({ code, message }: AwsError): string =>
  `An error occurred (${code}) when calling the Invoke operation: ${message}`;

/** What `--json` prints. */
function jsonOf(outcome: Outcome, { run, invoked, assumed }: Told): object {
  const { logicalId, name } = invoked;
  const head = { version, seed: run.seed, function: logicalId, functionName: name };
  if (outcome instanceof AwsError) {
    const { code, message, httpStatus, details } = outcome;
    return {
      ...head,
      refused: { code, message, httpStatus, ...details },
      log: loggedBy(run, invoked),
      assumed,
    };
  }
  const { functionError, payload, log, report } = outcome;
  return { ...head, functionError, payload, report, log, assumed };
}
