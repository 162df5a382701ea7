import { checkDistribution, ConfigError, durationOf, type Plain } from "@orrery/kernel";
import { endpointSettings } from "../../gateway/endpoint-behavior.ts";
import { isObject, objectOf } from "../../request/params.ts";
import type { Extra, ExtraSetting } from "../../service/extras.ts";
import { originTime } from "./limits.ts";
import { edgeLocations } from "./locations.ts";
import type { OriginBehavior } from "./protocol.ts";

/** How origins outside answer of which a scenario says nothing. */
export const usualOrigin: OriginBehavior = {
  latency: originTime,
  status: 200,
  body: "{}",
  failures: 0,
  failureStatus: 500,
  unreachable: 0,
  cacheControl: "",
  size: 0,
};

const originSettings: Readonly<Record<string, ExtraSetting>> = {
  ...endpointSettings("Which part of requests does not reach the origin. Default: 0%."),
  cacheControl: { kind: "text", text: "The header Cache-Control of its answers. Default: none." },
  size: {
    kind: "bytes",
    min: 0,
    max: 50_000_000_000,
    text: "How many bytes an answer has. Default: those of its body.",
  },
};

/** How custom origins answer, and where viewers are. */
export const edgeBehavior: Extra = {
  text: "How the origins outside AWS of a distribution answer, and where its viewers are.",
  form: {
    members: {},
    optional: {
      latency: "law",
      status: "number",
      body: "text",
      failures: "number",
      failureStatus: "number",
      unreachable: "number",
      cacheControl: "text",
      size: "number",
      origins: "value",
      viewers: "value",
      blocked: "number",
      blockedHeader: "text",
    },
  },
  section: {
    name: "distributions",
    text: "How the origins outside AWS of distributions answer, and where their viewers are, by logical id.",
    each: "How the origins outside AWS of a distribution answer, and where its viewers are.",
    settings: {
      ...originSettings,
      origins: {
        kind: "value",
        text: "By the id of an origin, what of these is otherwise for it alone, shares from 0 to 1.",
      },
      viewers: {
        kind: "value",
        text: "Edge locations, such as FRA, with the weights of their viewers. Default: the one next to the Region.",
      },
      blocked: {
        kind: "share",
        min: 0,
        max: 1,
        text: "Which part of requests the firewall blocks, where the distribution has a web ACL. Default: 0%.",
      },
      blockedHeader: {
        kind: "text",
        text: "What the firewall blocks, as a header and a part of its value: user-agent: bot. Default: nothing.",
      },
    },
    read: (said) => said,
  },
  check(path, value) {
    const { latency, viewers, origins } = objectOf(value);
    if (latency !== undefined) checkDistribution(`${path}.latency`, latency); // Of its form.
    for (const code of Object.keys(objectOf(viewers))) {
      if (edgeLocations.has(code)) continue;
      const known = [...edgeLocations.keys()].join(", ");
      throw new ConfigError(`${path}.viewers`, `edge locations among ${known}`, code);
    }
    for (const [id, said] of Object.entries(objectOf(origins)))
      behaviorIn(`${path}.origins.${id}`, said);
  },
};

/** What is said of one origin. @throws ConfigError */
export function behaviorIn(path: string, said: Plain | undefined): Partial<OriginBehavior> {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(objectOf(said))) {
    if (!Object.hasOwn(usualOrigin, name)) {
      throw new ConfigError(path, `one of ${Object.keys(usualOrigin).join(", ")}`, name);
    }
    read[name] =
      name === "latency" && !isObject(value)
        ? { type: "constant", value: durationOf(`${path}.latency`, value) }
        : value;
  }
  return read;
}

/** What a CloudFront Function does. */
export const functionBehavior: Extra = {
  text: "What a CloudFront Function does: its code is not run.",
  form: {
    members: {},
    optional: {
      script: "text",
      returns: "value",
      rewrites: "truth",
      failures: "number",
      utilization: "number",
    },
  },
  section: {
    name: "edgeFunctions",
    text: "What CloudFront Functions do, by logical id.",
    each: "What a CloudFront Function does: its code is not run.",
    settings: {
      returns: {
        kind: "value",
        text: "What it returns, as its code would. Default: the request or response as it is.",
      },
      rewrites: {
        kind: "switch",
        min: 0,
        max: 1,
        text: "Whether the path of a request becomes what its key value store has for it. Default: false.",
      },
      failures: {
        kind: "share",
        min: 0,
        max: 1,
        text: "Which part of its runs throws. Default: 0%.",
      },
      utilization: {
        kind: "count",
        min: 0,
        max: 1_000,
        text: "How much of the time it uses that it may use, in percent; above 100 it is throttled. Default: 20.",
      },
    },
    read: (said) => said,
  },
  scriptIn: (value) => (objectOf(value)["script"] as string | undefined) ?? null, // Of its form.
};

/** What a store holds. */
export const storeValues: Extra = {
  text: "What a key value store holds.",
  form: { members: {}, optional: { values: "value" } },
  section: {
    name: "keyValueStores",
    text: "What key value stores hold, by logical id.",
    each: "What a key value store holds.",
    settings: { values: { kind: "value", text: "Keys with texts. Default: none." } },
    read: (said) => said,
  },
};
