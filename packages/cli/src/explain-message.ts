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
import { componentMeant } from "./meant-resource.ts";
import { linesOf } from "./story-lines.ts";
import type { Terminal } from "./terminal.ts";
import { notKnown, warnOfPart, type ToldRun } from "./told-run.ts";

const { createColors } = picocolors;

/** Tells what happened to a message and to all that followed from it. */
export function explainMessage(
  told: ToldRun,
  name: string,
  json: boolean,
  terminal: Terminal,
): void {
  const { path, resources, part, readAll } = told;
  const { print, colors: hasColors } = terminal;
  const colors = createColors(hasColors);
  const found = readAll((entries) => findMessage(entries, meantBy(name, told)));
  if (found === undefined) {
    const known =
      "the id of a message of this run, or a queue, topic or function and a number such as Orders:17";
    throw new ConfigError(`${path} --message`, known, notKnown(name, told));
  }
  warnOfPart(told, terminal);
  const { messageId, number, origin: trail } = found;
  const { from, number: arrival, at } = trail;
  const origin: Origin = { from, number: arrival, at };
  const { steps, branches, whereabouts } = readAll((entries) =>
    storyIn(entries, origin, resources),
  );
  if (json) {
    const named = <Of extends { readonly component: string }>(of: Of) => ({
      ...of,
      resource: resources[of.component] ?? null,
    });
    const story = {
      branches: branches.map(named),
      steps: steps.map(named),
      whereabouts: whereabouts.map(named),
    };
    print(`${JSON.stringify({ messageId, number, origin, ...story, partial: part }, null, 2)}\n`);
    return;
  }
  const labels = branches.map((branch) => labelOf(branch, resources));
  const several = branches.length > 1;
  print(`${colors.bold(`message ${messageId ?? name}`)} (number ${number})\n`);
  print(colors.dim(`began ${beginningOf(origin)}`) + "\n\n");
  const rows = steps.map((step) => ({ ...step, label: several ? labels[step.branch]! : "" }));
  print(linesOf(rows, resources, colors));
  if (whereabouts.length > 0) print("\n");
  // What happened after it is not known of a part.
  const whole = part === null ? "run" : "trace";
  for (const { branch, component, condition } of whereabouts) {
    const what = several ? labels[branch]! : "it";
    const where = resources[component] ?? component;
    print(`at the end of the ${whole} ${what} is ${conditions[condition]} ${where}\n`);
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
  { resources, constructPaths }: ToldRun,
): Parameters<typeof findMessage>[1] {
  const [, resource, number] = /^(.+):(\d+)$/.exec(name) ?? [];
  if (resource === undefined) return { messageId: name };
  const component = componentMeant("--message", resource, resources, constructPaths);
  return { component: component ?? resource, number: Number(number) };
}
