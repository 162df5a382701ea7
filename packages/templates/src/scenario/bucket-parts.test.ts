import { continueRun, prepareRun, reportOf, s3, lambda, Stack, type RunReport } from "@orrery/aws";
import { ConfigError, minutes, seconds, type Duration } from "@orrery/kernel";
import { expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

const sourcesOf = (resources: string) => ({
  open(path: string) {
    if (path !== "template.yaml") throw new ConfigError(path, "a file", "none");
    return {
      path,
      text: `Transform: AWS::Serverless-2016-10-31
Resources:
  Worker:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x }
${resources}`,
    };
  },
});

/** What became of it, with how many objects each bucket has at its end. */
type Outcome = RunReport & { objectsIn(logicalId: string): number | undefined };

function reportFor(resources: string, text: string): Outcome {
  const document = readScenarioDocument(`template: template.yaml\n${text}`, "s.yaml");
  const run = prepareRun(readScenario(document, sourcesOf(resources)).scenario, { seed: 1 });
  continueRun(run);
  const { simulation, resources: made } = run;
  return {
    ...reportOf(run),
    objectsIn(logicalId) {
      const { component } = made.find((resource) => resource.logicalId === logicalId)!;
      return simulation.gaugesOf(component)["NumberOfObjects"];
    },
  };
}

const sumIn =
  ({ metrics }: RunReport) =>
  (name: string, metric: string): number =>
    metrics[name]?.[metric]?.sum ?? 0;

it("keeps versions, and a lifecycle takes the older ones", () => {
  const report = reportFor(
    `  Uploads:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: { Status: Enabled }
      LifecycleConfiguration:
        Rules: [{ Status: Enabled, NoncurrentVersionExpiration: { NoncurrentDays: 1 } }]
`,
    `duration: 3d
buckets: { Uploads: { key: same } }
workload: [{ to: Uploads, arrivals: { constant: { rate: 1/m } }, for: 10m }]`,
  );
  expect(sumIn(report)("Uploads", "PutRequests")).toBe(10);
  expect(sumIn(report)("Uploads", "ObjectsExpired")).toBe(9);
  expect(report.objectsIn("Uploads")).toBe(1);
});

it("answers what is above the rate of a partition with 503, and clients try again", () => {
  const report = reportFor(
    "  Uploads: { Type: AWS::S3::Bucket }\n",
    `duration: 1m
buckets: { Uploads: { writesPerSecond: 10 } }
workload: [{ to: Uploads, arrivals: { constant: { rate: 20/s } }, for: 30s }]`,
  );
  const sum = sumIn(report);
  expect(sum("Uploads", "SlowDowns")).toBeGreaterThan(100);
  expect(sum("Uploads", "5xxErrors")).toBe(sum("Uploads", "SlowDowns"));
  expect(sum("workload to Uploads", "Retried")).toBeGreaterThan(50);
  expect(report.warnings.join("\n")).toContain("503 Slow Down");
});

it("serves a function that puts, copies, tags, reads, lists and deletes, and bills each", () => {
  const report = reportFor(
    "  Uploads: { Type: AWS::S3::Bucket, Properties: { BucketName: uploads } }\n",
    `duration: 1m
workload: [{ to: Worker, arrivals: { constant: { rate: 1/s } }, for: 10s }]
functions:
  Worker:
    duration: 10ms
    calls:
      - "s3:PutObject": { Bucket: uploads, Key: a, Metadata: { by: me }, ChecksumAlgorithm: SHA256 }
      - "s3:CopyObject": { Bucket: uploads, Key: b, CopySource: uploads/a }
      - "s3:PutObjectTagging": { Bucket: uploads, Key: b, Tagging: { TagSet: [{ Key: k, Value: v }] } }
      - "s3:GetObjectAttributes": { Bucket: uploads, Key: a, ObjectAttributes: [Checksum, ETag] }
      - "s3:HeadObject": { Bucket: uploads, Key: b }
      - "s3:GetObject": { Bucket: uploads, Key: a }
      - "s3:ListObjectsV2": { Bucket: uploads }
      - "s3:DeleteObject": { Bucket: uploads, Key: a }`,
  );
  const sum = sumIn(report);
  expect(sum("Worker", "Errors")).toBe(0);
  const counts = ["PutRequests", "GetRequests", "HeadRequests", "ListRequests", "DeleteRequests"];
  expect(counts.map((metric) => sum("Uploads", metric))).toEqual([30, 20, 10, 10, 10]);
  expect(sum("Uploads", "BilledWriteRequests")).toBe(40);
  expect(sum("Uploads", "BilledReadRequests")).toBe(30);
});

it("tells a queue, a topic, a function and the default bus, each by its own filter", () => {
  const report = reportFor(
    `  Told: { Type: AWS::SQS::Queue }
  News: { Type: AWS::SNS::Topic }
  Uploads:
    Type: AWS::S3::Bucket
    Properties:
      NotificationConfiguration:
        EventBridgeConfiguration: { EventBridgeEnabled: true }
        QueueConfigurations:
          - Event: "s3:ObjectCreated:*"
            Queue: !GetAtt Told.Arn
            Filter: { S3Key: { Rules: [{ Name: prefix, Value: "a/" }] } }
        TopicConfigurations:
          - Event: "s3:ObjectCreated:Put"
            Topic: !Ref News
            Filter: { S3Key: { Rules: [{ Name: prefix, Value: "b/" }] } }
  Heard:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Events:
        Created:
          Type: EventBridgeRule
          Properties:
            Pattern:
              source: [aws.s3]
              detail-type: [Object Created]
              detail: { object: { key: [{ prefix: "c/" }] } }
`,
    `duration: 3m
buckets: { Uploads: { key: "{group}/{number}" } }
workload:
  - { to: Uploads, arrivals: { constant: { rate: 3/s } }, for: 30s, groups: { a: 1, b: 1, c: 1 } }`,
  );
  const sum = sumIn(report);
  const told = sum("Told", "NumberOfMessagesSent");
  const news = sum("News", "NumberOfMessagesPublished");
  const heard = sum("Heard", "Invocations");
  expect(Math.min(told, news, heard)).toBeGreaterThan(10);
  expect(told + news + heard).toBe(sum("Uploads", "PutRequests"));
  expect(sum("Uploads", "NotificationsLost")).toBe(0);
});

it("copies objects to another bucket, which tells of them", () => {
  const report = reportFor(
    `  Uploads:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: { Status: Enabled }
      ReplicationConfiguration:
        Role: arn:aws:iam::123456789012:role/copies
        Rules:
          - Id: all
            Status: Enabled
            Priority: 1
            Filter: { Prefix: "" }
            DeleteMarkerReplication: { Status: Disabled }
            Destination:
              Bucket: !GetAtt Copies.Arn
              StorageClass: STANDARD_IA
              ReplicationTime: { Status: Enabled, Time: { Minutes: 15 } }
              Metrics: { Status: Enabled, EventThreshold: { Minutes: 15 } }
  Told: { Type: AWS::SQS::Queue }
  Copies:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: { Status: Enabled }
      NotificationConfiguration:
        QueueConfigurations: [{ Event: "s3:ObjectCreated:*", Queue: !GetAtt Told.Arn }]
`,
    `duration: 2h
workload: [{ to: Uploads, arrivals: { constant: { rate: 1/s } }, for: 1m }]`,
  );
  const sum = sumIn(report);
  expect(sum("Uploads", "ObjectsReplicated")).toBe(60);
  expect(report.objectsIn("Copies")).toBe(60);
  expect(sum("Told", "NumberOfMessagesSent")).toBe(60);
});

it("restores what is archived, and tells a function when it is there", () => {
  const report = reportFor(
    `  Archive:
    Type: AWS::S3::Bucket
    Properties: { BucketName: archive }
  Restored:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Events:
        Done:
          Type: S3
          Properties: { Bucket: !Ref Archive, Events: "s3:ObjectRestore:Completed" }
`,
    `duration: 20m
workload: [{ to: Worker, arrivals: { recorded: 1 } }]`.replace(
      "{ recorded: 1 }",
      "{ constant: { rate: 1/h } }",
    ) +
      `
functions:
  Worker:
    calls:
      - "s3:PutObject": { Bucket: archive, Key: old, StorageClass: GLACIER }
      - "s3:RestoreObject":
          { Bucket: archive, Key: old, RestoreRequest: { Days: 1, GlacierJobParameters: { Tier: Expedited } } }`,
  );
  const sum = sumIn(report);
  expect(sum("Archive", "ObjectsRestored")).toBe(sum("Worker", "Invocations"));
  expect(sum("Restored", "Invocations")).toBe(sum("Worker", "Invocations"));
  expect(sum("Restored", "Invocations")).toBeGreaterThan(0);
});

it("refuses what somebody holds", () => {
  const report = reportFor(
    `  Held:
    Type: AWS::S3::Bucket
    Properties: { BucketName: held, ObjectLockEnabled: true }
`,
    `duration: 1m
workload: [{ to: Worker, arrivals: { constant: { rate: 1/s } }, for: 5s }]
functions:
  Worker:
    calls:
      - "s3:PutObject":
          { Bucket: held, Key: a, ObjectLockMode: COMPLIANCE, ObjectLockRetainUntilDate: "2030-01-01T00:00:00Z" }
      - "s3:PutObjectRetention":
          { Bucket: held, Key: a, Retention: { Mode: COMPLIANCE, RetainUntilDate: "2029-01-01T00:00:00Z" } }`,
  );
  const sum = sumIn(report);
  expect(sum("Worker", "Errors")).toBe(sum("Worker", "Invocations"));
  expect(report.objectsIn("Held")).toBe(sum("Worker", "Invocations"));
});

it("puts the parts of an upload together, of which one event tells", () => {
  const stack = new Stack("parts");
  const bucket = new s3.Bucket(stack, "Uploads");
  const told: unknown[] = [];
  const reader = new lambda.Function(stack, "Reader", {
    *handler(event) {
      told.push(event);
      yield* [];
      return null;
    },
  });
  bucket.addEventNotification(s3.EventType.OBJECT_CREATED, {
    bind: () => ({ type: "LambdaFunction", arn: reader.functionArn }),
  });
  new lambda.Function(stack, "Writer", {
    timeout: "1m",
    *handler() {
      const Key = "large";
      const { UploadId } = yield* s3.createMultipartUpload(bucket, { Key });
      const Parts: { ETag: string; PartNumber: number }[] = [];
      for (const PartNumber of [1, 2]) {
        const part = { Key, UploadId: UploadId as string, PartNumber };
        const body = "x".repeat(PartNumber === 1 ? 5 * 1_048_576 : 10);
        const { ETag } = yield* s3.uploadPart(bucket, body, part);
        Parts.push({ ETag: ETag as string, PartNumber });
      }
      const MultipartUpload = { Parts };
      yield* s3.completeMultipartUpload(bucket, {
        Key,
        UploadId: UploadId as string,
        MultipartUpload,
      });
    },
  });
  const scenario = stack.scenario({
    duration: minutes(2),
    workloads: [
      {
        to: "Writer",
        arrivals: { type: "recorded", instants: [seconds(1)] },
        from: 0 as Duration,
        until: null,
        payload: { type: "body", body: "{}", size: 2 },
        groups: [],
      },
    ],
  });
  const run = prepareRun(scenario, { seed: 1, scripts: stack.handlers });
  continueRun(run);
  expect(told).toMatchObject([
    {
      Records: [
        {
          eventName: "ObjectCreated:CompleteMultipartUpload",
          s3: {
            object: { key: "large", size: 5_242_890, eTag: expect.stringMatching(/-2$/) as string },
          },
        },
      ],
    },
  ]);
  expect(sumIn(reportOf(run))("Uploads", "BytesUploaded")).toBe(5_242_890);
});

it("is written in TypeScript with the names of the CDK, copies and tiers too", () => {
  const stack = new Stack("copies");
  const destination = new s3.Bucket(stack, "Copies", {
    versioned: true,
    intelligentTieringConfigurations: [{ name: "cold", archiveAccessTierTime: "90d" }],
  });
  new s3.Bucket(stack, "Uploads", {
    versioned: true,
    replicationRules: [
      {
        destination,
        priority: 1,
        filter: { prefix: "a/" },
        storageClass: s3.StorageClass.INTELLIGENT_TIERING,
        replicationTimeControl: s3.ReplicationTimeValue.FIFTEEN_MINUTES,
        metrics: s3.ReplicationTimeValue.FIFTEEN_MINUTES,
      },
    ],
  });
  stack.say("Uploads", { BucketBehavior: { key: "{group}/{number}" } });
  const scenario = stack.scenario({
    duration: minutes(40),
    workloads: [
      {
        to: "Uploads",
        arrivals: { type: "constant", rate: 1 },
        from: 0 as Duration,
        until: minutes(1),
        payload: { type: "body", body: "{}", size: 2 },
        groups: [
          { id: "a", weight: 1 },
          { id: "b", weight: 1 },
        ],
      },
    ],
  });
  const run = prepareRun(scenario, { seed: 1, scripts: stack.handlers });
  continueRun(run);
  const sum = sumIn(reportOf(run));
  const copied = sum("Uploads", "ObjectsReplicated");
  expect(copied).toBeGreaterThan(10);
  expect(sum("Copies", "PutRequests")).toBe(copied);
  expect(sum("Uploads", "PutRequests")).toBeGreaterThan(copied);
});
