import type { Assumptions } from "../service/assumed-figure.ts";
import type { ArrivalProcess, Distribution, Duration } from "@orrery/kernel";
import type { UpdateBranch } from "../action/update-state.ts";
import type { PolicyConfig } from "../control/policy-config.ts";
import type { UnmodeledAnswers } from "../control/state.ts";
import type { Extras } from "../service/construct.ts";
import type { DoorName } from "../service/entry.ts";
import type { PlainObject } from "../service/refusal.ts";
import type { NamedCall } from "../service/resource-action.ts";
import type { Consumer } from "../consumer/config.ts";
import type { WorkloadAttribute } from "../workload/attributes.ts";
import type { Batching, RetryConfig, Users } from "../workload/caller.ts";
import type { HttpRequestSaid } from "../service/http.ts";
import type { MixedRequest } from "../workload/http-request.ts";
import type { BreakerConfig } from "../workload/breaker-settings.ts";
import type { ConnectionsConfig } from "../workload/connection-settings.ts";
import type { Location } from "../workload/location.ts";
import type { SessionStep } from "../workload/session.ts";
import type { PayloadSettings } from "../workload/payload.ts";

/** All of a run but its seed: what there is, what reaches it, what goes wrong, and how long. */
export interface Scenario {
  /** What there is, as the operations that make it at instant 0, in their order. */
  readonly architecture: readonly ArchitectureOperation[];
  /** The date whose rules of AWS hold, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** The wall-clock time of instant 0 in UTC. */
  readonly startsAt: string;
  readonly region: string;
  readonly accountId: string;
  /** Quotas of the account by name, such as `lambda.concurrentExecutions`. @defaultValue AWS's own */
  readonly quotas?: Readonly<Record<string, number>>;
  readonly duration: Duration;
  readonly workloads: readonly Workload[];
  /** What reads queues beside functions. @defaultValue nothing */
  readonly consumers?: readonly Consumer[];
  /**
   * What resources have that AWS has no parameter for, by logical id: what their kinds declare as extras,
   * such as a function's `Behavior`. @defaultValue none
   */
  readonly extras?: Readonly<Record<string, Extras>>;
  /** In place of our latencies, in microseconds by name. */
  readonly latencies: Readonly<Record<string, Distribution>>;
  /**
   * In place of figures of ours where AWS gives none, by name, such as `sqs.deadLetterRetry`; durations
   * in microseconds. @defaultValue none
   */
  readonly assumptions?: Assumptions;
  /**
   * What happens when an operation is called that is not modeled, by its name such as
   * `rekognition:DetectFaces`, or by its service such as `rekognition:*`. @defaultValue the run ends
   */
  readonly unmodeled?: UnmodeledAnswers;
  /** How policies are minded. @defaultValue everybody may do everything */
  readonly iam?: PolicyConfig;
  /** Whether what functions log is kept, so that calls can read it in the run. @defaultValue false */
  readonly logs?: boolean;
  readonly faults: readonly ScenarioFault[];
  /** What is done to the architecture while it runs. @defaultValue nothing */
  readonly actions?: readonly ScenarioAction[];
  readonly expectations: readonly Expectation[];
  /** What the architecture has beside and AWS charges for, which no run prices. */
  readonly leftOut?: readonly LeftOut[];
  /** Where the CDK made its resources, by logical id: names that people mean them by, too. It changes no run. */
  readonly constructPaths?: Readonly<Record<string, string>>;
}

/** Something that AWS charges for and a run does not price. */
export interface LeftOut {
  readonly resource: string;
  /** As CloudFormation has it, such as `AWS::DynamoDB::Table`. */
  readonly type: string;
  /** What is charged, such as `API Gateway requests`. */
  readonly what: string;
}

/** An operation of AWS that makes a part of the architecture. */
export interface ArchitectureOperation {
  /** The name of what it makes, in the template or in this scenario. */
  readonly logicalId: string;
  readonly service: string;
  readonly operation: string;
  readonly params: PlainObject;
}

/** Arrivals from outside at one resource. */
export interface Workload {
  /** A queue's or a function's logical id. */
  readonly to: string;
  /** When things arrive, whatever became of those before; left out: when {@link users} send. */
  readonly arrivals?: ArrivalProcess;
  /** In place of arrivals a closed loop: users who wait for each answer, think, and send again. */
  readonly users?: Users;
  /** How many messages go together in a request, and how long the first waits. @defaultValue each goes alone */
  readonly batch?: Batching;
  /** When it begins and ends, since the start of the run; `null`: with the run. */
  readonly from: Duration;
  readonly until: Duration | null;
  readonly payload: PayloadSettings;
  /**
   * How it comes to a target that can be asked in two ways: as a *request*, which is answered when it was
   * worked on, or as an *event*, which is taken at once and worked on later. @defaultValue request
   */
  readonly invoke?: DoorName;
  /** Message groups and their weights; empty for none. */
  readonly groups: readonly { readonly id: string; readonly weight: number }[];
  /** Values with names beside the text, as queues and topics take them. @defaultValue none */
  readonly attributes?: readonly WorkloadAttribute[];
  /** A client library leaves payloads that are too large for the target in a bucket. @defaultValue none does */
  readonly extendedClient?: ExtendedClientSaid;
  /** What its requests of HTTP are beside the payload, which is their body. @defaultValue POST / */
  readonly request?: HttpRequestSaid;
  /** In place of it several, which come in turn or by their weights. */
  readonly requests?: readonly MixedRequest[];
  /** In place of both what each user does, one request after another; arrivals are then of users. */
  readonly session?: readonly SessionStep[];
  /** Leaves alone for a while what fails too often. @defaultValue none */
  readonly circuitBreaker?: BreakerConfig;
  /** What connections cost. @defaultValue nothing, and there are as many as are needed */
  readonly connections?: ConnectionsConfig;
  /** Where callers are: a Region, or how far away. @defaultValue nearby */
  readonly location?: Location;
  /** How long each message is hidden at first, at a queue. @defaultValue as long as the queue has it */
  readonly delay?: Duration;
  /** How it tries again what is throttled, fails in the service or is lost. @defaultValue as the AWS SDKs */
  readonly retry?: RetryConfig;
  /**
   * How long each attempt waits for its answer before it counts as lost, and may be sent again: 1 ms to
   * 1 h. @defaultValue of a queue 60 s, of a function 16 min
   */
  readonly timeout?: Duration;
}

/** How a client library leaves large payloads elsewhere. */
export interface ExtendedClientSaid {
  /** The logical id of the bucket. */
  readonly bucket: string;
  /** Bytes of body and attributes; what has more goes through the bucket, and with 0 all. @defaultValue 256 KiB */
  readonly above?: number;
}

/** Something that is done to the architecture at a time: an operation of AWS. */
export interface ScenarioAction {
  readonly at: Duration;
  readonly do: ActionSaid;
}

/**
 * What is done: a line such as `redrive OrdersDlq at 50/s` or `set Worker.Timeout 30s`, the operation itself, or an
 * update of stacks with its steps, which `line` says as a scenario does.
 */
export type ActionSaid =
  | { readonly type: "line"; readonly line: string }
  | ({ readonly type: "call" } & NamedCall)
  | {
      readonly type: "deploy";
      readonly line: string;
      /** Of several stacks, which one is updated; left out: there is one. */
      readonly stack?: string;
      /** What it does, by the states that the stacks may be in when it begins: the likeliest first. */
      readonly branches: readonly UpdateBranch[];
    };

/** What goes wrong with requests to a resource, with its answers or with its own work, over a span. */
export type ScenarioFault = ScenarioFaultSpan &
  (
    | {
        readonly type: "refuse";
        /** AWS's error code. */
        readonly code: string;
        readonly message: string;
      }
    /** By how much, in microseconds. */
    | { readonly type: "delay"; readonly direction: "request" | "reply"; readonly by: Distribution }
    | { readonly type: "drop"; readonly direction: "request" | "reply" }
    /** How much later the copy comes, in microseconds. */
    | { readonly type: "duplicate"; readonly by: Distribution }
    /** Of a function: `share` of the execution environments that run an invocation at `from` die. */
    | { readonly type: "crash" }
    /**
     * Of a function: the handler throws, in `share` of the invocations that begin in the span, as when what it
     * depends on is down.
     */
    | { readonly type: "fail"; readonly errorType: string; readonly errorMessage: string }
    /** Of a function: the handler takes longer, in `share` of those invocations. */
    | ({ readonly type: "slow" } & Slowness)
  );

/** How much longer a handler takes: in one of these ways. */
export interface Slowness {
  /** How many times as long, above 1; `null`: in another way. */
  readonly factor: number | null;
  /** By how much, in microseconds; `null`: in another way. */
  readonly by: Distribution | null;
  /** Until the function's timeout. */
  readonly untilTimeout: boolean;
}

/** Where and when a fault strikes, and how often. */
export interface ScenarioFaultSpan {
  readonly name: string;
  /** A queue's or a function's logical id. */
  readonly to: string;
  /** The logical id of the resource whose requests are meant; left out: everybody's. */
  readonly sender?: string;
  readonly from: Duration;
  readonly until: Duration;
  /** The part that is struck, above 0 and at most 1. */
  readonly share: number;
  /** The chance that the fault is there in a run at all. @defaultValue 1 */
  readonly activation?: number;
  /** Faults of one group are there together or not at all. */
  readonly group?: string;
}

/** What is expected of a number at the end of the run. */
export type Expectation = Measure & ExpectedBounds;

/** A number that a run comes to. */
export type Measure = MetricMeasure | CostMeasure | ConductMeasure;

/** Of a metric, or how many times another one it is. */
export interface MetricMeasure extends MetricNumber {
  /** What the number is divided by. */
  readonly per?: MetricNumber;
  /** The part of the run that counts. @defaultValue all of it */
  readonly within?: Within;
}

/**
 * How a resource fared. *recovery*: how long it took at most, from the end of a fault, until what waits in it
 * is no more and no older than before the fault. *losses*: how many of the messages that it accepted were
 * lost. *messages*: how many it had, those that were there at first and those that came.
 */
export interface ConductMeasure {
  readonly conduct: Conduct;
  /** A resource's logical id. */
  readonly resource: string;
  /** Of losses: what is not counted as one. @defaultValue everything is */
  readonly except?: readonly ExceptedLoss[];
  /** The part of the run that counts. @defaultValue all of it */
  readonly within?: Within;
}

export type Conduct = "recovery" | "losses" | "messages";

/** Messages in a dead-letter queue, and those that filters of event source mappings took out. */
export type ExceptedLoss = "deadLetters" | "filteredOut";

/** A part of a run, in whole seconds: what happens from one instant on, up to another. */
export interface Within {
  /** @defaultValue the start of the run */
  readonly from?: Duration;
  /** @defaultValue the end of the run */
  readonly until?: Duration;
  /** In place of `from`: the end of the last fault of the scenario, rounded up to a second. */
  readonly afterLastFault?: true;
}

/** What AWS would charge for the run, for an hour or for a month of the same, in US dollars. */
export interface CostMeasure {
  readonly cost: "run" | "hour" | "month";
}

/** One number of a metric. */
export interface MetricNumber {
  /** A resource's logical id. */
  readonly resource: string;
  /** A metric of the report. */
  readonly metric: string;
  /** Which number of it; `null`: the sum of what is counted, and the maximum of all else. */
  readonly statistic: Statistic | null;
}

/** Between which numbers something must be. */
export interface ExpectedBounds {
  /** Durations in microseconds. */
  readonly min: number | null;
  readonly max: number | null;
  /** Neither bound itself will do. */
  readonly isStrict?: true;
}

/** A number of a metric. Percentiles are above p0 and at most p100, such as `p95` or `p99.9`. */
export type Statistic = "count" | "sum" | "min" | "max" | "average" | `p${number}`;

/** Which percentile a statistic is, above 0 and at most 100; `null`: it is none. */
export function percentOf(statistic: string): number | null {
  const [, digits] = /^p(\d{1,3}(?:\.\d{1,6})?)$/.exec(statistic) ?? [];
  const percent = Number(digits);
  return percent > 0 && percent <= 100 ? percent : null;
}

/** Whether something is the name of a {@link Statistic}. */
export const isStatistic = (name: string): name is Statistic =>
  ["count", "sum", "min", "max", "average"].includes(name) || percentOf(name) !== null;
