import type { HttpHead } from "../../../service/http.ts";
import type { Condition, ListenerSettings, LoadBalancerSettings, RuleSettings } from "../config.ts";
import { clientAddress } from "../target-group/request-event.ts";
import { matchesPattern } from "../../../gateway/wildcards.ts";

/** The listener and the rule that a request comes to. */
export interface Routed {
  readonly listener: ListenerSettings;
  readonly rule: RuleSettings;
  /** How many rules were looked at. */
  readonly evaluated: number;
}

type Listeners = LoadBalancerSettings["listeners"];

// A memo of a pure function: requests of a workload are one object.
const known = new WeakMap<
  HttpHead,
  { readonly listeners: Listeners; readonly routed: Routed | null }
>();

/** Where a request goes; `null`: nobody listens. */
export function routeOf(listeners: Listeners, http: HttpHead): Routed | null {
  const before = known.get(http);
  if (before?.listeners === listeners) return before.routed;
  const routed = route(listeners, http);
  known.set(http, { listeners, routed });
  return routed;
}

function route(listeners: Listeners, http: HttpHead): Routed | null {
  const listener = listenerOf(listeners, http);
  if (listener === null) return null;
  const { rules } = listener;
  const place = rules.findIndex(({ conditions }) => conditions.every((each) => holds(each, http)));
  const rule = rules[place];
  return rule === undefined ? null : { listener, rule, evaluated: place + 1 };
}

/** The listener of the port that the host names, or of HTTPS, or the one made first. */
function listenerOf(listeners: Listeners, { headers }: HttpHead): ListenerSettings | null {
  const port = /:(\d+)$/.exec(headers["host"] ?? "")?.[1];
  if (port !== undefined) return listeners.find((each) => each.port === Number(port)) ?? null;
  return listeners.find(({ protocol }) => protocol === "HTTPS") ?? listeners[0] ?? null;
}

function holds(condition: Condition, { method, path, query, headers }: HttpHead): boolean {
  switch (condition.type) {
    case "path":
      return condition.values.some((pattern) => matchesPattern(pattern, path, true));
    case "host": {
      const host = (headers["host"] ?? "").replace(/:\d+$/, "");
      return condition.values.some((pattern) => matchesPattern(pattern, host, false));
    }
    case "method":
      return condition.values.includes(method);
    case "sourceIp":
      return condition.values.some((range) => isInRange(clientAddress, range));
    case "header": {
      const value = headers[condition.name.toLowerCase()];
      if (value === undefined) return false;
      return condition.values.some((pattern) => matchesPattern(pattern, value, false));
    }
    case "query": {
      const pairs = query.split("&").map((pair) => pair.split("="));
      return condition.values.some(({ key, value }) =>
        pairs.some(
          ([name = "", ...said]) =>
            (key === null || matchesPattern(key, name, false)) &&
            matchesPattern(value, said.join("="), false),
        ),
      );
    }
  }
}

/** Whether an address of IPv4 is in a range such as `192.0.2.0/24`. */
function isInRange(address: string, range: string): boolean {
  const [base = "", bits = "32"] = range.split("/");
  const one = numberOf(address);
  const other = numberOf(base);
  if (one === null || other === null) return false;
  // Of what differs, nothing may be in the part that the range fixes.
  return Number(bits) === 0 || (one ^ other) >>> (32 - Number(bits)) === 0;
}

function numberOf(address: string): number | null {
  const parts = address.split(".").map(Number);
  return parts.length === 4 && parts.every((part) => Number.isInteger(part))
    ? parts.reduce((sum, part) => sum * 256 + part, 0)
    : null;
}
