import type { ServiceModel } from "../../service/service-model.ts";
import { accountKind } from "./account/kind.ts";
import { lambdaHttpStatusOf, lambdaOperations } from "./api.ts";
import { eventSourceMappingKind } from "./event-source-mapping/kind.ts";
import { eventSourceMappingAssumptions } from "./event-source-mapping/limits.ts";
import { functionKind } from "./function/kind.ts";
import { lambdaAssumptions } from "./limits.ts";
import { setUpLambda } from "./operations/account-resource.ts";
import { lambdaTemplateTypes } from "./template.ts";

/** AWS Lambda: functions, the account's concurrency, and event source mappings. */
export const lambdaService: ServiceModel = {
  service: "lambda",
  kinds: (world) => [functionKind(world), accountKind, eventSourceMappingKind(world)],
  operations: lambdaOperations,
  assumptions: [
    ...Object.values(lambdaAssumptions),
    ...Object.values(eventSourceMappingAssumptions),
  ],
  httpStatusOf: lambdaHttpStatusOf,
  templateTypes: lambdaTemplateTypes,
  setUp: setUpLambda,
};
