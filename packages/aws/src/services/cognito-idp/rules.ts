import type { Rule } from "../../service/rule.ts";
import type { UserPoolSettings } from "./config.ts";
import { triggerRules } from "./user-pool/trigger-rules.ts";
import { userRules } from "./user-pool/user-rules.ts";

/** The rules of user pools that are followed; the test of each bears its id. */
export const cognitoIdpRules: readonly Rule<UserPoolSettings>[] = [...triggerRules, ...userRules];
