import type { Distribution, Duration } from "@orrery/kernel";
import type { PlainObject } from "../../service/refusal.ts";
import type { Caller } from "../../service/caller.ts";
import type { QuotaLimit, TokenLimit } from "./account/protocol.ts";

/** A REST API, as its machine has it. Plain data. */
export interface RestApiSettings {
  /** The resource's number: what request ids are made of. */
  readonly number: number;
  readonly apiId: string;
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly epochMilliseconds: number;
  readonly keySource: "HEADER" | "AUTHORIZER";
  readonly binaryTypes: readonly string[];
  /** What it adds to integrations. */
  readonly overhead: Distribution;
  /** In order of their making. */
  readonly stages: readonly StageSettings[];
  readonly keys: readonly ApiKeySettings[];
  readonly keepsLogs: boolean;
  /** Who comes in at all; `null`: everybody. */
  readonly entrance: EntranceSettings | null;
  /** What AWS does not say. */
  readonly assumed: { readonly cacheCreation: Duration };
}

/** What keeps callers away before a method is looked for. Plain data. */
export interface EntranceSettings {
  /** Part of the requests that the firewall blocks. */
  readonly blocked: number;
  /** A header of which the firewall blocks what is like a pattern; `null`: none. */
  readonly blockedHeader: { readonly name: string; readonly pattern: string } | null;
  readonly policy: PlainObject | null;
  /** It is reached through VPC endpoints alone. */
  readonly isPrivate: boolean;
  /** Nobody reaches it by the name that it has by itself. */
  readonly isOwnNameOff: boolean;
  /** From where requests come; `null`: nobody says, and no policy is held against them. */
  readonly callers: CallerPlace | null;
}

/** From where requests come. Plain data. */
export interface CallerPlace {
  readonly sourceIp: string;
  readonly vpcEndpoint: string | null;
  readonly vpc: string | null;
}

/** A stage with what is deployed to it. Plain data. */
export interface StageSettings {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly release: Release;
  /** Part of its requests that go to another deployment; `null`: none. */
  readonly canary: { readonly share: number; readonly release: Release } | null;
  /** Bytes of its cache, and since when it has it; `null`: none. */
  readonly cache: { readonly bytes: number; readonly size: string; readonly since: number } | null;
  /** The format of its access log; `null`: it has none. */
  readonly accessLog: string | null;
}

/** A deployment as a stage has it. Plain data. */
export interface Release {
  readonly deploymentId: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly routes: readonly RouteSettings[];
  /** By their types. */
  readonly gatewayResponses: Readonly<Record<string, GatewayResponse>>;
  /** What names its entries in the stage's cache. */
  readonly cacheName: string;
}

/** How an API words an answer of its own. */
export interface GatewayResponse {
  readonly status: number | null;
  /** By `gatewayresponse.header.NAME`. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
}

/** A method of a resource, as a stage has it. Plain data. */
export interface RouteSettings {
  /** Such as `GET /orders/{id}`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly resourceId: string;
  readonly authorization: Authorization;
  readonly needsKey: boolean;
  /** Parameters that must be there, as `method.request.querystring.page`; empty where none is checked. */
  readonly required: readonly string[];
  /** Schemas of bodies by content type; `null`: none is checked. */
  readonly schemas: Readonly<Record<string, PlainObject>> | null;
  readonly integration: IntegrationSettings;
  /** Headers of answers by status, as method responses declare them. */
  readonly statuses: readonly string[];
  readonly limit: TokenLimit | null;
  readonly cache: RouteCache | null;
  /** What of its requests the execution log says; `null`: nothing. */
  readonly logging: { readonly level: "ERROR" | "INFO"; readonly dataTrace: boolean } | null;
}

/** How answers of a method are kept. */
export interface RouteCache {
  readonly ttl: Duration;
  /** Parameters that tell entries apart, as `method.request.querystring.page`. */
  readonly keys: readonly string[];
  readonly namespace: string;
  /** Who may have an entry made anew. */
  readonly invalidation:
    | "anybody"
    | "FAIL_WITH_403"
    | "SUCCEED_WITH_RESPONSE_HEADER"
    | "SUCCEED_WITHOUT_RESPONSE_HEADER";
}

/** Who may call a method. */
export type Authorization =
  | { readonly type: "NONE" | "AWS_IAM" }
  | {
      readonly type: "COGNITO";
      readonly header: string;
      readonly scopes: readonly string[];
      /** The ids of the user pools whose tokens let in. */
      readonly pools: readonly string[];
    }
  | LambdaAuthorizer;

/** A function that says who may call. */
export interface LambdaAuthorizer {
  readonly type: "LAMBDA";
  readonly id: string;
  readonly kind: "TOKEN" | "REQUEST";
  /** Where identities are, as `method.request.header.Authorization`. */
  readonly sources: readonly string[];
  /** What a token must look like; `null`: like anything. */
  readonly validation: string | null;
  /** How long answers hold. */
  readonly ttl: Duration;
  readonly target: FunctionTarget | WrongTarget;
}

/** Something that works on payloads, by its connection. */
export interface FunctionTarget {
  readonly type: "function";
  readonly to: number;
  readonly kind: string;
  readonly arn: string;
}

/** An integration that cannot be reached: what AWS says of it in its logs. */
export interface WrongTarget {
  readonly type: "wrong";
  readonly why: string;
}

/** An operation of AWS that an integration asks for. */
export interface ActionTarget {
  readonly type: "action";
  /** As the URI names it, such as `sqs`. */
  readonly service: string;
  /** Of `action/Publish`; `null` where the URI has a path. */
  readonly action: string | null;
  readonly path: string | null;
  /** Who asks for it. */
  readonly caller: Caller;
}

/** An endpoint of HTTP outside, by its connection. */
export interface EndpointTarget {
  readonly type: "endpoint";
  readonly to: number;
  readonly uri: string;
}

/** What a method asks. Plain data. */
export interface IntegrationSettings {
  readonly type: "MOCK" | "HTTP" | "HTTP_PROXY" | "AWS" | "AWS_PROXY";
  readonly method: string;
  readonly target: FunctionTarget | ActionTarget | EndpointTarget | WrongTarget | null;
  readonly timeout: Duration;
  /** What it answers goes on to the caller as it comes. */
  readonly streams: boolean;
  readonly passthrough: "WHEN_NO_MATCH" | "WHEN_NO_TEMPLATES" | "NEVER";
  readonly contentHandling: ContentHandling;
  readonly parameters: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
  readonly responses: readonly IntegrationResponse[];
}

/** Whether a body is to be bytes or text; `null`: as it is. */
export type ContentHandling = "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT" | null;

/** What a caller hears of what an integration answered. */
export interface IntegrationResponse {
  readonly status: string;
  /** What is to match; `null`: it is for all the rest. */
  readonly pattern: string | null;
  readonly parameters: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
  readonly contentHandling: ContentHandling;
}

/** An API key, with the usage plan that it has at each stage of the API. Plain data. */
export interface ApiKeySettings {
  readonly id: string;
  readonly value: string;
  readonly isEnabled: boolean;
  /** By the name of the stage. */
  readonly plans: Readonly<Record<string, PlanSettings>>;
}

/** What a usage plan allows a key at a stage. */
export interface PlanSettings {
  readonly limit: TokenLimit | null;
  /** Of methods, by the names of routes. */
  readonly methods: Readonly<Record<string, TokenLimit>>;
  readonly quota: QuotaLimit | null;
}
