import { seconds } from "@orrery/kernel";
import type { Answers, Asked, Journeys } from "../../../test/journey.ts";
import { functionParams } from "../../../test/lambda-account.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import { objectOf, textOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { wait } from "../../service/script.ts";
import { cognitoIdpService } from "./index.ts";
import { clientIdOf, poolArnOf, poolIdOf } from "./names.ts";
import { functionArn, password } from "./test/pool-account.ts";

const UserPoolId = poolIdOf("users", "us-east-1");
const ClientId = clientIdOf(UserPoolId, "web");
const ResourceArn = poolArnOf(UserPoolId, {
  partition: "aws",
  region: "us-east-1",
  accountId: "123456789012",
});

const ask =
  (operation: string, params: PlainObject = {}): Asked =>
  () => ["cognito-idp", operation, params];
const admin = (operation: string, params: PlainObject = {}): Asked =>
  ask(operation, { UserPoolId, ...params });
const app = (operation: string, params: PlainObject = {}): Asked =>
  ask(operation, { ClientId, ...params });

/** What needs something of the last answer to another operation. */
const after =
  (of: string, member: string, within: string | null, call: (value: string) => Asked): Asked =>
  (answers: Answers) => {
    const response = answers(of)?.response ?? {};
    const value = textOf((within === null ? response : objectOf(response[within]))[member]);
    return value === undefined ? undefined : call(value)(answers);
  };

const signIn = (USERNAME: string, PASSWORD = password): Asked =>
  app("InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME, PASSWORD },
  });
const custom = app("InitiateAuth", {
  AuthFlow: "CUSTOM_AUTH",
  AuthParameters: { USERNAME: "ann" },
});
const respond = (ANSWER: string): Asked =>
  after("InitiateAuth", "Session", null, (Session) =>
    app("RespondToAuthChallenge", {
      ChallengeName: "CUSTOM_CHALLENGE",
      Session,
      ChallengeResponses: { USERNAME: "ann", ANSWER },
    }),
  );
const signUp = (Username: string): Asked =>
  app("SignUp", {
    Username,
    Password: password,
    UserAttributes: [{ Name: "email", Value: `${Username}@example.com` }],
  });
const withToken = (operation: string, params: PlainObject = {}): Asked =>
  after("InitiateAuth", "AccessToken", "AuthenticationResult", (AccessToken) =>
    ask(operation, { AccessToken, ...params }),
  );
const visit = { bringTo: `cognito-idp.userPool:${UserPoolId}` };

const { Behavior } = functionParams as { readonly Behavior: PlainObject };
const fn = (name: string) =>
  [
    "lambda",
    "CreateFunction",
    {
      ...(functionParams as PlainObject),
      FunctionName: name,
      Timeout: 30,
      Behavior: { type: "script", name, coldStart: Behavior["coldStart"]! },
    },
  ] as const;

const journeys: Journeys = {
  seldomAlike: true,
  made: [
    fn("check"),
    fn("challenge"),
    [
      "cognito-idp",
      "CreateUserPool",
      {
        PoolName: "users",
        AutoVerifiedAttributes: ["email"],
        AliasAttributes: ["email"],
        Users: { count: 3 },
        LambdaConfig: {
          PreSignUp: functionArn("check"),
          PreAuthentication: functionArn("check"),
          DefineAuthChallenge: functionArn("challenge"),
          CreateAuthChallenge: functionArn("challenge"),
          VerifyAuthChallengeResponse: functionArn("challenge"),
        },
      },
    ],
    [
      "cognito-idp",
      "CreateUserPoolClient",
      {
        UserPoolId,
        ClientName: "web",
        ExplicitAuthFlows: [
          "ALLOW_USER_PASSWORD_AUTH",
          "ALLOW_CUSTOM_AUTH",
          "ALLOW_REFRESH_TOKEN_AUTH",
        ],
      },
    ],
    ["cognito-idp", "CreateGroup", { UserPoolId, GroupName: "staff", Precedence: 1 }],
  ],
  scripts: {
    // Who is called late keeps it waiting until it is asked once more.
    *check(given) {
      const event = given as PlainObject;
      yield* wait(event["userName"] === "late" ? "6s" : "2s");
      if (event["userName"] === "bad") throw new Error("no");
      return event;
    },
    *challenge(given) {
      const event = given as PlainObject;
      const { session } = objectOf(event["request"]);
      const last = Array.isArray(session)
        ? (session as readonly PlainObject[]).at(-1)?.["challengeResult"]
        : undefined;
      switch (event["triggerSource"]) {
        case "DefineAuthChallenge_Authentication":
          return {
            ...event,
            response: { challengeName: "CUSTOM_CHALLENGE", issueTokens: last === true },
          };
        case "CreateAuthChallenge_Authentication":
          return { ...event, response: { privateChallengeParameters: { answer: "9" } } };
        default:
          return {
            ...event,
            response: { answerCorrect: objectOf(event["request"])["challengeAnswer"] === "9" },
          };
      }
    },
  },
  courses: [
    [
      signUp("ann"),
      seconds(2),
      app("ConfirmSignUp", { Username: "ann", ConfirmationCode: "123456" }),
      custom,
      seconds(2),
      respond("9"),
      seconds(2),
    ],
    [signUp("late"), seconds(20), visit, seconds(1)],
  ],
  asked: [
    admin("DescribeUserPool"),
    admin("UpdateUserPool", { AutoVerifiedAttributes: ["email"] }),
    ask("ListUserPools", { MaxResults: 10 }),
    admin("DescribeUserPoolClient", { ClientId }),
    admin("UpdateUserPoolClient", {
      ClientId,
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH"],
    }),
    admin("ListUserPoolClients", { MaxResults: 10 }),
    admin("ListGroups"),
    admin("GetGroup", { GroupName: "staff" }),
    admin("AdminAddUserToGroup", { GroupName: "staff", Username: "user-1" }),
    admin("AdminRemoveUserFromGroup", { GroupName: "staff", Username: "user-1" }),
    admin("ListUsersInGroup", { GroupName: "staff" }),
    admin("CreateUserPoolDomain", { Domain: "shop" }),
    ask("DescribeUserPoolDomain", { Domain: "shop" }),
    admin("DeleteUserPoolDomain", { Domain: "shop" }),
    ask("TagResource", { ResourceArn, Tags: { a: "b" } }),
    ask("ListTagsForResource", { ResourceArn }),
    signUp("ann"),
    signUp("bad"),
    signUp("late"),
    app("ConfirmSignUp", { Username: "ann", ConfirmationCode: "123456" }),
    app("ResendConfirmationCode", { Username: "ann" }),
    admin("AdminCreateUser", { Username: "bob", TemporaryPassword: "Temporary-1" }),
    admin("AdminConfirmSignUp", { Username: "ann" }),
    admin("AdminGetUser", { Username: "user-2" }),
    admin("AdminDisableUser", { Username: "user-2" }),
    admin("AdminEnableUser", { Username: "user-2" }),
    admin("AdminDeleteUser", { Username: "ann" }),
    admin("ListUsers"),
    signIn("user-1"),
    signIn("user-1", "wrong"),
    signIn("bob", "Temporary-1"),
    custom,
    respond("9"),
    respond("8"),
    app("ForgotPassword", { Username: "user-3" }),
    app("ConfirmForgotPassword", {
      Username: "user-3",
      ConfirmationCode: "123456",
      Password: password,
    }),
    withToken("GetUser"),
    withToken("GlobalSignOut"),
    withToken("UpdateUserAttributes", { UserAttributes: [{ Name: "name", Value: "A" }] }),
    after("InitiateAuth", "RefreshToken", "AuthenticationResult", (Token) =>
      app("RevokeToken", { Token }),
    ),
    after("InitiateAuth", "RefreshToken", "AuthenticationResult", (REFRESH_TOKEN) =>
      app("InitiateAuth", {
        AuthFlow: "REFRESH_TOKEN_AUTH",
        AuthParameters: { REFRESH_TOKEN },
      }),
    ),
  ],
  latencies: { "cognito-idp.request": { type: "constant", value: 60_000 } },
};

itKeepsTheContract(cognitoIdpService, journeys);
