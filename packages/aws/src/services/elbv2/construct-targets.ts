import { functionType } from "./elbv2-to-lambda.ts";
import type { LoadBalancerTarget } from "./construct.ts";

// What the namespace `elbv2Targets` holds, with the names of the CDK's `aws-cdk-lib/aws-elasticloadbalancingv2-targets`.

/** A function as the target of a group. */
export class LambdaTarget implements LoadBalancerTarget {
  readonly targetType = functionType;
  readonly id: string;

  constructor(fn: { readonly functionArn: string }) {
    this.id = fn.functionArn;
  }
}

/** An address as a target. */
export class IpTarget implements LoadBalancerTarget {
  readonly targetType = "ip";
  readonly id: string;
  readonly port?: number;

  constructor(ipAddress: string, port?: number) {
    this.id = ipAddress;
    if (port !== undefined) this.port = port;
  }
}

/** An instance as a target. */
export class InstanceIdTarget implements LoadBalancerTarget {
  readonly targetType = "instance";
  readonly id: string;
  readonly port?: number;

  constructor(instanceId: string, port?: number) {
    this.id = instanceId;
    if (port !== undefined) this.port = port;
  }
}
