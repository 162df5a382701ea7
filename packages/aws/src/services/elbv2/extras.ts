import { behaviorOfEndpoints } from "../../gateway/endpoint-behavior.ts";

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
