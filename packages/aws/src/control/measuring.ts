import type { Context } from "@orrery/kernel";
import type { Measure, Measured, Published, Unpublished } from "../service/cloudwatch-metric.ts";
import type { Kinds } from "../service/kinds.ts";
import type { ResourceKind } from "../service/resource-kind.ts";
import type { ControlPlane } from "../service/service-model.ts";
import { ports } from "./declarations.ts";
import type { ControlSettings } from "./state.ts";

const unpublished: Unpublished = Object.freeze({ type: "unpublished" });

/** Says what metrics of CloudWatch came to by the minute, off the meters of whatever publishes them. */
export function measuring(
  kinds: Kinds,
): (
  asked: Measure,
  plane: ControlPlane,
  context: Context<ControlSettings>,
) => Measured | Unpublished {
  const publishers = [...kinds.values()].flatMap(({ publishes }) =>
    publishes === undefined ? [] : [publishes],
  );
  return ({ metric, minute }, plane, context) => {
    const { namespace, name, dimensions } = metric;
    const resources = meteredBy(publishers, namespace, dimensions, plane);
    if (resources === undefined) return unpublished;
    let count = 0;
    let sum = 0;
    let min = Infinity;
    let max = -Infinity;
    for (const number of resources) {
      const kind = kinds.get(plane.findByNumber(number)!.kind)!; // It was found just now.
      const meter = isMetered(kind, name)
        ? context.measure(ports.resources, number, name, minute)
        : null;
      if (meter === null || meter.count === 0) continue;
      // CloudWatch has milliseconds where meters have microseconds.
      const unit = kind.metrics[name] === "time" ? 1_000 : 1;
      count += meter.count;
      sum += meter.sum / unit;
      min = Math.min(min, meter.min / unit);
      max = Math.max(max, meter.max / unit);
    }
    if (count === 0) return { type: "measured", count, sum, min: 0, max: 0 };
    return { type: "measured", count, sum, min, max };
  };
}

/** Gauges are read off at an instant: nobody meters them. */
const isMetered = ({ machine }: ResourceKind, name: string): boolean =>
  machine.metrics.of[name] !== undefined;

function meteredBy(
  publishers: readonly Published[],
  namespace: string,
  dimensions: Measure["metric"]["dimensions"],
  plane: ControlPlane,
): readonly number[] | undefined {
  for (const publisher of publishers) {
    if (publisher.namespace !== namespace) continue;
    const resources = publisher.meteredBy(dimensions, plane);
    if (resources !== undefined) return resources;
  }
  return undefined;
}
