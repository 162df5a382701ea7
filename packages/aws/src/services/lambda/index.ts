import type { ServiceModel } from "../../service/service-model.ts";
import { accountKind } from "./account/kind.ts";
import { lambdaAccess } from "./access.ts";
import { lambdaOperations } from "./api.ts";
import { lambdaCallQuotas } from "./call-quotas.ts";
import { lambdaCallRates } from "./call-rates.ts";
import { unmodeledDestinationKind } from "./asynchronous/unmodeled-destination.ts";
import { eventSourceMappingKind } from "./event-source-mapping/kind.ts";
import { triggerAssumptions } from "./trigger/limits.ts";
import { triggerKind } from "./trigger/kind.ts";
import { urlKind } from "./url/kind.ts";
import { lambdaEvents } from "./events.ts";
import { eventSourceMappingAssumptions } from "./event-source-mapping/assumptions.ts";
import { functionKind } from "./function/kind.ts";
import { lambdaAssumptions, lambdaLimits, vpcLimits } from "./limits.ts";
import { streamMappingKind } from "./stream-mapping/kind.ts";
import { streamMappingAssumptions } from "./stream-mapping/assumptions.ts";
import { aliasKind, versionKind } from "./versions/kind.ts";
import { setUpLambda } from "./account/set-up.ts";
import { lambdaApi } from "./request.ts";
import { lambdaTemplateTypes } from "./template.ts";

/** AWS Lambda: functions, the account's concurrency, and event source mappings. */
export const lambdaService: ServiceModel = {
  service: "lambda",
  kinds: (world) => [
    eventSourceMappingKind(world),
    streamMappingKind(world),
    functionKind(world),
    versionKind(world),
    aliasKind(world),
    urlKind,
    triggerKind,
    accountKind,
    unmodeledDestinationKind,
  ],
  operations: lambdaOperations,
  access: lambdaAccess,
  assumptions: [
    ...Object.values(lambdaAssumptions),
    ...Object.values(triggerAssumptions),
    ...Object.values(eventSourceMappingAssumptions),
    ...Object.values(streamMappingAssumptions),
  ],
  latencies: {
    "lambda.cold.platformOverhead": "Of a cold start, before the Init phase.",
    "lambda.cold.initDuration": "The Init phase of a cold start.",
    "lambda.cold.restoreDuration": "The restore of a snapshot in a cold start, hooks included.",
    "lambda.snapStart.snapshot": "Until the snapshot of a version is made.",
    "lambda.warm.platformOverhead": "Of an invocation by a workload, before the handler.",
    "lambda.async.dispatch": "Of an asynchronous invocation, from its being taken to each attempt.",
    "lambda.durable.dispatch":
      "Of a durable execution, from what it waited for to the invocation that goes on with it.",
    "lambda.durable.checkpoint": "Of a checkpoint of a durable execution.",
    "lambda.cold.firstCall": "What the first call of the handler in an environment takes more.",
    "lambda.idleTimeout": "How long an idle environment is kept.",
    "lambda.surplusHalving": "After which every second of several idle environments goes.",
    "lambda.provisioned.preparation":
      "Until the first environment of provisioned concurrency is allocated.",
    "lambda.maxEnvironmentLifetime": "How old an environment grows at most.",
    "lambda.function.creation": "How long a function that a call makes in mid-run is Pending.",
    "lambda.function.update": "How long an update of a function is InProgress.",
    "lambda.vpc.interface":
      "Until a network interface is made for a function in a VPC that is made in mid-run or was inactive.",
    "lambda.eventSourceMapping.transition":
      "Until a mapping that was made or changed begins to poll.",
  },
  quotas: {
    "lambda.concurrentExecutions": lambdaLimits.concurrentExecutions,
    "lambda.vpcInterfaces": vpcLimits.interfaces,
    ...lambdaCallQuotas,
  },
  callRates: lambdaCallRates(lambdaOperations),
  model: lambdaApi,
  events: lambdaEvents,
  templateTypes: lambdaTemplateTypes,
  setUp: setUpLambda,
};
