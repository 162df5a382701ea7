import type { Operations } from "../../service/service-model.ts";
import { policyOperations } from "./operations/policy-operations.ts";
import { roleOperations } from "./operations/role-operations.ts";

/** The operations of IAM that are modeled: on roles and on managed policies. */
export const iamOperations: Operations = { ...roleOperations, ...policyOperations };
