import type { Rule } from "@orrery/aws";
import { ruleTable } from "../rule-table.ts";

type Returned = readonly [slug: string, type: string, ref: string, mark: string];

const stages = "AWS::ApiGateway::Resource / Method / Stage / Deployment";
const plans = "AWS::ApiGateway::ApiKey / UsagePlan";
const parts = "AWS::ApiGatewayV2::Stage / Route / Integration";
const qualified = "AWS::StepFunctions::StateMachineVersion / Alias";
const deployments = "AWS::CodeDeploy::Application / DeploymentGroup";
const files = "AWS::EFS::FileSystem / AccessPoint";
const sam = "SAM Function / Api / HttpApi / SimpleTable / StateMachine";

const returned: readonly Returned[] = [
  ["function", "a function", "its name", "AWS::Lambda::Function"],
  ["version", "a version", "its ARN", "AWS::Lambda::Version"],
  ["alias", "an alias", "its ARN", "AWS::Lambda::Alias"],
  ["layer-version", "a layer's version", "its ARN", "AWS::Lambda::LayerVersion"],
  ["mapping", "a mapping", "its identifier", "AWS::Lambda::EventSourceMapping"],
  ["url", "a function URL", "the ARN of its function", "AWS::Lambda::Url"],
  [
    "invoke-config",
    "asynchronous invocation's settings",
    "an id",
    "AWS::Lambda::EventInvokeConfig",
  ],
  ["queue", "a queue", "its URL", "AWS::SQS::Queue"],
  ["topic", "a topic", "its ARN", "AWS::SNS::Topic"],
  ["subscription", "a subscription", "what its Arn is", "AWS::SNS::Subscription"],
  ["table", "a table", "its name", "AWS::DynamoDB::Table"],
  ["bucket", "a bucket", "its name", "AWS::S3::Bucket"],
  ["stream", "a stream", "its name", "AWS::Kinesis::Stream"],
  ["stream-consumer", "a consumer of a stream", "its ARN", "AWS::Kinesis::StreamConsumer"],
  ["delivery-stream", "a delivery stream", "its name", "AWS::KinesisFirehose::DeliveryStream"],
  ["rule", "a rule", "its name", "AWS::Events::Rule"],
  ["event-bus", "an event bus", "its name", "AWS::Events::EventBus"],
  ["schedule", "a schedule", "its name", "AWS::Scheduler::Schedule"],
  ["pipe", "a pipe", "its name", "AWS::Pipes::Pipe"],
  ["state-machine", "a state machine", "its ARN", "AWS::StepFunctions::StateMachine"],
  ["activity", "an activity", "its ARN", "AWS::StepFunctions::Activity"],
  ["state-machine-version", "a version of a state machine", "its ARN", qualified],
  ["state-machine-alias", "an alias of a state machine", "its ARN", qualified],
  ["rest-api", "a REST API", "its id", "AWS::ApiGateway::RestApi"],
  ["rest-resource", "a resource of a REST API", "its id", stages],
  ["rest-method", "a method of a REST API", "an id", stages],
  ["rest-stage", "a stage of a REST API", "its name", stages],
  ["rest-deployment", "a deployment of a REST API", "its id", stages],
  ["rest-key", "an API key", "its id", plans],
  ["rest-plan", "a usage plan", "its id", plans],
  ["http-api", "an HTTP or WebSocket API", "its id", "AWS::ApiGatewayV2::Api"],
  ["http-stage", "a stage of such an API", "its name", parts],
  ["http-route", "a route", "its id", parts],
  ["http-integration", "an integration", "its id", parts],
  ["role", "a role", "its name", "AWS::IAM::Role"],
  ["log-group", "a log group", "its name", "AWS::Logs::LogGroup"],
  ["alarm", "an alarm", "its name", "AWS::CloudWatch::Alarm"],
  ["user-pool", "a user pool", "its id", "AWS::Cognito::UserPool"],
  ["deployment-application", "an application of CodeDeploy", "its name", deployments],
  ["deployment-group", "a deployment group", "its name", deployments],
  ["distribution", "a distribution", "its id", "AWS::CloudFront::Distribution"],
  ["network", "a VPC", "its id", "AWS::EC2::VPC"],
  ["file-system", "a file system", "its id", files],
  ["access-point", "an access point", "its id", files],
  ["work-group", "a workgroup", "its name", "AWS::Athena::WorkGroup"],
  ["sam-function", "a function of SAM", "what the function's is", sam],
  ["sam-api", "a REST API of SAM", "what the API's is", sam],
  ["sam-http-api", "an HTTP API of SAM", "what the API's is", sam],
  ["sam-table", "a simple table of SAM", "what the table's is", sam],
  ["sam-state-machine", "a state machine of SAM", "what the state machine's is", sam],
];

/** What `Ref` and `Fn::GetAtt` return of each type. */
export const returnRules: readonly Rule[] = ruleTable(
  "cloudformation.returns",
  {
    status: "documented",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference, return values of each type, and @aws-cdk/aws-service-spec 0.1.216",
    date: "2026-11",
  },
  returned.map(([slug, type, ref, mark]) => [
    slug,
    `Ref of ${type} is ${ref}; Fn::GetAtt has its attributes and no others.`,
    `3.3 ${mark}`,
  ]),
);
