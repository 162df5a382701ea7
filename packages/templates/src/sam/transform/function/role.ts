import { choicesOf, getAtt, isNoValue, when } from "../intrinsics.ts";
import { isGiven, isList, isText, memberOf, type Json } from "../json.ts";
import { assumedBy, deadLetters } from "../policies/documents.ts";
import { printed } from "../python-text.ts";
import { type Generated, type SamResource } from "../resource.ts";
import { makeRole } from "../role.ts";
import type { Stage } from "../stage.ts";
import { queueActions, tracingOf, tracingPolicy } from "./lambda.ts";
import { functionTags } from "./tags.ts";

/** Makes the role of the function where it has none, or none under a condition. */
export function setRole(
  sam: SamResource,
  stage: Stage,
  lambda: Generated,
  invokePolicies: readonly Json[],
): Generated | undefined {
  const given = memberOf(lambda.properties, "Role");
  const choices = choicesOf(given);
  if (given !== undefined && choices === undefined) return undefined;
  const role = roleOf(sam, stage, invokePolicies);
  const own = getAtt(role.id, "Arn");
  if (choices === undefined) {
    lambda.properties.Role = own;
    return role;
  }
  const [condition = null, then = null, otherwise = null] = isList(choices)
    ? choices.map((each) => stage.resolver.parameters(each))
    : [];
  if (isNoValue(then) && isNoValue(otherwise)) {
    lambda.properties.Role = own;
    return role;
  }
  if (isNoValue(then)) {
    lambda.properties.Role = when(condition, own, otherwise);
    role.attributes.Condition = condition;
    return role;
  }
  if (!isNoValue(otherwise)) return undefined;
  lambda.properties.Role = when(condition, then, own);
  const negated = `NOT${printed(condition)}`;
  role.attributes.Condition = negated;
  if (stage.conditions !== undefined) {
    stage.conditions[negated] = { "Fn::Not": [{ Condition: condition }] };
  }
  return role;
}

function roleOf(sam: SamResource, stage: Stage, invokePolicies: readonly Json[]): Generated {
  const { id, properties, inherited } = sam;
  const isDurable = isGiven(memberOf(properties, "DurableConfig"));
  const tracing = tracingOf(properties, stage);
  const queue = memberOf(properties, "DeadLetterQueue");
  const type = memberOf(queue, "Type");
  const managed = [
    `service-role/${isDurable ? "AWSLambdaBasicDurableExecutionRolePolicy" : "AWSLambdaBasicExecutionRole"}`,
    ...(tracing !== undefined ? [tracingPolicy(stage.partition)] : []),
    ...(isGiven(memberOf(properties, "VpcConfig"))
      ? ["service-role/AWSLambdaVPCAccessExecutionRole"]
      : []),
  ];
  const documents = isText(type)
    ? [deadLetters(queueActions[type] ?? "", memberOf(queue, "TargetArn") ?? null)]
    : [];
  return makeRole(
    {
      owner: id,
      attributes: inherited,
      assumeRole:
        memberOf(properties, "AssumeRolePolicyDocument") ?? assumedBy("lambda.amazonaws.com"),
      policies: memberOf(properties, "Policies"),
      managedPolicies: managed.map((name) => stage.managedPolicyArn(name)),
      documents: [...documents, ...invokePolicies],
      path: memberOf(properties, "RolePath"),
      boundary: memberOf(properties, "PermissionsBoundary"),
      tags: functionTags(properties),
    },
    stage,
  );
}
