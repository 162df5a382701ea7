import { AwsError, simulate, wait, type AwsSimulation } from "@orrery/aws";
import { seconds, type Duration, type Instant } from "@orrery/kernel";
import type { ValueObject } from "../value.ts";

const microsecondsInSecond = 1_000_000;
const instant = { type: "constant", value: 0 } as const;
const worker = { FunctionName: "worker" };

/** A function that is given events, and when it was invoked with them. */
class EventStage {
  readonly attempts: number[] = [];
  private readonly simulation: AwsSimulation;

  constructor() {
    const { attempts } = this;
    const now = (): number => this.now;
    this.simulation = simulate({
      latencies: { "lambda.async.dispatch": instant, "lambda.cold.platformOverhead": instant },
      // The waits themselves, and not what is drawn of them.
      assumptions: { "lambda.eventBackoffJitter": 0 },
      scripts: {
        *fails(event) {
          if ((event as { long?: boolean }).long === true) yield wait(seconds(900));
          attempts.push(now());
          yield wait(0 as Duration);
          throw new Error("down");
        },
      },
    });
    this.call("CreateFunction", {
      ...{ ...worker, Runtime: "nodejs22.x", Handler: "index.handler", Timeout: 900 },
      Role: "arn:aws:iam::123456789012:role/worker",
      Code: { ZipFile: "" },
      Behavior: { type: "script", name: "fails" },
    });
  }

  /** Seconds. */
  get now(): number {
    return this.simulation.now / microsecondsInSecond;
  }

  call(operation: string, params: ValueObject): void {
    this.simulation.client().call("lambda", operation, params as Record<string, never>); // JSON.
  }

  /** Takes the function all concurrency, with an event that waits for some. */
  throttle(): void {
    this.call("PutFunctionConcurrency", { ...worker, ReservedConcurrentExecutions: 1 });
    this.simulation
      .client()
      .begin("lambda", "Invoke", { ...worker, Payload: JSON.stringify({ long: true }) });
    this.call("Invoke", { ...worker, InvocationType: "Event", Payload: "{}" });
    this.call("PutFunctionConcurrency", { ...worker, ReservedConcurrentExecutions: 0 });
  }

  runTo(second: number): void {
    this.simulation.run({ until: (second * microsecondsInSecond) as Instant });
  }

  countOf(metric: string): number {
    return this.simulation.metersOf("lambda.function:worker")[metric]?.count ?? 0;
  }
}

/** An event that fails at each attempt: how often it is made, and what is waited in between. */
export function eventRetriesShown(input: ValueObject): ValueObject {
  const stage = new EventStage();
  const MaximumRetryAttempts = Number(input.maximumRetryAttempts);
  stage.call("PutFunctionEventInvokeConfig", { ...worker, MaximumRetryAttempts });
  stage.call("Invoke", { ...worker, InvocationType: "Event", Payload: "{}" });
  stage.runTo(3_600);
  const { attempts } = stage;
  const waits = attempts.slice(1).map((at, place) => Math.floor(at - attempts[place]!));
  return { attempts: attempts.length, waitsSeconds: waits };
}

/** An event that finds no room: its first wait, its longest, and how old it may grow. */
export function eventThrottlesShown(): ValueObject {
  const { waits, droppedAt } = throttled(null);
  const greatest = greatestAge();
  return {
    firstRetrySeconds: waits[0],
    maxRetryIntervalSeconds: Math.max(...waits),
    // What is said nothing of goes when one of the greatest age does.
    maxEventAgeSeconds:
      throttled(greatest).droppedAt === droppedAt ? greatest : `as for a drop at ${droppedAt} s`,
  };
}

function throttled(age: number | null): {
  readonly waits: readonly number[];
  readonly droppedAt: number;
} {
  const stage = new EventStage();
  if (age !== null) {
    stage.call("PutFunctionEventInvokeConfig", { ...worker, MaximumEventAgeInSeconds: age });
  }
  stage.throttle();
  const begun = stage.now;
  const throttles: number[] = [begun];
  let count = stage.countOf("Throttles");
  for (let second = 1; stage.countOf("AsyncEventsDropped") === 0 && second < 100_000; second += 1) {
    // An attempt is at the whole second or just before it.
    stage.runTo(begun + second + 0.01);
    if (stage.countOf("Throttles") === count) continue;
    count = stage.countOf("Throttles");
    throttles.push(begun + second);
  }
  const waits = throttles.slice(1).map((at, place) => Math.round(at - throttles[place]!));
  return { waits, droppedAt: Math.floor(stage.now - begun) };
}

/** The greatest age that an event may be given. */
function greatestAge(): number {
  const stage = new EventStage();
  const isTaken = (MaximumEventAgeInSeconds: number): boolean => {
    try {
      stage.call("PutFunctionEventInvokeConfig", { ...worker, MaximumEventAgeInSeconds });
      return true;
    } catch (error) {
      if (error instanceof AwsError) return false;
      throw error;
    }
  };
  let [least, most] = [60, 10_000_000];
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2);
    if (isTaken(middle)) least = middle;
    else most = middle;
  }
  return least;
}
