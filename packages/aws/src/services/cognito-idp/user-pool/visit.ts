import { isObject, memberOf, objectOf, spelled, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import { parseJson } from "../../../text/json.ts";
import type { Visit } from "../protocol.ts";
import type { Pool, PoolContext } from "./declarations.ts";

/** What is asked of a pool in the end. */
export interface Wanted {
  readonly operation: string;
  readonly params: PlainObject;
}

/** Operations that need no credentials of AWS. */
const open: ReadonlySet<string> = new Set([
  "InitiateAuth",
  "RespondToAuthChallenge",
  "SignUp",
  "ConfirmSignUp",
  "ResendConfirmationCode",
  "ForgotPassword",
  "ConfirmForgotPassword",
]);

/**
 * What a visitor asks: the body's `Action`, with its other members as parameters. What is left out is what somebody
 * would say who knows the password and has read the mail: without a body, a sign-in.
 */
export function wantedBy(
  pool: Pool,
  { text, user }: Visit,
  { settings }: PoolContext,
): Wanted | Refused {
  const value = text.value ?? parseJson(text.body);
  const { Action = "InitiateAuth", ...said } = isObject(value) ? value : {};
  const operation = spelled(Action);
  if (!open.has(operation)) {
    return refused("UnknownOperationException", ""); // As services with such a protocol say.
  }
  pool.visits += 1;
  const isNew = operation === "SignUp";
  const number = isNew ? pool.visits : 1 + ((pool.visits - 1) % Math.max(1, settings.users));
  const name = user ?? `${isNew ? "visitor" : "user"}-${number}`;
  const Username = settings.usernameAttributes.includes("email") ? `${name}@example.com` : name;
  const ClientId = settings.clients[0]?.id ?? "";
  if (operation === "InitiateAuth") {
    const AuthParameters = {
      USERNAME: user === null && settings.users > 0 ? name : Username,
      PASSWORD: settings.password,
      ...objectOf(said["AuthParameters"]),
    };
    const AuthFlow = textOf(memberOf(said, "AuthFlow")) ?? "USER_PASSWORD_AUTH";
    return { operation, params: { ClientId, ...said, AuthFlow, AuthParameters } };
  }
  return {
    operation,
    params: {
      ClientId,
      Username,
      Password: settings.password,
      ConfirmationCode: settings.code,
      ...(isNew ? { UserAttributes: [{ Name: "email", Value: `${name}@example.com` }] } : {}),
      ...said,
    },
  };
}
