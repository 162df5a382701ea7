import { seconds, start, type Duration, type Instant } from "@orrery/kernel";
import { compileFilterCriteria, FilterPatternError } from "../../../pattern/index.ts";
import { listOf, memberOf, numberOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import { roleCaller, type Caller } from "../../../service/caller.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import { readResource, type Source } from "../../../service/source.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import { sinkAt } from "../../../sink/sink-at.ts";
import type { PipeSettings, TargetPlan } from "../config.ts";
import { pipesAssumptions, toTarget } from "../limits.ts";
import { unknownVariables } from "../pipe/template-text.ts";
import { unmodeledTarget } from "../unmodeled-target.ts";
import type { PipeRecord } from "./pipe-record.ts";

export const invalid = (message: string): Refused => refused("ValidationException", message);

/** What a pipe reads. */
export interface ReadSource {
  readonly arn: string;
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

export function sourceOf(params: PlainObject, plane: ControlPlane): ReadSource {
  const arn = textOf(params["Source"])!; // It must be there.
  const source = plane.sources.in(arn.split(":")[2] ?? "");
  const own = sourceParamsIn(params);
  const part = textOf(own["TopicName"]);
  const resource =
    source === undefined
      ? undefined
      : readResource(arn, part, source, (each) => plane.findByArn(each));
  return { arn, source, resource, params: own };
}

export const filtersIn = (params: PlainObject): readonly string[] =>
  listOf(memberOf(memberOf(params["SourceParameters"], "FilterCriteria"), "Filters")).flatMap(
    (filter) => textOf(memberOf(filter, "Pattern")) ?? [],
  );

/** What is wrong with a pipe's parameters; `null` for nothing. */
export function checkPipe(params: PlainObject, plane: ControlPlane): Refused | null {
  const { source, params: own } = sourceOf(params, plane);
  if (source !== undefined) {
    try {
      compileFilterCriteria(filtersIn(params), source.service);
    } catch (error) {
      if (!(error instanceof FilterPatternError)) throw error;
      return invalid("Invalid filter pattern definition."); // Assumed: the words of mappings.
    }
    if (
      source.type === "shards" &&
      source.broker === undefined &&
      own["StartingPosition"] === undefined
    ) {
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
    enrichment:
      enrichment === ""
        ? null
        : {
            arn: enrichment,
            kind: ends.enrichment,
            template: textOf(memberOf(params["EnrichmentParameters"], "InputTemplate")) ?? null,
            answers: answers, // As the extra says.
          },
    target: targetOf(name, params, ends.target),
    activeFrom: until,
    assumed: figureValues(pipesAssumptions, plane.assumptions),
  };
}

function targetOf(name: string, params: PlainObject, kind: string | null): TargetPlan {
  const arn = textOf(params["Target"])!; // It must be there.
  const given = objectOf(params["TargetParameters"]);
  const bus = objectOf(given["EventBridgeEventBusParameters"]);
  const isBus = /^arn:[^:]*:events:.*:event-bus\//.test(arn);
  const service = (textOf(params["Source"]) ?? "").split(":")[2] ?? "";
  return {
    arn,
    kind,
    isWaitedFor: !isForgotten(given),
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

/** Whether nobody waits for what the target makes of a batch. */
const isForgotten = (given: PlainObject): boolean =>
  Object.values(given).some((each) => memberOf(each, "InvocationType") === "FIRE_AND_FORGET");

/** The kinds of what a pipe asks. */
export interface Ends {
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
  const join = (port: string, to: string): string | null => {
    const target = plane.target(to);
    const here = { port, to: 0, request };
    if (target !== null) {
      const { component, action, kind } = target;
      connections.push({ ...here, target: component, access: { caller, action, arn: to } });
      return kind;
    }
    if (port === "target") {
      connections.push({ ...here, target: sinkAt(unmodeledTarget, to, plane) });
    }
    return null;
  };
  const enrichment = textOf(params["Enrichment"]) ?? "";
  const ends: Ends = {
    enrichment: enrichment === "" ? null : join("enrichment", enrichment),
    target: join("target", textOf(params["Target"])!), // It must be there.
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
