import {
  bodiless,
  checkCaller,
  checkExtendedClient,
  checkMessages,
  checkPayload,
  doorFor,
  noBody,
  offloadThreshold,
  resolveBreaker,
  resolveConnections,
  resolveHttpRequest,
  resolveLocation,
  resolveRequestMix,
  resolveRetry,
  resolveSession,
  withArticle,
  type AttributeValue,
  type Batching,
  type BreakerConfig,
  type ConnectionsConfig,
  type ExtendedClientSaid,
  type HttpRequestSaid,
  type MixedRequest,
  type RetryBudget,
  type RetryConfig,
  type SessionStep,
  type Users,
  type Workload,
  type WorkloadAttribute,
} from "@orrery/aws";
import {
  checkArrivals,
  noTime,
  withinBounds,
  type ArrivalProcess,
  type Duration,
} from "@orrery/kernel";
import type { Architecture } from "./architecture.ts";
import { at, fail, fileAt, type ScenarioSources } from "./reading.ts";
import { readCountedArrivals, readRecordedArrivals } from "./recorded-arrivals.ts";
import { readRequests, textOfBody } from "./recorded-requests.ts";
import { given as withoutUndefined } from "./ranged-setting.ts";
import { defaultAsOf } from "./scenario-schema.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import { checkedPayload, type WorkloadFile } from "./stand-in-payload.ts";
import type { StandInTargets } from "./stand-ins.ts";
import { targetNamed, type Target } from "./targets.ts";
import type { ScenarioPath } from "./wording.ts";

/** The workloads of a scenario, with recorded arrivals read. */
export function workloadsOf(
  document: ScenarioDocument,
  architecture: Architecture,
  sources: ScenarioSources,
  standIns: StandInTargets,
): readonly Workload[] {
  return (document.content.workload ?? []).map((given, number) => {
    const path = ["workload", number];
    const { as, ...rest } = given;
    const standIn = standIns.get(number);
    if (as === undefined || standIn === undefined) {
      return workloadOf(document, path, given, architecture, sources);
    }
    const own: Pick<WorkloadFile, "payload"> =
      typeof standIn === "string"
        ? { payload: checkedPayload(document, [...path, "payload"], given) }
        : { payload: { list: standIn.map((event) => JSON.stringify(event)) } };
    const to = typeof standIn === "string" ? standIn : rest.to;
    return workloadOf(document, path, { ...rest, to, ...own }, architecture, sources);
  });
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
  const request = given.request && withoutHoles<HttpRequestSaid>(given.request);
  const hasNoBody = given.payload === undefined && bodiless.includes(request?.method ?? "");
  const payload = hasNoBody ? noBody : payloadOf(given.payload);
  const requests = requestsOf(document, [...path, "requests"], given.requests, sources);
  if (requests !== undefined && request !== undefined) {
    fail(document, [...path, "requests"], "expected request or requests, received both");
  }
  const session = given.session?.map((step, place) =>
    stepOf(document, [...path, "session", place], step, architecture),
  );
  if (session !== undefined && (requests !== undefined || request !== undefined)) {
    const other = request === undefined ? "requests" : "request";
    fail(document, [...path, "session"], `expected session or ${other}, received both`);
  }
  const { circuitBreaker, connections, location } = callersOf(given);
  at(document, [...path, "circuitBreaker"], () => resolveBreaker("", circuitBreaker));
  at(document, [...path, "connections"], () => resolveConnections("", connections, null, null));
  const { timeout, delay, users, batch } = given;
  const said = {
    ...(given.arrivals === undefined
      ? {}
      : { arrivals: arrivalsOf(document, [...path, "arrivals"], given.arrivals, sources) }),
    ...(users === undefined ? {} : { users: withoutHoles<Users>(users) }),
    ...(batch === undefined ? {} : { batch: withoutHoles<Batching>(batch) }),
  };
  const attributes = attributesOf(given.payload?.attributes);
  const besides = attributes.length === 0 ? {} : { attributes };
  const delayed = delay === undefined ? {} : { delay };
  const retry = retryOf(given.retry);
  at(document, [...path, "retry"], () => resolveRetry("", retry));
  const entry = target?.kind.entry;
  if (target !== null && entry !== undefined) {
    const { noun } = target.kind;
    const door = at(document, [...path, "invoke"], () => doorFor("", entry, noun, given.invoke));
    const size = entry.sizeOf(target.settings, document.content.asOf ?? defaultAsOf, door);
    const { extendedClient } = given;
    if (extendedClient !== undefined) {
      at(document, [...path, "extendedClient"], () =>
        checkExtendedClient("", said.batch, entry, noun),
      );
      bucketOf(
        document,
        [...path, "extendedClient", "bucket"],
        extendedClient.bucket,
        architecture,
      );
    }
    const { max } = extendedClient === undefined ? size : offloadThreshold;
    const range = { noun, ...size, max };
    at(document, [...path, "request"], () => resolveHttpRequest("", request, entry, noun));
    at(document, [...path, "requests"], () => resolveRequestMix("", requests, entry, noun));
    at(document, [...path, "session"], () =>
      resolveSession("", session, ({ to }) => {
        const other =
          to === undefined ? target : targetNamed(document, [...path, "session"], to, architecture);
        const { kind } = other ?? target; // What is not there was said before.
        return { to: 0, entry: kind.entry ?? entry, noun: kind.noun };
      }),
    );
    at(document, [...path, "location"], () =>
      resolveLocation("", location, entry, document.content.region ?? "us-east-1"),
    );
    at(document, [...path, "payload"], () => {
      checkPayload("", payload, range);
      checkMessages("", besides, entry, noun);
    });
    at(document, path, () => {
      checkCaller("", said, entry.doors[door]!, noun, target.settings);
      checkMessages("", delayed, entry, noun);
    });
  }
  if (timeout !== undefined && entry !== undefined) {
    at(document, [...path, "timeout"], () => withinBounds("", timeout, entry.timeout));
  }
  return {
    to: target?.logicalId ?? given.to,
    ...said,
    ...besides,
    ...delayed,
    from,
    until: given.for === undefined ? null : ((from + given.for) as Duration),
    payload,
    ...(request === undefined ? {} : { request }),
    ...(requests === undefined ? {} : { requests }),
    ...(session === undefined ? {} : { session }),
    ...callersOf(given),
    groups: groupsOf(document, path, given, target),
    ...(given.extendedClient === undefined
      ? {}
      : { extendedClient: withoutHoles<ExtendedClientSaid>(given.extendedClient) }),
    ...(given.invoke === undefined ? {} : { invoke: given.invoke }),
    ...(retry === undefined ? {} : { retry }),
    ...(timeout === undefined ? {} : { timeout }),
  };
}

/** The bucket where large payloads are left must be there. */
function bucketOf(
  document: ScenarioDocument,
  path: ScenarioPath,
  bucket: string,
  architecture: Architecture,
): void {
  targetNamed(document, path, bucket, architecture, ({ entry }) => entry?.keepsPayloads === true);
}

/** Several requests, as a scenario or a file says them. */
function requestsOf(
  document: ScenarioDocument,
  path: ScenarioPath,
  said: WorkloadFile["requests"],
  sources: ScenarioSources,
): readonly MixedRequest[] | undefined {
  if (said === undefined) return undefined;
  if (!Array.isArray(said)) {
    const file = fileAt(document, [...path, "file"], said.file, sources);
    return readRequests(file, said.under);
  }
  return said.map(({ body, json, ...request }, place) => {
    if (body !== undefined && json !== undefined) {
      return fail(document, [...path, place], "expected body or json, received both");
    }
    const text = json === undefined ? body : JSON.stringify(json);
    return {
      ...withoutHoles<MixedRequest>(request),
      ...(text === undefined ? {} : { body: textOfBody(text) }),
    };
  });
}

/** A request of a session, as a scenario says it. */
function stepOf(
  document: ScenarioDocument,
  path: ScenarioPath,
  { body, json, to, ...step }: NonNullable<WorkloadFile["session"]>[number],
  architecture: Architecture,
): SessionStep {
  if (body !== undefined && json !== undefined) {
    return fail(document, path, "expected body or json, received both");
  }
  const text = json === undefined ? body : JSON.stringify(json);
  return {
    ...withoutHoles<SessionStep>(step),
    ...(to === undefined
      ? {}
      : { to: targetNamed(document, [...path, "to"], to, architecture)?.logicalId ?? to }),
    ...(text === undefined ? {} : { body: textOfBody(text) }),
    ...(json === undefined ? {} : { isJson: true }),
  };
}

/** What a scenario says of callers beside their requests. */
const callersOf = ({
  circuitBreaker,
  connections,
  location,
}: WorkloadFile): Pick<Workload, "circuitBreaker" | "connections" | "location"> => ({
  ...(circuitBreaker && { circuitBreaker: withoutHoles<BreakerConfig>(circuitBreaker) }),
  ...(connections && { connections: withoutHoles<ConnectionsConfig>(connections) }),
  ...(location === undefined ? {} : { location }),
});

/** What a file gives, as the schema has read it. */
const withoutHoles = <Value>(said: object): Value => withoutUndefined(said as never) as Value;

const retryOf = (said: WorkloadFile["retry"]): RetryConfig | undefined => {
  if (said === undefined || said === "none") return said === undefined ? said : { attempts: 1 };
  const { budget, ...rest } = said;
  return {
    ...withoutHoles<RetryConfig>(rest),
    ...(budget === undefined ? {} : { budget: withoutHoles<Partial<RetryBudget>>(budget) }),
  };
};

type AttributesFile = NonNullable<NonNullable<WorkloadFile["payload"]>["attributes"]>;

/** Attributes as files say them: one value, a list of which messages have one in turn, or values with shares. */
const attributesOf = (said: AttributesFile = {}): readonly WorkloadAttribute[] =>
  Object.entries(said).map(([name, values]) => {
    if (Array.isArray(values)) return { name, values: values.map(attributeValue) };
    if (typeof values !== "object") return { name, values: [attributeValue(values)] };
    const entries = Object.entries(values);
    const areNumbers = entries.every(([value]) => isNumeral(value));
    return {
      name,
      values: entries.map(([value, weight]) => ({
        ...attributeValue(areNumbers ? Number(value) : value),
        value,
        weight,
      })),
    };
  });

const isNumeral = (text: string): boolean => /^[+-]?\d+(?:\.\d+)?$/.test(text);

const attributeValue = (value: string | number): AttributeValue => ({
  dataType: typeof value === "number" ? "Number" : "String",
  value: `${value}`,
});

function arrivalsOf(
  document: ScenarioDocument,
  path: ScenarioPath,
  given: NonNullable<WorkloadFile["arrivals"]>,
  sources: ScenarioSources,
): ArrivalProcess {
  if (given.file !== undefined) {
    return at(document, [...path, "file"], () =>
      checkArrivals("", fileProcess(document, [...path, "file"], given.file!, sources)),
    );
  }
  const [type, process] = Object.entries(given).find(([, value]) => value !== undefined)!;
  const entries = Object.entries(process as object).filter(([, value]) => value !== undefined);
  return at(document, [...path, type], () =>
    checkArrivals("", { type, ...(Object.fromEntries(entries) as object) }),
  );
}

/** The process that a file of times or of counts says, to be checked. */
function fileProcess(
  document: ScenarioDocument,
  path: ScenarioPath,
  given: NonNullable<NonNullable<WorkloadFile["arrivals"]>["file"]>,
  sources: ScenarioSources,
): object {
  const { repeatEvery, path: file, every, count, spacing, ...recorded } = given;
  const again = repeatEvery === undefined ? {} : { repeatEvery };
  const source = fileAt(document, [...path, "path"], file, sources);
  if (every !== undefined) {
    const counts = readCountedArrivals(source, { ...recorded, every, count });
    return { type: "counts", every, counts, ...again, ...(spacing && { spacing }) };
  }
  for (const [name, value] of Object.entries({ count, spacing })) {
    if (value === undefined) continue;
    fail(document, [...path, name], `expected every beside ${name}, received none`);
  }
  return { type: "recorded", instants: readRecordedArrivals(source, recorded), ...again };
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

function groupsOf(
  document: ScenarioDocument,
  path: ScenarioPath,
  { groups, to }: WorkloadFile,
  target: Target | null,
): Workload["groups"] {
  const { noun, entry } = target?.kind ?? {};
  const needsGroups = entry?.needsGroups;
  if (groups === undefined) {
    if (needsGroups?.(target?.settings) !== true) return [];
    return fail(document, path, `expected groups, since ${to} is a FIFO ${noun}, received none`);
  }
  const takesGroups = entry?.takesGroups?.(target?.settings) ?? needsGroups !== undefined;
  if (noun !== undefined && !takesGroups) {
    return fail(
      document,
      [...path, "groups"],
      `expected none for ${withArticle(noun)}, received groups`,
    );
  }
  return typeof groups === "number"
    ? Array.from({ length: groups }, (_, group) => ({ id: `group-${group + 1}`, weight: 1 }))
    : Object.entries(groups).map(([id, weight]) => ({ id, weight }));
}
