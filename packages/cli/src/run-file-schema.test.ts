import { allKinds, scalingSettings, type Scenario } from "@orrery/aws";
import { seconds, type Distribution, type Duration } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { checkRunFile } from "./run-file-schema.ts";

type Changeable = { [name: string]: unknown };

const law: Distribution = { type: "constant", value: 1 };
const laws: readonly Distribution[] = [
  law,
  { type: "uniform", min: 1, max: 2 },
  { type: "exponential", mean: 1 },
  { type: "normal", mean: 1, standardDeviation: 1, min: 0 },
  { type: "lognormal", median: 1, sigma: 1 },
  { type: "lognormal", median: 1, percentile: { p: 0.9, value: 2 } },
  { type: "gamma", shape: 1, scale: 1 },
  { type: "empirical", points: [{ p: 0, value: 1 }], interpolation: "logarithmic" },
  { type: "mixture", parts: [{ weight: 1, distribution: law }] },
  { type: "shifted", by: 1, of: law },
  { type: "clipped", min: 0, max: 1, of: law },
];
const arrivals: readonly NonNullable<Scenario["workloads"][number]["arrivals"]>[] = [
  { type: "constant", rate: 1 },
  { type: "poisson", rate: 1 },
  { type: "ramp", from: 1, to: 2, over: seconds(1), spacing: "even" },
  { type: "steps", steps: [{ at: seconds(0), rate: 1 }], spacing: "poisson" },
  { type: "daily", hourly: [1, 2], spacing: "even" },
  { type: "daily", mean: 1, peak: 2, peakAt: seconds(1), spacing: "even" },
  {
    type: "bursts",
    quiet: { rate: 1, mean: seconds(1) },
    busy: { rate: 2, mean: seconds(1) },
  },
  { type: "recorded", instants: [1], repeatEvery: seconds(2) },
  { type: "counts", every: seconds(1), counts: [1], repeatEvery: seconds(2), spacing: "even" },
];
const payloads: readonly Scenario["workloads"][number]["payload"][] = [
  { type: "body", body: "a", size: 1 },
  { type: "size", size: law },
  { type: "list", bodies: [{ body: "a", size: 1 }] },
];
const span: Omit<Scenario["faults"][number], "type" | "code" | "message" | "direction" | "by"> = {
  name: "f",
  to: "Q",
  sender: "F",
  from: seconds(0),
  until: seconds(1),
  share: 1,
  activation: 0.5,
  group: "g",
};
const scalingValues = { count: 1, duration: 1 as Duration, share: 0.5, switch: true };
const scaling = Object.fromEntries(
  Object.entries(scalingSettings).map(([name, { kind }]) => [name, scalingValues[kind]]),
);
const traits = { imageRuntime: "python3.13", proactiveReplacements: 0.5 };

/** Every member that a scenario may have, and every kind of each. */
const whole: Required<Scenario> = {
  architecture: [{ logicalId: "Q", service: "sqs", operation: "CreateQueue", params: { A: [1] } }],
  asOf: "2026-11-01",
  startsAt: "2026-01-01T00:00:00Z",
  region: "us-east-1",
  accountId: "123456789012",
  quotas: { "lambda.concurrentExecutions": 10 },
  iam: {
    mode: "enforce",
    serviceControlPolicies: [{ Statement: [] }],
    resourceControlPolicies: [{ Statement: [] }],
  },
  duration: seconds(1),
  workloads: [
    ...arrivals.map((process) => ({ arrivals: process, payload: payloads[0]! })),
    ...payloads.map((payload) => ({ arrivals: arrivals[0]!, payload })),
  ].map((both) => ({
    ...both,
    to: "Q",
    from: seconds(0),
    until: seconds(1),
    groups: [{ id: "a", weight: 1 }],
    users: { count: 1, think: law, over: seconds(1) },
    batch: { size: 2, within: seconds(1) },
    attributes: [{ name: "a", values: [{ dataType: "String" as const, value: "b", weight: 1 }] }],
    delay: seconds(1),
    retry: {
      attempts: 3,
      backoff: "fixed" as const,
      base: seconds(1),
      factor: 2,
      longest: seconds(2),
      jitter: "equal" as const,
      budget: { tokens: 1, retryCost: 1, timeoutCost: 1 },
    },
    timeout: seconds(3),
  })),
  extras: {
    F: {
      Behavior: {
        type: "profile",
        duration: law,
        durationPerItem: law,
        coldStart: law,
        failures: 0,
        poison: 0,
        calls: [
          {
            type: "call",
            service: "sqs",
            operation: "SendMessage",
            params: { A: "b" },
            perMessage: true,
          },
        ],
        backoff: { base: 1_000_000, factor: 2, longest: 3_000_000 },
        response: { a: null },
        ...traits,
      },
    },
    S: { Behavior: { type: "script", name: "s", ...traits } },
    Q: { Chance: { duplicateRate: 0.1, reorderRate: 0.1, sampling: true } },
    M: { Scaling: scaling },
  },
  assumptions: { "sqs.deadLetterRetry": 1 },
  latencies: Object.fromEntries(laws.map((each, place) => [`l${place}`, each])),
  logs: true,
  unmodeled: {
    "dynamodb:*": { after: law, response: {}, error: { code: "A", message: "b" }, share: 0.5 },
  },
  faults: [
    { ...span, type: "refuse", code: "A", message: "b" },
    { ...span, type: "delay", direction: "reply", by: law },
    { ...span, type: "drop", direction: "request" },
    { ...span, type: "duplicate", by: law },
    { ...span, type: "crash" },
  ],
  consumers: [
    {
      name: "reader",
      from: "Q",
      containers: 1,
      concurrency: 2,
      maxNumberOfMessages: 10,
      waitTime: seconds(20),
      visibilityTimeout: seconds(30),
      pause: seconds(1),
      duration: law,
      failures: 0.1,
      onFailure: "release",
      heartbeat: seconds(10),
      deletes: "batch",
    },
  ],
  actions: [
    { at: seconds(0), do: { type: "line", line: "purge Q" } },
    {
      at: seconds(0),
      do: { type: "call", service: "sqs", operation: "PurgeQueue", params: { A: 1 } },
    },
  ],
  expectations: [{ resource: "Q", metric: "m", statistic: "p99.9", min: 0, max: 1 }],
  leftOut: [{ resource: "T", type: "AWS::SNS::Topic", what: "publishes" }],
  constructPaths: { OrdersB1: "Shop/Orders" },
};
const file = {
  format: 1,
  version: "1",
  scenario: whole,
  seed: 1,
  scripts: null,
  until: 1,
  finished: true,
  events: 1,
  digest: "0123456789abcdef",
  imprint: { stride: 1, components: ["a"], bytes: "AAAA" },
};
// Through JSON, since a clone shares what the original shares.
const fresh = () => JSON.parse(JSON.stringify(file)) as Changeable;

/** May be left out: the type says so, and nothing else here does. */
const optional =
  /^(actions|consumers|logs|quotas|iam|serviceControlPolicies|resourceControlPolicies|assumptions|extras|Behavior|Chance|Scaling|unmodeled|leftOut|constructPaths|sender|activation|group|attempts|timeout|arrivals|users|think|batch|attributes|delay|retry|backoff|base|factor|longest|jitter|budget|tokens|retryCost|timeoutCost|perMessage|imageRuntime|proactiveReplacements|duplicateRate|reorderRate|sampling|spacing|repeatEvery|interpolation|after|response|error|share)$/;
/** Whatever a user likes to have in it, or names of a user's own. */
const isFree = (path: readonly string[]) =>
  path.includes("params") ||
  path.includes("response") ||
  (path.at(-3) ?? "").endsWith("ControlPolicies") ||
  ["extras", "latencies", "assumptions", "quotas", "unmodeled", "constructPaths"].includes(
    path.at(-2) ?? "",
  );

/** The path of everything in a value. */
function pathsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    [...path, name],
    ...pathsIn(member, [...path, name]),
  ]);
}

function withChange(path: readonly string[], change: (holder: Changeable, name: string) => void) {
  const changed = fresh();
  let holder = changed;
  for (const name of path.slice(0, -1)) holder = holder[name] as Changeable;
  change(holder, path.at(-1)!);
  return changed;
}

function refusalOf(data: unknown): string | null {
  try {
    checkRunFile("run.json", data);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

const places = pathsIn(file).filter((path) => path[0] === "scenario" && !isFree(path.slice(0, -1)));

const counterexample = { test: "t", sentences: ["no faults"], problem: "p", repeat: "r" };

describe("the check of a run file", () => {
  it("takes what the run of a test that failed says of itself, and nothing else there", () => {
    expect(refusalOf({ ...fresh(), counterexample })).toBeNull();
    const without = (name: string, value: unknown) =>
      refusalOf({ ...fresh(), counterexample: { ...counterexample, [name]: value } });
    expect(without("test", 7)).toBe("run.json: counterexample.test: expected a text, received 7");
    expect(without("sentences", "one")).toMatch(
      /^run\.json: counterexample\.sentences: expected a list/,
    );
    expect(without("other", 1)).toBe(
      "run.json: counterexample.other: expected nothing, received 1",
    );
  });

  it("takes everything that a scenario may have", () => {
    expect(checkRunFile("run.json", fresh())).toEqual(file);
    expect(places.length).toBeGreaterThan(250);
  });

  it("refuses a member of another type in one line that names it", () => {
    const wrong = places
      .filter((path) => !/^(response|params|Statement)$/.test(path.at(-1)!))
      .flatMap((path) => {
        const changed = withChange(path, (holder, name) => {
          holder[name] = typeof holder[name] === "string" ? 7 : "constructor";
        });
        const refusal = refusalOf(changed) ?? "taken";
        const start = `run.json: ${path.join(".")}: expected `;
        return refusal.startsWith(start) && !/undefined|\n|\[object/.test(refusal)
          ? []
          : [`${path.join(".")}: ${refusal}`];
      });
    expect(wrong).toEqual([]);
  });

  it("refuses that a member is missing, unless the type lets it be left out", () => {
    const wrong = places
      .filter((path) => !/^\d+$/.test(path.at(-1)!) && !isFree(path))
      .flatMap((path) => {
        const name = path.at(-1)!;
        const refusal = refusalOf(withChange(path, (holder) => delete holder[name]));
        const mayBeLeftOut =
          path.at(-2) === "Scaling" ||
          /^(consumers\.\d+\.(?!from).*|users\.over|batch\.size|values\.\d+\.weight)$/.test(
            endOf(path),
          ) ||
          (optional.test(name) &&
            !(name === "share" && path[1] === "faults") &&
            path.at(-2) !== "backoff") ||
          (/^(min|max)$/.test(name) && /normal|clipped/.test(kindAt(path)));
        return (refusal === null) === mayBeLeftOut ? [] : [`${path.join(".")}: ${refusal}`];
      });
    expect(wrong).toEqual([]);
  });

  it("refuses a member that nobody knows, wherever it is", () => {
    const wrong = places.flatMap((path) => {
      const value = path.reduce<unknown>((at, name) => Reflect.get(at as object, name), file);
      const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
      const holdsNames = isFree([...path, "any"]) || /^(params|response)$/.test(path.at(-1)!);
      if (!isObject || holdsNames) return [];
      const inside = [...path, "surplus"];
      const refusal = refusalOf(withChange(inside, (holder, name) => (holder[name] = 1)));
      return refusal === `run.json: ${inside.join(".")}: expected nothing, received 1`
        ? []
        : [`${inside.join(".")}: ${refusal}`];
    });
    expect(wrong).toEqual([]);
  });
});

describe("what kinds declare of their resources beside AWS's parameters", () => {
  const extras = [...allKinds.values()].flatMap(({ noun, extras: own = {} }) =>
    Object.entries(own).map(([param, extra]) => ({ noun, param, ...extra })),
  );

  it("has a section of its own in scenario files, and says what each setting is", () => {
    const sections = extras.map(({ section }) => section.name);
    expect(sections.length).toBeGreaterThan(2);
    expect(sections.filter((name, place) => sections.indexOf(name) !== place)).toEqual([]);
    for (const { text, section } of extras) {
      const settings = Object.values(section.settings).map((setting) => setting.text);
      for (const sentence of [text, section.text, section.each, ...settings]) {
        expect(sentence).toMatch(/^[A-Z].*[.%]$/);
      }
    }
  });

  it.each(extras)("reads what a run file takes: $param of a $noun", ({ param, section }) => {
    const said = { ...file, scenario: { ...whole, extras: { A: { [param]: section.read({}) } } } };
    expect(refusalOf(said)).toBeNull();
  });
});

/** Its name and its holder's, or that of the list it is in. */
const endOf = (path: readonly string[]): string =>
  path.slice(/^\d+$/.test(path.at(-2)!) ? -3 : -2).join(".");

const kindAt = (path: readonly string[]): string => {
  const holder = path
    .slice(0, -1)
    .reduce<unknown>((at, name) => Reflect.get(at as object, name), file);
  return String(Reflect.get(holder as object, "type"));
};
