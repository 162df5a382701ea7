import { hasPort, idleTimeoutOf, reaches, type Network } from "../environment-traits.ts";
import { forEver, stepAfter } from "./steps.ts";
import { numberOfCall } from "./profile-calls.ts";
import {
  after,
  between,
  earlier,
  listed,
  noEffects,
  slab,
  table,
  type Effects,
  type SlabId,
} from "@orrery/kernel";
import type { FunctionSettings } from "../config.ts";
import type { CallStop } from "../../../service/stop.ts";
import type { Call, CallNotModeled, CallUnknown } from "../../../service/call.ts";
import { executionArnOf } from "../durable/replaying.ts";
import type { FunctionEffect } from "../protocol.ts";
import { metrics, ports, setTimer, timers, type FunctionContext } from "./declarations.ts";
import { nextTrail } from "./recursion.ts";
import type { ScriptResult, ScriptRunner } from "./script-run.ts";
import { type EnvironmentDraft, type FunctionDraft } from "./state.ts";

/** Asks another service for something; what cannot be reached from its VPC is never answered. */
export function sendCall(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  input: Call,
  context: FunctionContext,
  strand?: number,
): Effects<FunctionEffect> {
  const { invocation, timeoutAt } = environment;
  const { vpc } = context.settings;
  const network = vpc === null ? null : vpc.network;
  const isDropped =
    network !== null &&
    (!reaches(network, input.service) ||
      !hasPort(network, input.service, slab.slotOf(id), vpc!.interfaces));
  if (isDropped) {
    return waitInVain(fn, id, environment, input.service, context, strand);
  }
  const open = { environment: id, invocation };
  const tag = slab.insert(fn.calls, strand === undefined ? open : { ...open, strand });
  if (strand === undefined) environment.condition = "calling";
  const deadline = after(timeoutAt, context.settings.assumed.callPatience);
  const sent: FunctionEffect = { type: "send", port: ports.calls, to: 0, input, tag, deadline };
  const isAnew = network?.reconnect !== undefined && connects(environment, network, input, context);
  const send = isAnew ? { ...sent, after: network.reconnect } : sent;
  if (environment.timeoutIsSet) return [send];
  environment.timeoutIsSet = true;
  return [send, setTimer(timers.timeout, id, timeoutAt)];
}

/** Whether the connection to a service that an environment kept is gone, since nobody used it for long. */
function connects(
  environment: EnvironmentDraft,
  network: Network,
  { service }: Call,
  { now }: FunctionContext,
): boolean {
  const usedAt = environment.connections?.[service];
  environment.connections = { ...environment.connections, [service]: now };
  return usedAt !== undefined && between(usedAt, now) > idleTimeoutOf(network, service);
}

/** What is sent to where no route leads is dropped without a word: whoever waits for an answer runs into the timeout. */
function waitInVain(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  service: string,
  context: FunctionContext,
  strand: number | undefined,
): Effects<FunctionEffect> {
  context.observe(metrics.UnreachableCalls, 1);
  table.set(fn.unreachable, service, (table.get(fn.unreachable, service) ?? 0) + 1);
  // Other strands of a durable handler go on.
  if (strand !== undefined) return noEffects;
  environment.condition = "busy";
  return stepAfter(id, environment, forEver, context);
}

/** What the strands of a durable handler do next: they call, compute, and checkpoint. */
export function goOnDurably(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  { calls, updates, dueAt }: Extract<ScriptResult, { readonly type: "durable" }>,
  context: FunctionContext,
): Effects<FunctionEffect> {
  const { invocation, timeoutAt } = environment;
  const effects: FunctionEffect[] = [];
  const { caller } = context.settings;
  for (const { strand, service, operation, params, handled, sessionToken } of calls) {
    const trail = nextTrail(environment, handled, context);
    const own: Call = { type: "call", service, operation, params, trail, caller };
    const made = sessionToken === undefined ? own : { ...own, sessionToken };
    effects.push(...listed(sendCall(fn, id, environment, made, context, strand)));
  }
  if (updates !== null) {
    const tag = slab.insert(fn.calls, { environment: id, invocation, strand: noStrand });
    const execution = executionArnOf(fn, environment.execution!); // It is a durable handler's.
    const input = { type: "checkpoint", execution, token: null, updates } as const;
    const deadline = after(timeoutAt, context.settings.assumed.callPatience);
    effects.push({ type: "send", port: ports.checkpoints, to: 0, input, tag, deadline });
  }
  if (!environment.timeoutIsSet) {
    environment.timeoutIsSet = true;
    effects.push(setTimer(timers.timeout, id, timeoutAt));
  }
  if (dueAt === -1) {
    effects.push(...clearStep(id, environment));
    environment.condition = "calling";
    return effects;
  }
  environment.condition = "busy";
  environment.timesOut = dueAt > timeoutAt;
  effects.push(setTimer(timers.step, id, earlier(dueAt, timeoutAt)));
  return effects;
}

/** Whose checkpoints are: all strands'. */
const noStrand = -1;

/** An environment computes no more. */
export function clearStep(id: SlabId, environment: EnvironmentDraft): readonly FunctionEffect[] {
  if (environment.condition !== "busy") return noEffects;
  return [{ type: "clearTimer", timer: timers.step, index: slab.slotOf(id) }];
}

/** Ends the run: what is asked is not modeled, or AWS has no such name. */
export function stopByCall(
  environment: EnvironmentDraft,
  settings: FunctionSettings,
  no: CallNotModeled | CallUnknown,
  context: FunctionContext,
  runner: ScriptRunner,
): Effects<FunctionEffect> {
  const place =
    settings.behavior.type === "script"
      ? (runner.placeOfCall(environment, settings, context) ?? `script "${settings.behavior.name}"`)
      : `number ${numberOfCall(environment, settings.behavior)} of its calls`;
  const reason: CallStop = { type: "stoppedByCall", component: componentOf(settings), no, place };
  return [{ type: "stop", reason }];
}

export const componentOf = ({ name, version }: FunctionSettings): string =>
  version === "$LATEST" ? `lambda.function:${name}` : `lambda.version:${name}:${version}`;
