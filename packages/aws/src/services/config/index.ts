import type { ServiceModel } from "../../service/service-model.ts";
import { configAccess } from "./access.ts";
import { configOperations } from "./api.ts";
import { configModel } from "./model.ts";
import { configRules } from "./rules.ts";

/** AWS Config: it has no resources of its own. */
export const configService: ServiceModel = {
  service: "config",
  kinds: () => [],
  operations: configOperations,
  access: configAccess,
  rules: configRules,
  model: configModel,
  templateTypes: [],
};
