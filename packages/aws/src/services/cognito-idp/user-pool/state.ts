import { table, slab, type Instant, type RequestId, type Slab, type Table } from "@orrery/kernel";
import type { Trail } from "../../../service/origin.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Attributes, TriggerName } from "../config.ts";

/** What a user pool has and works on. */
export interface UserPoolState {
  readonly users: Table<User>;
  /** Names of users by what else they sign in with, such as `email a@example.com`. */
  readonly aliases: Table<string>;
  readonly refreshTokens: Table<RefreshToken>;
  /** Challenges that are still to be answered. */
  readonly sessions: Table<Session>;
  readonly flows: Slab<Flow>;
  /** How many tokens, sessions and users it ever made: names follow from it. */
  readonly made: number;
  /** How many came from outside. */
  readonly visits: number;
  /** The users who were there from the start and nobody has asked for are not among {@link users}: how many are. */
  readonly known: number;
}

export const emptyPool = (): UserPoolState => ({
  users: table.empty(),
  aliases: table.empty(),
  refreshTokens: table.empty(),
  sessions: table.empty(),
  flows: slab.empty(),
  made: 0,
  visits: 0,
  known: 0,
});

export type UserStatus = "UNCONFIRMED" | "CONFIRMED" | "RESET_REQUIRED" | "FORCE_CHANGE_PASSWORD";

/** A user. A value: whoever changes one puts another in its place. */
export interface User {
  readonly name: string;
  readonly sub: string;
  readonly attributes: Attributes;
  readonly status: UserStatus;
  readonly isEnabled: boolean;
  /** `null`: there is none so far. */
  readonly password: string | null;
  /** When a password that somebody else gave is good no more; `null`: it is the user's own. */
  readonly temporaryUntil: Instant | null;
  readonly code: Code | null;
  readonly groups: readonly string[];
  readonly madeAt: Instant;
  readonly changedAt: Instant;
  /** The month, counted from 1970, in which the user was active last; -1: in none. */
  readonly activeIn: number;
  /** Wrong passwords in a row, and until when no other is looked at. */
  readonly failures: number;
  readonly lockedUntil: Instant;
  /** Codes that were asked for, and wrong ones that were given, since a time. */
  readonly asked: Tries;
  readonly wrong: Tries;
  /** Tokens that were given before are good no more. */
  readonly signedOutAt: Instant;
}

/** How often something was tried in the hour since an instant. */
export interface Tries {
  readonly since: Instant;
  readonly count: number;
}

/** A code that a user was sent. */
export interface Code {
  readonly value: string;
  readonly purpose: "signUp" | "password";
  readonly until: Instant;
}

/** A refresh token, by its text. */
export interface RefreshToken {
  readonly user: string;
  readonly client: string;
  readonly until: Instant;
  readonly signedInAt: Instant;
  readonly origin: string;
  readonly isRevoked: boolean;
}

/** A challenge that waits for its answer. */
export interface Session {
  readonly user: string;
  readonly client: string;
  readonly challenge: string;
  readonly until: Instant;
  /** What was asked and answered of custom challenges, as functions see it. */
  readonly rounds: readonly PlainObject[];
  readonly privateParameters: PlainObject | null;
  readonly metadata: string;
  readonly isCustom: boolean;
}

/** A request that a function's answer is waited for. */
export interface Flow {
  readonly request: RequestId;
  readonly trail: Trail;
  readonly operation: string;
  readonly params: PlainObject;
  /** The id of the client; empty: an administrator asks. */
  readonly client: string;
  readonly user: string;
  readonly begun: Instant;
  /** What the function is asked, and which part of the operation goes on with its answer. */
  readonly question: Question;
  readonly attempt: number;
  /** What the operation knows so far. */
  readonly facts: PlainObject;
}

/** What a function is asked. */
export interface Question {
  readonly step: string;
  readonly trigger: TriggerName;
  /** Such as `PreSignUp_SignUp`. */
  readonly source: string;
  readonly request: PlainObject;
  /** What the event has to be filled in. */
  readonly response: PlainObject;
}
