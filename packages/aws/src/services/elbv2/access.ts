import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";

// What a request names, by what it is about first.
const arns = ["LoadBalancerArn", "TargetGroupArn", "RuleArn", "ListenerArn"];

/** What Elastic Load Balancing asks before it does something, and how it refuses. */
export const elbv2Access: Access = {
  prefix: "elasticloadbalancing",
  actions: {},
  resourceOf(params) {
    for (const name of arns) {
      const arn = textIn(params, name);
      if (arn !== undefined) return arn;
    }
    return "*";
  },
  denied: (denial) => refused("AccessDenied", notAuthorized(denial)),
};
