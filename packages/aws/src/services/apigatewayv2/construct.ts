import { durationOf, inMilliseconds, type DurationSaid } from "@orrery/kernel";
import { idOf } from "../../gateway/api-id.ts";
import type { ConstructScope } from "../../service/construct.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { invocationUri } from "./apigatewayv2-to-apigateway.ts";

// What the namespace `apigatewayv2` holds, with the names of the CDK's `aws-cdk-lib/aws-apigatewayv2`, `-integrations` and
// `-authorizers`.

/** A function that something may invoke. */
export interface InvokedFunction {
  readonly functionArn: string;
}

type Place = Pick<ConstructScope, "region">;

const secondsOf = (path: string, said: DurationSaid): number =>
  inMilliseconds(durationOf(path, said)) / 1_000;

/** Something that a route asks. */
export interface RouteIntegration {
  readonly id: string;
  /** As CreateIntegration takes it, but for the API. */
  params(place: Place): PlainObject;
}

const timeoutOf = (id: string, timeout: DurationSaid | undefined): PlainObject =>
  timeout === undefined
    ? {}
    : { TimeoutInMillis: inMilliseconds(durationOf(`integration "${id}" timeout`, timeout)) };

/** How a function is asked. */
export interface HttpLambdaIntegrationProps {
  /** @defaultValue 2.0 */
  readonly payloadFormatVersion?: "1.0" | "2.0";
  /** How long it is waited for, 50 ms to 29 s. @defaultValue 30s */
  readonly timeout?: DurationSaid;
  /** Such as `{"append:header.a": "$context.requestId"}`. */
  readonly parameterMapping?: Readonly<Record<string, string>>;
}

/** A function that is given the request. */
export class HttpLambdaIntegration implements RouteIntegration {
  readonly id: string;
  private readonly handler: InvokedFunction;
  private readonly props: HttpLambdaIntegrationProps;

  constructor(id: string, handler: InvokedFunction, props: HttpLambdaIntegrationProps = {}) {
    this.id = id;
    this.handler = handler;
    this.props = props;
  }

  params(place: Place): PlainObject {
    const { payloadFormatVersion = "2.0", timeout, parameterMapping } = this.props;
    return {
      IntegrationType: "AWS_PROXY",
      IntegrationUri: invocationUri(this.handler.functionArn, place),
      PayloadFormatVersion: payloadFormatVersion,
      ...timeoutOf(this.id, timeout),
      ...(parameterMapping === undefined ? {} : { RequestParameters: parameterMapping }),
    };
  }
}

/** How an endpoint is asked. */
export interface HttpUrlIntegrationProps {
  /** @defaultValue ANY */
  readonly method?: string;
  /** @defaultValue 30s */
  readonly timeout?: DurationSaid;
  readonly parameterMapping?: Readonly<Record<string, string>>;
}

/** An endpoint of HTTP elsewhere. */
export class HttpUrlIntegration implements RouteIntegration {
  readonly id: string;
  private readonly url: string;
  private readonly props: HttpUrlIntegrationProps;

  constructor(id: string, url: string, props: HttpUrlIntegrationProps = {}) {
    this.id = id;
    this.url = url;
    this.props = props;
  }

  params(): PlainObject {
    const { method = "ANY", timeout, parameterMapping } = this.props;
    return {
      IntegrationType: "HTTP_PROXY",
      IntegrationMethod: method,
      IntegrationUri: this.url,
      PayloadFormatVersion: "1.0",
      ...timeoutOf(this.id, timeout),
      ...(parameterMapping === undefined ? {} : { RequestParameters: parameterMapping }),
    };
  }
}

/** An operation of AWS by the name of its subtype: the CDK has a class for some of them. */
export class HttpServiceIntegration implements RouteIntegration {
  readonly id: string;
  private readonly subtype: string;
  private readonly parameterMapping: Readonly<Record<string, string>>;

  /** @param parameterMapping such as `{"QueueUrl": url, "MessageBody": "$request.body"}`. */
  constructor(id: string, subtype: string, parameterMapping: Readonly<Record<string, string>>) {
    this.id = id;
    this.subtype = subtype;
    this.parameterMapping = parameterMapping;
  }

  params(): PlainObject {
    return {
      IntegrationType: "AWS_PROXY",
      IntegrationSubtype: this.subtype,
      PayloadFormatVersion: "1.0",
      RequestParameters: this.parameterMapping,
    };
  }
}

/** Who decides who may call a route. */
export interface RouteAuthorizer {
  /** As CreateRoute takes it. */
  bind(stack: ConstructScope, apiId: string): PlainObject;
}

/** Requests that are signed. */
export class HttpIamAuthorizer implements RouteAuthorizer {
  bind(): PlainObject {
    return { AuthorizationType: "AWS_IAM" };
  }
}

/** An authorizer that is made for each API that it is for. */
class MadeAuthorizer {
  private readonly id: string;
  private readonly bound = new Map<string, string>();

  constructor(id: string) {
    this.id = id;
  }

  idIn(stack: ConstructScope, ApiId: string, params: PlainObject): string {
    let own = this.bound.get(ApiId);
    if (own === undefined) {
      own = idOf(`${ApiId} ${this.id}`, 6);
      const logicalId = this.bound.size === 0 ? this.id : `${this.id}${own}`;
      const all = { ApiId, AuthorizerId: own, Name: this.id, ...params };
      stack.add("apigatewayv2", "CreateAuthorizer", logicalId, all);
      this.bound.set(ApiId, own);
    }
    return own;
  }
}

/** What tokens must say. */
export interface HttpJwtAuthorizerProps {
  readonly jwtAudience: readonly string[];
  /** @defaultValue $request.header.Authorization */
  readonly identitySource?: readonly string[];
}

/** Tokens of an issuer. */
export class HttpJwtAuthorizer implements RouteAuthorizer {
  private readonly made: MadeAuthorizer;
  private readonly issuer: string;
  private readonly props: HttpJwtAuthorizerProps;

  constructor(id: string, jwtIssuer: string, props: HttpJwtAuthorizerProps) {
    this.made = new MadeAuthorizer(id);
    this.issuer = jwtIssuer;
    this.props = props;
  }

  bind(stack: ConstructScope, apiId: string): PlainObject {
    const { jwtAudience, identitySource = ["$request.header.Authorization"] } = this.props;
    const AuthorizerId = this.made.idIn(stack, apiId, {
      AuthorizerType: "JWT",
      IdentitySource: [...identitySource],
      JwtConfiguration: { Issuer: this.issuer, Audience: [...jwtAudience] },
    });
    return { AuthorizationType: "JWT", AuthorizerId };
  }
}

/** What a function that decides is asked by. */
export interface HttpLambdaAuthorizerProps {
  /** @defaultValue $request.header.Authorization */
  readonly identitySource?: readonly string[];
  /** IAM: it answers with a policy; SIMPLE: with yes or no. @defaultValue IAM */
  readonly responseTypes?: readonly ("IAM" | "SIMPLE")[];
  /** How long answers hold. @defaultValue 5m */
  readonly resultsCacheTtl?: DurationSaid;
}

/** A function that decides who may call. */
export class HttpLambdaAuthorizer implements RouteAuthorizer {
  private readonly id: string;
  private readonly made: MadeAuthorizer;
  private readonly handler: InvokedFunction;
  private readonly props: HttpLambdaAuthorizerProps;

  constructor(id: string, handler: InvokedFunction, props: HttpLambdaAuthorizerProps = {}) {
    this.id = id;
    this.made = new MadeAuthorizer(id);
    this.handler = handler;
    this.props = props;
  }

  bind(stack: ConstructScope, apiId: string): PlainObject {
    const { identitySource, responseTypes = ["IAM"], resultsCacheTtl = "5m" } = this.props;
    const isSimple = responseTypes.includes("SIMPLE");
    const AuthorizerId = this.made.idIn(stack, apiId, {
      AuthorizerType: "REQUEST",
      AuthorizerUri: invocationUri(this.handler.functionArn, stack),
      IdentitySource: [...(identitySource ?? ["$request.header.Authorization"])],
      AuthorizerPayloadFormatVersion: isSimple ? "2.0" : "1.0",
      EnableSimpleResponses: isSimple,
      AuthorizerResultTtlInSeconds: secondsOf(
        `authorizer "${this.id}" resultsCacheTtl`,
        resultsCacheTtl,
      ),
    });
    return { AuthorizationType: "CUSTOM", AuthorizerId };
  }
}

/** From where browsers may ask, and what. */
export interface CorsPreflightOptions {
  readonly allowOrigins?: readonly string[];
  readonly allowMethods?: readonly string[];
  readonly allowHeaders?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  readonly maxAge?: DurationSaid;
  readonly allowCredentials?: boolean;
}

function corsParams(id: string, cors: CorsPreflightOptions): PlainObject {
  const { allowOrigins, allowMethods, allowHeaders, exposeHeaders, maxAge, allowCredentials } =
    cors;
  return {
    ...(allowOrigins === undefined ? {} : { AllowOrigins: [...allowOrigins] }),
    ...(allowMethods === undefined ? {} : { AllowMethods: [...allowMethods] }),
    ...(allowHeaders === undefined ? {} : { AllowHeaders: [...allowHeaders] }),
    ...(exposeHeaders === undefined ? {} : { ExposeHeaders: [...exposeHeaders] }),
    ...(allowCredentials === undefined ? {} : { AllowCredentials: allowCredentials }),
    ...(maxAge === undefined ? {} : { MaxAge: secondsOf(`API "${id}" maxAge`, maxAge) }),
  };
}

/** How many requests a stage lets through. */
export interface ThrottleSettings {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

const throttleParams = ({ rateLimit, burstLimit }: ThrottleSettings): PlainObject => ({
  DefaultRouteSettings: { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit },
});

/** How an HTTP API is configured. */
export interface HttpApiProps {
  /** @defaultValue its id */
  readonly apiName?: string;
  readonly corsPreflight?: CorsPreflightOptions;
  /** What is asked where no other route is for a request. @defaultValue nothing */
  readonly defaultIntegration?: RouteIntegration;
  readonly defaultAuthorizer?: RouteAuthorizer;
  readonly defaultAuthorizationScopes?: readonly string[];
  /** Whether it has the stage `$default`. @defaultValue true */
  readonly createDefaultStage?: boolean;
  /** Of the stage `$default`, for each route. @defaultValue as many as the account has */
  readonly throttle?: ThrottleSettings;
}

/** Routes that ask one integration. */
export interface AddRoutesOptions {
  readonly path: string;
  /** @defaultValue ANY */
  readonly methods?: readonly string[];
  readonly integration: RouteIntegration;
  /** @defaultValue the API's own */
  readonly authorizer?: RouteAuthorizer;
  readonly authorizationScopes?: readonly string[];
}

/** What things of an API are called by. */
const partId = (id: string, key: string): string =>
  `${id}${key.replaceAll(/[^a-zA-Z0-9]/g, "")}${idOf(key, 6)}`;

/** An HTTP API with a stage that has every change at once. */
export class HttpApi {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly apiId: string;
  private readonly stack: ConstructScope;
  private readonly props: HttpApiProps;
  private readonly integrations = new Map<RouteIntegration, string>();

  /**
   * Makes an HTTP API.
   *
   * ```ts
   * const api = new apigatewayv2.HttpApi(stack, "Api");
   * api.addRoutes({ path: "/orders", methods: ["POST"], integration: new apigatewayv2.HttpLambdaIntegration("Orders", worker) });
   * ```
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @throws ConfigError when the id is taken.
   */
  constructor(stack: ConstructScope, id: string, props: HttpApiProps = {}) {
    const { apiName = id, corsPreflight, defaultIntegration, createDefaultStage = true } = props;
    this.id = id;
    this.stack = stack;
    this.props = props;
    this.apiId = idOf(stack.physicalName(id));
    stack.add("apigatewayv2", "CreateApi", id, {
      ApiId: this.apiId,
      Name: apiName,
      ProtocolType: "HTTP",
      ...(corsPreflight === undefined ? {} : { CorsConfiguration: corsParams(id, corsPreflight) }),
    });
    if (createDefaultStage) this.addStage("$default", { throttle: props.throttle });
    if (defaultIntegration !== undefined) this.route("$default", defaultIntegration, {});
  }

  /** Makes a stage that has every change at once. */
  addStage(
    stageName: string,
    { throttle }: { readonly throttle?: ThrottleSettings | undefined } = {},
  ): void {
    this.stack.add("apigatewayv2", "CreateStage", partId(this.id, `stage ${stageName}`), {
      ApiId: this.apiId,
      StageName: stageName,
      AutoDeploy: true,
      ...(throttle === undefined ? {} : throttleParams(throttle)),
    });
  }

  /** Makes a route for each method. @throws ConfigError where one is there already. */
  addRoutes({ path, methods = ["ANY"], integration, ...options }: AddRoutesOptions): void {
    for (const method of methods) this.route(`${method} ${path}`, integration, options);
  }

  private route(
    RouteKey: string,
    integration: RouteIntegration,
    options: Pick<AddRoutesOptions, "authorizer" | "authorizationScopes">,
  ): void {
    const {
      authorizer = this.props.defaultAuthorizer,
      authorizationScopes = this.props.defaultAuthorizationScopes,
    } = options;
    this.stack.add("apigatewayv2", "CreateRoute", partId(this.id, RouteKey), {
      ApiId: this.apiId,
      RouteKey,
      Target: `integrations/${this.integrationId(integration)}`,
      ...(authorizer === undefined ? {} : authorizer.bind(this.stack, this.apiId)),
      ...(authorizationScopes === undefined
        ? {}
        : { AuthorizationScopes: [...authorizationScopes] }),
    });
  }

  private integrationId(integration: RouteIntegration): string {
    return integrationIdIn(this.stack, this, this.integrations, integration);
  }
}

function integrationIdIn(
  stack: ConstructScope,
  { id, apiId: ApiId }: { readonly id: string; readonly apiId: string },
  known: Map<RouteIntegration, string>,
  integration: RouteIntegration,
): string {
  let IntegrationId = known.get(integration);
  if (IntegrationId === undefined) {
    IntegrationId = idOf(`${ApiId} ${integration.id}`, 7);
    const params = { ApiId, IntegrationId, ...integration.params(stack) };
    stack.add("apigatewayv2", "CreateIntegration", `${id}${integration.id}`, params);
    known.set(integration, IntegrationId);
  }
  return IntegrationId;
}

/** A function that is given messages. */
export class WebSocketLambdaIntegration implements RouteIntegration {
  readonly id: string;
  private readonly handler: InvokedFunction;
  private readonly props: { readonly timeout?: DurationSaid };

  /** @param props `timeout`: 50 ms to 29 s, which it is where left out. */
  constructor(
    id: string,
    handler: InvokedFunction,
    props: { readonly timeout?: DurationSaid } = {},
  ) {
    this.id = id;
    this.handler = handler;
    this.props = props;
  }

  params(place: Place): PlainObject {
    return {
      IntegrationType: "AWS_PROXY",
      IntegrationUri: invocationUri(this.handler.functionArn, place),
      ...timeoutOf(this.id, this.props.timeout),
    };
  }
}

/** Nobody is asked. */
export class WebSocketMockIntegration implements RouteIntegration {
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }

  params(): PlainObject {
    return { IntegrationType: "MOCK" };
  }
}

/** A function that decides who may be connected. */
export class WebSocketLambdaAuthorizer implements RouteAuthorizer {
  private readonly made: MadeAuthorizer;
  private readonly handler: InvokedFunction;
  private readonly identitySource: readonly string[];

  /** @param props `identitySource`: `route.request.header.Authorization` where left out. */
  constructor(
    id: string,
    handler: InvokedFunction,
    props: { readonly identitySource?: readonly string[] } = {},
  ) {
    this.made = new MadeAuthorizer(id);
    this.handler = handler;
    this.identitySource = props.identitySource ?? ["route.request.header.Authorization"];
  }

  bind(stack: ConstructScope, apiId: string): PlainObject {
    const AuthorizerId = this.made.idIn(stack, apiId, {
      AuthorizerType: "REQUEST",
      AuthorizerUri: invocationUri(this.handler.functionArn, stack),
      IdentitySource: [...this.identitySource],
    });
    return { AuthorizationType: "CUSTOM", AuthorizerId };
  }
}

/** What a route of a WebSocket API asks. */
export interface WebSocketRouteOptions {
  readonly integration: RouteIntegration;
  /** Of `$connect` alone. */
  readonly authorizer?: RouteAuthorizer;
  /** Whether the sender hears what the integration answers. @defaultValue false */
  readonly returnResponse?: boolean;
}

/** How a WebSocket API is configured. */
export interface WebSocketApiProps {
  /** @defaultValue its id */
  readonly apiName?: string;
  /** @defaultValue $request.body.action */
  readonly routeSelectionExpression?: string;
  readonly connectRouteOptions?: WebSocketRouteOptions;
  readonly disconnectRouteOptions?: WebSocketRouteOptions;
  readonly defaultRouteOptions?: WebSocketRouteOptions;
}

/** A WebSocket API. It needs a {@link WebSocketStage}. */
export class WebSocketApi {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly apiId: string;
  private readonly stack: ConstructScope;
  private readonly integrations = new Map<RouteIntegration, string>();

  /** @throws ConfigError when the id is taken. */
  constructor(stack: ConstructScope, id: string, props: WebSocketApiProps = {}) {
    const { apiName = id, routeSelectionExpression = "$request.body.action" } = props;
    this.id = id;
    this.stack = stack;
    this.apiId = idOf(stack.physicalName(id));
    stack.add("apigatewayv2", "CreateApi", id, {
      ApiId: this.apiId,
      Name: apiName,
      ProtocolType: "WEBSOCKET",
      RouteSelectionExpression: routeSelectionExpression,
    });
    const { connectRouteOptions, disconnectRouteOptions, defaultRouteOptions } = props;
    if (connectRouteOptions !== undefined) this.addRoute("$connect", connectRouteOptions);
    if (disconnectRouteOptions !== undefined) this.addRoute("$disconnect", disconnectRouteOptions);
    if (defaultRouteOptions !== undefined) this.addRoute("$default", defaultRouteOptions);
  }

  /** Makes a route. @throws ConfigError where it is there already. */
  addRoute(RouteKey: string, options: WebSocketRouteOptions): void {
    const { integration, authorizer, returnResponse = false } = options;
    const { apiId: ApiId, stack } = this;
    const RouteId = idOf(`${ApiId} ${RouteKey}`, 7);
    const logicalId = partId(this.id, RouteKey);
    stack.add("apigatewayv2", "CreateRoute", logicalId, {
      ApiId,
      RouteId,
      RouteKey,
      Target: `integrations/${integrationIdIn(stack, this, this.integrations, integration)}`,
      ...(authorizer === undefined ? {} : authorizer.bind(stack, ApiId)),
    });
    if (!returnResponse) return;
    const params = { ApiId, RouteId, RouteResponseKey: "$default" };
    stack.add("apigatewayv2", "CreateRouteResponse", `${logicalId}Response`, params);
  }
}

/** How a stage of a WebSocket API is configured. */
export interface WebSocketStageProps {
  readonly webSocketApi: WebSocketApi;
  readonly stageName: string;
  /** Whether it has every change at once. @defaultValue true */
  readonly autoDeploy?: boolean;
  /** For each route. @defaultValue as many as the account has */
  readonly throttle?: ThrottleSettings;
}

/** A stage of a WebSocket API. */
export class WebSocketStage {
  readonly stageName: string;

  /** @throws ConfigError when the id is taken. */
  constructor(stack: ConstructScope, id: string, props: WebSocketStageProps) {
    const { webSocketApi, stageName, autoDeploy = true, throttle } = props;
    this.stageName = stageName;
    stack.add("apigatewayv2", "CreateStage", id, {
      ApiId: webSocketApi.apiId,
      StageName: stageName,
      AutoDeploy: autoDeploy,
      ...(throttle === undefined ? {} : throttleParams(throttle)),
    });
  }
}
