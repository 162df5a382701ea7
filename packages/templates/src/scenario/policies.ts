import type { PolicyConfig } from "@orrery/aws";
import * as z from "zod";
import type { ScenarioDocument } from "./scenario-document.ts";

const mode = z.enum(["off", "warn", "enforce"]);
const policies = z.array(z.record(z.string(), z.json()));

/** How policies are minded, as scenario files say it. */
export const iamSchema = z
  .union([
    mode,
    z.strictObject({
      mode: mode.meta({ description: "off, warn or enforce." }),
      serviceControlPolicies: policies
        .optional()
        .meta({ description: "Of the organization: what the account may do. Default: all." }),
      resourceControlPolicies: policies
        .optional()
        .meta({ description: "Of the organization: what may be done to resources. Default: all." }),
    }),
  ])
  .meta({
    description:
      "Whether roles, policies and permissions decide who may do what: off, warn (what is not allowed is done and told) or enforce (it is refused as AWS does). Default: off.",
  });

/** How a scenario has policies minded; `undefined`: it does not. */
export function policiesOf({ content }: ScenarioDocument): PolicyConfig | undefined {
  const { iam } = content;
  if (iam === undefined || iam === "off") return undefined;
  if (typeof iam === "string") return { mode: iam };
  const { mode: said, serviceControlPolicies, resourceControlPolicies } = iam;
  if (said === "off") return undefined;
  return {
    mode: said,
    ...(serviceControlPolicies === undefined ? {} : { serviceControlPolicies }),
    ...(resourceControlPolicies === undefined ? {} : { resourceControlPolicies }),
  };
}
