import type { Context } from "@orrery/kernel";
import type { Measure, Measured, Published, Unpublished } from "../service/cloudwatch-metric.ts";
import type { Kinds } from "../service/kinds.ts";
import { once } from "../service/later.ts";
import type { MetricForm } from "../service/metric.ts";
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
  const publishersOfAll = once(() =>
    [...kinds.values()].flatMap(({ publishes }) => (publishes === undefined ? [] : [publishes])),
  );
  return ({ metric, minute, withValues = false }, plane, context) => {
    const { name } = metric;
    const publishers = publishersOfAll();
    const published = meteredBy(publishers, metric, plane);
    if (published === undefined) return consulted(publishers, metric, minute, plane, context);
    let count = 0;
    let sum = 0;
    let min = Infinity;
    let max = -Infinity;
    let isReading = false;
    let isUnknown = false;
    let isThere = false;
    const values: number[] = [];
    /** How many samples of 0 there are besides those that were counted. */
    const zerosBeside = (counted: number, by: string | undefined, number: number): number => {
      if (by === undefined) return 0;
      if (by === "always") return counted === 0 ? 1 : 0;
      const beside = context.measure(ports.resources, number, by, minute);
      return Math.max(0, (beside?.count ?? 0) - counted);
    };
    for (const number of published.resources) {
      const kind = kinds.get(plane.findByNumber(number)!.kind)!; // It was found just now.
      if (kind.metrics[name] === undefined) continue;
      isThere = true;
      isReading ||= !isMetered(kind, name);
      const meter = context.measure(ports.resources, number, name, minute, withValues);
      isUnknown ||= meter === null;
      const zeros = meter === null ? 0 : zerosBeside(meter.count, published.zeros?.[name], number);
      if (zeros > 0) {
        count += zeros;
        min = Math.min(min, 0);
        max = Math.max(max, 0);
        if (withValues) values.push(...Array.from({ length: zeros }, () => 0));
      }
      if (meter === null || meter.count === 0) continue;
      const unit = unitOf(kind.metrics[name], published.inSeconds?.includes(name) === true);
      count += meter.count;
      sum += meter.sum / unit;
      min = Math.min(min, meter.min / unit);
      max = Math.max(max, meter.max / unit);
      for (const value of meter.values ?? []) values.push(value / unit);
    }
    if (!isThere) return unpublished;
    const measured = {
      type: "measured",
      count,
      sum,
      min: count === 0 ? 0 : min,
      max: count === 0 ? 0 : max,
      ...(isReading ? { isReading: true } : {}),
      ...(isUnknown ? { isUnknown: true } : {}),
    } as const;
    return values.length > 0 && values.length === count ? { ...measured, values } : measured;
  };
}

/** CloudWatch has milliseconds or seconds where meters have microseconds. */
const unitOf = (form: MetricForm, inSeconds: boolean): number =>
  form === "time" ? (inSeconds ? 1_000_000 : 1_000) : 1;

/** Gauges are read off at an instant: nobody meters them. */
const isMetered = ({ machine }: ResourceKind, name: string): boolean =>
  machine.metrics.of[name] !== undefined;

/** Asks whoever knows of a metric that no meter has. */
function consulted(
  publishers: readonly Published[],
  metric: Measure["metric"],
  minute: number,
  plane: ControlPlane,
  context: Context<ControlSettings>,
): Measured | Unpublished {
  for (const publisher of publishers) {
    if (publisher.namespace !== metric.namespace) continue;
    const asked = publisher.consulted?.(metric, minute, plane);
    if (asked === undefined) continue;
    const answer = context.consult(ports.resources, asked.resource, asked.question);
    return answer.type === "measured" ? (answer as Measured) : unpublished; // It says so.
  }
  return unpublished;
}

function meteredBy(
  publishers: readonly Published[],
  { namespace, name, dimensions }: Measure["metric"],
  plane: ControlPlane,
):
  (Pick<Published, "inSeconds" | "zeros"> & { readonly resources: readonly number[] }) | undefined {
  for (const publisher of publishers) {
    if (publisher.namespace !== namespace) continue;
    const resources = publisher.meteredBy(dimensions, plane, name);
    if (resources !== undefined) return { ...publisher, resources };
  }
  return undefined;
}
