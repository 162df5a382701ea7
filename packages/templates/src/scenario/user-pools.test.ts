import { call, continueRun, prepareRun, reportOf, type Scripts } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Handler: index.handler, Runtime: nodejs22.x, Timeout: 30 } }
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      UserPoolName: users
      AutoVerifiedAttributes: [email]
      Policies: { PasswordPolicy: { MinimumLength: "10", RequireSymbols: "true" } }
  Web:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      ClientName: web
      UserPoolId: !Ref Users
      ExplicitAuthFlows: [ALLOW_USER_PASSWORD_AUTH, ALLOW_REFRESH_TOKEN_AUTH]
  Staff: { Type: AWS::Cognito::UserPoolGroup, Properties: { GroupName: staff, UserPoolId: !Ref Users, Precedence: 1 } }
  Ann: { Type: AWS::Cognito::UserPoolUser, Properties: { Username: ann, UserPoolId: !Ref Users } }
  AnnInStaff:
    Type: AWS::Cognito::UserPoolUserToGroupAttachment
    DependsOn: [Ann, Staff]
    Properties: { Username: ann, GroupName: staff, UserPoolId: !Ref Users }
  Domain: { Type: AWS::Cognito::UserPoolDomain, Properties: { Domain: shop, UserPoolId: !Ref Users } }
  Check:
    Type: AWS::Serverless::Function
    Properties:
      Events: { SignIn: { Type: Cognito, Properties: { UserPool: !Ref Users, Trigger: PreAuthentication } } }
  Rest:
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
      Auth: { DefaultAuthorizer: Pool, Authorizers: { Pool: { UserPoolArn: !GetAtt Users.Arn } } }
  Http:
    Type: AWS::Serverless::HttpApi
    Properties:
      Auth:
        DefaultAuthorizer: Pool
        Authorizers:
          Pool:
            IdentitySource: $request.header.Authorization
            JwtConfiguration:
              issuer: !Sub https://cognito-idp.\${AWS::Region}.amazonaws.com/\${Users}
              audience: [!Ref Web]
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Rest: { Type: Api, Properties: { RestApiId: !Ref Rest, Path: /orders, Method: GET } }
        Http: { Type: HttpApi, Properties: { ApiId: !Ref Http, Path: /orders, Method: GET } }
  Client:
    Type: AWS::Serverless::Function
    Properties: { Environment: { Variables: { CLIENT: !Ref Web, POOL: !Ref Users } } }
`;

/** What a scenario comes to, from its workloads to its report. */
function reportAfter(text: string, scripts: Scripts = {}) {
  const open = (path: string) => {
    if (path === "template.yaml") return { path, text: template };
    throw new ConfigError(path, "a file", "none");
  };
  const document = readScenarioDocument(`template: template.yaml\n${text}`, "s.yaml");
  const { scenario } = readScenario(document, { open }, { scripts });
  const run = prepareRun(scenario, { seed: 1, scripts });
  continueRun(run);
  const report = reportOf(run);
  const sum = (name: string, metric: string) => report.metrics[name]?.[metric]?.sum ?? 0;
  return { ...report, sum };
}

it("users sign in before a trigger that SAM has set, and are billed", () => {
  const { sum, cost } = reportAfter(`duration: 1m
userPools: { Users: { count: 20, password: Longer-Password-1 } }
functions: { Check: { duration: 200ms, failures: 25% } }
workload: [{ to: Users, arrivals: { constant: { rate: 2/s } }, retry: none }]
`);
  expect(sum("Users", "TriggerInvocations")).toBe(sum("Check", "Invocations"));
  expect(sum("Users", "TriggerFailures")).toBe(sum("Check", "Errors"));
  expect(sum("Users", "TriggerFailures")).toBeGreaterThan(15);
  expect(sum("Users", "SignInSuccesses")).toBeGreaterThan(70);
  // The user of the template is among them.
  expect(sum("Users", "ActiveUsers")).toBe(21);
  expect(JSON.stringify(cost)).toContain("monthly active users");
});

it("tokens of the pool open REST and HTTP APIs, and others do not", () => {
  const tokens: string[] = [];
  const scripts: Scripts = {
    *signIn(_event, { environmentVariables: { CLIENT } }) {
      const AuthParameters = { USERNAME: "user-1", PASSWORD: "Longer-Password-1" };
      const params = { AuthFlow: "USER_PASSWORD_AUTH", ClientId: CLIENT!, AuthParameters };
      const response = yield* call("cognito-idp", "InitiateAuth", params);
      const { IdToken, AccessToken } = response["AuthenticationResult"] as Record<string, string>;
      tokens.push(IdToken!, AccessToken!);
    },
  };
  const users = "userPools: { Users: { count: 1, password: Longer-Password-1 } }\n";
  reportAfter(
    `duration: 50s\n${users}functions: { Client: { script: signIn } }
workload: [{ to: Client, arrivals: { constant: { rate: 1/m } } }]\n`,
    scripts,
  );
  expect(tokens).toHaveLength(2);
  const asked = (token: string) => {
    const of = (to: string, path: string) =>
      `  - { to: ${to}, arrivals: { constant: { rate: 1/m } }, retry: none, request: { method: GET, path: ${path}, headers: { authorization: ${token} } } }`;
    const workload = [of("Rest", "/live/orders"), of("Http", "/orders")].join("\n");
    const { sum } = reportAfter(
      `duration: 50s\nfunctions: { Orders: { response: { statusCode: 200 } } }\nworkload:\n${workload}\n`,
    );
    return [sum("Orders", "Invocations"), sum("Rest", "4XXError"), sum("Http", "4xx")];
  };
  const [idToken, accessToken] = tokens;
  expect(asked(idToken!)).toEqual([2, 0, 0]);
  // Without scopes a REST API wants the ID token; to an HTTP API both are from the same client.
  expect(asked(accessToken!)).toEqual([1, 1, 0]);
  expect(asked(`${idToken!.split(".")[0]!}.e30.x`)).toEqual([1, 0, 1]);
});
