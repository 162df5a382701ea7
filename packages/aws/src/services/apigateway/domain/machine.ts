import {
  after,
  declare,
  noEffects,
  unreachable,
  type HandOn,
  type Machine,
  type Reply,
  type SettingsChanged,
} from "@orrery/kernel";
import type { EntryOf } from "../../../service/entry.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import { refused, type Refused } from "../../../service/refusal.ts";
import { clientTimeout } from "../limits.ts";
import type { RestRequest } from "../protocol.ts";
import { destinationOf } from "./destination.ts";
import type { DomainSettings } from "./settings.ts";

/** What a custom domain has taken. */
export interface DomainState {
  readonly count: number;
}

/** What it counts. */
export const meters = {
  Requests: "count",
  RequestsUnmapped: "count",
} as const satisfies MetricForms;

const metrics = declareMeters(meters);
const ports = declare("apis"); // What base paths lead to.

/** How whoever asks for a path without an API is refused. */
const forbidden = refused("ForbiddenException", "Forbidden", {
  status: 403,
  headers: { "content-type": "application/json", "x-amzn-errortype": "ForbiddenException" },
  body: '{"message":"Forbidden"}',
});

/** A custom domain: hands requests on to the API that their path is for, which answers them. */
export const domainMachine = (
  entryOf: EntryOf,
): Machine<
  DomainSettings,
  DomainState,
  RestRequest | SettingsChanged<DomainSettings>,
  Reply<Refused> | HandOn
> => ({
  kind: "apigateway.domainName",
  stateVersion: 1,
  inputs: declare("httpRequest", "settingsChanged"),
  timers: declare(),
  ports,
  purposes: declare(),
  choices: declare(),
  metrics,

  initialState: () => ({ count: 0 }),

  transition(domain, input, context) {
    switch (input.type) {
      case "settingsChanged":
        return noEffects;
      case "httpRequest": {
        const { now, request, settings } = context;
        domain.count += 1;
        context.observe(metrics.Requests, 1);
        const destination = destinationOf(settings, input.http);
        const door =
          destination === null ? undefined : entryOf(destination.target.kind)?.doors.request;
        if (destination === null || door === undefined) {
          context.observe(metrics.RequestsUnmapped, 1);
          return [{ type: "reply", to: request, body: forbidden }];
        }
        const { text, trail } = input;
        const { http } = destination;
        return [
          {
            type: "handOn",
            request,
            port: ports.apis,
            to: destination.target.to,
            input: door.inputOf({ http, text, trail, group: null, deduplicationId: null }),
            deadline: after(now, clientTimeout.default),
            reading: null,
          },
        ];
      }
      default:
        return unreachable(input);
    }
  },

  fingerprint: (input) => (input.type === "httpRequest" ? input.text.size : 0),
  // What it has taken decides nothing.
  canonical: () => null,
});
