import type { Plain } from "@orrery/kernel";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { sqsLimits } from "../limits.ts";
import { queueOf } from "./queue-location.ts";
import { changeAttributes, respond } from "./queue-operations.ts";
import { documentOf, recordOf } from "./queue-record.ts";
import { isObject, spelled, textsOf } from "../../../request/params.ts";
import { invalid, invalidValue, isRefused, missing, type Checked } from "./refusals.ts";

/** Operations on the policy of a queue, a statement at a time. */
export const permissionOperations: Operations = {
  AddPermission: { begin: addPermission },
  RemovePermission: { begin: removePermission },
};

const grantable: ReadonlySet<string> = new Set([
  "*",
  "ChangeMessageVisibility",
  "DeleteMessage",
  "GetQueueAttributes",
  "GetQueueUrl",
  "ListDeadLetterSourceQueues",
  "PurgeQueue",
  "ReceiveMessage",
  "SendMessage",
]);

const ownersOnly: ReadonlySet<string> = new Set([
  "AddPermission",
  "CreateQueue",
  "DeleteQueue",
  "ListQueues",
  "RemovePermission",
  "SetQueueAttributes",
]);

function addPermission(params: PlainObject, plane: ControlPlane): Step {
  const queue = queueOf(params, plane);
  if (isRefused(queue)) return queue;
  const label = labelIn(params);
  if (isRefused(label)) return label;
  const actions = actionsIn(params);
  if (isRefused(actions)) return actions;
  const accounts = textsOf(params["AWSAccountIds"]);
  if (accounts.length === 0) return invalidValue("[]", "PrincipalId", "Unable to verify.");
  const { policy, statements } = policyOf(queue);
  if (statements.some((statement) => sidOf(statement) === label)) {
    return invalidValue(label, "Label", "Already exists.");
  }
  const added = {
    Sid: label,
    Effect: "Allow",
    Principal: { AWS: oneOrMany(accounts.map((id) => `arn:${plane.partition}:iam::${id}:root`)) },
    Action: oneOrMany(actions.map((action) => `SQS:${action}`)),
    Resource: queue.arn,
  };
  return keepPolicy(queue, { ...policy, Statement: [...statements, added] }, plane);
}

function removePermission(params: PlainObject, plane: ControlPlane): Step {
  const queue = queueOf(params, plane);
  if (isRefused(queue)) return queue;
  const label = spelled(params["Label"]); // It is there, and a text.
  const { policy, statements } = policyOf(queue);
  const left = statements.filter((statement) => sidOf(statement) !== label);
  if (left.length === statements.length) {
    return invalidValue(label, "Label", "can't find label on existing policy.");
  }
  return keepPolicy(queue, left.length === 0 ? null : { ...policy, Statement: left }, plane);
}

function labelIn(params: PlainObject): Checked<string> {
  const label = spelled(params["Label"]); // It is there, and a text.
  if (/^[A-Za-z0-9_-]{1,80}$/.test(label)) return label;
  return invalid(
    "Label can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
  );
}

function actionsIn(params: PlainObject): Checked<readonly string[]> {
  const actions = textsOf(params["Actions"]);
  if (actions.length === 0) return missing("Actions");
  const { permissionActions } = sqsLimits;
  if (actions.length > permissionActions) {
    return refused(
      "OverLimit",
      `${actions.length} Actions were found, maximum allowed is ${permissionActions}.`,
    );
  }
  const wrong = actions.find((action) => !grantable.has(action));
  if (wrong === undefined) return actions;
  return invalidValue(
    `SQS:${wrong}`,
    "ActionName",
    ownersOnly.has(wrong)
      ? "Only the queue owner is allowed to invoke this action."
      : "Please refer to the appropriate WSDL for a list of valid actions.",
  );
}

interface Policy {
  readonly policy: PlainObject;
  readonly statements: readonly Plain[];
}

function policyOf(queue: Resource): Policy {
  const document = documentOf(recordOf(queue).attributes["Policy"]);
  const policy = isObject(document)
    ? document
    : { Version: "2012-10-17", Id: `${queue.arn}/SQSDefaultPolicy` };
  const statement = policy["Statement"] ?? [];
  // Array.isArray does not know readonly lists.
  const statements = Array.isArray(statement) ? (statement as readonly Plain[]) : [statement];
  return { policy, statements };
}

const sidOf = (statement: Plain): Plain | undefined =>
  isObject(statement) ? statement["Sid"] : undefined;

const oneOrMany = (texts: readonly string[]): Plain => (texts.length === 1 ? texts[0]! : texts);

function keepPolicy(queue: Resource, policy: PlainObject | null, plane: ControlPlane): Step {
  const { Policy: _, ...others } = recordOf(queue).attributes;
  const attributes = policy === null ? others : { ...others, Policy: JSON.stringify(policy) };
  changeAttributes(queue, attributes, plane);
  return respond();
}
