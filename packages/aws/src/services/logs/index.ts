import type { ServiceModel } from "../../service/service-model.ts";
import { logsAccess } from "./access.ts";
import { logsOperations } from "./api.ts";
import { logsModel } from "./model.ts";
import { logsRules } from "./rules.ts";
import { logsTemplateTypes } from "./template.ts";

/** Amazon CloudWatch Logs: it has no resources of its own. */
export const logsService: ServiceModel = {
  service: "logs",
  kinds: () => [],
  operations: logsOperations,
  access: logsAccess,
  rules: logsRules,
  model: logsModel,
  templateTypes: logsTemplateTypes,
};
