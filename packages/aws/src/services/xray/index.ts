import type { ServiceModel } from "../../service/service-model.ts";
import { xrayAccess } from "./access.ts";
import { xrayOperations } from "./api.ts";
import { xrayQuotas } from "./limits.ts";
import { xrayModel } from "./model.ts";
import { storeKind } from "./store/kind.ts";
import { xrayTemplateTypes } from "./template.ts";

/** AWS X-Ray: traces, and rules of sampling. */
export const xrayService: ServiceModel = {
  service: "xray",
  kinds: () => [storeKind],
  operations: xrayOperations,
  access: xrayAccess,
  quotas: xrayQuotas,
  model: xrayModel,
  dialect: { violations: "InvalidRequestException" },
  templateTypes: xrayTemplateTypes,
};
