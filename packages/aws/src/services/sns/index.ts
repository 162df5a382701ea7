import type { ServiceModel } from "../../service/service-model.ts";
import { accountKind } from "./account/kind.ts";
import { snsAccess } from "./access.ts";
import { snsOperations } from "./api.ts";
import { snsCallRates } from "./call-rates.ts";
import { snsEvents } from "./events.ts";
import { snsLatencies } from "./latencies.ts";
import { snsAssumptions } from "./limits.ts";
import { snsModel } from "./model.ts";
import { outsideKind } from "./outside/kind.ts";
import { snsQuotas } from "./account/limits.ts";
import { snsTemplateTypes } from "./template.ts";
import { topicKind } from "./topic/kind.ts";

/** Amazon SNS. */
export const snsService: ServiceModel = {
  service: "sns",
  kinds: (world) => [topicKind(world), accountKind, outsideKind],
  operations: snsOperations,
  access: snsAccess,
  callRates: snsCallRates,
  quotas: snsQuotas,
  latencies: snsLatencies,
  // What Subscribe and CreateTopic take besides AWS's parameters.
  model: snsModel.with({
    members: {
      CreateTopic: { TopicChance: "any" },
      Subscribe: { Confirmed: "any", Answers: "any" },
    },
  }),
  templateTypes: snsTemplateTypes,
  assumptions: Object.values(snsAssumptions),
  events: snsEvents,
};
