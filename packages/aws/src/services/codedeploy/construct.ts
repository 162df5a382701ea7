import { ConfigError, durationOf, minutes, type DurationSaid } from "@orrery/kernel";
import type { ConstructScope } from "../../service/construct.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { functionType } from "./codedeploy-to-lambda.ts";
import type { EndedBy } from "./config.ts";

// What the namespace `codedeploy` holds, with the names of the CDK's `aws-cdk-lib/aws-codedeploy`.

/** How deployment configurations are named. */
export interface ILambdaDeploymentConfig {
  readonly deploymentConfigName: string;
}

const given = (name: string): ILambdaDeploymentConfig => ({
  deploymentConfigName: `CodeDeployDefault.Lambda${name}`,
});

/** How traffic is shifted in a configuration of one's own. */
export class TrafficRouting {
  /** As the operation takes it. */
  readonly params: PlainObject;

  private constructor(params: PlainObject) {
    this.params = params;
  }

  /** All of the traffic at once. */
  static allAtOnce(): TrafficRouting {
    return new TrafficRouting({ type: "AllAtOnce" });
  }

  /** A percentage at once, and the rest after an interval of whole minutes. @throws ConfigError */
  static timeBasedCanary({ percentage, interval }: TimeBasedTrafficRoutingProps): TrafficRouting {
    return new TrafficRouting({
      type: "TimeBasedCanary",
      timeBasedCanary: {
        canaryPercentage: percentage,
        canaryInterval: wholeMinutes(interval),
      },
    });
  }

  /** A percentage at once, and as much again after each interval of whole minutes. @throws ConfigError */
  static timeBasedLinear({ percentage, interval }: TimeBasedTrafficRoutingProps): TrafficRouting {
    return new TrafficRouting({
      type: "TimeBasedLinear",
      timeBasedLinear: {
        linearPercentage: percentage,
        linearInterval: wholeMinutes(interval),
      },
    });
  }
}

/** A percentage from 1 to 99, and an interval of whole minutes. */
export interface TimeBasedTrafficRoutingProps {
  readonly percentage: number;
  readonly interval: DurationSaid;
}

function wholeMinutes(said: DurationSaid): number {
  const path = "traffic routing interval";
  const count = durationOf(path, said) / minutes(1);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new ConfigError(path, "whole minutes", `${said}`);
}

/** A way of shifting traffic. */
export class LambdaDeploymentConfig implements ILambdaDeploymentConfig {
  static readonly ALL_AT_ONCE = given("AllAtOnce");
  static readonly CANARY_10PERCENT_5MINUTES = given("Canary10Percent5Minutes");
  static readonly CANARY_10PERCENT_10MINUTES = given("Canary10Percent10Minutes");
  static readonly CANARY_10PERCENT_15MINUTES = given("Canary10Percent15Minutes");
  static readonly CANARY_10PERCENT_30MINUTES = given("Canary10Percent30Minutes");
  static readonly LINEAR_10PERCENT_EVERY_1MINUTE = given("Linear10PercentEvery1Minute");
  static readonly LINEAR_10PERCENT_EVERY_2MINUTES = given("Linear10PercentEvery2Minutes");
  static readonly LINEAR_10PERCENT_EVERY_3MINUTES = given("Linear10PercentEvery3Minutes");
  static readonly LINEAR_10PERCENT_EVERY_10MINUTES = given("Linear10PercentEvery10Minutes");

  readonly id: string;
  readonly deploymentConfigName: string;

  /** Makes a configuration. @throws ConfigError when the id is taken. */
  constructor(stack: ConstructScope, id: string, props: LambdaDeploymentConfigProps) {
    const { deploymentConfigName = stack.physicalName(id), trafficRouting } = props;
    this.id = id;
    this.deploymentConfigName = deploymentConfigName;
    stack.add("codedeploy", "CreateDeploymentConfig", id, {
      deploymentConfigName,
      computePlatform: "Lambda",
      trafficRoutingConfig: trafficRouting.params,
    });
  }
}

/** What a configuration is made with. */
export interface LambdaDeploymentConfigProps {
  /** @defaultValue a name of its own */
  readonly deploymentConfigName?: string;
  readonly trafficRouting: TrafficRouting;
}

/** What an application is made with. */
export interface LambdaApplicationProps {
  /** @defaultValue a name of its own */
  readonly applicationName?: string;
}

/** An application: a name for its groups. */
export class LambdaApplication {
  readonly id: string;
  readonly applicationName: string;

  /** Makes an application. @throws ConfigError when the id is taken. */
  constructor(stack: ConstructScope, id: string, props: LambdaApplicationProps = {}) {
    this.id = id;
    this.applicationName = props.applicationName ?? stack.physicalName(id);
    stack.add("codedeploy", "CreateApplication", id, {
      applicationName: this.applicationName,
      computePlatform: "Lambda",
    });
  }
}

/** A function as hooks and aliases are named. */
interface Named {
  /** Its ARN; of an alias, with its name. */
  readonly functionArn: string;
}

/** When the traffic goes back to the version before. */
export interface AutoRollbackConfig {
  /** @defaultValue true */
  readonly failedDeployment?: boolean;
  /** @defaultValue false */
  readonly stoppedDeployment?: boolean;
  /** @defaultValue true where there are alarms */
  readonly deploymentInAlarm?: boolean;
}

/** What a deployment group is made with. */
export interface LambdaDeploymentGroupProps {
  /** @defaultValue an application of its own */
  readonly application?: LambdaApplication;
  /** @defaultValue a name of its own */
  readonly deploymentGroupName?: string;
  /** The alias whose traffic is shifted. */
  readonly alias: Named & { readonly aliasName: string };
  /** @defaultValue CANARY_10PERCENT_5MINUTES */
  readonly deploymentConfig?: ILambdaDeploymentConfig;
  /** Each stops a deployment that it is in ALARM in. */
  readonly alarms?: readonly { readonly alarmName: string }[];
  /** @defaultValue false */
  readonly ignorePollAlarmsFailure?: boolean;
  readonly autoRollback?: AutoRollbackConfig;
  /** Runs before any traffic is shifted. */
  readonly preHook?: Named;
  /** Runs after all traffic is shifted. */
  readonly postHook?: Named;
}

/** A deployment group: how the traffic of an alias is shifted, and what ends that before its time. */
export class LambdaDeploymentGroup {
  readonly id: string;
  readonly deploymentGroupName: string;
  readonly application: LambdaApplication;
  private readonly props: LambdaDeploymentGroupProps;

  /** Makes a group, and an application where it is given none. @throws ConfigError when the id is taken. */
  constructor(stack: ConstructScope, id: string, props: LambdaDeploymentGroupProps) {
    const { deploymentConfig = LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES } = props;
    this.id = id;
    this.props = props;
    this.application = props.application ?? new LambdaApplication(stack, `${id}Application`);
    this.deploymentGroupName = props.deploymentGroupName ?? stack.physicalName(id);
    const { alarms = [], ignorePollAlarmsFailure = false } = props;
    const events = rollbackEvents(props);
    stack.add("codedeploy", "CreateDeploymentGroup", id, {
      applicationName: this.application.applicationName,
      deploymentGroupName: this.deploymentGroupName,
      deploymentConfigName: deploymentConfig.deploymentConfigName,
      serviceRoleArn: `arn:aws:iam::${stack.account}:role/${id}ServiceRole`,
      deploymentStyle: {
        deploymentType: "BLUE_GREEN",
        deploymentOption: "WITH_TRAFFIC_CONTROL",
      },
      autoRollbackConfiguration: { enabled: events.length > 0, events },
      ...(alarms.length === 0
        ? {}
        : {
            alarmConfiguration: {
              enabled: true,
              ignorePollAlarmFailure: ignorePollAlarmsFailure,
              alarms: alarms.map(({ alarmName }) => ({ name: alarmName })),
            },
          }),
    });
  }

  /**
   * The operation that shifts the traffic from one version to another, for actions and clients:
   *
   * ```ts
   * actions: [{ at: minutes(10), do: { type: "call", ...group.deployment("1", "2") } }];
   * ```
   */
  deployment(
    currentVersion: string,
    targetVersion: string,
  ): { readonly service: string; readonly operation: string; readonly params: PlainObject } {
    const { alias, preHook, postHook } = this.props;
    const [functionName = ""] = alias.functionArn.split(":").slice(6);
    const hooks = [
      ...(preHook === undefined ? [] : [{ BeforeAllowTraffic: preHook.functionArn }]),
      ...(postHook === undefined ? [] : [{ AfterAllowTraffic: postHook.functionArn }]),
    ];
    const spec = {
      version: 0.0,
      Resources: [
        {
          [functionName]: {
            Type: functionType,
            Properties: {
              Name: functionName,
              Alias: alias.aliasName,
              CurrentVersion: currentVersion,
              TargetVersion: targetVersion,
            },
          },
        },
      ],
      ...(hooks.length === 0 ? {} : { Hooks: hooks }),
    };
    return {
      service: "codedeploy",
      operation: "CreateDeployment",
      params: {
        applicationName: this.application.applicationName,
        deploymentGroupName: this.deploymentGroupName,
        revision: {
          revisionType: "AppSpecContent",
          appSpecContent: { content: JSON.stringify(spec) },
        },
      },
    };
  }
}

function rollbackEvents({ autoRollback = {}, alarms = [] }: LambdaDeploymentGroupProps) {
  const {
    failedDeployment = true,
    stoppedDeployment = false,
    deploymentInAlarm = alarms.length > 0,
  } = autoRollback;
  const events: EndedBy[] = [];
  if (failedDeployment) events.push("DEPLOYMENT_FAILURE");
  if (stoppedDeployment) events.push("DEPLOYMENT_STOP_ON_REQUEST");
  if (deploymentInAlarm) events.push("DEPLOYMENT_STOP_ON_ALARM");
  return events;
}
