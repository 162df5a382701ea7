import {
  Simulation,
  ConfigError,
  own,
  withDefault,
  type AnyMachine,
  type Distribution,
  type Fault,
  type Observer,
  type Oracle,
  type RecorderOf,
  type Tagged,
  type TraceSink,
} from "@orrery/kernel";
import { controlAssumptions } from "../control/limits.ts";
import { checkAssumptions, figureValues, type Assumptions } from "../service/assumed-figure.ts";
import { accountCaller } from "../service/caller.ts";
import { AwsClient } from "../control/client.ts";
import { controlMachine } from "../control/machine.ts";
import type { ControlSettings } from "../control/state.ts";
import { policySettingsOf, type PolicyConfig } from "../control/policy-config.ts";
import { checkUnmodeled } from "../control/unmodeled.ts";
import type { UnmodeledAnswers } from "../control/state.ts";
import { partitionOf } from "../service/partition.ts";
import type { RunCode } from "../service/run-code.ts";
import { kindsOf } from "../service/kinds.ts";
import { controlName, type ServiceModel } from "../service/service-model.ts";
import { allAssumptions } from "../figures.ts";
import { deploymentFigures, deploymentOf, quotas as allQuotas, services } from "../services.ts";
import { errorOfStop } from "../control/not-modeled.ts";
import { withNearest } from "../text/nearest.ts";
import { parseWallClock } from "../text/wall-clock.ts";
import { consumerMachine } from "../consumer/machine.ts";
import { actorMachine } from "../action/machine.ts";
import { workloadMachine } from "../workload/machine.ts";

/** An account in a Region, before anything is in it. */
export interface AwsOptions extends Partial<RunCode> {
  /** From which all chance is derived. @defaultValue 1 */
  readonly seed?: number | string;
  /** The date whose rules of AWS hold, `YYYY-MM-DD`. @defaultValue 2026-11-01 */
  readonly asOf?: string;
  /** The wall-clock time of instant 0 in UTC. @defaultValue 2026-01-01T00:00:00Z */
  readonly startsAt?: string;
  /** @defaultValue us-east-1 */
  readonly region?: string;
  /** Twelve digits. @defaultValue 123456789012 */
  readonly accountId?: string;
  /** Quotas of the account by name, such as `lambda.concurrentExecutions`. @defaultValue AWS's own */
  readonly quotas?: Readonly<Record<string, number>>;
  /** In place of our latencies, in microseconds by name. */
  readonly latencies?: Readonly<Record<string, Distribution>>;
  /** In place of figures of ours where AWS gives none, by name; durations in microseconds. @defaultValue none */
  readonly assumptions?: Assumptions;
  /** What happens when an operation is called that is not modeled. @defaultValue the run ends */
  readonly unmodeled?: UnmodeledAnswers;
  /** How policies are minded. @defaultValue everybody may do everything */
  readonly iam?: PolicyConfig;
  /** Whether what functions log is kept, so that it can be read: it takes memory for each invocation. @defaultValue false */
  readonly logs?: boolean;
  /** Components are named `<kind>:<name>`, such as `lambda.function:worker`. */
  readonly faults?: readonly Fault[];
  readonly oracle?: Oracle;
  readonly trace?: TraceSink;
  readonly recorderOf?: RecorderOf;
  readonly observer?: Observer;
  /** The most events at one instant. @defaultValue 1,000,000 */
  readonly instantLimit?: number;
  /** What is thrown where a function stops the run. @defaultValue a NotModeledError or a ConfigError */
  readonly errorOfStop?: (reason: Tagged) => Error;
}

/** A simulated account: the kernel's simulation, and a client to it. */
export interface AwsSimulation extends Simulation {
  /** Performs operations of AWS by their names. */
  client(): AwsClient;
}

/** The machines of a simulation of AWS, with what they are given. */
export function machinesOf(
  models: readonly ServiceModel[] = services,
  code: Partial<RunCode> = {},
): readonly AnyMachine[] {
  const { kinds, world } = kindsOf(models, code);
  const machines = [...kinds.values()].map(({ machine }) => machine);
  return [
    // The first that knows how members are viewed is asked for it.
    controlMachine({ services: models, kinds, ...world }),
    ...machines,
    workloadMachine(world.entryOf),
    actorMachine(deploymentOf, () => deploymentFigures().map(({ name }) => name)),
    consumerMachine(world.sources),
  ];
}

/** An account with nothing in it, at instant 0; `models` stand for the services. */
export function simulate(
  options: AwsOptions = {},
  models: readonly ServiceModel[] = services,
): AwsSimulation {
  const {
    seed = 1,
    asOf = "2026-11-01",
    startsAt = "2026-01-01T00:00:00Z",
    region = "us-east-1",
    accountId = "123456789012",
    scripts = {},
    queryEngine = null,
    latencies = {},
    assumptions = {},
    unmodeled = {},
    logs = false,
    quotas = {},
    iam,
    ...kernelOptions
  } = options;
  parseWallClock("asOf", asOf);
  const said = checkAssumptions({ ...assumptions }, allAssumptions);
  const partition = partitionOf(region);
  const settings: ControlSettings = {
    region,
    accountId,
    partition,
    asOf,
    epochMilliseconds: parseWallClock("startsAt", startsAt),
    latencies,
    assumptions: said,
    assumed: figureValues(controlAssumptions, said),
    quotas: quotasWith(quotas, region),
    unmodeled: checkUnmodeled("unmodeled", unmodeled),
    keepsLogs: logs,
    caller: accountCaller({ region, accountId, partition }),
    iam: iam === undefined ? null : policySettingsOf(iam),
    entrances: [],
  };
  const simulation = new Simulation({
    errorOfStop,
    ...kernelOptions,
    seed,
    machines: machinesOf(models, { scripts, queryEngine }),
    privileged: ["aws.control"],
  });
  simulation.apply({
    do: "create",
    name: controlName,
    kind: "aws.control",
    settings,
    connections: [],
  });
  simulation.tell(controlName, { type: "setUp" });
  simulation.step();
  return withClient(simulation);
}

/** All quotas, those that are `given` in place of AWS's own. @throws ConfigError */
function quotasWith(
  given: Readonly<Record<string, number>>,
  region: string,
): Readonly<Record<string, number>> {
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(allQuotas, name)) continue;
    const known = Object.keys(allQuotas);
    throw new ConfigError("quotas", `one of ${known.join(", ")}`, withNearest(name, known));
  }
  return Object.fromEntries(
    Object.entries(allQuotas).map(([name, { byRegion = {}, ...limit }]) => [
      name,
      withDefault(`quota ${name}`, own(given, name) ?? own(byRegion, region), limit),
    ]),
  );
}

/** A simulation with a client; forks have one as well. */
export function withClient(simulation: Simulation): AwsSimulation {
  const modelOf = (name: string) => services.find(({ service }) => service === name);
  const statusOf = (service: string, code: string) => modelOf(service)?.model.statusOf(code) ?? 400;
  const channelOf = (service: string, operation: string) =>
    own(modelOf(service)?.operations ?? {}, operation)?.channel;
  return Object.assign(simulation, {
    client: () => new AwsClient(simulation, statusOf, channelOf),
  });
}
