import { executionStories, viewOf, workflowGraphs, type ExecutionStory } from "@orrery/aws";
import { ConfigError, formatDuration, type Duration } from "@orrery/kernel";
import picocolors from "picocolors";
import { shortened } from "./summary/format.ts";
import type { Terminal } from "./terminal.ts";
import type { RepeatedRun } from "./told-run.ts";

/** Tells all that happened in the executions of a name. */
export function explainExecution(
  { run }: RepeatedRun,
  asked: string,
  json: boolean,
  terminal: Terminal,
): void {
  const stories = executionStories(viewOf(run).resources, asked);
  if (stories.length === 0) {
    const expected = "the name of an execution, or a state machine and a number such as Orders:17";
    throw new ConfigError("--execution", expected, `"${asked}"`);
  }
  if (json) terminal.print(`${JSON.stringify(stories, null, 2)}\n`);
  else for (const story of stories) printStory(story, terminal);
}

function printStory(story: ExecutionStory, { print, colors, columns }: Terminal): void {
  const { bold, dim } = picocolors.createColors(colors);
  const { execution, name, status, startedAt, stoppedAt, error, cause, events } = story;
  const took =
    stoppedAt === null ? "" : ` after ${formatDuration((stoppedAt - startedAt) as Duration)}`;
  const why = error === null ? "" : `: ${error}${cause === null ? "" : `, ${cause}`}`;
  const called = name === null ? execution : `${execution} (${name})`;
  print(`${bold(called)} ${status}${took}${why}\n`);
  if (events === null) {
    print("its history is not kept: keptHistories among the assumptions says of how many it is\n");
    return;
  }
  const width = `${events.length}`.length;
  for (const { id, previous, type, at, details } of events) {
    const time = formatDuration((at - startedAt) as Duration).padStart(12);
    const said = details === null ? "" : `  ${JSON.stringify(details)}`;
    const line = `${time}  ${`${id}`.padStart(width)} ← ${`${previous}`.padEnd(width)}  ${type}`;
    print(`${line}${dim(shortened(said, Math.max(20, columns - line.length)))}\n`);
  }
}

/** Prints the states of workflows with what executions did in them, as Mermaid. */
export function explainGraph({ run }: RepeatedRun, json: boolean, { print }: Terminal): void {
  const graphs = workflowGraphs(viewOf(run).resources);
  if (json) {
    print(`${JSON.stringify(graphs, null, 2)}\n`);
    return;
  }
  if (graphs.length === 0) print("nothing of the run is a workflow that was started\n");
  for (const { stateMachine, executions, mermaid } of graphs) {
    print(`%% ${stateMachine}: ${executions.toLocaleString("en-US")} executions\n${mermaid}`);
  }
}
