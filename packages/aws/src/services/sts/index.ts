import type { ServiceModel } from "../../service/service-model.ts";
import { stsAccess } from "./access.ts";
import { stsOperations } from "./api.ts";
import { stsModel } from "./model.ts";
import { stsRules } from "./rules.ts";

/** AWS Security Token Service: it has no resources. */
export const stsService: ServiceModel = {
  service: "sts",
  kinds: () => [],
  operations: stsOperations,
  access: stsAccess,
  rules: stsRules,
  model: stsModel,
  templateTypes: [],
};
