import { memberOf, textOf } from "../../request/params.ts";
import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";
import { groupArn, scheduleArn } from "./schedule-arn.ts";

/** What Scheduler asks before it does something, and how it refuses. */
export const schedulerAccess: Access = {
  actions: {},
  resourceOf(params, home, operation) {
    const arn = textIn(params, "ResourceArn");
    if (arn !== undefined) return arn;
    const name = textIn(params, "Name");
    if (name === undefined) return "*";
    return operation.endsWith("ScheduleGroup")
      ? groupArn(home, name)
      : scheduleArn(home, textIn(params, "GroupName") ?? "default", name);
  },
  denied: (denial) => refused("AccessDeniedException", notAuthorized(denial)),
  passes(params) {
    const role = textOf(memberOf(params["Target"], "RoleArn"));
    if (role === undefined) return null;
    return {
      role,
      service: "scheduler.amazonaws.com",
      refused: () =>
        refused(
          "ValidationException",
          "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
        ),
    };
  },
};
