import {
  after,
  between,
  noTime,
  sampleDuration,
  slab,
  start,
  type SlabId,
  type Tagged,
} from "@orrery/kernel";
import { textOf } from "../../../request/params.ts";
import type { EntryOf } from "../../../service/entry.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { cognitoLimits } from "../limits.ts";
import type { PoolAnswer, TakeTurn, Turn, UserRequest, Visit } from "../protocol.ts";
import { metrics, ports, purposes, timers } from "./declarations.ts";
import type { Pool, PoolContext, PoolEffect } from "./declarations.ts";
import { clientIn, isRefusal, type Going, type Next } from "./next.ts";
import { beginnings, categories, steps } from "./operations.ts";
import { invalidParameter, tooOften } from "./refusals.ts";
import type { Flow } from "./state.ts";
import { eventOf } from "./trigger-event.ts";
import { couldNotInvoke, responseIn, timedOut } from "./trigger-outcome.ts";
import { wantedBy } from "./visit.ts";

/** Without the functions of custom challenges there are none. */
const customSteps: ReadonlySet<string> = new Set(["define", "create", "verify"]);

const needsClient = (operation: string): boolean =>
  /^(?:SignUp|ConfirmSignUp|ResendConfirmationCode|(?:Admin)?InitiateAuth|(?:Admin)?RespondToAuthChallenge|ForgotPassword|ConfirmForgotPassword)$/.test(
    operation,
  );

/** Somebody outside comes. */
export function receiveVisit(
  pool: Pool,
  visit: Visit,
  context: PoolContext,
  entryOf: EntryOf,
): readonly PoolEffect[] {
  const wanted = wantedBy(pool, visit, context);
  if ("code" in wanted) return [{ type: "reply", to: context.request, body: wanted }]; // No other has one.
  const { operation, params } = wanted;
  const request: UserRequest = { type: "userRequest", operation, params, trail: visit.trail };
  return begin(pool, request, isThrottled(operation, context), context, entryOf);
}

/** Somebody calls. Calls from outside, between which no time passes, count against no rate. */
export function receive(
  pool: Pool,
  input: UserRequest,
  context: PoolContext,
  entryOf: EntryOf,
): readonly PoolEffect[] {
  const isOutside = input.trail.from === 0;
  const isAbove = !isOutside && isThrottled(input.operation, context);
  return begin(pool, input, isAbove, context, entryOf);
}

/** An operation on users begins. */
function begin(
  pool: Pool,
  { operation, params, trail }: UserRequest,
  isAbove: boolean,
  context: PoolContext,
  entryOf: EntryOf,
): readonly PoolEffect[] {
  const { settings, now, request } = context;
  context.observe(metrics.CallCount, 1);
  const going: Going = {
    request,
    trail,
    operation,
    params,
    client: textOf(params["ClientId"]) ?? "",
    user: textOf(params["Username"]) ?? "",
    begun: now,
    facts: {},
  };
  if (isAbove) {
    context.observe(metrics.ThrottleCount, 1);
    countThrottled(going, context);
    return [answer(going, tooOften, context)];
  }
  if (needsClient(operation) && clientIn(settings, going.client) === undefined) {
    const message = `User pool client ${going.client} does not exist.`;
    return [answer(going, refused("ResourceNotFoundException", message), context)];
  }
  return drive(pool, going, beginnings[operation]!(pool, going, {}, context), context, entryOf);
}

/** Whether the account's rate of such operations is used up. */
function isThrottled(operation: string, context: PoolContext): boolean {
  const category = categories.get(operation);
  if (category === undefined) return false;
  const question: TakeTurn = { type: "takeTurn", category };
  return !(context.consult(ports.account, 0, question) as Turn).isThere; // It gives no other.
}

const isRefreshing = ({ params }: Going): boolean =>
  textOf(params["AuthFlow"])?.startsWith("REFRESH_TOKEN") === true;

function countThrottled(going: Going, context: PoolContext): void {
  const { operation } = going;
  if (/^(?:SignUp|AdminCreateUser)$/.test(operation)) {
    context.observe(metrics.SignUpThrottles, 1);
  } else if (/InitiateAuth$|AuthChallenge$/.test(operation)) {
    context.observe(
      isRefreshing(going) ? metrics.TokenRefreshThrottles : metrics.SignInThrottles,
      1,
    );
  }
}

/** A request that failed counts as 0 among those that succeed, so that averages are shares. */
function countRefused(going: Going, context: PoolContext): void {
  const { operation } = going;
  context.observe(metrics.Refusals, 1);
  if (/^(?:SignUp|AdminCreateUser)$/.test(operation)) {
    context.observe(metrics.SignUpSuccesses, 0);
  } else if (/InitiateAuth$|AuthChallenge$/.test(operation)) {
    context.observe(
      isRefreshing(going) ? metrics.TokenRefreshSuccesses : metrics.SignInSuccesses,
      0,
    );
  }
}

/** Goes on until a function has to be asked, or there is an answer. */
function drive(
  pool: Pool,
  begun: Going,
  first: Next,
  context: PoolContext,
  entryOf: EntryOf,
): readonly PoolEffect[] {
  let going = begun;
  let next = first;
  while (next.type === "asking") {
    const { question, facts, user = going.user } = next;
    going = { ...going, facts, user };
    if (context.settings.triggers[question.trigger] !== undefined) {
      return [invoke(pool, { ...going, question, attempt: 1 }, context, entryOf)];
    }
    if (customSteps.has(question.step)) {
      next = invalidParameter("Custom auth lambda trigger is not configured for the user pool.");
    } else next = steps[question.step]!(pool, going, {}, context);
  }
  const body: PoolAnswer | Refused =
    next.type === "refused" ? next : { type: "poolAnswer", response: next.response };
  return [answer(going, body, context)];
}

function answer(going: Going, body: PoolAnswer | Refused, context: PoolContext): PoolEffect {
  const { settings, now } = context;
  if (body.type === "refused") countRefused(going, context);
  // What a deployment makes is there at once.
  const isDeployed = going.begun === start && going.trail.from === 0;
  const took = isDeployed
    ? noTime
    : sampleDuration(settings.requestTime, () => context.random(purposes.requestTime));
  context.observe(metrics.RequestTime, between(going.begun, now) + took);
  return { type: "reply", to: going.request, body, after: took };
}

/** Invokes the function of a trigger. */
function invoke(pool: Pool, flow: Flow, context: PoolContext, entryOf: EntryOf): PoolEffect {
  const { question, trail, request, user, client } = flow;
  const { settings, now } = context;
  const target = settings.triggers[question.trigger]!; // Asked where there is one.
  const value = eventOf(question, { user, client }, settings);
  const doors = entryOf(target.kind)?.doors;
  const tag = slab.insert(pool.flows, flow);
  const body = JSON.stringify(value);
  const size = sizeInUtf8(body);
  context.observe(metrics.TriggerInvocations, 1);
  const input: Tagged =
    question.step === "sender"
      ? doors!.event!.inputOf({
          text: { body, size, value },
          group: null,
          deduplicationId: null,
          trail,
        })
      : doors!.request!.work!.inputFor({ type: "json", value, size, usual: value }, trail); // Checked where it was set.
  return {
    type: "send",
    port: ports.functions,
    to: target.to,
    input,
    tag,
    deadline: after(now, cognitoLimits.triggerTimeout),
    onBehalfOf: request,
  };
}

/** A function has answered, or has not in time. */
export function hear(
  pool: Pool,
  tag: SlabId,
  body: Tagged,
  context: PoolContext,
  entryOf: EntryOf,
): readonly PoolEffect[] {
  const flow = slab.read(pool.flows, tag)!; // Its tag.
  slab.remove(pool.flows, tag);
  const { question, attempt: _, ...going } = flow;
  if (body.type === "lost") return again(pool, flow, context);
  context.observe(metrics.TriggerTime, between(flow.begun, context.now));
  const outcome = outcomeOf(flow, body, context, entryOf);
  if (isRefusal(outcome)) {
    context.observe(metrics.TriggerFailures, 1);
    return [answer(going, outcome, context)];
  }
  return drive(pool, going, steps[question.step]!(pool, going, outcome, context), context, entryOf);
}

function outcomeOf(
  { question }: Flow,
  body: Tagged,
  { settings }: PoolContext,
  entryOf: EntryOf,
): PlainObject | Refused {
  const { trigger, step } = question;
  if (step === "sender") {
    return body.type === "refused" ? couldNotInvoke(trigger, body as Refused) : {};
  }
  const work = entryOf(settings.triggers[trigger]?.kind ?? "")?.doors.request?.work;
  return work === undefined
    ? couldNotInvoke(trigger, refused("ResourceNotFoundException", ""))
    : responseIn(trigger, body, work);
}

/** A function that did not answer in time is invoked again, until it was three times. */
function again(pool: Pool, flow: Flow, context: PoolContext): readonly PoolEffect[] {
  const { question, attempt, ...going } = flow;
  if (attempt >= cognitoLimits.triggerAttempts) {
    context.observe(metrics.TriggerFailures, 1);
    return [answer(going, timedOut(question.trigger), context)];
  }
  context.observe(metrics.TriggerRetries, 1);
  const next: Flow = { ...flow, attempt: attempt + 1 };
  const { retryPause } = context.settings.assumed;
  context.observe(metrics["cognito-idp.retryPause"], 1);
  const id = slab.insert(pool.flows, next);
  const at = after(context.now, retryPause);
  return [{ type: "setTimer", timer: timers.retry, index: slab.slotOf(id), at }];
}

/** The pause before another attempt is over. */
export function retry(
  pool: Pool,
  index: number,
  context: PoolContext,
  entryOf: EntryOf,
): readonly PoolEffect[] {
  const id = slab.idAt(pool.flows, index)!; // It waits for its timer.
  const flow = slab.read(pool.flows, id)!; // Likewise.
  slab.remove(pool.flows, id);
  const { question, attempt: _, ...going } = flow;
  // The trigger may have been taken away meanwhile.
  return context.settings.triggers[question.trigger] === undefined
    ? [answer(going, timedOut(question.trigger), context)]
    : [invoke(pool, flow, context, entryOf)];
}
