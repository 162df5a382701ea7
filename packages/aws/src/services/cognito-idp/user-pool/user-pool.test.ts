import { days, hours, minutes, seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { objectOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { claimsIn, password, PoolAccount, tokenIn } from "../test/pool-account.ts";

const confirm = (account: PoolAccount, ConfirmationCode = "123456") =>
  account.refusal(() => account.app("ConfirmSignUp", { Username: "ann", ConfirmationCode }));

describe("cognito-idp.sign-up.code: a new user gives the code that was sent", () => {
  it("and is confirmed then, with a verified mail", () => {
    const account = new PoolAccount();
    expect(account.signUp()).toMatchObject({
      UserConfirmed: false,
      CodeDeliveryDetails: {
        Destination: "a***@e***",
        DeliveryMedium: "EMAIL",
        AttributeName: "email",
      },
    });
    expect(account.refusal(() => account.signIn())).toBe(
      "UserNotConfirmedException: User is not confirmed.",
    );
    expect(confirm(account, "0")).toMatch(/^CodeMismatchException: Invalid verification code/);
    expect(confirm(account)).toBe("{}");
    expect(confirm(account)).toBe(
      "NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED",
    );
    expect(claimsIn(account.signIn())).toMatchObject({ email_verified: true });
    expect(account.refusal(() => account.signUp())).toBe(
      "UsernameExistsException: User already exists",
    );
  });

  it("within 24 hours", () => {
    const account = new PoolAccount();
    account.signUp();
    account.advance(hours(24));
    expect(confirm(account)).toMatch(/^ExpiredCodeException: Invalid code provided/);
    account.app("ResendConfirmationCode", { Username: "ann" });
    expect(confirm(account)).toBe("{}");
  });
});

it("cognito-idp.sign-up.codes-in-hour: five codes, and five wrong ones", () => {
  const account = new PoolAccount();
  account.signUp();
  const resend = () =>
    account.refusal(() => account.app("ResendConfirmationCode", { Username: "ann" }));
  const said = Array.from({ length: 5 }, resend);
  expect(said.slice(0, 4).every((each) => each.includes("CodeDeliveryDetails"))).toBe(true);
  expect(said[4]).toMatch(/^LimitExceededException: Attempt limit exceeded/);
  const wrong = Array.from({ length: 6 }, () => confirm(account, "0"));
  expect(wrong[4]).toMatch(/^CodeMismatchException/);
  expect(wrong[5]).toMatch(/^LimitExceededException/);
  account.advance(hours(1));
  expect(resend()).toContain("CodeDeliveryDetails");
});

describe("cognito-idp.sign-up.names: names, mails and aliases", () => {
  it("a mail in place of a name, with the sub as name", () => {
    const account = new PoolAccount({}, { pool: { UsernameAttributes: ["email"] } });
    expect(account.refusal(() => account.signUp("ann"))).toBe(
      "InvalidParameterException: Username should be an email.",
    );
    const { UserSub } = account.signUp("ann@example.com", { UserAttributes: [] });
    const Username = "ann@example.com";
    account.app("ConfirmSignUp", { Username, ConfirmationCode: "123456" });
    const claims = claimsIn(account.signIn(Username));
    expect(claims).toMatchObject({ "cognito:username": UserSub, sub: UserSub, email: Username });
    expect(account.refusal(() => account.signUp(Username))).toMatch(/^UsernameExistsException/);
  });

  it("an alias once it is verified", () => {
    const account = new PoolAccount({}, { pool: { AliasAttributes: ["email"] } });
    account.signUp();
    const byMail = () => account.refusal(() => account.signIn("ann@example.com"));
    expect(byMail()).toBe("UserNotFoundException: User does not exist.");
    confirm(account);
    expect(byMail()).toContain("IdToken");
  });

  it("by case, or not", () => {
    const UsernameConfiguration = { CaseSensitive: false };
    const account = new PoolAccount({}, { pool: { UsernameConfiguration } });
    account.user("Ann");
    expect(claimsIn(account.signIn("ANN"))).toMatchObject({ "cognito:username": "ann" });
    const strict = new PoolAccount();
    strict.user("Ann");
    expect(strict.refusal(() => strict.signIn("ann"))).toMatch(/^UserNotFoundException/);
  });
});

it("cognito-idp.sign-up.admins-only: nobody signs up", () => {
  const AdminCreateUserConfig = { AllowAdminCreateUserOnly: true };
  const account = new PoolAccount({}, { pool: { AdminCreateUserConfig } });
  expect(account.refusal(() => account.signUp())).toBe(
    "NotAuthorizedException: SignUp is not permitted for this user pool",
  );
});

it("cognito-idp.password.policy: eight of four kinds, or what the policy says", () => {
  const account = new PoolAccount();
  const said = (Password: string) => account.refusal(() => account.signUp("ann", { Password }));
  const because = (why: string) =>
    `InvalidPasswordException: Password did not conform with policy: ${why}`;
  expect(said("Abc-123")).toBe(because("Password not long enough"));
  expect(said("abcd-1234")).toBe(because("Password must have uppercase characters"));
  expect(said("ABCD-1234")).toBe(because("Password must have lowercase characters"));
  expect(said("Abcd-efgh")).toBe(because("Password must have numeric characters"));
  expect(said("Abcd1234")).toBe(because("Password must have symbol characters"));
  const Policies = { PasswordPolicy: { MinimumLength: 6 } };
  const lenient = new PoolAccount({}, { pool: { Policies } });
  expect(lenient.refusal(() => lenient.signUp("ann", { Password: "abcdef" }))).toContain("UserSub");
  const Schema = [{ Name: "email", Required: true }];
  const strict = new PoolAccount({}, { pool: { Schema } });
  expect(strict.refusal(() => strict.signUp("ann", { UserAttributes: [] }))).toBe(
    "InvalidParameterException: Attributes did not conform to the schema: email: The attribute is required\n",
  );
});

it("cognito-idp.password.lockout: five wrong ones, then ever longer", () => {
  const account = new PoolAccount();
  account.user();
  const wrong = () => account.refusal(() => account.signIn("ann", "x"));
  for (let each = 0; each < 5; each += 1) {
    expect(wrong()).toBe("NotAuthorizedException: Incorrect username or password.");
  }
  expect(wrong()).toBe("NotAuthorizedException: Password attempts exceeded");
  account.advance(seconds(1));
  expect(wrong()).toContain("Incorrect");
  account.advance(seconds(1.5));
  expect(account.refusal(() => account.signIn())).toContain("attempts exceeded");
  account.advance(seconds(0.5));
  expect(account.refusal(() => account.signIn())).toContain("IdToken");
  expect(wrong()).toContain("Incorrect");
});

it("cognito-idp.password.forgotten: a code to what is verified, for an hour", () => {
  const account = new PoolAccount();
  account.signUp();
  const forget = () => account.refusal(() => account.app("ForgotPassword", { Username: "ann" }));
  expect(forget()).toContain("no registered/verified email");
  confirm(account);
  const reset = (Password: string, ConfirmationCode = "123456") =>
    account.refusal(() =>
      account.app("ConfirmForgotPassword", { Username: "ann", ConfirmationCode, Password }),
    );
  expect(reset("Another-1")).toMatch(/^ExpiredCodeException/);
  expect(forget()).toContain("CodeDeliveryDetails");
  expect(reset("Another-1", "0")).toMatch(/^CodeMismatchException/);
  expect(reset("short")).toMatch(/^InvalidPasswordException/);
  expect(reset("Another-1")).toBe("{}");
  expect(account.refusal(() => account.signIn())).toContain("Incorrect");
  const response = account.signIn("ann", "Another-1");
  const AccessToken = tokenIn(response, "AccessToken");
  account.call("ChangePassword", {
    AccessToken,
    PreviousPassword: "Another-1",
    ProposedPassword: password,
  });
  account.signIn();
  account.admin("AdminResetUserPassword", { Username: "ann" });
  expect(account.refusal(() => account.signIn())).toBe(
    "PasswordResetRequiredException: Password reset required for the user",
  );
  account.advance(hours(1));
  expect(reset("Another-1")).toMatch(/^ExpiredCodeException/);
});

describe("cognito-idp.password.temporary: an administrator's users set their own", () => {
  const made = () => {
    const account = new PoolAccount();
    const UserAttributes = [{ Name: "email", Value: "bob@example.com" }];
    const TemporaryPassword = "Temporary-1";
    const { User } = account.admin("AdminCreateUser", {
      Username: "bob",
      UserAttributes,
      TemporaryPassword,
    });
    expect(User).toMatchObject({ Username: "bob", UserStatus: "FORCE_CHANGE_PASSWORD" });
    return account;
  };
  const newPassword = (account: PoolAccount, { Session }: PlainObject, NEW_PASSWORD: string) =>
    account.app("RespondToAuthChallenge", {
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      Session: Session!,
      ChallengeResponses: { USERNAME: "bob", NEW_PASSWORD },
    });

  it("at the first sign-in", () => {
    const account = made();
    const first = account.signIn("bob", "Temporary-1");
    expect(first).toMatchObject({ ChallengeName: "NEW_PASSWORD_REQUIRED" });
    expect(account.refusal(() => newPassword(account, first, "short"))).toMatch(/^InvalidPassword/);
    const again = account.signIn("bob", "Temporary-1");
    expect(claimsIn(newPassword(account, again, password))).toMatchObject({ token_use: "id" });
    expect(account.refusal(() => account.signIn("bob"))).toContain("IdToken");
  });

  it("within seven days", () => {
    const account = made();
    account.advance(days(7));
    const signIn = () => account.refusal(() => account.signIn("bob", "Temporary-1"));
    expect(signIn()).toMatch(/^NotAuthorizedException: Temporary password has expired/);
    account.admin("AdminSetUserPassword", { Username: "bob", Password: password, Permanent: true });
    expect(account.refusal(() => account.signIn("bob"))).toContain("IdToken");
  });
});

it("cognito-idp.sign-in.flows: what the client allows", () => {
  const account = new PoolAccount({}, { client: { ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] } });
  account.user();
  expect(account.refusal(() => account.signIn())).toBe(
    "InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client",
  );
  const AuthParameters = { USERNAME: "ann", PASSWORD: password };
  const admin = (AuthFlow: string) =>
    account.refusal(() =>
      account.admin("AdminInitiateAuth", { ClientId: account.clientId, AuthFlow, AuthParameters }),
    );
  expect(admin("ADMIN_USER_PASSWORD_AUTH")).toBe(
    "InvalidParameterException: Auth flow not enabled for this client",
  );
  const open = new PoolAccount({}, { client: { GenerateSecret: true } });
  expect(open.refusal(() => open.signUp())).toMatch(/configured with secret but SECRET_HASH/);
  open.signUp("ann", { SecretHash: "hash" });
  open.admin("AdminConfirmSignUp", { Username: "ann" });
  expect(
    open.admin("AdminInitiateAuth", {
      ClientId: open.clientId,
      AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
      AuthParameters: { ...AuthParameters, SECRET_HASH: "hash" },
    }),
  ).toHaveProperty("AuthenticationResult");
  const strict = new PoolAccount({}, { pool: { MfaConfiguration: "ON" } });
  strict.user();
  expect(() => strict.signIn()).toThrow(/second factor/);
});

it("cognito-idp.sign-in.status: who gets no tokens, and what they hear", () => {
  const account = new PoolAccount();
  account.user();
  account.admin("AdminDisableUser", { Username: "ann" });
  expect(account.refusal(() => account.signIn())).toBe("NotAuthorizedException: User is disabled.");
  account.admin("AdminEnableUser", { Username: "ann" });
  const response = account.signIn();
  account.call("DeleteUser", { AccessToken: tokenIn(response, "AccessToken") });
  expect(account.refusal(() => account.signIn())).toMatch(/^UserNotFoundException/);
  expect(account.refusal(() => account.app("SignUp", { Username: "x", ClientId: "none" }))).toBe(
    "ResourceNotFoundException: User pool client none does not exist.",
  );
});

it("cognito-idp.sign-in.hidden-users: as if the password were wrong", () => {
  const account = new PoolAccount({}, { client: { PreventUserExistenceErrors: "ENABLED" } });
  expect(account.refusal(() => account.signIn("nobody"))).toBe(
    "NotAuthorizedException: Incorrect username or password.",
  );
  expect(account.app("ForgotPassword", { Username: "nobody" })).toHaveProperty(
    "CodeDeliveryDetails",
  );
});

describe("sign-ins by SRP", () => {
  const begin = (account: PoolAccount) =>
    account.app("InitiateAuth", {
      AuthFlow: "USER_SRP_AUTH",
      AuthParameters: { USERNAME: "ann", SRP_A: "a" },
    });
  const respond = (account: PoolAccount, { Session }: PlainObject, signature = password) =>
    account.app("RespondToAuthChallenge", {
      ChallengeName: "PASSWORD_VERIFIER",
      Session: Session!,
      ChallengeResponses: { USERNAME: "ann", PASSWORD_CLAIM_SIGNATURE: signature },
    });

  it("cognito-idp.sign-in.srp: the password stands for its proof", () => {
    const account = new PoolAccount();
    account.user();
    const given = begin(account);
    expect(given["ChallengeParameters"]).toMatchObject({ USER_ID_FOR_SRP: "ann" });
    expect(claimsIn(respond(account, given))).toMatchObject({ token_use: "id" });
    expect(account.refusal(() => respond(account, begin(account), "x"))).toContain("Incorrect");
  });

  it("cognito-idp.sign-in.session: once, within three minutes", () => {
    const account = new PoolAccount();
    account.user();
    const given = begin(account);
    respond(account, given);
    expect(account.refusal(() => respond(account, given))).toBe(
      "NotAuthorizedException: Invalid session for the user.",
    );
    const late = begin(account);
    account.advance(minutes(3));
    expect(account.refusal(() => respond(account, late))).toBe(
      "NotAuthorizedException: Invalid session for the user, session is expired.",
    );
  });
});

it("cognito-idp.token.claims: what ID and access tokens say", () => {
  const account = new PoolAccount();
  account.user();
  const response = account.signIn();
  const both = {
    iss: `https://cognito-idp.us-east-1.amazonaws.com/${account.poolId}`,
    auth_time: 1_767_225_600,
    iat: 1_767_225_600,
    exp: 1_767_229_200,
  };
  expect(claimsIn(response)).toMatchObject({
    ...both,
    aud: account.clientId,
    token_use: "id",
    "cognito:username": "ann",
    email: "ann@example.com",
  });
  expect(claimsIn(response, "AccessToken")).toMatchObject({
    ...both,
    client_id: account.clientId,
    token_use: "access",
    username: "ann",
    scope: "aws.cognito.signin.user.admin",
  });
  expect(objectOf(response["AuthenticationResult"])).toMatchObject({
    ExpiresIn: 3_600,
    TokenType: "Bearer",
  });
  const narrow = new PoolAccount({}, { client: { ReadAttributes: ["name"] } });
  narrow.user();
  expect(claimsIn(narrow.signIn())).not.toHaveProperty("email");
});

it("cognito-idp.token.validity: an hour and thirty days, or what the client says", () => {
  const account = new PoolAccount({}, { client: { RefreshTokenValidity: 2 } });
  account.user();
  const response = account.signIn();
  const refresh = () =>
    account.refusal(() =>
      account.app("InitiateAuth", {
        AuthFlow: "REFRESH_TOKEN_AUTH",
        AuthParameters: { REFRESH_TOKEN: tokenIn(response, "RefreshToken") },
      }),
    );
  const AccessToken = tokenIn(response, "AccessToken");
  const get = () => account.refusal(() => account.call("GetUser", { AccessToken }));
  expect(get()).toContain('"Username":"ann"');
  account.advance(hours(1));
  expect(get()).toBe("NotAuthorizedException: Access Token has expired");
  const again = JSON.parse(refresh()) as PlainObject;
  expect(claimsIn(again)).toMatchObject({ auth_time: 1_767_225_600 });
  expect(claimsIn(again)["iat"]).toBeGreaterThan(1_767_229_199);
  expect(objectOf(again["AuthenticationResult"])).not.toHaveProperty("RefreshToken");
  account.advance(days(2));
  expect(refresh()).toBe("NotAuthorizedException: Refresh Token has expired");
  const made = (more: PlainObject) =>
    account.refusal(() => account.admin("CreateUserPoolClient", { ClientName: "other", ...more }));
  const TokenValidityUnits = { AccessToken: "minutes" };
  expect(made({ AccessTokenValidity: 4, TokenValidityUnits })).toMatch(/AccessTokenValidity/);
  expect(made({ AccessTokenValidity: 5, TokenValidityUnits })).toContain("ClientId");
});

it("cognito-idp.token.revoked: one sign-in, or all of a user", () => {
  const account = new PoolAccount();
  account.user();
  const [first, second] = [account.signIn(), account.signIn()];
  const get = (response: PlainObject) =>
    account.refusal(() =>
      account.call("GetUser", { AccessToken: tokenIn(response, "AccessToken") }),
    );
  account.app("RevokeToken", { Token: tokenIn(first, "RefreshToken") });
  expect(get(first)).toBe("NotAuthorizedException: Access Token has been revoked");
  expect(get(second)).toContain("ann");
  account.advance(seconds(2));
  account.admin("AdminUserGlobalSignOut", { Username: "ann" });
  expect(get(second)).toBe("NotAuthorizedException: Access Token has been revoked");
  const REFRESH_TOKEN = tokenIn(second, "RefreshToken");
  expect(
    account.refusal(() =>
      account.app("InitiateAuth", {
        AuthFlow: "REFRESH_TOKEN_AUTH",
        AuthParameters: { REFRESH_TOKEN },
      }),
    ),
  ).toBe("NotAuthorizedException: Refresh Token has been revoked");
  account.advance(seconds(2));
  expect(get(account.signIn())).toContain("ann");
});

it("cognito-idp.token.groups: by precedence, with the preferred role", () => {
  const account = new PoolAccount();
  account.user();
  const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
  account.admin("CreateGroup", { GroupName: "readers", Precedence: 5, RoleArn: role("r") });
  account.admin("CreateGroup", { GroupName: "admins", Precedence: 1, RoleArn: role("a") });
  account.admin("CreateGroup", { GroupName: "plain" });
  const join = (GroupName: string) =>
    account.refusal(() => account.admin("AdminAddUserToGroup", { GroupName, Username: "ann" }));
  for (const name of ["plain", "readers", "admins"]) expect(join(name)).toBe("{}");
  expect(join("none")).toBe("ResourceNotFoundException: Group not found.");
  const response = account.signIn();
  expect(claimsIn(response)).toMatchObject({
    "cognito:groups": ["admins", "readers", "plain"],
    "cognito:roles": [role("a"), role("r")],
    "cognito:preferred_role": role("a"),
  });
  expect(claimsIn(response, "AccessToken")).not.toHaveProperty("cognito:roles");
  account.admin("UpdateGroup", { GroupName: "readers", Precedence: 1 });
  expect(claimsIn(account.signIn())).not.toHaveProperty("cognito:preferred_role");
  expect(account.admin("ListUsersInGroup", { GroupName: "plain" })["Users"]).toHaveLength(1);
  expect(account.admin("AdminListGroupsForUser", { Username: "ann" })["Groups"]).toHaveLength(3);
});

it("cognito-idp.token.signature: three parts, of which the last is nobody's", () => {
  const account = new PoolAccount();
  account.user();
  const parts = tokenIn(account.signIn(), "IdToken").split(".");
  expect(parts).toHaveLength(3);
  expect(JSON.parse(atob(parts[0]!))).toMatchObject({ alg: "RS256" });
});

describe("rates", () => {
  const burst = (account: PoolAccount, count: number, body: PlainObject = {}) => {
    const all = Array.from({ length: count }, () => account.begin(body));
    account.advance(seconds(0.5));
    return all.filter(({ heard }) => heard?.["code" as keyof typeof heard] !== undefined);
  };
  const users = (options: object = {}) =>
    new PoolAccount({}, { pool: { Users: { count: 10 } }, options });

  it("cognito-idp.rate.categories: 120 sign-ins a second, of all pools together", () => {
    const account = users();
    const refused = burst(account, 130);
    expect(refused).toHaveLength(10);
    expect(refused[0]!.heard).toMatchObject({
      code: "TooManyRequestsException",
      message: "Rate exceeded",
    });
    expect(account.meter("SignInThrottles")).toBe(10);
    // Sign-ups have a rate of their own.
    expect(burst(account, 60, { Action: "SignUp" })).toHaveLength(10);
    expect(account.meter("SignUpThrottles")).toBe(10);
  });

  it("cognito-idp.rate.bucket: fills evenly; calls without time between are not counted", () => {
    const account = users({ quotas: { "cognito-idp.userAuthenticationPerSecond": 10 } });
    expect(burst(account, 12)).toHaveLength(2);
    expect(burst(account, 7)).toHaveLength(2);
    for (let each = 0; each < 30; each += 1) account.signIn("user-1");
  });
});

it("cognito-idp.metrics.successes: 1 for successes, 0 for failures", () => {
  const account = new PoolAccount();
  account.user();
  account.signIn();
  account.refusal(() => account.signIn("ann", "x"));
  const { SignInSuccesses } = account.simulation.metersOf(account.component);
  expect([SignInSuccesses!.sum, SignInSuccesses!.count]).toEqual([1, 2]);
  account.refusal(() => account.signUp());
  const { SignUpSuccesses } = account.simulation.metersOf(account.component);
  expect([SignUpSuccesses!.sum, SignUpSuccesses!.count]).toEqual([1, 2]);
});

it("cognito-idp.latency.request: what the scenario says", () => {
  const latency = { type: "constant", value: seconds(2) } as const;
  const account = new PoolAccount(
    {},
    { options: { latencies: { "cognito-idp.request": latency } } },
  );
  // Of the deployment.
  account.admin("AdminCreateUser", { Username: "bob" });
  expect(account.simulation.now).toBe(0);
  account.advance(seconds(1));
  const before = account.simulation.now;
  account.signUp();
  expect(account.simulation.now - before).toBeGreaterThanOrEqual(seconds(2));
});

it("lists users, whom a filter picks", () => {
  const account = new PoolAccount();
  for (const name of ["ann", "bob", "bea"]) account.user(name);
  const listed = (Filter?: string) => {
    const { Users } = account.admin("ListUsers", Filter === undefined ? {} : { Filter });
    return (Users as readonly PlainObject[]).map(({ Username }) => Username);
  };
  expect(listed()).toEqual(["ann", "bob", "bea"]);
  expect(listed('username ^= "b"')).toEqual(["bob", "bea"]);
  expect(listed('email = "ann@example.com"')).toEqual(["ann"]);
  expect(account.refusal(() => account.admin("ListUsers", { Filter: "x" }))).toMatch(/filter/);
  const first = account.admin("ListUsers", { Limit: 2 });
  const rest = account.admin("ListUsers", { Limit: 2, PaginationToken: first["PaginationToken"]! });
  expect(rest["Users"]).toHaveLength(1);
});

it("users from the start are there when somebody asks for them", () => {
  const account = new PoolAccount({}, { pool: { Users: { count: 3, password: "Their-own-1" } } });
  const users = () =>
    account.simulation.gaugesOf(account.component, account.simulation.now)["Users"];
  expect(users()).toBe(3);
  expect(claimsIn(account.signIn("user-3", "Their-own-1"))).toMatchObject({
    email: "user-3@example.com",
  });
  expect(account.refusal(() => account.signIn("user-4", "Their-own-1"))).toMatch(/^UserNotFound/);
  account.signUp();
  expect(users()).toBe(4);
  account.admin("AdminDeleteUser", { Username: "user-3" });
  expect(users()).toBe(3);
  expect(account.refusal(() => account.signIn("user-3", "Their-own-1"))).toMatch(/^UserNotFound/);
});
