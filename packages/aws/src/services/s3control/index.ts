import type { ServiceModel } from "../../service/service-model.ts";
import { s3controlAccess } from "./access.ts";
import { accountKind } from "./account/kind.ts";
import { s3controlOperations } from "./api.ts";
import { s3controlEvents } from "./events.ts";
import { jobKind } from "./job/kind.ts";
import { s3controlAssumptions, s3controlQuotas } from "./limits.ts";
import { s3controlModel } from "./model.ts";

/** Amazon S3 Control: Batch Operations. */
export const s3controlService: ServiceModel = {
  service: "s3control",
  kinds: (world) => [jobKind(world), accountKind],
  operations: s3controlOperations,
  access: s3controlAccess,
  events: s3controlEvents,
  // The model leaves their statuses out, and has other names for two of them.
  model: s3controlModel.with({
    errors: {
      AccessDenied: { status: 403 },
      NoSuchJobException: { status: 404 },
      JobStatusException: { status: 403 },
    },
  }),
  templateTypes: [],
  quotas: s3controlQuotas,
  assumptions: Object.values(s3controlAssumptions),
};
