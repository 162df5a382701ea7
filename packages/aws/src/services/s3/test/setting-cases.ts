import type { Part, ServiceSettingCases } from "../../../../test/setting-case.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Parameters: { Days: { Type: Number, Default: 1 } }
Resources:
  Told: { Type: AWS::SQS::Queue }
  Uploads:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: stack-uploads
      NotificationConfiguration:
        QueueConfigurations: [{ Event: "s3:ObjectCreated:*", Queue: !GetAtt Told.Arn }]
  Copied:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: { Status: Enabled }
      ReplicationConfiguration:
        Role: arn:aws:iam::123456789012:role/copies
        Rules: [{ Status: Enabled, Prefix: "", Destination: { Bucket: !GetAtt Copies.Arn } }]
  Copies:
    Type: AWS::S3::Bucket
    Properties: { VersioningConfiguration: { Status: Enabled } }
  Old:
    Type: AWS::S3::Bucket
    Properties:
      LifecycleConfiguration: { Rules: [{ Status: Enabled, ExpirationInDays: !Ref Days }] }
  Worker:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x }
`;

const toUploads: Part = { workload: [{ to: "Uploads", arrivals: { constant: { rate: "2/s" } } }] };
const toWorker: Part = { workload: [{ to: "Worker", arrivals: { constant: { rate: "2/s" } } }] };
const bucket = { Bucket: "stack-uploads" };
const calling = (...calls: readonly Part[]): Part => ({
  ...toWorker,
  functions: { Worker: { calls } },
});
const put: Part = { "s3:PutObject": { ...bucket, Key: "a" } };
const get: Part = { "s3:GetObject": { ...bucket, Key: "a" } };
const slower = (name: string, base: Part): { readonly base: Part; readonly change: Part } => ({
  base,
  change: { latencies: { [name]: "2s" } },
});
const configured: Part = {
  "s3:PutBucketNotificationConfiguration": {
    ...bucket,
    NotificationConfiguration: {},
  },
};
const said = (behavior: Part): Part => ({ buckets: { Uploads: behavior } });
/** Nine tenths of what a partition takes, for longer than it takes to split one. */
const busy: Part = {
  workload: [{ to: "Uploads", arrivals: { constant: { rate: "9/s" } } }],
  ...said({ writesPerSecond: 10 }),
  duration: "12m",
};
const assuming = (name: string, value: unknown): Part => ({ assumptions: { [name]: value } });
const refusing: Part = {
  workload: [{ to: "Uploads", arrivals: { constant: { rate: "1/h" } } }],
  faults: [{ at: "1s", for: "26h", refuse: "Told", with: "OverLimit" }],
  duration: "27h",
};
const toCopied: Part = {
  workload: [{ to: "Copied", arrivals: { constant: { rate: "2/m" } } }],
};
/** Copies that are not taken for longer than they are tried. */
const copying: Part = {
  workload: [{ to: "Copied", arrivals: { constant: { rate: "1/h" } } }],
  faults: [{ at: "1s", for: "26h", refuse: "Copies", with: "SlowDown" }],
  duration: "27h",
};
/** Objects of the class that S3 may lose. */
const losing = (lost: string): Part => ({
  ...toWorker,
  functions: {
    Worker: {
      calls: [{ "s3:PutObject": { ...bucket, Key: "a", StorageClass: "REDUCED_REDUNDANCY" } }],
    },
  },
  ...said({ lost }),
});
/** Messages to a queue, large or not. */
const large = (client: Part): Part => ({
  workload: [
    { to: "Told", arrivals: { constant: { rate: "1/s" } }, payload: { size: "300KB" }, ...client },
  ],
});
/** What is read unless it is what it was brought as: who keeps nothing of it has another entity tag. */
const sameKey: Part = {
  workload: [
    { to: "Uploads", arrivals: { constant: { rate: "2/s" } }, payload: { body: "{}" } },
    { to: "Worker", arrivals: { constant: { rate: "1/s" } } },
  ],
  functions: {
    Worker: {
      calls: [
        {
          "s3:GetObject": {
            ...bucket,
            Key: "same",
            IfNoneMatch: "99914b932bd37a50b983c5e7c90ae93b",
          },
        },
      ],
    },
  },
};

/** A case for each setting of scenarios that is about buckets. */
export const s3SettingCases: ServiceSettingCases = {
  template,
  settings: {
    "latencies.s3.get": slower("s3.get", calling(put, get)),
    "latencies.s3.put": slower("s3.put", toUploads),
    "latencies.s3.delete": slower(
      "s3.delete",
      calling({ "s3:DeleteObject": { ...bucket, Key: "a" } }),
    ),
    "latencies.s3.list": slower("s3.list", calling({ "s3:ListObjectsV2": bucket })),
    "latencies.s3.notification": slower("s3.notification", toUploads),
    "latencies.s3.replication": {
      base: toCopied,
      change: { latencies: { "s3.replication": "1s" } },
    },
    "latencies.s3.notification.creation": {
      base: calling(configured, put),
      change: { latencies: { "s3.notification.creation": "0s" } },
    },
    "quotas.s3.buckets": {
      base: calling({ "s3:CreateBucket": { Bucket: "one-more" } }),
      change: { quotas: { "s3.buckets": 4 } },
    },
    "buckets.*.key": { base: toUploads, change: said({ key: "raw/{number}" }) },
    "buckets.*.keep": {
      base: { ...sameKey, ...said({ key: "same" }) },
      change: said({ key: "same", keep: "0B" }),
    },
    "buckets.*.duplicates": { base: toUploads, change: said({ duplicates: "50%" }) },
    "buckets.*.lost": {
      base: losing("0%"),
      change: losing("100%"),
    },
    "buckets.*.merged": {
      base: { ...toUploads, ...said({ key: "same" }) },
      change: said({ key: "same", merged: "50%" }),
    },
    "buckets.*.writesPerSecond": { base: toUploads, change: said({ writesPerSecond: 1 }) },
    "buckets.*.readsPerSecond": { base: calling(put, get), change: said({ readsPerSecond: 1 }) },
    "workload[].extendedClient.bucket": {
      base: large({ extendedClient: { bucket: "Uploads" } }),
      change: large({ extendedClient: { bucket: "Old" } }),
    },
    "workload[].extendedClient.above": {
      base: large({ extendedClient: { bucket: "Uploads" } }),
      change: large({ extendedClient: { bucket: "Uploads", above: "500KB" } }),
    },
    "actions[].do.s3:PutObject": {
      base: toWorker,
      change: { actions: [{ at: "10s", do: { "s3:PutObject": "Uploads" } }] },
    },
    "functions.*.calls[].s3:PutObject": {
      base: { ...toWorker, functions: { Worker: {} } },
      change: { functions: { Worker: { calls: [{ "s3:PutObject": "Uploads" }] } } },
    },
  },
  assumptions: {
    "s3.splitLoad": { base: busy, change: assuming("s3.splitLoad", 1) },
    "s3.splitDelay": { base: busy, change: assuming("s3.splitDelay", "10s") },
    "s3.notificationTimeout": {
      base: {
        ...toUploads,
        faults: [{ at: "1s", for: "20s", delay: "Told", by: "40s" }],
      },
      change: assuming("s3.notificationTimeout", "1s"),
    },
    "s3.replicationAge": {
      base: copying,
      change: assuming("s3.replicationAge", "1h"),
    },
    "s3.mergedWithin": {
      base: { ...toUploads, ...said({ key: "same", merged: "100%" }) },
      change: assuming("s3.mergedWithin", "100ms"),
    },
    "s3.notificationAge": { base: refusing, change: assuming("s3.notificationAge", "1h") },
    "s3.lifecycleDelay": {
      base: {
        workload: [{ to: "Old", arrivals: { constant: { rate: "1/h" } } }],
        duration: "50h",
      },
      change: assuming("s3.lifecycleDelay", "1h"),
    },
    "s3.bucketDeployment": {
      base: {
        ...toUploads,
        actions: [{ at: "10s", do: { deploy: "s3.yaml", parameters: { Days: 2 } } }],
      },
      change: assuming("s3.bucketDeployment", "3s"),
    },
    "s3.megabytesPerSecond": {
      base: {
        workload: [
          { to: "Uploads", arrivals: { constant: { rate: "1/s" } }, payload: { size: "1MB" } },
        ],
      },
      change: assuming("s3.megabytesPerSecond", 1),
    },
  },
};
