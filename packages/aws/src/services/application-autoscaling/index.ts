import type { ServiceModel } from "../../service/service-model.ts";
import { applicationAutoscalingAccess } from "./access.ts";
import { applicationAutoscalingOperations } from "./api.ts";
import { applicationAutoscalingModel } from "./model.ts";
import { policyKind } from "./policy/kind.ts";
import { targetKind } from "./target/kind.ts";
import { applicationAutoscalingTemplateTypes } from "./template.ts";

/** Application Auto Scaling: policies and schedules that set capacities of other services' resources. */
export const applicationAutoscalingService: ServiceModel = {
  service: "application-autoscaling",
  kinds: (world) => [targetKind(world), policyKind],
  operations: applicationAutoscalingOperations,
  access: applicationAutoscalingAccess,
  // The model leaves it out; its protocol has 400 for what callers do wrong.
  model: applicationAutoscalingModel,
  templateTypes: applicationAutoscalingTemplateTypes,
};
