import { behaviorOfEndpoints } from "../../gateway/endpoint-behavior.ts";
import { usualBehavior } from "./operations/targets.ts";

/** How the endpoints of HTTP answer that an API's integrations ask. */
export const endpointBehavior = behaviorOfEndpoints(
  {
    text: "How the endpoints of HTTP answer that the integrations of an API ask.",
    section: {
      name: "apis",
      text: "How the endpoints of HTTP answer behind REST APIs, by logical id.",
      each: "How the endpoints answer that the integrations of an API ask.",
    },
    unreachable: "Which part of requests does not reach the endpoint. Default: 0%.",
  },
  usualBehavior,
);
