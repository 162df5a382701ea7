import type { ServiceModel } from "../../service/service-model.ts";
import { pipesAccess } from "./access.ts";
import { accountKind } from "./account/kind.ts";
import { pipesOperations } from "./api.ts";
import { pipesAssumptions, pipesQuotas } from "./limits.ts";
import { pipesModel } from "./model.ts";
import { pipeKind } from "./pipe/kind.ts";
import { queueReaderKind, streamReaderKind } from "./reader/kinds.ts";
import { pipesTemplateTypes } from "./template.ts";
import { unmodeledTargetKind } from "./unmodeled-target.ts";

/** Amazon EventBridge Pipes. */
export const pipesService: ServiceModel = {
  service: "pipes",
  kinds: (world) => [
    pipeKind(world),
    queueReaderKind(world),
    streamReaderKind(world),
    accountKind,
    unmodeledTargetKind,
  ],
  operations: pipesOperations,
  access: pipesAccess,
  quotas: pipesQuotas,
  latencies: { "pipes.toTarget": "From a pipe to its enrichment, and to its target." },
  // Newer than the model.
  model: pipesModel.with({
    members: { CreatePipe: { EnrichmentAnswers: "any" } },
    errors: { AccessDeniedException: { status: 403 } },
  }),
  templateTypes: pipesTemplateTypes,
  assumptions: Object.values(pipesAssumptions),
};
