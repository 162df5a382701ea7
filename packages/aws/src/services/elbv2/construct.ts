import { functionType, listsAttribute } from "./elbv2-to-lambda.ts";
import { durationOf, type DurationSaid } from "@orrery/kernel";
import type { ConstructScope } from "../../service/construct.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { wholeSeconds } from "../../service/whole-seconds.ts";
import {
  dnsNameOf,
  fullNameOf,
  listenerArnOf,
  loadBalancerArnOf,
  targetGroupArnOf,
} from "./arns.ts";
import { ListenerAction, type ListenerCondition } from "./construct-rules.ts";

// What the namespace `elbv2` holds, with the names of the CDK's `aws-cdk-lib/aws-elasticloadbalancingv2`.

export {
  ListenerAction,
  ListenerCondition,
  UnauthenticatedAction,
  type AuthenticateOidcOptions,
  type QueryStringCondition,
} from "./construct-rules.ts";

/** One of {@link ApplicationProtocol}, or its text. */
export type ApplicationProtocol = (typeof ApplicationProtocol)[keyof typeof ApplicationProtocol];
/** What a listener or a target speaks. */
export const ApplicationProtocol = { HTTP: "HTTP", HTTPS: "HTTPS" } as const;

/** One of {@link TargetType}, or its text. */
export type TargetType = (typeof TargetType)[keyof typeof TargetType];
/** What the targets of a group are. */
export const TargetType = { INSTANCE: "instance", IP: "ip", LAMBDA: functionType } as const;

/** A target, such as an `elbv2Targets.LambdaTarget`. */
export interface LoadBalancerTarget {
  readonly targetType: TargetType;
  /** The ARN of a function, an address, or the id of an instance. */
  readonly id: string;
  readonly port?: number;
}

/** How targets are checked. */
export interface HealthCheck {
  /** @defaultValue functions are not checked */
  readonly enabled?: boolean;
  /** @defaultValue 35 s for functions */
  readonly interval?: DurationSaid;
  /** @defaultValue 30 s for functions */
  readonly timeout?: DurationSaid;
  /** @defaultValue / */
  readonly path?: string;
  /** @defaultValue 5 */
  readonly healthyThresholdCount?: number;
  /** @defaultValue 2 */
  readonly unhealthyThresholdCount?: number;
  /** Such as `200` or `200-299`. @defaultValue 200 */
  readonly healthyHttpCodes?: string;
}

function healthParams(path: string, check: HealthCheck): PlainObject {
  const { enabled, interval, timeout, healthyHttpCodes } = check;
  return {
    ...(enabled === undefined ? {} : { HealthCheckEnabled: enabled }),
    ...(interval === undefined
      ? {}
      : { HealthCheckIntervalSeconds: wholeSeconds(`${path} interval`, interval) }),
    ...(timeout === undefined
      ? {}
      : { HealthCheckTimeoutSeconds: wholeSeconds(`${path} timeout`, timeout) }),
    ...(check.path === undefined ? {} : { HealthCheckPath: check.path }),
    ...(check.healthyThresholdCount === undefined
      ? {}
      : { HealthyThresholdCount: check.healthyThresholdCount }),
    ...(check.unhealthyThresholdCount === undefined
      ? {}
      : { UnhealthyThresholdCount: check.unhealthyThresholdCount }),
    ...(healthyHttpCodes === undefined ? {} : { Matcher: { HttpCode: healthyHttpCodes } }),
  };
}

/** How targets answer that are no functions. */
export interface TargetBehavior {
  /** @defaultValue 50ms */
  readonly latency?: unknown;
  readonly status?: number;
  readonly body?: string;
  readonly failures?: number | string;
  readonly failureStatus?: number;
  readonly unreachable?: number | string;
}

/** How a target group is configured. */
export interface ApplicationTargetGroupProps {
  /** @defaultValue that of the targets, or else instance */
  readonly targetType?: TargetType;
  /** @defaultValue made of the stack's name and the id */
  readonly targetGroupName?: string;
  readonly targets?: readonly LoadBalancerTarget[];
  /** Of targets that are no functions. @defaultValue 80 */
  readonly port?: number;
  /** Of targets that are no functions. @defaultValue HTTP */
  readonly protocol?: ApplicationProtocol;
  readonly healthCheck?: HealthCheck;
  /** Functions only: whether events and answers have lists of headers. @defaultValue false */
  readonly multiValueHeadersEnabled?: boolean;
  /** How targets answer that are no functions. */
  readonly behavior?: TargetBehavior;
}

/** A target group. */
export class ApplicationTargetGroup {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly targetGroupName: string;
  readonly targetGroupArn: string;
  /** As metrics name it. */
  readonly targetGroupFullName: string;

  /**
   * Makes a target group.
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @throws ConfigError when the id is taken.
   */
  constructor(stack: ConstructScope, id: string, props: ApplicationTargetGroupProps = {}) {
    const { targets = [], healthCheck = {}, multiValueHeadersEnabled, behavior } = props;
    const { targetGroupName = shortName(stack.physicalName(id)) } = props;
    const type = props.targetType ?? targets[0]?.targetType ?? "instance";
    this.id = id;
    this.targetGroupName = targetGroupName;
    this.targetGroupArn = targetGroupArnOf(targetGroupName, homeOf(stack));
    this.targetGroupFullName = fullNameOf(this.targetGroupArn);
    stack.add("elbv2", "CreateTargetGroup", id, {
      Name: targetGroupName,
      TargetType: type,
      ...(type === functionType
        ? {}
        : { Port: props.port ?? 80, Protocol: props.protocol ?? "HTTP" }),
      ...healthParams(`${id} healthCheck`, healthCheck),
    });
    if (behavior !== undefined) stack.describe("targetGroups", id, behavior);
    if (multiValueHeadersEnabled !== undefined) {
      stack.add("elbv2", "ModifyTargetGroupAttributes", `${id}Attributes`, {
        TargetGroupArn: this.targetGroupArn,
        Attributes: [{ Key: listsAttribute, Value: `${multiValueHeadersEnabled}` }],
      });
    }
    if (targets.length > 0) {
      stack.add("elbv2", "RegisterTargets", `${id}Targets`, {
        TargetGroupArn: this.targetGroupArn,
        Targets: targets.map(({ id: Id, port }) => ({
          Id,
          ...(port === undefined ? {} : { Port: port }),
        })),
      });
    }
  }
}

/** A name that ELB takes: 32 letters at most. */
const shortName = (name: string): string => name.slice(0, 32).replace(/-+$/, "");

const homeOf = ({ account, region }: ConstructScope) => ({
  partition: "aws",
  accountId: account,
  region,
});

/** How a load balancer is configured. */
export interface ApplicationLoadBalancerProps {
  /** @defaultValue made of the stack's name and the id */
  readonly loadBalancerName?: string;
  /** @defaultValue false, as the CDK has it */
  readonly internetFacing?: boolean;
  /** 1 s to 4,000 s. @defaultValue 60s */
  readonly idleTimeout?: DurationSaid;
}

/** How a listener is configured. */
export interface BaseApplicationListenerProps {
  /** @defaultValue 80, or 443 for HTTPS */
  readonly port?: number;
  /** @defaultValue HTTPS for the ports 443 and 8443, HTTP elsewhere */
  readonly protocol?: ApplicationProtocol;
  /** ARNs of certificates. */
  readonly certificates?: readonly { readonly certificateArn: string }[];
  readonly defaultAction?: ListenerAction;
  /** In place of an action: where all requests go. */
  readonly defaultTargetGroups?: readonly ApplicationTargetGroup[];
}

/** An Application Load Balancer. */
export class ApplicationLoadBalancer {
  /** Its logical id. */
  readonly id: string;
  readonly loadBalancerName: string;
  readonly loadBalancerArn: string;
  readonly loadBalancerDnsName: string;
  /** As metrics name it. */
  readonly loadBalancerFullName: string;
  private readonly stack: ConstructScope;

  /**
   * Makes a load balancer.
   *
   * ```ts
   * const balancer = new elbv2.ApplicationLoadBalancer(stack, "Front");
   * const worker = new elbv2.ApplicationTargetGroup(stack, "Workers", {
   *   targets: [new elbv2Targets.LambdaTarget(fn)],
   * });
   * balancer.addListener("Http", { port: 80, defaultTargetGroups: [worker] });
   * ```
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @throws ConfigError when the id is taken.
   */
  constructor(stack: ConstructScope, id: string, props: ApplicationLoadBalancerProps = {}) {
    const { loadBalancerName = shortName(stack.physicalName(id)), idleTimeout } = props;
    this.id = id;
    this.stack = stack;
    this.loadBalancerName = loadBalancerName;
    this.loadBalancerArn = loadBalancerArnOf(loadBalancerName, homeOf(stack));
    this.loadBalancerFullName = fullNameOf(this.loadBalancerArn);
    this.loadBalancerDnsName = dnsNameOf(loadBalancerName, stack.region);
    stack.add("elbv2", "CreateLoadBalancer", id, {
      Name: loadBalancerName,
      Scheme: props.internetFacing === true ? "internet-facing" : "internal",
      Type: "application",
    });
    if (idleTimeout !== undefined) {
      durationOf(`${id} idleTimeout`, idleTimeout);
      stack.add("elbv2", "ModifyLoadBalancerAttributes", `${id}Attributes`, {
        LoadBalancerArn: this.loadBalancerArn,
        Attributes: [
          {
            Key: "idle_timeout.timeout_seconds",
            Value: `${wholeSeconds(`${id} idleTimeout`, idleTimeout)}`,
          },
        ],
      });
    }
  }

  /** Listens at a port. Its logical id is that of the load balancer with `id` behind it. */
  addListener(id: string, props: BaseApplicationListenerProps = {}): ApplicationListener {
    return new ApplicationListener(this.stack, `${this.id}${id}`, { ...props, loadBalancer: this });
  }
}

/** How a listener is configured, with what it is of. */
export interface ApplicationListenerProps extends BaseApplicationListenerProps {
  readonly loadBalancer: ApplicationLoadBalancer;
}

/** Which requests go elsewhere than the rest of a listener's. */
export interface AddApplicationActionProps {
  readonly action: ListenerAction;
  readonly conditions: readonly ListenerCondition[];
  /** 1 to 50,000: the lowest is looked at first. */
  readonly priority: number;
}

/** A listener. */
export class ApplicationListener {
  readonly id: string;
  readonly listenerArn: string;
  private readonly stack: ConstructScope;

  constructor(stack: ConstructScope, id: string, props: ApplicationListenerProps) {
    const { loadBalancer, certificates = [], defaultTargetGroups = [] } = props;
    const port = props.port ?? (props.protocol === "HTTPS" ? 443 : 80);
    const protocol = props.protocol ?? ([443, 8443].includes(port) ? "HTTPS" : "HTTP");
    const action = props.defaultAction ?? ListenerAction.forward(defaultTargetGroups);
    this.id = id;
    this.stack = stack;
    this.listenerArn = listenerArnOf(loadBalancer.loadBalancerArn, port);
    stack.add("elbv2", "CreateListener", id, {
      LoadBalancerArn: loadBalancer.loadBalancerArn,
      Port: port,
      Protocol: protocol,
      ...(certificates.length === 0
        ? {}
        : { Certificates: certificates.map((each) => ({ CertificateArn: each.certificateArn })) }),
      DefaultActions: action.params,
    });
  }

  /** Adds a rule. */
  addAction(id: string, { action, conditions, priority }: AddApplicationActionProps): void {
    this.stack.add("elbv2", "CreateRule", `${this.id}${id}`, {
      ListenerArn: this.listenerArn,
      Priority: priority,
      Conditions: conditions.map(({ params }) => params),
      Actions: action.params,
    });
  }

  /** Adds a rule that forwards to target groups. */
  addTargetGroups(
    id: string,
    props: Omit<AddApplicationActionProps, "action"> & {
      readonly targetGroups: readonly ApplicationTargetGroup[];
    },
  ): void {
    const { targetGroups, ...others } = props;
    this.addAction(id, { ...others, action: ListenerAction.forward(targetGroups) });
  }
}
