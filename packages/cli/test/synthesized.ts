/** What `cdk synth` writes of a shop with a queue of orders in each of two constructs. */
export const synthesizedShop = JSON.stringify({
  Resources: {
    DeadLettersA0: queue("Shop/DeadLetters/Resource"),
    OrdersB1: queue("Shop/Orders/Resource", {
      VisibilityTimeout: 60,
      RedrivePolicy: {
        deadLetterTargetArn: { "Fn::GetAtt": ["DeadLettersA0", "Arn"] },
        maxReceiveCount: 3,
      },
    }),
    ApiReceiptsC2: queue("Shop/Api/Receipts/Resource"),
    WebReceiptsD3: queue("Shop/Web/Receipts/Resource"),
    WorkerRoleE4: {
      Type: "AWS::IAM::Role",
      Properties: {},
      Metadata: { "aws:cdk:path": "Shop/Worker/ServiceRole/Resource" },
    },
    WorkerF5: {
      Type: "AWS::Lambda::Function",
      Properties: {
        Code: { S3Bucket: "assets", S3Key: "worker.zip" },
        Handler: "index.handler",
        Role: { "Fn::GetAtt": ["WorkerRoleE4", "Arn"] },
        Runtime: "nodejs22.x",
        Timeout: 10,
      },
      Metadata: { "aws:cdk:path": "Shop/Worker/Resource" },
    },
    WorkerOrdersA6: {
      Type: "AWS::Lambda::EventSourceMapping",
      Properties: {
        BatchSize: 10,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        EventSourceArn: { "Fn::GetAtt": ["OrdersB1", "Arn"] },
        FunctionName: { Ref: "WorkerF5" },
      },
      Metadata: { "aws:cdk:path": "Shop/Worker/SqsEventSource:ShopOrdersB1/Resource" },
    },
    // Called as a path of another ends, and meant by its logical id all the same.
    Receipts: queue("Shop/Archive/Resource"),
  },
});

function queue(path: string, properties: object = {}) {
  return {
    Type: "AWS::SQS::Queue",
    Properties: properties,
    Metadata: { "aws:cdk:path": path },
  };
}
