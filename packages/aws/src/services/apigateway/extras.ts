import { checkDistribution, type Distribution, type Plain } from "@orrery/kernel";
import type { Extra } from "../../service/extras.ts";
import { usualBehavior } from "./operations/targets.ts";

/** How the endpoints of HTTP answer that an API's integrations ask, for which AWS has no parameter. */
export const endpointBehavior: Extra = {
  text: "How the endpoints of HTTP answer that the integrations of an API ask.",
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
    name: "apis",
    text: "How the endpoints of HTTP answer behind REST APIs, by logical id.",
    each: "How the endpoints answer that the integrations of an API ask.",
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
        text: "Which part of requests does not reach the endpoint. Default: 0%.",
      },
    },
    read: (said) => ({ ...usualBehavior, ...said }),
  },
  check(path: string, value: Plain) {
    const { latency } = value as unknown as { readonly latency?: Distribution }; // Of its form.
    if (latency !== undefined) checkDistribution(`${path}.latency`, latency);
  },
};
