import { memberOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { parseJson } from "../../../text/json.ts";
import type { AccountSettings, Subscription } from "../config.ts";
import type { QueryResult } from "../insights/run-query.ts";
import type { Instant } from "@orrery/kernel";

const accountKindName = "logs.account";
const accountName = "account";

/** What CloudWatch Logs keeps of an account beside its groups. Plain data. */
export interface AccountRecord {
  readonly policies: readonly AccountPolicy[];
  /** As they were put, by name. */
  readonly resourcePolicies: Readonly<Record<string, PlainObject>>;
  /** In order of their start. */
  readonly queries: readonly KeptQuery[];
  /** As they were put, by id. */
  readonly definitions: Readonly<Record<string, PlainObject>>;
}

/** A query of Logs Insights and what it found. */
export interface KeptQuery {
  readonly id: string;
  readonly text: string;
  readonly groups: readonly string[];
  readonly startedAt: Instant;
  readonly endsAt: Instant;
  readonly isCancelled: boolean;
  readonly result: QueryResult;
}

/** A policy that holds for all log groups. */
export interface AccountPolicy {
  readonly name: string;
  readonly type: string;
  readonly document: string;
  readonly selection: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const empty: AccountRecord = {
  policies: [],
  resourcePolicies: {},
  queries: [],
  definitions: {},
};

/** The account, where anything of it was needed. */
export const findAccount = (plane: ControlPlane): Resource | undefined =>
  plane.find(accountKindName, accountName);

/** The same, made where it is needed first. */
export function accountOf(plane: ControlPlane): Resource {
  const settings: AccountSettings = {
    putsPerSecond: plane.quota("logs.putLogEventsCallsPerSecond"),
  };
  return (
    findAccount(plane) ??
    plane.create(
      {
        kind: accountKindName,
        name: accountName,
        arn: `arn:${plane.partition}:logs:${plane.region}:${plane.accountId}:account`,
        isShared: true,
        record: empty as unknown as PlainObject, // Plain data by its type.
      },
      () => settings,
    )
  );
}

/** What is kept of an account. */
export function accountRecordOf(plane: ControlPlane): AccountRecord {
  const found = findAccount(plane);
  return found === undefined ? empty : (found.record as unknown as AccountRecord); // Made above.
}

/** Changes what is kept of an account. */
export function changeAccount(change: Partial<AccountRecord>, plane: ControlPlane): void {
  const record = { ...accountRecordOf(plane), ...change };
  plane.change(accountOf(plane), { record: record as unknown as PlainObject }); // Plain data by its type.
}

/** The subscription of an account that holds for a group of this name; `null`: none does. */
export function accountSubscription(group: string, plane: ControlPlane): Subscription | null {
  const { policies } = accountRecordOf(plane);
  const policy = policies.find(({ type }) => type === "SUBSCRIPTION_FILTER_POLICY");
  if (policy === undefined || isLeftOut(group, policy.selection)) return null;
  const document = parseJson(policy.document);
  const arn = textOf(memberOf(document, "DestinationArn")) ?? ""; // Checked when it was put.
  return {
    number: 0,
    name: policy.name,
    pattern: textOf(memberOf(document, "FilterPattern")) ?? "",
    arn,
    kind: plane.target(arn)?.kind ?? null,
    role: textOf(memberOf(document, "RoleArn")) ?? null,
    isRandom: textOf(memberOf(document, "Distribution")) === "Random",
  };
}

/** `LogGroupName NOT IN ["a", "b"]`. */
function isLeftOut(group: string, selection: string | null): boolean {
  const [, list] = /^\s*LogGroupName\s+NOT\s+IN\s+(\[.*\])\s*$/.exec(selection ?? "") ?? [];
  const names = list === undefined ? undefined : parseJson(list);
  return Array.isArray(names) && (names as readonly unknown[]).includes(group);
}
