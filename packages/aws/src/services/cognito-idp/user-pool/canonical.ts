import { slab, table, type Instant, type Plain, type RequestId } from "@orrery/kernel";
import type { Tries, User, UserPoolState } from "./state.ts";

const left = (at: Instant | null, now: Instant): number | null =>
  at === null ? null : Math.max(0, at - now);

const triesView = ({ since, count }: Tries, now: Instant): Plain => [count, now - since];

/** What of a user decides what becomes of it. Tokens tell when it was made, and when it signed out. */
const userView = (user: User, now: Instant): Plain => ({
  ...user,
  temporaryUntil: left(user.temporaryUntil, now),
  code: user.code === null ? null : { ...user.code, until: left(user.code.until, now) },
  madeAt: now - user.madeAt,
  changedAt: now - user.changedAt,
  lockedUntil: left(user.lockedUntil, now),
  asked: triesView(user.asked, now),
  wrong: triesView(user.wrong, now),
  signedOutAt: user.signedOutAt === 0 ? null : now - user.signedOutAt,
});

/** What of a pool decides the future, counted from `now`. */
export const canonicalPool = (
  { users, aliases, refreshTokens, sessions, flows, made, visits, known }: UserPoolState,
  now: Instant,
  askerOf: (request: RequestId) => unknown,
) => ({
  users: table.list(users).map(([, user]) => userView(user, now)),
  aliases: table.list(aliases),
  refreshTokens: table
    .list(refreshTokens)
    .map(([text, token]) => [
      text,
      { ...token, until: left(token.until, now), signedInAt: now - token.signedInAt },
    ]),
  sessions: table
    .list(sessions)
    .map(([text, session]) => [text, { ...session, until: left(session.until, now) }]),
  flows: slab.list(flows).map(({ request, begun, ...flow }) => ({
    ...flow,
    asker: askerOf(request),
    begun: now - begun,
  })),
  made,
  visits,
  known,
});
