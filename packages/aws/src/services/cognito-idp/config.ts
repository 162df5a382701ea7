import type { Distribution, Duration } from "@orrery/kernel";
import type { FigureValues } from "../../service/assumed-figure.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { cognitoAssumptions, RateCategory } from "./limits.ts";

/** Triggers of a user pool, under the names of its LambdaConfig, which its refusals bear too. */
export const triggerNames = [
  "PreSignUp",
  "PostConfirmation",
  "PreAuthentication",
  "PostAuthentication",
  "PreTokenGeneration",
  "CustomMessage",
  "DefineAuthChallenge",
  "CreateAuthChallenge",
  "VerifyAuthChallengeResponse",
  "UserMigration",
  "CustomEmailSender",
  "CustomSMSSender",
] as const;
export type TriggerName = (typeof triggerNames)[number];

/** A function that a user pool invokes. */
export interface TriggerTarget {
  readonly arn: string;
  readonly kind: string;
  /** Which target of the port it is. */
  readonly to: number;
}

/** A user pool, as its machine has it. Plain data. */
export interface UserPoolSettings {
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  readonly epochMilliseconds: number;
  readonly asOf: string;
  readonly tier: "LITE" | "ESSENTIALS" | "PLUS";
  readonly triggers: Readonly<Partial<Record<TriggerName, TriggerTarget>>>;
  /** The version of the events of token generation. */
  readonly tokenVersion: "1" | "2" | "3";
  readonly passwordPolicy: PasswordPolicy;
  /** Attributes that users sign in with in place of a name. */
  readonly usernameAttributes: readonly string[];
  /** Attributes that users sign in with beside their name, once they are verified. */
  readonly aliasAttributes: readonly string[];
  readonly autoVerified: readonly string[];
  readonly required: readonly string[];
  readonly isCaseSensitive: boolean;
  /** Only administrators make users. */
  readonly adminsOnly: boolean;
  readonly clients: readonly ClientSettings[];
  readonly groups: readonly GroupSettings[];
  /** Users who are there from the start, named `user-1`, `user-2` and so on; what a scenario says. */
  readonly users: number;
  readonly password: string;
  /** The code of all messages. */
  readonly code: string;
  readonly requestTime: Distribution;
  readonly assumed: FigureValues<typeof cognitoAssumptions>;
}

/** What passwords must be like. */
export interface PasswordPolicy {
  readonly length: number;
  readonly upper: boolean;
  readonly lower: boolean;
  readonly numbers: boolean;
  readonly symbols: boolean;
  readonly temporaryDays: number;
}

/** An app client. */
export interface ClientSettings {
  readonly id: string;
  readonly name: string;
  readonly hasSecret: boolean;
  /** Such as `ALLOW_USER_PASSWORD_AUTH`. */
  readonly flows: readonly string[];
  readonly access: Duration;
  readonly idToken: Duration;
  readonly refresh: Duration;
  readonly session: Duration;
  readonly hidesUsers: boolean;
  readonly canRevoke: boolean;
  /** Attributes that its ID tokens show; `null`: all. */
  readonly readable: readonly string[] | null;
}

/** A group of users. */
export interface GroupSettings {
  readonly name: string;
  /** The lowest comes first; `null`: it comes last. */
  readonly precedence: number | null;
  readonly role: string | null;
}

/** The rates of an account. Plain data. */
export interface AccountSettings {
  readonly rates: Readonly<Record<RateCategory, number>>;
}

/** What a scenario says of a user pool. */
export interface UsersSaid {
  readonly count?: number;
  readonly password?: string;
  readonly code?: string;
}

/** Names with values of attributes. */
export type Attributes = Readonly<Record<string, string>>;

/** Lists of Name and Value as names with values. */
export const attributesIn = (listed: readonly PlainObject[]): Attributes =>
  Object.fromEntries(
    listed.map(({ Name, Value }) => [
      typeof Name === "string" ? Name : "",
      typeof Value === "string" ? Value : "",
    ]),
  );
