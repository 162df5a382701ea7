import type { PolicyConfig } from "@orrery/aws";
import type { ScenarioDocument } from "./scenario-document.ts";

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
