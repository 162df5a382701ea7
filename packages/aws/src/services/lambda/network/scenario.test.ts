import { minutes, type Duration } from "@orrery/kernel";
import { expect, it } from "vitest";
import { Stack, lambda } from "../../../index.ts";
import { continueRun, prepareRun } from "../../../run/run.ts";
import { warningsOf } from "../../../run/warnings/warnings.ts";
import { sqs } from "../../sqs/public.ts";
import type { ProfileBehavior } from "../config.ts";
import type { FileSystem, Network } from "../environment-traits.ts";
import { profile } from "../public.ts";

const filesystem = {
  arn: "arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0",
  localMountPath: "/mnt/files",
};

const toOrders: ProfileBehavior["calls"][number] = {
  ...{ type: "call", service: "sqs", operation: "SendMessage" },
  params: { QueueUrl: "shop-Orders", MessageBody: "x" },
};
const network = (more: Partial<Network>): Network => ({
  internet: false,
  endpoints: [],
  freeAddresses: null,
  ...more,
});
const reading = (more: Partial<FileSystem>): FileSystem => ({
  ...{ mount: { type: "constant", value: 0 }, read: 30 * 1_048_576, written: 0 },
  ...{ throughput: null, stored: 2 ** 30, credits: 2 ** 30 },
  ...more,
});

/** Ten minutes of a function in a VPC that sends to a queue, one invocation a second. */
function run(behavior: Pick<ProfileBehavior, "network" | "fileSystem">) {
  const stack = new Stack("shop");
  new sqs.Queue(stack, "Orders");
  new lambda.Function(stack, "Worker", {
    timeout: "10s",
    vpcConfig: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"] },
    filesystem,
  });
  stack.say("Worker", { Behavior: profile({ ...behavior, calls: [toOrders] }) });
  const scenario = stack.scenario({
    duration: minutes(10),
    workloads: [
      {
        to: "Worker",
        arrivals: { type: "constant", rate: 1 },
        from: 0 as Duration,
        until: null,
        payload: { type: "body", body: "{}", size: 2 },
        groups: [],
      },
    ],
  });
  const begun = prepareRun(scenario, { seed: 1 });
  continueRun(begun);
  const sum = (component: string, metric: string) =>
    begun.simulation.metersOf(component)[metric]!.sum;
  return {
    sent: sum("sqs.queue:shop-Orders", "NumberOfMessagesSent"),
    timeouts: sum("lambda.function:shop-Worker", "Timeouts"),
    warnings: warningsOf(begun).filter((text) => /VPC|file system/.test(text)),
  };
}

it("without a NAT gateway and an endpoint every invocation times out, which a run says", () => {
  const { sent, timeouts, warnings } = run({ network: network({ endpoints: ["dynamodb"] }) });
  expect(sent).toBe(0);
  expect(timeouts).toBeGreaterThan(580);
  expect(warnings).toEqual([
    expect.stringMatching(
      /^Worker called sqs \d+ times in vain: its VPC has neither a way to the internet nor an endpoint for that, so that it waited until its timeout\.$/,
    ),
  ]);
});

it("a NAT gateway without a port left is named as such", () => {
  const { sent, warnings } = run({ network: network({ internet: true, connections: 60_000 }) });
  expect(sent).toBe(0);
  expect(warnings).toEqual([
    expect.stringMatching(
      /^Worker called sqs \d+ times in vain: the NAT gateway of its VPC had no port left for that, so that it waited until its timeout\.$/,
    ),
  ]);
});

it("an endpoint of the service is the cure, and so is a NAT gateway", () => {
  for (const ways of [{ endpoints: ["sqs"] }, { internet: true }]) {
    const { sent, timeouts, warnings } = run({ network: network(ways) });
    expect([sent > 590, timeouts, warnings]).toEqual([true, 0, []]);
  }
});

it("where nothing is said, all is reachable, and a run warns", () => {
  const { sent, warnings } = run({});
  expect(sent).toBeGreaterThan(590);
  expect(warnings).toEqual([
    "Worker is in a VPC, and nothing says whether that has a NAT gateway or VPC endpoints: all that it calls is taken to be reachable. Its network says otherwise.",
  ]);
});

it("a file system without credits slows its function down to its baseline, which a run says", () => {
  const open = network({ internet: true });
  const fileSystem = reading({ throughput: "bursting" });
  const { timeouts, warnings } = run({ network: open, fileSystem });
  expect(timeouts).toBeGreaterThan(100);
  expect(warnings).toEqual([
    expect.stringMatching(
      /^The file system of Worker had no burst credits left \d+ times, and served at its baseline\.$/,
    ),
  ]);
  expect(run({ network: open, fileSystem: reading({}) }).timeouts).toBe(0);
});
