import { slab, table, type Invariants } from "@orrery/kernel";
import { cognitoLimits } from "../limits.ts";
import type { UserPoolState } from "./state.ts";

/** What holds of every user pool between any two inputs. */
export const userPoolInvariants: Invariants<UserPoolState> = {
  "has each user under its name": ({ users }) =>
    table.list(users).every(([name, user]) => user.name === name),
  "finds each user by its sub": ({ users, aliases }) =>
    table.list(users).every(([name, { sub }]) => table.get(aliases, `sub ${sub}`) === name),
  "asks no function more often than three times": ({ flows }) =>
    slab
      .list(flows)
      .every(({ attempt }) => attempt >= 1 && attempt <= cognitoLimits.triggerAttempts),
  "gives tokens to those alone who are there or were": ({ refreshTokens, made }) =>
    table.sizeOf(refreshTokens) === 0 || made > 0,
  "counts no user from the start twice": ({ users, known, aliases }) =>
    known <= table.sizeOf(aliases) && table.sizeOf(users) <= table.sizeOf(aliases),
};
