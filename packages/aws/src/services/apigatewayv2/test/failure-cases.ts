import { seconds, type Plain } from "@orrery/kernel";
import { casesOf, type FailureTable } from "../../../../test/failure-case.ts";
import {
  delayAt,
  failingScript,
  functionFailures as by,
  letFail,
  refuseAt,
} from "../../../../test/failing-function.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Scripts } from "../../../service/script.ts";
import { apiId, functionUri, returning, type Heard } from "../../apigateway/test/rest-account.ts";
import { HttpAccount, toEndpoint, toFunction } from "./http-account.ts";
import { SocketAccount } from "./socket-account.ts";

const failed = "500 Internal Server Error";
const unavailable = "503 Service Unavailable";

const ofFunction = (behind: string, PayloadFormatVersion: string) =>
  casesOf(
    behind,
    {
      [by.throttled]: unavailable,
      [by.denied]: failed,
      [by.absent]: failed,
      [by.throws]: failed,
      [by.timesOut]: failed,
      [by.malformed]: failed,
      [by.large]: failed,
      [by.outlasts]: unavailable,
    },
    (failure) => {
      const account = new HttpAccount(failingScript(failure));
      account.route("GET /", toFunction("fn", { PayloadFormatVersion }));
      letFail(account, failure);
      return account.ask("/");
    },
  );

const other = {
  serviceFails: "fails by itself",
  unreachable: "cannot be reached",
  answersError: "answers with 503",
} as const;

/** What a caller hears of a route that asks for an operation of AWS, which fails. */
function heardOfAction(failure: string): Heard {
  const account = new HttpAccount();
  const { QueueUrl } = account.call("CreateQueue", { QueueName: "inbox" }, "sqs");
  account.route("POST /", {
    IntegrationType: "AWS_PROXY",
    IntegrationSubtype: "SQS-SendMessage",
    PayloadFormatVersion: "1.0",
    RequestParameters: { QueueUrl: QueueUrl!, MessageBody: "$request.body" },
  });
  const queue = "sqs.queue:inbox";
  if (failure === by.throttled) refuseAt(account, queue, "RequestThrottled");
  if (failure === by.denied) refuseAt(account, queue, "AccessDenied");
  if (failure === other.serviceFails) refuseAt(account, queue, "InternalFailure");
  if (failure === by.outlasts) delayAt(account, queue);
  if (failure === by.absent) {
    account.call("DeleteQueue", { QueueUrl: QueueUrl! }, "sqs");
    account.advance(seconds(120));
  }
  const { status, body, ...heard } = account.ask({ method: "POST" }, "{}");
  // What the service says is handed on; the table has what the API says.
  return { ...heard, status, body: body.startsWith('{"__type"') ? "" : body };
}

const behaviors: Readonly<Record<string, PlainObject>> = {
  [other.unreachable]: { unreachable: 1 },
  [other.answersError]: { failures: 1, failureStatus: 503 },
  [by.outlasts]: { latency: { type: "constant", value: seconds(120) } },
  [by.large]: { body: "x".repeat(10_485_761) },
};

const integrations: FailureTable = {
  door: "HTTP API",
  what: "integrations",
  cases: [
    ...ofFunction("function, format 2.0", "2.0"),
    ...ofFunction("function, format 1.0", "1.0"),
    ...casesOf(
      "operation of AWS",
      {
        [by.throttled]: "400",
        [by.denied]: "400",
        [by.absent]: "400",
        [other.serviceFails]: "500",
        [by.outlasts]: unavailable,
      },
      heardOfAction,
    ),
    ...casesOf(
      "endpoint",
      {
        [other.answersError]: "503",
        [other.unreachable]: unavailable,
        [by.outlasts]: unavailable,
        [by.large]: failed,
      },
      (failure) => {
        const account = new HttpAccount({}, {}, { HttpEndpoint: behaviors[failure] ?? {} });
        account.route("GET /", toEndpoint());
        return account.ask("/");
      },
    ),
  ],
};

const asking = {
  denies: "denies",
  unauthorized: "says Unauthorized",
  noIdentity: "has no identity to ask about",
  badToken: "gets a token that does not hold",
  noScope: "gets a token without the scope",
  noIssuer: "cannot reach the issuer for its keys",
} as const;

const policy = (Effect: string, context: PlainObject = {}): PlainObject => ({
  principalId: "me",
  policyDocument: { Statement: [{ Action: "execute-api:Invoke", Effect, Resource: "*" }] },
  context,
});

/** What the function of an authorizer does that fails so, and whether it fails by what it returns. */
function guardOf(
  failure: string,
  own: Readonly<Record<string, unknown>>,
): { readonly scripts: Scripts; readonly isOwn: boolean } {
  if (failure === asking.unauthorized) {
    const guard = function* (): Generator<never, never, Plain> {
      throw new Error("Unauthorized");
    };
    return { scripts: { guard }, isOwn: true };
  }
  const isOwn = failure in own;
  return {
    scripts: isOwn ? { guard: returning(own[failure]) } : failingScript(failure, "guard"),
    isOwn,
  };
}

/** What a caller hears where the authorizer lets nobody in. */
function heardOfAuthorizer(failure: string, isSimple: boolean): Heard {
  const { scripts, isOwn } = guardOf(failure, {
    [asking.denies]: isSimple ? { isAuthorized: false } : policy("Deny"),
    [by.malformed]: "what",
  });
  const account = new HttpAccount({ ...scripts, fn: returning({ statusCode: 200 }) });
  account.on("CreateAuthorizer", {
    AuthorizerId: "guard",
    Name: "guard",
    AuthorizerType: "REQUEST",
    AuthorizerUri: functionUri("guard"),
    IdentitySource: ["$request.header.Authorization"],
    AuthorizerPayloadFormatVersion: isSimple ? "2.0" : "1.0",
    EnableSimpleResponses: isSimple,
  });
  account.route("GET /", toFunction("fn"), { AuthorizationType: "CUSTOM", AuthorizerId: "guard" });
  if (!isOwn) letFail(account, failure, "guard");
  return account.ask(failure === asking.noIdentity ? {} : { headers: { authorization: "t" } });
}

const ofAuthorizer = (behind: string, isSimple: boolean) =>
  casesOf(
    behind,
    {
      [asking.noIdentity]: "401 Unauthorized",
      [asking.denies]: "403 Forbidden",
      [asking.unauthorized]: failed,
      [by.throws]: failed,
      [by.timesOut]: failed,
      [by.outlasts]: failed,
      [by.malformed]: failed,
      [by.throttled]: failed,
      [by.denied]: failed,
      [by.absent]: failed,
    },
    (failure) => heardOfAuthorizer(failure, isSimple),
  );

const encoded = (value: PlainObject): string =>
  btoa(JSON.stringify(value)).replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_");

/** What a caller hears of an authorizer of tokens. */
function heardOfToken(failure: string): Heard {
  const HttpEndpoint = failure === asking.noIssuer ? { issuerUnreachable: 1 } : {};
  const account = new HttpAccount({ fn: returning({ statusCode: 200 }) }, {}, { HttpEndpoint });
  account.on("CreateAuthorizer", {
    AuthorizerId: "jwt",
    Name: "jwt",
    AuthorizerType: "JWT",
    IdentitySource: ["$request.header.Authorization"],
    JwtConfiguration: { Issuer: "https://pool.example", Audience: ["client"] },
  });
  const by_ = { AuthorizationType: "JWT", AuthorizerId: "jwt", AuthorizationScopes: ["write"] };
  account.route("GET /", toFunction("fn"), by_);
  if (failure === asking.noIdentity) return account.ask("/");
  const claims = {
    iss: "https://pool.example",
    aud: "client",
    exp: failure === asking.badToken ? 1 : 4_000_000_000,
    scope: "read",
  };
  const authorization = `Bearer ${encoded({ alg: "RS256" })}.${encoded(claims)}.signature`;
  return account.ask({ headers: { authorization } });
}

/** What a caller hears of the API itself. */
function heardOfApi(failure: string): Heard {
  const isLimited = failure.includes("bucket");
  const account = new HttpAccount(
    { fn: returning({ statusCode: 200 }) },
    isLimited ? { quotas: { "apigateway.burst": 1 } } : {},
  );
  account.route("POST /", toFunction("fn"));
  account.route("GET /", toFunction("fn"), { AuthorizationType: "AWS_IAM" });
  account.on("CreateRoute", { RouteKey: "GET /bare" });
  switch (failure) {
    case "knows no such path or method":
      return account.ask("/none");
    case "has no stage":
      account.on("DeleteStage", { StageName: "$default" });
      return account.ask("/");
    case "gets a body of more than 10 MB":
      return account.ask({ method: "POST" }, "x".repeat(10_485_761));
    case "has no token left in the account's bucket":
      account.begin({ method: "POST" });
      return account.ask({ method: "POST" });
    case "gets no signature where one is asked for":
      return account.ask("/");
    default:
      return account.ask("/bare");
  }
}

/** What a client hears that is to be connected, while what `$connect` asks fails. */
function heardOfConnect(failure: string): Heard {
  const account = new SocketAccount(failingScript(failure));
  account.route("$connect", "fn");
  letFail(account, failure);
  return account.ask("/prod");
}

function heardOfConnectEndpoint(failure: string): Heard {
  const account = new SocketAccount({}, {}, {}, { HttpEndpoint: behaviors[failure] ?? {} });
  const integration = { IntegrationType: "HTTP_PROXY", IntegrationUri: "https://a.example/" };
  account.route("$connect", null, { integration });
  return account.ask("/prod");
}

function heardOfSocketAuthorizer(failure: string): Heard {
  const { scripts, isOwn } = guardOf(failure, {
    [asking.denies]: policy("Deny"),
    [by.malformed]: "what",
    [by.large]: policy("Allow", { text: "x".repeat(8_192) }),
  });
  const account = new SocketAccount(scripts);
  account.own("CreateAuthorizer", {
    ApiId: apiId,
    AuthorizerId: "guard",
    Name: "guard",
    AuthorizerType: "REQUEST",
    AuthorizerUri: functionUri("guard"),
    IdentitySource: ["route.request.header.Auth"],
  });
  account.route("$connect", null, { AuthorizationType: "CUSTOM", AuthorizerId: "guard" });
  if (!isOwn) letFail(account, failure, "guard");
  const headers: Readonly<Record<string, string>> =
    failure === asking.noIdentity ? {} : { auth: "me" };
  return account.ask({ path: "/prod", headers });
}

/** What comes of a message, in the API's own metrics and in what its sender is told. */
function comesOfMessage(failure: string): string {
  const account = new SocketAccount(failingScript(failure), {
    every: { type: "constant", value: seconds(200) },
    message: failure === tooLarge ? "x".repeat(131_073) : "{}",
  });
  account.route("$default", "fn");
  account.connect();
  letFail(account, failure);
  account.advance(seconds(300));
  const [errors, broken, clients, told_] = account.meters(
    "IntegrationError",
    "ExecutionError",
    "ClientError",
    "MessagesOut",
  );
  const isClosed = account.meter("ConnectionMinutes") > 0;
  const counted = errors! > 0 ? "IntegrationError" : broken! > 0 ? "ExecutionError" : "ClientError";
  const heard = isClosed ? "closed" : told_! > 0 ? "a message that says so" : "nothing";
  return `${heard}, ${errors! + broken! + clients! > 0 ? counted : "no error"}`;
}

const tooLarge = "is sent more than 128 KB";

/** What a backend hears of a connection. */
function heardOfConnection(failure: string): string {
  const seen: PlainObject[] = [];
  const account = new SocketAccount(
    {
      room: function* (event: Plain): Generator<never, unknown, Plain> {
        seen.push(event as PlainObject);
        return { statusCode: 200 };
      },
    },
    {},
    failure.includes("bucket")
      ? { quotas: { "apigateway.burst": 1, "apigateway.requestsPerSecond": 1 } }
      : {},
  );
  account.route("$connect", "room");
  account.connect();
  const { connectionId: ConnectionId } = seen[0]!["requestContext"] as PlainObject;
  const bytes = failure === tooLarge ? 131_073 : 1;
  try {
    if (failure === "is gone") account.manage("DeleteConnection", { ConnectionId: ConnectionId! });
    account.manage("PostToConnection", {
      ConnectionId: ConnectionId!,
      Data: btoa("x".repeat(bytes)),
    });
    return "taken";
  } catch (error) {
    const { code, httpStatus } = error as { readonly code: string; readonly httpStatus?: number };
    return httpStatus === undefined ? code : `${httpStatus} ${code}`;
  }
}

const socket = "Internal server error";

/** What callers of HTTP APIs and clients of WebSocket APIs hear of what fails. */
export const apigatewayv2Failures: readonly FailureTable[] = [
  integrations,
  {
    door: "HTTP API",
    what: "authorizers",
    cases: [
      ...ofAuthorizer("function, policies", false),
      ...ofAuthorizer("function, yes or no", true),
      ...casesOf(
        "tokens (JWT)",
        {
          [asking.noIdentity]: "401 Unauthorized",
          [asking.badToken]: "401 Unauthorized",
          [asking.noScope]: "403 Forbidden",
          [asking.noIssuer]: "401 Unauthorized",
        },
        heardOfToken,
      ),
    ],
  },
  {
    door: "HTTP API",
    what: "the API itself",
    cases: casesOf(
      "the API",
      {
        "knows no such path or method": "404 Not Found",
        "has no stage": "404 Not Found",
        "gets a body of more than 10 MB": "413 Request Entity Too Large",
        "has no token left in the account's bucket": "429 Too Many Requests",
        "gets no signature where one is asked for": "403 Forbidden",
        "has a route without an integration": failed,
      },
      heardOfApi,
    ),
  },
  {
    door: "WebSocket API",
    what: "$connect",
    cases: [
      ...casesOf(
        "function",
        {
          [by.throttled]: `500 ${socket}`,
          [by.denied]: `500 ${socket}`,
          [by.absent]: `500 ${socket}`,
          [by.throws]: `502 ${socket}`,
          [by.timesOut]: `502 ${socket}`,
          [by.malformed]: `502 ${socket}`,
          [by.large]: `502 ${socket}`,
          [by.outlasts]: `504 ${socket}`,
        },
        heardOfConnect,
      ),
      ...casesOf(
        "endpoint",
        {
          [other.answersError]: `503 ${socket}`,
          [other.unreachable]: `500 ${socket}`,
          [by.outlasts]: `504 ${socket}`,
        },
        heardOfConnectEndpoint,
      ),
      ...casesOf(
        "authorizer",
        {
          [asking.noIdentity]: "401 Unauthorized",
          [asking.denies]: "403 Forbidden",
          [asking.unauthorized]: "401 Unauthorized",
          [by.throws]: `500 ${socket}`,
          [by.timesOut]: `500 ${socket}`,
          [by.outlasts]: `500 ${socket}`,
          [by.malformed]: `500 ${socket}`,
          [by.large]: `500 ${socket}`,
          [by.throttled]: `500 ${socket}`,
          [by.denied]: `500 ${socket}`,
          [by.absent]: `500 ${socket}`,
        },
        heardOfSocketAuthorizer,
      ),
    ],
  },
  {
    door: "WebSocket API",
    what: "messages",
    cases: [
      ...casesOf(
        "function",
        {
          [by.throttled]: "a message that says so, ExecutionError",
          [by.denied]: "a message that says so, ExecutionError",
          [by.absent]: "a message that says so, ExecutionError",
          [by.throws]: "a message that says so, IntegrationError",
          [by.timesOut]: "a message that says so, IntegrationError",
          [by.malformed]: "a message that says so, IntegrationError",
          [by.large]: "a message that says so, IntegrationError",
          [by.outlasts]: "a message that says so, ExecutionError",
          [tooLarge]: "closed, ClientError",
        },
        comesOfMessage,
      ),
      ...casesOf(
        "connection, asked by a backend",
        {
          [tooLarge]: "413 PayloadTooLargeException",
          "is gone": "410 GoneException",
          "has no token left in the account's bucket": "429 LimitExceededException",
        },
        heardOfConnection,
      ),
    ],
  },
];
