import type { ServiceModel } from "../../service/service-model.ts";
import { schedulerAccess } from "./access.ts";
import { accountKind } from "./account/kind.ts";
import { schedulerOperations } from "./api.ts";
import { schedulerCallRates } from "./call-rates.ts";
import { groupKind } from "./group/kind.ts";
import { schedulerAssumptions, schedulerQuotas } from "./limits.ts";
import { schedulerModel } from "./model.ts";
import { schedulerTemplateTypes } from "./template.ts";
import { unmodeledTargetKind } from "./unmodeled-target.ts";

/** Amazon EventBridge Scheduler. */
export const schedulerService: ServiceModel = {
  service: "scheduler",
  kinds: (world) => [groupKind(world), accountKind, unmodeledTargetKind],
  operations: schedulerOperations,
  callRates: schedulerCallRates,
  access: schedulerAccess,
  quotas: schedulerQuotas,
  latencies: {
    "scheduler.toTarget": "From the start of an invocation to its target.",
  },
  // The model leaves it out.
  model: schedulerModel.with({ errors: { AccessDeniedException: { status: 403 } } }),
  templateTypes: schedulerTemplateTypes,
  assumptions: Object.values(schedulerAssumptions),
};
