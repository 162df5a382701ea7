import type { Extra } from "../../service/extras.ts";
import type { UsersSaid } from "./config.ts";

/** Who is in a user pool, for which AWS has no parameter. */
export const poolUsers: Extra = {
  text: "Who is in a user pool from the start, and what they know.",
  form: { members: {}, optional: { count: "number", password: "text", code: "text" } },
  section: {
    name: "userPools",
    text: "Who is in user pools from the start, by the logical id of the pool.",
    each: "Who is in a user pool from the start.",
    settings: {
      count: {
        kind: "count",
        min: 0,
        max: 100_000_000,
        text: "Confirmed users from the start, called user-1, user-2 and so on. Default: 0.",
      },
      password: {
        kind: "text",
        text: "The password that they have, and that others give who say none. Default: Password-1.",
      },
      code: { kind: "text", text: "The code that all messages have. Default: 123456." },
    },
    read: (said): UsersSaid => said, // As `settings` says.
  },
};
