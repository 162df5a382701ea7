import { bodiless, type HttpRequestSaid } from "../../../service/http.ts";
import type { UsualArrival } from "../../../service/reporting.ts";
import type { Seen } from "../../../service/seen.ts";
import type { Condition, ListenerSettings, LoadBalancerSettings, RuleSettings } from "../config.ts";
import { routeOf } from "../load-balancer/routing.ts";

/** Rules that get a request each: more would fill a page. */
const most = 20;

/** What a request has so that a condition holds. */
interface Wanted {
  readonly method?: string;
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request to each rule that forwards some, as its conditions want it; where none forwards, a usual one. */
export function usualRequests({ settings }: Seen): readonly UsualArrival[] {
  const { listeners } = settings as LoadBalancerSettings; // Of this kind.
  const requests = listeners
    .flatMap((listener) => listener.rules.map((rule) => [listener, rule] as const))
    .filter(([, { action }]) => action.type === "forward")
    .flatMap(([listener, rule]) => requestTo(rule, listener, listeners))
    .slice(0, most);
  if (requests.length === 0) return [{}];
  return requests.map((request) =>
    bodiless.includes(request.method!)
      ? { request }
      : { request, payload: { list: [{ id: "1" }] } },
  );
}

/** A request that comes to a rule; none where another takes it first. */
function requestTo(
  rule: RuleSettings,
  { port }: ListenerSettings,
  listeners: LoadBalancerSettings["listeners"],
): readonly HttpRequestSaid[] {
  const wanted = rule.conditions.map(wantedBy);
  const method = wanted.find((each) => each.method !== undefined)?.method ?? "POST";
  const path = wanted.find((each) => each.path !== undefined)?.path ?? "/";
  const query = Object.fromEntries(wanted.flatMap((each) => Object.entries(each.query ?? {})));
  const named = Object.fromEntries(wanted.flatMap((each) => Object.entries(each.headers ?? {})));
  // Only a host that names the port leads past the listener that requests come to.
  const headers =
    comesTo(rule, named) ?? comesTo(rule, { ...named, host: `${named["host"] ?? "any"}:${port}` });
  if (headers === null) return [];
  return [
    {
      ...{ method, path },
      ...(Object.keys(query).length === 0 ? {} : { query }),
      ...(Object.keys(headers).length === 0 ? {} : { headers }),
    },
  ];

  function comesTo(to: RuleSettings, said: Readonly<Record<string, string>>) {
    const asked = Object.entries(query).map(([name, value]) => `${name}=${value}`);
    const routed = routeOf(listeners, { method, path, query: asked.join("&"), headers: said });
    return routed?.rule === to ? said : null;
  }
}

/** A text that a pattern is like. */
const like = (pattern: string): string => pattern.replaceAll(/[*?]/g, "1");

function wantedBy(condition: Condition): Wanted {
  switch (condition.type) {
    case "path":
      return { path: like(condition.values[0] ?? "/") };
    case "host":
      return { headers: { host: like(condition.values[0] ?? "") } };
    case "method":
      return { method: condition.values[0] ?? "POST" };
    case "header":
      return { headers: { [condition.name.toLowerCase()]: like(condition.values[0] ?? "") } };
    case "query": {
      const [first] = condition.values;
      return first === undefined
        ? {}
        : { query: { [like(first.key ?? "any")]: like(first.value) } };
    }
    case "sourceIp":
      return {};
  }
}
