import { guide, hasRoute, read, type RestRule } from "../rule-sources.ts";

const hasLambda = hasRoute(({ authorization }) => authorization.type === "LAMBDA");
const lambda = guide("apigateway-use-lambda-authorizer");

/** Who may call a method. */
export const authorizerRules: readonly RestRule[] = [
  {
    id: "apigateway.authorizer.lambda",
    status: "documented",
    source: lambda,
    date: read,
    text: "A function that gets a token and the ARN of the method answers with a principal, a policy and values, which come to integrations as texts.",
    when: hasLambda,
    semantics: ["api-gateway §10.1.1", "api-gateway §10.1.4", "api-gateway §1 Lambda authorizer"],
  },
  {
    id: "apigateway.authorizer.request",
    status: "documented",
    source: lambda,
    date: read,
    text: "Or it gets the request without its body; where its answers are kept, every identity source must be there.",
    when: hasLambda,
    semantics: ["api-gateway §10.1.2", "lambda §15 API Gateway authorizer"],
  },
  {
    id: "apigateway.authorizer.outcome",
    status: "documented",
    source: lambda,
    date: read,
    text: "A policy that denies or does not allow is 403, an error that says Unauthorized 401; any other error, and an answer that is none, 500. It is waited for 29 seconds: assumed.",
    when: hasLambda,
    semantics: [
      "api-gateway §10.1.5",
      "api-gateway §10.1.6",
      "api-gateway §5.1 ACCESS_DENIED",
      "api-gateway §5.1 UNAUTHORIZED",
      "api-gateway §5.1 AUTHORIZER_CONFIGURATION_ERROR",
      "api-gateway §5.1 AUTHORIZER_FAILURE",
      "api-gateway §5.2 Lambda authorizer says no",
      "api-gateway §5.2 Lambda authorizer error / bad shape / no permission",
    ],
  },
  {
    id: "apigateway.authorizer.identity",
    status: "documented",
    source: guide("configure-api-gateway-lambda-authorization"),
    date: read,
    text: "Without a token, or with one that does not match the validation expression, a caller hears 401 and the function is not asked; a method's ARN has 1,600 bytes at most.",
    when: hasLambda,
    semantics: ["api-gateway §0 rest.methodArnLength with authorization"],
  },
  {
    id: "apigateway.authorizer.cache",
    status: "documented",
    source: lambda,
    date: read,
    text: "An answer holds for its identity for 300 seconds, or for what the authorizer says up to 3,600; its policy is held against each method anew. 0 keeps none.",
    when: hasLambda,
    semantics: [
      "api-gateway §0 authorizer.ttl (REST Lambda TOKEN/REQUEST, Cognito)",
      "api-gateway §10.1.3",
    ],
  },
  {
    id: "apigateway.authorizer.cognito",
    status: "assumed",
    source: `${guide("apigateway-integrate-with-cognito")}; that no signature is checked is ours`,
    date: read,
    text: "An ID token of one of the user pools lets in until it expires, or an access token with one of the scopes where the method names some; its claims come to integrations as texts. Anything else is 401.",
    when: hasRoute(({ authorization }) => authorization.type === "COGNITO"),
    semantics: [
      "api-gateway §10.3 ¶1",
      "api-gateway §1 Cognito authorizer",
      "api-gateway §5.1 EXPIRED_TOKEN",
    ],
  },
  {
    id: "apigateway.authorizer.iam",
    status: "assumed",
    source: `${guide("permissions")}; permissions are not checked, and neither are signatures`,
    date: read,
    text: "With AWS_IAM a request is signed, for one Region or (SigV4a) for several; one that is not hears 403 Missing Authentication Token.",
    when: hasRoute(({ authorization }) => authorization.type === "AWS_IAM"),
    semantics: [
      "api-gateway §1 IAM authorization",
      "api-gateway §1 SigV4a",
      "api-gateway §5.1 INVALID_SIGNATURE",
    ],
  },
];
