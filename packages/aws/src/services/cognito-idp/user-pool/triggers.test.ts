import { describe, expect, it } from "vitest";
import { seconds } from "@orrery/kernel";
import { isObject, objectOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { wait, type Script, type Scripts } from "../../../service/script.ts";
import { claimsIn, functionArn, password, PoolAccount } from "../test/pool-account.ts";

/** Functions that keep what they are given, and fill in a response. */
function answering(responses: Readonly<Record<string, PlainObject>>) {
  const events: PlainObject[] = [];
  const scripts: Scripts = Object.fromEntries(
    Object.entries(responses).map(([name, response]): [string, Script] => [
      name,
      function* (given) {
        const event = given as PlainObject;
        events.push(event);
        return { ...event, response };
      },
    ]),
  );
  const of = (source: string) => events.find(({ triggerSource }) => triggerSource === source);
  return { events, scripts, of };
}

const reason = (account: PoolAccount, act: () => PlainObject): string => account.refusal(act);

describe("cognito-idp.trigger.five-seconds: three times 5 s, then the operation fails", () => {
  const slow = (times: number) => {
    let count = 0;
    const account = new PoolAccount(
      {
        *PreSignUp(event) {
          count += 1;
          if (count <= times) yield* wait("6s");
          return event;
        },
      },
      { fn: { Timeout: 30 } },
    );
    const before = account.simulation.now;
    const said = reason(account, () => account.signUp());
    return { said, took: account.simulation.now - before, count, account };
  };

  it("with the words of AWS, after 15 s", () => {
    const { said, took, count, account } = slow(3);
    expect(said).toBe(
      "UnexpectedLambdaException: PreSignUp invocation failed due to error Socket timeout while invoking Lambda function.",
    );
    expect(count).toBe(3);
    expect(took).toBeGreaterThanOrEqual(seconds(15));
    expect(took).toBeLessThan(seconds(15.5));
    expect(account.meter("TriggerRetries")).toBe(2);
  });

  it("and goes on with an attempt that is in time", () => {
    const { said, took, count } = slow(1);
    expect(said).toContain("UserSub");
    expect(count).toBe(2);
    expect(took).toBeGreaterThanOrEqual(seconds(5));
    expect(took).toBeLessThan(seconds(10));
  });
});

it("cognito-idp.trigger.retry-pause: after 100 ms, or what a scenario says", () => {
  const retried = (pause: number) => {
    const at: number[] = [];
    const account = new PoolAccount(
      {
        *PreSignUp(event) {
          at.push(account.simulation.now);
          if (at.length === 1) yield* wait("6s");
          return event;
        },
      },
      { fn: { Timeout: 30 }, options: { assumptions: { "cognito-idp.retryPause": pause } } },
    );
    account.signUp();
    return at[1]! - at[0]!;
  };
  const atOnce = retried(0);
  expect(atOnce).toBeLessThan(seconds(5.5));
  // Another environment is there by then, or not: the rest is a cold start.
  expect(retried(seconds(2)) - atOnce).toBeGreaterThan(seconds(1.5));
});

it("cognito-idp.trigger.event: what all events have", () => {
  const { scripts, of } = answering({ PreSignUp: {} });
  const account = new PoolAccount(scripts);
  account.signUp("ann", { ClientMetadata: { from: "web" } });
  expect(of("PreSignUp_SignUp")).toEqual({
    version: "1",
    triggerSource: "PreSignUp_SignUp",
    region: "us-east-1",
    userPoolId: account.poolId,
    userName: "ann",
    callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: account.clientId },
    request: {
      userAttributes: { email: "ann@example.com" },
      validationData: null,
      clientMetadata: { from: "web" },
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
});

it("cognito-idp.trigger.error: ends the operation with the message of the function", () => {
  const account = new PoolAccount({
    *PreSignUp() {
      throw new Error("Not from there");
    },
  });
  expect(reason(account, () => account.signUp())).toBe(
    "UserLambdaValidationException: PreSignUp failed with error Not from there.",
  );
  expect(reason(account, () => account.admin("AdminGetUser", { Username: "ann" }))).toBe(
    "UserNotFoundException: User does not exist.",
  );
  expect(account.meter("TriggerFailures")).toBe(1);
});

it("cognito-idp.trigger.output: answers that cannot be read", () => {
  const said = (answer: (event: PlainObject) => unknown) => {
    const account = new PoolAccount({
      *PreSignUp(event) {
        return answer(event as PlainObject);
      },
    });
    return reason(account, () => account.signUp());
  };
  expect(said(() => "no object")).toBe(
    "InvalidLambdaResponseException: Invalid lambda function output : Invalid JSON",
  );
  expect(said(({ response: _, ...event }) => event)).toBe(
    "InvalidLambdaResponseException: Unrecognizable lambda output",
  );
  expect(said((event) => event)).toContain("UserSub");
});

it("cognito-idp.trigger.refused: what Lambda refuses is not tried again", () => {
  const account = new PoolAccount(
    {
      *PreSignUp(event) {
        return event;
      },
    },
    { fn: { MemorySize: 256 } },
  );
  account.simulation.client().call("lambda", "PutFunctionConcurrency", {
    FunctionName: "PreSignUp",
    ReservedConcurrentExecutions: 0,
  });
  expect(reason(account, () => account.signUp())).toBe(
    "UnexpectedLambdaException: PreSignUp invocation failed due to error TooManyRequestsException.",
  );
  expect(account.meter("TriggerInvocations")).toBe(1);
});

it("cognito-idp.trigger.qualifier: no version, and nothing that is no function of the Region", () => {
  const account = new PoolAccount();
  const made = (PreSignUp: string) =>
    reason(account, () =>
      account.call("CreateUserPool", { PoolName: "p", LambdaConfig: { PreSignUp } }),
    );
  expect(made(`${functionArn("fn")}:3`)).toMatch(/^InvalidParameterException: /);
  expect(made(`${functionArn("fn")}:live`)).toContain("us-east-1_");
  expect(
    reason(account, () =>
      account.call("CreateUserPool", {
        PoolName: "p",
        LambdaConfig: {
          CustomEmailSender: { LambdaArn: functionArn("fn"), LambdaVersion: "V1_0" },
        },
      }),
    ),
  ).toMatch(/^InvalidParameterException: KMSKeyID/);
});

it("cognito-idp.trigger.pre-sign-up: confirms, verifies, and hears of administrators", () => {
  const { scripts, of } = answering({
    PreSignUp: { autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: false },
    PostConfirmation: {},
  });
  const account = new PoolAccount(scripts);
  expect(account.signUp()).toMatchObject({ UserConfirmed: true });
  expect(of("PostConfirmation_ConfirmSignUp")).toBeDefined();
  const user = account.admin("AdminGetUser", { Username: "ann" });
  expect(user["UserStatus"]).toBe("CONFIRMED");
  expect(user["UserAttributes"]).toContainEqual({ Name: "email_verified", Value: "true" });
  account.admin("AdminCreateUser", {
    Username: "bob",
    ValidationData: [{ Name: "code", Value: "7" }],
  });
  expect(of("PreSignUp_AdminCreateUser")).toMatchObject({
    callerContext: { clientId: "CLIENT_ID_NOT_APPLICABLE" },
    request: { validationData: { code: "7" } },
  });
  // Administrators' users have passwords that are not theirs, whatever the function says.
  expect(account.admin("AdminGetUser", { Username: "bob" })["UserStatus"]).toBe(
    "FORCE_CHANGE_PASSWORD",
  );
});

it("cognito-idp.trigger.post-confirmation: the user stays confirmed although the function fails", () => {
  const account = new PoolAccount({
    *PostConfirmation() {
      throw new Error("no welcome");
    },
  });
  account.signUp();
  const confirm = () =>
    account.app("ConfirmSignUp", { Username: "ann", ConfirmationCode: "123456" });
  expect(reason(account, confirm)).toBe(
    "UserLambdaValidationException: PostConfirmation failed with error no welcome.",
  );
  expect(account.admin("AdminGetUser", { Username: "ann" })["UserStatus"]).toBe("CONFIRMED");
});

it("cognito-idp.trigger.pre-authentication: before the password is looked at", () => {
  const { scripts, events, of } = answering({ PreAuthentication: {} });
  const account = new PoolAccount(scripts, { client: { PreventUserExistenceErrors: "ENABLED" } });
  account.user();
  account.signIn("ann", password, { ClientMetadata: { device: "tv" } });
  expect(of("PreAuthentication_Authentication")).toMatchObject({
    userName: "ann",
    request: {
      userAttributes: { "cognito:user_status": "CONFIRMED", email: "ann@example.com" },
      validationData: { device: "tv" },
      userNotFound: false,
    },
  });
  reason(account, () => account.signIn("bob", "wrong"));
  expect(objectOf(events.at(-1)!["request"])).toMatchObject({
    userNotFound: true,
    userAttributes: {},
  });
  const refusing = new PoolAccount({
    *PreAuthentication() {
      throw new Error("not today");
    },
  });
  refusing.user();
  expect(reason(refusing, () => refusing.signIn())).toBe(
    "UserLambdaValidationException: PreAuthentication failed with error not today.",
  );
});

it("cognito-idp.trigger.post-authentication: without it there are no tokens", () => {
  const { scripts, of } = answering({ PostAuthentication: {} });
  const account = new PoolAccount(scripts);
  account.user();
  account.signIn();
  expect(of("PostAuthentication_Authentication")).toMatchObject({
    request: { newDeviceUsed: false },
  });
  const refusing = new PoolAccount({
    *PostAuthentication() {
      throw new Error("audit is down");
    },
  });
  refusing.user();
  expect(reason(refusing, () => refusing.signIn())).toContain("PostAuthentication failed");
  expect(refusing.meter("SignInSuccesses")).toBe(0);
});

describe("cognito-idp.trigger.pre-token-generation: a say in claims", () => {
  it("of ID tokens, in version 1", () => {
    const { scripts, of } = answering({
      PreTokenGeneration: {
        claimsOverrideDetails: {
          claimsToAddOrOverride: { plan: "gold", sub: "not mine" },
          claimsToSuppress: ["email"],
          groupOverrideDetails: { groupsToOverride: ["vip"] },
        },
      },
    });
    const account = new PoolAccount(scripts);
    account.user();
    const response = account.signIn();
    const id = claimsIn(response);
    expect(id).toMatchObject({ plan: "gold", "cognito:groups": ["vip"], token_use: "id" });
    expect(id).not.toHaveProperty("email");
    expect(id["sub"]).not.toBe("not mine");
    expect(claimsIn(response, "AccessToken")).not.toHaveProperty("plan");
    expect(of("TokenGeneration_Authentication")).toMatchObject({
      version: "1",
      request: {
        groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
      },
    });
  });

  it("of access tokens and scopes, in version 2", () => {
    const { scripts, events } = answering({
      PreTokenGeneration: {
        claimsAndScopeOverrideDetails: {
          accessTokenGeneration: {
            claimsToAddOrOverride: { plan: "gold" },
            scopesToAdd: ["orders/read"],
          },
        },
      },
    });
    const LambdaArn = functionArn("PreTokenGeneration");
    const PreTokenGenerationConfig = { LambdaArn, LambdaVersion: "V2_0" };
    const account = new PoolAccount(scripts, {
      pool: { LambdaConfig: { PreTokenGenerationConfig } },
    });
    account.user();
    const response = account.signIn();
    expect(claimsIn(response, "AccessToken")).toMatchObject({
      plan: "gold",
      scope: "aws.cognito.signin.user.admin orders/read",
    });
    expect(claimsIn(response)).not.toHaveProperty("plan");
    expect(events[0]).toMatchObject({
      version: "2",
      request: { scopes: ["aws.cognito.signin.user.admin"] },
    });
  });
});

it("cognito-idp.trigger.migrate-user: knows users from elsewhere", () => {
  const account = new PoolAccount({
    *UserMigration(given) {
      const event = given as PlainObject;
      const { password: said } = objectOf(event["request"]);
      if (event["userName"] !== "old") throw new Error("Nobody");
      return {
        ...event,
        response: {
          userAttributes: { email: "old@example.com", email_verified: "true" },
          finalUserStatus: said === null ? "RESET_REQUIRED" : "CONFIRMED",
          messageAction: "SUPPRESS",
        },
      };
    },
  });
  expect(reason(account, () => account.signIn("new"))).toBe(
    "UserLambdaValidationException: UserMigration failed with error Nobody.",
  );
  expect(account.app("ForgotPassword", { Username: "old" })).toMatchObject({
    CodeDeliveryDetails: { AttributeName: "email" },
  });
  const other = new PoolAccount({
    *UserMigration(event) {
      return {
        ...(event as PlainObject),
        response: { userAttributes: { email: "o@example.com" }, finalUserStatus: "CONFIRMED" },
      };
    },
  });
  expect(claimsIn(other.signIn("old"))).toMatchObject({ "cognito:username": "old" });
  // The next time it is there.
  expect(claimsIn(other.signIn("old"))).toMatchObject({ email: "o@example.com" });
  expect(other.meter("TriggerInvocations")).toBe(1);
});

it("cognito-idp.trigger.custom-message: must have the code", () => {
  const { scripts, of } = answering({
    CustomMessage: { emailMessage: "Your code: {####}", emailSubject: "Hello" },
  });
  const account = new PoolAccount(scripts);
  account.user();
  account.app("ForgotPassword", { Username: "ann" });
  account.admin("AdminCreateUser", {
    Username: "bob",
    UserAttributes: [{ Name: "email", Value: "bob@example.com" }],
  });
  expect(of("CustomMessage_SignUp")).toMatchObject({
    request: { codeParameter: "{####}", usernameParameter: null },
  });
  expect(of("CustomMessage_ForgotPassword")).toBeDefined();
  expect(of("CustomMessage_AdminCreateUser")).toMatchObject({
    request: { usernameParameter: "{username}" },
  });
  const wrong = new PoolAccount(answering({ CustomMessage: { emailMessage: "Hello" } }).scripts);
  expect(reason(wrong, () => wrong.signUp())).toBe(
    "InvalidLambdaResponseException: Unrecognizable lambda output",
  );
});

describe("custom challenges", () => {
  /** A riddle, which has to be solved within two tries. */
  const riddle = (seen: PlainObject[] = []): Scripts => ({
    *DefineAuthChallenge(given) {
      const event = given as PlainObject;
      seen.push(event);
      const rounds = objectOf(event["request"])["session"] as readonly PlainObject[];
      const last = rounds.at(-1);
      const response =
        last?.["challengeResult"] === true
          ? { issueTokens: true, failAuthentication: false }
          : rounds.length >= 2
            ? { issueTokens: false, failAuthentication: true }
            : {
                challengeName: "CUSTOM_CHALLENGE",
                issueTokens: false,
                failAuthentication: false,
              };
      return { ...event, response };
    },
    *CreateAuthChallenge(given) {
      const event = given as PlainObject;
      seen.push(event);
      return {
        ...event,
        response: {
          publicChallengeParameters: { question: "5 + 4" },
          privateChallengeParameters: { answer: "9" },
          challengeMetadata: "RIDDLE",
        },
      };
    },
    *VerifyAuthChallengeResponse(given) {
      const event = given as PlainObject;
      seen.push(event);
      const { challengeAnswer, privateChallengeParameters: secret } = objectOf(event["request"]);
      const answerCorrect = isObject(secret) && secret["answer"] === challengeAnswer;
      return { ...event, response: { answerCorrect } };
    },
  });
  const begin = (account: PoolAccount) =>
    account.app("InitiateAuth", { AuthFlow: "CUSTOM_AUTH", AuthParameters: { USERNAME: "ann" } });
  const answer = (account: PoolAccount, { Session }: PlainObject, ANSWER: string) =>
    account.app("RespondToAuthChallenge", {
      ChallengeName: "CUSTOM_CHALLENGE",
      Session: Session!,
      ChallengeResponses: { USERNAME: "ann", ANSWER },
    });

  it("cognito-idp.trigger.define-auth-challenge: tokens after a right answer, none after two wrong ones", () => {
    const account = new PoolAccount(riddle());
    account.user();
    const second = answer(account, begin(account), "8");
    expect(second["ChallengeName"]).toBe("CUSTOM_CHALLENGE");
    expect(claimsIn(answer(account, second, "9"))).toMatchObject({ "cognito:username": "ann" });
    const third = answer(account, begin(account), "1");
    expect(reason(account, () => answer(account, third, "1"))).toBe(
      "NotAuthorizedException: Incorrect username or password.",
    );
    const without = new PoolAccount();
    without.user();
    expect(reason(without, () => begin(without))).toBe(
      "InvalidParameterException: Custom auth lambda trigger is not configured for the user pool.",
    );
  });

  it("cognito-idp.trigger.create-auth-challenge: the client sees what is public alone", () => {
    const seen: PlainObject[] = [];
    const account = new PoolAccount(riddle(seen));
    account.user();
    expect(begin(account)["ChallengeParameters"]).toEqual({ USERNAME: "ann", question: "5 + 4" });
    expect(seen.at(-1)).toMatchObject({
      triggerSource: "CreateAuthChallenge_Authentication",
      request: { challengeName: "CUSTOM_CHALLENGE", session: [] },
    });
  });

  it("cognito-idp.trigger.verify-auth-challenge: hears the answer and what only it knows", () => {
    const seen: PlainObject[] = [];
    const account = new PoolAccount(riddle(seen));
    account.user();
    answer(account, begin(account), "9");
    const verify = seen.find(
      ({ triggerSource }) => triggerSource === "VerifyAuthChallengeResponse_Authentication",
    );
    expect(verify).toMatchObject({
      request: { privateChallengeParameters: { answer: "9" }, challengeAnswer: "9" },
    });
    expect(objectOf(seen.at(-1)!["request"])["session"]).toEqual([
      { challengeName: "CUSTOM_CHALLENGE", challengeResult: true, challengeMetadata: "RIDDLE" },
    ]);
  });
});

it("cognito-idp.trigger.custom-sender: is given the code, and nobody waits", () => {
  const events: PlainObject[] = [];
  const account = new PoolAccount(
    {
      *sender(event) {
        yield* wait("20s");
        events.push(event as PlainObject);
        return null;
      },
    },
    {
      pool: {
        LambdaConfig: {
          KMSKeyID: "arn:aws:kms:us-east-1:123456789012:key/k",
          CustomEmailSender: { LambdaArn: functionArn("sender"), LambdaVersion: "V1_0" },
        },
      },
      fn: { Timeout: 60 },
    },
  );
  const before = account.simulation.now;
  account.signUp();
  expect(account.simulation.now - before).toBeLessThan(seconds(1));
  account.advance(seconds(30));
  expect(events[0]).toMatchObject({
    triggerSource: "CustomEmailSender_SignUp",
    request: { type: "customEmailSenderRequestV1", code: btoa("123456") },
  });
});
