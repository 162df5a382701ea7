import type { ServiceModel } from "../../service/service-model.ts";
import { accountKind } from "./account/kind.ts";
import { lambdaHttpStatusOf, lambdaOperations } from "./api.ts";
import { eventSourceMappingKind } from "./event-source-mapping/kind.ts";
import { functionKind } from "./function/kind.ts";
import { setUpLambda } from "./operations/account-resource.ts";
import { lambdaTemplateTypes } from "./template.ts";

/** AWS Lambda: functions, the account's concurrency, and event source mappings. */
export const lambdaService: ServiceModel = {
  service: "lambda",
  kinds: (world) => [functionKind(world), accountKind, eventSourceMappingKind(world)],
  operations: lambdaOperations,
  httpStatusOf: lambdaHttpStatusOf,
  templateTypes: lambdaTemplateTypes,
  setUp: setUpLambda,
};
