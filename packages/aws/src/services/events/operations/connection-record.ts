import type { Instant } from "@orrery/kernel";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { accountOf } from "./account-record.ts";
import { notFound } from "./checked.ts";

/** What EventBridge keeps of an account beside its buses. */
export interface AccountKept {
  /** In order of their making. */
  readonly connections: readonly ConnectionKept[];
  readonly endpoints: readonly EndpointKept[];
  readonly partnerSources: readonly PartnerSourceKept[];
}

/** A connection, with which API destinations authorize their requests. */
export interface ConnectionKept {
  readonly name: string;
  readonly arn: string;
  readonly secretArn: string;
  readonly state: "AUTHORIZED" | "DEAUTHORIZED";
  /** As they were given. */
  readonly params: PlainObject;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
}

/** A global endpoint. */
export interface EndpointKept {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly params: PlainObject;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
}

/** An event source of a partner. */
export interface PartnerSourceKept {
  readonly name: string;
  readonly account: string;
  readonly state: "PENDING" | "ACTIVE";
  readonly createdAt: Instant;
}

const empty: AccountKept = { connections: [], endpoints: [], partnerSources: [] };

/** What is kept of an account. */
export const keptOf = (plane: ControlPlane): AccountKept => ({
  ...empty,
  ...(accountOf(plane).record as unknown as Partial<AccountKept>), // Made below.
});

/** Changes what is kept of an account. */
export function changeKept(change: Partial<AccountKept>, plane: ControlPlane): void {
  const record = { ...keptOf(plane), ...change };
  plane.change(accountOf(plane), { record: record as unknown as PlainObject }); // Plain data by its type.
}

/** What those hear who name a connection that is not there. */
export const noConnection = (name: string): Refused =>
  notFound(`Connection '${name}' does not exist.`);
