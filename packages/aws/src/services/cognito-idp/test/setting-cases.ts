import type { Part, ServiceSettingCases, SettingCase } from "../../../../test/setting-case.ts";
import { clientIdOf, poolIdOf } from "../names.ts";

const UserPoolId = poolIdOf("users", "us-east-1");
const ClientId = clientIdOf(UserPoolId, "web");

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      UserPoolName: users
      AutoVerifiedAttributes: [email]
      LambdaConfig: { PreAuthentication: !GetAtt Worker.Arn }
  Web:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      { ClientName: web, UserPoolId: !Ref Users, ExplicitAuthFlows: [ALLOW_USER_PASSWORD_AUTH, ALLOW_REFRESH_TOKEN_AUTH] }
  Staff:
    Type: AWS::Cognito::UserPoolGroup
    Properties: { GroupName: staff, UserPoolId: !Ref Users }
  Ann:
    Type: AWS::Cognito::UserPoolUser
    Properties: { Username: ann, UserPoolId: !Ref Users }
  Worker:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x, Timeout: 60 }
`;

const bringing = (payload: Part): Part => ({
  to: "Users",
  arrivals: { constant: { rate: "5/s" } },
  payload: { json: payload },
  retry: "none",
});
const signIns = (payload: Part = {}): Part => ({ workload: [bringing(payload)] });
/** What a function asks for, one after another. */
const calling = (...calls: readonly (readonly [operation: string, params: Part])[]): Part => ({
  workload: [{ to: "Worker", arrivals: { constant: { rate: "1/m" } } }],
  functions: {
    Worker: {
      calls: calls.map(([operation, params]) => ({ [`cognito-idp:${operation}`]: params })),
    },
  },
});
const quota = (name: string, value: number): Part => ({
  quotas: { [`cognito-idp.${name}`]: value },
});

/** Two calls at once, of which one is above a rate of 1. */
const rate = (category: string, operation: string, params: Part): SettingCase => ({
  base: calling([operation, params], [operation, params]),
  change: quota(`${category}PerSecond`, 1),
});
const said = (change: Part, payload: Part = {}, base: Part = {}): SettingCase => ({
  base: { ...signIns(payload), userPools: { Users: { count: 5, ...base } } },
  change: { userPools: { Users: { count: 5, ...base, ...change } } },
});

/** A case for each setting of scenarios that is about user pools. */
export const cognitoIdpSettingCases: ServiceSettingCases = {
  template,
  settings: {
    "latencies.cognito-idp.request": {
      base: signIns(),
      change: { latencies: { "cognito-idp.request": "1s" } },
    },
    "quotas.cognito-idp.userPools": {
      base: calling(["CreateUserPool", { PoolName: "more" }]),
      change: quota("userPools", 1),
    },
    "quotas.cognito-idp.clientsPerUserPool": {
      base: calling(["CreateUserPoolClient", { UserPoolId, ClientName: "more" }]),
      change: quota("clientsPerUserPool", 1),
    },
    "quotas.cognito-idp.groupsPerUserPool": {
      base: calling(["CreateGroup", { UserPoolId, GroupName: "more" }]),
      change: quota("groupsPerUserPool", 1),
    },
    "quotas.cognito-idp.userAuthenticationPerSecond": {
      base: signIns(),
      change: quota("userAuthenticationPerSecond", 1),
    },
    "quotas.cognito-idp.userCreationPerSecond": {
      base: signIns({ Action: "SignUp" }),
      change: quota("userCreationPerSecond", 1),
    },
    "quotas.cognito-idp.userAccountRecoveryPerSecond": rate(
      "userAccountRecovery",
      "AdminSetUserPassword",
      { UserPoolId, Username: "ann", Password: "Password-2" },
    ),
    "quotas.cognito-idp.userReadPerSecond": rate("userRead", "AdminGetUser", {
      UserPoolId,
      Username: "ann",
    }),
    "quotas.cognito-idp.userResourceReadPerSecond": rate(
      "userResourceRead",
      "AdminListGroupsForUser",
      { UserPoolId, Username: "ann" },
    ),
    "quotas.cognito-idp.userUpdatePerSecond": rate("userUpdate", "AdminAddUserToGroup", {
      UserPoolId,
      Username: "ann",
      GroupName: "staff",
    }),
    "quotas.cognito-idp.userTokenPerSecond": rate("userToken", "RevokeToken", {
      ClientId,
      Token: "x",
    }),
    "quotas.cognito-idp.userListPerSecond": rate("userList", "ListUsers", { UserPoolId }),
    "quotas.cognito-idp.userPoolReadPerSecond": rate("userPoolRead", "DescribeUserPool", {
      UserPoolId,
    }),
    "quotas.cognito-idp.userPoolUpdatePerSecond": rate("userPoolUpdate", "UpdateUserPool", {
      UserPoolId,
    }),
    "quotas.cognito-idp.userPoolResourceReadPerSecond": rate("userPoolResourceRead", "ListGroups", {
      UserPoolId,
    }),
    "quotas.cognito-idp.userPoolResourceUpdatePerSecond": rate(
      "userPoolResourceUpdate",
      "UpdateGroup",
      { UserPoolId, GroupName: "staff" },
    ),
    "quotas.cognito-idp.userPoolClientReadPerSecond": rate(
      "userPoolClientRead",
      "DescribeUserPoolClient",
      { UserPoolId, ClientId },
    ),
    "quotas.cognito-idp.userPoolClientUpdatePerSecond": rate(
      "userPoolClientUpdate",
      "UpdateUserPoolClient",
      { UserPoolId, ClientId },
    ),
    "userPools.*.count": said({ count: 50 }),
    "userPools.*.password": said(
      { password: "Another-1" },
      {
        AuthParameters: { PASSWORD: "Password-1" },
      },
    ),
    "userPools.*.code": {
      base: {
        userPools: { Users: { count: 1 } },
        workload: [
          bringing({ Action: "ForgotPassword", Username: "user-1" }),
          bringing({
            Action: "ConfirmForgotPassword",
            Username: "user-1",
            ConfirmationCode: "123456",
          }),
        ],
      },
      change: { userPools: { Users: { count: 1, code: "654321" } } },
    },
  },
  assumptions: {
    "cognito-idp.retryPause": {
      base: {
        ...signIns(),
        userPools: { Users: { count: 5 } },
        functions: { Worker: { duration: "6s" } },
      },
      change: { assumptions: { "cognito-idp.retryPause": "10s" } },
    },
  },
};
