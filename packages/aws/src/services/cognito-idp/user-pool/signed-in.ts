import { objectOf, textOf } from "../../../request/params.ts";
import { asking, type Going, type Next, type Part } from "./next.ts";
import { noUser } from "./refusals.ts";
import type { Question, User } from "./state.ts";
import { beginTokens } from "./tokens.ts";
import { shownAttributes, userOf } from "./users.ts";

/** The function for those who have signed in, before they get tokens. */
export function signedIn(going: Going, user: User, tokens: string): Next {
  const isResponse = going.operation.endsWith("RespondToAuthChallenge");
  const metadata = isResponse ? objectOf(going.params["ClientMetadata"]) : {};
  const question: Question = {
    step: "postAuthentication",
    trigger: "PostAuthentication",
    source: "PostAuthentication_Authentication",
    request: {
      userAttributes: shownAttributes(user),
      newDeviceUsed: false,
      ...(isResponse ? { clientMetadata: metadata } : {}),
    },
    response: {},
  };
  return asking(question, { tokens }, user.name);
}

/** Goes on to the tokens. */
export const afterSignIn: Part = (pool, going, _response, context) => {
  const user = userOf(pool, going.user, context);
  if (user === undefined) return noUser;
  return beginTokens(going, user, textOf(going.facts["tokens"]) ?? "", {}, context);
};
