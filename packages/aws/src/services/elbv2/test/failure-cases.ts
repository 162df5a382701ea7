import { seconds } from "@orrery/kernel";
import { casesOf, type FailureTable } from "../../../../test/failure-case.ts";
import {
  failingScript,
  functionFailures as by,
  letFail,
} from "../../../../test/failing-function.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { HttpHead } from "../../../service/http.ts";
import { oidc, token } from "./authenticating-actions.ts";
import { BalancedAccount, fixed, forward, functionArn, type Heard } from "./balanced-account.ts";

const requests = {
  large: "is asked with a body of more than 1 MB",
  none: "is not registered",
} as const;

function heardOfFunction(failure: string): Heard {
  const account = new BalancedAccount(failingScript(failure));
  const TargetGroupArn = account.group("fn");
  account.listen(forward(TargetGroupArn));
  if (failure === requests.none) {
    account.call("DeregisterTargets", { TargetGroupArn, Targets: [{ Id: functionArn("fn") }] });
  }
  letFail(account, failure);
  const isLarge = failure === requests.large;
  return account.ask({ method: isLarge ? "POST" : "GET" }, isLarge ? "x".repeat(1_048_577) : "");
}

const other = { unreachable: "cannot be reached", answersError: "answers with 503" } as const;

const unknown = {
  denies: "denies access",
  fails: "answers with an error",
  unreachable: other.unreachable,
} as const;
const entrances: Readonly<Record<string, PlainObject>> = {
  [unknown.denies]: { signInsDenied: 1 },
  [unknown.fails]: { signInErrors: 1 },
  [unknown.unreachable]: { signInsUnreachable: 1, keyFailures: 1 },
};

/** What callers hear where a rule asks who they are, and whoever knows it fails. */
function heardOfProvider(action: PlainObject, failure: string, asked: Partial<HttpHead>): Heard {
  const account = new BalancedAccount();
  account.call("DeleteLoadBalancer", { LoadBalancerArn: account.loadBalancerArn });
  account.call("CreateLoadBalancer", { Name: "web", Entrance: entrances[failure]! });
  account.listen(action, { DefaultActions: [action, fixed("in")] });
  return account.ask(asked);
}

const behaviors: Readonly<Record<string, PlainObject>> = {
  [other.unreachable]: { unreachable: 1 },
  [other.answersError]: { failures: 1, failureStatus: 503 },
  [by.outlasts]: { latency: { type: "constant", value: seconds(120) } },
};

/** What callers of load balancers hear of what fails. */
export const elbv2Failures: readonly FailureTable[] = [
  {
    door: "Application Load Balancer",
    what: "targets",
    cases: [
      ...casesOf(
        "function",
        {
          [by.throttled]: "502",
          [by.denied]: "502",
          [by.absent]: "502",
          [by.throws]: "502",
          [by.timesOut]: "502",
          [by.malformed]: "502",
          [by.large]: "502",
          [by.outlasts]: "200",
          [requests.large]: "413",
          [requests.none]: "503",
        },
        heardOfFunction,
      ),
      ...casesOf(
        "address or instance",
        { [other.answersError]: "503", [other.unreachable]: "504", [by.outlasts]: "504" },
        (failure) => {
          const account = new BalancedAccount();
          account.listen(forward(account.backend("backend", behaviors[failure] ?? {})));
          return account.ask();
        },
      ),
      ...casesOf(
        "identity provider at a sign-in",
        { [unknown.denies]: "401", [unknown.fails]: "561", [unknown.unreachable]: "500" },
        (failure) =>
          heardOfProvider(oidc(), failure, {
            path: "/oauth2/idpresponse",
            query: "code=1&state=2",
          }),
      ),
      ...casesOf("keys of a token's issuer", { [unknown.unreachable]: "562" }, (failure) =>
        heardOfProvider(token, failure, { headers: { authorization: "Bearer a.b.c" } }),
      ),
    ],
  },
];
