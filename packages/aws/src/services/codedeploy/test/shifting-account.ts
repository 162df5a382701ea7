import { seconds, type Duration, type Instant } from "@orrery/kernel";
import { simulate, type AwsOptions } from "../../../index.ts";
import type { PlainObject } from "../../../service/refusal.ts";

/** An application specification from version 1 to version 2; `more` says otherwise. */
export const revisionOf = (
  properties: PlainObject = {},
  hooks: readonly PlainObject[] = [],
): PlainObject => ({
  revisionType: "AppSpecContent",
  appSpecContent: {
    content: JSON.stringify({
      version: 0.0,
      Resources: [
        {
          worker: {
            Type: "AWS::Lambda::Function",
            Properties: {
              Name: "worker",
              Alias: "live",
              CurrentVersion: "1",
              TargetVersion: "2",
              ...properties,
            },
          },
        },
      ],
      ...(hooks.length === 0 ? {} : { Hooks: hooks }),
    }),
  },
});

/** What a function is made with that fails never. */
export const functionOf = (FunctionName: string, Timeout = 3): PlainObject => ({
  FunctionName,
  Timeout,
  Runtime: "nodejs22.x",
  Role: "arn:aws:iam::123456789012:role/worker",
  Handler: "index.handler",
  Code: { ZipFile: "" },
});

/** What a group is made with; `more` says otherwise. */
export const groupOf = (more: PlainObject = {}): PlainObject => ({
  applicationName: "shop",
  deploymentGroupName: "live",
  serviceRoleArn: "arn:aws:iam::123456789012:role/deploys",
  deploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
  autoRollbackConfiguration: {
    enabled: true,
    events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
  },
  ...more,
});

/** An account with two versions of a function behind an alias, and what deploys to it. */
export class ShiftingAccount {
  readonly simulation;
  private readonly client;

  constructor(options: Partial<AwsOptions> = {}, group: PlainObject = {}) {
    const preparation = seconds(5);
    this.simulation = simulate({
      seed: 1,
      ...options,
      assumptions: { "codedeploy.preparation": preparation, ...options.assumptions },
    });
    this.client = this.simulation.client();
    const FunctionName = "worker";
    this.call("CreateFunction", functionOf(FunctionName), "lambda");
    this.advance(seconds(10));
    this.call("PublishVersion", { FunctionName }, "lambda");
    this.call("UpdateFunctionConfiguration", { FunctionName, Timeout: 5 }, "lambda");
    this.advance(seconds(10));
    this.call("PublishVersion", { FunctionName }, "lambda");
    this.call("CreateAlias", { FunctionName, Name: "live", FunctionVersion: "1" }, "lambda");
    this.call("CreateApplication", { applicationName: "shop", computePlatform: "Lambda" });
    this.call("CreateDeploymentGroup", groupOf(group));
  }

  call(operation: string, params: PlainObject, service = "codedeploy"): PlainObject {
    return this.client.call(service, operation, params);
  }

  /** How an operation is refused, as `code: message`, or what of it is not modeled. */
  refusal(operation: string, params: PlainObject, service = "codedeploy"): string {
    try {
      this.call(operation, params, service);
    } catch (error) {
      return error instanceof Error && "code" in error
        ? `${String(error.code)}: ${error.message}`
        : String(error);
    }
    throw new Error(`${operation} is not refused`);
  }

  /** Begins a deployment; it is in progress when this returns. */
  deploy(revision: PlainObject = revisionOf(), more: PlainObject = {}): string {
    const group = { applicationName: "shop", deploymentGroupName: "live" };
    const { deploymentId } = this.call("CreateDeployment", { ...group, revision, ...more });
    this.advance(seconds(5));
    return deploymentId as string;
  }

  advance(by: Duration): void {
    this.simulation.run({ until: (this.simulation.now + by) as Instant });
  }

  deployment(deploymentId: string): PlainObject {
    return this.call("GetDeployment", { deploymentId })["deploymentInfo"] as PlainObject;
  }

  /** How far it is, and why where it has not succeeded. */
  status(deploymentId: string): string {
    const { status, errorInformation } = this.deployment(deploymentId);
    const code = (errorInformation as PlainObject | undefined)?.["code"];
    return code === undefined ? String(status) : `${String(status)}: ${String(code)}`;
  }

  target(deploymentId: string): PlainObject {
    const response = this.call("GetDeploymentTarget", { deploymentId, targetId: deploymentId });
    return (response["deploymentTarget"] as PlainObject)["lambdaTarget"] as PlainObject;
  }

  /** Where the alias leads, with the share of another version: `1`, `1 + 10 % 2`. */
  get alias(): string {
    const shown = this.call("GetAlias", { FunctionName: "worker", Name: "live" }, "lambda");
    const routing = (shown["RoutingConfig"] ?? {}) as PlainObject;
    const [other] = Object.entries((routing["AdditionalVersionWeights"] ?? {}) as PlainObject);
    const first = String(shown["FunctionVersion"]);
    return other === undefined
      ? first
      : `${first} + ${Math.round(Number(other[1]) * 100)} % ${other[0]}`;
  }

  /** The states of the events of a deployment's life. */
  life(deploymentId: string): string {
    const events = this.target(deploymentId)["lifecycleEvents"] as readonly PlainObject[];
    return events.map(({ status }) => String(status)).join(" ");
  }
}
