import {
  compileDistribution,
  valueAsOf,
  type Context,
  type Distribution,
  type Duration,
  type Sampler,
} from "@orrery/kernel";
import { eventPlansOf, type EventPlans } from "../asynchronous/event-plan.ts";
import type { FunctionSettings } from "../config.ts";
import { continued, type Lineage } from "../../../service/lineage.ts";
import { slownessAt, type Extensions, type FileSystem } from "../environment-traits.ts";
import {
  asyncPayload,
  awaitsExtensions,
  extensionLimits,
  billingStep,
  environmentRampOf,
  initBilling,
  recursionDetection,
  recursionLimit,
  streamedPayload,
  type EnvironmentRamp,
} from "../limits.ts";

/** What follows from the settings of a function, worked out once. */
export interface Plan {
  /** `null` for scripts. */
  readonly duration: Sampler | null;
  readonly durationPerItem: Sampler | null;
  readonly placement: Sampler;
  readonly init: Sampler;
  /** The share of Init phases that fail. */
  readonly initFailures: number;
  /** `null`: there are none. */
  readonly extensions: ExtensionPlan | null;
  /** How long mounting a file system takes; `null`: there is none. */
  readonly mount: Sampler | null;
  /** The file system that an Init phase reads; `null`: it reads none. */
  readonly readAtInit: FileSystem | null;
  /** How many times as long the handler's own work takes at its memory as where it was measured. */
  readonly slowness: number;
  readonly firstCall: Sampler;
  readonly idleLifetime: Sampler;
  /** `null`: every environment lives for its idle lifetime. */
  readonly surplusHalving: Sampler | null;
  readonly maximumAge: Sampler;
  readonly ramp: EnvironmentRamp;
  /** Whether it has a ramp of its own; its versions share it. */
  readonly hasRamp: boolean;
  /** How long it takes until the first environment of provisioned concurrency is allocated. */
  readonly preparation: Sampler;
  readonly billsInit: boolean;
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
  readonly init: Sampler;
  readonly afterInvoke: Sampler;
  readonly shutdown: Sampler;
  readonly shutdownLimit: Duration;
  /** Whether a response waits for them. */
  readonly delayResponses: boolean;
}

// Memos of pure functions: what they hold follows from their arguments alone.
const plans = new WeakMap<FunctionSettings, Plan>();
const samplers = new WeakMap<Distribution, Sampler>();

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
  const { region, runtime, version, snapStart } = settings;
  const isProfile = behavior.type === "profile";
  const perItem = isProfile ? behavior.durationPerItem : null;
  // Custom runtimes and images were always billed for their Init phase.
  const managed = packageType === "Zip" && runtime?.startsWith("provided") !== true;
  return {
    duration: isProfile ? samplerOf(behavior.duration) : null,
    durationPerItem: perItem === null ? null : samplerOf(perItem),
    placement: samplerOf(environments.placement),
    // What begins as a copy of a snapshot is restored wherever others are initialized.
    init: samplerOf(snapStart === null ? environments.init : environments.restore),
    initFailures: snapStart === null ? (behavior.initFailures ?? 0) : 0,
    extensions:
      behavior.extensions === undefined ? null : extensionPlanOf(behavior.extensions, asOf),
    // A snapshot goes with no file system.
    mount: behavior.fileSystem === undefined ? null : samplerOf(behavior.fileSystem.mount),
    readAtInit: (behavior.fileSystem?.initRead ?? 0) > 0 ? behavior.fileSystem! : null,
    slowness:
      isProfile && behavior.computing !== undefined
        ? slownessAt(settings.memorySize, behavior.computing)
        : 1,
    idleLifetime: samplerOf(environments.idleLifetime),
    firstCall: samplerOf(environments.firstCall),
    surplusHalving:
      environments.surplusHalving === null ? null : samplerOf(environments.surplusHalving),
    maximumAge: samplerOf(environments.maximumAge),
    ramp: environmentRampOf(region, asOf),
    hasRamp: version === "$LATEST" && environmentRampOf(region, asOf).sharedBy === "function",
    preparation: samplerOf(environments.preparation),
    billsInit: snapStart === null && (!managed || valueAsOf(initBilling, asOf)),
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
  init: samplerOf(init),
  afterInvoke: samplerOf(afterInvoke),
  shutdown: samplerOf(shutdown),
  shutdownLimit: extensionLimits.shutdown[kind],
  delayResponses: valueAsOf(awaitsExtensions, asOf),
});

function samplerOf(distribution: Distribution): Sampler {
  let sampler = samplers.get(distribution);
  if (sampler === undefined) {
    sampler = compileDistribution(distribution);
    samplers.set(distribution, sampler);
  }
  return sampler;
}

// Set for the length of one call, so that no closure is made for each draw.
let source: Context<unknown> | null = null;
let purposeDrawn = 0;
const draw = (): number => source!.random(purposeDrawn);

/** One duration of `sampler`, from the context's random stream for `purpose`. */
export function drawDuration(
  sampler: Sampler,
  purpose: number,
  context: Context<unknown>,
): Duration {
  source = context;
  purposeDrawn = purpose;
  const drawn = sampler(draw);
  source = null;
  // Rounded and inside the range, so the brand holds.
  return Math.round(Math.min(Math.max(drawn, 0), Number.MAX_SAFE_INTEGER)) as Duration;
}
