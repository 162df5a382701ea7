import { seconds } from "@orrery/kernel";
import { casesOf, type FailureTable } from "../../../../test/failure-case.ts";
import {
  delayAt,
  failingScript,
  functionFailures as by,
  letFail,
  refuseAt,
} from "../../../../test/failing-function.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { apiId, functionUri, proxy, RestAccount, returning, type Heard } from "./rest-account.ts";

const statuses = { responses: { "200": {}, "400": {}, "502": {} } };

/** A method whose integration answers as its responses say. */
const integrated = (integration: PlainObject): PlainObject => ({
  ...statuses,
  "x-amazon-apigateway-integration": integration,
});

const oneResponse: PlainObject = { default: { statusCode: "200" } };

const behindTemplates = (responses: PlainObject): PlainObject =>
  integrated({ type: "aws", httpMethod: "POST", uri: functionUri("fn"), responses });

/** What a caller hears of a method whose function fails. */
function heardOfFunction(failure: string, method: PlainObject): Heard {
  const account = new RestAccount(failingScript(failure));
  account.deploy({ "/": { get: method } });
  letFail(account, failure);
  return account.ask("/");
}

const error = "500 Internal server error";
const gateway = "502 Internal server error";
const late = "504 Endpoint request timed out";

const proxied = casesOf(
  "function, proxied",
  {
    [by.throttled]: error,
    [by.denied]: error,
    [by.absent]: error,
    [by.throws]: gateway,
    [by.timesOut]: gateway,
    [by.malformed]: gateway,
    [by.large]: gateway,
    [by.outlasts]: late,
  },
  (failure) => heardOfFunction(failure, proxy("fn")),
);

const templated = (behind: string, failed: string, responses: PlainObject) =>
  casesOf(
    behind,
    {
      [by.throttled]: error,
      [by.denied]: error,
      [by.absent]: error,
      [by.throws]: failed,
      [by.timesOut]: failed,
      [by.malformed]: "200",
      [by.large]: failed,
      [by.outlasts]: late,
    },
    (failure) => heardOfFunction(failure, behindTemplates(responses)),
  );

const other = {
  serviceFails: "fails by itself",
  unreachable: "cannot be reached",
  answersError: "answers with 503",
  unmapped: "answers with a status that is not mapped",
  template: "its mapping template cannot be rendered",
  silent: "streams, and is silent for longer than 30 s (edge-optimized)",
} as const;

/** What a caller hears of a method that asks for an operation of AWS, which fails. */
function heardOfAction(failure: string, responses: PlainObject): Heard {
  const account = new RestAccount();
  account.call("CreateQueue", { QueueName: "inbox" }, "sqs");
  const isBroken = failure === other.template;
  account.deploy({
    "/": {
      post: integrated({
        type: "aws",
        httpMethod: "POST",
        uri: "arn:aws:apigateway:us-east-1:sqs:path/123456789012/inbox",
        credentials: "arn:aws:iam::123456789012:role/api",
        requestParameters: {
          "integration.request.header.Content-Type": "'application/x-www-form-urlencoded'",
        },
        requestTemplates: {
          "application/json": isBroken ? "#if(" : "Action=SendMessage&MessageBody=$input.body",
        },
        responses,
      }),
    },
  });
  const queue = "sqs.queue:inbox";
  if (failure === by.throttled) refuseAt(account, queue, "RequestThrottled");
  if (failure === by.denied) refuseAt(account, queue, "AccessDenied");
  if (failure === other.serviceFails) refuseAt(account, queue, "InternalFailure");
  if (failure === by.outlasts) delayAt(account, queue);
  if (failure === by.absent) {
    const QueueUrl = "https://sqs.us-east-1.amazonaws.com/123456789012/inbox";
    account.call("DeleteQueue", { QueueUrl }, "sqs");
    account.advance(seconds(120));
  }
  return account.ask({ method: "POST" }, "{}");
}

const operation = (behind: string, client: string, server: string, responses: PlainObject) =>
  casesOf(
    behind,
    {
      [by.throttled]: client,
      [by.denied]: client,
      [by.absent]: client,
      [other.serviceFails]: server,
      [by.outlasts]: late,
      [other.template]: error,
    },
    (failure) => heardOfAction(failure, responses),
  );

/** What a caller hears of a method that asks an endpoint, which fails. */
function heardOfEndpoint(failure: string, type: "http" | "http_proxy"): Heard {
  const account = new RestAccount();
  const behaviors: Readonly<Record<string, PlainObject>> = {
    [other.unreachable]: { unreachable: 1 },
    [other.answersError]: { failures: 1, failureStatus: 503 },
    [other.unmapped]: { status: 418 },
    [by.outlasts]: { latency: { type: "constant", value: seconds(120) } },
    [other.silent]: { latency: { type: "constant", value: seconds(31) } },
    [by.large]: { body: "x".repeat(10_485_761) },
  };
  const responses: PlainObject =
    failure === other.unmapped ? { "2\\d\\d": { statusCode: "200" } } : oneResponse;
  const stream = { responseTransferMode: "STREAM", timeoutInMillis: 900_000 };
  const integration = {
    type,
    httpMethod: "GET",
    uri: "https://a.example/",
    responses,
    ...(failure === other.silent ? stream : {}),
  };
  account.deploy(
    { "/": { get: integrated(integration) } },
    {},
    { Endpoint: behaviors[failure] ?? {} },
  );
  return account.ask("/");
}

const network = "504 Network error communicating with endpoint";

const integrations: FailureTable = {
  door: "REST API",
  what: "integrations",
  cases: [
    ...proxied,
    ...templated("function behind templates, one response", "200", oneResponse),
    ...templated("function behind templates, a response for errors", "502", {
      ...oneResponse,
      ".+": { statusCode: "502" },
    }),
    ...operation("operation of AWS, one response", "200", "200", oneResponse),
    ...operation("operation of AWS, responses by status", "400", "502", {
      ...oneResponse,
      "4\\d\\d": { statusCode: "400", responseTemplates: { "application/json": "" } },
      "5\\d\\d": { statusCode: "502", responseTemplates: { "application/json": "" } },
    }),
    ...casesOf(
      "endpoint, proxied",
      {
        [other.answersError]: "503",
        [other.unreachable]: network,
        [by.outlasts]: late,
        [by.large]: error,
        [other.silent]: late,
      },
      (failure) => heardOfEndpoint(failure, "http_proxy"),
    ),
    ...casesOf(
      "endpoint behind templates, one response",
      {
        [other.answersError]: "200",
        [other.unmapped]: error,
        [other.unreachable]: network,
        [by.outlasts]: late,
        [by.large]: error,
      },
      (failure) => heardOfEndpoint(failure, "http"),
    ),
  ],
};

const asking = {
  denies: "denies",
  unauthorized: "says Unauthorized",
  noIdentity: "has no identity to ask about",
} as const;

const policy = (Effect: string): PlainObject => ({
  principalId: "me",
  policyDocument: { Statement: [{ Action: "execute-api:Invoke", Effect, Resource: "*" }] },
});

function* unauthorized(): Generator<never, never> {
  throw new Error("Unauthorized");
}

/** What a caller hears where the authorizer lets nobody in. */
function heardOfAuthorizer(failure: string, type: "token" | "request"): Heard {
  const own: Readonly<Record<string, Parameters<typeof returning>[0]>> = {
    [asking.denies]: policy("Deny"),
    [by.malformed]: { principalId: "me" },
    [by.large]: { ...policy("Allow"), context: { a: "x".repeat(7_000_000) } },
  };
  const isOwn = failure in own;
  const scripts = isOwn
    ? { guard: returning(own[failure]) }
    : failure === asking.unauthorized
      ? { guard: unauthorized }
      : failingScript(failure, "guard");
  const account = new RestAccount({ ...scripts, fn: returning({ statusCode: 200 }) });
  account.deploy(
    { "/": { get: { ...proxy("fn"), security: [{ guard: [] }] } } },
    {
      components: {
        securitySchemes: {
          guard: {
            type: "apiKey",
            name: "Authorization",
            in: "header",
            "x-amazon-apigateway-authtype": "custom",
            "x-amazon-apigateway-authorizer": {
              type,
              authorizerUri: functionUri("guard"),
              identitySource: "method.request.header.Authorization",
              authorizerResultTtlInSeconds: 300,
            },
          },
        },
      },
    },
  );
  if (!isOwn) letFail(account, failure, "guard");
  return account.ask(failure === asking.noIdentity ? {} : { headers: { authorization: "t" } });
}

const authorizer = (behind: string, type: "token" | "request") =>
  casesOf(
    behind,
    {
      [asking.noIdentity]: "401 Unauthorized",
      [asking.denies]: "403 User is not authorized to access this resource",
      [asking.unauthorized]: "401 Unauthorized",
      [by.throws]: "500 null",
      [by.timesOut]: "500 null",
      [by.outlasts]: "500 null",
      [by.malformed]: "500 null",
      [by.large]: "500 null",
      [by.throttled]: "500 null",
      [by.denied]: "500 null",
      [by.absent]: "500 null",
    },
    (failure) => heardOfAuthorizer(failure, type),
  );

/** What a caller hears of the API itself. */
const ownAnswers = casesOf(
  "the API",
  {
    "knows no such path or method": "403 Missing Authentication Token",
    "has no stage": "403 Forbidden",
    "has a firewall that blocks": "403 Forbidden",
    "has a policy that does not allow it": "403 User is not authorized to access this resource",
    "gets a body of more than 10 MB": "413 HTTP content length exceeded 10485760 bytes",
    "gets no API key where one is asked for": "403 Forbidden",
    "has no token left in the account's bucket": "429 Too Many Requests",
    "misses a parameter": "400 Missing required request parameters: [q]",
    "gets a body that its model does not allow": "400 Invalid request body",
    "has no template for the type of the body": "415 Unsupported Media Type",
    "gets no signature where one is asked for": "403 Missing Authentication Token",
  },
  heardOfApi,
);

function heardOfApi(failure: string): Heard {
  const account = new RestAccount(
    { fn: returning({ statusCode: 200 }) },
    failure.includes("bucket") ? { quotas: { "apigateway.burst": 1 } } : {},
  );
  const entrances: Readonly<Record<string, PlainObject>> = {
    "has a firewall that blocks": { blocked: 1 },
    "has a policy that does not allow it": { sourceIp: "203.0.113.7" },
  };
  const never = {
    ...(behindTemplates(oneResponse)["x-amazon-apigateway-integration"] as PlainObject),
    passthroughBehavior: "never",
  };
  const schema = { type: "object", required: ["id"] };
  account.deploy(
    {
      "/": { get: proxy("fn"), post: proxy("fn"), put: integrated(never) },
      "/key": { get: { ...proxy("fn"), security: [{ key: [] }] } },
      "/signed": { get: { ...proxy("fn"), "x-amazon-apigateway-auth": { type: "AWS_IAM" } } },
      "/checked": {
        post: {
          ...proxy("fn"),
          parameters: [{ name: "q", in: "query", required: true }],
          requestBody: { content: { "application/json": { schema } } },
          "x-amazon-apigateway-request-validator": "all",
        },
      },
    },
    {
      "x-amazon-apigateway-policy": { Statement: [] },
      "x-amazon-apigateway-request-validators": {
        all: { validateRequestBody: true, validateRequestParameters: true },
      },
      components: {
        securitySchemes: { key: { type: "apiKey", name: "x-api-key", in: "header" } },
      },
    },
    { Endpoint: entrances[failure] ?? {} },
  );
  const post = { method: "POST", headers: { "content-type": "application/json" } };
  switch (failure) {
    case "knows no such path or method":
      return account.ask("/none");
    case "has no stage":
      account.call("DeleteStage", { restApiId: apiId, stageName: "prod" });
      return account.ask("/");
    case "gets a body of more than 10 MB":
      return account.ask(post, "x".repeat(10_485_761));
    case "gets no API key where one is asked for":
      return account.ask("/key");
    case "has no token left in the account's bucket":
      account.begin({});
      return account.ask("/");
    case "misses a parameter":
      return account.ask({ ...post, path: "/checked" }, '{"id":1}');
    case "gets a body that its model does not allow":
      return account.ask({ ...post, path: "/checked", query: "q=1" }, "{}");
    case "has no template for the type of the body":
      return account.ask({ method: "PUT", headers: { "content-type": "text/plain" } }, "x");
    case "gets no signature where one is asked for":
      return account.ask("/signed");
    default:
      return account.ask("/");
  }
}

/** What callers of REST APIs hear of what fails. */
export const apigatewayFailures: readonly FailureTable[] = [
  integrations,
  {
    door: "REST API",
    what: "authorizers",
    cases: [
      ...authorizer("token authorizer", "token"),
      ...authorizer("request authorizer", "request"),
    ],
  },
  { door: "REST API", what: "the API itself", cases: ownAnswers },
];
