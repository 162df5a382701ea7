import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";

const arnMembers = [
  "stateMachineArn",
  "stateMachineVersionArn",
  "stateMachineAliasArn",
  "executionArn",
  "activityArn",
  "mapRunArn",
  "resourceArn",
] as const;

/** What Step Functions asks before it does something, and how it refuses. */
export const stepFunctionsAccess: Access = {
  prefix: "states",
  actions: {},
  resourceOf(params, { partition, region, accountId }, operation) {
    for (const member of arnMembers) {
      const arn = textIn(params, member);
      if (arn !== undefined) return arn;
    }
    const name = textIn(params, "name");
    if (name === undefined) return "*";
    const type = operation === "CreateActivity" ? "activity" : "stateMachine";
    return `arn:${partition}:states:${region}:${accountId}:${type}:${name}`;
  },
  denied: (denial) => refused("AccessDeniedException", notAuthorized(denial)),
  passes(params) {
    const role = textIn(params, "roleArn");
    if (role === undefined) return null;
    return {
      role,
      service: "states.amazonaws.com",
      refused: () =>
        refused(
          "AccessDeniedException",
          "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.",
        ),
    };
  },
};
