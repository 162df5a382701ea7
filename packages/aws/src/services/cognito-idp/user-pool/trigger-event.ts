import type { PlainObject } from "../../../service/refusal.ts";
import type { UserPoolSettings } from "../config.ts";
import type { Question } from "./state.ts";

/** Whom a question is about, and who asked for it. */
export interface Asker {
  readonly user: string;
  /** The id of the client; empty: an administrator. */
  readonly client: string;
}

/** What a function is given. */
export const eventOf = (
  { trigger, source, request, response }: Question,
  { user, client }: Asker,
  { id, region, tokenVersion }: Pick<UserPoolSettings, "id" | "region" | "tokenVersion">,
): PlainObject => ({
  version: trigger === "PreTokenGeneration" ? tokenVersion : "1",
  triggerSource: source,
  region,
  userPoolId: id,
  userName: user,
  callerContext: {
    awsSdkVersion: "aws-sdk-unknown-unknown",
    clientId: client === "" ? "CLIENT_ID_NOT_APPLICABLE" : client,
  },
  request,
  response,
});
