import { minutes, seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { anyFaults, assertProperty, deploy, lambda, sqs, run, sources, Stack } from "./index.ts";

function shop(): Stack {
  const stack = new Stack("shop");
  const dlq = new sqs.Queue(stack, "OrdersDlq");
  const orders = new sqs.Queue(stack, "Orders", {
    visibilityTimeout: "30s",
    deadLetterQueue: { queue: dlq, maxReceiveCount: 3 },
  });
  new lambda.Function(stack, "Worker").addEventSource(new sources.SqsEventSource(orders));
  return stack;
}
const workload = [{ to: "Orders", arrivals: { poisson: { rate: "5/s" } } }] as const;
const outage = [{ at: "0s", for: "5m", outage: "Worker" }] as const;
const backlog = "ApproximateNumberOfMessagesVisible";

describe("an architecture that was deployed once", () => {
  const deployment = deploy(shop(), { workload });

  it("is at each instant what a run has come to by then, whichever was asked for first", () => {
    for (const instant of ["10m", "1m", "5m", "5m", "0s"] as const) {
      const world = deployment.at(instant);
      const alone = deploy(shop(), { workload }).at("0s").run(instant);
      expect(world.digest).toBe(alone.digest);
      expect(world.now).toBe(alone.now);
    }
    const whole = run(shop(), { duration: "10m", workload });
    expect(deployment.at("10m").digest).toBe(whole.digest);
    expect(deployment.at("4m").run("6m").digest).toBe(whole.digest);
  });

  it("is in each world as if there were no other, with a clock of its own", () => {
    const untouched = deployment.at("5m").run("10m");
    const [one, other] = [deployment.at("5m"), deployment.at("5m", { faults: outage })];
    for (const _ of Array(10).keys()) {
      other.run("1m");
      one.client.call("sqs", "SendMessage", { QueueUrl: urlOf("OrdersDlq"), MessageBody: "x" });
    }
    expect(other.now).toBe(minutes(15));
    expect(one.now).toBeLessThan(minutes(6));
    expect(one.bodies("OrdersDlq")).toEqual(Array(10).fill("x"));
    expect(other.bodies("OrdersDlq")).not.toContain("x");
    expect(deployment.at("5m").run("10m").digest).toBe(untouched.digest);
  });

  it("takes more workloads and faults, whose times count from the world's beginning", () => {
    const later = {
      workload: [
        { to: "Orders", arrivals: { constant: { rate: "100/s" } }, from: "1m", for: "1m" },
      ],
    } as const;
    const world = deployment.at("5m", later);
    const usual = deployment.at("5m");
    const sent = () => world.metric("Orders", "NumberOfMessagesSent").sum;
    const more = () => sent() - usual.metric("Orders", "NumberOfMessagesSent").sum;
    world.run("1m");
    usual.run("1m");
    expect(more()).toBeLessThan(200);
    world.run("2m");
    usual.run("2m");
    expect(more()).toBe(6_000);
    const struck = deployment.at("5m", { faults: [{ at: "1m", for: "1m", outage: "Worker" }] });
    expect(struck.run("59s").gauge("Orders", backlog)).toBeLessThan(50);
    expect(struck.run("30s").gauge("Orders", backlog)).toBeGreaterThan(50);
  });

  it("shows what was observed since the deployment, and what gauges read now", () => {
    const world = deployment.at("10m");
    const result = run(shop(), { duration: "10m", workload });
    const { count, sum, min, max, average } = result.metric("Worker", "Duration");
    expect(world.metric("Worker", "Duration")).toEqual({ count, sum, min, max, average });
    expect(world.metric("Worker", "Errors").max).toBeNaN();
    expect(world.gauge("OrdersDlq", backlog)).toBe(0);
  });

  it.each([
    ["at: expected a duration", () => deployment.at("soon" as never)],
    [
      "at: expected a duration such as 30s, 250ms or 1.5h, received -1000000",
      () => deployment.at(seconds(-1)),
    ],
    [
      "run: expected a duration such as 30s, 250ms or 1.5h, received -1000000",
      () => deployment.at("0s").run(seconds(-1)),
    ],
    ["resource: expected one of", () => deployment.at("0s").gauge("Order", backlog)],
    ["metric of Worker: expected one of", () => deployment.at("0s").metric("Worker", "Offered")],
    ["gauge of Worker: expected one of", () => deployment.at("0s").gauge("Worker", "Duration")],
    [
      "Worker: expected a resource in which messages stay",
      () => deployment.at("0s").bodies("Worker"),
    ],
    [
      "options: faults.0.outage: expected one of",
      () => deployment.at("0s", { faults: [{ ...outage[0], outage: "Wroker" }] }),
    ],
  ])("refuses what is wrong in one line: %s", (message, wrong) => {
    expect(wrong).toThrow(message);
  });

  it("counts in a property what happened in its worlds, and not what did before", async () => {
    const slept = assertProperty("sleeps", [], () => void deployment.at("5m"), { numRuns: 2 });
    await expect(slept).rejects.toThrow("in 2 runs no message was worked on");
    const quiet = deploy(shop());
    const struck = await assertProperty(
      "any fault is made up for",
      [anyFaults(shop(), { to: ["Worker"], kinds: ["outage"] })],
      (faults) => {
        const world = quiet.at("1m", {
          faults,
          workload: [{ to: "Orders", arrivals: { constant: { rate: "1/s" } }, for: "1m" }],
        });
        return world.run("10m").gauge("Orders", backlog) === 0;
      },
      { seed: 1, numRuns: 20 },
    );
    expect(struck.runs).toBe(20);
    expect(struck.struck).toBeGreaterThan(0);
  });
});

const urlOf = (queue: string) => `https://sqs.us-east-1.amazonaws.com/123456789012/shop-${queue}`;
