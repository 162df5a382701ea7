import { invariant } from "@orrery/kernel";
import type { Arrival, Entry } from "../../../service/entry.ts";
import { isServerError, type HttpAnswer } from "../../../service/http.ts";
import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { edgeBehavior } from "../extras.ts";
import { clientTimeout, cloudfrontLimits, viewerRoundTrip } from "../limits.ts";
import { distributionIn, distributionKindName, domainNameOf } from "../names.ts";
import { noDistribution } from "../operations/refusals.ts";
import { distributionCharges } from "../pricing.ts";
import type { EdgeRequest } from "../protocol.ts";
import { distributionReporting } from "../reporting/distribution-reporting.ts";
import { cloudfrontRules } from "../rules.ts";
import { gauges, meters } from "./declarations.ts";
import { distributionInvariants } from "./invariants.ts";
import { distributionMachine } from "./machine.ts";

function requestOf({ http, text, trail }: Arrival): EdgeRequest {
  invariant(http !== undefined, "a distribution is brought something that is no request of HTTP");
  return { type: "httpRequest", http, text, trail };
}

const entry: Entry = {
  sizeOf: () => ({ min: 0, max: cloudfrontLimits.requestBody }),
  http: {
    head: 2 * cloudfrontLimits.requestHead,
    nearby: { countryHeader: "cloudfront-viewer-country", roundTrip: viewerRoundTrip },
  },
  doors: {
    request: {
      inputOf: requestOf,
      hasFailed: (answer) => isServerError(answer as HttpAnswer), // It gives no other.
    },
  },
  action: "cloudfront:Request",
  timeout: clientTimeout,
  latency: () => ({}),
};

/** A distribution, as everybody else sees it. */
export const distributionKind = ({ entryOf }: World): ResourceKind => ({
  machine: distributionMachine(entryOf),
  invariants: distributionInvariants,
  noun: "distribution",
  rules: cloudfrontRules,
  metrics: { ...meters, ...gauges },
  entry,
  extras: { Edge: edgeBehavior },
  stamps: ["LastModifiedTime", "CreateTime"],
  domainOf: ({ name }) => domainNameOf(name),
  byArn: { service: "cloudfront", nameIn: distributionIn, absent: () => noDistribution },
  publishes: {
    namespace: "AWS/CloudFront",
    meteredBy({ DistributionId, Region, ...others }, resources) {
      if (DistributionId === undefined || Region !== "Global") return undefined;
      if (Object.keys(others).length > 0) return undefined;
      const found = resources.find(distributionKindName, DistributionId);
      return found === undefined ? undefined : [found.number];
    },
  },
  charges: (sums, _settings, tally) => distributionCharges(sums, tally),
  unpriced: {
    type: "AWS::CloudFront::Distribution",
    what: "logs, field-level encryption, additional metrics, dedicated addresses, and the firewall",
  },
  reporting: distributionReporting,
});
