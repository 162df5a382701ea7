import {
  countLimit,
  days,
  durationBounds,
  durationLimit,
  hours,
  milliseconds,
  minutes,
  noTime,
  seconds,
  type Distribution,
} from "@orrery/kernel";
import { assumedDuration, assumedFigures } from "../../service/assumed-figure.ts";
import type { Quota } from "../../service/service-model.ts";

/**
 * Quotas and defaults of user pools of Amazon Cognito.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 * - https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 * - https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
export const cognitoLimits = {
  /** How long a function is waited for. */
  triggerTimeout: seconds(5),
  /** How often it is invoked in all when it does not answer in time. */
  triggerAttempts: 3,
  /** Of access and ID tokens. */
  tokenValidity: durationLimit({ default: hours(1), min: minutes(5), max: days(1) }),
  refreshValidity: durationLimit({ default: days(30), min: minutes(60), max: days(3_650) }),
  /** How long a challenge may be answered. */
  sessionValidity: durationLimit({ default: minutes(3), min: minutes(3), max: minutes(15) }),
  /** How long the code of a new user is good, and that of a forgotten password. */
  signUpCode: hours(24),
  passwordCode: hours(1),
  temporaryPasswordDays: countLimit({ default: 7, min: 0, max: 365 }),
  passwordLength: countLimit({ default: 8, min: 6, max: 99 }),
  /** Wrong passwords in a row before a user is locked out. */
  attemptsBeforeLock: 5,
  lock: durationBounds({ min: seconds(1), max: minutes(15) }),
  /** Requests for codes of a user in an hour: between 5 and 20, as Cognito sees the risk. */
  codesInHour: 5,
  /** Wrong codes of a user in an hour. */
  wrongCodesInHour: 5,
  page: countLimit({ default: 60, min: 0, max: 60 }),
  /** Groups of one user. */
  groupsOfUser: 100,
  customAttributes: 50,
} as const;

const raisable = (usual: number): Quota => countLimit({ default: usual, min: 1, max: 1e9 });

/** Categories of operations, whose rates are quotas. */
export type RateCategory = (typeof rateCategories)[number];
export const rateCategories = [
  "userAuthentication",
  "challengeResponses",
  "userCreation",
  "userAccountRecovery",
  "userRead",
  "userResourceRead",
  "userUpdate",
  "userToken",
  "userList",
] as const;

/** Requests a second by category, for all user pools of the account. Responses to challenges follow from the first. */
const rates: Readonly<Record<Exclude<RateCategory, "challengeResponses">, number>> = {
  userAuthentication: 120,
  userCreation: 50,
  userAccountRecovery: 30,
  userRead: 120,
  userResourceRead: 50,
  userUpdate: 25,
  userToken: 120,
  userList: 30,
};

/** How many responses to challenges there may be for each sign-in. */
export const responsesForSignIn = 3;

/** Operations on pools, clients and groups, whose rates are no matter of users. */
const otherRates = {
  userPoolRead: 15,
  userPoolUpdate: 15,
  userPoolResourceRead: 20,
  userPoolResourceUpdate: 15,
  userPoolClientRead: 15,
  userPoolClientUpdate: 15,
} as const;

/** The name of the quota of a category. */
export const rateQuota = (category: string): string => `cognito-idp.${category}PerSecond`;

/** Quotas of the account that a scenario may set. */
export const cognitoQuotas: Readonly<Record<string, Quota>> = {
  "cognito-idp.userPools": raisable(1_000),
  "cognito-idp.clientsPerUserPool": raisable(1_000),
  "cognito-idp.groupsPerUserPool": raisable(10_000),
  ...Object.fromEntries(
    Object.entries({ ...rates, ...otherRates }).map(([category, rate]) => [
      rateQuota(category),
      raisable(rate),
    ]),
  ),
};

/** The rate of a category in an account, by its quotas. */
export const rateIn = (category: RateCategory, quota: (name: string) => number): number =>
  category === "challengeResponses"
    ? responsesForSignIn * quota(rateQuota("userAuthentication"))
    : quota(rateQuota(category));

/** What AWS does not say: ours, which a scenario's `assumptions` may say otherwise. */
export const cognitoAssumptions = assumedFigures("cognito-idp", {
  retryPause: assumedDuration({
    default: milliseconds(100),
    min: noTime,
    max: minutes(1),
    text: "What is waited before a trigger that did not answer in time is invoked again.",
    source: "Ours: AWS says that it is retried three times in all, and nothing of a wait.",
  }),
});

/** What an operation of a user takes beside its triggers: median 60 ms, P99 300 ms. Assumed: AWS publishes none. */
export const requestTime: Distribution = { type: "lognormal", median: 60_000, sigma: 0.69 };

/** How long callers outside wait for an answer. */
export const callerTimeout = durationLimit({
  default: seconds(60),
  min: milliseconds(1),
  max: minutes(15),
});
