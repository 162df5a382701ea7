import { minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { workload } from "../../../test/digest-case.ts";
import { continueRun, lambda, prepareRun, reportOf, s3, s3n, sqs, Stack } from "../../index.ts";

/** A bucket that tells functions, and what they read of its objects. */
function run(writesBack: boolean) {
  const stack = new Stack("shop");
  const uploads = new s3.Bucket(stack, "Uploads");
  stack.say("Uploads", { BucketBehavior: { key: "raw/{number}.json" } });
  const read: unknown[] = [];
  const worker = new lambda.Function(stack, "Worker", {
    *handler(event) {
      const { Records } = event as {
        readonly Records: readonly { readonly s3: { readonly object: { readonly key: string } } }[];
      };
      const { key } = Records[0]!.s3.object;
      const { Body } = yield* s3.getObject(uploads, { Key: key });
      read.push([key, JSON.parse(Body.transformToString())]);
      const Key = writesBack ? `raw/again-${read.length}` : "done";
      yield* s3.putObject(uploads, "[]", { Key });
    },
  });
  const told = new sqs.Queue(stack, "Told");
  const { OBJECT_CREATED_PUT, OBJECT_REMOVED } = s3.EventType;
  const raw = { prefix: "raw/" };
  uploads.addEventNotification(OBJECT_CREATED_PUT, new s3n.LambdaDestination(worker), raw);
  uploads.addEventNotification(OBJECT_REMOVED, new s3n.SqsDestination(told));
  const one = { type: "recorded", instants: [seconds(1)] } as const;
  const payload = { type: "body", body: '{"total":5}', size: 11 } as const;
  const scenario = stack.scenario({
    duration: minutes(5),
    workloads: [workload("Uploads", one, { payload })],
  });
  const prepared = prepareRun(scenario, { seed: 1, scripts: stack.handlers });
  continueRun(prepared);
  return { read, report: reportOf(prepared) };
}

it("s3.Bucket and s3n.LambdaDestination: a function reads what a workload uploaded, as the SDK shows it", () => {
  const { read, report } = run(false);
  expect(read).toEqual([["raw/1.json", { total: 5 }]]);
  const { metrics } = report;
  expect(metrics["Uploads"]).toMatchObject({ PutRequests: { sum: 2 }, GetRequests: { sum: 1 } });
});

it("a function that writes to the bucket that invokes it is stopped as Lambda stops it", () => {
  const { read, report } = run(true);
  expect(read.length).toBe(16);
  expect(report.metrics["Worker"]!["RecursiveInvocationsDropped"]!.sum).toBe(1);
  expect(report.warnings.join("\n")).toMatch(/Worker.*loop|feeds itself/);
});
