/** What the doors start from: a template and a scenario that use most of what there is. */
export const baseTemplate = `AWSTemplateFormatVersion: "2010-09-09"
Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
Parameters:
  Stage: { Type: String, Default: dev, AllowedValues: [dev, prod], AllowedPattern: "[a-z]+" }
  Sizes: { Type: CommaDelimitedList, Default: "1,2" }
Mappings:
  Settings: { dev: { Timeout: 30 }, prod: { Timeout: 60 } }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Globals:
  Function: { Runtime: nodejs22.x, Timeout: 10, Environment: { Variables: { STAGE: !Ref Stage } } }
Resources:
  Dlq: { Type: AWS::SQS::Queue }
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub "orders-\${Stage}-\${AWS::Region}"
      VisibilityTimeout: !FindInMap [Settings, !Ref Stage, Timeout]
      RedrivePolicy: { deadLetterTargetArn: !GetAtt Dlq.Arn, maxReceiveCount: 2 }
      Tags: [{ Key: a, Value: !Select [0, !Ref Sizes] }]
  Groups:
    Type: AWS::SQS::Queue
    Properties: { FifoQueue: true, ContentBasedDeduplication: true }
  Worker:
    Type: AWS::Serverless::Function
    DependsOn: Dlq
    Properties:
      Handler: index.handler
      MemorySize: 256
      Environment: { Variables: { QUEUE: !Ref Orders } }
      Events:
        Orders:
          Type: SQS
          Properties:
            Queue: !GetAtt Orders.Arn
            BatchSize: 5
            FilterCriteria: { Filters: [{ Pattern: '{"body": {"kind": [{"prefix": "a"}]}}' }] }
  Second:
    Type: AWS::Serverless::Function
    Condition: IsProd
    Properties: { Handler: a.b, CodeUri: ., ReservedConcurrentExecutions: !If [IsProd, 5, !Ref AWS::NoValue] }
  Fn::ForEach::Copies:
    - Name
    - [A, B]
    - Queue\${Name}: { Type: AWS::SQS::Queue, Properties: { DelaySeconds: !Length [a, b] } }
  Topic: { Type: AWS::SNS::Topic, Properties: { Subscription: [{ Endpoint: !GetAtt Orders.Arn, Protocol: sqs }] } }
Outputs:
  Url: { Value: !Join ["/", [!Ref Orders, !Base64 a]] }
`;

export const baseScenario = `template: template.yaml
duration: 5s
seed: 3
parameters: { Stage: dev }
workload:
  - to: Orders
    arrivals: { poisson: { rate: 5/s } }
    payload: { json: { kind: abc } }
  - to: Groups
    arrivals: { steps: { steps: [{ at: 0s, rate: 1/s }, { at: 2s, rate: 3/s }] } }
    groups: { a: 1, b: 2 }
    payload: { size: { uniform: { min: 1KB, max: 2KB } } }
    from: 1s
    for: 3s
functions:
  Worker:
    duration: { lognormal: { p50: 80ms, p99: 900ms } }
    failures: 5%
    poison: 1%
    calls: [{ "sqs:SendMessage": Dlq, body: { a: 1 } }]
queues:
  Orders: { duplicates: 1%, sampling: true }
latencies: { lambda.idleTimeout: 1m }
faults:
  - { at: 1s, for: 1s, refuse: Orders, with: ThrottlingException, share: 50% }
  - { at: 2s, crash: Worker, activation: 50% }
expect:
  - { metric: Orders.NumberOfMessagesSent, min: 1 }
  - { metric: Orders.ApproximateAgeOfOldestMessage, statistic: average, max: 5m }
`;

/** The logical ids above, and some that are none. */
export const baseNames = ["Orders", "Groups", "Dlq", "Worker", "Nope", "constructor", "__proto__"];
