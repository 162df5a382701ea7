import type { ServiceModel } from "../../service/service-model.ts";
import { elbv2Access } from "./access.ts";
import { elbv2Operations } from "./api.ts";
import { elbv2Events } from "./events.ts";
import { elbv2Assumptions, elbv2Quotas } from "./limits.ts";
import { loadBalancerKind } from "./load-balancer/kind.ts";
import { elbv2Model } from "./model.ts";
import { targetGroupKind } from "./target-group/kind.ts";
import { elbv2TemplateTypes } from "./template.ts";

/** Elastic Load Balancing: Application Load Balancers. */
export const elbv2Service: ServiceModel = {
  service: "elbv2",
  kinds: (world) => [loadBalancerKind, targetGroupKind(world)],
  operations: elbv2Operations,
  access: elbv2Access,
  quotas: elbv2Quotas,
  latencies: { "elbv2.overhead": "What a load balancer adds to its targets." },
  // How targets answer, and what comes to load balancers, are no parameters of AWS.
  model: elbv2Model.with({
    members: { CreateTargetGroup: { Backend: "any" }, CreateLoadBalancer: { Entrance: "any" } },
  }),
  templateTypes: elbv2TemplateTypes,
  assumptions: Object.values(elbv2Assumptions),
  events: elbv2Events,
};
