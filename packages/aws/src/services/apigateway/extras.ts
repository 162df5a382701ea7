import { minutes, noTime } from "@orrery/kernel";
import type { Extra, ExtraSetting } from "../../service/extras.ts";
import { behaviorOfEndpoints } from "../../gateway/endpoint-behavior.ts";
import { usualBehavior } from "./operations/targets.ts";

/** How the endpoints of HTTP answer that the integrations of an API ask. */
export const endpointsOutside = behaviorOfEndpoints(
  {
    text: "How the endpoints of HTTP answer that the integrations of an API ask, and from where its requests come.",
    section: {
      name: "apis",
      text: "How the endpoints of HTTP answer behind REST APIs, whom a firewall blocks, and from where requests come, by logical id.",
      each: "How the endpoints answer that the integrations of an API ask, whom a firewall blocks, and from where requests come.",
    },
    unreachable: "Which part of requests does not reach the endpoint. Default: 0%.",
  },
  usualBehavior,
);

const entrance: Readonly<Record<string, ExtraSetting>> = {
  blocked: {
    kind: "share",
    min: 0,
    max: 1,
    text: "Which part of requests the firewall before the API blocks. Default: 0%.",
  },
  blockedHeader: {
    kind: "text",
    text: "A header of which the firewall blocks whatever is like a pattern, such as `user-agent: *bot*`. Default: none.",
  },
  sourceIp: {
    kind: "text",
    text: "The address that requests come from. Where it is said, or the VPC endpoint, the API's policy is held against them. Default: 192.0.2.1, and no policy is.",
  },
  vpcEndpoint: {
    kind: "text",
    text: "The VPC endpoint that requests come through, such as `vpce-0123`. Default: none.",
  },
  vpc: { kind: "text", text: "The VPC that requests come from. Default: none." },
  silence: {
    kind: "duration",
    min: noTime,
    max: minutes(15),
    text: "How long integrations that stream are silent at most, before the first byte and between any two. Default: until they answer.",
  },
};

/** How the endpoints of HTTP answer that an API's integrations ask, whom a firewall blocks, and from where requests come. */
export const endpointBehavior: Extra = {
  ...endpointsOutside,
  form: {
    members: {},
    optional: {
      ...(endpointsOutside.form as { readonly optional: Readonly<Record<string, "law">> }).optional, // As it is written there.
      blocked: "number",
      blockedHeader: "text",
      sourceIp: "text",
      vpcEndpoint: "text",
      vpc: "text",
      silence: "number",
    },
  },
  section: {
    ...endpointsOutside.section,
    settings: { ...endpointsOutside.section.settings, ...entrance },
  },
};
