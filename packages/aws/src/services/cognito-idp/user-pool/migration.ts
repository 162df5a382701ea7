import { objectOf, spelled, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Attributes } from "../config.ts";
import type { Pool, PoolContext } from "./declarations.ts";
import type { Going } from "./next.ts";
import type { Question, User } from "./state.ts";
import { addUser, newUser, spelledIn, uuidFor } from "./users.ts";

/** Asks the function that knows users from elsewhere. */
export const migrationQuestion = (
  { params }: Going,
  what: "Authentication" | "ForgotPassword",
  password: string | null,
  step: string,
): Question => ({
  step,
  trigger: "UserMigration",
  source: `UserMigration_${what}`,
  request: {
    password,
    // Metadata come as validation data where a user signs in.
    validationData: what === "Authentication" ? objectOf(params["ClientMetadata"]) : {},
    ...(what === "Authentication" ? {} : { clientMetadata: objectOf(params["ClientMetadata"]) }),
  },
  response: {
    userAttributes: null,
    forceAliasCreation: null,
    enableSMSMFA: null,
    finalUserStatus: null,
    messageAction: null,
    desiredDeliveryMediums: null,
  },
});

/** The user whom a function has found; `undefined`: it has found none. */
export function migratedUser(
  pool: Pool,
  name: string,
  password: string | null,
  response: PlainObject,
  context: PoolContext,
): User | undefined {
  const found = response["userAttributes"];
  if (found === undefined || found === null) return undefined;
  const { settings, now } = context;
  const attributes: Attributes = Object.fromEntries(
    Object.entries(objectOf(found)).flatMap(([key, value]) =>
      key === "sub" || key === "username" || value === null ? [] : [[key, spelled(value)]],
    ),
  );
  pool.made += 1;
  const sub = uuidFor(`${settings.id} user ${pool.made}`);
  const isNamedBySub = settings.usernameAttributes.length > 0;
  const status = textOf(response["finalUserStatus"]);
  const isConfirmed = status === "CONFIRMED" && password !== null;
  const user: User = {
    ...newUser(isNamedBySub ? sub : spelledIn(settings, name), sub, attributes, now),
    status: isConfirmed ? "CONFIRMED" : "RESET_REQUIRED",
    password,
  };
  addUser(pool, user, context);
  return user;
}
