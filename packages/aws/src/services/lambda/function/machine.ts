import type { Readings } from "../../../service/metric.ts";
import {
  inAnyOrder,
  nameOf,
  declare,
  noRequest,
  slab,
  unreachable,
  type AskerOf,
  type Effects,
  type Instant,
  type Machine,
  type Plain,
  type Replied,
  type SlabId,
} from "@orrery/kernel";
import type { FunctionSettings } from "../config.ts";
import type {
  AccountReply,
  DurableReply,
  FunctionEffect,
  FunctionInput,
  FunctionReply,
} from "../protocol.ts";
import type { LogRead } from "../../../service/log.ts";
import type { World } from "../../../service/resource-kind.ts";
import { bucketView } from "../../../service/rate-bucket.ts";
import { canonicalDeliveries } from "../../../delivery/deliveries.ts";
import { allocate, bill, showProvisioned } from "../provisioned/allocation.ts";
import { countElsewhere, invoke, lend, takeBack } from "./admission.ts";
import {
  choices,
  metrics,
  type gauges,
  notes,
  ports,
  purposes,
  timers,
  type FunctionContext,
} from "./declarations.ts";
import { durableExecutions } from "../durable/executions.ts";
import { canonicalDurable } from "../durable/canonical.ts";
import { answerTo, askAccount } from "./account-port.ts";
import { logOf, logSince } from "./log-reader.ts";
import { hearCall, hearCheckpoint, loseEnvironments, step, timeOutCall } from "./invocation.ts";
import { scaleManaged } from "../managed/instances.ts";
import { AsynchronousEvents } from "../asynchronous/events.ts";
import { hearHandOver } from "../asynchronous/hand-over.ts";
import { beginDeletion, changeSettings, expire } from "./reclaim.ts";
import { scriptRunner, type ScriptRunner } from "./script-run.ts";
import {
  emptyFunction,
  type Environment,
  type FunctionDraft,
  type FunctionState,
  type Resumption,
} from "./state.ts";

/** The machine of a function. */
export type FunctionMachine = Machine<
  FunctionSettings,
  FunctionState,
  FunctionInput,
  FunctionEffect
>;

/** What a function knows of others; without `entryOf` it has no destinations. */
type FunctionWorld = Pick<World, "scripts" | "formOf"> & Partial<Pick<World, "entryOf">>;

/** What a function is put together of. */
interface FunctionParts {
  readonly runner: ScriptRunner;
  readonly events: AsynchronousEvents;
  readonly executions: ReturnType<typeof durableExecutions>;
}

/**
 * A Lambda function: its execution environments, the invocations they run, what limits them, and
 * what they are billed for. `scripts` are what functions with a script behavior may do.
 */
export function functionMachine(
  world: FunctionWorld,
  kind: "lambda.function" | "lambda.version" = "lambda.function",
): FunctionMachine {
  const entryOf = world.entryOf ?? (() => undefined);
  const parts: FunctionParts = {
    runner: scriptRunner(world),
    events: new AsynchronousEvents(entryOf),
    executions: durableExecutions(entryOf),
  };
  return {
    kind,
    stateVersion: 13,
    inputs: declare(
      "invoke",
      "deleteFunction",
      "settingsChanged",
      "replied",
      "timerFired",
      "loseEnvironments",
      "invokeEvent",
      "acquireConcurrency",
      "releaseConcurrency",
      "adjustConcurrency",
      "adjustProvisioned",
      "showProvisioned",
      "readLog",
      "checkpoint",
      "endCallback",
      "stopExecution",
      "showExecutions",
      "beginExecution",
    ),
    timers,
    ports,
    purposes,
    choices,
    metrics,
    notes,

    initialState: emptyFunction,

    transition: (fn, input, context) => react(fn, input, context, parts),

    fingerprint(input) {
      if (input.type === "invoke" || input.type === "invokeEvent") return input.payload.size;
      if (input.type === "replied") return input.body.type.length;
      return 0;
    },

    canonical,
    canonicalTag,
    canonicalTimer,

    gauges: (fn): Readings<typeof gauges> => ({
      // Each of those on managed instances runs many invocations.
      Environments: fn.managedCount > 0 ? fn.managedCount : fn.environments.size,
      IdleEnvironments: fn.idleCount,
      RunningInvocations: fn.runningCount,
    }),
  };
}

/** Reacts to what comes most often: what is here is compiled together. */
function react(
  fn: FunctionDraft,
  input: FunctionInput,
  context: FunctionContext,
  parts: FunctionParts,
): Effects<FunctionEffect> {
  const { settings } = context;
  switch (input.type) {
    case "invoke":
      if (settings.durable !== null && input.execution === undefined) break;
      return invoke(fn, input, context, parts.runner);
    case "timerFired":
      if (input.timer !== timers.step) break;
      return step(fn, input, context, parts.runner);
    case "replied":
      if (input.port !== ports.events) break;
      return parts.events.hear(fn, input, context);
    case "invokeEvent":
      if (settings.durable !== null) break;
      return parts.events.take(fn, input, context);
    default:
  }
  return reactToOthers(fn, input, context, parts);
}

function reactToOthers(
  fn: FunctionDraft,
  input: FunctionInput,
  context: FunctionContext,
  { runner, events, executions }: FunctionParts,
): Effects<FunctionEffect> {
  switch (input.type) {
    case "invoke":
      return executions.begin(fn, input, context);
    case "timerFired":
      switch (input.timer) {
        case timers.timeout:
          return timeOutCall(fn, input, context);
        case timers.event:
          return events.retry(fn, input, context);
        case timers.allocation:
          return allocate(fn, context);
        case timers.provisionedBilling:
          return bill(context);
        case timers.managedScaling:
          return scaleManaged(fn, context);
        case timers.durable:
          return executions.due(fn, input, context);
        default:
          return expire(fn, input, context);
      }
    case "replied":
      // The ports tell the answers apart: its own, and those of the control plane.
      switch (input.port) {
        case ports.destinations:
          return hearHandOver(fn, input, context);
        case ports.executions:
          return executions.hear(fn, input as Replied<FunctionReply>, context); // It asked itself.
        case ports.chained:
          return executions.hearChained(fn, input, context);
        case ports.checkpoints:
          return hearCheckpoint(fn, input as Replied<DurableReply>, context, runner); // Likewise.
        default:
          return hearCall(fn, input, context, runner);
      }
    case "invokeEvent":
      return executions.take(fn, input, context);
    case "readLog":
      return [{ type: "reply", to: context.request, body: logRead(fn, context, input.from) }];
    case "checkpoint":
      return executions.checkpoint(fn, input, context);
    case "endCallback":
      return executions.endCallback(fn, input, context);
    case "stopExecution":
      return executions.stop(fn, input, context);
    case "showExecutions":
      return executions.show(fn, input, context);
    case "beginExecution":
      // Asked by one of its versions.
      return [answerTo(context, askAccount(input, context) ?? acquired)];
    case "deleteFunction":
      return beginDeletion(fn, context);
    case "acquireConcurrency":
      return lend(fn, input, context);
    case "releaseConcurrency":
      return takeBack(fn, 1, context);
    case "adjustConcurrency":
      return takeBack(fn, -input.by, context);
    case "adjustProvisioned":
      return countElsewhere(fn, input.by, context);
    case "showProvisioned":
      return showProvisioned(fn, context);
    case "loseEnvironments":
      return loseEnvironments(fn, input, context);
    case "settingsChanged":
      return changeSettings(fn, input, context);
    default:
      return unreachable(input);
  }
}

const acquired: AccountReply = Object.freeze({ type: "acquired" });

function logRead(
  fn: FunctionState,
  { settings, now }: FunctionContext,
  from: number | undefined,
): LogRead {
  if (from !== undefined) return logSince(fn, settings, now, from);
  return { type: "logRead", events: logOf(fn, settings, now), next: 0 };
}

/** What decides the future, counted from now. */
function canonical(fn: FunctionState, now: Instant, askerOf: AskerOf): Plain {
  const environments = slab
    .listSlots(fn.environments)
    .map(([slot, environment]) => [environmentName(slot), view(environment, now, askerOf)]);
  return {
    environments: inAnyOrder(environments),
    idle: idleSlots(fn).map(environmentName),
    rate: fn.rateSecond === Math.floor(now / 1_000_000) ? fn.rateCount : 0,
    tokens: fn.rampTokens,
    filled: now - fn.rampFilledAt,
    deleted: fn.deletion === noRequest ? null : askerOf(fn.deletion),
    sparesNext: fn.sparesNext,
    // Where it is kept, scripts may read it.
    log: fn.logFacts === null ? null : (slab.list(fn.logFacts) as unknown as Plain), // Plain data.
    handOvers: slab
      .list(fn.handOvers)
      .map(({ isDropped, left, isKept }) => [isDropped, left, isKept]),
    asleep: [
      fn.usedAt === -1 ? -1 : now - fn.usedAt,
      fn.wakesAt === -1 || fn.wakesAt <= now ? -1 : fn.wakesAt - now,
    ],
    managed: [fn.managedCount, fn.managedAsked, fn.managedPeak, fn.managedIsWatched],
    files: [fn.fileCredits, fn.fileCredits === -1 ? 0 : fn.filesAt - now],
    mounts: [...bucketView(fn.mounts, now)],
    locked: [Math.max(0, fn.lockedUntil - now), fn.locksHeld],
    durable: canonicalDurable(fn, now, askerOf),
    lent: [fn.lentCount, fn.elsewhereCount],
    provisioned: [fn.provisionedStatus, fn.provisionedCount, fn.provisionedBusy],
    events: canonicalDeliveries(fn, now, ({ payload, trail, event }) => [
      payload.value,
      event.qualifier,
      event.tellsTo === undefined ? -1 : askerOf(event.tellsTo),
      trail.lineage as unknown as Plain, // Plain data; where it began decides nothing.
    ]),
  };
}

/** What a request was made for: the slot of an environment; -1 where its answer comes too late. */
function canonicalTag(fn: FunctionState, port: number, tag: number): Plain {
  if (port === ports.events) return tag; // A slot.
  if (port === ports.executions || port === ports.chained) return slab.slotOf(tag as SlabId);
  const call = slab.read(fn.calls, tag as SlabId);
  const environment = call && slab.read(fn.environments, call.environment);
  const isAwaited =
    (environment?.condition === "calling" || environment?.execution != null) &&
    environment.invocation === call!.invocation;
  return isAwaited ? environmentName(slab.slotOf(call!.environment)) : -1;
}

const environmentName = (slot: number): Plain => nameOf("environment", slot);

/** What a timer is of: an environment, where its index is the slot of one. */
function canonicalTimer(_fn: FunctionState, timer: number, index: number): Plain {
  const isOfEnvironment =
    timer === timers.step || timer === timers.timeout || timer === timers.expiry;
  return isOfEnvironment ? environmentName(index) : index;
}

function view(environment: Environment, now: Instant, askerOf: AskerOf): Plain {
  const {
    condition,
    ageUntil,
    idleUntil,
    surplusUntil,
    timeoutAt,
    startedAt,
    resumptions,
    ...rest
  } = environment;
  const { isReset, wasCalled, revision, timesOut, nextCall, memory, payload, trail, impairment } =
    rest;
  const { clientContext, sampled, execution, tenantId, streams, streamed, files, filesBefore } =
    rest;
  const { connections } = rest;
  const isIdle = condition === "idle";
  const answer = ({ at, outcome }: Resumption): Plain => ({
    at: at - now,
    outcome: outcome as unknown as Plain, // Plain data.
  });
  return {
    condition,
    isReset,
    wasCalled,
    revision,
    tenantId,
    age: ageUntil - now,
    idle: isIdle ? [idleUntil - now, surplusUntil - now] : 0,
    run: isIdle
      ? null
      : {
          timesOut,
          nextCall,
          impairment: impairment as unknown as Plain, // Plain data.
          timeout: timeoutAt - now,
          started: startedAt - now,
          payload: payload as Plain,
          lineage: (trail === null ? null : trail.lineage) as unknown as Plain, // Likewise.
          clientContext,
          streams,
          // Plain data.
          streamed: streamed === null ? null : { ...streamed, since: streamed.since - now },
          execution: execution === null ? -1 : slab.slotOf(execution.id),
          sampled,
          asker: askerOf(environment.request),
          answers: resumptions === null ? [] : slab.list(resumptions).map(answer),
        },
    memory,
    connections: Object.entries(connections ?? {})
      .map(([service, at]) => [service, at - now] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
    files: [files, filesBefore],
  };
}

/** The slots of idle environments, the one used last first. */
function idleSlots({ environments, newestIdle }: FunctionState): readonly number[] {
  const slots: number[] = [];
  for (let id = newestIdle; id !== -1;) {
    slots.push(slab.slotOf(id));
    id = slab.read(environments, id)!.older;
  }
  return slots;
}
