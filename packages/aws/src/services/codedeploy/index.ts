import type { ServiceModel } from "../../service/service-model.ts";
import { codedeployAccess } from "./access.ts";
import { accountKind } from "./account/kind.ts";
import { codedeployOperations } from "./api.ts";
import { deploymentKind } from "./shifting/kind.ts";
import { codedeployEvents } from "./events.ts";
import { groupKind } from "./group/kind.ts";
import { codedeployAssumptions } from "./limits.ts";
import { codedeployModel } from "./model.ts";
import { codedeployTemplateTypes } from "./template.ts";
import { unmodeledTargetKind } from "./unmodeled-target.ts";

/** AWS CodeDeploy: deployments to Lambda, which shift the traffic of an alias from one version to another. */
export const codedeployService: ServiceModel = {
  service: "codedeploy",
  kinds: (world) => [accountKind, groupKind, deploymentKind(world), unmodeledTargetKind],
  operations: codedeployOperations,
  access: codedeployAccess,
  events: codedeployEvents,
  // The model leaves it out; its protocol has 400 for what callers do wrong.
  model: codedeployModel,
  templateTypes: codedeployTemplateTypes,
  assumptions: Object.values(codedeployAssumptions),
};
