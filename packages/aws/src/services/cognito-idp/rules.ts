import type { Rule } from "../../service/rule.ts";
import type { UserPoolSettings } from "./config.ts";

/** The rules of user pools that are followed; the test of each bears its id. */
export const cognitoIdpRules: readonly Rule<UserPoolSettings>[] = [];
