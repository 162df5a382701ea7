import { after, hours, table, type Duration, type Instant } from "@orrery/kernel";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import { uuidOf } from "../../../text/hexadecimal.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Attributes, PasswordPolicy, UserPoolSettings } from "../config.ts";
import { cognitoLimits } from "../limits.ts";
import { metrics, type Pool, type PoolContext } from "./declarations.ts";
import { attemptLimit, invalidParameter } from "./refusals.ts";
import type { Code, Tries, User } from "./state.ts";

const never = 0 as Instant;
const noTries: Tries = Object.freeze({ since: never, count: 0 });

/** A UUID that follows from a text: another for each text, nearly always. */
export function uuidFor(text: string): string {
  let [one, two, three, four] = [0x811c9dc5, 0x9e3779b1, 0xc2b2ae35, 0x27d4eb2f];
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    one = Math.imul(one ^ code, 0x01000193);
    two = Math.imul(two ^ (code + place), 0x85ebca6b);
    three = Math.imul(three ^ (code + (one >>> 16)), 0x0100019d);
    four = Math.imul(four ^ (code + (two >>> 16)), 0x010001a1);
  }
  return uuidOf(
    one ^ (two >>> 13),
    two ^ (three >>> 16),
    three ^ (four >>> 13),
    four ^ (one >>> 16),
  );
}

/** The name as the pool compares it. */
export const spelledIn = ({ isCaseSensitive }: UserPoolSettings, name: string): string =>
  isCaseSensitive ? name : name.toLowerCase();

const aliasOf = (attribute: string, value: string): string => `${attribute} ${value}`;

/** The user of a name, or of what else one signs in with; `undefined`: there is none. */
export function userOf(pool: Pool, named: string, { settings }: PoolContext): User | undefined {
  const name = spelledIn(settings, named);
  const found = table.get(pool.users, name);
  if (found !== undefined) return found;
  for (const attribute of [...settings.usernameAttributes, ...settings.aliasAttributes]) {
    const owner = table.get(pool.aliases, aliasOf(attribute, name));
    if (owner !== undefined) return table.get(pool.users, owner);
  }
  const bySub = table.get(pool.aliases, aliasOf("sub", name));
  return bySub === undefined ? fromTheStart(pool, name, settings) : table.get(pool.users, bySub);
}

/** One of the users who are there from the start, when somebody first asks for it. */
function fromTheStart(pool: Pool, name: string, settings: UserPoolSettings): User | undefined {
  const number = /^user-([1-9]\d{0,8})$/.exec(name)?.[1];
  if (number === undefined || Number(number) > settings.users) return undefined;
  const sub = uuidFor(`${settings.id} ${name}`);
  if (table.get(pool.aliases, aliasOf("sub", sub)) !== undefined) return undefined; // It was deleted.
  pool.known += 1;
  const user: User = {
    ...newUser(name, sub, { email: `${name}@example.com`, email_verified: "true" }, never),
    status: "CONFIRMED",
    password: settings.password,
  };
  table.set(pool.users, name, user);
  linkAliases(pool, user, settings);
  return user;
}

/** A user who has nothing but a name and attributes. */
export const newUser = (name: string, sub: string, attributes: Attributes, now: Instant): User => ({
  name,
  sub,
  attributes,
  status: "UNCONFIRMED",
  isEnabled: true,
  password: null,
  temporaryUntil: null,
  code: null,
  groups: [],
  madeAt: now,
  changedAt: now,
  activeIn: -1,
  failures: 0,
  lockedUntil: never,
  asked: noTries,
  wrong: noTries,
  signedOutAt: never,
});

/** Keeps a user as it is now. */
export function keep(
  pool: Pool,
  user: User,
  change: Partial<User>,
  { now, settings }: PoolContext,
): User {
  const kept = { ...user, ...change, changedAt: now };
  table.set(pool.users, user.name, kept);
  if (change.attributes !== undefined) linkAliases(pool, kept, settings);
  return kept;
}

/** Adds a user. */
export function addUser(pool: Pool, user: User, { settings }: PoolContext): void {
  table.set(pool.users, user.name, user);
  linkAliases(pool, user, settings);
}

/** What a user signs in with beside the name: attributes in its place at once, others once they are verified. */
function linkAliases(pool: Pool, user: User, settings: UserPoolSettings): void {
  table.set(pool.aliases, aliasOf("sub", user.sub), user.name);
  const { attributes, name } = user;
  const link = (attribute: string) => {
    const value = attributes[attribute];
    if (value !== undefined) {
      table.set(pool.aliases, aliasOf(attribute, spelledIn(settings, value)), name);
    }
  };
  settings.usernameAttributes.forEach(link);
  for (const attribute of settings.aliasAttributes) {
    if (attribute === "preferred_username" || attributes[`${attribute}_verified`] === "true") {
      link(attribute);
    }
  }
}

/** The attribute whose value another user signs in with already; `undefined`: none. */
export const takenAlias = (
  pool: Pool,
  attributes: Attributes,
  { settings }: PoolContext,
): string | undefined =>
  settings.usernameAttributes.find((attribute) => {
    const value = attributes[attribute];
    return (
      value !== undefined && table.has(pool.aliases, aliasOf(attribute, spelledIn(settings, value)))
    );
  });

/** Removes a user, whose tokens are good no more. */
export function removeUser(pool: Pool, user: User, { settings }: PoolContext): void {
  table.remove(pool.users, user.name);
  // Its sub stays, so that one who was there from the start does not come again.
  for (const attribute of [...settings.usernameAttributes, ...settings.aliasAttributes]) {
    const value = user.attributes[attribute];
    const alias = value === undefined ? null : aliasOf(attribute, spelledIn(settings, value));
    if (alias !== null && table.get(pool.aliases, alias) === user.name) {
      table.remove(pool.aliases, alias);
    }
  }
}

/** Attributes as AWS lists them. */
export const listedAttributes = ({ sub, attributes }: User): readonly PlainObject[] =>
  Object.entries({ sub, ...attributes }).map(([Name, Value]) => ({ Name, Value }));

/** Attributes as functions see them. */
export const shownAttributes = ({ sub, attributes, status }: User): PlainObject => ({
  sub,
  "cognito:user_status": status,
  ...attributes,
});

/** A user as administrators see it. */
export const shownUser = (user: User, epochMilliseconds: number): PlainObject => {
  const seconds = (at: Instant): number => epochMilliseconds / 1_000 + at / 1_000_000;
  return {
    Username: user.name,
    UserCreateDate: seconds(user.madeAt),
    UserLastModifiedDate: seconds(user.changedAt),
    Enabled: user.isEnabled,
    UserStatus: user.status,
  };
};

/** What stands against a password; `null`: nothing. */
export function againstPassword(password: string, policy: PasswordPolicy): Refused | null {
  const needs: readonly (readonly [boolean, RegExp, string])[] = [
    [policy.upper, /[A-Z]/, "Password must have uppercase characters"],
    [policy.lower, /[a-z]/, "Password must have lowercase characters"],
    [policy.numbers, /\d/, "Password must have numeric characters"],
    [
      policy.symbols,
      /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/,
      "Password must have symbol characters",
    ],
  ];
  const why =
    password.length < policy.length
      ? "Password not long enough"
      : needs.find(([isNeeded, has]) => isNeeded && !has.test(password))?.[2];
  return why === undefined
    ? null
    : refused("InvalidPasswordException", `Password did not conform with policy: ${why}`);
}

/** The first of the attributes that have to be there and are not; `null`: all are. */
export function missingAttribute(
  attributes: Attributes,
  { required }: UserPoolSettings,
): Refused | null {
  const missing = required.find((name) => attributes[name] === undefined);
  return missing === undefined
    ? null
    : invalidParameter(
        `Attributes did not conform to the schema: ${missing}: The attribute is required\n`,
      );
}

/** One more try; `null`: there were too many in the hour. */
export function tried({ since, count }: Tries, most: number, now: Instant): Tries | null {
  const isOver = after(since, hours(1)) <= now;
  if (isOver) return { since: now, count: 1 };
  return count >= most ? null : { since, count: count + 1 };
}

/** A new code for a user, or that there were too many. */
export function withCode(
  user: User,
  purpose: Code["purpose"],
  { now, settings }: PoolContext,
): Partial<User> | Refused {
  const asked = tried(user.asked, cognitoLimits.codesInHour, now);
  if (asked === null) return attemptLimit;
  const good = purpose === "signUp" ? cognitoLimits.signUpCode : cognitoLimits.passwordCode;
  return { asked, code: { value: settings.code, purpose, until: after(now, good) } };
}

// The month is the same in nearly all requests. A memo of a pure function.
let monthKnown = { from: 1, to: 0, month: 0 };
const day = 86_400_000;

/** The number of a month, by milliseconds since 1970. */
function monthAt(milliseconds: number): number {
  if (milliseconds < monthKnown.from || milliseconds >= monthKnown.to) {
    const from = Math.floor(milliseconds / day) * day;
    const [year, month] = formatWallClock(from).split("-");
    monthKnown = { from, to: from + day, month: Number(year) * 12 + Number(month) };
  }
  return monthKnown.month;
}

/** Counts a user as active, once in each month. */
export function countActive(pool: Pool, user: User, context: PoolContext): User {
  const activeIn = monthAt(wallClockAt(context.settings.epochMilliseconds, context.now));
  if (user.activeIn === activeIn) return user;
  context.observe(metrics.ActiveUsers, 1);
  const active = { ...user, activeIn };
  table.set(pool.users, user.name, active);
  return active;
}

/** How long a user is locked out after so many wrong passwords in a row. */
export function lockAfter(failures: number): Duration {
  const over = failures - cognitoLimits.attemptsBeforeLock;
  if (over < 0) return 0 as Duration;
  const { min, max } = cognitoLimits.lock;
  return Math.min(max, min * (1 << Math.min(over, 20))) as Duration;
}
