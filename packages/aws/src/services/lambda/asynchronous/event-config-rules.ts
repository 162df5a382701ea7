import type { Rule } from "../../../service/rule.ts";
import type { FunctionSettings } from "../config.ts";
import { reference, validated } from "../rule-sources.ts";

const changing = ["PutFunctionEventInvokeConfig", "UpdateFunctionEventInvokeConfig"] as const;
const date = "2026-11";
/** Nobody has recorded them where we could read it. */
const words =
  "The words of others who imitate Lambda (localstack); no recording of them is at hand";

/** The operations about how asynchronous invocations are gone on with. */
export const eventConfigRules: readonly Rule<FunctionSettings>[] = [
  {
    id: "lambda.event-config.lifecycle",
    status: "documented",
    source: `${reference("PutFunctionEventInvokeConfig")}; ${reference("UpdateFunctionEventInvokeConfig")}`,
    date,
    text: "A put replaces a configuration, an update changes the members that it names; both answer with the configuration, the ARN with its qualifier and the time.",
    operations: [...changing, "GetFunctionEventInvokeConfig", "DeleteFunctionEventInvokeConfig"],
    semantics: ["lambda §2.1.9"],
  },
  {
    id: "lambda.event-config.list",
    status: "documented",
    source: `${reference("ListFunctionEventInvokeConfigs")}; the order is ours`,
    date,
    text: "The configurations of a function are listed in pages of 50 at most, in order of their making.",
    operations: ["ListFunctionEventInvokeConfigs"],
  },
  {
    id: "lambda.event-config.absent",
    status: "assumed",
    source: words,
    date,
    text: "What has no configuration is named by the ARN with its qualifier, whether the function is there or not.",
    operations: [
      "UpdateFunctionEventInvokeConfig",
      "GetFunctionEventInvokeConfig",
      "DeleteFunctionEventInvokeConfig",
    ],
  },
  {
    id: "lambda.event-config.no-function",
    status: "assumed",
    source: words,
    date,
    text: "A function, version or alias that is not there cannot be configured.",
    operations: [...changing, "ListFunctionEventInvokeConfigs"],
  },
  {
    id: "lambda.event-config.says-nothing",
    status: "assumed",
    source: words,
    date,
    text: "A configuration without a member is refused.",
    operations: changing,
  },
  {
    id: "lambda.event-config.ranges",
    status: "documented",
    source: reference("PutFunctionEventInvokeConfig"),
    date,
    text: "MaximumRetryAttempts is 0 to 2, MaximumEventAgeInSeconds 60 to 21,600, and destinations are ARNs.",
    operations: changing,
    semantics: ["lambda §0 async.maximumRetryAttempts", "lambda §0 async.maximumEventAge"],
  },
  {
    id: "lambda.event-config.itself",
    status: "measured",
    source: validated,
    date,
    text: "A function is no destination of itself.",
    operations: changing,
    semantics: ["lambda §2.2 not allowed"],
  },
  {
    id: "lambda.event-config.no-destination",
    status: "assumed",
    source: words,
    date,
    text: "A function that is a destination must be there; queues, topics, buses and buckets need not.",
    operations: changing,
  },
  {
    id: "lambda.event-config.services",
    status: "documented",
    source: `${validated}; buckets: AWS What's New, 2024-11-14`,
    date,
    text: "Destinations are of SQS, SNS, Lambda and EventBridge, and of S3 for failures since 2024-11-14.",
    operations: changing,
    semantics: ["lambda §2.2 onSuccess targets", "lambda §2.2 onFailure targets"],
  },
];
