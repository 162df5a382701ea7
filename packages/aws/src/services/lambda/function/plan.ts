import { lawOf, valueAsOf, type Distribution, type Duration, type Law } from "@orrery/kernel";
import { environmentRampOf, type EnvironmentRamp } from "../account/limits.ts";
import { eventPlansOf, type EventPlans } from "../asynchronous/event-plan.ts";
import type { FunctionSettings } from "../config.ts";
import { continued, type Lineage } from "../../../service/lineage.ts";
import { slownessAt, type Extensions, type FileSystem } from "../environment-traits.ts";
import {
  asyncPayload,
  awaitsExtensions,
  extensionLimits,
  billingStep,
  initBilling,
  recursionDetection,
  recursionLimit,
  streamedPayload,
} from "../limits.ts";

/** What follows from the settings of a function, worked out once. */
export interface Plan {
  /** `null` for scripts. */
  readonly duration: Law | null;
  readonly durationPerItem: Law | null;
  readonly placement: Law;
  readonly init: Law;
  /** The share of Init phases that fail. */
  readonly initFailures: number;
  /** `null`: there are none. */
  readonly extensions: ExtensionPlan | null;
  /** How long mounting a file system takes; `null`: there is none. */
  readonly mount: Law | null;
  /** The file system that an Init phase reads; `null`: it reads none. */
  readonly readAtInit: FileSystem | null;
  /** How many times as long the handler's own work takes at its memory as where it was measured. */
  readonly slowness: number;
  readonly firstCall: Law;
  readonly idleLifetime: Law;
  /** `null`: every environment lives for its idle lifetime. */
  readonly surplusHalving: Law | null;
  readonly maximumAge: Law;
  readonly ramp: EnvironmentRamp;
  /** Whether it has a ramp of its own; its versions share it. */
  readonly hasRamp: boolean;
  /** How long it takes until the first environment of provisioned concurrency is allocated. */
  readonly preparation: Law;
  readonly billsInit: boolean;
  /** Whether something of the settings may refuse an invocation before concurrency does. */
  readonly mayRefuse: boolean;
  /** Whether an invocation too many in one chain of requests is stopped. */
  readonly stopsLoops: boolean;
  /** The chain that begins with an invocation from outside. */
  readonly firstLineage: Lineage;
  /** How it goes on with events that fail, or find no room, and where they go in the end. */
  readonly events: EventPlans;
  /** Bytes of a response at most that is streamed. */
  readonly streamedPayload: number;
  /** Bytes of an event at most. */
  readonly eventPayload: number;
  /** Microseconds to which a billed duration is rounded up. */
  readonly billingStep: number;
}

/** What follows for the extensions of a function. */
export interface ExtensionPlan {
  readonly isExternal: boolean;
  readonly init: Law;
  readonly afterInvoke: Law;
  readonly shutdown: Law;
  readonly shutdownLimit: Duration;
  /** Whether a response waits for them. */
  readonly delayResponses: boolean;
}

// Memos of pure functions: what they hold follows from their arguments alone.
const plans = new WeakMap<FunctionSettings, Plan>();
const laws = new WeakMap<Distribution, Law>();

// A memo as well: the same settings come many times in a row, and comparing them costs less than looking them up.
let lastSettings: FunctionSettings | null = null;
let lastPlan: Plan | null = null;

/** The plan of `settings`. */
export function planOf(settings: FunctionSettings): Plan {
  if (settings === lastSettings && lastPlan !== null) return lastPlan;
  let plan = plans.get(settings);
  if (plan === undefined) {
    plan = makePlan(settings);
    plans.set(settings, plan);
  }
  lastSettings = settings;
  lastPlan = plan;
  return plan;
}

function makePlan(settings: FunctionSettings): Plan {
  const { asOf, behavior, environments, number, packageType, recursiveLoop } = settings;
  const { region, runtime, version, snapStart, vpc, dormancy, managed, provisioned } = settings;
  const isProfile = behavior.type === "profile";
  const perItem = isProfile ? behavior.durationPerItem : null;
  // Custom runtimes and images were always billed for their Init phase.
  const isManagedRuntime = packageType === "Zip" && runtime?.startsWith("provided") !== true;
  return {
    duration: isProfile ? lawFor(behavior.duration) : null,
    durationPerItem: perItem === null ? null : lawFor(perItem),
    placement: lawFor(environments.placement),
    // What begins as a copy of a snapshot is restored wherever others are initialized.
    init: lawFor(snapStart === null ? environments.init : environments.restore),
    initFailures: snapStart === null ? (behavior.initFailures ?? 0) : 0,
    extensions:
      behavior.extensions === undefined ? null : extensionPlanOf(behavior.extensions, asOf),
    // A snapshot goes with no file system.
    mount: behavior.fileSystem === undefined ? null : lawFor(behavior.fileSystem.mount),
    readAtInit: (behavior.fileSystem?.initRead ?? 0) > 0 ? behavior.fileSystem! : null,
    slowness:
      isProfile && behavior.computing !== undefined
        ? slownessAt(settings.memorySize, behavior.computing)
        : 1,
    idleLifetime: lawFor(environments.idleLifetime),
    firstCall: lawFor(environments.firstCall),
    surplusHalving:
      environments.surplusHalving === null ? null : lawFor(environments.surplusHalving),
    maximumAge: lawFor(environments.maximumAge),
    ramp: environmentRampOf(region, asOf),
    hasRamp: version === "$LATEST" && environmentRampOf(region, asOf).sharedBy === "function",
    preparation: lawFor(environments.preparation),
    billsInit: snapStart === null && (!isManagedRuntime || valueAsOf(initBilling, asOf)),
    mayRefuse: [snapStart, vpc, dormancy, managed, provisioned].some((each) => each !== null),
    stopsLoops: recursiveLoop === "Terminate" && valueAsOf(recursionDetection, asOf),
    firstLineage: continued(null, number, recursionLimit),
    events: eventPlansOf(settings),
    streamedPayload: valueAsOf(streamedPayload, asOf),
    eventPayload: valueAsOf(asyncPayload, asOf),
    billingStep: valueAsOf(billingStep, asOf),
  };
}

const extensionPlanOf = (
  { kind, init, afterInvoke, shutdown }: Extensions,
  asOf: string,
): ExtensionPlan => ({
  isExternal: kind === "external",
  init: lawFor(init),
  afterInvoke: lawFor(afterInvoke),
  shutdown: lawFor(shutdown),
  shutdownLimit: extensionLimits.shutdown[kind],
  delayResponses: valueAsOf(awaitsExtensions, asOf),
});

function lawFor(distribution: Distribution): Law {
  let law = laws.get(distribution);
  if (law === undefined) {
    law = lawOf(distribution);
    laws.set(distribution, law);
  }
  return law;
}
