import { readFileSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { formatToken, fingerprintOf, parseToken } from "@orrery/kernel";
import { scenarioJsonSchema } from "@orrery/templates";
import { orrery } from "../../packages/cli/test/captured.ts";
import { baseNames, baseScenario, baseTemplate } from "./base-files.ts";
import { callsDoor } from "./client-calls.ts";
import { edited, hostileText, hostileValue, relined } from "./hostile.ts";
import { complaintOf, complaintOfError } from "./oracle.ts";
import { valuesOf } from "./schema-values.ts";
import { templateTexts } from "./template-texts.ts";

/** A way into the program. */
export interface Door<Input = unknown> {
  readonly name: string;
  readonly inputs: fc.Arbitrary<Input>;
  /** How many times as many inputs as other doors it is given, being quick. @defaultValue 1 */
  readonly factor?: number;
  /** Gives the input to the program, in a folder of its own; what is wrong with the answer, or `null`. */
  take(input: Input): Promise<string | null>;
}

/** A door whose inputs the program is to hold in the type that they are made of. */
const door = <Input>(made: Door<Input>): Door => made;

const tried = async (...args: readonly string[]) => complaintOf(await orrery(args));
const write = (file: string, text: string | Uint8Array) => writeFileSync(file, text);

const templates = door({
  name: "templates",
  factor: 12,
  inputs: fc.oneof(edited(baseTemplate), relined(baseTemplate), templateTexts),
  async take(text) {
    write("fuzzed.yaml", text);
    return (
      (await tried("lint", "fuzzed.yaml")) ??
      (await tried("lint", "fuzzed.yaml", "--json")) ??
      (await tried("init", "fuzzed.yaml", "--output", "begun.yaml", "--force"))
    );
  },
});

const scenarios = door({
  name: "scenarios",
  inputs: fc.oneof(
    edited(baseScenario),
    relined(baseScenario),
    valuesOf(scenarioJsonSchema(), baseNames).map((value) =>
      JSON.stringify({ ...(value as object), template: "template.yaml", architecture: undefined }),
    ),
  ),
  async take(text) {
    write("fuzzed.yaml", text);
    return tried("run", "fuzzed.yaml", "--duration", "3s");
  },
});

/** Hostile texts that are no YAML: taking one as if nothing were wrong is a fault without a crash. */
const noYaml: ReadonlySet<string> = new Set(["{", "[", "}", "]", "'", '"', "@", "`", "*a"]);

type Overrides = readonly (readonly [path: readonly string[], value: string])[];
const anyOverrides: fc.Arbitrary<Overrides> = fc.array(
  fc.tuple(
    fc.array(
      fc.oneof(fc.constantFrom("workload", "0", "functions", "Worker", "to", "seed"), hostileText),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    fc.oneof(
      hostileText,
      hostileValue.map((value) => JSON.stringify(value)),
    ),
  ),
  { minLength: 1, maxLength: 2 },
);

const overrides = door({
  name: "overrides",
  inputs: fc.oneof(
    { weight: 9, arbitrary: anyOverrides },
    // A setting that takes any value, so that nothing but the text can be wrong.
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...noYaml)
        .map((text): Overrides => [[["functions", "Worker", "response"], text]]),
    },
  ),
  async take(settings) {
    const options = settings.flatMap(([path, value]) => ["--set", `${path.join(".")}=${value}`]);
    const answer = await orrery(["run", "scenario.yaml", "--duration", "2s", ...options]);
    const isRefused = answer.status === 2;
    const wrong = settings.find(([, value]) => !isRefused && noYaml.has(value));
    return wrong === undefined
      ? complaintOf(answer)
      : `took ${JSON.stringify(wrong[1])}, which is no YAML`;
  },
});

const words = [
  ...[
    "run",
    "lint",
    "replay",
    "explain",
    "export",
    "schema",
    "init",
    "completion",
    "bash",
    "zsh",
    "help",
    "--help",
    "--version",
    "--json",
  ],
  ...["--seed", "--duration", "--set", "--parameter", "--stack-name", "--region", "--account"],
  ...["--series", "series.csv", "series.json", "--dead-letters", "--first", "--only", "--trace"],
  ...["--message", "--event", "--format", "perfetto", "otlp", "--output", "written.json", "--"],
  ...[
    "scenario.yaml",
    "template.yaml",
    "saved.json",
    "traced.jsonl",
    "absent.yaml",
    ".",
    "/dev/zero",
  ],
  ...["Stage=prod", "seed=1", "1s", "us-east-1", "Orders:1", "7"],
];
const args = door({
  name: "arguments",
  inputs: fc.array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...words) }, hostileText), {
    maxLength: 7,
  }),
  // Whoever prints help prints more than a line.
  async take(given) {
    const outcome = await orrery(given);
    const isHelp = given.length === 0 || given.some((word) => /^(help|--help|-h|-V)$/.test(word));
    return isHelp && outcome.status !== 70 ? null : complaintOf(outcome);
  },
});

const runFiles = door({
  name: "run files",
  inputs: fc.oneof(
    fc.nat().chain((seed) => edited(savedText()).map((text) => ({ seed, text }))),
    fc
      .tuple(fc.nat(), hostileValue)
      .map(([seed, value]) => ({ seed, text: withMember(savedText(), seed, value) })),
  ),
  async take({ text }) {
    write("fuzzed.json", text);
    return (
      (await tried("replay", "fuzzed.json")) ??
      (await tried("explain", "fuzzed.json", "--dead-letters", "--first", "2"))
    );
  },
});

const traces = door({
  name: "traces",
  inputs: fc.record({
    edits: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
    cut: fc.option(fc.nat(), { nil: null }),
    message: fc.constantFrom("Orders:1", "Orders:7", "Groups:1", "Orders:0", "x"),
    event: fc.oneof(fc.nat(2_000).map(String), hostileText),
  }),
  async take({ edits, cut, message, event }) {
    const bytes = readFileSync("traced.jsonl");
    for (const [at, byte] of edits) bytes[at % bytes.length] = byte;
    write("fuzzed.jsonl", cut === null ? bytes : bytes.subarray(0, cut % bytes.length));
    return (
      (await tried("explain", "fuzzed.jsonl", "--message", message)) ??
      (await tried("explain", "fuzzed.jsonl", `--event=${event}`)) ??
      (await tried("export", "fuzzed.jsonl", "--format", "perfetto", "--output", "written.json")) ??
      (await tried("export", "fuzzed.jsonl", "--format", "otlp", "--output", "written.json"))
    );
  },
});

const fingerprint = fingerprintOf({ scenario: 1 });
const token = formatToken(fingerprint, { seed: "s", choices: [] });
const tokens = door({
  name: "tokens",
  inputs: fc.oneof(edited(token), hostileText),
  take(text) {
    try {
      parseToken(text, fingerprint);
      return Promise.resolve(null);
    } catch (error) {
      return Promise.resolve(complaintOfError(error, ["ConfigError"]));
    }
  },
});

const cell = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom("0", "1", "1.5", "3", "2026-01-01T00:00:00Z", "arrivals", "time"),
  },
  hostileText,
);
const arrivals = door({
  name: "arrivals",
  inputs: fc.record({
    file: fc.constantFrom("fuzzed.csv", "fuzzed.json"),
    text: fc.oneof(
      fc
        .array(fc.array(cell, { maxLength: 3 }), { maxLength: 6 })
        .map((rows) => rows.map((row) => row.join()).join("\n")),
      fc
        .array(fc.oneof(fc.nat(9), hostileValue), { maxLength: 4 })
        .map((list) => JSON.stringify(list)),
      hostileValue.map((value) => JSON.stringify(value)),
    ),
    settings: fc.oneof(
      fc.constant({}),
      fc.record({ column: cell }),
      fc.record({ unit: fc.constantFrom("s", "ms", "us") }),
    ),
  }),
  async take({ file, text, settings }) {
    write(file, text);
    const workload = [{ to: "Orders", arrivals: { file: { path: file, ...settings } } }];
    write("fuzzed.yaml", JSON.stringify({ template: "template.yaml", duration: "10s", workload }));
    return tried("run", "fuzzed.yaml");
  },
});

const savedText = () => readFileSync("saved.json", "utf8");

/** JSON with the value at one of its places replaced. */
function withMember(text: string, place: number, value: unknown): string {
  let seen = 0;
  const json = JSON.parse(text) as unknown;
  JSON.stringify(json, (_key, member: unknown) => ((seen += 1), member));
  const target = place % Math.max(seen, 1);
  seen = 0;
  return (
    JSON.stringify(json, (_key, member: unknown) => (seen++ === target ? value : member)) ?? ""
  );
}

/** Writes what the doors start from into the folder that the process is in. */
export async function prepareFolder(): Promise<void> {
  write("template.yaml", baseTemplate);
  write("scenario.yaml", baseScenario);
  const { status, err } = await orrery([
    "run",
    "scenario.yaml",
    "--save",
    "saved.json",
    "--trace",
    "traced.jsonl",
  ]);
  if (status > 1) throw new Error(`the scenario that the doors start from does not run: ${err}`);
}

/** Every door. */
export const doors: readonly Door[] = [
  templates,
  scenarios,
  overrides,
  args,
  runFiles,
  traces,
  tokens,
  arrivals,
  door(callsDoor),
];
