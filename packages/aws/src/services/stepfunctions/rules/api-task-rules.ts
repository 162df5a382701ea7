import { guide, rule, type StepFunctionsRule } from "../rule-sources.ts";

const page = guide("Create API Gateway REST APIs with Step Functions");

/** How tasks ask APIs of API Gateway. */
export const apiTaskRules: readonly StepFunctionsRule[] = [
  rule(
    "task.api-request",
    page,
    "apigateway:invoke asks an API by its domain, with stage, path, query, headers but those that are not permitted, and, by PATCH, POST and PUT, a body, of which members that are null are left out unless AllowNullValues; it signs by IAM_ROLE and RESOURCE_POLICY.",
  ),
  rule(
    "task.api-answer",
    page,
    "Its result has ResponseBody, Headers, StatusCode and StatusText; a status that is not 2xx fails as ApiGateway with it, the body as the cause.",
  ),
  rule(
    "task.api-token",
    page,
    "apigateway:invoke.waitForTaskToken waits for the token's answer once the API has answered.",
  ),
  {
    ...rule(
      "task.api-elsewhere",
      page,
      "An API that is not in the run answers as the scenario's unmodeled execute-api:Invoke says, in the same form.",
    ),
    status: "assumed",
  },
];
