import { seconds, type Duration, type Instant } from "@orrery/kernel";
import { simulate, type AwsOptions } from "../../../index.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { md5OfText } from "../../../text/md5.ts";

/** The function that jobs invoke. */
export const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:worker";

/** A job that puts tags on all objects of a bucket, and reports; `more` says otherwise. */
export const jobOf = (more: PlainObject = {}): PlainObject => ({
  ClientRequestToken: "token",
  Priority: 10,
  RoleArn: "arn:aws:iam::123456789012:role/batch",
  Operation: { S3PutObjectTagging: { TagSet: [{ Key: "seen", Value: "yes" }] } },
  ...("Manifest" in more
    ? {}
    : {
        ManifestGenerator: {
          S3JobManifestGenerator: {
            SourceBucket: "arn:aws:s3:::uploads",
            EnableManifestOutput: false,
          },
        },
      }),
  Report: {
    Enabled: true,
    Bucket: "arn:aws:s3:::reports",
    Format: "Report_CSV_20180820",
    Prefix: "done",
    ReportScope: "AllTasks",
  },
  ...more,
});

/** What a list says of where it lies. */
export const manifestAt = (text: string, fields = ["Bucket", "Key"]): PlainObject => ({
  Spec: { Format: "S3BatchOperations_CSV_20180820", Fields: fields },
  Location: { ObjectArn: "arn:aws:s3:::reports/list.csv", ETag: md5OfText(text) },
});

/** An account with a bucket of objects and one for reports, asked from outside. */
export class BatchAccount {
  readonly simulation;
  private readonly client;

  constructor(options: Partial<AwsOptions> = {}) {
    this.simulation = simulate({ seed: 1, ...options });
    this.client = this.simulation.client();
    for (const Bucket of ["uploads", "reports"]) this.call("CreateBucket", { Bucket }, "s3");
    this.call("CreateQueue", { QueueName: "told" }, "sqs");
    this.call(
      "PutRule",
      { Name: "jobs", EventPattern: JSON.stringify({ source: ["aws.s3"] }) },
      "events",
    );
    const Arn = "arn:aws:sqs:us-east-1:123456789012:told";
    this.call("PutTargets", { Rule: "jobs", Targets: [{ Id: "told", Arn }] }, "events");
  }

  call(operation: string, params: object, service = "s3control"): PlainObject {
    const all = service === "s3control" ? { AccountId: "123456789012", ...params } : params;
    return this.client.call(service, operation, all as never); // Parameters of AWS.
  }

  put(Key: string, body = "", Bucket = "uploads"): void {
    this.call("PutObject", { Bucket, Key, Body: new TextEncoder().encode(body) }, "s3");
  }

  get(Key: string, Bucket = "reports"): string {
    return atob(this.call("GetObject", { Bucket, Key }, "s3")["Body"] as string); // Base64.
  }

  keys(Bucket = "reports"): readonly string[] {
    const { Contents = [] } = this.call("ListObjectsV2", { Bucket }, "s3");
    return (Contents as readonly { readonly Key: string }[]).map(({ Key }) => Key);
  }

  create(more: PlainObject = {}): string {
    return this.call("CreateJob", jobOf(more))["JobId"] as string;
  }

  describe(JobId: string): PlainObject {
    return this.call("DescribeJob", { JobId })["Job"] as PlainObject;
  }

  status(id: string): string {
    return this.describe(id)["Status"] as string;
  }

  progress(id: string): readonly number[] {
    const summary = this.describe(id)["ProgressSummary"] as Record<string, number>;
    return [
      summary["TotalNumberOfTasks"]!,
      summary["NumberOfTasksSucceeded"]!,
      summary["NumberOfTasksFailed"]!,
    ];
  }

  /** What the report of a job says, line by line, in order. */
  report(id: string): readonly string[] {
    return this.keys()
      .filter((key) => key.includes(id) && key.endsWith(".csv"))
      .flatMap((key) => this.get(key).split("\n"))
      .filter((line) => line !== "")
      .sort();
  }

  wait(time: Duration = seconds(60)): void {
    this.simulation.run({ until: (this.simulation.now + time) as Instant });
  }

  /** The events that the default bus has got since it was asked last. */
  told(): readonly PlainObject[] {
    const url = "https://sqs.us-east-1.amazonaws.com/123456789012/told";
    const asked = { QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 43_200 };
    const all: PlainObject[] = [];
    for (;;) {
      const { Messages = [] } = this.call("ReceiveMessage", asked, "sqs");
      const messages = Messages as readonly { readonly Body: string }[];
      if (messages.length === 0) return all;
      all.push(...messages.map(({ Body }) => JSON.parse(Body) as PlainObject));
    }
  }
}
