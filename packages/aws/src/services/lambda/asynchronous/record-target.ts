/** A service whose resources Lambda gives records of events, and dead letters. */
export interface RecordTarget {
  /** As ARNs have it. */
  readonly service: string;
  /** As Lambda's messages have it. */
  readonly title: string;
  /** What Lambda calls. */
  readonly operation: string;
  /** As templates call such a resource. */
  readonly templateType: string;
}

/** Whether an ARN is of such a service. */
export const isOf = (arn: string, { service }: Pick<RecordTarget, "service">): boolean =>
  arn.split(":")[2] === service;
