import {
  continuedRun,
  Percentiles,
  prepareRun,
  withClient,
  type AwsClient,
  type AwsSimulation,
  type FaultInput,
  type Later,
  type MetricName,
  type Run,
  type WorkloadInput,
} from "@orrery/aws";
import {
  ConfigError,
  durationOf,
  type Duration,
  type DurationSaid,
  type Instant,
  type Simulation,
} from "@orrery/kernel";
import { checkExpectations, resourceNamed, withPlaces } from "@orrery/templates";
import { noteRun } from "@orrery/testing";
import { notOneOf } from "./not-one-of.ts";
import { RunResult } from "./run-result.ts";
import { activityOf, tallyOf } from "./run-tally.ts";
import { readSubject, type ReadSubject, type ScenarioSettings, type Subject } from "./subject.ts";

/** What comes to a world beside what came to the deployment: its times count from the world's beginning. */
export interface LaterSettings {
  readonly workload?: readonly WorkloadInput[];
  readonly faults?: readonly FaultInput[];
}

/**
 * Deploys a stack, a scenario, or a scenario file or template once, for many tests: each takes the architecture at
 * an instant of its choice, as a world of its own.
 *
 * ```ts
 * const shop = deploy(stack, { workload: [{ to: "Orders", arrivals: { poisson: { rate: "50/s" } } }] });
 * test("an outage of a minute is made up for", () => {
 *   const world = shop.at("1h", { faults: [{ at: "0s", for: "1m", outage: "Worker" }] });
 *   expect(world.run("10m").gauge("Orders", "ApproximateNumberOfMessagesVisible")).toBe(0);
 * });
 * ```
 *
 * @throws ConfigError, ScenarioError or TemplateError, as `run` does.
 */
export function deploy(subject: Subject, settings: ScenarioSettings = {}): Deployment {
  const isStack = typeof subject === "object" && "operations" in subject;
  // No run of it ends by itself: a duration is asked for where there is none alone.
  return new Deployment(subject, isStack ? { duration: "1d", ...settings } : settings);
}

/** An architecture that was deployed once. */
export class Deployment {
  private readonly subject: Subject;
  private readonly settings: ScenarioSettings;
  private readonly read: ReadSubject;
  private readonly run: Run;
  /** At instants that somebody asked for, the earliest first; nobody goes on with these. */
  private readonly moments: Simulation[];

  constructor(subject: Subject, settings: ScenarioSettings) {
    this.subject = subject;
    this.settings = settings;
    this.read = readSubject(subject, settings);
    const { scenario, seed, scripts, queryEngine, document } = this.read;
    this.run = withPlaces(this.read, document, () =>
      prepareRun(scenario, { seed, scripts, queryEngine }),
    );
    checkExpectations(this.run, document);
    this.moments = [this.run.simulation.fork()];
  }

  /**
   * The architecture as it is at an instant, which counts from the deployment. Whoever asks for an instant first
   * waits until the run has come there; from then on it is there at once. What happens in one world no
   * other sees.
   *
   * @throws ConfigError for what is no instant, and where `later` is about what is not there.
   */
  at(instant: DurationSaid, later: LaterSettings = {}): World {
    const at = durationOf("at", instant);
    const simulation = withClient(this.momentAt(at as number as Instant).fork());
    return new World(this.read, continued(this.run, simulation, this.readLater(later)));
  }

  private momentAt(at: Instant): Simulation {
    const { moments } = this;
    const place = moments.filter(({ now }) => now <= at).length - 1;
    const before = moments[place]!; // The first is at 0.
    if (before.now === at && place > 0) return before;
    const moment = before.fork();
    moment.run({ until: at });
    moments.splice(place + 1, 0, moment);
    return moment;
  }

  private readLater({ workload = [], faults = [] }: LaterSettings): Later | null {
    if (workload.length === 0 && faults.length === 0) return null;
    const { scenario } = readSubject(this.subject, { ...this.settings, workload, faults });
    return scenario;
  }
}

const continued = (run: Run, simulation: AwsSimulation, later: Later | null): Run =>
  later === null
    ? { ...run, simulation, gauges: new Map(), updates: null }
    : continuedRun(run, simulation, later);

/** A metric of a world: all that was observed since the deployment. */
export interface WorldNumbers {
  readonly count: number;
  readonly sum: number;
  /** `NaN` where nothing was observed, as are `max` and `average`. */
  readonly min: number;
  readonly max: number;
  readonly average: number;
}

/** An architecture under way, with a clock of its own. Durations are in microseconds. */
export class World {
  /** Performs operations of AWS by their names, which takes virtual time. */
  readonly client: AwsClient;
  private readonly subject: ReadSubject;
  private readonly forked: Run;

  constructor(subject: ReadSubject, forked: Run) {
    this.subject = subject;
    this.forked = forked;
    this.client = forked.simulation.client();
    noteRun(() => {
      const before = activityOf(forked);
      return { tally: () => tallyOf(forked, before), save: refuseToSave };
    });
  }

  /** How much time has passed since the deployment. */
  get now(): Duration {
    return this.forked.simulation.now as number as Duration;
  }

  /** 16 hexadecimal digits: whoever sees the same has seen the same since the deployment. */
  get digest(): string {
    return this.forked.simulation.digest;
  }

  /** Lets so much time pass. @returns the same world */
  run(duration: DurationSaid): this {
    const length = durationOf("run", duration);
    this.forked.simulation.run({ until: (this.now + length) as Instant });
    return this;
  }

  /**
   * What was observed of a metric of a resource, by the resource's logical id.
   *
   * @throws ConfigError where there is no such resource, or nothing of this name is observed of it.
   */
  metric(resource: string, metric: MetricName): WorldNumbers {
    const meters = this.forked.simulation.metersOf(this.componentOf(resource));
    const meter = Object.hasOwn(meters, metric) ? meters[metric] : undefined;
    if (meter === undefined) throw notOneOf(`metric of ${resource}`, Object.keys(meters), metric);
    const { count, sum } = meter;
    if (count === 0) return { count, sum, min: NaN, max: NaN, average: NaN };
    return { count, sum, min: meter.min, max: meter.max, average: sum / count };
  }

  /**
   * What a gauge of a resource reads now.
   *
   * @throws ConfigError where there is no such resource, or it has no such gauge.
   */
  gauge(resource: string, gauge: MetricName): number {
    const gauges = this.forked.simulation.gaugesOf(this.componentOf(resource));
    const value = Object.hasOwn(gauges, gauge) ? gauges[gauge] : undefined;
    if (value === undefined) throw notOneOf(`gauge of ${resource}`, Object.keys(gauges), gauge);
    return value;
  }

  /**
   * The bodies of the messages that are in a resource now, the oldest first; of a table, its items as JSON, in the
   * order of a scan.
   *
   * @throws ConfigError where there is no resource of this name, or nothing stays in one.
   */
  bodies(resource: string): readonly string[] {
    return new RunResult(this.forked, this.subject, new Percentiles()).bodies(resource);
  }

  private componentOf(resource: string): string {
    const { resources } = this.forked;
    const { paths } = this.subject;
    const isThere = (id: string) => resources.some(({ logicalId }) => logicalId === id);
    const meant = resourceNamed("resource", resource, paths, isThere);
    const found = resources.find(({ logicalId }) => logicalId === meant);
    if (found !== undefined) return found.component;
    const names = resources.map(({ logicalId }) => paths.nameOf(logicalId));
    throw notOneOf("resource", names, resource);
  }
}

function refuseToSave(): never {
  throw new ConfigError(
    "a run file",
    "a run from its beginning",
    "a world that goes on from a deployment",
  );
}
