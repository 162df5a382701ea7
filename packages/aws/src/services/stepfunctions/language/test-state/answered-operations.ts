/**
 * The operations whose mocked answers TestState checks, by the name that the SDK integration has for a
 * service; the name beside them is that of its model.
 */
export const answeredOperations: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  dynamodb: [
    "dynamodb",
    [
      ...["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan", "BatchGetItem"],
      ...["BatchWriteItem", "TransactGetItems", "TransactWriteItems", "DescribeTable"],
    ],
  ],
  eventbridge: ["events", ["PutEvents", "PutRule", "DescribeRule", "ListRules", "PutTargets"]],
  kinesis: ["kinesis", ["PutRecord", "PutRecords", "GetRecords", "DescribeStreamSummary"]],
  lambda: [
    "lambda",
    [
      ...["Invoke", "GetFunction", "GetFunctionConfiguration", "ListFunctions"],
      ...["UpdateFunctionCode", "UpdateFunctionConfiguration", "CreateFunction"],
    ],
  ],
  s3: [
    "s3",
    [
      ...["GetObject", "HeadObject", "PutObject", "DeleteObject", "DeleteObjects", "CopyObject"],
      ...["ListObjectsV2", "ListBuckets", "GetObjectAttributes", "GetObjectTagging"],
    ],
  ],
  scheduler: ["scheduler", ["CreateSchedule", "GetSchedule", "ListSchedules"]],
  sfn: [
    "stepfunctions",
    [
      ...["StartExecution", "StartSyncExecution", "DescribeExecution", "ListExecutions"],
      ...["DescribeStateMachine", "StopExecution", "SendTaskSuccess", "SendTaskFailure"],
    ],
  ],
  sns: ["sns", ["Publish", "PublishBatch", "ListTopics", "Subscribe"]],
  sqs: ["sqs", ["SendMessage", "SendMessageBatch", "ReceiveMessage", "GetQueueAttributes"]],
};
