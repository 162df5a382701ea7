import type { ServiceModel } from "../../service/service-model.ts";
import { cognitoAccess } from "./access.ts";
import { accountKind } from "./account/kind.ts";
import { cognitoIdpOperations } from "./api.ts";
import { cognitoCallRates } from "./call-rates.ts";
import { cognitoEvents } from "./events.ts";
import { cognitoAssumptions, cognitoQuotas } from "./limits.ts";
import { cognitoIdpModel } from "./model.ts";
import { cognitoIdpTemplateTypes } from "./template.ts";
import { userPoolKind } from "./user-pool/kind.ts";

/** User pools of Amazon Cognito. */
export const cognitoIdpService: ServiceModel = {
  service: "cognito-idp",
  kinds: (world) => [userPoolKind(world), accountKind],
  operations: cognitoIdpOperations,
  access: cognitoAccess,
  callRates: cognitoCallRates,
  quotas: cognitoQuotas,
  latencies: { "cognito-idp.request": "What an operation on a user takes beside its triggers." },
  // Who is in a pool is no parameter of AWS. The model leaves the refusal of callers out.
  model: cognitoIdpModel.with({
    members: { CreateUserPool: { Users: "any" } },
    errors: { AccessDeniedException: { status: 400 } },
  }),
  templateTypes: cognitoIdpTemplateTypes,
  assumptions: Object.values(cognitoAssumptions),
  events: cognitoEvents,
};
