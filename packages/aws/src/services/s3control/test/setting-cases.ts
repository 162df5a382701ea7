import type { Part, ServiceSettingCases } from "../../../../test/setting-case.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Uploads: { Type: AWS::S3::Bucket, Properties: { BucketName: uploads } }
  Worker:
    Type: AWS::Serverless::Function
    Properties: { FunctionName: worker, Handler: index.handler, Runtime: nodejs22.x }
`;

/** A job that invokes a function for what a workload has put. */
const invoking: Part = {
  workload: [{ to: "Uploads", arrivals: { constant: { rate: "5/s" } }, for: "4s" }],
  duration: "5m",
  functions: { Worker: { duration: "1s", failures: "50%" } },
  actions: [
    {
      at: "10s",
      do: {
        "s3control:CreateJob": {
          AccountId: "123456789012",
          ClientRequestToken: "once",
          Priority: 1,
          RoleArn: "arn:aws:iam::123456789012:role/batch",
          Operation: {
            LambdaInvoke: { FunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:worker" },
          },
          ManifestGenerator: {
            S3JobManifestGenerator: {
              SourceBucket: "arn:aws:s3:::uploads",
              EnableManifestOutput: false,
            },
          },
          Report: { Enabled: false },
        },
      },
    },
  ],
};
const assuming = (name: string, value: unknown): Part => ({ assumptions: { [name]: value } });

/** A case for each setting of scenarios that is about jobs. */
export const s3controlSettingCases: ServiceSettingCases = {
  template,
  settings: {
    "quotas.s3control.jobObjects": {
      base: invoking,
      change: { quotas: { "s3control.jobObjects": 5 } },
    },
  },
  assumptions: {
    "s3control.preparation": { base: invoking, change: assuming("s3control.preparation", "30s") },
    "s3control.concurrentTasks": {
      // More objects than tasks that are under way at once.
      base: {
        ...invoking,
        workload: [{ to: "Uploads", arrivals: { constant: { rate: "300/s" } }, for: "5s" }],
      },
      change: assuming("s3control.concurrentTasks", 2),
    },
    "s3control.taskAttempts": { base: invoking, change: assuming("s3control.taskAttempts", 1) },
    "s3control.redriveDelay": { base: invoking, change: assuming("s3control.redriveDelay", "20s") },
  },
};
