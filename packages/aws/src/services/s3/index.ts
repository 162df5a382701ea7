import type { ServiceModel } from "../../service/service-model.ts";
import { s3Access } from "./access.ts";
import { s3Operations } from "./api.ts";
import { bucketKind } from "./bucket/kind.ts";
import { s3Events } from "./events.ts";
import { s3Assumptions, s3Quotas } from "./limits.ts";
import { s3Dialect, s3RequestModel } from "./request.ts";
import { s3TemplateTypes } from "./template.ts";
import { unmodeledDestinationKind } from "./unmodeled/kind.ts";

/** Amazon S3. */
export const s3Service: ServiceModel = {
  service: "s3",
  kinds: (world) => [bucketKind(world), unmodeledDestinationKind],
  operations: s3Operations,
  access: s3Access,
  events: s3Events,
  quotas: s3Quotas,
  latencies: {
    "s3.get": "To read a small object, or what is said of it, for a client in the Region.",
    "s3.put": "To write a small object, and what a workload puts.",
    "s3.delete": "To delete an object.",
    "s3.list": "A page of a list.",
    "s3.replication": "From an object that was written to its copy in another bucket.",
    "s3.notification": "From what becomes of an object to the destination that is told of it.",
    "s3.notification.creation":
      "How long a changed notification configuration takes to be in effect in mid-run.",
  },
  model: s3RequestModel,
  dialect: s3Dialect,
  templateTypes: s3TemplateTypes,
  assumptions: Object.values(s3Assumptions),
};
