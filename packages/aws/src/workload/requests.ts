import { ConfigError } from "@orrery/kernel";
import type { Entry } from "../service/entry.ts";
import type { HttpRequestSaid } from "../service/http.ts";
import {
  resolveHttpRequest,
  resolveRequestMix,
  type MixedRequest,
  type RequestMix,
} from "./http-request.ts";
import { headFrom, type Distance } from "./location.ts";
import { routeName, routesOf } from "./routes.ts";
import { resolveSession, type SessionStep, type StepTarget } from "./session.ts";
import type { WorkloadSettings } from "./state.ts";

/** What a workload says of its requests of HTTP: in one of these ways, or not at all. */
export interface RequestsSaid {
  readonly request?: HttpRequestSaid;
  readonly requests?: readonly MixedRequest[];
  readonly session?: readonly SessionStep[];
}

/**
 * The requests of a workload, and the routes that its report tells apart.
 *
 * @throws ConfigError about `path` where they cannot be, or go to what takes none.
 */
export function resolveRequests(
  path: string,
  { request, requests, session }: RequestsSaid,
  entry: Pick<Entry, "http">,
  noun: string,
  distance: Distance | null,
  otherOf: (step: SessionStep) => StepTarget | null,
): Pick<WorkloadSettings, "http" | "requests" | "session" | "routes" | "routeOf"> {
  const said = Object.entries({ request, requests, session }).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  );
  if (session !== undefined && said.length > 1) {
    throw new ConfigError(path, "a session alone", said.join(" and "));
  }
  const header = distance?.header;
  const head = resolveHttpRequest(`${path} request`, request, entry, noun);
  const http = head === null ? null : headFrom(head, header);
  const own: StepTarget = { to: 0, entry, noun, ...(header === undefined ? {} : { header }) };
  const steps = resolveSession(`${path} session`, session, (step) => otherOf(step) ?? own);
  const mix = mixFrom(resolveRequestMix(`${path} requests`, requests, entry, noun), header);
  if (http === null && steps === null) {
    return { http, requests: mix, session: null, routes: [], routeOf: [] };
  }
  const { routes, places } = routesOf(namesOf(http, mix, steps));
  return { http, requests: mix, session: steps, routes, routeOf: places };
}

const mixFrom = (mix: RequestMix | null, header: Distance["header"]): RequestMix | null =>
  mix === null
    ? null
    : {
        ...mix,
        requests: mix.requests.map((each) => ({ ...each, head: headFrom(each.head, header) })),
      };

const namesOf = (
  http: WorkloadSettings["http"],
  mix: RequestMix | null,
  steps: WorkloadSettings["session"],
): readonly string[] => {
  if (steps !== null) return steps.map(({ name }) => name);
  return mix === null ? [routeName(http!)] : mix.requests.map(({ head }) => routeName(head));
};
