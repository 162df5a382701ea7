import { sinkKind } from "../../sink/kind.ts";
import { sinkAt } from "../../sink/sink-at.ts";
import type { ControlPlane } from "../../service/service-model.ts";

const kind = "stepfunctions.unmodeledBus";

/** Takes the events of executions where no event bus is modeled. */
export const unmodeledBusKind = sinkKind(kind, "bus that is not modeled");

/** Where the events of executions go: a component, and the kind by whose entry they get in; `null`: of a sink. */
export interface BusTarget {
  readonly target: string | number;
  readonly kind: string | null;
}

/** The default bus of an account. */
export function defaultBus(plane: ControlPlane): BusTarget {
  const { partition, region, accountId } = plane;
  const arn = `arn:${partition}:events:${region}:${accountId}:event-bus/default`;
  const bus = plane.target(arn);
  return bus === null
    ? { target: sinkAt(kind, arn, plane), kind: null }
    : { target: bus.component, kind: bus.kind };
}
