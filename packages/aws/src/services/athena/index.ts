import type { ServiceModel } from "../../service/service-model.ts";
import { sinkKind } from "../../sink/kind.ts";
import { athenaAccess } from "./access.ts";
import { accountKind } from "./account/kind.ts";
import { athenaOperations } from "./api.ts";
import { athenaCallRates } from "./call-rates.ts";
import { athenaEvents } from "./events.ts";
import { athenaAssumptions, athenaQuotas } from "./limits.ts";
import { athenaModel } from "./model.ts";
import { unmodeledBucket } from "./names.ts";
import { reservationKind } from "./reservation/kind.ts";
import { athenaTemplateTypes } from "./template.ts";
import { workgroupKind } from "./workgroup/kind.ts";

/** Amazon Athena: queries on tables in S3. */
export const athenaService: ServiceModel = {
  service: "athena",
  kinds: (world) => [
    workgroupKind(world),
    accountKind,
    reservationKind,
    sinkKind(unmodeledBucket, "bucket that is not modeled"),
  ],
  operations: athenaOperations,
  access: athenaAccess,
  callRates: athenaCallRates,
  quotas: athenaQuotas,
  // What queries do is no parameter of AWS.
  model: athenaModel.with({ members: { CreateWorkGroup: { QueryBehavior: "any" } } }),
  // A request that breaks a bound is one of those that are not valid.
  dialect: { violations: "InvalidRequestException" },
  templateTypes: athenaTemplateTypes,
  events: athenaEvents,
  assumptions: Object.values(athenaAssumptions),
};
