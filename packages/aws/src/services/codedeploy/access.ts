import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";
import { applicationArn, configurationArn, groupArn } from "./names.ts";

/** What CodeDeploy asks before it does something, and how it refuses. */
export const codedeployAccess: Access = {
  actions: {},
  resourceOf(params, home) {
    const arn = textIn(params, "ResourceArn");
    if (arn !== undefined) return arn;
    const application = textIn(params, "applicationName");
    const group =
      textIn(params, "deploymentGroupName") ?? textIn(params, "currentDeploymentGroupName");
    if (application !== undefined) {
      return group === undefined
        ? applicationArn(application, home)
        : groupArn(application, group, home);
    }
    const configuration = textIn(params, "deploymentConfigName");
    return configuration === undefined ? "*" : configurationArn(configuration, home);
  },
  denied: (denial) => refused("AccessDeniedException", notAuthorized(denial)),
};
