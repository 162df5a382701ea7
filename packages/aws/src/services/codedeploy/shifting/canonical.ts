import type { Instant, Plain } from "@orrery/kernel";
import { canonicalDeliveries } from "../../../delivery/deliveries.ts";
import type { DeploymentState, Errand } from "./state.ts";

/** What decides the future of a deployment, and of what it shows, counted from `now`. */
export function canonical(deployment: DeploymentState, now: Instant): Plain {
  const since = (at: Instant | null): number | null => (at === null ? null : now - at);
  const { status, weight, steps, life, failure, isRolledBack, isLooking } = deployment;
  return [
    [status, weight, steps, isRolledBack, isLooking],
    life.map(({ status: own, startedAt, endedAt }) => [own, since(startedAt), since(endedAt)]),
    failure === null ? null : [failure.code, failure.message],
    since(deployment.shiftedAt),
    since(deployment.begunAt),
    since(deployment.startedAt),
    since(deployment.endedAt),
    since(deployment.changedAt),
    canonicalDeliveries(deployment, now, (errand) => errandView(errand, now)),
  ];
}

function errandView(errand: Errand, now: Instant): Plain {
  switch (errand.type) {
    case "look":
      return "look";
    case "shift":
      return ["shift", errand.weight];
    case "hook":
      return ["hook", errand.event];
    case "event":
      return ["event", errand.state, now - errand.at];
    case "notification":
      return ["notification", errand.trigger, errand.event, now - errand.at, now - errand.begunAt];
  }
}
