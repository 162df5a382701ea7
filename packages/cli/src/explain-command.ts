import { ConfigError } from "@orrery/kernel";
import { exitStatus } from "./exit-status.ts";
import { explainCounterexample } from "./explain-counterexample.ts";
import { explainDeadLetters } from "./explain-dead-letters.ts";
import { explainEvent } from "./explain-event.ts";
import { explainExecution, explainGraph } from "./explain-execution.ts";
import { explainMessage } from "./explain-message.ts";
import type { ScriptOptions } from "./run-scripts.ts";
import { isRunFile, SavedRun } from "./saved-run.ts";
import type { Terminal } from "./terminal.ts";
import { repeatedRun, tracedRun, type ToldRun } from "./told-run.ts";
import { checkThere, TraceReader } from "./trace-reader.ts";

/** What `orrery explain` may be told. */
export interface ExplainOptions extends ScriptOptions {
  readonly message?: string;
  readonly event?: string;
  /** Of a saved run: why messages were given up. */
  readonly deadLetters?: boolean;
  /** Of a saved run: all that happened in one execution of a workflow. */
  readonly execution?: string;
  /** Of a saved run: the states of workflows with what executions did in them. */
  readonly graph?: boolean;
  /** Of how many of them, in each resource that they were given up to. */
  readonly first?: number;
  readonly json?: boolean;
}

const usualFirst = 10;

/**
 * Tells the story of one message, what led to one event, or why messages were given up, by a trace or by
 * running a saved run again; gives the exit status. Of a counterexample it tells without being asked what it shows.
 */
export async function explainCommand(
  path: string,
  options: ExplainOptions,
  terminal: Terminal,
): Promise<number> {
  const { message, event, deadLetters, execution, graph, first } = options;
  const asked = [message, event, deadLetters, execution, graph].filter(
    (option) => option !== undefined,
  ).length;
  if (asked > 1) throw new ConfigError("explain", oneQuestion, "several of them");
  if (first !== undefined && deadLetters === undefined) {
    throw new ConfigError("--first", "--dead-letters beside it", "none");
  }
  checkThere(path);
  if (isRunFile(path)) return explainSaved(path, options, terminal);
  if (asked === 0) throw new ConfigError("explain", oneQuestion, "none of them");
  if (deadLetters !== undefined) {
    throw new ConfigError(path, "a run that run --save wrote, for --dead-letters", "another file");
  }
  if (execution !== undefined || graph !== undefined) {
    const option = execution === undefined ? "--graph" : "--execution";
    throw new ConfigError(path, `a run that run --save wrote, for ${option}`, "another file");
  }
  if (options.scripts !== undefined) {
    throw new ConfigError(path, "a run that run --save wrote, for --scripts", "another file");
  }
  const reader = new TraceReader(path);
  try {
    explainTold(tracedRun(reader, path), options, terminal);
  } finally {
    reader.close();
  }
  return exitStatus.fine;
}

const oneQuestion = "--dead-letters, --message ID, --event NUMBER, --execution NAME or --graph";

function explainTold(
  told: ToldRun,
  { message, event, json = false }: ExplainOptions,
  terminal: Terminal,
): void {
  if (message !== undefined) explainMessage(told, message, json, terminal);
  else explainEvent(told, event!, json, terminal); // One of them was asked.
}

async function explainSaved(
  path: string,
  options: ExplainOptions,
  terminal: Terminal,
): Promise<number> {
  const { message, event, deadLetters, execution, graph, first = usualFirst } = options;
  const { json = false } = options;
  const saved = await SavedRun.read(path, options);
  const { counterexample } = saved;
  const isAsked = message !== undefined || event !== undefined;
  const isOfWorkflows = execution !== undefined || graph !== undefined;
  if (!isAsked && !isOfWorkflows && deadLetters === undefined && counterexample === undefined) {
    throw new ConfigError("explain", oneQuestion, "none of them");
  }
  const told = await repeatedRun(path, saved, options, terminal);
  if (told === null) return exitStatus.interrupted;
  if (isAsked) explainTold(told, options, terminal);
  else if (execution !== undefined) explainExecution(told, execution, json, terminal);
  else if (graph !== undefined) explainGraph(told, json, terminal);
  else if (deadLetters !== undefined) explainDeadLetters(told, { first, json }, terminal);
  else explainCounterexample(told, counterexample!, { first, json }, terminal); // Or it was refused.
  return exitStatus.fine;
}
