import type { ServiceModel } from "../../service/service-model.ts";
import { sinkKind } from "../../sink/kind.ts";
import { accountKind } from "./account/kind.ts";
import { logsCallRates } from "./call-rates.ts";
import { logsAccess } from "./access.ts";
import { logsOperations } from "./api.ts";
import { logsEvents } from "./events.ts";
import { groupKind } from "./group/kind.ts";
import { logsAssumptions, logsQuotas } from "./limits.ts";
import { logsModel } from "./model.ts";
import { sinkKindName } from "./operations/group-record.ts";
import { logsTemplateTypes } from "./template.ts";

const lookingAtLogs = ["PutSubscriptionFilter", "PutMetricFilter", "PutAccountPolicy"];

/** Amazon CloudWatch Logs. */
export const logsService: ServiceModel = {
  service: "logs",
  kinds: (world) => [
    groupKind(world),
    accountKind,
    sinkKind(sinkKindName, "destination that is not modeled"),
  ],
  operations: logsOperations,
  access: logsAccess,
  callRates: logsCallRates,
  quotas: logsQuotas,
  latencies: {
    "logs.toSubscriber": "From the taking in of log events to the attempt to pass them on.",
    "logs.query": "From the start of a query of Logs Insights to its result.",
  },
  model: logsModel,
  templateTypes: logsTemplateTypes,
  assumptions: Object.values(logsAssumptions),
  events: logsEvents,
  needsLogs: (operation) => lookingAtLogs.includes(operation),
};
