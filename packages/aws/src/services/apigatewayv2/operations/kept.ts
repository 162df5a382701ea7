import type { Plain } from "@orrery/kernel";
import { isRefused, notFound, type Checked } from "../../../gateway/refusals.ts";
import { textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { QuotaName } from "../limits.ts";

/** The kind of the machine of an HTTP API. */
export const httpApiKindName = "apigatewayv2.httpApi";
/** That of a WebSocket API. */
export const webSocketApiKindName = "apigatewayv2.webSocketApi";

/** What a deployment is a snapshot of; each as AWS shows it. */
export interface ApiParts {
  readonly routes: readonly PlainObject[];
  readonly integrations: readonly PlainObject[];
  readonly authorizers: readonly PlainObject[];
  readonly models: readonly PlainObject[];
  readonly routeResponses: readonly PlainObject[];
  readonly integrationResponses: readonly PlainObject[];
}

/** What the control plane keeps of an API. Plain data. */
export interface ApiRecord extends ApiParts {
  readonly shown: PlainObject;
  /** In order of their making. */
  readonly deployments: readonly DeploymentRecord[];
  /** Likewise. */
  readonly stages: readonly PlainObject[];
  /** What connections lead to, by their places: ARNs and URIs. */
  readonly targets: readonly string[];
  /** How its endpoints of HTTP answer; `null`: as usual. */
  readonly endpoint: PlainObject | null;
  /** What its clients do; `null`: as usual. */
  readonly clients: PlainObject | null;
  /** How many things of it were made: numbers the ids of others. */
  readonly made: number;
}

/** A deployment. */
export interface DeploymentRecord {
  readonly shown: PlainObject;
  readonly parts: ApiParts;
}

/** What an API has at first. */
export const noParts: ApiParts = {
  routes: [],
  integrations: [],
  authorizers: [],
  models: [],
  routeResponses: [],
  integrationResponses: [],
};

/** The parts of a record. */
export const partsOf = (kept: ApiParts): ApiParts => {
  const { routes, integrations, authorizers, models, routeResponses, integrationResponses } = kept;
  return { routes, integrations, authorizers, models, routeResponses, integrationResponses };
};

/** What is kept of an API. */
export const keptOf = (api: Resource): ApiRecord => api.record as unknown as ApiRecord; // Made by plainKept.

/** A record as the control plane stores it. */
export const plainKept = (kept: ApiRecord): PlainObject => kept as unknown as PlainObject; // Plain data by its type.

/** A quota of the service. */
export const quotaIn = (plane: ControlPlane, name: QuotaName): number => plane.quota(name);

/** The API that a request names. */
export function apiOf(params: PlainObject, plane: ControlPlane): Checked<Resource> {
  const id = textOf(params["ApiId"]) ?? "";
  return (
    plane.find(httpApiKindName, id) ??
    plane.find(webSocketApiKindName, id) ??
    notFound("Invalid API identifier specified " + `${plane.accountId}:${id}`)
  );
}

/** Does something with the API that a request names. */
export function withApi<Result>(
  params: PlainObject,
  plane: ControlPlane,
  then: (api: Resource, kept: ApiRecord) => Result,
): Checked<Result> {
  const api = apiOf(params, plane);
  return isRefused(api) ? api : then(api, keptOf(api));
}

/** All APIs, in order of their making. */
export const allApis = (plane: ControlPlane): readonly Resource[] =>
  [...plane.list(httpApiKindName), ...plane.list(webSocketApiKindName)].sort(
    (one, other) => one.number - other.number,
  );

/** Whether an API speaks HTTP; else it speaks WebSocket. */
export const isHttp = ({ shown }: Pick<ApiRecord, "shown">): boolean =>
  shown["ProtocolType"] === "HTTP";

/** Seconds since 1970. */
export const secondsAt = (plane: ControlPlane): number =>
  Math.floor(wallClockAt(plane.epochMilliseconds, plane.now) / 1_000);

/** An object without members that say nothing. */
export const without = (said: Readonly<Record<string, Plain | undefined>>): PlainObject =>
  Object.fromEntries(
    Object.entries(said).filter((entry): entry is [string, Plain] => entry[1] !== undefined),
  );
