import { milliseconds, minutes } from "@orrery/kernel";
import {
  lognormal,
  scenarioCase,
  workload,
  type DigestCase,
} from "../../../../test/digest-case.ts";
import { releaseActions } from "../test/release-actions.ts";
import { cloudwatch, codedeploy, lambda, profile, Stack, type Scenario } from "../../../index.ts";

/** A canary of a version that fails more often: an alarm stops it, and another deployment goes through. */
function canary(): Scenario {
  const stack = new Stack("canary");
  const login = new lambda.Function(stack, "Login");
  const good = profile({ duration: lognormal(milliseconds(120), 0.4) });
  stack.say("Login", { Behavior: good });
  const alias = login.addAlias("live");
  const alarm = new cloudwatch.Alarm(stack, "Errors", {
    metric: login.metricErrors({ period: "1m" }),
    threshold: 3,
    evaluationPeriods: 1,
  });
  const group = new codedeploy.LambdaDeploymentGroup(stack, "Shift", {
    alias,
    alarms: [alarm],
    deploymentConfig: codedeploy.LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_1MINUTE,
  });
  const deploy = (at: number, from: string, to: string) => ({
    at: minutes(at),
    do: { type: "call", ...group.deployment(from, to) } as const,
  });
  return stack.scenario({
    duration: minutes(40),
    workloads: [workload("LoginAliaslive", { type: "poisson", rate: 4 })],
    actions: [
      ...releaseActions(login.functionName, 1, 0.5),
      deploy(3, "1", "2"),
      ...releaseActions(login.functionName, 14, 0),
      deploy(16, "1", "3"),
    ],
  });
}

/** Runs in which deployments come first. */
export const codedeployCases: readonly DigestCase[] = [scenarioCase("canary", [91, 92], canary)];
