import { milliseconds, minutes, seconds } from "@orrery/kernel";
import {
  listed,
  lognormal,
  scenarioCase,
  workload,
  type DigestCase,
} from "../../../../test/digest-case.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { lambda, profile, s3, Stack, type Scenario } from "../../../index.ts";
import { bucketArnOf } from "../s3control-to-s3.ts";

const job = (token: string, priority: number, operation: PlainObject): PlainObject => ({
  AccountId: "123456789012",
  ClientRequestToken: token,
  Priority: priority,
  RoleArn: "arn:aws:iam::123456789012:role/batch",
  Operation: operation,
  ManifestGenerator: {
    S3JobManifestGenerator: {
      SourceBucket: bucketArnOf("batch-uploads"),
      EnableManifestOutput: false,
    },
  },
  Report: {
    Enabled: true,
    Bucket: bucketArnOf("batch-reports"),
    Format: "Report_CSV_20180820",
    ReportScope: "AllTasks",
  },
});

/** A bucket that fills, and two jobs about it: a function that fails now and then, and copies that wait for it. */
function jobs(): Scenario {
  const stack = new Stack("batch");
  new s3.Bucket(stack, "Uploads", { bucketName: "batch-uploads" });
  new s3.Bucket(stack, "Reports", { bucketName: "batch-reports" });
  const worker = new lambda.Function(stack, "Worker", { reservedConcurrentExecutions: 20 });
  stack.say("Worker", {
    Behavior: profile({ duration: lognormal(milliseconds(200), 0.8), failures: 0.1 }),
  });
  return stack.scenario({
    duration: minutes(5),
    workloads: [
      workload("Uploads", { type: "poisson", rate: 10 }, { payload: listed([{ id: 1 }]) }),
    ],
    actions: [
      {
        at: seconds(60),
        do: {
          type: "call",
          service: "s3control",
          operation: "CreateJob",
          params: job("invoke", 10, { LambdaInvoke: { FunctionArn: worker.functionArn } }),
        },
      },
      {
        at: seconds(70),
        do: {
          type: "call",
          service: "s3control",
          operation: "CreateJob",
          params: job("copy", 1, {
            S3PutObjectCopy: {
              TargetResource: bucketArnOf("batch-reports"),
              TargetKeyPrefix: "copies",
            },
          }),
        },
      },
    ],
  });
}

/** Runs in which jobs come first. */
export const s3controlCases: readonly DigestCase[] = [scenarioCase("batch-jobs", [81, 82], jobs)];
