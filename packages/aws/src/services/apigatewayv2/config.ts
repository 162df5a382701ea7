import type { Distribution, Duration } from "@orrery/kernel";
import type { Caller } from "../../service/caller.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type {
  EndpointTarget,
  FunctionTarget,
  TokenLimit,
  WrongTarget,
} from "./apigatewayv2-to-apigateway.ts";

/** What every API has. Plain data. */
export interface ApiSettings {
  /** The resource's number: what request ids are made of. */
  readonly number: number;
  readonly apiId: string;
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly epochMilliseconds: number;
  /** What it adds to integrations. */
  readonly overhead: Distribution;
  readonly keepsLogs: boolean;
  /** Nobody reaches it by the name that it has by itself. */
  readonly isOwnNameOff: boolean;
}

/** An HTTP API, as its machine has it. Plain data. */
export interface HttpApiSettings extends ApiSettings {
  /** `null`: preflights are requests like others. */
  readonly cors: CorsSettings | null;
  /** In order of their making. */
  readonly stages: readonly HttpStage[];
}

/** From where browsers may ask, and what. */
export interface CorsSettings {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  /** Seconds; `null`: browsers decide. */
  readonly maxAge: number | null;
  readonly allowCredentials: boolean;
}

/** A stage with what is deployed to it. Plain data. */
export interface HttpStage {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly deploymentId: string;
  readonly routes: readonly HttpRoute[];
  /** The format of its access log; `null`: it has none. */
  readonly accessLog: string | null;
}

/** A route, as a stage has it. Plain data. */
export interface HttpRoute {
  /** Its key, such as `GET /orders/{id}`, or `$default`. */
  readonly name: string;
  /** `ANY` of `$default`. */
  readonly method: string;
  /** `null`: it is `$default`. */
  readonly path: string | null;
  readonly authorization: Authorization;
  /** `null`: it has none. */
  readonly integration: HttpIntegration | null;
  readonly limit: TokenLimit | null;
}

/** Who may call a route. */
export type Authorization =
  { readonly type: "NONE" | "AWS_IAM" } | JwtAuthorizer | LambdaAuthorizer;

/** Claims of a token say who may call. */
export interface JwtAuthorizer {
  readonly type: "JWT";
  /** Where the token is, as `$request.header.Authorization`. */
  readonly source: string;
  readonly issuer: string;
  /** Where the keys of its signatures are; `null`: nobody says, and they are at hand. */
  readonly keys: KeySource | null;
  readonly audience: readonly string[];
  /** Of which the token must have one; empty: none is asked for. */
  readonly scopes: readonly string[];
}

/** Where the keys of an issuer are. Plain data. */
export interface KeySource {
  readonly target: EndpointTarget;
  /** They have more bytes than are taken. */
  readonly isTooLarge: boolean;
}

/** A function that says who may call. */
export interface LambdaAuthorizer {
  readonly type: "LAMBDA";
  readonly id: string;
  /** Where identities are, as `$request.header.Authorization`, `route.request.header.Authorization`. */
  readonly sources: readonly string[];
  /** How long answers hold. */
  readonly ttl: Duration;
  readonly format: "1.0" | "2.0";
  /** It answers with `isAuthorized` in place of a policy. */
  readonly isSimple: boolean;
  readonly target: FunctionTarget | WrongTarget;
}

/** Changes of a request or of a response, in order. */
export type ParameterMapping = readonly MappedParameter[];

/** One of them. */
export interface MappedParameter {
  readonly how: "append" | "overwrite" | "remove";
  /** `header`, `querystring`, `path`, or `statuscode`. */
  readonly what: string;
  /** In small letters, of a header; empty of a path and a status. */
  readonly name: string;
  readonly value: string;
}

/** What a route asks. Plain data. */
export interface HttpIntegration {
  /** An operation of AWS by the name of its subtype, such as `SQS-SendMessage`; `null`: none. */
  readonly subtype: string | null;
  readonly target: FunctionTarget | EndpointTarget | WrongTarget | null;
  /** Of an endpoint. */
  readonly method: string;
  readonly format: "1.0" | "2.0";
  readonly timeout: Duration;
  readonly parameters: ParameterMapping;
  /** Who asks for an operation of AWS; `null`: it is none. */
  readonly caller: Caller | null;
  /** Parameters of an operation of AWS, by name. */
  readonly actionParameters: Readonly<Record<string, string>>;
  /** By status. */
  readonly responses: Readonly<Record<string, ParameterMapping>>;
}

/** A WebSocket API, as its machine has it. Plain data. */
export interface WebSocketApiSettings extends ApiSettings {
  readonly selection: string;
  readonly stages: readonly WebSocketStage[];
  /** How many connections a second the account may make. */
  readonly connectLimit: TokenLimit;
  /** What those do who are connected. */
  readonly clients: ClientBehavior;
}

/** A stage with what is deployed to it. Plain data. */
export interface WebSocketStage {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly deploymentId: string;
  /** By their keys. */
  readonly routes: Readonly<Record<string, WebSocketRoute>>;
}

/** A route, as a stage has it. Plain data. */
export interface WebSocketRoute {
  readonly key: string;
  /** Of `$connect` alone. */
  readonly authorization: Authorization;
  readonly integration: WebSocketIntegration | null;
  /** Whether the sender hears what the integration answered. */
  readonly responds: boolean;
  /** Schemas of messages by what {@link modelSelection} says; `null`: none is checked. */
  readonly schemas: Readonly<Record<string, PlainObject>> | null;
  readonly modelSelection: string;
  readonly limit: TokenLimit | null;
}

/** What a route asks. Plain data. */
export interface WebSocketIntegration {
  readonly isMock: boolean;
  readonly target: FunctionTarget | EndpointTarget | WrongTarget | null;
  readonly method: string;
  readonly timeout: Duration;
}

/** What clients of a WebSocket API do, for which AWS has no parameter. Plain data. */
export interface ClientBehavior {
  /** How long one stays; `null`: until it is sent away. */
  readonly stays: Distribution | null;
  /** How long after the last one it sends a message; `null`: it sends none. */
  readonly every: Distribution | null;
  readonly message: string;
}
