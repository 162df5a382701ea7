export {
  after,
  between,
  days,
  durationOf,
  earlier,
  formatDuration,
  hours,
  inMilliseconds,
  inSeconds,
  later,
  microseconds,
  milliseconds,
  minutes,
  noTime,
  parseDuration,
  seconds,
  start,
  type Branded,
  type Duration,
  type DurationSaid,
  type DurationText,
  type Instant,
} from "./time.ts";
export { ConfigError, DefectError, invariant, StoppedError, unreachable } from "./errors.ts";
export {
  bytesLimit,
  countBounds,
  countLimit,
  durationBounds,
  durationLimit,
  valueAsOf,
  withDefault,
  withinBounds,
  type Bounds,
  type Dated,
  type Limit,
} from "./limit.ts";
export { shownValue } from "./shown-value.ts";
export { declare, type Declared } from "./declare.ts";
export { EffectList, listed, type Effects } from "./effect-list.ts";
export {
  noEffects,
  noRequest,
  type AnyEffect,
  type ArchitectureChange,
  type ChangeArchitecture,
  type ClearTimer,
  type Connection,
  type Effect,
  type HandOn,
  type Reply,
  type RequestId,
  type Send,
  type SetTimer,
  type Stop,
} from "./effect.ts";
export {
  type AnyMachine,
  type Context,
  type Draft,
  type AskerOf,
  type Lost,
  type Machine,
  type Replied,
  type SettingsChanged,
  type TimerFired,
} from "./machine.ts";
export type { Plain, Tagged } from "./plain.ts";
export { ring, slab, table, vector } from "./collections/collections.ts";
export type { Slab, SlabId } from "./collections/slab.ts";
export type { Ring } from "./collections/ring.ts";
export type { Table } from "./collections/table.ts";
export type { Vector } from "./collections/vector.ts";
export { currentEpoch, enterEpoch, newEpoch } from "./collections/epoch.ts";
export { ownFields } from "./collections/own.ts";
export type { EventKey, ScheduledEvent, Scheduler, TakenEvent } from "./scheduler.ts";
export { EventHeap } from "./event-heap.ts";
export { EventQueue } from "./event-queue.ts";
export {
  transitionOnCopy,
  type ComponentPatches,
  type EventPatches,
  type Executor,
  type StateChanges,
} from "./executor.ts";
export type {
  DelayFault,
  DropFault,
  DuplicateFault,
  Fault,
  ImpairFault,
  RefuseFault,
  StrikeFault,
} from "./fault.ts";
export type { Absence } from "./absences.ts";
export type { FaultTally } from "./fault-injection.ts";
export type { Invariants } from "./invariants.ts";
export type { Recorder, RecorderOf } from "./meter.ts";
export type { Meter } from "./metered-sums.ts";
export {
  recordingOracle,
  replayOracle,
  seededOracle,
  usualOracle,
  type Choice,
  type Oracle,
} from "./oracle.ts";
export { own } from "./own.ts";
export { exp, ln } from "./random/portable-math.ts";
export { checkDistribution } from "./random/distribution-check.ts";
export type {
  ClippedDistribution,
  ConstantDistribution,
  Distribution,
  EmpiricalDistribution,
  ExponentialDistribution,
  GammaDistribution,
  LognormalDistribution,
  MixtureDistribution,
  MixturePart,
  NormalDistribution,
  QuantilePoint,
  Sampler,
  ShiftedDistribution,
  UniformDistribution,
} from "./random/distributions.ts";
export { compileDistribution, sample, sampleDuration } from "./random/sampling.ts";
export { drawDuration, lawOf, type Law } from "./random/law.ts";
export { lawThrough } from "./random/quantile-law.ts";
export { leastOf, meanOf, quantileOf } from "./random/moments.ts";
export { checkArrivals } from "./arrivals/arrival-check.ts";
export type {
  ArrivalProcess,
  ArrivalSpacing,
  BurstArrivals,
  BurstPhase,
  ConstantArrivals,
  DailyArrivals,
  PoissonArrivals,
  RampArrivals,
  RateStep,
  RecordedArrivals,
  StepArrivals,
} from "./arrivals/arrival-process.ts";
export { initialArrivals, nextArrival, type ArrivalState } from "./arrivals/arrival-state.ts";
export { expectedArrivals, meanRate } from "./arrivals/mean-rate.ts";
export { keyedRandom, keyedSeedFor } from "./random/keyed.ts";
export { copyStream, next, streamFor, type Draw, type StreamState } from "./random/stream.ts";
export type { HashedAspects, Ties, WaitingHashes } from "./world-hash.ts";
export { inAnyOrder, nameOf, type MemberViews } from "./canonical-hash.ts";
export {
  isOrdered,
  Simulation,
  type Observer,
  type RunLimit,
  type SimulationOptions,
  type Touched,
} from "./simulation.ts";
export type { OutsideInput } from "./outside.ts";
export type { Snapshot } from "./snapshot.ts";
export { base64Of, base64UrlOf, bytesOfBase64, bytesOfBase64Url, textOfCodes } from "./base64.ts";
export { fingerprintOf, formatToken, parseToken, type Token } from "./token.ts";
export type { Note, TraceEntry, TraceSink } from "./trace.ts";
