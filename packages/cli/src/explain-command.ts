import {
  findMessage,
  storyOf,
  type AcceptedMessage,
  type StoryStep,
  type Whereabouts,
} from "@orrery/aws";
import { ConfigError, formatDuration, type Duration, type TraceEntry } from "@orrery/kernel";
import picocolors from "picocolors";
import { exitStatus } from "./exit-status.ts";
import type { Terminal } from "./terminal.ts";
import { TraceReader } from "./trace-reader.ts";

const { createColors } = picocolors;
type Colors = ReturnType<typeof createColors>;

/** What `orrery explain` may be told. */
export interface ExplainOptions {
  readonly message?: string;
  readonly event?: string;
  readonly json?: boolean;
}

/** Tells the story of one message, or what led to one event, by a trace; gives the exit status. */
export function explainCommand(path: string, options: ExplainOptions, terminal: Terminal): number {
  const { message, event } = options;
  if ((message === undefined) === (event === undefined)) {
    const received = message === undefined ? "neither" : "both";
    throw new ConfigError("explain", "--message ID or --event NUMBER", received);
  }
  const reader = new TraceReader(path);
  try {
    if (message !== undefined) explainMessage(reader, path, message, options, terminal);
    else explainEvent(reader, path, event!, options, terminal);
  } finally {
    reader.close();
  }
  return exitStatus.fine;
}

function explainMessage(
  reader: TraceReader,
  path: string,
  name: string,
  { json }: ExplainOptions,
  { print, colors: hasColors }: Terminal,
): void {
  const colors = createColors(hasColors);
  const { resources } = reader.header;
  const found = reader.readAll((entries) => findMessage(entries, meantBy(name, resources)));
  if (found === undefined) {
    const known = "the id of a message in this trace, or a queue and a number such as Orders:17";
    throw new ConfigError(`${path} --message`, known, `"${name}"`);
  }
  const { identity, messageId } = found;
  const { steps, whereabouts } = reader.readAll((entries) => storyIn(entries, identity));
  if (json === true) {
    const named = <Of extends { readonly component: string }>(of: Of) => ({
      ...of,
      resource: resources[of.component] ?? null,
    });
    const story = { steps: steps.map(named), whereabouts: whereabouts.map(named) };
    print(`${JSON.stringify({ messageId, ...identity, ...story }, null, 2)}\n`);
    return;
  }
  print(`${colors.bold(`message ${messageId}`)} (number ${identity.message})\n\n`);
  print(linesOf(steps, resources, colors));
  for (const { component, condition } of whereabouts) {
    const where = resources[component] ?? component;
    print(`\nat the end of the trace it is ${conditions[condition]} ${where}\n`);
  }
}

const conditions: Readonly<Record<Whereabouts["condition"], string>> = {
  visible: "waiting in",
  inFlight: "in flight in",
  leaving: "about to leave",
};

function storyIn(entries: Iterable<TraceEntry>, identity: AcceptedMessage["identity"]) {
  const story = storyOf(entries, identity);
  const steps: StoryStep[] = [];
  for (let next = story.next(); ; next = story.next()) {
    if (next.done === true) return { steps, whereabouts: next.value };
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

type Row = Omit<StoryStep, "type">;

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
  const rows = steps.map(({ at, event, component, text }) => ({
    at: formatDuration(at as number as Duration),
    who: resources[component] ?? component,
    text,
    event,
  }));
  // Of a story of a million steps, too: a call takes no more arguments than the stack holds.
  const width = (column: "at" | "who") =>
    rows.reduce((widest, row) => Math.max(widest, row[column].length), 0);
  const [atWidth, whoWidth] = [width("at"), width("who")];
  return rows
    .map(
      ({ at, who, text, event }) =>
        `${at.padStart(atWidth)}  ${who.padEnd(whoWidth)}  ${text} ${colors.dim(`(event ${event})`)}\n`,
    )
    .join("");
}
