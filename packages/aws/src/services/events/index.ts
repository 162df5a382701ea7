import type { ServiceModel } from "../../service/service-model.ts";
import { accountKind } from "./account/kind.ts";
import { eventsQuotas } from "./account/limits.ts";
import { eventsAccess } from "./access.ts";
import { apiDestinationKind } from "./api-destination/kind.ts";
import { eventsOperations } from "./api.ts";
import { archiveKind } from "./archive/kind.ts";
import { busKind } from "./bus/kind.ts";
import { eventsCallRates } from "./call-rates.ts";
import { eventsEvents } from "./events.ts";
import { eventsLatencies } from "./latencies.ts";
import { eventsAssumptions } from "./limits.ts";
import { eventsModel } from "./model.ts";
import { provideDefaultBus } from "./operations/bus-record.ts";
import { eventsTemplateTypes } from "./template.ts";
import { unmodeledTargetKind } from "./unmodeled-target.ts";

/** Amazon EventBridge: buses, rules, archives and API destinations. */
export const eventsService: ServiceModel = {
  service: "events",
  kinds: (world) => [
    busKind(world),
    archiveKind,
    apiDestinationKind,
    accountKind,
    unmodeledTargetKind,
  ],
  operations: eventsOperations,
  callRates: eventsCallRates,
  access: eventsAccess,
  quotas: eventsQuotas,
  latencies: eventsLatencies,
  // What CreateApiDestination takes besides AWS's parameters.
  model: eventsModel.with({
    members: { CreateApiDestination: { Answers: "any" } },
    // The operations have sentences of their own for what is too long.
    shapes: {
      PutEventsRequestEntryList: { max: 1_000_000 },
      ArchiveName: { max: 1_000_000 },
      // As they are listed in messages.
      ReplayState: {
        enum: ["CANCELLED", "CANCELLING", "COMPLETED", "FAILED", "RUNNING", "STARTING"],
      },
      ArchiveState: {
        enum: ["CREATE_FAILED", "CREATING", "DISABLED", "ENABLED", "UPDATE_FAILED", "UPDATING"],
      },
    },
  }),
  templateTypes: eventsTemplateTypes,
  assumptions: Object.values(eventsAssumptions),
  events: eventsEvents,
  provide: provideDefaultBus,
};
