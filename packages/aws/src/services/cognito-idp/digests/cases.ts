import { milliseconds, seconds } from "@orrery/kernel";
import { constant, scenarioCase, workload, type DigestCase } from "../../../../test/digest-case.ts";
import { cognito, lambda, profile, Stack, type Scenario } from "../../../index.ts";

/** A pool whose triggers are slow at times, with more sign-ins than its rate takes. */
function morning(): Scenario {
  const stack = new Stack("morning");
  const check = new lambda.Function(stack, "Check", { timeout: "10s" });
  stack.say("Check", {
    Behavior: profile({
      duration: { type: "exponential", mean: milliseconds(900) },
      failures: 0.02,
    }),
  });
  const audit = new lambda.Function(stack, "Audit");
  stack.say("Audit", { Behavior: profile({ duration: constant(milliseconds(20)) }) });
  const pool = new cognito.UserPool(stack, "Users", {
    selfSignUpEnabled: true,
    signInAliases: { username: true, email: true },
    autoVerify: { email: true },
    lambdaTriggers: { preSignUp: check, preAuthentication: check, postAuthentication: audit },
  });
  pool.addClient("Web", { authFlows: { userPassword: true } });
  pool.addGroup("Staff", { precedence: 1 });
  stack.say("Users", { Users: { count: 500 } });
  const body = (text: string) => ({
    payload: { type: "body" as const, body: text, size: text.length },
  });
  return stack.scenario({
    duration: seconds(20),
    workloads: [
      workload("Users", { type: "poisson", rate: 130 }, body("{}")),
      workload("Users", { type: "poisson", rate: 5 }, body('{"Action":"SignUp"}')),
      workload(
        "Users",
        { type: "poisson", rate: 2 },
        body('{"AuthParameters":{"USERNAME":"user-7","PASSWORD":"wrong"}}'),
      ),
      workload("Users", { type: "poisson", rate: 2 }, body('{"Action":"ForgotPassword"}')),
    ],
  });
}

/** Runs in which user pools come first. */
export const cognitoIdpCases: readonly DigestCase[] = [
  scenarioCase("user-pool-morning", [51, 52], morning),
];
