import type { ConstructScope } from "../../service/construct.ts";

// What the namespace `xray` holds, with the names of the CDK's `aws-cdk-lib/aws-xray`.

/** Which requests a rule is about, and how many of them are sampled. */
export interface SamplingRuleProperty {
  /** @defaultValue made of the logical id */
  readonly ruleName?: string;
  /** The lowest is held against a request first, from 1 to 9999. */
  readonly priority: number;
  /** How many requests of a second are sampled before the rate decides. */
  readonly reservoirSize: number;
  /** The share of the others, from 0 to 1. */
  readonly fixedRate: number;
  readonly serviceName: string;
  readonly serviceType: string;
  readonly host: string;
  readonly httpMethod: string;
  readonly urlPath: string;
  readonly resourceArn: string;
  readonly version: number;
}

/** What a rule of sampling is made with. */
export interface CfnSamplingRuleProps {
  readonly samplingRule: SamplingRuleProperty;
}

/** A rule of sampling. */
export class CfnSamplingRule {
  /** Its logical id. */
  readonly id: string;
  readonly ruleName: string;

  /** Makes a rule. @throws ConfigError when the id is taken. */
  constructor(stack: ConstructScope, id: string, { samplingRule }: CfnSamplingRuleProps) {
    const {
      ruleName = stack.physicalName(id),
      resourceArn,
      httpMethod,
      urlPath,
      ...rest
    } = samplingRule;
    this.id = id;
    this.ruleName = ruleName;
    stack.add("xray", "CreateSamplingRule", id, {
      SamplingRule: {
        RuleName: ruleName,
        Priority: rest.priority,
        ReservoirSize: rest.reservoirSize,
        FixedRate: rest.fixedRate,
        ServiceName: rest.serviceName,
        ServiceType: rest.serviceType,
        Host: rest.host,
        HTTPMethod: httpMethod,
        URLPath: urlPath,
        ResourceARN: resourceArn,
        Version: rest.version,
      },
    });
  }
}
