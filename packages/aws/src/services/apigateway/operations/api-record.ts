import type { Plain } from "@orrery/kernel";
import { textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import { controlName } from "../../../service/service-model.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import { apiSettingsOf } from "./api-settings.ts";
import { notFound, type Checked } from "../../../gateway/refusals.ts";
import { type ApiParts, type ApiRecord, keptOf, plainKept, restApiKindName } from "./kept.ts";

/** The REST API that a request names. */
export function apiOf(params: PlainObject, plane: ControlPlane): Checked<Resource> {
  const id = textOf(params["restApiId"]) ?? "";
  return plane.find(restApiKindName, id) ?? noApi(id, plane);
}

/** What those hear who name an API that is not there. */
const noApi = (id: string, { accountId }: Pick<ControlPlane, "accountId">) =>
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
