import { seconds, valueAsOf, type Plain } from "@orrery/kernel";
import { isObject, numberOf, objectOf, textOf } from "../../../request/params.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import { serviceCaller } from "../../../service/caller.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import {
  controlName,
  type ControlPlane,
  type ResourceConnection,
} from "../../../service/service-model.ts";
import { bucketAt, isWebsite } from "../cloudfront-to-s3.ts";
import { edgeFunctionFacts } from "../cloudfront-to-lambda.ts";
import type {
  Audience,
  CacheBehavior,
  DistributionSettings,
  EdgeEvent,
  EdgeFunction,
  ErrorResponse,
  OriginSettings,
  OriginTarget,
} from "../config.ts";
import { elsewhereName } from "../distribution/edge-functions.ts";
import { behaviorIn, usualOrigin } from "../extras.ts";
import {
  cloudfrontAssumptions,
  cloudfrontLimits,
  invalidationLatency,
  regionalLatency,
  viewerLatency,
  viewerTimeout,
} from "../limits.ts";
import { nearestTo } from "../locations.ts";
import {
  distributionArnOf,
  distributionKindName,
  domainNameOf,
  functionKindName,
  originKindName,
} from "../names.ts";
import type { OutsideSettings } from "../origin/machine.ts";
import { partsOf } from "./behavior-settings.ts";
import {
  distributionRecordOf,
  itemsOf,
  plainOf,
  textItems,
  type DistributionRecord,
} from "./kept.ts";

interface Settled {
  readonly settings: DistributionSettings;
  readonly connections: readonly ResourceConnection[];
  readonly targets: readonly string[];
}

/** What connections lead to: each has one place. */
class Places {
  readonly all: string[];
  readonly connections: ResourceConnection[] = [{ port: "control", to: 0, target: controlName }];

  constructor(known: readonly string[]) {
    this.all = [...known];
  }

  join(port: string, connection: Omit<ResourceConnection, "port" | "to">): number {
    const name = `${port} ${connection.access?.arn ?? connection.target}`;
    const known = this.all.indexOf(name);
    const to = known >= 0 ? known : this.all.push(name) - 1;
    this.connections.push({ port, to, ...connection });
    return to;
  }
}

/** The settings of a distribution's machine, with what it is joined to, by what is kept of it. */
export function distributionSettingsOf(
  number: number,
  record: DistributionRecord,
  plane: ControlPlane,
): Settled {
  const { id, config, edge } = record;
  const places = new Places(record.targets);
  const arn = distributionArnOf(id, plane);
  const caller = serviceCaller("cloudfront", arn, plane);
  const said = itemsOf(config["Origins"]).map(objectOf);
  const origins = said.map((each) => originOf(each, edge, places, plane));
  const groups = new Map(
    itemsOf(config["OriginGroups"])
      .map(objectOf)
      .map((group) => [textOf(group["Id"]) ?? "", group] as const),
  );
  const behaviors = [
    ...itemsOf(config["CacheBehaviors"]).map(objectOf),
    objectOf(config["DefaultCacheBehavior"]),
  ].map((each) => behaviorOf(each, origins, groups, places, plane, arn));
  if (behaviors.some(choosesOrigins)) origins.push(elsewhere(edge, places, plane));
  const settings: DistributionSettings = {
    number,
    id,
    domainName: domainNameOf(id),
    isEnabled: config["Enabled"] !== false,
    epochMilliseconds: plane.epochMilliseconds,
    behaviors,
    origins,
    errorResponses: itemsOf(config["CustomErrorResponses"]).map(objectOf).map(errorOf),
    geography: geographyOf(config["Restrictions"]),
    rootObject: textOf(config["DefaultRootObject"]) ?? "",
    isMonitored: record.isMonitored,
    hasFirewall: (textOf(config["WebACLId"]) ?? "") !== "",
    audience: audienceOf(edge, plane.region),
    latencies: {
      viewer: plane.latencies["cloudfront.viewer"] ?? viewerLatency,
      regional: plane.latencies["cloudfront.regionalCache"] ?? regionalLatency,
      origin: plane.latencies["cloudfront.origin"] ?? null,
      invalidation: plane.latencies["cloudfront.invalidation"] ?? invalidationLatency,
    },
    caller,
    quotas: {
      requestsPerSecond: plane.quota("cloudfront.requestsPerSecond"),
      bandwidth: plane.quota("cloudfront.bandwidth") * 1_000,
      edgeConcurrency: plane.quota("cloudfront.edgeConcurrency"),
      edgeRequestsPerSecond: plane.quota("cloudfront.edgeRequestsPerSecond"),
    },
    assumed: figureValues(cloudfrontAssumptions, plane.assumptions),
  };
  return { settings, connections: places.connections, targets: places.all };
}

/** Whether functions of a behavior may name other origins. */
const choosesOrigins = ({ functions }: CacheBehavior): boolean =>
  functions["origin-request"] !== null || functions["viewer-request"]?.type === "function";

function audienceOf(edge: PlainObject, region: string): Audience {
  const viewers = Object.entries(objectOf(edge["viewers"])).map(([code, weight]) => ({
    code,
    weight: numberOf(weight) ?? 0,
  }));
  const header = /^([^:]+):\s*(.+)$/.exec(textOf(edge["blockedHeader"]) ?? "");
  return {
    viewers: viewers.some(({ weight }) => weight > 0)
      ? viewers
      : [{ code: nearestTo(region), weight: 1 }],
    blocked: numberOf(edge["blocked"]) ?? 0,
    blockedHeader:
      header === null ? null : { name: header[1]!.trim().toLowerCase(), text: header[2]! },
  };
}

function geographyOf(restrictions: Plain | undefined): DistributionSettings["geography"] {
  const said = objectOf(objectOf(restrictions)["GeoRestriction"]);
  const type = said["RestrictionType"];
  return {
    type: type === "whitelist" || type === "blacklist" ? type : "none",
    countries: textItems(said),
  };
}

function errorOf(said: PlainObject): ErrorResponse {
  const status = numberOf(said["ErrorCode"]) ?? 0;
  const page = textOf(said["ResponsePagePath"]) ?? "";
  const says = Number(said["ResponseCode"] ?? status);
  return {
    status,
    page: page === "" ? null : page,
    says: says > 0 ? says : status,
    ttl: numberOf(said["ErrorCachingMinTTL"]) ?? cloudfrontLimits.errorTtl,
  };
}

function originOf(
  said: PlainObject,
  edge: PlainObject,
  places: Places,
  plane: ControlPlane,
): OriginSettings {
  // Of a URL, its name in DNS.
  const domainName = (textOf(said["DomainName"]) ?? "").replace(/^https?:\/\/|\/.*$/g, "");
  const id = textOf(said["Id"]) ?? "";
  const custom = objectOf(said["CustomOriginConfig"]);
  const shield = objectOf(said["OriginShield"]);
  const vpc = objectOf(said["VpcOriginConfig"]);
  const { connectionTimeout, connectionAttempts, responseTimeout } = cloudfrontLimits;
  const number = (value: Plain | undefined, usual: number) => numberOf(value) ?? usual;
  const completion = numberOf(said["ResponseCompletionTimeout"]);
  const access = textOf(said["OriginAccessControlId"]) ?? "";
  const identity = textOf(objectOf(said["S3OriginConfig"])["OriginAccessIdentity"]) ?? "";
  const isSigned = access !== "" || identity !== "";
  const headers = Object.fromEntries(
    itemsOf(said["CustomHeaders"])
      .map(objectOf)
      .map(({ HeaderName, HeaderValue }) => [
        (textOf(HeaderName) ?? "").toLowerCase(),
        textOf(HeaderValue) ?? "",
      ]),
  );
  return {
    id,
    domainName,
    path: (textOf(said["OriginPath"]) ?? "").replace(/\/$/, ""),
    // A request that CloudFront signs says so.
    headers:
      isSigned && bucketAt(domainName) === undefined ? { ...headers, ...signature } : headers,
    target: targetOf(domainName, id, isSigned, edge, places, plane),
    attempts: number(said["ConnectionAttempts"], connectionAttempts.default),
    connectionTimeout: seconds(number(said["ConnectionTimeout"], connectionTimeout.default)),
    responseTimeout: seconds(
      number(
        custom["OriginReadTimeout"] ??
          vpc["OriginReadTimeout"] ??
          objectOf(said["S3OriginConfig"])["OriginReadTimeout"],
        responseTimeout.default,
      ),
    ),
    completionTimeout: completion === undefined || completion === 0 ? null : seconds(completion),
    shield: shield["Enabled"] === true ? (textOf(shield["OriginShieldRegion"]) ?? null) : null,
    region: regionIn(domainName) ?? plane.region,
  };
}

const signature = { authorization: "AWS4-HMAC-SHA256 Credential=cloudfront.amazonaws.com" };

/** The Region that a domain of AWS names; `undefined`: none. */
const regionIn = (domainName: string): string | undefined =>
  /\b((?:us|eu|ap|sa|ca|af|me|il|mx)-[a-z]+-\d)\b/.exec(domainName)?.[1];

/** Domains that AWS gives to what may be an origin. */
const ofAws =
  /\.(?:execute-api|lambda-url|elb)\.|\.elb\.amazonaws\.com$|\.cloudfront\.net$|\.on\.aws$/;

function targetOf(
  domainName: string,
  id: string,
  isSigned: boolean,
  edge: PlainObject,
  places: Places,
  plane: ControlPlane,
): OriginTarget {
  const bucket = isWebsite(domainName) ? undefined : bucketAt(domainName);
  if (bucket !== undefined) return { type: "bucket", bucket, isSigned };
  const found = plane.atDomain(domainName);
  if (found !== undefined) {
    const to = places.join("fronts", { target: found.number });
    return { type: "front", to, kind: found.kind, arn: found.arn };
  }
  const isOfHere = regionIn(domainName) === plane.region || domainName.endsWith(".cloudfront.net");
  if (ofAws.test(domainName) && isOfHere) return { type: "unknown" };
  return { type: "endpoint", to: outside(domainName, id, edge, places, plane) };
}

/** An origin of HTTP outside, by its domain. */
function outside(
  domainName: string,
  id: string,
  edge: PlainObject,
  places: Places,
  plane: ControlPlane,
): number {
  const { origins, viewers: _viewers, blocked: _blocked, blockedHeader: _header, ...all } = edge;
  const own = behaviorIn(`distributions.origins.${id}`, objectOf(origins)[id]);
  const settings: OutsideSettings = {
    domainName,
    behavior: { ...usualOrigin, ...(all as object), ...own }, // As its extra reads it.
  };
  const found = plane.find(originKindName, domainName);
  const resource = {
    kind: originKindName,
    name: domainName,
    // Nobody calls it by this: it is no resource of AWS's that has the ARN.
    arn: `outside:${domainName}`,
    record: { said: JSON.stringify(settings) },
    isShared: true,
  };
  const made = found ?? plane.create(resource, () => settings);
  // Distributions share it: the last that says otherwise decides.
  const said = JSON.stringify(settings);
  if (found === undefined || textOf(found.record["said"]) === said) {
    return places.join("endpoints", { target: made.number });
  }
  plane.change(made, { settings, record: { said } });
  return places.join("endpoints", { target: made.number });
}

/** What stands for all origins that functions may name. */
const elsewhere = (edge: PlainObject, places: Places, plane: ControlPlane): OriginSettings =>
  originOf({ Id: elsewhereName, DomainName: elsewhereName }, edge, places, plane);

function behaviorOf(
  said: PlainObject,
  origins: readonly OriginSettings[],
  groups: ReadonlyMap<string, PlainObject>,
  places: Places,
  plane: ControlPlane,
  arn: string,
): CacheBehavior {
  const target = textOf(said["TargetOriginId"]) ?? "";
  const group = groups.get(target);
  const members =
    group === undefined
      ? [target]
      : itemsOf(group["Members"]).map((each) => textOf(objectOf(each)["OriginId"]) ?? "");
  const failover = itemsOf(objectOf(objectOf(group)["FailoverCriteria"])["StatusCodes"]);
  const allowed = objectOf(said["AllowedMethods"]);
  const methods = textItems(allowed);
  const cached = textItems(allowed["CachedMethods"]);
  const protocol = textOf(said["ViewerProtocolPolicy"]);
  return {
    pattern: textOf(said["PathPattern"]) ?? "*",
    origins: members.map((id) => origins.findIndex((each) => each.id === id)),
    failover: failover.filter((each): each is number => typeof each === "number"),
    protocol:
      protocol === "https-only" || protocol === "redirect-to-https" ? protocol : "allow-all",
    methods: methods.length > 0 ? methods : ["GET", "HEAD"],
    cachedMethods: cached.length > 0 ? cached : ["GET", "HEAD"],
    isCompressed: said["Compress"] === true,
    isSigned: [said["TrustedKeyGroups"], said["TrustedSigners"]].some(
      (each) => isObject(each) && each["Enabled"] === true,
    ),
    ...partsOf(said, plane),
    functions: functionsOf(said, places, plane, arn),
  };
}

function functionsOf(
  said: PlainObject,
  places: Places,
  plane: ControlPlane,
  distributionArn: string,
): CacheBehavior["functions"] {
  const functions: Record<EdgeEvent, EdgeFunction | null> = {
    "viewer-request": null,
    "origin-request": null,
    "origin-response": null,
    "viewer-response": null,
  };
  for (const each of itemsOf(said["FunctionAssociations"]).map(objectOf)) {
    const arn = textOf(each["FunctionARN"]) ?? "";
    const found = plane.findByArn(arn);
    if (found?.kind !== functionKindName) continue; // It was checked.
    functions[each["EventType"] as EdgeEvent] = {
      type: "function",
      arn,
      to: places.join("functions", { target: found.number }),
      kind: found.kind,
      includesBody: false,
      memory: 0,
      timeout: cloudfrontLimits.lambdaTimeout,
    };
  }
  for (const each of itemsOf(said["LambdaFunctionAssociations"]).map(objectOf)) {
    const arn = textOf(each["LambdaFunctionARN"]) ?? "";
    const target = plane.target(arn);
    if (target === null) continue; // It was checked.
    const access = {
      caller: serviceCaller("edgelambda", distributionArn, plane),
      action: target.action,
      arn,
    };
    functions[each["EventType"] as EdgeEvent] = {
      type: "edge",
      arn,
      to: places.join("functions", { target: target.component, access }),
      kind: target.kind,
      includesBody: each["IncludeBody"] === true,
      memory: edgeFunctionFacts(arn, plane).memory,
      timeout: `${each["EventType"] as string}`.startsWith("viewer")
        ? valueAsOf(viewerTimeout, plane.asOf)
        : cloudfrontLimits.lambdaTimeout,
    };
  }
  return functions;
}

/** Changes what is kept of a distribution, and has its machine go by it. */
export function changeDistribution(
  distribution: Resource,
  change: Partial<DistributionRecord>,
  plane: ControlPlane,
): DistributionRecord {
  const record = { ...distributionRecordOf(distribution), ...change };
  const { settings, connections, targets } = distributionSettingsOf(
    distribution.number,
    record,
    plane,
  );
  const kept = { ...record, targets };
  plane.change(distribution, { record: plainOf(kept), settings, connections });
  return kept;
}

/** Has all distributions go by what they share, which has changed. */
export function settleAll(plane: ControlPlane): void {
  for (const distribution of plane.list(distributionKindName)) {
    changeDistribution(distribution, {}, plane);
  }
}
