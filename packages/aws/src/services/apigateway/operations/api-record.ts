import type { Plain } from "@orrery/kernel";
import { textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import { controlName } from "../../../service/service-model.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import { apiSettingsOf } from "./api-settings.ts";
import { notFound, type Checked } from "./refusals.ts";

/** The kind of the machine of a REST API. */
export const restApiKindName = "apigateway.restApi";

/** What the control plane keeps of a REST API. Plain data; the parts as AWS shows them. */
export interface ApiRecord extends ApiParts {
  readonly shown: PlainObject;
  /** In order of their making. */
  readonly deployments: readonly DeploymentRecord[];
  /** Likewise. */
  readonly stages: readonly StageRecord[];
  readonly documentation: readonly PlainObject[];
  /** What connections lead to, by their places: ARNs and URIs. */
  readonly targets: readonly string[];
  /** How its endpoints of HTTP answer; `null`: as usual. */
  readonly endpoint: PlainObject | null;
  /** The deployment that goes with every change, as constructs have it; `null`: none does. */
  readonly followed: string | null;
  /** How many things of it were made: numbers the ids of others. */
  readonly made: number;
}

/** What a deployment is a snapshot of. */
export interface ApiParts {
  readonly resources: readonly ResourceRecord[];
  readonly models: readonly PlainObject[];
  readonly validators: readonly PlainObject[];
  readonly authorizers: readonly PlainObject[];
  /** By type. */
  readonly gatewayResponses: Readonly<Record<string, PlainObject>>;
}

/** A resource of an API. */
export interface ResourceRecord {
  readonly id: string;
  /** `null`: it is the root. */
  readonly parentId: string | null;
  readonly pathPart: string | null;
  readonly path: string;
  /** By HTTP method, as AWS shows them. */
  readonly methods: Readonly<Record<string, PlainObject>>;
}

/** A deployment. */
export interface DeploymentRecord {
  readonly id: string;
  readonly description: string | null;
  readonly createdDate: number;
  readonly parts: ApiParts;
}

/** A stage, as AWS shows it, with since when its cache is there. */
export interface StageRecord {
  readonly shown: PlainObject;
  /** An instant; `null`: it has no cache. */
  readonly cacheSince: number | null;
}

/** What is kept of a REST API. */
export const keptOf = (api: Resource): ApiRecord => api.record as unknown as ApiRecord; // Made by plainKept.

/** A record as the control plane stores it. */
export const plainKept = (kept: ApiRecord): PlainObject => kept as unknown as PlainObject; // Plain data by its type.

/** The REST API that a request names. */
export function apiOf(params: PlainObject, plane: ControlPlane): Checked<Resource> {
  const id = textOf(params["restApiId"]) ?? "";
  return plane.find(restApiKindName, id) ?? noApi(id, plane);
}

/** What those hear who name an API that is not there. */
export const noApi = (id: string, { accountId }: Pick<ControlPlane, "accountId">) =>
  notFound(`Invalid API identifier specified ${accountId}:${id}`);

/** The ARN of a REST API. */
export const apiArnOf = (
  id: string,
  { partition, region }: Pick<ControlPlane, "partition" | "region">,
): string => `arn:${partition}:apigateway:${region}::/restapis/${id}`;

/** Seconds since 1970. */
export const secondsAt = (plane: ControlPlane): number =>
  Math.floor(wallClockAt(plane.epochMilliseconds, plane.now) / 1_000);

/** Members of a record that its machine goes by. */
const deciding: readonly (keyof ApiRecord)[] = ["shown", "stages", "deployments", "endpoint"];

/** Changes what is kept of an API, and has its machine go by it. */
export function changeApi(
  api: Resource,
  change: Partial<ApiRecord>,
  plane: ControlPlane,
): Resource {
  const kept = withFollowed({ ...keptOf(api), ...change }, change);
  if (kept.deployments === keptOf(api).deployments && !deciding.some((name) => name in change)) {
    return plane.change(api, { record: plainKept(kept) });
  }
  return settleApi(api, kept, plane);
}

const parts: readonly (keyof ApiParts)[] = [
  "resources",
  "models",
  "validators",
  "authorizers",
  "gatewayResponses",
];

/** A record whose deployment has what was changed, where one goes with every change. */
function withFollowed(kept: ApiRecord, change: Partial<ApiRecord>): ApiRecord {
  if (kept.followed === null || !parts.some((name) => name in change)) return kept;
  const deployments = kept.deployments.map((each) =>
    each.id === kept.followed ? { ...each, parts: partsOf(kept) } : each,
  );
  return { ...kept, deployments };
}

/** What a deployment is a snapshot of. */
export const partsOf = (kept: ApiParts): ApiParts => {
  const { resources, models, validators, authorizers, gatewayResponses } = kept;
  return { resources, models, validators, authorizers, gatewayResponses };
};

/** Has an API's machine go by its record, and by the keys and usage plans of the account. */
export function settleApi(api: Resource, kept: ApiRecord, plane: ControlPlane): Resource {
  const { settings, targets, connections } = apiSettingsOf(api.number, kept, plane);
  const record = targets === kept.targets ? kept : { ...kept, targets };
  return plane.change(api, {
    record: plainKept(record),
    settings,
    ...(connections.length === 0 ? {} : { connections }),
  });
}

/** What every API is joined to. */
export const usualConnections = (account: number): readonly ResourceConnection[] => [
  { port: "account", to: 0, target: account },
  { port: "control", to: 0, target: controlName },
];

/** An object without members that say nothing. */
export const without = (said: Readonly<Record<string, Plain | undefined>>): PlainObject =>
  Object.fromEntries(
    Object.entries(said).filter((entry): entry is [string, Plain] => entry[1] !== undefined),
  );
