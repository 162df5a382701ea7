import type { Operations } from "../../service/service-model.ts";
import { listenerOperations } from "./operations/listener-operations.ts";
import { loadBalancerOperations } from "./operations/load-balancer-operations.ts";
import { ruleOperations } from "./operations/rule-operations.ts";
import { tagOperations } from "./operations/tag-operations.ts";
import { targetGroupOperations } from "./operations/target-group-operations.ts";
import { targetOperations } from "./operations/target-operations.ts";

/** The operations of Elastic Load Balancing that are modeled: those of Application Load Balancers. */
export const elbv2Operations: Operations = {
  ...loadBalancerOperations,
  ...targetGroupOperations,
  ...targetOperations,
  ...listenerOperations,
  ...ruleOperations,
  ...tagOperations,
};
