import type { Watches } from "./expectation/watches.ts";
import type { GaugeSeries } from "./gauge-series.ts";
import type { Scenario } from "./scenario.ts";
import type { AwsSimulation } from "./simulate.ts";
import type { UpdateWatch } from "./update/update-watch.ts";

/** A resource of a run. */
export interface RunResource {
  readonly logicalId: string;
  /** Its component in the simulation, `<kind>:<name>`. */
  readonly component: string;
  readonly kind: string;
  readonly arn: string;
}

/** A scenario in motion under one seed. */
export interface Run {
  readonly scenario: Scenario;
  readonly seed: number | string;
  readonly simulation: AwsSimulation;
  readonly resources: readonly RunResource[];
  /** Gauges by component and name, sampled every virtual minute as CloudWatch does. */
  readonly gauges: ReadonlyMap<string, ReadonlyMap<string, GaugeSeries>>;
  /** What was watched, second by second. */
  readonly watches: Watches;
  /** What was watched of updates of stacks; `null`: there are none, or nobody watches. */
  readonly updates: UpdateWatch | null;
}
