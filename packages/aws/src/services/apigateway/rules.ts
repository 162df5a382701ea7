import { templateRules } from "./mapping-template/template-rules.ts";
import { operationRules } from "./operations/operation-rules.ts";
import { authorizerRules } from "./rest-api/authorizer-rules.ts";
import { entranceRules } from "./rest-api/entrance-rules.ts";
import { frontRules } from "./rest-api/front-rules.ts";
import { integrationRules } from "./rest-api/integration-rules.ts";
import type { RestRule } from "./rule-sources.ts";

/** The rules of API Gateway that are followed; the test of each bears its id. */
export const apigatewayRules: readonly RestRule[] = [
  ...entranceRules,
  ...frontRules,
  ...authorizerRules,
  ...integrationRules,
  ...templateRules,
  ...operationRules,
];
