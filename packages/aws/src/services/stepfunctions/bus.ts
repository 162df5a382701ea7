import { invariant } from "@orrery/kernel";
import type { ControlPlane, Target } from "../../service/service-model.ts";

/** The default bus of an account. */
export function defaultBus(plane: ControlPlane): Target {
  const { partition, region, accountId } = plane;
  const arn = `arn:${partition}:events:${region}:${accountId}:event-bus/default`;
  const bus = plane.target(arn);
  invariant(bus !== null, "an account has no default bus");
  return bus;
}
