import { AwsError, simulate, type AwsOptions, type AwsSimulation } from "@orrery/aws";
import { hours, type Duration, type Instant } from "@orrery/kernel";
import type { ValueObject } from "../value.ts";

const second = 1_000_000;
const constant = (value: number) => ({ type: "constant", value }) as const;
const bus = { EventBusName: "shop" };

/** A bus whose events go to an endpoint outside, as a target that says what it needs to. */
class EndpointStage {
  private readonly simulation: AwsSimulation;

  constructor(answers: ValueObject, retryPolicy: ValueObject, options: AwsOptions = {}) {
    const latencies = { "events.toTarget": constant(0) };
    this.simulation = simulate({ seed: 1, latencies, ...options });
    this.call("CreateEventBus", { Name: "shop" });
    const connection = this.call("CreateConnection", {
      Name: "partner",
      AuthorizationType: "BASIC",
      AuthParameters: { BasicAuthParameters: { Username: "me", Password: "secret" } },
    });
    const destination = this.call("CreateApiDestination", {
      Name: "partner",
      ConnectionArn: connection["ConnectionArn"]!,
      InvocationEndpoint: "https://partner.example/",
      HttpMethod: "POST",
      Answers: answers,
    });
    this.call("PutRule", { ...bus, Name: "all", EventPattern: '{"source":["shop"]}' });
    const target = { Id: "partner", Arn: destination["ApiDestinationArn"]! };
    const policy = Object.keys(retryPolicy).length === 0 ? {} : { RetryPolicy: retryPolicy };
    this.call("PutTargets", { ...bus, Rule: "all", Targets: [{ ...target, ...policy }] });
    const event = { ...bus, Source: "shop", DetailType: "paid", Detail: "{}" };
    this.call("PutEvents", { Entries: [event] });
  }

  private call(operation: string, params: ValueObject): ValueObject {
    return this.simulation.client().call("events", operation, params as Record<string, never>); // JSON.
  }

  runTo(at: number): void {
    this.simulation.run({ until: Math.round(at) as Instant });
  }

  countOf(metric: string): number {
    return this.simulation.metersOf("events.bus:shop")[metric]?.count ?? 0;
  }

  /** What is waited between attempts, in seconds, of those in so long a time. */
  waits(time: Duration): readonly number[] {
    const attempts: number[] = [];
    for (let at = 0; at <= time; at += second / 20) {
      this.runTo(at);
      if (this.countOf("InvocationAttempts") > attempts.length) attempts.push(at / second);
    }
    return attempts.slice(1).map((at, place) => at - attempts[place]!);
  }
}

const down = { share: 1, status: 503, latency: constant(0) };

/** The greatest value of a setting of a retry policy that is taken. */
function greatest(setting: string, refused: number): number {
  const isTaken = (value: number): boolean => {
    try {
      new EndpointStage(down, { [setting]: value });
      return true;
    } catch (error) {
      if (error instanceof AwsError) return false;
      throw error;
    }
  };
  let [least, most] = [60, refused];
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2);
    if (isTaken(middle)) least = middle;
    else most = middle;
  }
  return least;
}

/** The seconds after which an event is given up that fails whenever it is tried, and seldom is. */
function givenUpAfter(policy: ValueObject): number {
  const rarely = { "events.retryBase": hours(1), "events.retryCap": hours(1) };
  const stage = new EndpointStage(down, policy, { assumptions: rarely });
  for (let at = 0; ; at += 60) {
    stage.runTo(at * second);
    if (stage.countOf("FailedInvocations") > 0) return at;
  }
}

/** How often an event is tried again that fails whenever it is tried, where its age ends nothing. */
function retriesOf(policy: ValueObject): number {
  const often = { "events.retryCap": second };
  const stage = new EndpointStage(down, policy, { assumptions: often });
  stage.runTo(hours(2));
  return stage.countOf("InvocationAttempts") - 1;
}

/** An event whose target always fails: how long and how often it is tried, and what is waited in between. */
export function ruleRetriesShown(): ValueObject {
  const age = greatest("MaximumEventAgeInSeconds", 1_000_000);
  const retries = greatest("MaximumRetryAttempts", 1_000);
  const isAgeDefault = givenUpAfter({}) === givenUpAfter({ MaximumEventAgeInSeconds: age });
  return {
    // What says nothing has as much as can be had.
    maxAgeSeconds: isAgeDefault ? age : "not the default",
    maxRetries: retriesOf({}) === retries ? retries : "not the default",
    backoff: backoffShown(),
  };
}

function backoffShown(): string {
  const waitsWith = (assumptions: AwsOptions["assumptions"]) =>
    new EndpointStage(down, {}, { ...(assumptions === undefined ? {} : { assumptions }) }).waits(
      hours(0.05),
    );
  const whole = waitsWith({ "events.leastJitter": 1 });
  const isExponential = whole.slice(1).every((wait, place) => {
    const ratio = wait / whole[place]!;
    return ratio > 1.8 && ratio < 2.2;
  });
  const isDrawn = waitsWith(undefined).some((wait, place) => {
    const most = whole[place];
    return most !== undefined && wait < most * 0.95;
  });
  return `${isExponential ? "exponential" : "other"}${isDrawn ? " with jitter" : ""}`;
}

/** An endpoint that takes its time: the longest that is waited for. */
export function endpointTimeoutShown(): ValueObject {
  const isTaken = (milliseconds: number): boolean => {
    const answers = { latency: constant(milliseconds * 1_000) };
    const stage = new EndpointStage(answers, { MaximumRetryAttempts: 0 });
    stage.runTo(100 * second);
    return stage.countOf("SuccessfulInvocationAttempts") > 0;
  };
  let [fine, late] = [0, 60_000];
  while (late - fine > 1) {
    const middle = Math.floor((fine + late) / 2);
    if (isTaken(middle)) fine = middle;
    else late = middle;
  }
  // An answer at the very end is as good as one that comes too late.
  return { maxClientTimeoutSeconds: Math.round(fine / 1_000) };
}
