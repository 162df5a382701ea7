import type { ServiceModel } from "../../service/service-model.ts";
import { sinkKind } from "../../sink/kind.ts";
import { alarmKind } from "./alarm/kind.ts";
import { cloudwatchAccess } from "./access.ts";
import { cloudwatchCallRates } from "./call-rates.ts";
import { cloudwatchOperations } from "./api.ts";
import { cloudwatchEvents } from "./events.ts";
import { cloudwatchAssumptions, cloudwatchQuotas } from "./limits.ts";
import { metricsKind } from "./metrics/kind.ts";
import { cloudwatchModel } from "./model.ts";
import { readsLogs } from "./operations/reads-logs.ts";
import { sinkKindName } from "./operations/alarm-record.ts";
import { cloudwatchDialect } from "./request.ts";
import { cloudwatchTemplateTypes } from "./template.ts";

/** Amazon CloudWatch. */
export const cloudwatchService: ServiceModel = {
  service: "cloudwatch",
  endpoint: "monitoring",
  kinds: (world) => [
    alarmKind(world),
    metricsKind,
    sinkKind(sinkKindName, "action that is not modeled"),
  ],
  operations: cloudwatchOperations,
  access: cloudwatchAccess,
  callRates: cloudwatchCallRates,
  quotas: cloudwatchQuotas,
  // Newer than the model.
  model: cloudwatchModel.with({
    members: { PutMetricAlarm: { EvaluationWindow: "any", WarmUpConfiguration: "any" } },
  }),
  dialect: cloudwatchDialect,
  templateTypes: cloudwatchTemplateTypes,
  assumptions: Object.values(cloudwatchAssumptions),
  events: cloudwatchEvents,
  needsLogs: readsLogs,
};
