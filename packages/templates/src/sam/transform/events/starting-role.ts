import { isGiven } from "../json.ts";
import { assumedBy, startExecution } from "../policies/documents.ts";
import { generated, type Generated } from "../resource.ts";
import type { SamEvent } from "./event.ts";

/** The role by which a service starts executions of a state machine. */
export function startingRole({ id, target }: SamEvent, service: string): Generated {
  const roleId = `${id}Role`;
  const boundary = target.permissionsBoundary;
  return generated(
    roleId,
    "AWS::IAM::Role",
    {
      AssumeRolePolicyDocument: assumedBy(service),
      Policies: [startExecution(target.arn, roleId)],
      PermissionsBoundary: isGiven(boundary) ? boundary : undefined,
    },
    { attributes: target.inherited },
  );
}
