import type { ServiceModel } from "../../service/service-model.ts";
import { cloudfrontAccess } from "./access.ts";
import { cloudfrontOperations } from "./api.ts";
import { distributionKind } from "./distribution/kind.ts";
import { cloudfrontEvents } from "./events.ts";
import { functionKind } from "./function/kind.ts";
import { cloudfrontAssumptions, cloudfrontQuotas } from "./limits.ts";
import { cloudfrontModel } from "./model.ts";
import { originKind } from "./origin/kind.ts";
import { sharedKind } from "./shared/kind.ts";
import { storeKind } from "./store/kind.ts";
import { cloudfrontTemplateTypes } from "./template.ts";

/** CloudFront: distributions, its functions, and those of Lambda@Edge. */
export const cloudfrontService: ServiceModel = {
  service: "cloudfront",
  kinds: (world) => [
    distributionKind(world),
    functionKind(world),
    originKind,
    sharedKind,
    storeKind,
  ],
  operations: cloudfrontOperations,
  access: cloudfrontAccess,
  quotas: cloudfrontQuotas,
  latencies: {
    "cloudfront.viewer": "What the way from a viewer to an edge location and back takes.",
    "cloudfront.regionalCache":
      "What the way from an edge location to its regional edge cache and back takes.",
    "cloudfront.origin":
      "What the way to an origin and back takes, in place of one by how far its Region is.",
    "cloudfront.function": "What a CloudFront Function takes.",
    "cloudfront.invalidation": "How long an invalidation takes.",
  },
  // What origins and functions do is no parameter of AWS, nor are ids, which templates know.
  model: cloudfrontModel.with({
    members: {
      CreateDistribution: { Edge: "any" },
      CreateFunction: { EdgeBehavior: "any" },
      CreateKeyValueStore: { Values: "any" },
      CreateCachePolicy: { Id: "any" },
      CreateOriginRequestPolicy: { Id: "any" },
      CreateResponseHeadersPolicy: { Id: "any" },
      CreateOriginAccessControl: { Id: "any" },
    },
  }),
  templateTypes: cloudfrontTemplateTypes,
  assumptions: Object.values(cloudfrontAssumptions),
  events: cloudfrontEvents,
};
