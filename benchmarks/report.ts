import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compile, type TopLevelSpec } from "vega-lite";
import { parse, View } from "vega";
import { environmentOf, shown, type Line } from "./table.ts";

type Lines = Readonly<Record<string, Line>>;

const docs = join(import.meta.dirname, "..", "docs");
const [...files] = process.argv.slice(2);
if (files.length === 0) {
  console.error("Usage: npm run bench:report -- RESULT.json [RESULT.json]\n");
  console.error("Writes docs/benchmarks.md and its charts from what bench -- --json printed here.");
  process.exit(2);
}
const lines: Lines = Object.assign(
  {},
  ...files.map((file) => JSON.parse(readFileSync(file, "utf8")) as Lines),
) as Lines;

/** What the names of a section begin with, and what is said of it. */
const sections: readonly (readonly [prefix: string, title: string, text: string])[] = [
  [
    "hold/",
    "The event queue alone",
    `The hold model: take the earliest event and schedule another, with as many waiting all the time.
With _cancel_, each third step also cancels one that waits and schedules another for it; with _ties_,
events fall on whole milliseconds, so that many are due at once. The kernel uses the wheel, with a list for a few events; why is
told in [decision 10](decisions/0010-event-queue.md). All give the events in the same order.`,
  ],
  [
    "queueing/",
    "Whole models",
    `M/M/1 at a load of 0.8, Erlang's loss model with 100 servers at 100 erlang, and PHOLD with 1,024 jobs,
as machines of the public interface with the digest on. simjs and SimPy run the models as their own
manuals write them, SimPy on CPython and on PyPy; SimGrid has two actors, ns-3 runs callbacks, SimCpp20 coroutines: one
process as here, or two as its examples have it.`,
  ],
  [
    "function/",
    "A function",
    `Cold starts and idle expiry in the model of Lambda, with all its rules, digest and metrics. SimPy runs
the bare queueing model of it: no quotas, no rates, no billing, and no pool that functions share. A
function without reserved concurrency asks its account for each invocation, and gives back what it got.`,
  ],
  [
    "call/",
    "A call of an operation",
    `\`sqs:SendMessage\` by its name, through the control plane: by a script or a profile, and beside the message that is sent straight
to the queue.`,
  ],
  [
    "path/",
    "Queue, event source mapping, function",
    `Batches of ten, the full models, digest and metrics on; a message is three to four events. With many
waiting, arrivals keep pace with the function, so that as many wait all the time.`,
  ],
  [
    "table/",
    "A table",
    `Items of DynamoDB. *point*: a workload puts them straight into a table of ten thousand, three events each. *size*:
somebody reads and writes items at random, one after the other.`,
  ],
  ["bucket/", "A bucket", "Objects of S3 that somebody puts and gets at random."],
  [
    "bus/",
    "A bus",
    "EventBridge: 300 rules at 10,000 events a second, and 300 patterns as one structure beside one after the other.",
  ],
  [
    "stream/",
    "A stream of shards",
    "A function reads 100 shards of Kinesis in batches of a hundred.",
  ],
  [
    "front/",
    "Front doors",
    "Requests of HTTP that a front door gives a function of 5 ms, with all that is counted of them.",
  ],
  [
    "workflow/",
    "Workflows",
    "Standard executions of Step Functions of ten states, with their histories.",
  ],
  [
    "many/",
    "Many components",
    `As many messages through 3,000 chains of workload, queue, mapping and function as through ten; and what it takes to make and
report 10,000 resources.`,
  ],
  [
    "run/",
    "The command",
    "The first example as `orrery run` runs it, beside its simulation alone.",
  ],
  ["percentiles/", "Percentiles", "A time that is recorded."],
  [
    "world/",
    "Fork, snapshot, restore",
    `With 10,000 messages in flight. A fork shares the state with the original, and either copies what it
changes.`,
  ],
  [
    "search/",
    "Search",
    `Three messages through queue and function, and every order of what is tied. Runs that repeat each other
up to some choice are forks of each other; by re-execution, each is run from the start.`,
  ],
  ["memory/", "Memory", "Heap and typed arrays, with one body that all messages share."],
  [
    "day/",
    "A day",
    `Twenty-four hours of 100 messages a second, 8.6 million in all, through queue, mapping and function, in
seconds on the wall.`,
  ],
  [
    "cores/",
    "Many runs",
    "Sixteen seeds of a function, by two threads and by one: runs a second on the wall.",
  ],
  [
    "deployment/",
    "A world for each test",
    `An architecture that was deployed once, at an instant at which 131,000 messages wait: a world of its own with
10 ms of its time, in processor time.`,
  ],
  [
    "startup/",
    "Start",
    `From the import of \`@orrery/aws\`, bundled, to the first event: the processor time of that alone, and what
passes on the wall from the start of the process, beside Node.js that does nothing.`,
  ],
];

for (const name of Object.keys(lines)) {
  if (!sections.some(([prefix]) => name.startsWith(prefix))) {
    throw new Error(
      `benchmarks/report.ts: expected a section for each benchmark, none for ${name}`,
    );
  }
}

function table(prefix: string): string {
  const rows = Object.entries(lines)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, { ours, peer, peerName, ratio, spread, unit }]) => {
      const title = name.slice(prefix.length).split(" : ")[0]!;
      const [least, greatest] = spread;
      const against =
        peer === null || ratio === null
          ? "– | – | –"
          : `${peerName} | ${shown(peer)} | **${shown(ratio)} ×** (${shown(least)} to ${shown(greatest)})`;
      return `| ${title} | ${shown(ours)} ${unit} | ${against} |`;
    });
  return [
    "| | ours | beside | its figure | ours is better by |",
    "| --- | ---: | --- | ---: | ---: |",
    ...rows,
  ].join("\n");
}

/** What an event costs, in nanoseconds, by how many wait. */
function costs(prefix: string, pattern: RegExp): { waiting: number; ns: number; what: string }[] {
  const units: Readonly<Record<string, number>> = { "": 1, k: 1e3, M: 1e6 };
  const points = new Map<string, { waiting: number; ns: number; what: string }>();
  const add = (waiting: number, perSecond: number, what: string) =>
    points.set(`${what} ${waiting}`, { waiting, ns: 1_000 / perSecond, what });
  for (const [name, { ours, peer, peerName }] of Object.entries(lines)) {
    if (!name.startsWith(prefix)) continue;
    const [, count, unit] = pattern.exec(name) ?? [];
    if (count === undefined) continue;
    const waiting = Number(count) * units[unit ?? ""]!;
    add(waiting, ours, prefix === "hold/" ? "wheel" : "queue → mapping → function");
    if (peer === null || peerName === null) continue;
    if (prefix === "hold/") add(waiting, peer, peerName);
    else add(10_000, peer, "queue → mapping → function");
  }
  return [...points.values()];
}

async function chart(
  file: string,
  title: string,
  values: readonly { waiting: number; ns: number; what: string }[],
  scale: "linear" | "log",
): Promise<void> {
  const isOne = new Set(values.map(({ what }) => what)).size === 1;
  const specification: TopLevelSpec = {
    width: 560,
    height: 300,
    background: "white",
    title,
    data: { values: [...values] },
    mark: { type: "line", point: true },
    encoding: {
      x: {
        field: "waiting",
        type: "quantitative",
        scale: { type: "log" },
        axis: { title: "waiting", format: "~s" },
      },
      y: {
        field: "ns",
        type: "quantitative",
        scale: scale === "log" ? { type: "log" } : { zero: true },
        axis: { title: "nanoseconds", format: "~s" },
      },
      ...(isOne ? {} : { color: { field: "what", type: "nominal", title: null } }),
    },
  };
  const view = new View(parse(compile(specification).spec), { renderer: "none" });
  writeFileSync(join(docs, file), `${await view.toSVG()}\n`);
}

const parts = sections
  .filter(([prefix]) => Object.keys(lines).some((name) => name.startsWith(prefix)))
  .map(([prefix, title, text]) => {
    const picture =
      prefix === "hold/"
        ? "\n\n![What a step costs by how many wait](benchmarks-hold.svg)"
        : prefix === "path/"
          ? "\n\n![What an event costs by how many messages wait](benchmarks-path.svg)"
          : "";
    return `## ${title}\n\n${text}\n\n${table(prefix)}${picture}`;
  });
const environment = Object.entries(environmentOf())
  .map(([what, value]) => `| ${what} | ${value} |`)
  .join("\n");

writeFileSync(
  join(docs, "benchmarks.md"),
  `# Benchmarks

How fast Orrery is, beside what else there is. Made by \`npm run bench\` and \`npm run bench:report\`; what each
benchmark measures, and how to repeat it, is told in [benchmarks/README.md](../benchmarks/README.md).

A ratio is the median over rounds in which ours and the others took turns, with the least and the greatest in
brackets; it is above 1 where ours is better. Programs in TypeScript run as what is published does: bundled, with constants
kept. Figures without a ratio hold for this machine alone:

| | |
| --- | --- |
${environment}

${parts.join("\n\n")}
`,
);
const hold = costs("hold/", /^hold\/(\d+)(k|M)?\/cancel :/);
if (hold.length > 0) {
  const title = "A step of the hold model with cancellation";
  await chart("benchmarks-hold.svg", title, hold, "log");
}
const path = costs("path/", /^path\/(\d+)(k|M)? waiting :/);
if (path.length > 0) {
  await chart("benchmarks-path.svg", "An event of the path", path, "linear");
}
