import type { ServiceModel } from "../../service/service-model.ts";
import { codepipelineAccess } from "./access.ts";
import { codepipelineOperations } from "./api.ts";
import { codepipelineModel } from "./model.ts";
import { codepipelineRules } from "./rules.ts";

/** AWS CodePipeline: it has no resources of its own. */
export const codepipelineService: ServiceModel = {
  service: "codepipeline",
  kinds: () => [],
  operations: codepipelineOperations,
  access: codepipelineAccess,
  rules: codepipelineRules,
  model: codepipelineModel,
  templateTypes: [],
};
