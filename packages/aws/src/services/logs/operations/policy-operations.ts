import { isObject, textOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { parseJson } from "../../../text/json.ts";
import { filterPattern } from "../pattern/filter-pattern.ts";
import {
  accountRecordOf,
  accountSubscription,
  changeAccount,
  type AccountPolicy,
} from "./account-record.ts";
import { absentAt } from "./filter-operations.ts";
import {
  changeGroup,
  clockOf,
  groupFor,
  groupKindName,
  invalid,
  notKept,
  respond,
} from "./group-record.ts";

const subscriptionType = "SUBSCRIPTION_FILTER_POLICY";

const shown = (
  { name, type, document, selection, at }: AccountPolicy,
  plane: ControlPlane,
): PlainObject => ({
  policyName: name,
  policyDocument: document,
  lastUpdatedTime: at,
  policyType: type,
  scope: "ALL",
  ...(selection === null ? {} : { selectionCriteria: selection }),
  accountId: plane.accountId,
});

function putAccountPolicy(params: PlainObject, plane: ControlPlane): Step {
  const document = textOf(params["policyDocument"])!; // The model requires these.
  const name = textOf(params["policyName"])!;
  const type = textOf(params["policyType"])!;
  const parsed = parseJson(document);
  if (!isObject(parsed)) return invalid("The policy document is not a JSON object."); // Assumed: the words.
  if (type === subscriptionType) {
    const arn = textOf(parsed["DestinationArn"]);
    if (arn === undefined) return invalid("The policy document has no DestinationArn."); // Likewise.
    if (filterPattern(textOf(parsed["FilterPattern"]) ?? "") === null) {
      return invalid("Invalid filter pattern");
    }
    const absent = absentAt(arn, plane);
    if (absent !== null) return absent;
    const { policies } = accountRecordOf(plane);
    const another = policies.find((each) => each.type === type && each.name !== name);
    if (another !== undefined) return refused("LimitExceededException", "Resource limit exceeded.");
    if (!plane.keepsLogs && plane.logWriters().some(isOfOther(plane))) return notKept;
  }
  const policy: AccountPolicy = {
    name,
    type,
    document,
    selection: textOf(params["selectionCriteria"]) ?? null,
    at: clockOf(plane),
  };
  const { policies } = accountRecordOf(plane);
  const others = policies.filter((each) => each.type !== type || each.name !== name);
  changeAccount({ policies: [...others, policy] }, plane);
  if (type === subscriptionType) joinAll(plane);
  return respond({ accountPolicy: shown(policy, plane) });
}

const isOfOther =
  (plane: ControlPlane) =>
  ({ resource }: { readonly resource: number }): boolean =>
    plane.findByNumber(resource)?.kind !== groupKindName;

/** Has all groups that are there follow the account's policy. */
function joinAll(plane: ControlPlane): void {
  for (const { group } of plane.logWriters()) groupFor(group, plane);
  for (const group of plane.list(groupKindName)) {
    const subscription = accountSubscription(group.name, plane);
    changeGroup(group, {}, plane, subscription === null ? [] : [subscription]);
  }
}

function describeAccountPolicies(params: PlainObject, plane: ControlPlane): Step {
  const { policies } = accountRecordOf(plane);
  const { policyType, policyName } = params;
  return respond({
    accountPolicies: policies
      .filter(
        ({ type, name }) =>
          type === policyType && (policyName === undefined || name === policyName),
      )
      .map((policy) => shown(policy, plane)),
  });
}

function deleteAccountPolicy(params: PlainObject, plane: ControlPlane): Step {
  const { policies } = accountRecordOf(plane);
  const { policyType, policyName } = params;
  const left = policies.filter(({ type, name }) => type !== policyType || name !== policyName);
  if (left.length === policies.length) {
    return refused("ResourceNotFoundException", "The specified account policy does not exist."); // Assumed: the words.
  }
  changeAccount({ policies: left }, plane);
  if (policyType === subscriptionType) joinAll(plane);
  return respond();
}

// Kept, since permissions are not checked.

function putResourcePolicy(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["policyName"]) ?? "default";
  const policy = {
    policyName: name,
    policyDocument: params["policyDocument"] ?? "",
    lastUpdatedTime: clockOf(plane),
  };
  const { resourcePolicies } = accountRecordOf(plane);
  changeAccount({ resourcePolicies: { ...resourcePolicies, [name]: policy } }, plane);
  return respond({ resourcePolicy: policy });
}

function deleteResourcePolicy(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["policyName"]) ?? "default";
  const { resourcePolicies } = accountRecordOf(plane);
  if (!Object.hasOwn(resourcePolicies, name)) {
    return refused("ResourceNotFoundException", `Policy with name [${name}] does not exist.`);
  }
  const left = Object.entries(resourcePolicies).filter(([each]) => each !== name);
  changeAccount({ resourcePolicies: Object.fromEntries(left) }, plane);
  return respond();
}

/** Operations on policies of an account. */
export const policyOperations: Operations = {
  PutAccountPolicy: { begin: putAccountPolicy },
  DescribeAccountPolicies: { begin: describeAccountPolicies },
  DeleteAccountPolicy: { begin: deleteAccountPolicy },
  PutResourcePolicy: { begin: putResourcePolicy },
  DescribeResourcePolicies: {
    begin: (_params, plane) =>
      respond({ resourcePolicies: Object.values(accountRecordOf(plane).resourcePolicies) }),
  },
  DeleteResourcePolicy: { begin: deleteResourcePolicy },
};
