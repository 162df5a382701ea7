import { checkDistribution, type Distribution, type Plain } from "@orrery/kernel";
import type { Extra } from "../../service/extras.ts";

/** How targets answer that are no functions, for which AWS has no parameter. */
export const targetBehavior: Extra = {
  text: "How the targets of a target group answer that are no functions.",
  form: {
    members: {},
    optional: {
      latency: "law",
      status: "number",
      body: "text",
      failures: "number",
      failureStatus: "number",
      unreachable: "number",
    },
  },
  section: {
    name: "targetGroups",
    text: "How targets answer that are no functions, by the logical id of their target group.",
    each: "How the targets of a target group answer. One that has none registered has targets by this.",
    settings: {
      latency: { kind: "durations", text: "How long an answer takes. Default: 50ms." },
      status: { kind: "count", min: 100, max: 599, text: "The status of an answer. Default: 200." },
      body: { kind: "text", text: "The body of an answer. Default: {}." },
      failures: {
        kind: "share",
        min: 0,
        max: 1,
        text: "Which part of requests is answered with failureStatus. Default: 0%.",
      },
      failureStatus: {
        kind: "count",
        min: 100,
        max: 599,
        text: "The status of an answer that fails. Default: 500.",
      },
      unreachable: {
        kind: "share",
        min: 0,
        max: 1,
        text: "Which part of requests does not reach a target: the load balancer gives up after 10 s. Default: 0%.",
      },
    },
    read: (said) => said,
  },
  check(path: string, value: Plain) {
    const { latency } = value as unknown as { readonly latency?: Distribution }; // Of its form.
    if (latency !== undefined) checkDistribution(`${path}.latency`, latency);
  },
};
