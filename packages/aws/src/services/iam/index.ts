import type { ServiceModel } from "../../service/service-model.ts";
import { iamAccess } from "./access.ts";
import { iamOperations } from "./api.ts";
import { iamAssumptions, iamQuotas } from "./limits.ts";
import { iamModel } from "./model.ts";
import { iamRules } from "./rules.ts";
import { iamTemplateTypes } from "./template.ts";

/** AWS Identity and Access Management: its roles and policies are kept by the control plane, which asks them. */
export const iamService: ServiceModel = {
  service: "iam",
  kinds: () => [],
  operations: iamOperations,
  access: iamAccess,
  rules: iamRules,
  quotas: iamQuotas,
  assumptions: Object.values(iamAssumptions),
  model: iamModel,
  templateTypes: iamTemplateTypes,
};
