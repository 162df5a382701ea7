import type { ServiceModel } from "../../service/service-model.ts";
import { dynamodbstreamsAccess } from "./access.ts";
import { dynamodbstreamsOperations } from "./api.ts";
import { dynamodbstreamsModel } from "./model.ts";
import { dynamodbstreamsRules } from "./rules.ts";

/** Amazon DynamoDB Streams: reads what tables tell, and has no resources of its own. */
export const dynamodbstreamsService: ServiceModel = {
  service: "dynamodbstreams",
  kinds: () => [],
  operations: dynamodbstreamsOperations,
  access: dynamodbstreamsAccess,
  rules: dynamodbstreamsRules,
  // The model leaves it out; its protocol has 400 for what callers do wrong.
  model: dynamodbstreamsModel,
  templateTypes: [],
};
