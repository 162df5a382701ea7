import { seconds } from "@orrery/kernel";

/**
 * How long sessions hold.
 *
 * Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html, API_GetSessionToken.html and
 * API_GetFederationToken.html, read 2026-11.
 */
export const stsLimits = {
  /** Of a role, where nothing is said. */
  session: seconds(3_600),
  /** Of a role that a session of a role becomes. */
  chained: seconds(3_600),
  /** Of a user, where nothing is said. */
  token: seconds(43_200),
  /** Of the account itself, at most and where nothing is said. */
  root: seconds(3_600),
  /** Tags of a session. */
  tags: 50,
  /** Letters of policies that are packed into a session: of one of its own and of ARNs of others. */
  packed: 2_048,
} as const;
