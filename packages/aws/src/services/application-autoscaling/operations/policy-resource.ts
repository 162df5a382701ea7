import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { policyKindName, policyNameIn, noPolicy } from "../policy/policy-arn.ts";

/** Makes what alarms find under the ARN of a policy with steps. */
export function createPolicyResource(
  arn: string,
  number: number,
  target: Resource,
  plane: ControlPlane,
): void {
  plane.create(
    { kind: policyKindName, name: policyNameIn(arn)!, arn, record: {} },
    () => ({ policy: number }),
    () => [{ port: "target", to: 0, target: target.number }],
  );
}

/** Takes it away; nothing happens where there is none. */
export function removePolicyResource(arn: string, plane: ControlPlane): void {
  const found = plane.findByArn(arn);
  if (found?.kind !== policyKindName) return;
  plane.delete(found, noPolicy(arn));
}
