import { behaviorOfEndpoints } from "../../gateway/endpoint-behavior.ts";
import type { Extra } from "../../service/extras.ts";

/** How targets answer that are no functions. */
export const targetBehavior = behaviorOfEndpoints({
  text: "How the targets of a target group answer that are no functions.",
  section: {
    name: "targetGroups",
    text: "How targets answer that are no functions, by the logical id of their target group.",
    each: "How the targets of a target group answer. One that has none registered has targets by this.",
  },
  unreachable:
    "Which part of requests does not reach a target: the load balancer gives up after 10 s. Default: 0%.",
});

/** Whom a firewall before a load balancer stops. */
export const firewallBehavior: Extra = {
  text: "Whom the firewall before a load balancer stops, and how often it fails.",
  form: {
    members: {},
    optional: { blocked: "number", blockedHeader: "text", firewallFailures: "number" },
  },
  section: {
    name: "loadBalancers",
    text: "Whom the firewalls before load balancers stop, and how often they fail, by the logical id of the load balancer.",
    each: "Whom the firewall before a load balancer stops, and how often it fails.",
    settings: {
      blocked: {
        kind: "share",
        min: 0,
        max: 1,
        text: "Which part of requests the firewall blocks. Default: 0%.",
      },
      blockedHeader: {
        kind: "text",
        text: "A header of which the firewall blocks whatever is like a pattern, such as `user-agent: *bot*`. Default: none.",
      },
      firewallFailures: {
        kind: "share",
        min: 0,
        max: 1,
        text: "On which part of requests the firewall itself fails. Default: 0%.",
      },
    },
    read: (said) => said,
  },
};
