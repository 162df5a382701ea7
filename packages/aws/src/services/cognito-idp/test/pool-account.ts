import { seconds, type Duration, type Instant, type Tagged } from "@orrery/kernel";
import { functionParams } from "../../../../test/lambda-account.ts";
import { AwsError } from "../../../control/client.ts";
import { decodedClaims } from "../../../gateway/claims.ts";
import { objectOf, textOf } from "../../../request/params.ts";
import { simulate, type AwsOptions, type AwsSimulation } from "../../../run/simulate.ts";
import { noTrail } from "../../../service/origin.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Scripts } from "../../../service/script.ts";
import type { TriggerName } from "../config.ts";
import type { PoolAnswer } from "../protocol.ts";

/** Passwords of tests are good. */
export const password = "Password-1";

/** The ARN of a function of the account. */
export const functionArn = (name: string): string =>
  `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

/** An account with a user pool and an app client, whose triggers are the functions that are named as these. */
export class PoolAccount {
  readonly simulation: AwsSimulation;
  readonly poolId: string;
  readonly clientId: string;

  constructor(
    scripts: Scripts = {},
    {
      pool = {},
      client = {},
      fn = {},
      options = {},
    }: {
      readonly pool?: PlainObject;
      readonly client?: PlainObject;
      readonly fn?: PlainObject;
      readonly options?: AwsOptions;
    } = {},
  ) {
    this.simulation = simulate({
      latencies: { "cognito-idp.request": { type: "constant", value: 1_000 } },
      ...options,
      scripts,
    });
    const { Behavior } = functionParams as { readonly Behavior: PlainObject };
    const coldStart = Behavior["coldStart"]!;
    for (const name of Object.keys(scripts)) {
      const params = functionParams as PlainObject;
      const own = { type: "script", name, coldStart };
      this.simulation
        .client()
        .call("lambda", "CreateFunction", { ...params, FunctionName: name, Behavior: own, ...fn });
    }
    const LambdaConfig = Object.fromEntries(
      Object.keys(scripts).map((name) => [name as TriggerName, functionArn(name)]),
    );
    const made = this.call("CreateUserPool", {
      PoolName: "users",
      AutoVerifiedAttributes: ["email"],
      LambdaConfig,
      ...pool,
    });
    this.poolId = textOf(objectOf(made["UserPool"])["Id"])!;
    const clients = this.call("CreateUserPoolClient", {
      UserPoolId: this.poolId,
      ClientName: "web",
      ExplicitAuthFlows: [
        "ALLOW_USER_PASSWORD_AUTH",
        "ALLOW_ADMIN_USER_PASSWORD_AUTH",
        "ALLOW_CUSTOM_AUTH",
        "ALLOW_USER_SRP_AUTH",
        "ALLOW_REFRESH_TOKEN_AUTH",
      ],
      ...client,
    });
    this.clientId = textOf(objectOf(clients["UserPoolClient"])["ClientId"])!;
  }

  get component(): string {
    return `cognito-idp.userPool:${this.poolId}`;
  }

  call(operation: string, params: PlainObject): PlainObject {
    return this.simulation.client().call("cognito-idp", operation, params);
  }

  /** Calls with the pool's id. */
  admin(operation: string, params: PlainObject = {}): PlainObject {
    return this.call(operation, { UserPoolId: this.poolId, ...params });
  }

  /** Calls with the client's id. */
  app(operation: string, params: PlainObject = {}): PlainObject {
    return this.call(operation, { ClientId: this.clientId, ...params });
  }

  /** Why a call is refused: its code and message; what it answers where it is not. */
  refusal(act: () => PlainObject): string {
    try {
      return JSON.stringify(act());
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return `${error.code}: ${error.message}`;
    }
  }

  signUp(Username = "ann", more: PlainObject = {}): PlainObject {
    return this.app("SignUp", {
      Username,
      Password: password,
      UserAttributes: [{ Name: "email", Value: `${Username}@example.com` }],
      ...more,
    });
  }

  /** Makes a user who can sign in. */
  user(Username = "ann"): void {
    this.signUp(Username);
    this.app("ConfirmSignUp", { Username, ConfirmationCode: "123456" });
  }

  signIn(USERNAME = "ann", PASSWORD = password, more: PlainObject = {}): PlainObject {
    return this.app("InitiateAuth", {
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME, PASSWORD },
      ...more,
    });
  }

  /** Brings a request from outside, as a workload does; what is heard comes later. */
  begin(
    body: PlainObject = {},
    user: string | null = null,
  ): { heard: PlainObject | Refused | null } {
    const begun: { heard: PlainObject | Refused | null } = { heard: null };
    const text = { body: JSON.stringify(body), size: 1, value: body };
    const trail = { ...noTrail, from: 1, number: 1 };
    const input = { type: "visit", text, user, trail } as Tagged;
    this.simulation.tell(this.component, input, (answer) => {
      begun.heard =
        answer.type === "refused" ? (answer as Refused) : (answer as PoolAnswer).response;
    });
    return begun;
  }

  advance(duration: Duration = seconds(1)): void {
    this.simulation.run({ until: (this.simulation.now + duration) as Instant });
  }

  meter(metric: string): number {
    return this.simulation.metersOf(this.component)[metric]?.sum ?? 0;
  }
}

/** The claims of a token of a sign-in. */
export const claimsIn = (
  response: PlainObject,
  token: "IdToken" | "AccessToken" = "IdToken",
): PlainObject =>
  decodedClaims(textOf(objectOf(response["AuthenticationResult"])[token]) ?? "") ?? {};

/** A token of a sign-in. */
export const tokenIn = (response: PlainObject, token: string): string =>
  textOf(objectOf(response["AuthenticationResult"])[token]) ?? "";
