import type { ErrorCause } from "../protocol.ts";
import {
  invariant,
  noRequest,
  slab,
  table,
  type Draft,
  type Duration,
  type Instant,
  type RequestId,
  type Slab,
  type SlabId,
  type Table,
} from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import type { FunctionSettings } from "../config.ts";
import type { LogFact, LogStream, Printed } from "../log/log-fact.ts";
import { environmentRampOf } from "../account/limits.ts";
import { neverUsed, type DormancyState } from "./dormancy-state.ts";
import { noFileAccess, type FileAccessState } from "./file-access.ts";
import { managedAtFirst, type ManagedState } from "../managed/managed-instances.ts";
import type { Impairment } from "./impairment.ts";
import { noDeliveries, type Deliveries } from "../../../delivery/deliveries.ts";
import type { Trail } from "../../../service/origin.ts";
import type { Payload } from "../../../service/payload.ts";
import { noExecutions, type DurableOperation, type DurableState } from "../durable/state.ts";
import type {
  AttemptEvent,
  EventMark,
  ExecutionMark,
  Invoked,
  ProvisionedStatus,
} from "../protocol.ts";
import { noRequests, type RateState } from "./request-rate.ts";
import { fullRamp, type RampState } from "../account/token-bucket.ts";

/** The execution environments of one function, what it was admitted to, and the events it has taken. */
export interface FunctionState
  extends
    RateState,
    RampState,
    Deliveries<AttemptEvent>,
    DurableState,
    DormancyState,
    FileAccessState,
    ManagedState {
  readonly environments: Slab<Environment>;
  /** The idle environment used last; -1 for none. The others follow by {@link Environment.older}. */
  readonly newestIdle: SlabId | -1;
  /** The idle environment that was used longest ago; -1 for none. */
  readonly oldestIdle: SlabId | -1;
  readonly idleCount: number;
  /** By tenants, where they are kept apart: the idle environment that each used last. */
  readonly newestOfTenants: Table<SlabId>;
  /** Whether the next of several idle environments stays when it may go, as every second does. */
  readonly sparesNext: boolean;
  /** Environments that start or run an invocation: the function's concurrency. */
  readonly runningCount: number;
  /** Environments that shut their extensions down before they are used again. */
  readonly shuttingDownCount: number;
  /** Of its concurrency, what its published versions use. */
  readonly lentCount: number;
  /** Invocations that run on what its published versions have provisioned. */
  readonly elsewhereCount: number;
  /** What its provisioned concurrency has come to. */
  readonly provisionedStatus: ProvisionedStatus;
  /** Environments that are provisioned, busy ones among them. */
  readonly provisionedCount: number;
  readonly provisionedBusy: number;
  /** The provisioned environment that waits and was used last; -1 for none. The others follow by {@link Environment.older}. */
  readonly newestProvisioned: SlabId | -1;
  /** Invocations ever begun; numbers the next one. */
  readonly invocationCount: number;
  /** Settings of earlier revisions that running invocations still go by, oldest first. */
  readonly earlierSettings: readonly FunctionSettings[];
  /** How many running invocations do. */
  readonly earlierCount: number;
  /** Calls of other services that were not answered yet. */
  readonly calls: Slab<OpenCall>;
  /** Events that have ended and are on their way to destinations and dead-letter queues. */
  readonly handOvers: Slab<HandOver>;
  /** Function errors by cause and type. What was counted decides nothing. */
  readonly errors: Table<ErrorCount>;
  /** Calls to services that its VPC leads to by no way, by service. What was counted decides nothing. */
  readonly unreachable: Table<number>;
  /** Environments ever made; numbers the next one. */
  readonly environmentCount: number;
  /** The second in which X-Ray last kept a trace for being the first; -1: none. */
  readonly sampledSecond: number;
  /** The log streams of its environments, by their numbers; `null` where the run keeps no logs. */
  readonly logStreams: Slab<LogStream> | null;
  /**
   * What lines of its log are made of, once somebody reads it, in the order in which it happened, but for Init
   * phases, which are known ahead; `null` where the run keeps no logs.
   */
  readonly logFacts: Slab<LogFact> | null;
  /** Who asked for the deletion; {@link noRequest} while nobody did. */
  readonly deletion: RequestId;
}

/** What runs one invocation at a time. */
export interface Environment {
  readonly condition:
    /** In its Init phase, or on the way there. */
    | "initializing"
    /** Repeats its Init phase inside an invocation, after a reset. */
    | "reinitializing"
    /** Its handler computes, or waits for time to pass. */
    | "busy"
    /** Its handler waits for another service. */
    | "calling"
    /** Its handler has answered, and its extensions work on. */
    | "extending"
    /** It was reset, and its extensions shut down. */
    | "shuttingDown"
    | "idle"
    /** Waits, initialized ahead, and stays. */
    | "provisioned";
  /** Whether it is one of those that are initialized ahead and stay. */
  readonly isProvisioned: boolean;
  /** Whether its process must start anew, inside the next invocation. */
  readonly isReset: boolean;
  /** Whether its handler was called since its process started. */
  readonly wasCalled: boolean;
  /** Locks that what runs in it holds on each file that all lock. */
  readonly locks: number;
  /** By services: when its connection to it was used last; `null`: nobody asks, or it has none. */
  readonly connections: Readonly<Record<string, Instant>> | null;
  /** Which of the function's environments it is, from 1. */
  readonly number: number;
  /** When it was made. */
  readonly madeAt: Instant;
  /** The revision of the settings that it was made under. */
  readonly revision: number;
  /** When it is too old for another invocation. */
  readonly ageUntil: Instant;
  /** While it is idle: when it is reclaimed, where it is the function's last. */
  readonly idleUntil: Instant;
  /** While it is idle: when it may go as one of several. */
  readonly surplusUntil: Instant;
  /** When its expiry timer fires; -1 when that is not set. */
  readonly expiryAt: Instant | -1;
  /** While it is idle: its neighbors by last use; -1 for none. */
  readonly newer: SlabId | -1;
  readonly older: SlabId | -1;

  /** Whose it is, of a function that keeps tenants apart; `null` otherwise. */
  readonly tenantId: string | null;
  /** While it is idle: its neighbors by last use among those of its tenant; -1 for none. */
  readonly newerOfTenant: SlabId | -1;
  readonly olderOfTenant: SlabId | -1;

  /** The number of its invocation. */
  readonly invocation: number;
  readonly request: RequestId;
  /** `null` while it is idle. */
  readonly payload: Payload | null;
  /** What led to its invocation; `null` while it is idle, and for a batch, whose items bear their own. */
  readonly trail: Trail | null;
  /** Of an attempt at an event: which; `null` otherwise. */
  readonly event: EventMark | null;
  /** Of an invocation of a durable execution: which; `null` otherwise. */
  readonly execution: ExecutionMark | null;
  /** Whether the response of its invocation is streamed. */
  readonly streams: boolean;
  /** What its invocation comes to once all of the response is streamed; `null` before. */
  readonly streamed: StreamEnding | null;
  /** What else the caller of its invocation gave; `null`: nothing. */
  readonly clientContext: PlainObject | null;
  /** Whether X-Ray keeps a trace of its invocation; `null`: nobody has decided. */
  readonly sampled: boolean | null;
  /** Whether the invocation started the environment. */
  readonly coldStart: boolean;
  /** Of the Init phase that belongs to the invocation. */
  readonly initDuration: Duration;
  /** When the handler began, or the Init phase inside the invocation. */
  readonly startedAt: Instant;
  readonly timeoutAt: Instant;
  /** Whether the step that is under way ends at the timeout and not of itself. */
  readonly timesOut: boolean;
  /** Whether a timer of its own ends the invocation at the timeout. */
  readonly timeoutIsSet: boolean;
  /** Which of a profile's calls is next. */
  readonly nextCall: number;
  /** What faults do to its handler; `null`: nothing. */
  readonly impairment: Impairment | null;
  /** Of a script: all that it was answered so far, by which it can be run again. */
  readonly resumptions: Slab<Resumption> | null;
  /** Of a script: what it has printed so far; `null`: nothing. */
  readonly printed: Slab<Printed> | null;
  /** Of a script: what lived in the environment when the invocation began. */
  readonly memory: PlainObject | null;
  /** Of a script: what lies in `/tmp`, and what did when the invocation began. */
  readonly files: PlainObject | null;
  readonly filesBefore: PlainObject | null;
}

/** What an invocation comes to whose response is under way, and since when it is. A value. */
export interface StreamEnding extends Pick<
  Invoked,
  "functionError" | "payload" | "failedItems" | "cause"
> {
  readonly since: Instant;
}

/** A point at which a script went on, and what it was told there. A value. */
export interface Resumption {
  readonly at: Instant;
  readonly outcome:
    | { readonly type: "began" }
    | { readonly type: "waited" }
    | { readonly type: "answered"; readonly response: PlainObject; readonly strand?: number }
    | {
        readonly type: "refused";
        readonly code: string;
        readonly message: string;
        readonly strand?: number;
      }
    /** Of a durable execution: what it is begun or gone on with, and what a checkpoint has changed. */
    | { readonly type: "replayed"; readonly operations: readonly DurableOperation[] }
    | { readonly type: "checkpointed"; readonly operations: readonly DurableOperation[] };
}

/** A call of another service, and for which invocation it was made. */
export interface OpenCall {
  readonly environment: SlabId;
  readonly invocation: number;
  /** The strand of a durable handler that made it. @defaultValue of a handler without */
  readonly strand?: number;
}

/** All invocations of a function that run, those of its versions among them. */
export const concurrencyOf = ({ runningCount, lentCount, elsewhereCount }: FunctionState): number =>
  runningCount + lentCount + elsewhereCount;

/** The part of a state that handlers write on. */
export type FunctionDraft = Draft<FunctionState>;
/** An environment to write on. */
export type EnvironmentDraft = Draft<Environment>;

/** A function that was never invoked. */
export const emptyFunction = ({
  region,
  asOf,
  keepsLog,
  managed,
}: FunctionSettings): FunctionState => ({
  environments: slab.empty(),
  newestIdle: -1,
  oldestIdle: -1,
  idleCount: 0,
  newestOfTenants: table.empty(),
  sparesNext: false,
  runningCount: 0,
  shuttingDownCount: 0,
  lentCount: 0,
  elsewhereCount: 0,
  provisionedStatus: "none",
  provisionedCount: 0,
  provisionedBusy: 0,
  newestProvisioned: -1,
  invocationCount: 0,
  earlierSettings: [],
  earlierCount: 0,
  calls: slab.empty(),
  handOvers: slab.empty(),
  errors: table.empty(),
  unreachable: table.empty(),
  environmentCount: 0,
  sampledSecond: -1,
  logStreams: keepsLog ? slab.empty() : null,
  logFacts: keepsLog ? slab.empty() : null,
  ...noExecutions(),
  ...neverUsed,
  ...noFileAccess,
  ...managedAtFirst(managed),
  deletion: noRequest,
  ...noDeliveries<AttemptEvent>(),
  ...noRequests,
  ...fullRamp(environmentRampOf(region, asOf)),
});

/** An environment that is to be started for an invocation, or ahead of all. */
export const newEnvironment = (
  revision: number,
  request: RequestId,
  {
    payload,
    trail,
    event,
    clientContext = null,
    execution = null,
    tenantId = null,
    streams = false,
  }: Pick<Environment, "payload" | "trail" | "event"> & {
    readonly clientContext?: PlainObject | null;
    readonly execution?: ExecutionMark | null;
    readonly tenantId?: string | null;
    readonly streams?: boolean;
  },
): Environment => ({
  condition: "initializing",
  isProvisioned: false,
  isReset: false,
  wasCalled: false,
  locks: 0,
  connections: null,
  number: 0,
  madeAt: 0 as Instant,
  revision,
  ageUntil: 0 as Instant,
  idleUntil: 0 as Instant,
  surplusUntil: 0 as Instant,
  expiryAt: -1,
  newer: -1,
  older: -1,
  tenantId,
  newerOfTenant: -1,
  olderOfTenant: -1,
  invocation: 0,
  request,
  payload,
  trail,
  event,
  execution,
  streams,
  streamed: null,
  clientContext,
  sampled: null,
  coldStart: true,
  initDuration: 0 as Duration,
  startedAt: 0 as Instant,
  timeoutAt: 0 as Instant,
  timesOut: false,
  timeoutIsSet: false,
  nextCall: 0,
  impairment: null,
  resumptions: null,
  printed: null,
  memory: null,
  files: null,
  filesBefore: null,
});

/** The environment `id`, which must be there, to write on. */
export function environmentOf(fn: FunctionDraft, id: SlabId): EnvironmentDraft {
  const environment = slab.edit(fn.environments, id);
  invariant(environment !== undefined, "an execution environment is gone that should be there");
  return environment;
}

/** Puts an environment before all idle ones: it is the next to be used. */
export function linkIdle(fn: FunctionDraft, id: SlabId, environment: EnvironmentDraft): void {
  environment.condition = "idle";
  environment.newer = -1;
  environment.older = fn.newestIdle;
  if (fn.newestIdle === -1) fn.oldestIdle = id;
  else environmentOf(fn, fn.newestIdle).newer = id;
  fn.newestIdle = id;
  fn.idleCount += 1;
  if (environment.tenantId !== null) linkTenant(fn, id, environment, environment.tenantId);
}

function linkTenant(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  tenantId: string,
): void {
  const newest = table.get(fn.newestOfTenants, tenantId) ?? -1;
  environment.olderOfTenant = newest;
  if (newest !== -1) environmentOf(fn, newest).newerOfTenant = id;
  table.set(fn.newestOfTenants, tenantId, id);
}

function unlinkTenant(fn: FunctionDraft, environment: EnvironmentDraft, tenantId: string): void {
  const { newerOfTenant: newer, olderOfTenant: older } = environment;
  if (newer !== -1) environmentOf(fn, newer).olderOfTenant = older;
  else if (older !== -1) table.set(fn.newestOfTenants, tenantId, older);
  else table.remove(fn.newestOfTenants, tenantId);
  if (older !== -1) environmentOf(fn, older).newerOfTenant = newer;
  environment.newerOfTenant = -1;
  environment.olderOfTenant = -1;
}

/** Takes an environment out of the idle ones. */
export function unlinkIdle(fn: FunctionDraft, environment: EnvironmentDraft): void {
  const { newer, older } = environment;
  if (newer === -1) fn.newestIdle = older;
  else environmentOf(fn, newer).older = older;
  if (older === -1) fn.oldestIdle = newer;
  else environmentOf(fn, older).newer = newer;
  environment.newer = -1;
  environment.older = -1;
  fn.idleCount -= 1;
  if (environment.tenantId !== null) unlinkTenant(fn, environment, environment.tenantId);
}

/** An event that has ended and is handed over. */
export interface HandOver {
  /** The event's number. */
  readonly event: number;
  /** Whether it was dropped, so that it is lost where nobody takes it. */
  readonly isDropped: boolean;
  /** How many of those who are told have not answered yet. */
  readonly left: number;
  /** Whether one of them has taken it. */
  readonly isKept: boolean;
}

/** Function errors of one cause and one type. A value. */
export interface ErrorCount {
  readonly cause: ErrorCause;
  /** Such as `TypeError`, or AWS's own `Sandbox.Timedout`. */
  readonly errorType: string;
  /** That of the first of them. */
  readonly errorMessage: string;
  readonly count: number;
}
