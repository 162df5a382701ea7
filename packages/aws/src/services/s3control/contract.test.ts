import { seconds } from "@orrery/kernel";
import type { JourneyCall, Journeys } from "../../../test/journey.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { s3controlService } from "./index.ts";
import { functionArn, jobOf } from "./test/batch-account.ts";

const control = (operation: string, params: PlainObject) => (): JourneyCall => [
  "s3control",
  operation,
  { AccountId: "123456789012", ...params },
];
const made =
  (operation: string, params: PlainObject = {}) =>
  (answers: (operation: string) => { readonly response: PlainObject } | undefined) => {
    const id = answers("CreateJob")?.response["JobId"];
    return id === undefined ? undefined : control(operation, { JobId: id, ...params })();
  };
const create = (token: string, more: PlainObject = {}) =>
  control("CreateJob", jobOf({ ClientRequestToken: token, ...more }));
const invoking = { Operation: { LambdaInvoke: { FunctionArn: functionArn } } };

const journeys: Journeys = {
  seldomAlike: true,
  made: [
    ["s3", "CreateBucket", { Bucket: "uploads" }],
    ["s3", "CreateBucket", { Bucket: "reports" }],
    ["s3", "PutObject", { Bucket: "uploads", Key: "a", Body: "QQ==" }],
    ["s3", "PutObject", { Bucket: "uploads", Key: "b", Body: "Qg==" }],
    // Jobs that invoke it go on for as long as they are let.
    [
      "lambda",
      "CreateFunction",
      {
        FunctionName: "worker",
        Runtime: "nodejs22.x",
        Role: "arn:aws:iam::123456789012:role/worker",
        Handler: "index.handler",
        Code: { ZipFile: "" },
      },
    ],
    [
      "lambda",
      "PutFunctionConcurrency",
      { FunctionName: "worker", ReservedConcurrentExecutions: 0 },
    ],
    create("first", { ConfirmationRequired: true })(),
  ],
  courses: [
    [
      create("tags", { Priority: 5 }),
      seconds(12),
      create("lost", { Priority: 9, ...invoking }),
      seconds(60),
      made("UpdateJobPriority", { Priority: 1 }),
      seconds(60),
      made("UpdateJobStatus", { RequestedJobStatus: "Cancelled" }),
    ],
  ],
  asked: [
    create("a"),
    create("b", { Priority: 3, ...invoking }),
    create("c", { ConfirmationRequired: true }),
    made("DescribeJob"),
    made("UpdateJobPriority", { Priority: 4 }),
    made("UpdateJobStatus", { RequestedJobStatus: "Ready" }),
    made("UpdateJobStatus", { RequestedJobStatus: "Cancelled" }),
    made("PutJobTagging", { Tags: [{ Key: "team", Value: "a" }] }),
    control("ListJobs", {}),
  ],
};

itKeepsTheContract(s3controlService, journeys, {
  bodiless: ["status", "invocation"],
  placeless: ["invocation", "invocationWithArguments"],
});
