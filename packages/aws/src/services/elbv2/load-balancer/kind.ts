import { invariant } from "@orrery/kernel";
import { textOf } from "../../../request/params.ts";
import type { Published } from "../../../service/cloudwatch-metric.ts";
import type { Arrival, Entry } from "../../../service/entry.ts";
import { isServerError, type HttpAnswer } from "../../../service/http.ts";
import type { Trailed } from "../../../service/origin.ts";
import type { ResourceKind } from "../../../service/resource-kind.ts";
import { balancerNameIn, fullNameOf, groupNameIn } from "../arns.ts";
import type { LoadBalancerSettings } from "../config.ts";
import { entranceBehavior } from "../extras.ts";
import { clientTimeout, elbv2Limits } from "../limits.ts";
import { balancerRecordOf } from "../operations/kept.ts";
import { noBalancer } from "../operations/refusals.ts";
import { loadBalancerCharges } from "../pricing.ts";
import type { BalancerRequest } from "../protocol.ts";
import { loadBalancerReporting } from "../reporting/load-balancer-reporting.ts";
import { elbv2Rules } from "../rules.ts";
import { gauges, meters } from "./declarations.ts";
import { loadBalancerInvariants } from "./invariants.ts";
import { loadBalancerMachine } from "./machine.ts";

function requestOf({ http, text, trail, patience }: Arrival): BalancerRequest & Trailed {
  invariant(http !== undefined, "a load balancer is brought something that is no request of HTTP");
  return { type: "httpRequest", http, text, trail, patience: patience ?? null };
}

/** More than a function may be given: that is for the target to say. */
const largestBody = 10 * elbv2Limits.lambdaPayload;

const entry: Entry = {
  sizeOf: () => ({ min: 0, max: largestBody }),
  http: {
    head: elbv2Limits.requestHeaders,
    looksAtVersions: true,
    idleConnection: (settings) => (settings as LoadBalancerSettings).idleTimeout, // Of this kind.
  },
  doors: {
    request: {
      inputOf: requestOf,
      hasFailed: (answer) => isServerError(answer as HttpAnswer), // It gives no other.
    },
  },
  action: "elasticloadbalancing:Request",
  timeout: clientTimeout,
  latency: () => ({}),
};

const kindName = "elbv2.loadBalancer";
const groupKind = "elbv2.targetGroup";

/** The namespace of both kinds: of a load balancer alone, its target groups count, too. */
const publishes: Published = {
  namespace: "AWS/ApplicationELB",
  inSeconds: ["TargetResponseTime"],
  meteredBy({ LoadBalancer, TargetGroup, ...others }, resources) {
    if (LoadBalancer === undefined || Object.keys(others).length > 0) return undefined;
    const balancer = resources.find(
      kindName,
      balancerNameIn(`:loadbalancer/${LoadBalancer}`) ?? "",
    );
    if (balancer === undefined || fullNameOf(balancer.arn) !== LoadBalancer) return undefined;
    const groups = balancerRecordOf(balancer).groups.flatMap((arn) => {
      const group = resources.find(groupKind, groupNameIn(arn) ?? "");
      return group === undefined ? [] : [group];
    });
    if (TargetGroup === undefined) return [balancer, ...groups].map(({ number }) => number);
    const group = groups.find(({ arn }) => fullNameOf(arn) === TargetGroup);
    return group === undefined ? undefined : [group.number];
  },
};

/** A load balancer, as everybody else sees it. */
export const loadBalancerKind: ResourceKind = {
  machine: loadBalancerMachine,
  invariants: loadBalancerInvariants,
  noun: "load balancer",
  rules: elbv2Rules,
  metrics: { ...meters, ...gauges },
  entry,
  extras: { Entrance: entranceBehavior },
  stamps: ["CreatedTime", "madeAt"],
  domainOf: (balancer) => textOf(balancerRecordOf(balancer).shown["DNSName"]),
  byArn: {
    service: "elasticloadbalancing",
    nameIn: (arn) => (arn.includes(":loadbalancer/") ? balancerNameIn(arn) : undefined),
    absent: (arn) => noBalancer(arn),
  },
  publishes,
  charges: loadBalancerCharges,
  unpriced: {
    type: "AWS::ElasticLoadBalancingV2::LoadBalancer",
    what: "active connections, public addresses, access logs, and data transfer out of the Region",
  },
  reporting: loadBalancerReporting,
};
