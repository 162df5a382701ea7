import type { Workload } from "@orrery/aws";
import { checkArrivals, noTime, type ArrivalProcess, type Duration } from "@orrery/kernel";
import { targetNamed, type Architecture, type Target } from "./architecture.ts";
import { at, fail, fileAt, type ScenarioSources } from "./reading.ts";
import { readRecordedArrivals } from "./recorded-arrivals.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import type { ScenarioFile } from "./scenario-schema.ts";
import type { ScenarioPath } from "./wording.ts";

type WorkloadFile = NonNullable<ScenarioFile["workload"]>[number];

/** The workloads of a scenario, with recorded arrivals read. */
export function workloadsOf(
  document: ScenarioDocument,
  architecture: Architecture,
  sources: ScenarioSources,
): readonly Workload[] {
  return (document.content.workload ?? []).map((given, number) =>
    workloadOf(document, ["workload", number], given, architecture, sources),
  );
}

function workloadOf(
  document: ScenarioDocument,
  path: ScenarioPath,
  given: WorkloadFile,
  architecture: Architecture,
  sources: ScenarioSources,
): Workload {
  const target = targetNamed(document, [...path, "to"], given.to, architecture);
  const from = given.from ?? noTime;
  if (from >= document.content.duration) {
    fail(document, [...path, "from"], "expected less than the run's duration, received more");
  }
  const payload = payloadOf(given.payload);
  checkPayload(document, [...path, "payload"], payload, target);
  return {
    to: given.to,
    arrivals: arrivalsOf(document, [...path, "arrivals"], given.arrivals, sources),
    from,
    until: given.for === undefined ? null : ((from + given.for) as Duration),
    payload,
    groups: groupsOf(document, path, given, target),
  };
}

function arrivalsOf(
  document: ScenarioDocument,
  path: ScenarioPath,
  given: WorkloadFile["arrivals"],
  sources: ScenarioSources,
): ArrivalProcess {
  if (given.file !== undefined) {
    const { repeatEvery, path: file, ...recorded } = given.file;
    const source = fileAt(document, [...path, "file", "path"], file, sources);
    const instants = readRecordedArrivals(source, recorded);
    const process = {
      type: "recorded",
      instants,
      ...(repeatEvery === undefined ? {} : { repeatEvery }),
    };
    return at(document, [...path, "file"], () => checkArrivals("", process));
  }
  const [type, process] = Object.entries(given).find(([, value]) => value !== undefined)!;
  const entries = Object.entries(process as object).filter(([, value]) => value !== undefined);
  return at(document, [...path, type], () =>
    checkArrivals("", { type, ...(Object.fromEntries(entries) as object) }),
  );
}

const defaultPayload = { type: "size", size: { type: "constant", value: 1_024 } } as const;

function payloadOf(given: WorkloadFile["payload"]): Workload["payload"] {
  if (given === undefined) return defaultPayload;
  if (given.body !== undefined) return { type: "body", ...textOf(given.body) };
  if (given.json !== undefined) return { type: "body", ...textOf(JSON.stringify(given.json)) };
  if (given.list !== undefined) {
    const bodies = given.list.map((item) =>
      textOf(typeof item === "string" ? item : JSON.stringify(item)),
    );
    return { type: "list", bodies };
  }
  return { type: "size", size: given.size! };
}

const textOf = (body: string) => ({ body, size: new TextEncoder().encode(body).length });

/** What AWS takes at most, in bytes: an SQS message of 1 MiB, a synchronous invocation of 6 MB. */
const largest = { queue: 1_048_576, function: 6_291_456 } as const;

function checkPayload(
  document: ScenarioDocument,
  path: ScenarioPath,
  payload: Workload["payload"],
  { kind, params }: Target,
): void {
  const attributes = params["Attributes"];
  const own =
    typeof attributes === "object" && attributes !== null && "MaximumMessageSize" in attributes
      ? Number(attributes["MaximumMessageSize"])
      : Infinity;
  const most = Math.min(largest[kind], own);
  const least = kind === "queue" ? 1 : 0;
  for (const size of sizesOf(payload)) {
    if (size >= least && size <= most) continue;
    fail(
      document,
      path,
      `expected ${least} to ${most} bytes for a ${kind}, received ${size} bytes`,
    );
  }
}

/** The sizes that are sure to occur. */
function sizesOf(payload: Workload["payload"]): readonly number[] {
  switch (payload.type) {
    case "body":
      return [payload.size];
    case "list":
      return payload.bodies.map(({ size }) => size);
    case "size":
      return payload.size.type === "constant"
        ? [payload.size.value]
        : payload.size.type === "uniform"
          ? [payload.size.min, payload.size.max]
          : [];
  }
}

function groupsOf(
  document: ScenarioDocument,
  path: ScenarioPath,
  { groups, to }: WorkloadFile,
  { kind, isFifo }: Target,
): Workload["groups"] {
  if (groups === undefined) {
    if (!isFifo) return [];
    return fail(document, path, `expected groups, since ${to} is a FIFO queue, received none`);
  }
  if (kind === "function") {
    return fail(document, [...path, "groups"], `expected none for a function, received groups`);
  }
  return typeof groups === "number"
    ? Array.from({ length: groups }, (_, group) => ({ id: `group-${group + 1}`, weight: 1 }))
    : Object.entries(groups).map(([id, weight]) => ({ id, weight }));
}
