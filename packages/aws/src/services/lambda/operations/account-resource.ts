import { invariant } from "@orrery/kernel";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { accountKindName, accountSettings } from "../account/set-up.ts";
import { plain, recordOf, settingsOf, type FunctionRecord } from "./function-record.ts";
import { lambdaLimits } from "../limits.ts";
import { invalid } from "./refusals.ts";

/** The concurrency of an account in a Region. */
export interface AccountConcurrency {
  readonly total: number;
  /** What functions have reserved, and what versions of those without a reservation have provisioned. */
  readonly reserved: number;
}

/** The resource that was made with the account. */
export function accountOf(plane: ControlPlane): Resource {
  const account = plane.find(accountKindName, plane.accountId);
  invariant(account !== undefined, "the account's pool of concurrency was never set up");
  return account;
}

/** How much concurrency the account has, and how much of it is reserved. */
export const concurrencyOf = (plane: ControlPlane): AccountConcurrency => ({
  total: plane.quota("lambda.concurrentExecutions"),
  reserved: Number(accountOf(plane).record["reserved"]),
});

/** What a function has reserved; `null` for nothing. */
export const reservationOf = (fn: Resource): number | null => recordOf(fn).reservedConcurrency;

/** Reserves concurrency for a function; a refusal where too little would be left for the others, or for its versions. */
export function reserve(fn: Resource, wanted: number, plane: ControlPlane): Refused | null {
  const { total, reserved } = concurrencyOf(plane);
  const record = recordOf(fn);
  const after = reserved - claimOf(record) + wanted;
  if (wanted < record.provisionedTotal) {
    return invalid(
      ` ReservedConcurrentExecutions  ${wanted} should not be lower than function's total provisioned concurrency [${record.provisionedTotal}].`,
    );
  }
  if (total - after < lambdaLimits.unreservedMinimum) {
    return invalid(
      `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${lambdaLimits.unreservedMinimum}].`,
    );
  }
  changeClaim(fn, { reservedConcurrency: wanted }, plane);
  return null;
}

/** Gives a function's reservation back to the account. */
export function releaseReservation(fn: Resource, plane: ControlPlane): void {
  changeClaim(fn, { reservedConcurrency: null }, plane);
}

/** What a function claims of the account: its reservation, or else what its versions have provisioned. */
export const claimOf = ({ reservedConcurrency, provisionedTotal }: FunctionRecord): number =>
  reservedConcurrency ?? provisionedTotal;

/** Changes what a function has reserved, or what its versions have provisioned, and with it the account's pool. */
export function changeClaim(
  fn: Resource,
  change: Partial<Pick<FunctionRecord, "reservedConcurrency" | "provisionedTotal">>,
  plane: ControlPlane,
): void {
  const before = recordOf(fn);
  const record = { ...before, ...change };
  const account = accountOf(plane);
  const reserved = Number(account.record["reserved"]) - claimOf(before) + claimOf(record);
  const ofAccount: PlainObject = { ...account.record, reserved };
  // Before the function, which brings what runs into the pool or takes it out: nothing is claimed twice.
  plane.change(account, { record: ofAccount, settings: accountSettings(reserved, plane) });
  const settings = settingsOf(record, fn.number, plane);
  plane.change(fn, { record: plain(record), settings });
}
