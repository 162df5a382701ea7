import { durationOf, type DurationSaid } from "@orrery/kernel";
import type { ConstructScope } from "../../service/construct.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { clientIdOf, poolArnOf, poolIdOf, providerNameOf } from "./names.ts";

// What the namespace `cognito` holds, with the names of the CDK's `aws-cdk-lib/aws-cognito`.

/** A function as a trigger takes it. */
export interface TriggerFunction {
  readonly functionArn: string;
}

/** The functions of a user pool, by what they are asked. */
export interface UserPoolTriggers {
  readonly createAuthChallenge?: TriggerFunction;
  readonly customMessage?: TriggerFunction;
  readonly defineAuthChallenge?: TriggerFunction;
  readonly postAuthentication?: TriggerFunction;
  readonly postConfirmation?: TriggerFunction;
  readonly preAuthentication?: TriggerFunction;
  readonly preSignUp?: TriggerFunction;
  readonly preTokenGeneration?: TriggerFunction;
  readonly userMigration?: TriggerFunction;
  readonly verifyAuthChallengeResponse?: TriggerFunction;
}

/** One of {@link LambdaVersion}, or its text. */
export type LambdaVersion = (typeof LambdaVersion)[keyof typeof LambdaVersion];
/** Which version of its events a function gets that has a say in tokens. */
export const LambdaVersion = { V1_0: "V1_0", V2_0: "V2_0", V3_0: "V3_0" } as const;

/** One of {@link FeaturePlan}, or its text. */
export type FeaturePlan = (typeof FeaturePlan)[keyof typeof FeaturePlan];
/** What an active user costs, and what a pool can do. */
export const FeaturePlan = { LITE: "LITE", ESSENTIALS: "ESSENTIALS", PLUS: "PLUS" } as const;

/** What passwords must be like. */
export interface PasswordPolicy {
  /** @defaultValue 8 */
  readonly minLength?: number;
  /** @defaultValue true */
  readonly requireDigits?: boolean;
  /** @defaultValue true */
  readonly requireLowercase?: boolean;
  /** @defaultValue true */
  readonly requireSymbols?: boolean;
  /** @defaultValue true */
  readonly requireUppercase?: boolean;
  /** In whole days. @defaultValue 7 days */
  readonly tempPasswordValidity?: DurationSaid;
}

/** How a user pool is configured. */
export interface UserPoolProps {
  /** @defaultValue made of the stack's name and the id */
  readonly userPoolName?: string;
  /** Whether users make their accounts themselves. @defaultValue false */
  readonly selfSignUpEnabled?: boolean;
  /** What users sign in with. Without a name, that is in place of one. @defaultValue a name */
  readonly signInAliases?: {
    readonly username?: boolean;
    readonly email?: boolean;
    readonly phone?: boolean;
    readonly preferredUsername?: boolean;
  };
  /** @defaultValue false */
  readonly signInCaseSensitive?: boolean;
  /** Where codes are sent. @defaultValue what users sign in with */
  readonly autoVerify?: { readonly email?: boolean; readonly phone?: boolean };
  readonly passwordPolicy?: PasswordPolicy;
  readonly lambdaTriggers?: UserPoolTriggers;
  /** @defaultValue ESSENTIALS since 2024-11-22, LITE before */
  readonly featurePlan?: FeaturePlan;
}

const triggerNames: Readonly<Record<keyof UserPoolTriggers, string>> = {
  createAuthChallenge: "CreateAuthChallenge",
  customMessage: "CustomMessage",
  defineAuthChallenge: "DefineAuthChallenge",
  postAuthentication: "PostAuthentication",
  postConfirmation: "PostConfirmation",
  preAuthentication: "PreAuthentication",
  preSignUp: "PreSignUp",
  preTokenGeneration: "PreTokenGeneration",
  userMigration: "UserMigration",
  verifyAuthChallengeResponse: "VerifyAuthChallengeResponse",
};

/** A user pool. */
export class UserPool {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly userPoolId: string;
  readonly userPoolArn: string;
  readonly userPoolProviderName: string;
  readonly userPoolProviderUrl: string;
  readonly #stack: ConstructScope;

  /**
   * Makes a user pool.
   *
   * ```ts
   * const pool = new cognito.UserPool(stack, "Users", {
   *   selfSignUpEnabled: true,
   *   signInAliases: { email: true },
   *   lambdaTriggers: { preSignUp: check },
   * });
   * const client = pool.addClient("Web", { authFlows: { userPassword: true } });
   * ```
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @throws ConfigError when the id is taken. Everything else is checked by Cognito as the run begins.
   */
  constructor(stack: ConstructScope, id: string, props: UserPoolProps = {}) {
    const { userPoolName = stack.physicalName(id), signInAliases = { username: true } } = props;
    const { selfSignUpEnabled = false, signInCaseSensitive = false } = props;
    this.#stack = stack;
    this.id = id;
    this.userPoolId = poolIdOf(userPoolName, stack.region);
    const [, partition = "aws"] = stack.arnOf("cognito-idp", "").split(":");
    this.userPoolArn = poolArnOf(this.userPoolId, {
      partition,
      region: stack.region,
      accountId: stack.account,
    });
    this.userPoolProviderName = providerNameOf(this.userPoolId, stack.region, "amazonaws.com");
    this.userPoolProviderUrl = `https://${this.userPoolProviderName}`;
    const { username = false, email = false, phone = false, preferredUsername } = signInAliases;
    const ways = [...(email ? ["email"] : []), ...(phone ? ["phone_number"] : [])];
    const aliases = [...ways, ...(preferredUsername === true ? ["preferred_username"] : [])];
    const { autoVerify = { email, phone }, passwordPolicy, lambdaTriggers, featurePlan } = props;
    const verified = [
      ...(autoVerify.email === true ? ["email"] : []),
      ...(autoVerify.phone === true ? ["phone_number"] : []),
    ];
    stack.add("cognito-idp", "CreateUserPool", id, {
      PoolName: userPoolName,
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: !selfSignUpEnabled },
      UsernameConfiguration: { CaseSensitive: signInCaseSensitive },
      ...(aliases.length === 0
        ? {}
        : username
          ? { AliasAttributes: aliases }
          : { UsernameAttributes: ways }),
      ...(verified.length === 0 ? {} : { AutoVerifiedAttributes: verified }),
      ...(passwordPolicy === undefined
        ? {}
        : { Policies: { PasswordPolicy: policyOf(passwordPolicy) } }),
      ...(lambdaTriggers === undefined ? {} : { LambdaConfig: configOf(lambdaTriggers) }),
      ...(featurePlan === undefined ? {} : { UserPoolTier: featurePlan }),
    });
  }

  /** Makes an app client of the pool. @throws ConfigError when the id is taken */
  addClient(id: string, options: UserPoolClientOptions = {}): UserPoolClient {
    return new UserPoolClient(this.#stack, `${this.id}${id}`, { userPool: this, ...options });
  }

  /** Makes a group of the pool. @throws ConfigError when the id is taken */
  addGroup(id: string, options: UserPoolGroupOptions = {}): UserPoolGroup {
    return new UserPoolGroup(this.#stack, `${this.id}${id}`, { userPool: this, ...options });
  }
}

const policyOf = (policy: PasswordPolicy): PlainObject => ({
  MinimumLength: policy.minLength ?? 8,
  RequireNumbers: policy.requireDigits ?? true,
  RequireLowercase: policy.requireLowercase ?? true,
  RequireSymbols: policy.requireSymbols ?? true,
  RequireUppercase: policy.requireUppercase ?? true,
  ...(policy.tempPasswordValidity === undefined
    ? {}
    : {
        TemporaryPasswordValidityDays:
          durationOf("tempPasswordValidity", policy.tempPasswordValidity) / 86_400_000_000,
      }),
});

const configOf = (triggers: UserPoolTriggers): PlainObject =>
  Object.fromEntries(
    Object.entries(triggers as Readonly<Record<string, TriggerFunction | undefined>>).flatMap(
      ([name, fn]) =>
        fn === undefined ? [] : [[triggerNames[name as keyof UserPoolTriggers], fn.functionArn]],
    ),
  );

/** How users may sign in with a client. */
export interface AuthFlow {
  readonly adminUserPassword?: boolean;
  readonly custom?: boolean;
  readonly userPassword?: boolean;
  readonly userSrp?: boolean;
}

/** How an app client is configured. */
export interface UserPoolClientOptions {
  /** @defaultValue made of the stack's name and the id */
  readonly userPoolClientName?: string;
  /** @defaultValue false */
  readonly generateSecret?: boolean;
  /** @defaultValue SRP and custom challenges */
  readonly authFlows?: AuthFlow;
  /** 5 minutes to a day. @defaultValue 1 hour */
  readonly accessTokenValidity?: DurationSaid;
  /** 5 minutes to a day. @defaultValue 1 hour */
  readonly idTokenValidity?: DurationSaid;
  /** 1 hour to 10 years. @defaultValue 30 days */
  readonly refreshTokenValidity?: DurationSaid;
  /** 3 to 15 minutes. @defaultValue 3 minutes */
  readonly authSessionValidity?: DurationSaid;
  /** @defaultValue false */
  readonly preventUserExistenceErrors?: boolean;
  /** @defaultValue true */
  readonly enableTokenRevocation?: boolean;
}

/** What an app client needs besides. */
export interface UserPoolClientProps extends UserPoolClientOptions {
  readonly userPool: UserPool;
}

const inMinutes = (path: string, said: DurationSaid): number => durationOf(path, said) / 60_000_000;

/** An app client. */
export class UserPoolClient {
  /** Its logical id. */
  readonly id: string;
  readonly userPoolClientId: string;

  /**
   * Makes an app client.
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @throws ConfigError when the id is taken. Everything else is checked by Cognito as the run begins.
   */
  constructor(stack: ConstructScope, id: string, props: UserPoolClientProps) {
    const { userPool, userPoolClientName = stack.physicalName(id), authFlows } = props;
    this.id = id;
    this.userPoolClientId = clientIdOf(userPool.userPoolId, userPoolClientName);
    const flows =
      authFlows === undefined
        ? undefined
        : [
            ...(authFlows.userPassword === true ? ["ALLOW_USER_PASSWORD_AUTH"] : []),
            ...(authFlows.adminUserPassword === true ? ["ALLOW_ADMIN_USER_PASSWORD_AUTH"] : []),
            ...(authFlows.custom === true ? ["ALLOW_CUSTOM_AUTH"] : []),
            ...(authFlows.userSrp === true ? ["ALLOW_USER_SRP_AUTH"] : []),
            "ALLOW_REFRESH_TOKEN_AUTH",
          ];
    const { accessTokenValidity: access, idTokenValidity: idToken } = props;
    const { refreshTokenValidity: refresh, authSessionValidity: session } = props;
    const units = {
      ...(access === undefined ? {} : { AccessToken: "minutes" }),
      ...(idToken === undefined ? {} : { IdToken: "minutes" }),
      ...(refresh === undefined ? {} : { RefreshToken: "minutes" }),
    };
    stack.add("cognito-idp", "CreateUserPoolClient", id, {
      UserPoolId: userPool.userPoolId,
      ClientName: userPoolClientName,
      ...(props.generateSecret === undefined ? {} : { GenerateSecret: props.generateSecret }),
      ...(flows === undefined ? {} : { ExplicitAuthFlows: flows }),
      ...(Object.keys(units).length === 0 ? {} : { TokenValidityUnits: units }),
      ...(access === undefined
        ? {}
        : { AccessTokenValidity: inMinutes("accessTokenValidity", access) }),
      ...(idToken === undefined ? {} : { IdTokenValidity: inMinutes("idTokenValidity", idToken) }),
      ...(refresh === undefined
        ? {}
        : { RefreshTokenValidity: inMinutes("refreshTokenValidity", refresh) }),
      ...(session === undefined
        ? {}
        : { AuthSessionValidity: inMinutes("authSessionValidity", session) }),
      ...(props.preventUserExistenceErrors === true
        ? { PreventUserExistenceErrors: "ENABLED" }
        : {}),
      ...(props.enableTokenRevocation === undefined
        ? {}
        : { EnableTokenRevocation: props.enableTokenRevocation }),
    });
  }
}

/** How a group of users is configured. */
export interface UserPoolGroupOptions {
  /** @defaultValue made of the stack's name and the id */
  readonly groupName?: string;
  readonly description?: string;
  /** The lowest comes first. @defaultValue it comes last */
  readonly precedence?: number;
  readonly role?: { readonly roleArn: string };
}

/** What a group needs besides. */
export interface UserPoolGroupProps extends UserPoolGroupOptions {
  readonly userPool: UserPool;
}

/** A group of users. */
export class UserPoolGroup {
  /** Its logical id. */
  readonly id: string;
  readonly groupName: string;

  /**
   * Makes a group of users.
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @throws ConfigError when the id is taken.
   */
  constructor(stack: ConstructScope, id: string, props: UserPoolGroupProps) {
    const { userPool, groupName = stack.physicalName(id), description, precedence, role } = props;
    this.id = id;
    this.groupName = groupName;
    stack.add("cognito-idp", "CreateGroup", id, {
      UserPoolId: userPool.userPoolId,
      GroupName: groupName,
      ...(description === undefined ? {} : { Description: description }),
      ...(precedence === undefined ? {} : { Precedence: precedence }),
      ...(role === undefined ? {} : { RoleArn: role.roleArn }),
    });
  }
}
