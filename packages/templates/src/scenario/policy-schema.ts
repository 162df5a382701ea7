import * as z from "zod";

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
