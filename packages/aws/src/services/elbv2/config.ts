import type { functionType } from "./elbv2-to-lambda.ts";
import type { Distribution, Duration, Instant } from "@orrery/kernel";
import type { FigureValues } from "../../service/assumed-figure.ts";
import type { elbv2Assumptions } from "./limits.ts";

/** A load balancer, as its machine has it. Plain data. */
export interface LoadBalancerSettings {
  readonly number: number;
  readonly name: string;
  readonly dnsName: string;
  readonly epochMilliseconds: number;
  /** In order of their making. */
  readonly listeners: readonly ListenerSettings[];
  readonly idleTimeout: Duration;
  /** It is billed from then on. */
  readonly madeAt: Instant;
  readonly overhead: Distribution;
  /** Left out: there is none. */
  readonly firewall?: Firewall;
  /** Who its callers are, where a scenario says it. */
  readonly callers?: Callers;
  readonly assumed: FigureValues<typeof elbv2Assumptions>;
}

/** A firewall before a load balancer. */
export interface Firewall {
  /** Parts of the requests that it blocks, and on which it fails. */
  readonly blocked: number;
  readonly failures: number;
  /** A header of which it blocks what is like a pattern; `null`: none. */
  readonly header: { readonly name: string; readonly pattern: string } | null;
}

/** Who the callers of a load balancer are, and how the provider of their identities answers. */
export interface Callers {
  /** The part of requests that count as having a session or a token, whatever their headers say. */
  readonly signedIn: number;
  /** How long the provider takes at a sign-in. */
  readonly latency: Distribution;
  /** Parts of the sign-ins that the provider denies, that it answers with an error, and that do not reach it. */
  readonly denied: number;
  readonly errors: number;
  readonly unreachable: number;
  /** Part of the requests with a token whose keys cannot be had. */
  readonly keyFailures: number;
  /** Part of the requests whose client stops in the middle of it. */
  readonly idle: number;
}

/** A listener. */
export interface ListenerSettings {
  readonly arn: string;
  readonly port: number;
  readonly protocol: string;
  /** In order of their priorities; the last has no condition and is the default. */
  readonly rules: readonly RuleSettings[];
}

/** A rule of a listener. */
export interface RuleSettings {
  readonly arn: string;
  readonly conditions: readonly Condition[];
  readonly action: Action;
  /** What must be known of a caller before; left out: nothing. */
  readonly authentication?: Authentication;
}

/** How a rule has callers say who they are. */
export type Authentication =
  | { readonly type: "token" }
  | {
      readonly type: "session";
      /** The cookie that the session is in. */
      readonly cookie: string;
      readonly onUnauthenticated: "deny" | "allow" | "authenticate";
      /** Where users sign in, with all of its query that does not depend on the request. */
      readonly signInAt: string;
    };

/** What a request must be like: one of the values has to match. */
export type Condition =
  | {
      readonly type: "path" | "host" | "method" | "sourceIp";
      readonly values: readonly string[];
    }
  | { readonly type: "header"; readonly name: string; readonly values: readonly string[] }
  | {
      readonly type: "query";
      readonly values: readonly { readonly key: string | null; readonly value: string }[];
    };

/** What becomes of a request. */
export type Action =
  | { readonly type: "forward"; readonly groups: readonly WeightedGroup[] }
  | {
      readonly type: "fixed";
      readonly status: number;
      readonly contentType: string | null;
      readonly body: string;
    }
  | {
      readonly type: "redirect";
      readonly status: number;
      readonly protocol: string;
      readonly host: string;
      readonly port: string;
      readonly path: string;
      readonly query: string;
    };

/** A target group with its part of the requests of an action. */
export interface WeightedGroup {
  readonly arn: string;
  /** Which target of the port it is. */
  readonly to: number;
  readonly weight: number;
  readonly isFunction: boolean;
  /** What its targets speak, where that is not HTTP/1.1. */
  readonly version?: "HTTP2" | "GRPC";
}

/** A target group, as its machine has it. Plain data. */
export interface TargetGroupSettings {
  readonly number: number;
  readonly arn: string;
  readonly name: string;
  readonly type: TargetType;
  readonly epochMilliseconds: number;
  /** The function; `null`: none is registered, or the group has others. */
  readonly function: { readonly arn: string; readonly kind: string } | null;
  /** How many targets are registered. */
  readonly targets: number;
  readonly hasMultiValueHeaders: boolean;
  /** `null`: functions are not checked. */
  readonly healthCheck: HealthCheck | null;
  /** How targets answer that are no functions. */
  readonly backend: BackendBehavior;
}

/** What a target group's targets are. */
export type TargetType = typeof functionType | "instance" | "ip" | "alb";

/** How a function's health is checked. */
export interface HealthCheck {
  readonly path: string;
  readonly interval: Duration;
  readonly timeout: Duration;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** Statuses that are healthy, each from and to. */
  readonly matcher: readonly (readonly [from: number, to: number])[];
}

/** How targets answer that are no functions, as a scenario says. Plain data. */
export interface BackendBehavior {
  readonly latency: Distribution;
  readonly status: number;
  readonly body: string;
  /** Part of its requests that it answers with {@link failureStatus}. */
  readonly failures: number;
  readonly failureStatus: number;
  /** Part of its requests that do not reach a target. */
  readonly unreachable: number;
}
