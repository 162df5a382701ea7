import { days, milliseconds, seconds } from "@orrery/kernel";
import {
  at,
  lognormal,
  scenarioCase,
  workload,
  type DigestCase,
} from "../../../../test/digest-case.ts";
import {
  firehose,
  lambda,
  profile,
  s3,
  s3n,
  simulate,
  sns,
  sqs,
  Stack,
  type AwsSimulation,
  type Scenario,
} from "../../../index.ts";
import { utf8Of } from "../../../text/utf8.ts";

/** Uploads, of which a queue, a topic and a function are told, and a delivery stream beside them. */
function uploads(): Scenario {
  const stack = new Stack("shop");
  const bucket = new s3.Bucket(stack, "Uploads", { versioned: true });
  stack.say("Uploads", {
    BucketBehavior: { key: "raw/{group}/{number}.json", duplicateRate: 0.05, writeRate: 150 },
  });
  const worker = new lambda.Function(stack, "Worker", { reservedConcurrentExecutions: 5 });
  stack.say("Worker", {
    Behavior: profile({ duration: lognormal(milliseconds(80), 0.9), failures: 0.2 }),
  });
  const { OBJECT_CREATED, OBJECT_CREATED_PUT } = s3.EventType;
  bucket.addEventNotification(OBJECT_CREATED, new s3n.LambdaDestination(worker), {
    prefix: "raw/a/",
  });
  bucket.addEventNotification(
    OBJECT_CREATED_PUT,
    new s3n.SqsDestination(new sqs.Queue(stack, "Told")),
    { prefix: "raw/b/" },
  );
  bucket.addEventNotification(
    OBJECT_CREATED_PUT,
    new s3n.SnsDestination(new sns.Topic(stack, "News")),
    { prefix: "raw/c/" },
  );
  new firehose.DeliveryStream(stack, "Clicks", {
    destination: new firehose.S3Bucket(bucket, { bufferingInterval: "10s" }),
  });
  const groups = ["a", "b", "c"].map((id, place) => ({ id, weight: place + 1 }));
  return stack.scenario({
    duration: seconds(30),
    workloads: [
      workload("Uploads", { type: "poisson", rate: 200 }, { groups }),
      workload("Clicks", { type: "poisson", rate: 50 }),
    ],
  });
}

/** A bucket whose versions, uploads and markers age, while it is read and written. */
function aging(seed: number | string): AwsSimulation {
  const simulation = simulate({ seed });
  const client = simulation.client();
  const Bucket = "uploads";
  client.call("s3", "CreateBucket", { Bucket });
  const VersioningConfiguration = { Status: "Enabled" };
  client.call("s3", "PutBucketVersioning", { Bucket, VersioningConfiguration });
  client.call("s3", "PutBucketLifecycleConfiguration", {
    Bucket,
    LifecycleConfiguration: {
      Rules: [
        {
          ID: "age",
          Status: "Enabled",
          Filter: { Prefix: "raw/" },
          Transitions: [{ Days: 30, StorageClass: "STANDARD_IA" }],
          Expiration: { Days: 60 },
          NoncurrentVersionExpiration: { NoncurrentDays: 5 },
        },
        {
          ID: "uploads",
          Status: "Enabled",
          Filter: { Prefix: "" },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3 },
        },
      ],
    },
  });
  for (let day = 0; day < 90; day += 1) {
    simulation.run({ until: at(days(day)) });
    const Key = `raw/${day % 7}/${day}`;
    const params = { Bucket, Key, Body: utf8Of(`${day}`) as never };
    client.begin("s3", "PutObject", params);
    client.begin("s3", "PutObject", { ...params, Key: "raw/latest" });
    if (day % 3 === 0) client.begin("s3", "DeleteObject", { Bucket, Key: `raw/${day % 7}/${day}` });
    if (day % 5 === 0) client.begin("s3", "CreateMultipartUpload", { Bucket, Key });
    simulation.run({ until: at((days(day) + seconds(10)) as never) });
    client.begin("s3", "ListObjectsV2", { Bucket, Prefix: "raw/", Delimiter: "/", MaxKeys: 3 });
  }
  return simulation;
}

/** A bucket whose objects are copied, tiered and lost, by a client that writes and reads for most of a year. */
function copied(seed: number | string): AwsSimulation {
  const simulation = simulate({ seed });
  const client = simulation.client();
  const Status = "Enabled";
  for (const [Bucket, BucketBehavior] of [
    ["source", { lossRate: 0.5 }],
    ["copies", {}],
  ] as const) {
    client.call("s3", "CreateBucket", { Bucket, BucketBehavior });
    client.call("s3", "PutBucketVersioning", { Bucket, VersioningConfiguration: { Status } });
  }
  client.call("s3", "PutBucketReplication", {
    Bucket: "source",
    ReplicationConfiguration: {
      Role: "arn:aws:iam::123456789012:role/copies",
      Rules: [
        {
          Status,
          Priority: 1,
          Filter: { Prefix: "" },
          DeleteMarkerReplication: { Status },
          Destination: {
            Bucket: "arn:aws:s3:::copies",
            StorageClass: "INTELLIGENT_TIERING",
            ReplicationTime: { Status, Time: { Minutes: 15 } },
            Metrics: { Status, EventThreshold: { Minutes: 15 } },
          },
        },
      ],
    },
  });
  const tiers = { AccessTier: "ARCHIVE_ACCESS", Days: 90 };
  client.call("s3", "PutBucketIntelligentTieringConfiguration", {
    Bucket: "copies",
    Id: "cold",
    IntelligentTieringConfiguration: { Id: "cold", Status, Tierings: [tiers] },
  });
  const Body = utf8Of("x".repeat(131_072)) as never;
  for (let day = 0; day < 240; day += 4) {
    simulation.run({ until: at(days(day)) });
    const StorageClass = day % 8 === 0 ? "REDUCED_REDUNDANCY" : "STANDARD";
    client.begin("s3", "PutObject", { Bucket: "source", Key: `${day % 28}`, Body, StorageClass });
    if (day % 20 === 0)
      client.begin("s3", "DeleteObject", { Bucket: "source", Key: `${day % 28}` });
    client.begin("s3", "GetObject", { Bucket: "copies", Key: `${day % 12}` });
    if (day % 40 === 0) {
      const RestoreRequest = {};
      client.begin("s3", "RestoreObject", { Bucket: "copies", Key: `${day % 28}`, RestoreRequest });
    }
  }
  return simulation;
}

/** Runs in which buckets come first. */
export const s3Cases: readonly DigestCase[] = [
  scenarioCase("bucket", [51, 52], uploads),
  { name: "bucket-aging", seeds: [53], run: aging },
  { name: "bucket-copied", seeds: [54], run: copied },
];
