import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { AccountSettings } from "../config.ts";
import type { QuotaName } from "../account/limits.ts";
import { snsArn } from "./request-check.ts";

/** A quota of SNS. */
export const quotaIn = (plane: ControlPlane, name: QuotaName): number => plane.quota(name);

/** The kind of the machine of an account's quota. */
const accountKindName = "sns.account";

/** What SNS keeps of an account beside its topics. */
export interface AccountRecord {
  readonly smsAttributes: Readonly<Record<string, string>>;
  readonly optedOut: readonly string[];
  /** Phone numbers of the SMS sandbox, and whether each is verified. */
  readonly sandbox: Readonly<Record<string, "Pending" | "Verified">>;
  /** By ARN, in order of their making. */
  readonly applications: readonly PlatformApplication[];
}

/** An app that gets mobile push messages. */
export interface PlatformApplication {
  readonly arn: string;
  readonly name: string;
  readonly platform: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly endpoints: readonly PlatformEndpoint[];
}

/** An app on a device. */
export interface PlatformEndpoint {
  readonly arn: string;
  /** Token, Enabled and CustomUserData. */
  readonly attributes: Readonly<Record<string, string>>;
}

const accountName = "account";

const empty: AccountRecord = { smsAttributes: {}, optedOut: [], sandbox: {}, applications: [] };

/** The record of an account in which nothing was set yet, too. */
export function accountRecordOf(plane: ControlPlane): AccountRecord {
  const account = plane.find(accountKindName, accountName);
  return account === undefined ? empty : (account.record as unknown as AccountRecord); // Made below.
}

/** The resource of an account's quota, made when it is needed first. */
export function accountOf(plane: ControlPlane): Resource {
  const found = plane.find(accountKindName, accountName);
  if (found !== undefined) return found;
  const settings: AccountSettings = {
    messagesPerSecond: quotaIn(plane, "sns.messagesPerSecond"),
    fifoMessagesPerSecond: quotaIn(plane, "sns.fifoMessagesPerSecond"),
  };
  return plane.create(
    {
      kind: accountKindName,
      name: accountName,
      arn: snsArn("*", plane),
      isShared: true,
      record: empty as unknown as PlainObject, // Plain data by its type.
    },
    () => settings,
  );
}

/** Changes what is kept of an account. */
export function changeAccount(change: Partial<AccountRecord>, plane: ControlPlane): void {
  const account = accountOf(plane);
  const record = { ...accountRecordOf(plane), ...change };
  plane.change(account, { record: record as unknown as PlainObject }); // Plain data by its type.
}
