import type { Distribution } from "@orrery/kernel";
import { figureValues, type Assumptions, type FigureValues } from "../../service/assumed-figure.ts";
import { roleCaller, type Caller } from "../../service/caller.ts";
import { stepFunctionsAssumptions, usualLatencies, type LatencyName } from "./limits.ts";

/** Whether executions are durable, or fast and cheap. */
export type StateMachineType = "STANDARD" | "EXPRESS";

/** Which events of executions are logged. */
export type LogLevel = "ALL" | "ERROR" | "FATAL" | "OFF";

/** What executions of a state machine do: its definition and its role, as of a change. A value. */
export interface Revision {
  /** Tells it from all others of the state machine. */
  readonly id: string;
  /** In the Amazon States Language, as it was given. */
  readonly definition: string;
  readonly roleArn: string;
  /** Who executions act as, … */
  readonly caller: Caller;
  /** … and who waits for other executions that they began. */
  readonly waiter: Caller;
  /** The number of the version that it is; `null`: it was never published. */
  readonly version: number | null;
}

/** What a state machine logs. */
export interface LoggingSettings {
  readonly level: LogLevel;
  readonly includesData: boolean;
  /** The name of the log group; `null`: nothing is logged. */
  readonly group: string | null;
}

/** The settings of a state machine's machine: complete and checked. */
export interface StateMachineSettings {
  readonly name: string;
  readonly arn: string;
  /** The number of its resource. */
  readonly stateMachine: number;
  readonly type: StateMachineType;
  /** What executions do that begin now without a version. */
  readonly current: Revision;
  /** Those that are published, in order of their numbers. */
  readonly versions: readonly Revision[];
  /** The ARNs of activities by the numbers of their connections; empty: there is no such activity. */
  readonly activities: readonly string[];
  readonly logging: LoggingSettings;
  /** Whether X-Ray keeps traces of its executions. */
  readonly isTraced: boolean;
  /** The kind by whose entry events get onto the default bus; `null`: nothing goes there. */
  readonly busKind: string | null;
  /** Whether what resources log is kept. */
  readonly keepsLogs: boolean;
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  /** Milliseconds since 1970 at instant 0. */
  readonly epochMilliseconds: number;
  readonly asOf: string;
  readonly latencies: Readonly<Record<LatencyName, Distribution>>;
  readonly assumed: FigureValues<typeof stepFunctionsAssumptions>;
}

/** Where a state machine is. */
export interface StateMachinePlace {
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly epochMilliseconds: number;
  readonly asOf: string;
  readonly keepsLogs: boolean;
  readonly latencies: Readonly<Record<string, Distribution>>;
  readonly assumptions: Assumptions;
}

/** Settings of what is said of a state machine, where it is. */
export function stateMachineSettings(
  said: Pick<
    StateMachineSettings,
    | "name"
    | "arn"
    | "stateMachine"
    | "type"
    | "current"
    | "versions"
    | "activities"
    | "logging"
    | "isTraced"
    | "busKind"
  >,
  place: StateMachinePlace,
): StateMachineSettings {
  const { region, accountId, partition, epochMilliseconds, asOf, keepsLogs } = place;
  return {
    ...said,
    keepsLogs,
    accountId,
    region,
    partition,
    epochMilliseconds,
    asOf,
    latencies: latenciesOf(place.latencies),
    assumed: figureValues(stepFunctionsAssumptions, place.assumptions),
  };
}

const latenciesOf = (
  given: Readonly<Record<string, Distribution>>,
): Readonly<Record<LatencyName, Distribution>> =>
  Object.fromEntries(
    Object.entries(usualLatencies).map(([name, usual]) => [name, given[name] ?? usual]),
  ) as Record<LatencyName, Distribution>; // It has the keys of the table.

/** Who executions with a role act as. */
export const callersWith = (
  roleArn: string,
  stateMachineArn: string,
  place: Pick<StateMachinePlace, "region" | "accountId" | "partition">,
): Pick<Revision, "caller" | "waiter"> => {
  const caller = roleCaller(roleArn, "states", stateMachineArn, place);
  return { caller, waiter: { ...caller, awaitsEnd: true } };
};
