import { minutes } from "@orrery/kernel";
import type { TrafficShift } from "./config.ts";

const canary = (percentage: number, interval: number): TrafficShift => ({
  type: "TimeBasedCanary",
  percentage,
  interval: minutes(interval),
});
const linear = (percentage: number, interval: number): TrafficShift => ({
  type: "TimeBasedLinear",
  percentage,
  interval: minutes(interval),
});

/**
 * The configurations for Lambda that every account has, by name.
 *
 * Source: https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html, read 2026-11.
 */
export const givenConfigurations: Readonly<Record<string, TrafficShift>> = {
  "CodeDeployDefault.LambdaAllAtOnce": { type: "AllAtOnce" },
  "CodeDeployDefault.LambdaCanary10Percent5Minutes": canary(10, 5),
  "CodeDeployDefault.LambdaCanary10Percent10Minutes": canary(10, 10),
  "CodeDeployDefault.LambdaCanary10Percent15Minutes": canary(10, 15),
  "CodeDeployDefault.LambdaCanary10Percent30Minutes": canary(10, 30),
  "CodeDeployDefault.LambdaLinear10PercentEvery1Minute": linear(10, 1),
  "CodeDeployDefault.LambdaLinear10PercentEvery2Minutes": linear(10, 2),
  "CodeDeployDefault.LambdaLinear10PercentEvery3Minutes": linear(10, 3),
  "CodeDeployDefault.LambdaLinear10PercentEvery10Minutes": linear(10, 10),
};

/** The configuration of a group for Lambda that names none. */
export const usualForLambda = "CodeDeployDefault.LambdaAllAtOnce";
