import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";

/** What Pipes asks before it does something, and how it refuses. */
export const pipesAccess: Access = {
  actions: {},
  resourceOf(params, { partition, region, accountId }) {
    const arn = textIn(params, "resourceArn");
    if (arn !== undefined) return arn;
    const name = textIn(params, "Name");
    return name === undefined ? "*" : `arn:${partition}:pipes:${region}:${accountId}:pipe/${name}`;
  },
  denied: (denial) => refused("AccessDeniedException", notAuthorized(denial)),
  passes(params) {
    const role = textIn(params, "RoleArn");
    if (role === undefined) return null;
    return {
      role,
      service: "pipes.amazonaws.com",
      refused: () =>
        refused(
          "ValidationException",
          `The role ${role} cannot be assumed by principal 'pipes.amazonaws.com'.`,
        ),
    };
  },
};
