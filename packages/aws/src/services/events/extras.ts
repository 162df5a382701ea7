import { ConfigError, shownValue, type Distribution } from "@orrery/kernel";
import type { Extra } from "../../service/extras.ts";
import type { EndpointAnswers } from "./config.ts";

/** How the endpoint of an API destination answers. */
export const endpointAnswers: Extra = {
  text: "How the endpoint outside answers.",
  form: {
    members: {},
    optional: { status: "number", share: "number", latency: "law", retryAfter: "number" },
  },
  section: {
    name: "apiDestinations",
    text: "How endpoints of API destinations answer, by logical id.",
    each: "How the endpoint outside answers.",
    settings: {
      failures: { kind: "share", min: 0, max: 1, text: "Requests that fail." },
      status: {
        kind: "count",
        min: 300,
        max: 599,
        text: "The HTTP status of requests that fail; 500 where it is left out.",
      },
      latency: { kind: "durations", text: "How long an answer takes." },
      retryAfter: {
        kind: "count",
        min: -1,
        max: 86_400,
        text: "Seconds that a failed request is told to wait; -1: it is not to be tried again.",
      },
    },
    read({ failures, status, latency, retryAfter }): EndpointAnswers {
      if (status !== undefined && failures === undefined) {
        throw new ConfigError(".failures", "the share of requests that fail beside status", "none");
      }
      return {
        ...(failures === undefined ? {} : { share: failures as number }), // As `settings` says.
        ...(status === undefined ? {} : { status: status as number }),
        ...(latency === undefined ? {} : { latency: latency as Distribution }),
        ...(retryAfter === undefined ? {} : { retryAfter: retryAfter as number }),
      };
    },
  },
};

/** How a request says that an endpoint answers; `null` where it says nothing. @throws ConfigError */
export function answersIn(name: string, given: EndpointAnswers | null): EndpointAnswers | null {
  if (given === null) return null;
  const { status, share } = given;
  const path = `API destination "${name}" answers`;
  if (status !== undefined && !(Number.isInteger(status) && status >= 300 && status <= 599)) {
    throw new ConfigError(`${path}.status`, "an HTTP status from 300 to 599", shownValue(status));
  }
  if (share !== undefined && !(share >= 0 && share <= 1)) {
    throw new ConfigError(`${path}.share`, "0 to 1", shownValue(share));
  }
  return given;
}
