import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Step } from "../../../service/service-model.ts";
import type { AccountSettings } from "../config.ts";
import { rateCategories, rateIn } from "../limits.ts";

export const poolKindName = "cognito-idp.userPool";
const accountKindName = "cognito-idp.account";

/** What the control plane keeps of a user pool. Plain data; parts as AWS shows them. */
export interface PoolRecord {
  readonly shown: PlainObject;
  readonly clients: readonly PlainObject[];
  readonly groups: readonly PlainObject[];
  readonly tags: Readonly<Record<string, string>>;
  readonly domain: string | null;
  /** What a scenario says of its users; `null`: nothing. */
  readonly users: PlainObject | null;
}

export const poolRecordOf = ({ record }: Resource): PoolRecord => record as unknown as PoolRecord; // Made by plainOf.

/** A record as the control plane stores it. */
export const plainOf = (record: PoolRecord): PlainObject => record as unknown as PlainObject; // Plain data by its type.

/** A value, or why there is none. */
export type Checked<Value> = Value | Refused;

/** Whether a check ended in a refusal. */
export const isRefused = <Value>(checked: Checked<Value>): checked is Refused =>
  typeof checked === "object" &&
  checked !== null &&
  "type" in checked &&
  checked.type === "refused" &&
  "code" in checked;

const notFound = (message: string): Refused => refused("ResourceNotFoundException", message);
export const noPool = (id: string): Refused => notFound(`User pool ${id} does not exist.`);
export const noClient = (id: string): Refused => notFound(`User pool client ${id} does not exist.`);
export const noGroup: Refused = notFound("Group not found.");
export const limitExceeded = (message: string): Refused =>
  refused("LimitExceededException", message);

/** A response that is there at once. */
export const respond = (response: PlainObject = {}): Step => ({ type: "respond", response });

/** The user pool of an id. */
export function poolOf(id: string, plane: ControlPlane): Checked<Resource> {
  return plane.find(poolKindName, id) ?? noPool(id);
}

/** The user pool that has a client of that id. */
export const poolOfClient = (id: string, plane: ControlPlane): Checked<Resource> =>
  plane
    .list(poolKindName)
    .find((pool) => poolRecordOf(pool).clients.some(({ ClientId }) => ClientId === id)) ??
  noClient(id);

/** The account's rates, which are made with the first user pool. */
export function accountOf(plane: ControlPlane): Resource {
  const found = plane.find(accountKindName, "account");
  if (found !== undefined) return found;
  const settings: AccountSettings = {
    rates: Object.fromEntries(
      rateCategories.map((category) => [category, rateIn(category, (name) => plane.quota(name))]),
    ) as AccountSettings["rates"], // Of each category.
  };
  return plane.create(
    {
      kind: accountKindName,
      name: "account",
      arn: `arn:${plane.partition}:cognito-idp:${plane.region}:${plane.accountId}:account`,
      isShared: true,
      record: {},
    },
    () => settings,
  );
}

/** An object without the members that have no value. */
export const without = (object: Readonly<Record<string, unknown>>): PlainObject =>
  Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined),
  ) as PlainObject; // What is left is plain.

/** Seconds since 1970, as AWS writes times. */
export const secondsAt = ({ epochMilliseconds, now }: ControlPlane): number =>
  epochMilliseconds / 1_000 + now / 1_000_000;
