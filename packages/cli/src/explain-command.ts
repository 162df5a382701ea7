import {
  findMessage,
  storyOf,
  type Branch,
  type Origin,
  type StoryStep,
  type Whereabouts,
} from "@orrery/aws";
import { ConfigError, formatDuration, type Duration, type TraceEntry } from "@orrery/kernel";
import picocolors from "picocolors";
import { exitStatus } from "./exit-status.ts";
import type { Terminal } from "./terminal.ts";
import { explainDeadLetters } from "./explain-dead-letters.ts";
import { Progress, untilInterrupted } from "./progress.ts";
import { isRunFile, SavedRun } from "./saved-run.ts";
import { TraceReader } from "./trace-reader.ts";

const { createColors } = picocolors;
type Colors = ReturnType<typeof createColors>;

/** What `orrery explain` may be told. */
export interface ExplainOptions {
  readonly message?: string;
  readonly event?: string;
  /** Of a saved run: why messages were given up. */
  readonly deadLetters?: boolean;
  /** Of how many of them, in each resource that they were given up to. */
  readonly first?: number;
  readonly json?: boolean;
  /** Whether the modules that a saved run names may be run. */
  readonly runModules?: boolean;
}

/** What a story is read from. */
interface Told {
  /** Logical ids of the resources by component. */
  readonly resources: Readonly<Record<string, string>>;
  readAll<Result>(read: (entries: Iterable<TraceEntry>) => Result): Result;
}

/**
 * Tells the story of one message, what led to one event, or why messages were given up, by a trace or by
 * running a saved run again; gives the exit status.
 */
export async function explainCommand(
  path: string,
  options: ExplainOptions,
  terminal: Terminal,
): Promise<number> {
  const { message, event, deadLetters, first } = options;
  const asked = [message, event, deadLetters].filter((option) => option !== undefined).length;
  if (asked !== 1) {
    const expected = "--dead-letters, --message ID or --event NUMBER";
    throw new ConfigError("explain", expected, asked === 0 ? "none of them" : "several of them");
  }
  if (first !== undefined && deadLetters === undefined) {
    throw new ConfigError("--first", "--dead-letters beside it", "none");
  }
  if (isRunFile(path)) return explainRun(path, options, terminal);
  if (deadLetters !== undefined) {
    throw new ConfigError(path, "a run that run --save wrote, for --dead-letters", "another file");
  }
  const reader = new TraceReader(path);
  try {
    if (message === undefined) {
      explainEvent(reader, path, event!, options, terminal);
    } else {
      const { resources } = reader.header;
      const readAll: Told["readAll"] = (read) => reader.readAll(read);
      explainMessage({ resources, readAll }, path, message, options, terminal);
    }
  } finally {
    reader.close();
  }
  return exitStatus.fine;
}

async function explainRun(
  path: string,
  options: ExplainOptions,
  terminal: Terminal,
): Promise<number> {
  const { message, event, first = 10, runModules } = options;
  if (event !== undefined) {
    throw new ConfigError(path, "a trace that run --trace wrote, for --event", "a saved run");
  }
  const saved = await SavedRun.read(path, runModules === true);
  const progress = new Progress(saved.seconds, terminal);
  const ended = await untilInterrupted(saved.again(), ({ simulation }) =>
    progress.show(simulation),
  ).finally(() => progress.stop());
  if (ended === null) {
    terminal.warn("interrupted: nothing is told of a run that was not run again to its end\n");
    return exitStatus.interrupted;
  }
  const run = ended.result;
  if (message === undefined) {
    explainDeadLetters(saved, run, path, { ...options, first }, terminal);
  } else {
    const ids = run.resources.map(({ component, logicalId }) => [component, logicalId] as const);
    const readAll: Told["readAll"] = (read) => read(saved.entries());
    explainMessage(
      { resources: Object.fromEntries(ids), readAll },
      path,
      message,
      options,
      terminal,
    );
  }
  return exitStatus.fine;
}

function explainMessage(
  { resources, readAll }: Told,
  path: string,
  name: string,
  { json }: ExplainOptions,
  { print, colors: hasColors }: Terminal,
): void {
  const colors = createColors(hasColors);
  const found = readAll((entries) => findMessage(entries, meantBy(name, resources)));
  if (found === undefined) {
    const known =
      "the id of a message of this run, or a queue, topic or function and a number such as Orders:17";
    throw new ConfigError(`${path} --message`, known, `"${name}"`);
  }
  const { messageId, number, origin: trail } = found;
  const { from, number: arrival, at } = trail;
  const origin: Origin = { from, number: arrival, at };
  const { steps, branches, whereabouts } = readAll((entries) =>
    storyIn(entries, origin, resources),
  );
  if (json === true) {
    const named = <Of extends { readonly component: string }>(of: Of) => ({
      ...of,
      resource: resources[of.component] ?? null,
    });
    const story = {
      branches: branches.map(named),
      steps: steps.map(named),
      whereabouts: whereabouts.map(named),
    };
    print(`${JSON.stringify({ messageId, number, origin, ...story }, null, 2)}\n`);
    return;
  }
  const labels = branches.map((branch) => labelOf(branch, resources));
  const several = branches.length > 1;
  print(`${colors.bold(`message ${messageId ?? name}`)} (number ${number})\n`);
  print(colors.dim(`began ${beginningOf(origin)}`) + "\n\n");
  const rows = steps.map((step) => ({ ...step, label: several ? labels[step.branch]! : "" }));
  print(linesOf(rows, resources, colors));
  if (whereabouts.length > 0) print("\n");
  for (const { branch, component, condition } of whereabouts) {
    const what = several ? labels[branch]! : "it";
    const where = resources[component] ?? component;
    print(`at the end of the run ${what} is ${conditions[condition]} ${where}\n`);
  }
}

/** A branch by the resource that accepted it and its number there, as `--message` has it. */
function labelOf(
  { component, number }: Branch,
  resources: Readonly<Record<string, string>>,
): string {
  const resource = resources[component] ?? component;
  return number === null ? resource : `${resource}:${number}`;
}

function beginningOf({ from, number, at }: Origin): string {
  const when = formatDuration(at as number as Duration);
  if (from > 0) return `as arrival ${number} of workload ${from}, at ${when}`;
  const whose = from === 0 ? "from outside" : `of resource ${-from}`;
  return `with call ${number} ${whose}, at ${when}`;
}

const conditions: Readonly<Record<Whereabouts["condition"], string>> = {
  visible: "waiting in",
  inFlight: "in flight in",
  leaving: "about to leave",
  underWay: "under way in",
};

function storyIn(
  entries: Iterable<TraceEntry>,
  origin: Origin,
  resources: Readonly<Record<string, string>>,
) {
  const story = storyOf(entries, origin, (component) => resources[component] ?? component);
  const steps: StoryStep[] = [];
  for (let next = story.next(); ; next = story.next()) {
    if (next.done === true) return { steps, ...next.value };
    steps.push(next.value);
  }
}

function meantBy(
  name: string,
  resources: Readonly<Record<string, string>>,
): Parameters<typeof findMessage>[1] {
  const [, resource, number] = /^(.+):(\d+)$/.exec(name) ?? [];
  if (resource === undefined) return { messageId: name };
  const [component] = Object.entries(resources).find(([, id]) => id === resource) ?? [resource];
  return { component, number: Number(number) };
}

function explainEvent(
  reader: TraceReader,
  path: string,
  text: string,
  { json }: ExplainOptions,
  { print, colors: hasColors }: Terminal,
): void {
  const colors = createColors(hasColors);
  const number = Number(text);
  const isNumber = /^\d+$/.test(text) && Number.isSafeInteger(number);
  const { entries: chain, isCut } = isNumber
    ? reader.chainTo(number)
    : { entries: [], isCut: false };
  if (chain.length === 0) {
    throw new ConfigError("--event", `the number of an event of ${path}`, `"${text}"`);
  }
  if (json === true) {
    print(`${JSON.stringify({ event: number, isCut, chain }, null, 2)}\n`);
    return;
  }
  print(`${colors.bold(`what led to event ${number}`)}\n\n`);
  if (isCut) print("… earlier causes are left out\n");
  print(linesOf(chain.map(rowOf), reader.header.resources, colors));
}

interface Row extends Omit<StoryStep, "type" | "branch"> {
  /** Which of several branches; left out or empty where there is one. */
  readonly label?: string;
}

const rowOf = ({ at, event, cause, component, input, effects }: TraceEntry): Row => {
  const follow = effects.map(({ type }) => type).join(", ");
  const text = `${input.type}${follow === "" ? "" : ` → ${follow}`}`;
  return { at, event, cause, component, text };
};

function linesOf(
  steps: readonly Row[],
  resources: Readonly<Record<string, string>>,
  colors: Colors,
): string {
  const rows = steps.map(({ at, event, component, text, label = "" }) => ({
    at: formatDuration(at as number as Duration),
    label,
    who: resources[component] ?? component,
    text,
    event,
  }));
  // Of a story of a million steps, too: a call takes no more arguments than the stack holds.
  const width = (column: "at" | "label" | "who") =>
    rows.reduce((widest, row) => Math.max(widest, row[column].length), 0);
  const [atWidth, labelWidth, whoWidth] = [width("at"), width("label"), width("who")];
  return rows
    .map(({ at, label, who, text, event }) => {
      const what = labelWidth === 0 ? "" : `${label.padEnd(labelWidth)}  `;
      return `${at.padStart(atWidth)}  ${what}${who.padEnd(whoWidth)}  ${text} ${colors.dim(`(event ${event})`)}\n`;
    })
    .join("");
}
