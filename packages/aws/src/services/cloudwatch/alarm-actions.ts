import type { AlarmTarget } from "./construct.ts";

// What the namespace `actions` holds, with the names of the CDK's `aws-cdk-lib/aws-cloudwatch-actions`.

/** Publishes to a topic. */
export class SnsAction implements AlarmTarget {
  readonly alarmActionArn: string;

  /** An action that publishes to a topic. */
  constructor(topic: { readonly topicArn: string }) {
    this.alarmActionArn = topic.topicArn;
  }
}

/** Invokes a function. */
export class LambdaAction implements AlarmTarget {
  readonly alarmActionArn: string;

  /** An action that invokes a function. */
  constructor(fn: { readonly functionArn: string }) {
    this.alarmActionArn = fn.functionArn;
  }
}

/** Scales by a policy with steps. */
export class ApplicationScalingAction implements AlarmTarget {
  readonly alarmActionArn: string;

  /** An action that scales by a policy with steps. */
  constructor(policy: { readonly scalingPolicyArn: string }) {
    this.alarmActionArn = policy.scalingPolicyArn;
  }
}
