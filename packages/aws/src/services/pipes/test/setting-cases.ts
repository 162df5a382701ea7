import type { Part, ServiceSettingCases } from "../../../../test/setting-case.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  In: { Type: AWS::SQS::Queue, Properties: { QueueName: stack-In } }
  Out: { Type: AWS::SQS::Queue, Properties: { QueueName: stack-Out } }
  Logs: { Type: AWS::S3::Bucket }
  Pipe:
    Type: AWS::Pipes::Pipe
    Properties:
      Name: stack-Pipe
      RoleArn: "arn:aws:iam::123456789012:role/pipe"
      Source: !GetAtt In.Arn
      SourceParameters: { SqsQueueParameters: { BatchSize: 1 } }
      Enrichment: "arn:aws:events:us-east-1:123456789012:api-destination/partner/1"
      Target: !GetAtt Out.Arn
      LogConfiguration:
        Level: ERROR
        S3LogDestination: { BucketName: !Ref Logs, BucketOwner: !Ref AWS::AccountId }
  Worker:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x }
`;

const toIn: Part = { workload: [{ to: "In", arrivals: { constant: { rate: "20/s" } } }] };
const calling = (...calls: readonly Part[]): Part => ({
  workload: [{ to: "Worker", arrivals: { constant: { rate: "1/m" } } }],
  functions: { Worker: { calls } },
});
const create = {
  "pipes:CreatePipe": {
    Name: "more",
    RoleArn: "arn:aws:iam::123456789012:role/pipe",
    Source: "arn:aws:sqs:us-east-1:123456789012:stack-In",
    Target: "arn:aws:sqs:us-east-1:123456789012:stack-Out",
  },
};
const update = {
  "pipes:UpdatePipe": { Name: "stack-Pipe", RoleArn: "arn:aws:iam::123456789012:role/other" },
};
const slow: Part = { ...toIn, pipes: { Pipe: { after: "2s" } } };

/** A case for each setting of scenarios that is about pipes. */
export const pipesSettingCases: ServiceSettingCases = {
  template,
  settings: {
    "latencies.pipes.toTarget": {
      base: toIn,
      change: { latencies: { "pipes.toTarget": "1s" } },
    },
    "quotas.pipes.concurrentExecutions": {
      base: slow,
      change: { quotas: { "pipes.concurrentExecutions": 1 } },
    },
    "quotas.pipes.pipes": {
      base: calling(create),
      change: { quotas: { "pipes.pipes": 1 } },
    },
    "pipes.*.response": {
      base: toIn,
      change: { pipes: { Pipe: { response: [] } } },
    },
    "pipes.*.after": { base: toIn, change: { pipes: { Pipe: { after: "2s" } } } },
  },
  assumptions: {
    "pipes.logDelivery": {
      base: { ...toIn, faults: [{ outage: "Out", at: "0s", for: "10s" }] },
      change: { assumptions: { "pipes.logDelivery": "2s" } },
    },
    "pipes.transitionTime": {
      base: {
        workload: [
          { to: "In", arrivals: { constant: { rate: "5/s" } } },
          { to: "Worker", arrivals: { constant: { rate: "1/s" } }, for: "1s" },
        ],
        functions: { Worker: { calls: [create, update] } },
      },
      change: { assumptions: { "pipes.transitionTime": "0s" } },
    },
  },
};
