import {
  after,
  compileDistribution,
  declare,
  initialArrivals,
  later,
  minutes,
  nextArrival,
  noEffects,
  unreachable,
  type ArrivalProcess,
  type ArrivalState,
  type ClearTimer,
  type Context,
  type Distribution,
  type Draft,
  type Instant,
  type Machine,
  type Plain,
  type Replied,
  type Send,
  type SetTimer,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import { nestsTooDeep, parseJson, tooDeep } from "../json.ts";
import type { Invoke } from "../lambda/protocol.ts";
import type { MessageContent, SendMessage } from "../sqs/protocol.ts";

/** What reaches one resource from outside, and when. */
export interface WorkloadSettings {
  readonly target: "sqs" | "lambda";
  readonly arrivals: ArrivalProcess;
  /** Where the process counts from; below 0 for a daily curve that began before the run. */
  readonly origin: Instant;
  /** When the arrivals begin. */
  readonly from: Instant;
  /** When they end; `null`: never. */
  readonly until: Instant | null;
  readonly payload: PayloadSettings;
  /** Whether the target is a FIFO queue, which needs a deduplication id for each message. */
  readonly fifo: boolean;
  /** Message groups, of which each message draws one by weight; empty for none. */
  readonly groups: readonly { readonly id: string; readonly weight: number }[];
}

/** What each message or invocation carries. */
export type PayloadSettings =
  /** The same text for all. */
  | { readonly type: "body"; readonly body: string; readonly size: number }
  /** Filler of a size in bytes that is drawn. */
  | { readonly type: "size"; readonly size: Distribution }
  /** The texts of a list in turn, from the beginning again after the last. */
  | {
      readonly type: "list";
      readonly bodies: readonly { readonly body: string; readonly size: number }[];
    };

/** Where a workload is. */
export interface WorkloadState extends Readonly<ArrivalState> {
  /** How many have arrived. */
  readonly count: number;
}

export type WorkloadInput = { readonly type: "start" } | TimerFired | Replied<Tagged>;
export type WorkloadEffect = Send<SendMessage | Invoke> | SetTimer | ClearTimer;

const timers = declare("arrival");
const ports = declare("target");
const purposes = declare("arrivals", "size", "group");
const metrics = declare("Offered", "Accepted", "Refused", "Failed", "ResponseTime");

// An invocation takes 15 minutes at most; what is not answered by then never is.
const patience = minutes(16);

type Workload = Draft<WorkloadState>;
type WorkloadContext = Context<WorkloadSettings>;

/** Sends messages to a queue, or invokes a function, as often as its arrival process says. */
export const workloadMachine: Machine<
  WorkloadSettings,
  WorkloadState,
  WorkloadInput,
  WorkloadEffect
> = {
  kind: "workload",
  stateVersion: 2,
  inputs: declare("start", "timerFired", "replied"),
  timers,
  ports,
  purposes,
  choices: declare(),
  metrics,

  initialState: ({ arrivals, origin }) => ({
    ...initialArrivals(arrivals, origin),
    count: 0,
  }),

  transition(workload, input, context) {
    switch (input.type) {
      case "start":
        return begin(workload, context);
      case "timerFired":
        return arrive(workload, context);
      case "replied":
        return finish(input, context);
      default:
        return unreachable(input);
    }
  },

  fingerprint: () => 0,
};

function begin(workload: Workload, context: WorkloadContext): readonly WorkloadEffect[] {
  const at = timeOfNext(workload, context);
  return at === null ? noEffects : [arrivalAt(at)];
}

function arrive(workload: Workload, context: WorkloadContext): readonly WorkloadEffect[] {
  workload.count += 1;
  context.observe(metrics.Offered, 1);
  const send: WorkloadEffect = {
    type: "send",
    port: ports.target,
    to: 0,
    input:
      context.settings.target === "sqs"
        ? message(workload, context)
        : invocationWith(contentOf(workload, context)),
    // When it was sent, so that the answer tells how long it took.
    tag: context.now,
    deadline: after(context.now, patience),
  };
  const at = timeOfNext(workload, context);
  return at === null ? [send] : [arrivalAt(at), send];
}

// Set for the length of one call, so that no closure is made for each arrival.
let source: WorkloadContext | null = null;
const drawArrival = (): number => source!.random(purposes.arrivals);

/** When the next arrival comes; `null` when none does any more. */
function timeOfNext(workload: Workload, context: WorkloadContext): Instant | null {
  const { from, until, arrivals } = context.settings;
  source = context;
  const at = nextArrival(arrivals, workload, later(context.now, from), drawArrival);
  source = null;
  return at === null || (until !== null && at >= until) ? null : at;
}

const arrivalAt = (at: Instant): SetTimer => ({
  type: "setTimer",
  timer: timers.arrival,
  index: 0,
  at,
});

function finish(input: Replied<Tagged>, context: WorkloadContext): readonly WorkloadEffect[] {
  const { body, tag } = input;
  context.observe(metrics.ResponseTime, context.now - tag);
  if (body.type === "refused" || body.type === "lost") context.observe(metrics.Refused, 1);
  else if ("functionError" in body && body.functionError !== null)
    context.observe(metrics.Failed, 1);
  else context.observe(metrics.Accepted, 1);
  return noEffects;
}

function message(workload: Workload, context: WorkloadContext): SendMessage {
  const { fifo, groups } = context.settings;
  return {
    type: "sendMessage",
    content: contentOf(workload, context),
    delay: null,
    groupId: groups.length === 0 ? null : groupOf(context),
    deduplicationId: fifo ? `arrival-${workload.count}` : null,
  };
}

function contentOf(workload: Workload, context: WorkloadContext): MessageContent {
  const { payload } = context.settings;
  switch (payload.type) {
    case "body":
      return contentWith(payload);
    case "size": {
      const draw = () => context.random(purposes.size);
      return fillerOf(Math.max(1, Math.round(samplerOf(payload.size)(draw))));
    }
    case "list":
      return contentWith(payload.bodies[(workload.count - 1) % payload.bodies.length]!);
    default:
      return unreachable(payload);
  }
}

function groupOf(context: WorkloadContext): string {
  const { groups } = context.settings;
  let total = 0;
  for (const { weight } of groups) total += weight;
  let rest = context.random(purposes.group) * total;
  for (const { id, weight } of groups) {
    rest -= weight;
    if (rest < 0) return id;
  }
  return groups[groups.length - 1]!.id;
}

// Memos of pure functions: what they hold follows from their arguments alone.
const samplers = new WeakMap<Distribution, (draw: () => number) => number>();
const contents = new WeakMap<object, MessageContent>();
const invocations = new WeakMap<MessageContent, Invoke>();
const fillers = new Map<number, MessageContent>();
const rememberedFillers = 1_000;

function samplerOf(distribution: Distribution): (draw: () => number) => number {
  let sampler = samplers.get(distribution);
  if (sampler === undefined) {
    sampler = compileDistribution(distribution);
    samplers.set(distribution, sampler);
  }
  return sampler;
}

/** One object for all messages that say the same: it is a value. */
function contentWith(text: { readonly body: string; readonly size: number }): MessageContent {
  let content = contents.get(text);
  if (content === undefined) {
    content = { body: text.body, size: text.size, attributes: [], traceHeader: null };
    contents.set(text, content);
  }
  return content;
}

function fillerOf(size: number): MessageContent {
  let content = fillers.get(size);
  if (content === undefined) {
    content = { body: "x".repeat(size), size, attributes: [], traceHeader: null };
    if (fillers.size < rememberedFillers) fillers.set(size, content);
  }
  return content;
}

/** One object for all invocations that say the same, as of contents. */
function invocationWith(content: MessageContent): Invoke {
  let invocation = invocations.get(content);
  if (invocation === undefined) {
    const { body, size } = content;
    invocation = { type: "invoke", payload: { type: "json", value: jsonOf(body), size } };
    invocations.set(content, invocation);
  }
  return invocation;
}

function jsonOf(body: string): Plain {
  if (nestsTooDeep(body)) throw tooDeep("payload of a workload");
  const value = parseJson(body);
  return value === undefined ? body : value;
}
