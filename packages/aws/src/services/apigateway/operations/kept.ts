import { milliseconds, type Duration } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { AccountSettings } from "../account/protocol.ts";
import type { QuotaName } from "../limits.ts";

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

/** The kind of the machine of an account's limits. */
const accountKindName = "apigateway.account";
const accountName = "account";

/** What API Gateway keeps of an account beside its APIs; each as AWS shows it. */
export interface AccountRecord {
  readonly apiKeys: readonly PlainObject[];
  readonly usagePlans: readonly PlainObject[];
  /** Each with the id of its plan. */
  readonly planKeys: readonly { readonly planId: string; readonly keyId: string }[];
  readonly vpcLinks: readonly PlainObject[];
  readonly cloudwatchRoleArn: string | null;
  readonly made: number;
}

const empty: AccountRecord = {
  apiKeys: [],
  usagePlans: [],
  planKeys: [],
  vpcLinks: [],
  cloudwatchRoleArn: null,
  made: 0,
};

/** A quota of API Gateway. */
export const quotaIn = (plane: ControlPlane, name: QuotaName): number => plane.quota(name);

/** The record of an account in which nothing was made yet, too. */
export function accountRecordOf(plane: ControlPlane): AccountRecord {
  const account = plane.find(accountKindName, accountName);
  return account === undefined ? empty : (account.record as unknown as AccountRecord); // Made below.
}

/** The resource of an account's limits, made when it is needed first. */
export function accountOf(plane: ControlPlane): Resource {
  const found = plane.find(accountKindName, accountName);
  if (found !== undefined) return found;
  const settings: AccountSettings = {
    rate: quotaIn(plane, "apigateway.requestsPerSecond"),
    burst: quotaIn(plane, "apigateway.burst"),
    epochMilliseconds: plane.epochMilliseconds,
  };
  return plane.create(
    {
      kind: accountKindName,
      name: accountName,
      arn: `arn:${plane.partition}:apigateway:${plane.region}::/account`,
      isShared: true,
      record: empty as unknown as PlainObject, // Plain data by its type.
    },
    () => settings,
  );
}

/** Names with texts. */
export const textsIn = (value: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries((value ?? {}) as PlainObject).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    ),
  );

/** How long a number of seconds is. */
export const secondsLong = (count: number): Duration => milliseconds(count * 1_000);
