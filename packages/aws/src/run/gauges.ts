import { invariant, seconds, type Instant } from "@orrery/kernel";
import { GaugeSeries } from "./gauge-series.ts";
import type { GaugeSample } from "./spans/perfetto-trace.ts";

/** What has gauges. */
interface Gauged {
  readonly names: readonly string[];
  gaugesOf(name: string, now: Instant): Readonly<Record<string, number>>;
}

/** Tells what the gauges of all components read. */
export function tell(
  simulation: Gauged,
  at: Instant,
  sampled: (sample: GaugeSample) => void,
): void {
  for (const component of simulation.names) {
    const gauges = simulation.gaugesOf(component, at);
    if (Object.keys(gauges).length > 0) sampled({ at, component, gauges });
  }
}

/** Adds what they read to their series. */
export function sample(
  simulation: Gauged,
  now: Instant,
  gauges: Map<string, Map<string, GaugeSeries>>,
): void {
  for (const component of simulation.names) {
    for (const [gauge, value] of Object.entries(simulation.gaugesOf(component, now))) {
      let series = gauges.get(component);
      if (series === undefined) {
        series = new Map<string, GaugeSeries>();
        gauges.set(component, series);
      }
      let values = series.get(gauge);
      if (values === undefined) series.set(gauge, (values = new GaugeSeries()));
      invariant(Number.isFinite(value), `${component} has a ${gauge} of ${value}`);
      values.add(inWholeSeconds(now), value);
    }
  }
}

const inWholeSeconds = (now: Instant): number => Math.round(now / seconds(1));
