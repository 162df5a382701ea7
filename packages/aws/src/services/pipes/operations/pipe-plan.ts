import { seconds, start, type Duration, type Instant, type Plain } from "@orrery/kernel";
import { compileFilterCriteria, FilterPatternError } from "../../../pattern/index.ts";
import { listOf, memberOf, numberOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import { apiIn } from "../../../service/api-target.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import { roleCaller, serviceCaller, type Caller } from "../../../service/caller.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import { outsideBroker, readResource, type Source } from "../../../service/source.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import { sinkAt } from "../../../sink/sink-at.ts";
import type { PipeSettings, TargetPlan } from "../config.ts";
import { pipesAssumptions, toTarget } from "../limits.ts";
import { unknownVariables } from "../pipe/template-text.ts";
import { clusterService } from "../pipes-to-kafka.ts";
import { unmodeledTarget } from "../unmodeled-target.ts";
import { loggingIn, logTakersIn, type LogEnds } from "./log-plan.ts";
import type { PipeRecord } from "./pipe-record.ts";

export const invalid = (message: string): Refused => refused("ValidationException", message);

/** What a pipe reads. */
export interface ReadSource {
  /** Of a cluster that is none of AWS what stands for it. */
  readonly arn: string;
  /** Where the brokers of such a cluster are; of all else none. */
  readonly servers: readonly string[];
  /** The topic or the queue of a broker; left out: it has no such parts, or none is said. */
  readonly part: string | undefined;
  /** How it is read; `undefined`: it is of nothing that is modeled. */
  readonly source: Source | undefined;
  /** `undefined`: it is not there. */
  readonly resource: Resource | undefined;
  /** The parameters of its kind. */
  readonly params: PlainObject;
}

/** What of SourceParameters is about the source's kind. */
const sourceParamsIn = (params: PlainObject): PlainObject => {
  const { FilterCriteria: _filters, ...kinds } = objectOf(params["SourceParameters"]);
  const [first] = Object.values(kinds);
  return objectOf(first);
};

/** How pipes address a cluster that is none of AWS, by one of its brokers. */
const outside = /^smk:\/\/(.+)$/;

export function sourceOf(params: PlainObject, plane: ControlPlane): ReadSource {
  const said = textOf(params["Source"])!; // It must be there.
  const own = sourceParamsIn(params);
  const server = outside.exec(said)?.[1];
  const servers =
    server === undefined ? [] : [server, ...textsOf(own["AdditionalBootstrapServers"])];
  const arn =
    server === undefined
      ? said
      : outsideBroker(clusterService, plane.sources).sourceOf(servers, plane);
  const source = plane.sources.in(arn.split(":")[2] ?? "");
  const part = textOf(own["TopicName"]) ?? textOf(own["QueueName"]);
  const resource =
    source === undefined
      ? undefined
      : readResource(arn, part, source, (each) => plane.findByArn(each));
  return { arn, servers, part, source, resource, params: own };
}

/** Makes what a pipe reads where nobody else makes it. */
export function makeOutside({ servers, part }: ReadSource, plane: ControlPlane): void {
  if (servers.length === 0 || part === undefined) return;
  outsideBroker(clusterService, plane.sources).make(servers, part, plane);
}

export const filtersIn = (params: PlainObject): readonly string[] =>
  listOf(memberOf(memberOf(params["SourceParameters"], "FilterCriteria"), "Filters")).flatMap(
    (filter) => textOf(memberOf(filter, "Pattern")) ?? [],
  );

/** Where what a pipe gives up goes; empty: nowhere. */
export const deadLettersIn = (params: PlainObject): readonly string[] => {
  const arn = textOf(memberOf(sourceParamsIn(params)["DeadLetterConfig"], "Arn"));
  return arn === undefined ? [] : [arn];
};

/** What is wrong with a pipe's parameters; `null` for nothing. */
export function checkPipe(params: PlainObject, plane: ControlPlane): Refused | null {
  const { source, part, params: own } = sourceOf(params, plane);
  if (source !== undefined) {
    const broker = source.type === "shards" ? source.broker : undefined;
    // Assumed: the words of these refusals.
    if (broker?.changes !== undefined) {
      return invalid(`${source.title} is not supported as a source.`);
    }
    if (broker !== undefined && part === undefined) {
      const what = broker.queues === undefined ? "TopicName" : "QueueName";
      return invalid(`SourceParameters must have a ${what} for this source.`);
    }
    try {
      compileFilterCriteria(filtersIn(params), source.service);
    } catch (error) {
      if (!(error instanceof FilterPatternError)) throw error;
      return invalid("Invalid filter pattern definition."); // Assumed: the words of mappings.
    }
    if (source.type === "shards" && broker === undefined && own["StartingPosition"] === undefined) {
      return invalid("StartingPosition is required for stream sources."); // Assumed: the words.
    }
  }
  for (const [name, member] of [
    ["EnrichmentParameters", params["EnrichmentParameters"]],
    ["TargetParameters", params["TargetParameters"]],
  ] as const) {
    const template = textOf(memberOf(member, "InputTemplate")) ?? "";
    const [unknown] = unknownVariables(template);
    if (unknown === undefined) continue;
    return invalid(`${name}.InputTemplate has an unknown variable <${unknown}>.`); // Likewise.
  }
  return null;
}

export const roleOf = (params: PlainObject, arn: string, plane: ControlPlane): Caller =>
  roleCaller(textOf(params["RoleArn"])!, "pipes", arn, plane); // It must be there.

/** What the machine of a pipe goes by. */
export function settingsOf(
  number: number,
  name: string,
  arn: string,
  params: PlainObject,
  { answers, until }: Pick<PipeRecord, "answers" | "until">,
  plane: ControlPlane,
  ends: Ends,
): PipeSettings {
  const enrichment = textOf(params["Enrichment"]) ?? "";
  return {
    pipe: number,
    name,
    arn,
    source: textOf(params["Source"])!, // It must be there.
    epochMilliseconds: plane.epochMilliseconds,
    reads: sourceOf(params, plane).resource?.arn ?? textOf(params["Source"])!,
    logging: loggingIn(params, ends, plane),
    failsWhole: isOfBroker(sourceOf(params, plane)),
    enrichment:
      enrichment === ""
        ? null
        : {
            arn: enrichment,
            kind: ends.enrichment,
            http: httpIn(enrichment, params["EnrichmentParameters"], ends.enrichment),
            template: textOf(memberOf(params["EnrichmentParameters"], "InputTemplate")) ?? null,
            answers: answers, // As the extra says.
          },
    target: targetOf(name, params, ends.target),
    activeFrom: until,
    assumed: figureValues(pipesAssumptions, plane.assumptions),
  };
}

/** Batches of brokers are tried again as a whole. */
const isOfBroker = ({ source }: ReadSource): boolean =>
  source?.type === "shards" && source.broker !== undefined;

function targetOf(name: string, params: PlainObject, kind: string | null): TargetPlan {
  const arn = textOf(params["Target"])!; // It must be there.
  const given = objectOf(params["TargetParameters"]);
  const bus = objectOf(given["EventBridgeEventBusParameters"]);
  const isBus = /^arn:[^:]*:events:.*:event-bus\//.test(arn);
  const from = textOf(params["Source"]) ?? "";
  const service = outside.test(from) ? clusterService : (from.split(":")[2] ?? "");
  return {
    arn,
    kind,
    isWaitedFor: !isForgotten(given),
    http: httpIn(arn, given, kind),
    template: textOf(given["InputTemplate"]) ?? null,
    group:
      textOf(memberOf(given["SqsQueueParameters"], "MessageGroupId")) ??
      textOf(memberOf(given["KinesisStreamParameters"], "PartitionKey")) ??
      null,
    deduplicationId:
      textOf(memberOf(given["SqsQueueParameters"], "MessageDeduplicationId")) ?? null,
    bus: isBus
      ? {
          source: textOf(bus["Source"]) ?? `Pipe ${name}`,
          detailType: textOf(bus["DetailType"]) ?? `Event from aws:${service}`,
          resources: textsOf(bus["Resources"]),
          time: textOf(bus["Time"]) ?? null,
        }
      : null,
  };
}

const isApiDestination = (arn: string): boolean =>
  /^arn:[^:]*:events:[^:]*:[^:]*:api-destination\//.test(arn);

const isThere = (arn: string, plane: ControlPlane): boolean => plane.findByArn(arn) !== undefined;

/** Parameters of the request that an API gets; `null`: an ARN is no API's that is there. */
const httpIn = (arn: string, given: Plain | undefined, kind: string | null): PlainObject | null =>
  kind === null || apiIn(arn) === null ? null : objectOf(memberOf(given, "HttpParameters"));

/** Whether nobody waits for what the target makes of a batch. */
const isForgotten = (given: PlainObject): boolean =>
  Object.values(given).some((each) => memberOf(each, "InvocationType") === "FIRE_AND_FORGET");

/** The kinds of what a pipe asks, and of what takes its log. */
export interface Ends extends LogEnds {
  readonly enrichment: string | null;
  readonly target: string | null;
}

/** What joins a pipe to its enrichment and its target. */
export function connectionsOf(
  arn: string,
  params: PlainObject,
  plane: ControlPlane,
): { readonly ends: Ends; readonly connections: readonly ResourceConnection[] } {
  const caller = roleOf(params, arn, plane);
  const request = plane.latencies["pipes.toTarget"] ?? toTarget;
  const connections: ResourceConnection[] = [];
  const join = (port: string, to: string, by = caller): string | null => {
    // What answers outside of AWS answers as a scenario says, unless its API destination is there.
    const isOutside = port === "enrichment" && isApiDestination(to) && !isThere(to, plane);
    const target = plane.target(to) ?? plane.apiAt(to);
    const here = { port, to: 0, request };
    if (target !== null) {
      const { component, action, kind } = target;
      connections.push({ ...here, target: component, access: { caller: by, action, arn: to } });
      return isOutside ? null : kind;
    }
    if (port !== "enrichment") {
      connections.push({ ...here, target: sinkAt(unmodeledTarget, to, plane) });
    }
    return null;
  };
  const enrichment = textOf(params["Enrichment"]) ?? "";
  const { stream, bucket } = logTakersIn(params, plane);
  const deliverer = serviceCaller("delivery.logs", arn, plane);
  const ends: Ends = {
    enrichment: enrichment === "" ? null : join("enrichment", enrichment),
    target: join("target", textOf(params["Target"])!), // It must be there.
    logStream: stream === undefined ? null : join("logStream", stream, deliverer),
    logBucket: bucket === undefined ? null : join("logBucket", bucket, deliverer),
  };
  return { ends, connections };
}

/** When a pipe acts that is changed now: at once where it stands from the start. */
export const activeFrom = (plane: ControlPlane): Instant => {
  const { transitionTime } = figureValues(pipesAssumptions, plane.assumptions);
  return plane.now === start ? plane.now : ((plane.now + transitionTime) as Instant);
};

export const windowIn = (own: PlainObject): Duration =>
  seconds(numberOf(own["MaximumBatchingWindowInSeconds"]) ?? 0);
