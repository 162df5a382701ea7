import type {
  ArchitectureOperation,
  Behavior,
  Expectation,
  PlainObject,
  QueueChance,
  Scenario,
  ScenarioFault,
  Workload,
} from "@orrery/aws";
import { isDurationMetric } from "@orrery/aws";
import {
  ConfigError,
  checkArrivals,
  noTime,
  parseDuration,
  type ArrivalProcess,
  type Duration,
  type Plain,
} from "@orrery/kernel";
import { resolveTemplate } from "../template/resolve.ts";
import { readTemplate } from "../template/document.ts";
import { templateOperations } from "../template/plan.ts";
import { readRecordedArrivals } from "./recorded-arrivals.ts";
import { readScenarioDocument, type Override, type ScenarioDocument } from "./scenario-document.ts";
import { ScenarioError } from "./scenario-error.ts";
import type { ScenarioFile } from "./scenario-schema.ts";

/** What reading a scenario needs of the world around it. */
export interface ScenarioSources {
  /** The text of a file, by a path relative to the scenario's own. @throws when there is none. */
  readText(path: string): string;
  /** The operations that an architecture module exports, where the scenario names one. */
  readonly architecture?: readonly ArchitectureOperation[];
  readonly overrides?: readonly Override[];
}

/** A scenario, and what its template has that is not modeled. */
export interface ReadScenario {
  readonly scenario: Scenario;
  /** As the file says; `null` when it does not. */
  readonly seed: number | string | null;
  readonly warnings: readonly string[];
}

const defaultAsOf = "2026-11-01";
const defaultStart = "2026-01-01T00:00:00Z";
const defaultPayload = { type: "size", size: { type: "constant", value: 1_024 } } as const;

/**
 * The scenario that a file describes, with its template and recorded arrivals read.
 *
 * @throws ScenarioError, TemplateError or ConfigError: one line with file, path, expected, received.
 */
export function readScenario(text: string, file: string, sources: ScenarioSources): ReadScenario {
  const document = readScenarioDocument(text, file, sources.overrides);
  const { content } = document;
  const { operations, warnings } = architectureOf(document, sources);
  const scenario: Scenario = {
    architecture: operations,
    asOf: (content.asOf ?? defaultAsOf).slice(0, 10),
    startsAt: content.startsAt ?? defaultStart,
    region: content.region ?? "us-east-1",
    accountId: content.account ?? "123456789012",
    duration: content.duration,
    workloads: (content.workload ?? []).map((_, number) => workloadOf(document, number, sources)),
    behaviors: Object.fromEntries(
      Object.keys(content.functions ?? {}).map((name) => [
        name,
        behaviorOf(document, name, operations),
      ]),
    ),
    queues: Object.fromEntries(
      Object.entries(content.queues ?? {}).map(([name, queue]): [string, QueueChance] => {
        operationNamed(document, ["queues", name], name, "CreateQueue", operations);
        const { duplicates = 0, reordering = 0, sampling = false } = queue;
        return [name, { duplicateRate: duplicates, reorderRate: reordering, sampling }];
      }),
    ),
    latencies: content.latencies ?? {},
    faults: (content.faults ?? []).map((_, number) => faultOf(document, number)),
    expectations: (content.expect ?? []).map((_, number) => expectationOf(document, number)),
  };
  return { scenario, seed: content.seed ?? null, warnings };
}

function fail(document: ScenarioDocument, path: readonly PropertyKey[], problem: string): never {
  throw new ScenarioError(document.placeOf(path), path.map(String).join("."), problem);
}

/** Runs `check`, whose ConfigError is then about a place in the file. */
function at<Value>(
  document: ScenarioDocument,
  path: readonly PropertyKey[],
  check: () => Value,
): Value {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return fail(document, path, `expected ${error.expected}, received ${error.received}`);
  }
}

function textAt(
  document: ScenarioDocument,
  path: readonly PropertyKey[],
  file: string,
  { readText }: ScenarioSources,
): string {
  try {
    return readText(file);
  } catch {
    return fail(document, path, `expected a file that can be read, received "${file}"`);
  }
}

function architectureOf(
  document: ScenarioDocument,
  sources: ScenarioSources,
): { readonly operations: readonly ArchitectureOperation[]; readonly warnings: readonly string[] } {
  const { template, parameters = {}, stackName, region, account, architecture } = document.content;
  if ((template === undefined) === (architecture === undefined)) {
    const received = template === undefined ? "neither" : "both";
    fail(
      document,
      template === undefined ? [] : ["architecture"],
      `expected a template or an architecture, received ${received}`,
    );
  }
  if (template === undefined) return { operations: sources.architecture ?? [], warnings: [] };
  const read = readTemplate(textAt(document, ["template"], template, sources), template);
  const resolved = resolveTemplate(read, {
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, String(value)]),
    ),
    ...(stackName === undefined ? {} : { stackName }),
    ...(region === undefined ? {} : { region }),
    ...(account === undefined ? {} : { accountId: account }),
  });
  const { operations, warnings, resources } = templateOperations(resolved);
  const opaque = resources.filter(({ verdict }) => verdict === "opaque");
  return {
    operations: operations.map(({ logicalId, service, operation, params }) => ({
      logicalId,
      service,
      operation,
      params: params as PlainObject,
    })),
    warnings: [
      ...warnings,
      ...opaque.map(({ logicalId, type, meaning }) => `${logicalId} (${type}): ${meaning}`),
    ],
  };
}

function operationNamed(
  document: ScenarioDocument,
  path: readonly PropertyKey[],
  name: string,
  operation: string,
  operations: readonly ArchitectureOperation[],
): ArchitectureOperation {
  const able = operations.filter((made) => made.operation === operation);
  const found = able.find(({ logicalId }) => logicalId === name);
  if (found !== undefined) return found;
  const names = able.map(({ logicalId }) => logicalId).join(", ");
  const kind = operation === "CreateQueue" ? "queue" : "function";
  return fail(
    document,
    path,
    names === ""
      ? `expected a ${kind}, of which the architecture has none, received "${name}"`
      : `expected one of ${names}, received "${name}"`,
  );
}

function workloadOf(
  document: ScenarioDocument,
  number: number,
  sources: ScenarioSources,
): Workload {
  const workload = document.content.workload![number]!;
  const path = ["workload", number];
  const from = workload.from ?? noTime;
  const until = workload.for === undefined ? null : ((from + workload.for) as Duration);
  const { groups } = workload;
  return {
    to: workload.to,
    arrivals: arrivalsOf(document, number, sources),
    from,
    until,
    payload: payloadOf(workload.payload),
    groups:
      groups === undefined
        ? []
        : typeof groups === "number"
          ? Array.from({ length: groups }, (_, group) => ({ id: `group-${group + 1}`, weight: 1 }))
          : at(document, [...path, "groups"], () =>
              Object.entries(groups).map(([id, weight]) => ({ id, weight })),
            ),
  };
}

function arrivalsOf(
  document: ScenarioDocument,
  number: number,
  sources: ScenarioSources,
): ArrivalProcess {
  const given = document.content.workload![number]!.arrivals;
  const path = ["workload", number, "arrivals"];
  if (given.file !== undefined) {
    const { repeatEvery, ...recorded } = given.file;
    const text = textAt(document, [...path, "file", "path"], recorded.path, sources);
    const instants = readRecordedArrivals(recorded, text);
    return at(document, [...path, "file"], () =>
      checkArrivals("", {
        type: "recorded",
        instants,
        ...(repeatEvery === undefined ? {} : { repeatEvery }),
      }),
    );
  }
  const [type, process] = Object.entries(given).find(([, value]) => value !== undefined)!;
  const entries = Object.entries(process as object).filter(([, value]) => value !== undefined);
  return at(document, [...path, type], () =>
    checkArrivals("", { type, ...(Object.fromEntries(entries) as object) }),
  );
}

type PayloadFile = NonNullable<NonNullable<ScenarioFile["workload"]>[number]["payload"]>;

function payloadOf(given: PayloadFile | undefined): Workload["payload"] {
  if (given === undefined) return defaultPayload;
  if (given.body !== undefined) return textOf(given.body);
  if (given.json !== undefined) return textOf(JSON.stringify(given.json));
  if (given.list !== undefined) {
    const bodies = given.list.map((item) =>
      textOf(typeof item === "string" ? item : JSON.stringify(item)),
    );
    return { type: "list", bodies: bodies.map(({ body, size }) => ({ body, size })) };
  }
  return { type: "size", size: given.size! };
}

const textOf = (body: string) =>
  ({ type: "body", body, size: new TextEncoder().encode(body).length }) as const;

function behaviorOf(
  document: ScenarioDocument,
  name: string,
  operations: readonly ArchitectureOperation[],
): Behavior {
  const given = document.content.functions![name]!;
  const path = ["functions", name];
  operationNamed(document, path, name, "CreateFunction", operations);
  if (given.script !== undefined) {
    const { script, ...rest } = given;
    const [other] = Object.keys(rest);
    if (other !== undefined) {
      fail(
        document,
        [...path, other],
        "expected a script alone, received settings of a profile too",
      );
    }
    return { type: "script", name: script };
  }
  return {
    type: "profile",
    duration: given.duration ?? { type: "constant", value: 100_000 },
    durationPerItem: given.durationPerItem ?? null,
    coldStart: given.coldStart ?? null,
    failures: given.failures ?? 0,
    poison: given.poison ?? 0,
    calls: (given.calls ?? []).map((call, number) =>
      callOf(document, [...path, "calls", number], call, operations),
    ),
    response: (given.response ?? null) as Plain,
  };
}

function callOf(
  document: ScenarioDocument,
  path: readonly PropertyKey[],
  call: Readonly<Record<string, string>>,
  operations: readonly ArchitectureOperation[],
) {
  const [entry, second] = Object.entries(call);
  if (entry === undefined || second !== undefined) {
    return fail(document, path, "expected one operation, received another number of them");
  }
  const [name, target] = entry;
  const [service, operation] = name.split(":") as [string, string];
  switch (name) {
    case "sqs:SendMessage": {
      const made = operationNamed(document, path, target, "CreateQueue", operations);
      const queue = String(made.params["QueueName"]);
      const params: PlainObject = {
        QueueUrl: queue,
        MessageBody: "call",
        ...(queue.endsWith(".fifo") ? { MessageGroupId: "call" } : {}),
      };
      return { type: "call", service, operation, params } as const;
    }
    case "lambda:Invoke": {
      const made = operationNamed(document, path, target, "CreateFunction", operations);
      const params = { FunctionName: String(made.params["FunctionName"]), Payload: "{}" };
      return { type: "call", service, operation, params } as const;
    }
    default:
      return fail(document, path, `expected sqs:SendMessage or lambda:Invoke, received "${name}"`);
  }
}

function faultOf(document: ScenarioDocument, number: number): ScenarioFault {
  const fault = document.content.faults![number]!;
  const path = ["faults", number];
  if ((fault.refuse === undefined) === (fault.outage === undefined)) {
    fail(
      document,
      path,
      "expected either refuse or outage, received " +
        (fault.refuse === undefined ? "neither" : "both"),
    );
  }
  const outage = fault.outage !== undefined;
  if (outage && (fault.with !== undefined || fault.share !== undefined)) {
    fail(document, path, "expected an outage of all requests, received a share or an error code");
  }
  if (fault.share === 0) fail(document, [...path, "share"], "expected a share above 0, received 0");
  const code = fault.with ?? (outage ? "ServiceException" : "ThrottlingException");
  return {
    name: `${outage ? "outage" : "refusal"} ${number + 1}`,
    to: (fault.outage ?? fault.refuse)!,
    from: fault.at,
    until: (fault.at + fault.for) as Duration,
    share: fault.share ?? 1,
    code,
    message: outage ? "The service is not available." : "The request was refused.",
  };
}

function expectationOf(document: ScenarioDocument, number: number): Expectation {
  const { metric: name, statistic, min, max } = document.content.expect![number]!;
  const path = ["expect", number];
  const place = name.lastIndexOf(".");
  if (place <= 0) {
    fail(
      document,
      [...path, "metric"],
      `expected a resource and a metric such as Orders.NumberOfMessagesSent, received "${name}"`,
    );
  }
  if (min === undefined && max === undefined) {
    fail(document, path, "expected min or max, received neither");
  }
  const metric = name.slice(place + 1);
  const bound = (end: "min" | "max", value: number | string | undefined): number | null => {
    if (value === undefined) return null;
    if (typeof value === "number") return value;
    if (!isDurationMetric(metric) && !Number.isNaN(Number(value))) return Number(value);
    return at(document, [...path, end], () => parseDuration("", value));
  };
  return {
    resource: name.slice(0, place),
    metric,
    statistic: statistic ?? null,
    min: bound("min", min),
    max: bound("max", max),
  };
}
