import {
  after,
  declare,
  invariant,
  slab,
  table,
  unreachable,
  type AnyEffect,
  type Context,
  type Distribution,
  type Draft,
  type Instant,
  type Machine,
  type Plain,
  type Replied,
  type RequestId,
  type Slab,
  type SlabId,
  type Table,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import type { ApiModel } from "../request/api-model.ts";
import { checkCall, type Dialect } from "../request/check.ts";
import type { Call, CallReply } from "../service/call.ts";
import { noOf } from "./not-modeled.ts";
import { refused, type PlainObject, type Refused } from "../service/refusal.ts";
import type { World } from "../service/resource-kind.ts";
import type { Resource } from "../service/resource.ts";
import type { Operation, ServiceModel, Step } from "../service/service-model.ts";
import type { Assumptions, FigureValues } from "../service/assumed-figure.ts";
import type { controlAssumptions } from "./limits.ts";
import { choicesOfControl, metrics, ports, purposes, timers } from "./declarations.ts";
import { Plane } from "./plane.ts";
import {
  answerFor,
  answerUnmodeled,
  giveAnswer,
  type UnmodeledAnswers,
  type UnmodeledCount,
  type WaitingAnswer,
} from "./unmodeled.ts";

/** The account and Region that the control plane looks after. */
export interface ControlSettings {
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  /** The date whose rules of AWS hold, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Milliseconds since 1970 at instant 0. */
  readonly epochMilliseconds: number;
  readonly latencies: Readonly<Record<string, Distribution>>;
  /** Figures in place of ours by name, checked: those of the services … */
  readonly assumptions: Assumptions;
  /** … and what holds of its own. */
  readonly assumed: FigureValues<typeof controlAssumptions>;
  /** Quotas of the account, all of them, by name. */
  readonly quotas: Readonly<Record<string, number>>;
  /** What happens when something is called that is not modeled. */
  readonly unmodeled: UnmodeledAnswers;
}

/** All resources of an account in a Region, and the calls that wait for one of them. */
export interface ControlState {
  /** By kind and name. */
  readonly resources: Table<Resource>;
  /** Keys of {@link resources} by ARN and by number. */
  readonly keys: Table<string>;
  /** When a resource of this kind and name was deleted last. */
  readonly deletions: Table<Instant>;
  readonly calls: Slab<WaitingCall>;
  readonly resourceCount: number;
  /** Answers to calls that are not modeled, until they are due. */
  readonly answers: Slab<WaitingAnswer>;
  /** By operation: how often it was called that is not modeled. */
  readonly unmodeledCalls: Table<UnmodeledCount>;
  /** All of them together; numbers the next one. */
  readonly unmodeledCount: number;
  /** The operations that were called, such as `sqs:SendMessage`: for reports, they decide nothing. */
  readonly called: Table<true>;
}

/** A call that a resource's own machine answers. */
export interface WaitingCall {
  readonly request: RequestId;
  readonly call: Call;
  /** What the operation wants to know again when the answer comes. */
  readonly kept: Plain;
}

/** What the control plane reacts to. */
export type ControlInput = Call | SetUp | Replied<Tagged> | TimerFired;

/** Makes what is there in every account; the first input of a run. */
export interface SetUp {
  readonly type: "setUp";
}

type Control = Draft<ControlState>;
type ControlContext = Context<ControlSettings>;

/**
 * The control plane of an account: finds the resource that an operation of AWS is about, and makes,
 * changes and deletes resources while the simulation runs. Every call by name goes through it.
 */
export function controlMachine(
  services: readonly ServiceModel[],
  { sources }: Pick<World, "sources">,
): Machine<ControlSettings, ControlState, ControlInput, AnyEffect> {
  const operations = new Map(services.map((model) => [model.service, namedOperations(model)]));
  const isModeled = (service: string): boolean => operations.has(service);

  const operationOf = ({ service, operation }: Call): NamedOperation | undefined =>
    operations.get(service)?.get(operation);

  function call(control: Control, input: Call, context: ControlContext): readonly AnyEffect[] {
    const { service, operation: name } = input;
    const known = operationOf(input);
    const effects: AnyEffect[] = [];
    context.observe(metrics.Calls, 1);
    if (known === undefined) {
      const answer = answerFor(context.settings, service, name, false);
      if (answer !== null) return answerUnmodeled(control, `${service}:${name}`, answer, context);
      return [reply(context, context.request, noOf(service, name, isModeled))];
    }
    if (!table.has(control.called, known.fullName)) table.set(control.called, known.fullName, true);
    const wrong = checkCall(known.model, known.dialect, {
      service,
      operation: name,
      params: input.params,
      asOf: context.settings.asOf,
    });
    if (wrong !== null) return [reply(context, context.request, wrong)];
    const plane = new Plane(control, context, effects, sources, input);
    const step: Step = known.operation.begin(input.params, plane);
    switch (step.type) {
      case "respond":
        effects.push(reply(context, context.request, called(step.response)));
        return effects;
      case "refused":
        effects.push(reply(context, context.request, step));
        return effects;
      case "notModeled": {
        const answer = answerFor(context.settings, service, name, true);
        if (answer !== null) return answerUnmodeled(control, known.fullName, answer, context);
        const { what } = step;
        const no = { type: "notModeled", operation: known.fullName, what } as const;
        return [reply(context, context.request, no)];
      }
      case "ask": {
        const { kept = null } = step;
        const waiting: WaitingCall = { request: context.request, call: input, kept };
        effects.push({
          type: "send",
          port: ports.resources,
          to: step.resource,
          input: step.input,
          tag: slab.insert(control.calls, waiting),
          deadline: after(context.now, context.settings.assumed.patience),
          onBehalfOf: context.request,
        });
        return effects;
      }
      default:
        return unreachable(step);
    }
  }

  function finish(control: Control, input: Replied<Tagged>, context: ControlContext): AnyEffect[] {
    const id = input.tag as SlabId; // The tag that `call` gave.
    const waiting = slab.read(control.calls, id);
    invariant(waiting !== undefined, "a resource answers a call that does not wait");
    slab.remove(control.calls, id);
    const { request, call, kept } = waiting;
    const { body } = input;
    if (body.type === "lost") {
      context.observe(metrics["control.patience"], 1);
      const message = "The request was not answered in time.";
      return [reply(context, request, refused("InternalFailure", message))];
    }
    const operation = operationOf(call)?.operation;
    if (body.type === "refused") {
      const refusal = body as Refused; // Whatever refuses has a code and a message.
      return [reply(context, request, operation?.refuse?.(refusal, call.params) ?? refusal)];
    }
    invariant(operation?.respond !== undefined, `${call.operation} does not make its response`);
    const effects: AnyEffect[] = [];
    const plane = new Plane(control, context, effects, sources);
    const response = operation.respond(body, call.params, plane, kept);
    effects.push(reply(context, request, isRefused(response) ? response : called(response)));
    return effects;
  }

  return {
    kind: "aws.control",
    stateVersion: 3,
    inputs: declare("call", "setUp", "replied", "timerFired"),
    timers,
    ports,
    purposes,
    choices: choicesOfControl,
    metrics,

    initialState: () => ({
      resources: table.empty(),
      keys: table.empty(),
      deletions: table.empty(),
      calls: slab.empty(),
      resourceCount: 0,
      answers: slab.empty(),
      unmodeledCalls: table.empty(),
      unmodeledCount: 0,
      called: table.empty(),
    }),

    transition(control, input, context) {
      switch (input.type) {
        case "call":
          return call(control, input, context);
        case "setUp": {
          const effects: AnyEffect[] = [];
          const plane = new Plane(control, context, effects, sources);
          for (const { setUp } of services) setUp?.(plane);
          return effects;
        }
        case "replied":
          return finish(control, input, context);
        case "timerFired":
          return giveAnswer(control, input.index);
        default:
          return unreachable(input);
      }
    },

    fingerprint: (input) => (input.type === "call" ? input.operation.length : 0),
  };
}

/** An operation with the name that it has among those of all services, such as `sqs:SendMessage`. */
interface NamedOperation {
  readonly operation: Operation;
  readonly fullName: string;
  readonly model: ApiModel;
  readonly dialect: Dialect;
}

const namedOperations = ({
  service,
  operations,
  model,
  dialect = {},
}: ServiceModel): ReadonlyMap<string, NamedOperation> =>
  new Map(
    Object.entries(operations).map(([name, operation]) => [
      name,
      { operation, fullName: `${service}:${name}`, model, dialect },
    ]),
  );

const isRefused = (response: PlainObject | Refused): response is Refused =>
  response["type"] === "refused" && typeof response["code"] === "string";

const called = (response: PlainObject): CallReply => ({ type: "called", response });

function reply(context: ControlContext, to: RequestId, body: CallReply): AnyEffect {
  if (body.type === "refused") context.observe(metrics.RefusedCalls, 1);
  return { type: "reply", to, body };
}
