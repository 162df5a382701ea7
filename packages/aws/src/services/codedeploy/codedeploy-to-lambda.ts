import type { PlainObject } from "../../service/refusal.ts";
import type { Home } from "../../service/caller.ts";
import type { AppSpec } from "./config.ts";

/** The service whose aliases deployments shift. */
export const aliasService = "lambda";

/** The type of resource in application specifications that is modeled. */
export const functionType = "AWS::Lambda::Function";

/** The ARN of a hook's function, which is named by its name or its ARN. */
export const hookArn = (named: string, { partition, region, accountId }: Home): string =>
  named.startsWith("arn:")
    ? named
    : `arn:${partition}:${aliasService}:${region}:${accountId}:function:${named}`;

/** Asks where the alias leads. */
export const aliasLook = ({ functionName, alias }: AppSpec) => ({
  operation: "GetAlias",
  params: { FunctionName: functionName, Name: alias },
});

/** Gives the new version a percentage of the alias's traffic; with all of it, the alias leads there. */
export function aliasShift(
  { functionName, alias, current, target }: AppSpec,
  weight: number,
): { readonly operation: string; readonly params: PlainObject } {
  const isPartial = weight > 0 && weight < 100;
  return {
    operation: "UpdateAlias",
    params: {
      FunctionName: functionName,
      Name: alias,
      FunctionVersion: weight === 100 ? target : current,
      RoutingConfig: { AdditionalVersionWeights: isPartial ? { [target]: weight / 100 } : {} },
    },
  };
}

/** What a hook is invoked with. */
export const hookEvent = (deploymentId: string, executionId: string): PlainObject => ({
  DeploymentId: deploymentId,
  LifecycleEventHookExecutionId: executionId,
});
