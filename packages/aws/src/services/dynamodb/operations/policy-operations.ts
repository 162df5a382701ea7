import { textOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import {
  changeTable,
  isRefused,
  keptOf,
  noTable,
  respond,
  tableKindName,
  tableNameIn,
  type Checked,
} from "./table-record.ts";

/** Operations on resource policies of tables. */
export const policyOperations: Operations = {
  PutResourcePolicy: { begin: putPolicy },
  GetResourcePolicy: { begin: showPolicy },
  DeleteResourcePolicy: { begin: deletePolicy },
};

/** A revision that says that there is to be no policy yet. */
const none = "NO_POLICY";

function tableWith(params: PlainObject, plane: ControlPlane): Checked<Resource> {
  const arn = textOf(params["ResourceArn"])!; // It is there.
  const name = tableNameIn(arn) ?? arn;
  return plane.find(tableKindName, name) ?? noTable(name);
}

/** What those hear who expect another revision; `null`: the one that is there is expected. */
function againstRevision(table: Resource, params: PlainObject) {
  const expected = textOf(params["ExpectedRevisionId"]);
  const { policy } = keptOf(table);
  if (expected === undefined || expected === (policy?.revision ?? none)) return null;
  const begin = "Resource-based policy not found for the provided ResourceArn: ";
  return refused(
    "PolicyNotFoundException",
    expected === none
      ? `${begin}Requested policy update expecting none to be present for table ${table.name}, but a policy exists with revision id ${policy!.revision}.`
      : `${begin}Requested update for policy with revision id ${expected}, but the policy associated to target table ${table.name} has revision id ${policy?.revision ?? none}.`,
  );
}

function putPolicy(params: PlainObject, plane: ControlPlane): Step {
  const table = tableWith(params, plane);
  if (isRefused(table)) return table;
  const wrong = againstRevision(table, params);
  if (wrong !== null) return wrong;
  const text = textOf(params["Policy"])!; // It is there.
  const { policy } = keptOf(table);
  const revision = policy?.text === text ? policy.revision : nextOf(policy?.revision, plane);
  changeTable(table, { policy: { text, revision } }, plane);
  return respond({ RevisionId: revision });
}

/** A revision that differs from the one before: milliseconds since 1970, as AWS's are. */
function nextOf(before: string | undefined, { now, epochMilliseconds }: ControlPlane): string {
  const at = epochMilliseconds + Math.floor(now / 1_000);
  return `${before === undefined ? at : Math.max(at, Number(before) + 1)}`;
}

function showPolicy(params: PlainObject, plane: ControlPlane): Step {
  const table = tableWith(params, plane);
  if (isRefused(table)) return table;
  const { policy } = keptOf(table);
  return policy === null
    ? noPolicy(table)
    : respond({ Policy: policy.text, RevisionId: policy.revision });
}

const noPolicy = ({ arn }: Resource) =>
  refused(
    "PolicyNotFoundException",
    `Resource-based policy not found for the provided ResourceArn: ${arn}`, // Assumed: the words.
  );

function deletePolicy(params: PlainObject, plane: ControlPlane): Step {
  const table = tableWith(params, plane);
  if (isRefused(table)) return table;
  const { policy } = keptOf(table);
  if (policy === null) return respond();
  const wrong = againstRevision(table, params);
  if (wrong !== null) return wrong;
  changeTable(table, { policy: null }, plane);
  return respond({ RevisionId: policy.revision });
}
