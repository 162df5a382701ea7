import {
  noRequest,
  type Duration,
  type Instant,
  type RequestId,
  type TraceEntry,
} from "@orrery/kernel";
import type { Call } from "../../../../service/call.ts";
import { ProfileSums, type Profiler } from "../../../../service/profile.ts";
import type { FunctionReply, Invoke, Invoked } from "../../protocol.ts";
import { ports } from "../declarations.ts";

const ownWork = "own work";

/** An invocation that is under way. */
interface Running {
  readonly at: Instant;
  readonly event: Invoke["event"];
}

/** What became of the last attempt at an event, and when. */
interface Attempt {
  readonly at: Instant;
  readonly outcome: "failed" | "throttled";
}

/**
 * Where the time of a function goes: on the way to an environment and in its Init phase, in its handler and there
 * in each call, and between the attempts at its events. What was throttled took no time of it, and is counted.
 */
export function functionProfiler(name: string): Profiler {
  const sums = new ProfileSums();
  const running = new Map<RequestId, Running>();
  const attempts = new Map<number, Attempt>();
  const calls = new Map<number, { readonly at: Instant; readonly operation: string }>();
  let inCalls = 0;

  function begin({ at, input, request }: TraceEntry): void {
    const { event } = input as Invoke; // It says so.
    if (request !== noRequest) running.set(request, { at, event });
    if (event === null) return;
    const before = attempts.get(event.number);
    const why =
      before === undefined
        ? "in the queue of events"
        : before.outcome === "throttled"
          ? "after a throttle"
          : "after a function error";
    sums.add([name, "waiting", why], at - (before?.at ?? event.takenAt));
  }

  function end(at: Instant, request: RequestId, body: FunctionReply): void {
    const begun = running.get(request);
    if (begun === undefined) return;
    running.delete(request);
    const { event } = begun;
    if (body.type === "invoked") spend(begun, at, body);
    else if (body.type === "refused" && body.code === "TooManyRequestsException") {
      sums.add([name, "throttled"], 0);
    }
    if (event === null) return;
    if (body.type === "invoked" && body.functionError === null) attempts.delete(event.number);
    else
      attempts.set(event.number, { at, outcome: body.type === "invoked" ? "failed" : "throttled" });
  }

  function spend({ at: from }: Running, at: Instant, body: Invoked): void {
    const { duration, initDuration, coldStart, cause } = body;
    const cold = at - from - duration;
    if (coldStart) {
      sums.add([name, "cold start", "placement"], Math.max(0, cold - initDuration));
      sums.add([name, "cold start", "Init phase"], Math.min(cold, initDuration));
    }
    sums.add([name, "handler", cause === "timeout" ? "ran into the timeout" : ownWork], duration);
  }

  return {
    take(entry) {
      const { at, input, effects } = entry;
      if (input.type === "invoke") begin(entry);
      else if (input.type === "replied") {
        const { port, tag } = input as unknown as { readonly port: number; readonly tag: number };
        const made = port === ports.calls ? calls.get(tag) : undefined;
        if (made !== undefined) {
          calls.delete(tag);
          inCalls += at - made.at;
          sums.add([name, "handler", made.operation], at - made.at);
        }
      }
      for (const effect of effects) {
        if (effect.type === "reply")
          end(at, effect.to, effect.body as FunctionReply); // A function gives no other.
        else if (effect.type === "send" && effect.port === ports.calls) {
          const { service, operation } = effect.input as Call; // Nothing else is sent there.
          calls.set(effect.tag, { at, operation: `${service}:${operation}` });
        }
      }
    },
    samples() {
      // What a handler spends in calls is no work of its own.
      return sums.list().map((sample) => {
        if (sample.stack[2] !== ownWork) return sample;
        return { ...sample, time: Math.max(0, sample.time - inCalls) as Duration };
      });
    },
  };
}
