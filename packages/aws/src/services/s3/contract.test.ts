import { days, hours, minutes, seconds } from "@orrery/kernel";
import type { JourneyCall, Journeys } from "../../../test/journey.ts";
import { functionParams } from "../../../test/lambda-account.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { s3Service } from "./index.ts";

const s3 = (operation: string, params: PlainObject) => (): JourneyCall => ["s3", operation, params];
const Bucket = "uploads";
const versioned = "versions";
const copied = "copied";
const copies = "copies";
const keeping = (name: string) =>
  [
    "s3",
    "PutBucketVersioning",
    { Bucket: name, VersioningConfiguration: { Status: "Enabled" } },
  ] as const;
const queue = "arn:aws:sqs:us-east-1:123456789012:told";
const body = btoa("a body");
const put = (Key: string, rest: PlainObject = {}, bucket = Bucket) =>
  s3("PutObject", { Bucket: bucket, Key, Body: body, ...rest });
const events = ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"];

const notification: PlainObject = {
  QueueConfigurations: [{ QueueArn: queue, Events: [...events, "s3:LifecycleExpiration:*"] }],
  LambdaFunctionConfigurations: [
    {
      LambdaFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:worker",
      Events: ["s3:ObjectTagging:*"],
    },
  ],
  // Of another account: counted.
  TopicConfigurations: [
    { TopicArn: "arn:aws:sns:us-east-1:999999999999:told", Events: ["s3:ObjectRestore:*"] },
  ],
  EventBridgeConfiguration: {},
};

const journeys: Journeys = {
  // Objects are numbered: see bucket/canonical.test.ts.
  seldomAlike: true,
  made: [
    ["sqs", "CreateQueue", { QueueName: "told" }],
    ["lambda", "CreateFunction", { ...(functionParams as PlainObject), FunctionName: "worker" }],
    ["s3", "CreateBucket", { Bucket }],
    ["s3", "CreateBucket", { Bucket: versioned }],
    keeping(versioned),
    ["s3", "CreateBucket", { Bucket: copied, BucketBehavior: { lossRate: 1 } }],
    ["s3", "CreateBucket", { Bucket: copies }],
    keeping(copied),
    keeping(copies),
    [
      "s3",
      "PutBucketReplication",
      {
        Bucket: copied,
        ReplicationConfiguration: {
          Role: "arn:aws:iam::123456789012:role/copies",
          Rules: [
            {
              Status: "Enabled",
              Priority: 1,
              Filter: { Prefix: "" },
              DeleteMarkerReplication: { Status: "Enabled" },
              Destination: {
                Bucket: `arn:aws:s3:::${copies}`,
                ReplicationTime: { Status: "Enabled", Time: { Minutes: 15 } },
                Metrics: { Status: "Enabled", EventThreshold: { Minutes: 15 } },
              },
            },
          ],
        },
      },
    ],
    [
      "s3",
      "PutBucketNotificationConfiguration",
      { Bucket, NotificationConfiguration: notification, SkipDestinationValidation: true },
    ],
    [
      "s3",
      "PutBucketLifecycleConfiguration",
      {
        Bucket,
        LifecycleConfiguration: {
          Rules: [
            { Status: "Enabled", Filter: { Prefix: "old/" }, Expiration: { Days: 1 } },
            {
              Status: "Enabled",
              Filter: { Prefix: "" },
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
            },
          ],
        },
      },
    ],
  ],
  courses: [
    [
      () => [
        "sqs",
        "DeleteQueue",
        { QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/told" },
      ],
      minutes(20),
      put("untold"),
      minutes(5),
    ],
    [put("old/a"), s3("CreateMultipartUpload", { Bucket, Key: "left" }), days(3)],
    [
      put("cold", { StorageClass: "GLACIER" }),
      s3("RestoreObject", {
        Bucket,
        Key: "cold",
        RestoreRequest: { Days: 1, GlacierJobParameters: { Tier: "Expedited" } },
      }),
      hours(1),
      s3("GetObject", { Bucket, Key: "cold" }),
      days(3),
    ],
    [
      put("copied", {}, copied),
      seconds(1),
      s3("DeleteObject", { Bucket: copied, Key: "copied" }),
      minutes(20),
      put("lost", { StorageClass: "REDUCED_REDUNDANCY" }, copied),
      days(366),
    ],
    [
      s3("CreateMultipartUpload", { Bucket, Key: "large" }),
      seconds(1),
      (answers) => {
        const UploadId = answers("CreateMultipartUpload")?.response["UploadId"];
        return UploadId === undefined
          ? undefined
          : ["s3", "UploadPart", { Bucket, Key: "large", PartNumber: 1, Body: body, UploadId }];
      },
      seconds(1),
      s3("ListMultipartUploads", { Bucket }),
      (answers) => {
        const UploadId = answers("CreateMultipartUpload")?.response["UploadId"];
        return UploadId === undefined
          ? undefined
          : ["s3", "ListParts", { Bucket, Key: "large", UploadId }];
      },
      (answers) => {
        const UploadId = answers("CreateMultipartUpload")?.response["UploadId"];
        const ETag = answers("UploadPart")?.response["ETag"];
        return UploadId === undefined || ETag === undefined
          ? undefined
          : [
              "s3",
              "CompleteMultipartUpload",
              {
                Bucket,
                Key: "large",
                UploadId,
                MultipartUpload: { Parts: [{ ETag, PartNumber: 1 }] },
              },
            ];
      },
    ],
    [
      s3("CreateMultipartUpload", { Bucket, Key: "given-up" }),
      seconds(1),
      (answers) => {
        const UploadId = answers("CreateMultipartUpload")?.response["UploadId"];
        return UploadId === undefined
          ? undefined
          : ["s3", "AbortMultipartUpload", { Bucket, Key: "given-up", UploadId }];
      },
    ],
    [
      minutes(1),
      s3("PutBucketNotificationConfiguration", {
        Bucket: versioned,
        NotificationConfiguration: {
          QueueConfigurations: [{ QueueArn: queue, Events: events }],
        },
      }),
      minutes(6),
      put("told", {}, versioned),
    ],
  ],
  asked: [
    put("a"),
    put("b", { Tagging: "k=v" }),
    put("a", {}, versioned),
    put("a", { IfNoneMatch: "*" }),
    s3("GetObject", { Bucket, Key: "a", Range: "bytes=1-2" }),
    s3("HeadObject", { Bucket: versioned, Key: "a" }),
    s3("GetObjectAttributes", { Bucket, Key: "a", ObjectAttributes: ["ETag", "Checksum"] }),
    s3("CopyObject", { Bucket: versioned, Key: "copy", CopySource: "uploads/a" }),
    s3("DeleteObject", { Bucket, Key: "a" }),
    s3("DeleteObject", { Bucket: versioned, Key: "a" }),
    s3("DeleteObjects", { Bucket: versioned, Delete: { Objects: [{ Key: "a" }, { Key: "b" }] } }),
    (answers) => {
      const VersionId = answers("DeleteObject")?.response["VersionId"];
      return VersionId === undefined
        ? undefined
        : ["s3", "DeleteObject", { Bucket: versioned, Key: "a", VersionId }];
    },
    s3("ListObjectsV2", { Bucket, MaxKeys: 1 }),
    s3("ListObjects", { Bucket, Delimiter: "/" }),
    s3("ListObjectVersions", { Bucket: versioned, MaxKeys: 2 }),
    s3("PutObjectTagging", { Bucket, Key: "b", Tagging: { TagSet: [{ Key: "k", Value: "w" }] } }),
    s3("DeleteObjectTagging", { Bucket, Key: "b" }),
    s3("CreateMultipartUpload", { Bucket, Key: "parts" }),
    s3("ListMultipartUploads", { Bucket }),
    (answers) => {
      const made = answers("CreateMultipartUpload");
      const UploadId = made?.response["UploadId"];
      return UploadId === undefined
        ? undefined
        : ["s3", "ListParts", { Bucket, Key: made!.params["Key"]!, UploadId }];
    },
    (answers) => {
      const made = answers("CreateMultipartUpload");
      const UploadId = made?.response["UploadId"];
      return UploadId === undefined
        ? undefined
        : [
            "s3",
            "UploadPart",
            { Bucket, Key: made!.params["Key"]!, UploadId, PartNumber: 1, Body: body },
          ];
    },
    (answers) => {
      const made = answers("CreateMultipartUpload");
      const UploadId = made?.response["UploadId"];
      return UploadId === undefined
        ? undefined
        : ["s3", "AbortMultipartUpload", { Bucket, Key: made!.params["Key"]!, UploadId }];
    },
    s3("PutBucketVersioning", {
      Bucket: versioned,
      VersioningConfiguration: { Status: "Suspended" },
    }),
    s3("GetBucketNotificationConfiguration", { Bucket }),
    s3("DeleteBucket", { Bucket }),
    s3("CreateBucket", { Bucket }),
  ],
};

itKeepsTheContract(s3Service, journeys);
