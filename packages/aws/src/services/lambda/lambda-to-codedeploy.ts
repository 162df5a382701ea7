import { memberOf, objectOf, spelled, textOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { DeploymentWait } from "../../service/deployment.ts";
import type { TemplateOperation } from "../../service/template-type.ts";

const service = "codedeploy";

/** The operation that shifts an alias to another version, where its policy says so; `null`: it changes at once. */
export function shiftOf(
  { FunctionName, Name }: PlainObject,
  current: string,
  target: string,
  policy: PlainObject = {},
): TemplateOperation | null {
  const said = objectOf(policy["CodeDeployLambdaAliasUpdate"]);
  const applicationName = textOf(said["ApplicationName"]);
  const deploymentGroupName = textOf(said["DeploymentGroupName"]);
  if (applicationName === undefined || deploymentGroupName === undefined) return null;
  const hook = (event: string) => {
    const named = textOf(said[`${event}Hook`]);
    return named === undefined ? [] : [{ [event]: named }];
  };
  const hooks = [...hook("BeforeAllowTraffic"), ...hook("AfterAllowTraffic")];
  const properties = {
    Name: FunctionName,
    Alias: Name,
    CurrentVersion: current,
    TargetVersion: target,
  };
  const spec = {
    version: 0.0,
    Resources: [{ function: { Type: "AWS::Lambda::Function", Properties: properties } }],
    ...(hooks.length === 0 ? {} : { Hooks: hooks }),
  };
  return {
    service,
    operation: "CreateDeployment",
    params: {
      applicationName,
      deploymentGroupName,
      revision: {
        revisionType: "AppSpecContent",
        appSpecContent: { content: JSON.stringify(spec) },
      },
    },
  };
}

/** How far the deployment is that a change has begun. */
export const shiftLook: DeploymentWait["asks"] = ({ operation }, answer) => {
  const deploymentId = answer["deploymentId"];
  return operation === "CreateDeployment" && deploymentId !== undefined
    ? { service, operation: "GetDeployment", params: { deploymentId } }
    : null;
};

/** How a deployment has ended. */
export const shiftEnd: DeploymentWait["endIn"] = (answer) => {
  const info = objectOf(answer["deploymentInfo"]);
  const status = textOf(info["status"]);
  if (status === "Succeeded") return "well";
  if (status !== "Failed" && status !== "Stopped") return null;
  const error = info["errorInformation"];
  return {
    code: textOf(memberOf(error, "code")) ?? status,
    message: spelled(memberOf(error, "message") ?? ""),
  };
};
