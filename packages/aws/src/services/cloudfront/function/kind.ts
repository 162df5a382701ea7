import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { functionBehavior } from "../extras.ts";
import { functionIn } from "../names.ts";
import { noFunction } from "../operations/refusals.ts";
import { functionCharges } from "../pricing.ts";
import { functionReporting } from "../reporting/function-reporting.ts";
import { meters } from "./declarations.ts";
import { functionRules } from "./rules.ts";
import { functionInvariants } from "./invariants.ts";
import { functionMachine } from "./machine.ts";

/** A CloudFront Function, as everybody else sees it. */
export const functionKind = ({ scripts }: World): ResourceKind => ({
  machine: functionMachine(scripts),
  invariants: functionInvariants,
  noun: "CloudFront function",
  rules: functionRules,
  metrics: meters,
  extras: { EdgeBehavior: functionBehavior },
  takesFaults: true,
  stamps: ["LastModifiedTime"],
  byArn: { service: "cloudfront", nameIn: functionIn, absent: () => noFunction },
  publishes: {
    namespace: "AWS/CloudFront",
    meteredBy({ FunctionName, Region, ...others }, resources) {
      if (FunctionName === undefined || Region !== "Global") return undefined;
      if (Object.keys(others).length > 0) return undefined;
      const found = resources.find("cloudfront.function", FunctionName);
      return found === undefined ? undefined : [found.number];
    },
  },
  charges: functionCharges,
  reporting: functionReporting,
});
