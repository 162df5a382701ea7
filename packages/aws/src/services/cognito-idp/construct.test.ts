import { milliseconds, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { constant, workload } from "../../../test/digest-case.ts";
import { cognito, continueRun, lambda, prepareRun, profile, reportOf, Stack } from "../../index.ts";

const body = (text: string) => ({
  payload: { type: "body" as const, body: text, size: text.length },
});

it("a user pool with triggers runs from callers to the bill", () => {
  const stack = new Stack("shop");
  const check = new lambda.Function(stack, "Check", { timeout: "30s" });
  stack.say("Check", { Behavior: profile({ duration: constant(seconds(6)) }) });
  const slow = new cognito.UserPool(stack, "Slow", {
    selfSignUpEnabled: true,
    signInAliases: { email: true },
    lambdaTriggers: { preSignUp: check },
  });
  slow.addClient("Web", { authFlows: { userPassword: true } });
  const users = new cognito.UserPool(stack, "Users", { featurePlan: cognito.FeaturePlan.LITE });
  users.addClient("Web", { authFlows: { userPassword: true }, accessTokenValidity: "30m" });
  stack.say("Users", { Users: { count: 50 } });
  const scenario = stack.scenario({
    duration: seconds(60),
    workloads: [
      workload("Slow", { type: "constant", rate: 0.2 }, body('{"Action":"SignUp"}')),
      workload("Users", { type: "constant", rate: 2 }, body("{}")),
    ],
    latencies: { "cognito-idp.request": constant(milliseconds(60)) },
  });
  const run = prepareRun(scenario, { seed: 7 });
  continueRun(run);
  const report = reportOf(run);
  const sum = (resource: string, metric: string): number =>
    report.metrics[resource]?.[metric]?.sum ?? 0;

  // Whoever signs up waits three times 5 s, and is refused.
  expect(sum("Slow", "TriggerFailures")).toBeGreaterThan(5);
  expect(sum("Slow", "SignUpSuccesses")).toBe(0);
  expect(report.metrics["Slow"]?.["RequestTime"]?.max).toBeGreaterThan(seconds(15));
  expect(report.warnings.join("\n")).toMatch(/Triggers of Slow ended \d+ requests/);
  // Fifty users sign in again and again, and each is billed once.
  expect(sum("Users", "SignInSuccesses")).toBeGreaterThan(115);
  expect(sum("Users", "ActiveUsers")).toBe(50);
  const charge = report.cost.resources
    .flatMap(({ items }) => items)
    .find(({ what }) => what.includes("monthly active users"));
  expect(charge).toMatchObject({ quantity: 50, dollars: 50 * 0.0055 });
});

it("cognito-idp.price.active-users: once in a month, by the plan", () => {
  const dollars = (featurePlan: cognito.FeaturePlan | undefined, asOf: string): number => {
    const stack = new Stack("shop");
    const pool = new cognito.UserPool(stack, "Users", featurePlan && { featurePlan });
    pool.addClient("Web", { authFlows: { userPassword: true } });
    stack.say("Users", { Users: { count: 10 } });
    const run = prepareRun(
      stack.scenario({
        asOf,
        duration: seconds(30),
        workloads: [workload("Users", { type: "constant", rate: 1 }, body("{}"))],
      }),
      { seed: 1 },
    );
    continueRun(run);
    const { cost } = reportOf(run);
    // A month of the same has the same users.
    expect(cost.perMonth).toBeCloseTo(cost.total, 9);
    expect(cost.caveats.at(-1)).toMatch(/^What is counted once in a month/);
    return cost.total;
  };
  expect(dollars(undefined, "2026-11-01")).toBeCloseTo(0.15);
  expect(dollars(undefined, "2024-11-01")).toBeCloseTo(0.055);
  expect(dollars("PLUS", "2026-11-01")).toBeCloseTo(0.2);
});
