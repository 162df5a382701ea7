import type { ServiceModel } from "../../service/service-model.ts";
import { stepFunctionsAccess } from "./access.ts";
import { accountKind } from "./account/kind.ts";
import { activityKind } from "./activity/kind.ts";
import { stepfunctionsOperations } from "./api.ts";
import { stepFunctionsEvents } from "./events.ts";
import { tooLargeCode } from "./operations/request-size.ts";
import { stateMachineKind } from "./state-machine/kind.ts";
import { stepFunctionsAssumptions, stepFunctionsLatencies, stepFunctionsQuotas } from "./limits.ts";
import { stepfunctionsModel } from "./model.ts";
import { qualifierKind } from "./qualifier/kind.ts";
import { stepfunctionsTemplateTypes } from "./template.ts";

/** AWS Step Functions. */
export const stepfunctionsService: ServiceModel = {
  service: "stepfunctions",
  endpoint: "states",
  kinds: (world) => [stateMachineKind(world), qualifierKind, activityKind, accountKind],
  operations: stepfunctionsOperations,
  events: stepFunctionsEvents,
  access: stepFunctionsAccess,
  quotas: stepFunctionsQuotas,
  latencies: stepFunctionsLatencies,
  model: stepfunctionsModel.with({
    errors: { [tooLargeCode]: { status: 413, members: [] } },
    shapes: {
      // As recorded.
      ExecutionStatus: {
        enum: ["SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING"],
      },
      // Of which Step Functions has a sentence of its own.
      RoutingConfigurationList: { min: 0, max: 1_000 },
    },
  }),
  templateTypes: stepfunctionsTemplateTypes,
  assumptions: Object.values(stepFunctionsAssumptions),
};
