import type { Plain } from "@orrery/kernel";
import { parseJson } from "../../../text/json.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { invalid, isMap, isRefused, respond, textOf, textsOf } from "./request-check.ts";
import { recordOf, topicOf } from "./topic-record.ts";
import { changeTopic } from "./topic-settings.ts";

/** Operations on the policy of a topic, a statement at a time. */
export const permissionOperations: Operations = {
  AddPermission: { begin: addPermission },
  RemovePermission: { begin: removePermission },
};

const grantable: readonly string[] = [
  "GetTopicAttributes",
  "SetTopicAttributes",
  "AddPermission",
  "RemovePermission",
  "DeleteTopic",
  "Subscribe",
  "ListSubscriptionsByTopic",
  "Publish",
];

/** The policy of a topic that none was set for: its owner may do everything. */
export const defaultPolicy = (topic: Resource, { accountId }: ControlPlane): string =>
  JSON.stringify({
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: grantable.map((action) => `SNS:${action}`),
        Resource: topic.arn,
        Condition: { StringEquals: { "AWS:SourceOwner": accountId } },
      },
    ],
  });

function policyOf(
  topic: Resource,
  plane: ControlPlane,
): { readonly policy: PlainObject; readonly statements: readonly Plain[] } {
  const text = recordOf(topic).attributes["Policy"] ?? defaultPolicy(topic, plane);
  const document = parseJson(text);
  const policy = isMap(document) ? document : {};
  const statement = policy["Statement"] ?? [];
  // Array.isArray does not know readonly lists.
  const statements = Array.isArray(statement) ? (statement as readonly Plain[]) : [statement];
  return { policy, statements };
}

function keepPolicy(
  topic: Resource,
  policy: PlainObject,
  statements: readonly Plain[],
  plane: ControlPlane,
): Step {
  const record = recordOf(topic);
  const text = JSON.stringify({ ...policy, Statement: statements });
  changeTopic(topic, { ...record, attributes: { ...record.attributes, Policy: text } }, plane);
  return respond();
}

const sidOf = (statement: Plain): Plain | undefined =>
  isMap(statement) ? statement["Sid"] : undefined;

const oneOrMany = (texts: readonly string[]): Plain => (texts.length === 1 ? texts[0]! : texts);

function addPermission(params: PlainObject, plane: ControlPlane): Step {
  const topic = topicOf(params, plane);
  if (isRefused(topic)) return topic;
  const label = textOf(params, "Label") ?? "";
  const actions = textsOf(params, "ActionName");
  const accounts = textsOf(params, "AWSAccountId");
  const { policy, statements } = policyOf(topic, plane);
  if (statements.some((statement) => sidOf(statement) === label)) {
    return invalid("Statement already exists");
  }
  if (actions.some((action) => !grantable.includes(action))) {
    return invalid("Policy statement action out of service scope!");
  }
  const added: PlainObject = {
    Sid: label,
    Effect: "Allow",
    Principal: { AWS: oneOrMany(accounts.map((id) => `arn:${plane.partition}:iam::${id}:root`)) },
    Action: oneOrMany(actions.map((action) => `SNS:${action}`)),
    Resource: topic.arn,
  };
  return keepPolicy(topic, policy, [...statements, added], plane);
}

function removePermission(params: PlainObject, plane: ControlPlane): Step {
  const topic = topicOf(params, plane);
  if (isRefused(topic)) return topic;
  const label = textOf(params, "Label") ?? "";
  const { policy, statements } = policyOf(topic, plane);
  const left = statements.filter((statement) => sidOf(statement) !== label);
  return left.length === statements.length ? respond() : keepPolicy(topic, policy, left, plane);
}
