import {
  type AnyEffect,
  type Context,
  type Draft,
  type Duration,
  type Instant,
  type Plain,
  type Replied,
  type RequestId,
  type SlabId,
  type Tagged,
  after,
  invariant,
  noTime,
  slab,
  table,
  unreachable,
} from "@orrery/kernel";
import type { ApiModel } from "../request/api-model.ts";
import { checkCall } from "../request/check.ts";
import type { Dialect } from "../request/dialect.ts";
import type { Access, Caller, PassedRole } from "../service/caller.ts";
import type { BegunCall, Call, CallReply, Unchanging } from "../service/call.ts";
import { once } from "../service/later.ts";
import { trailing } from "../service/origin.ts";
import { refused, type PlainObject, type Refused } from "../service/refusal.ts";
import type { Ask, AskAll, Operation, ServiceModel, Step } from "../service/service-model.ts";
import type { AuthorizedServices } from "./authorization.ts";
import { operationRates, tooSoon, type OperationRate } from "./call-rates.ts";
import { metrics, ports } from "./declarations.ts";
import type { ControlSettings, ControlState, WaitingCall } from "./state.ts";
import { askedByHttp, httpReply } from "./domains.ts";
import { noOf } from "./not-modeled.ts";
import { assuming } from "./permission.ts";
import { Plane } from "./plane.ts";
import { signerOf } from "./signing.ts";
import { keepRoute, knownRoute } from "./routes.ts";
import { answerFor, answerUnmodeled } from "./unmodeled.ts";

/** What is needed to answer a call whose request was handed on. */
interface Reading {
  readonly call: BegunCall;
  readonly kept: Plain;
  /** When the control plane waits no longer. */
  readonly givenUpAt: Instant;
}

/** An operation with the name that it has among those of all services, such as `sqs:SendMessage`. */
interface NamedOperation {
  readonly service: string;
  readonly name: string;
  readonly operation: Operation;
  readonly fullName: string;
  /** What whoever calls must be allowed to do; `null`: nothing. */
  readonly action: string | null;
  readonly access: Access;
  readonly model: ApiModel;
  readonly dialect: Dialect;
  /** How often it may be called. */
  readonly rate: OperationRate | undefined;
  /** Where it was noted last that it was called: there it need not be looked for. */
  calledIn: object | null;
}

/** What whoever gives a service a role is asked for. */
const passing = "iam:PassRole";
const notInTime = refused("InternalFailure", "The request was not answered in time.");
const unread: CallReply = Object.freeze({ type: "called", response: Object.freeze({}) });

type Control = Draft<ControlState>;
type ControlContext = Context<ControlSettings>;

/** How calls are begun, heard of again, and answered. */
export interface Calls {
  call(control: Control, input: Call, context: ControlContext): readonly AnyEffect[];
  hear(control: Control, input: Replied<Tagged>, context: ControlContext): readonly AnyEffect[];
  answerOf(control: ControlState, reading: unknown, body: Tagged, context: ControlContext): Tagged;
}

/** Calls of the operations of some services. */
export function callsOf(controlled: AuthorizedServices): Calls {
  const operations = new Map(
    controlled.services.map((model) => [model.service, once(() => namedOperations(model))]),
  );
  const isModeled = (service: string): boolean => operations.has(service);
  // The same operation is asked for many times in a row, and comparing two names costs less than to find it.
  let last: NamedOperation | undefined;
  function operationOf({ service, operation }: Call): NamedOperation | undefined {
    if (last?.name !== operation || last.service !== service) {
      last = operations.get(service)?.().get(operation);
    }
    return last;
  }
  /** Keeps for reports that an operation was called. Nothing is ever removed there. */
  function rememberCall(control: Control, known: NamedOperation): void {
    if (known.calledIn === control.called) return;
    if (!table.has(control.called, known.fullName)) table.set(control.called, known.fullName, true);
    known.calledIn = control.called;
  }

  function call(control: Control, given: Call, context: ControlContext): readonly AnyEffect[] {
    const isOutside = given.trail === undefined || given.caller === undefined;
    const begun = isOutside ? begunOutside(control, given, context) : (given as BegunCall);
    const { service, operation: name, params } = begun;
    const { settings, request } = context;
    const known = operationOf(begun);
    context.observe(metrics.Calls, 1);
    const signer = signerOf(begun, known?.model, context.now);
    if (signer.type === "refused") return [reply(context, request, signer)];
    const input = signer.type === "own" ? begun : { ...begun, caller: signer.caller };
    if (known === undefined) {
      const asked = askedByHttp(input, control, controlled.kinds);
      if (asked !== null) return [handOn(input, request, asked, context)];
      const answer = answerFor(settings, service, name, false);
      if (answer !== null) {
        return answerUnmodeled(control, request, `${service}:${name}`, answer, context);
      }
      return [reply(context, request, noOf(service, name, isModeled))];
    }
    const { operation } = known;
    rememberCall(control, known);
    // No time passes between calls from outside, so that how often they come means nothing.
    if (known.rate !== undefined && !isOutside) {
      const throttled = tooSoon(control, known.rate, input, context);
      if (throttled !== null) return [reply(context, request, throttled)];
    }
    const { version } = control;
    // Parameters of a profile are one object each time; what a script writes never comes again.
    // Who is only told of what may not be is told each time.
    const isKept = input.isUnread === true && settings.iam?.mode !== "warn";
    const route = isKept
      ? knownRoute(params, version, settings, operation, input.caller)
      : undefined;
    if (route?.type === "ask") return [handOn(input, request, route, context)];
    if (route?.type === "askAll") {
      const asks: AnyEffect[] = [];
      ask(route, control, request, input, context, asks);
      return asks;
    }
    // Whoever may not call hears nothing of what else is wrong.
    if (settings.iam !== null) {
      const denied = deniedTo(control, known, input, settings);
      if (denied !== null) return [reply(context, request, denied)];
    }
    const { asOf } = settings;
    const asked = { service, operation: name, params, asOf };
    const wrong = checkCall(known.model, known.dialect, asked);
    if (wrong !== null) return [reply(context, request, wrong)];
    const effects: AnyEffect[] = [];
    const plane = new Plane(control, context, effects, controlled, input);
    const step = operation.begin(params, plane);
    if (step.type === "ask" && (operation.next === undefined || operation.respond !== undefined)) {
      invariant(operation.respond !== undefined, `${known.fullName} does not make its response`);
      if (isKept && plane.isRepeatable && effects.length === 0) {
        const { caller } = input;
        keepRoute(params, { resources: version, settings, operation, caller, ask: step });
      }
      const handedOn = handOn(input, request, step, context);
      if (effects.length === 0) return [handedOn]; // Of its length: pushed onto, it would have room for 17.
      effects.push(handedOn);
      return effects;
    }
    if (step.type === "askAll" && isKept && plane.isRepeatable && effects.length === 0) {
      keepRoute(params, {
        resources: version,
        settings,
        operation,
        caller: input.caller,
        ask: step,
      });
    }
    follow(step, control, known, request, input, plane, context, effects);
    return effects;
  }

  /** Why a call may not be made; `null`: it may. */
  function deniedTo(
    control: Control,
    { name, action, access }: NamedOperation,
    { caller, params }: BegunCall,
    settings: ControlSettings,
  ): Refused | null {
    if (action === null) return null;
    const { authorizer } = controlled;
    const several = access.asks?.(params, settings, name) ?? [];
    const one = { action, arn: access.resourceOf(params, settings, name) };
    const conditions = access.conditions?.(params, name) ?? null;
    for (const asked of several.length === 0 ? [one] : several) {
      const { action: each, arn } = asked;
      const denied = authorizer.authorizeAndTell(control, settings, caller, each, arn, conditions);
      if (denied !== null) return denied;
    }
    const passed = access.passes?.(params, name) ?? null;
    return passed === null ? null : deniedRole(control, passed, access, caller, settings);
  }

  /** Why a role may not be passed, or its service cannot assume it; `null`: both may be, or nobody made it. */
  function deniedRole(
    control: Control,
    { role, service, refused: refuse }: PassedRole,
    access: Access,
    caller: Caller,
    settings: ControlSettings,
  ): Refused | null {
    if (!table.has(control.powers, role)) return null;
    const { authorizer } = controlled;
    const passes = authorizer.authorize(control, settings, caller, passing, role);
    if (passes.because !== null) {
      const denial = { caller, action: passing, arn: role, because: passes.because };
      authorizer.authorizeAndTell(control, settings, caller, passing, role);
      return settings.iam?.mode === "warn" ? null : access.denied(denial);
    }
    const { accountId: account, region } = settings;
    const assumer: Caller = { principal: service, source: null, account, region };
    const refusal = authorizer.authorizeAndTell(control, settings, assumer, assuming, role);
    return refusal === null ? null : refuse();
  }

  /** Does what a step says: answers the call, or asks on. */
  function follow(
    step: Step,
    control: Control,
    { fullName }: NamedOperation,
    request: RequestId,
    made: BegunCall,
    plane: Plane,
    context: ControlContext,
    effects: AnyEffect[],
  ): void {
    switch (step.type) {
      case "respond": {
        const { response } = step;
        const isSame = made.tellsChange === true && !plane.hasChanged;
        effects.push(reply(context, request, isSame ? calledInVain(response) : called(response)));
        return;
      }
      case "refused":
        effects.push(reply(context, request, step));
        return;
      case "notModeled": {
        const { what } = step;
        const answer = answerFor(context.settings, made.service, made.operation, true);
        if (answer !== null) {
          effects.push(...answerUnmodeled(control, request, fullName, answer, context));
          return;
        }
        effects.push(reply(context, request, { type: "notModeled", operation: fullName, what }));
        return;
      }
      case "ask":
      case "askAll":
        ask(step, control, request, made, context, effects);
        return;
      default:
        unreachable(step);
    }
  }

  function hear(control: Control, input: Replied<Tagged>, context: ControlContext): AnyEffect[] {
    const id = input.tag as SlabId; // The tag that `ask` gave.
    const asked = slab.read(control.asks, id);
    invariant(asked !== undefined, "a resource answers a call that does not wait");
    slab.remove(control.asks, id);
    const waiting = slab.edit(control.calls, asked.call)!; // It waits for this.
    const isLost = input.body.type === "lost";
    if (isLost) context.observe(metrics["control.patience"], 1);
    const body = isLost ? notInTime : input.body;
    const bodies = waiting.bodies.map((other, place) => (place === asked.place ? body : other));
    waiting.bodies = bodies;
    if (!bodies.every((each) => each !== null)) return [];
    const { request, call: made, kept, isOfAll } = waiting;
    slab.remove(control.calls, asked.call);
    const known = operationOf(made)!; // It was begun.
    if (!isOfAll && isRefusal(body)) {
      const refusal = known.operation.refuse?.(body, made.params) ?? body;
      return [reply(context, request, refusal)];
    }
    const effects: AnyEffect[] = [];
    const plane = new Plane(control, context, effects, controlled, made);
    plane.hasChanged = true; // Whoever was asked may have changed something.
    invariant(known.operation.next !== undefined, `${known.fullName} does not go on`);
    const step = known.operation.next(bodies, made.params, plane, kept);
    follow(step, control, known, request, made, plane, context, effects);
    return effects;
  }

  /** The answer to a call whose request was handed on: in AWS's words. */
  function answerOf(
    control: ControlState,
    reading: unknown,
    body: Tagged,
    context: ControlContext,
  ): Tagged {
    const { call: made, kept, givenUpAt } = reading as Reading; // What `handOn` gave.
    // Whoever called may have waited less long than the control plane would.
    if (body.type === "lost" && context.now < givenUpAt) return body;
    let answer: CallReply;
    if (body.type === "lost") {
      context.observe(metrics["control.patience"], 1);
      return refusedCall(notInTime, context);
    }
    if (made.http !== undefined) return httpReply(body, made, control, controlled.kinds);
    if (made.isUnread === true && !isRefusal(body)) return unread;
    const { operation } = operationOf(made)!; // It was begun.
    if (isRefusal(body)) answer = operation.refuse?.(body, made.params) ?? body;
    else {
      const changes: AnyEffect[] = [];
      // It is read only: what would change something is found out below.
      const plane = new Plane(control, context, changes, controlled, made);
      const response = operation.respond!(body, made.params, plane, kept); // Asked of those that do.
      invariant(changes.length === 0, `${made.operation} changes something with its response`);
      if (isRefused(response)) answer = response;
      else answer = isVain(made, body) ? calledInVain(response) : called(response);
    }
    return answer.type === "refused" ? refusedCall(answer, context) : answer;
  }

  return { call, hear, answerOf };
}

/** A call from outside is an origin: all that follows from it began there. */
function begunOutside(control: Control, call: Call, { now, settings }: ControlContext): BegunCall {
  const { caller } = settings;
  control.outsideCount += 1;
  const trail = { from: 0, number: control.outsideCount, at: now, lineage: null };
  return { ...call, caller, trail };
}

/** Lets the resource's own machine answer the call. */
function handOn(
  call: BegunCall,
  request: RequestId,
  { resource, input, kept = null }: Ask,
  { now, settings }: ControlContext,
): AnyEffect {
  const deadline = call.until ?? after(now, settings.assumed.patience);
  const reading: Reading = { call, kept, givenUpAt: deadline };
  return {
    type: "handOn",
    request,
    port: ports.resources,
    to: resource,
    // What is known of an earlier call bears that one's trail.
    input: trailing(input, call.trail),
    deadline,
    reading,
  };
}

/** Asks one or several machines, whose answers come back here. */
function ask(
  step: Ask | AskAll,
  control: Control,
  request: RequestId,
  call: BegunCall,
  { now, settings }: ControlContext,
  effects: AnyEffect[],
): void {
  const asks = step.type === "ask" ? [step] : step.asks;
  const deadline = deadlineOf(step, call, now, settings.assumed.patience);
  const later = (step.type === "askAll" && step.settlesAfter) || noTime;
  invariant(asks.length > 0, `${call.operation} asks nobody`);
  const id = slab.insert<WaitingCall>(control.calls, {
    request,
    call,
    kept: step.kept ?? null,
    bodies: asks.map(() => null),
    isOfAll: step.type === "askAll",
  });
  asks.forEach(({ resource, input }, place) => {
    const tag = slab.insert(control.asks, { call: id, place });
    effects.push({
      type: "send",
      port: ports.resources,
      to: resource,
      input: trailing(input, call.trail),
      tag,
      deadline,
      onBehalfOf: request,
      ...(later === noTime ? {} : { after: later }),
    });
  });
}

/** Until when the answers to what a step asks are waited for. */
function deadlineOf(
  step: Ask | AskAll,
  { until }: BegunCall,
  now: Instant,
  usual: Duration,
): Instant {
  const { patience = usual, settlesAfter } = step.type === "ask" ? { patience: usual } : step;
  const own = after(now, ((settlesAfter ?? 0) + patience) as Duration);
  return settlesAfter !== undefined || until === undefined || until > own ? own : until;
}

type NamedOperations = ReadonlyMap<string, NamedOperation>;
// Memo of a pure function: each simulation asks it of all services.
const operationsKnown = new WeakMap<ServiceModel, NamedOperations>();

function namedOperations(of: ServiceModel): NamedOperations {
  const known = operationsKnown.get(of);
  if (known !== undefined) return known;
  const { service, operations, access, model, dialect = {} } = of;
  const rates = operationRates(of);
  const named: NamedOperations = new Map(
    Object.entries(operations).map(([name, operation]) => [
      name,
      {
        service,
        name,
        operation,
        fullName: `${service}:${name}`,
        action: Object.hasOwn(access.actions, name)
          ? access.actions[name]!
          : `${access.prefix ?? service}:${name}`,
        access,
        model,
        dialect,
        rate: rates.get(name),
        calledIn: null,
      },
    ]),
  );
  operationsKnown.set(of, named);
  return named;
}

function refusedCall(refusal: Refused, context: ControlContext): Refused {
  context.observe(metrics.RefusedCalls, 1);
  return refusal;
}

const isRefused = (response: PlainObject | Refused): response is Refused =>
  response["type"] === "refused" && typeof response["code"] === "string";

/** Whatever refuses has a code and a message. */
const isRefusal = (body: Tagged): body is Refused => body.type === "refused";

const called = (response: PlainObject): CallReply => ({ type: "called", response });
const calledInVain = (response: PlainObject): CallReply => ({
  type: "called",
  response,
  changedNothing: true,
});

/** Whether a machine says to whoever wants to know that it left all as it was. */
const isVain = (made: BegunCall, body: Tagged): boolean =>
  made.tellsChange === true && (body as Unchanging & Tagged).changedNothing === true;

function reply(context: ControlContext, to: RequestId, body: CallReply): AnyEffect {
  if (body.type === "refused") context.observe(metrics.RefusedCalls, 1);
  return { type: "reply", to, body };
}
