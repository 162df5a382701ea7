import { base64Of, milliseconds, minutes, seconds } from "@orrery/kernel";
import {
  at,
  constant,
  scenarioCase,
  workload,
  type DigestCase,
} from "../../../../test/digest-case.ts";
import { utf8Of } from "../../../text/utf8.ts";
import {
  kinesis,
  lambda,
  profile,
  simulate,
  sources,
  Stack,
  type AwsSimulation,
  type Scenario,
} from "../../../index.ts";

/** Producers with few keys, with many, and in batches: more than two shards take. */
function producers(): Scenario {
  const stack = new Stack("clicks");
  new kinesis.Stream(stack, "Clicks", { shardCount: 2 });
  new kinesis.Stream(stack, "Events", { streamMode: "ON_DEMAND" });
  const groups = ["a", "b", "__proto__"].map((id, place) => ({ id, weight: place + 1 }));
  return stack.scenario({
    duration: seconds(20),
    workloads: [
      workload("Clicks", { type: "poisson", rate: 1_500 }, { groups }),
      workload("Events", { type: "poisson", rate: 300 }),
    ],
  });
}

/** A stream that is read while its shards are split, merged and counted. */
function resharding(seed: number | string): AwsSimulation {
  const simulation = simulate({ seed });
  const client = simulation.client();
  const stream = { StreamName: "clicks" };
  client.call("kinesis", "CreateStream", { ...stream, ShardCount: 2 });
  const put = (number: number) =>
    client.begin("kinesis", "PutRecord", {
      ...stream,
      Data: base64Of(utf8Of(`${number}`)),
      PartitionKey: `key ${number % 17}`,
    });
  const shard = (number: number) => `shardId-00000000000${number}`;
  let iterator: unknown = client.call("kinesis", "GetShardIterator", {
    ...stream,
    ShardId: shard(0),
    ShardIteratorType: "TRIM_HORIZON",
  })["ShardIterator"];
  for (let second = 0; second < 180; second += 1) {
    simulation.run({ until: at(seconds(second)) });
    for (let number = 0; number < 5; number += 1) put(second * 5 + number);
    if (second === 20) {
      const half = (1n << 126n).toString();
      const split = { ShardToSplit: shard(0), NewStartingHashKey: half };
      client.begin("kinesis", "SplitShard", { ...stream, ...split });
    }
    if (second === 80) {
      const merge = { ShardToMerge: shard(2), AdjacentShardToMerge: shard(3) };
      client.begin("kinesis", "MergeShards", { ...stream, ...merge });
    }
    if (second === 120) {
      const count = { TargetShardCount: 3, ScalingType: "UNIFORM_SCALING" };
      client.begin("kinesis", "UpdateShardCount", { ...stream, ...count });
    }
    if (typeof iterator === "string") {
      const answer = client.call("kinesis", "GetRecords", { ShardIterator: iterator, Limit: 3 });
      iterator = answer["NextShardIterator"];
    }
  }
  return simulation;
}

/** A stream of which two functions are pushed all, and a third polls it. */
function fanOut(): Scenario {
  const stack = new Stack("clicks");
  const stream = new kinesis.Stream(stack, "Clicks", { shardCount: 2 });
  for (const name of ["Billing", "Fraud", "Search"]) {
    const reader = new lambda.Function(stack, name);
    stack.say(name, { Behavior: profile({ duration: constant(milliseconds(30)) }) });
    const isPolled = name === "Search";
    reader.addEventSource(
      isPolled
        ? new sources.KinesisEventSource(stream, { startingPosition: "TRIM_HORIZON" })
        : new sources.KinesisConsumerEventSource(
            new kinesis.StreamConsumer(stack, `${name}Consumer`, {
              stream,
              streamConsumerName: name,
            }),
            { startingPosition: "TRIM_HORIZON" },
          ),
    );
  }
  return stack.scenario({
    duration: minutes(6), // Longer than a subscription holds.
    workloads: [workload("Clicks", { type: "poisson", rate: 40 })],
  });
}

/** Runs in which streams come first. */
export const kinesisCases: readonly DigestCase[] = [
  scenarioCase("stream-producers", [31, 32], producers),
  scenarioCase("stream-fan-out", [34], fanOut),
  { name: "stream-resharding", seeds: [33], run: resharding },
];
