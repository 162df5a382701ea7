import { isNoValue, choicesOf } from "./intrinsics.ts";
import { includes, isGiven, isText, type Json, type JsonMap, type Maybe } from "./json.ts";
import { resourceProblem } from "./problems.ts";
import { generated, type Generated } from "./resource.ts";
import type { Stage } from "./stage.ts";
import { checkedChoices, policiesOf, policyKind } from "./policies/kinds.ts";

/** What a role of SAM's is made of. */
export interface RoleParts {
  /** The logical id of whose role it is. */
  readonly owner: string;
  readonly attributes: JsonMap;
  readonly assumeRole: Json;
  readonly policies: Maybe;
  readonly managedPolicies: readonly Json[];
  /** Policies that SAM itself writes. */
  readonly documents: readonly Json[];
  readonly path: Maybe;
  readonly boundary: Maybe;
  readonly tags: Maybe;
}

/** The role that SAM makes. @throws SamProblem for a policy that is none */
export function makeRole(parts: RoleParts, stage: Stage): Generated {
  const id = `${parts.owner}Role`;
  const arns = [...parts.managedPolicies];
  const documents = [...parts.documents];
  for (const [index, policy] of policiesOf(parts.policies).entries()) {
    const kind = policyKind(policy);
    if (kind === "statement") {
      documents.push(inlinePolicy(`${id}Policy${index}`, policy));
    } else if (kind === "managed") {
      const arn = managedArn(policy, stage);
      if (!includes(arns, arn)) arns.push(arn);
    } else {
      throw resourceProblem(
        parts.owner,
        `Policy at index ${index} in the 'Policies' property is not valid`,
      );
    }
  }
  return generated(
    id,
    "AWS::IAM::Role",
    {
      AssumeRolePolicyDocument: parts.assumeRole,
      ManagedPolicyArns: arns,
      Policies: documents.length === 0 ? undefined : documents,
      Path: parts.path,
      PermissionsBoundary: isGiven(parts.boundary) ? parts.boundary : undefined,
      Tags: parts.tags,
    },
    { attributes: parts.attributes },
  );
}

/** The ARN of a managed policy that is named, also where a condition chooses it. */
function managedArn(policy: Json, stage: Stage): Json {
  if (isText(policy)) return stage.managedPolicies.arnOf(policy);
  const choices = choicesOf(policy);
  if (choices === undefined) return policy;
  const [condition, ...values] = checkedChoices(choices);
  return { "Fn::If": [condition, ...values.map((value) => managedArn(value, stage))] };
}

function inlinePolicy(name: string, policy: Json): Json {
  const choices = choicesOf(policy);
  if (choices === undefined) return { PolicyName: name, PolicyDocument: policy };
  const [condition, ...values] = checkedChoices(choices);
  const named = values.map((value) =>
    isNoValue(value) ? value : { PolicyName: name, PolicyDocument: value },
  );
  return { "Fn::If": [condition, ...named] };
}
