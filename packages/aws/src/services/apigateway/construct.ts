import { inMilliseconds, durationOf, type DurationSaid } from "@orrery/kernel";
import type { ConstructScope } from "../../service/construct.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { idOf, rootResourceIdOf } from "../../gateway/api-id.ts";
import type { CacheSize } from "./limits.ts";

// What the namespace `apigateway` holds, with the names of the CDK's `aws-cdk-lib/aws-apigateway`.

/** Something that a method asks, such as {@link LambdaIntegration}. */
export interface Integration {
  /** As PutIntegration takes it, but for the method that it is of. */
  params(stack: Pick<ConstructScope, "region">): PlainObject;
  /** How callers hear what it answers, as PutIntegrationResponse takes it; a proxy has none. */
  readonly responses: readonly PlainObject[];
}

/** A function that something may invoke. */
export interface InvokedFunction {
  readonly functionArn: string;
}

const invocationUri = (functionArn: string, region: string): string =>
  `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;

/** How an integration is asked and heard. */
export interface IntegrationOptions {
  /** How long it is waited for, 50 ms to 29 s. @defaultValue 29s */
  readonly timeout?: DurationSaid;
  /** Mapping templates by content type. */
  readonly requestTemplates?: Readonly<Record<string, string>>;
  /** By `integration.request.PLACE.NAME`. */
  readonly requestParameters?: Readonly<Record<string, string>>;
  /** @defaultValue WHEN_NO_MATCH */
  readonly passthroughBehavior?: "WHEN_NO_MATCH" | "WHEN_NO_TEMPLATES" | "NEVER";
  /** Whether callers get an answer as it comes. @defaultValue BUFFERED */
  readonly responseTransferMode?: "BUFFERED" | "STREAM";
  /** Parameters by which kept answers differ. */
  readonly cacheKeyParameters?: readonly string[];
  /** @defaultValue one of status 200 for whatever is answered */
  readonly integrationResponses?: readonly IntegrationResponse[];
}

/** What a caller hears of what an integration answered. */
export interface IntegrationResponse {
  readonly statusCode: string;
  /** A pattern of a status, or of the message of a function's error. @defaultValue all the rest */
  readonly selectionPattern?: string;
  readonly responseTemplates?: Readonly<Record<string, string>>;
  readonly responseParameters?: Readonly<Record<string, string>>;
}

function optionsOf(path: string, options: IntegrationOptions): PlainObject {
  const { timeout, integrationResponses: _, cacheKeyParameters, ...rest } = options;
  return {
    ...rest,
    ...(cacheKeyParameters === undefined ? {} : { cacheKeyParameters: [...cacheKeyParameters] }),
    ...(timeout === undefined
      ? {}
      : { timeoutInMillis: inMilliseconds(durationOf(`${path} timeout`, timeout)) }),
  };
}

const responsesOf = ({ integrationResponses }: IntegrationOptions): readonly PlainObject[] =>
  (integrationResponses ?? [{ statusCode: "200" }]).map((response) => ({ ...response }));

/** A function that is given the request. */
export class LambdaIntegration implements Integration {
  readonly responses: readonly PlainObject[];
  private readonly handler: InvokedFunction;
  private readonly options: IntegrationOptions & { readonly proxy?: boolean };

  /** @param options `proxy`: whether it is given the request as it is, and answers by itself: true where left out. */
  constructor(
    handler: InvokedFunction,
    options: IntegrationOptions & { readonly proxy?: boolean } = {},
  ) {
    this.handler = handler;
    this.options = options;
    this.responses = options.proxy === false ? responsesOf(options) : [];
  }

  params({ region }: Pick<ConstructScope, "region">): PlainObject {
    const { proxy = true, ...options } = this.options;
    return {
      type: proxy ? "AWS_PROXY" : "AWS",
      integrationHttpMethod: "POST",
      uri: invocationUri(this.handler.functionArn, region),
      ...optionsOf("integration", options),
    };
  }
}

/** An answer that needs nobody. */
export class MockIntegration implements Integration {
  readonly responses: readonly PlainObject[];
  private readonly options: IntegrationOptions;

  constructor(options: IntegrationOptions = {}) {
    this.options = options;
    this.responses = responsesOf(options);
  }

  params(): PlainObject {
    const requestTemplates = { "application/json": '{"statusCode": 200}' };
    return { type: "MOCK", requestTemplates, ...optionsOf("integration", this.options) };
  }
}

/** An endpoint of HTTP elsewhere. */
export class HttpIntegration implements Integration {
  readonly responses: readonly PlainObject[];
  private readonly url: string;
  private readonly options: IntegrationOptions & {
    readonly proxy?: boolean;
    readonly httpMethod?: string;
  };

  /** @param options `proxy`: as of a function. `httpMethod`: GET where left out. */
  constructor(
    url: string,
    options: IntegrationOptions & { readonly proxy?: boolean; readonly httpMethod?: string } = {},
  ) {
    this.url = url;
    this.options = options;
    this.responses = options.proxy === false ? responsesOf(options) : [];
  }

  params(): PlainObject {
    const { proxy = true, httpMethod = "GET", ...options } = this.options;
    return {
      type: proxy ? "HTTP_PROXY" : "HTTP",
      integrationHttpMethod: httpMethod,
      uri: this.url,
      ...optionsOf("integration", options),
    };
  }
}

/** Which operation of AWS an {@link AwsIntegration} asks for. */
export interface AwsIntegrationProps {
  /** As URIs name it, such as `sqs`. */
  readonly service: string;
  /** Such as `Publish`; or a path. */
  readonly action?: string;
  readonly path?: string;
  /** @defaultValue POST */
  readonly integrationHttpMethod?: string;
  readonly options?: IntegrationOptions;
}

/** An operation of AWS. */
export class AwsIntegration implements Integration {
  readonly responses: readonly PlainObject[];
  private readonly props: AwsIntegrationProps;

  constructor(props: AwsIntegrationProps) {
    this.props = props;
    this.responses = responsesOf(props.options ?? {});
  }

  params({ region }: Pick<ConstructScope, "region">): PlainObject {
    const { service, action, path, integrationHttpMethod = "POST", options = {} } = this.props;
    const what = action === undefined ? `path/${path ?? ""}` : `action/${action}`;
    return {
      type: "AWS",
      integrationHttpMethod,
      uri: `arn:aws:apigateway:${region}:${service}:${what}`,
      ...optionsOf("integration", options),
    };
  }
}

/** Who may call a method, and what is asked of a request. */
export interface MethodOptions {
  /** @defaultValue NONE */
  readonly authorizationType?: "NONE" | "AWS_IAM";
  readonly authorizer?: TokenAuthorizer | RequestAuthorizer;
  /** Whether callers need a key with a usage plan. @defaultValue false */
  readonly apiKeyRequired?: boolean;
}

/** A method of a resource. */
export interface Method {
  /** Such as `GET`. */
  readonly httpMethod: string;
  readonly resource: Resource;
}

/** What methods of a resource are made of. */
interface ResourcePlace {
  readonly stack: ConstructScope;
  readonly apiId: string;
  /** The logical id of the API, and of what lies on the way. */
  readonly name: string;
}

/** A part of a path. */
export class Resource {
  readonly resourceId: string;
  /** From the root on. */
  readonly path: string;
  private readonly place: ResourcePlace;

  /** Made by {@link RestApi} and {@link Resource.addResource}. */
  constructor(place: ResourcePlace, resourceId: string, path: string) {
    this.place = place;
    this.resourceId = resourceId;
    this.path = path;
  }

  /** Makes a part of a path within this one, such as `orders` or `{id}`. @throws ConfigError where it is there already. */
  addResource(pathPart: string): Resource {
    const { stack, apiId, name } = this.place;
    const path = this.path === "/" ? `/${pathPart}` : `${this.path}/${pathPart}`;
    const id = idOf(`${apiId} ${path}`, 6);
    const logicalId = `${name}${pathPart.replaceAll(/[^a-zA-Z0-9]/g, "")}${id}`;
    const params = { restApiId: apiId, id, parentId: this.resourceId, pathPart };
    stack.add("apigateway", "CreateResource", logicalId, params);
    return new Resource({ ...this.place, name: logicalId }, id, path);
  }

  /** Has all of a path that nothing else is written for asked of an integration, by any method. */
  addProxy({ defaultIntegration }: { readonly defaultIntegration: Integration }): Resource {
    const proxy = this.addResource("{proxy+}");
    proxy.addMethod("ANY", defaultIntegration);
    return proxy;
  }

  /** Makes a method. @throws ConfigError where it is there already. */
  addMethod(httpMethod: string, integration: Integration, options: MethodOptions = {}): Method {
    const { stack, apiId, name } = this.place;
    const { authorizationType = "NONE", authorizer, apiKeyRequired = false } = options;
    const of = { restApiId: apiId, resourceId: this.resourceId, httpMethod };
    const id = `${name}${httpMethod}`;
    stack.add("apigateway", "PutMethod", id, {
      ...of,
      apiKeyRequired,
      ...(authorizer === undefined
        ? { authorizationType }
        : { authorizationType: "CUSTOM", authorizerId: authorizer.bind(apiId) }),
    });
    stack.add("apigateway", "PutIntegration", `${id}Integration`, {
      ...of,
      ...integration.params(stack),
    });
    for (const response of integration.responses) {
      const { statusCode } = response as { readonly statusCode: string }; // Each has one.
      const place = { ...of, statusCode };
      stack.add("apigateway", "PutMethodResponse", `${id}Response${statusCode}`, place);
      stack.add("apigateway", "PutIntegrationResponse", `${id}Integration${statusCode}`, {
        ...of,
        ...response,
      });
    }
    return { httpMethod, resource: this };
  }
}

/** What a function that decides who may call is asked by. */
export interface TokenAuthorizerProps {
  readonly handler: InvokedFunction;
  /** How long an answer holds, up to an hour. @defaultValue 5m */
  readonly resultsCacheTtl?: DurationSaid;
  /** @defaultValue method.request.header.Authorization */
  readonly identitySource?: string;
  /** A pattern that tokens must match. */
  readonly validationRegex?: string;
}

/** A function that decides by a token who may call. */
export class TokenAuthorizer {
  /** Its logical id. */
  readonly id: string;
  private readonly stack: ConstructScope;
  private readonly params: PlainObject;
  private readonly bound = new Map<string, string>();

  constructor(stack: ConstructScope, id: string, props: TokenAuthorizerProps) {
    const { handler, resultsCacheTtl = "5m", identitySource, validationRegex } = props;
    this.id = id;
    this.stack = stack;
    this.params = {
      name: id,
      type: "TOKEN",
      authorizerUri: invocationUri(handler.functionArn, stack.region),
      identitySource: identitySource ?? "method.request.header.Authorization",
      authorizerResultTtlInSeconds: secondsOf(
        `authorizer "${id}" resultsCacheTtl`,
        resultsCacheTtl,
      ),
      ...(validationRegex === undefined ? {} : { identityValidationExpression: validationRegex }),
    };
  }

  /** Its id in an API, for which it is made there. */
  bind(apiId: string): string {
    return boundTo(apiId, this.bound, this.id, this.stack, this.params);
  }
}

/** What a function that decides by the request is asked by. */
export interface RequestAuthorizerProps {
  readonly handler: InvokedFunction;
  /** Such as `method.request.header.Authorization`. */
  readonly identitySources: readonly string[];
  /** @defaultValue 5m */
  readonly resultsCacheTtl?: DurationSaid;
}

/** A function that decides by the request who may call. */
export class RequestAuthorizer {
  /** Its logical id. */
  readonly id: string;
  private readonly stack: ConstructScope;
  private readonly params: PlainObject;
  private readonly bound = new Map<string, string>();

  constructor(stack: ConstructScope, id: string, props: RequestAuthorizerProps) {
    const { handler, identitySources, resultsCacheTtl = "5m" } = props;
    this.id = id;
    this.stack = stack;
    this.params = {
      name: id,
      type: "REQUEST",
      authorizerUri: invocationUri(handler.functionArn, stack.region),
      identitySource: identitySources.join(","),
      authorizerResultTtlInSeconds: secondsOf(
        `authorizer "${id}" resultsCacheTtl`,
        resultsCacheTtl,
      ),
    };
  }

  /** Its id in an API, for which it is made there. */
  bind(apiId: string): string {
    return boundTo(apiId, this.bound, this.id, this.stack, this.params);
  }
}

const secondsOf = (path: string, said: DurationSaid): number =>
  inMilliseconds(durationOf(path, said)) / 1_000;

function boundTo(
  restApiId: string,
  bound: Map<string, string>,
  id: string,
  stack: ConstructScope,
  params: PlainObject,
): string {
  let own = bound.get(restApiId);
  if (own === undefined) {
    own = idOf(`${restApiId} ${id}`, 6);
    const logicalId = bound.size === 0 ? id : `${id}${own}`;
    stack.add("apigateway", "CreateAuthorizer", logicalId, { restApiId, id: own, ...params });
    bound.set(restApiId, own);
  }
  return own;
}

/** How the stage of an API is set. */
export interface StageOptions {
  /** @defaultValue prod */
  readonly stageName?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** Requests a second of each method. @defaultValue as many as the account has */
  readonly throttlingRateLimit?: number;
  /** How many may come at once. */
  readonly throttlingBurstLimit?: number;
  /** Whether answers of GET are kept. @defaultValue false */
  readonly cachingEnabled?: boolean;
  /** In gigabytes. @defaultValue 0.5 */
  readonly cacheClusterSize?: CacheSize;
  /** How long they hold, up to an hour. @defaultValue 5m */
  readonly cacheTtl?: DurationSaid;
}

/** How a REST API is configured. */
export interface RestApiProps {
  /** @defaultValue its id */
  readonly restApiName?: string;
  readonly deployOptions?: StageOptions;
  /** @defaultValue HEADER */
  readonly apiKeySourceType?: "HEADER" | "AUTHORIZER";
  readonly binaryMediaTypes?: readonly string[];
}

/** A stage of an API. */
export interface Stage {
  readonly stageName: string;
  readonly restApiId: string;
}

/** A REST API with a stage, to which whatever is made of it is deployed. */
export class RestApi {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly restApiId: string;
  readonly root: Resource;
  readonly deploymentStage: Stage;
  private readonly stack: ConstructScope;

  /**
   * Makes a REST API with a stage.
   *
   * ```ts
   * const api = new apigateway.RestApi(stack, "Api");
   * api.root.addResource("orders").addMethod("POST", new apigateway.LambdaIntegration(worker));
   * ```
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @throws ConfigError when the id is taken.
   */
  constructor(stack: ConstructScope, id: string, props: RestApiProps = {}) {
    const { restApiName = id, deployOptions = {}, apiKeySourceType, binaryMediaTypes } = props;
    const {
      stageName = "prod",
      variables,
      cachingEnabled = false,
      cacheClusterSize = "0.5",
    } = deployOptions;
    this.id = id;
    this.stack = stack;
    this.restApiId = idOf(stack.physicalName(id));
    this.deploymentStage = { stageName, restApiId: this.restApiId };
    stack.add("apigateway", "CreateRestApi", id, {
      id: this.restApiId,
      name: restApiName,
      ...(apiKeySourceType === undefined ? {} : { apiKeySource: apiKeySourceType }),
      ...(binaryMediaTypes === undefined ? {} : { binaryMediaTypes: [...binaryMediaTypes] }),
      Deploy: {
        stageName,
        ...(variables === undefined ? {} : { variables }),
        ...(cachingEnabled ? { cacheClusterEnabled: true, cacheClusterSize } : {}),
      },
    });
    const patchOperations = patchesOf(id, deployOptions);
    if (patchOperations.length > 0) {
      const params = { restApiId: this.restApiId, stageName, patchOperations };
      stack.add("apigateway", "UpdateStage", `${id}Stage`, params);
    }
    const place = { stack, apiId: this.restApiId, name: id };
    this.root = new Resource(place, rootResourceIdOf(this.restApiId), "/");
  }

  /** Makes an API key. */
  addApiKey(id: string, props: ApiKeyProps = {}): ApiKey {
    return new ApiKey(this.stack, id, props);
  }

  /** Makes a usage plan of the API's stage. */
  addUsagePlan(id: string, props: UsagePlanProps = {}): UsagePlan {
    const apiStages = props.apiStages ?? [{ stage: this.deploymentStage }];
    return new UsagePlan(this.stack, id, { ...props, apiStages });
  }
}

function patchesOf(id: string, options: StageOptions): readonly PlainObject[] {
  const { throttlingRateLimit, throttlingBurstLimit, cachingEnabled, cacheTtl } = options;
  const replace = (path: string, value: string): PlainObject => ({
    op: "replace",
    path: `/*/*/${path}`,
    value,
  });
  return [
    ...(throttlingRateLimit === undefined
      ? []
      : [replace("throttling/rateLimit", `${throttlingRateLimit}`)]),
    ...(throttlingBurstLimit === undefined
      ? []
      : [replace("throttling/burstLimit", `${throttlingBurstLimit}`)]),
    ...(cachingEnabled === true ? [replace("caching/enabled", "true")] : []),
    ...(cacheTtl === undefined
      ? []
      : [replace("caching/ttlInSeconds", `${secondsOf(`API "${id}" cacheTtl`, cacheTtl)}`)]),
  ];
}

/** A REST API whose requests all go to one function. */
export class LambdaRestApi extends RestApi {
  /** @throws ConfigError when the id is taken. */
  constructor(
    stack: ConstructScope,
    id: string,
    props: RestApiProps & { readonly handler: InvokedFunction },
  ) {
    const { handler, ...rest } = props;
    super(stack, id, rest);
    const integration = new LambdaIntegration(handler);
    this.root.addMethod("ANY", integration);
    this.root.addProxy({ defaultIntegration: integration });
  }
}

/** How an API key is configured. */
export interface ApiKeyProps {
  /** @defaultValue its id */
  readonly apiKeyName?: string;
  /** What callers send, 20 to 128 characters. @defaultValue forty that follow from its id */
  readonly value?: string;
  /** @defaultValue true */
  readonly enabled?: boolean;
}

/** An API key. */
export class ApiKey {
  /** Its logical id. */
  readonly id: string;
  readonly keyId: string;
  /** What callers send as `x-api-key`. */
  readonly value: string;

  /** @throws ConfigError when the id is taken. */
  constructor(stack: ConstructScope, id: string, props: ApiKeyProps = {}) {
    this.id = id;
    this.keyId = idOf(stack.physicalName(id));
    this.value = props.value ?? idOf(`value of ${this.keyId}`, 40);
    stack.add("apigateway", "CreateApiKey", id, {
      id: this.keyId,
      name: props.apiKeyName ?? id,
      value: this.value,
      enabled: props.enabled ?? true,
    });
  }
}

/** A bucket of tokens. */
export interface ThrottleSettings {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

/** How a usage plan is configured. */
export interface UsagePlanProps {
  /** @defaultValue its id */
  readonly name?: string;
  /** Of each key. @defaultValue no limit */
  readonly throttle?: ThrottleSettings;
  /** Of each key. @defaultValue no limit */
  readonly quota?: {
    readonly limit: number;
    readonly offset?: number;
    readonly period: "DAY" | "WEEK" | "MONTH";
  };
  readonly apiStages?: readonly { readonly stage: Stage }[];
}

/** What keys may ask of the stages of APIs. */
export class UsagePlan {
  /** Its logical id. */
  readonly id: string;
  readonly usagePlanId: string;
  private readonly stack: ConstructScope;

  /** @throws ConfigError when the id is taken. */
  constructor(stack: ConstructScope, id: string, props: UsagePlanProps = {}) {
    const { name = id, throttle, quota, apiStages = [] } = props;
    this.id = id;
    this.stack = stack;
    this.usagePlanId = idOf(stack.physicalName(id));
    stack.add("apigateway", "CreateUsagePlan", id, {
      id: this.usagePlanId,
      name,
      apiStages: apiStages.map(({ stage }) => ({ apiId: stage.restApiId, stage: stage.stageName })),
      ...(throttle === undefined ? {} : { throttle: { ...throttle } }),
      ...(quota === undefined ? {} : { quota: { offset: 0, ...quota } }),
    });
  }

  /** Has a key go by this plan. */
  addApiKey(key: ApiKey): void {
    stackKey(this.stack, this, key);
  }
}

function stackKey(stack: ConstructScope, { id, usagePlanId }: UsagePlan, key: ApiKey): void {
  const params = { usagePlanId, keyId: key.keyId, keyType: "API_KEY" };
  stack.add("apigateway", "CreateUsagePlanKey", `${id}${key.id}`, params);
}
