import type { LeftOut } from "@orrery/aws";
import type { ResourceReport, TemplatePlan } from "./plan.ts";

/**
 * What AWS charges for resources that are not simulated, by type or beginning of a type; the longest
 * that fits counts. `null`: nothing, for the resource itself or since another one bears it.
 */
const chargesByType: Readonly<Record<string, string | null>> = {
  "AWS::IAM::": null,
  "AWS::Lambda::Permission": null,
  "AWS::Lambda::LayerVersionPermission": null,
  "AWS::Lambda::LayerVersion": null,
  "AWS::Serverless::LayerVersion": null,
  "AWS::Lambda::Version": null,
  "AWS::Lambda::Alias": null,
  "AWS::Lambda::Url": null,
  "AWS::Lambda::EventInvokeConfig": null,
  "AWS::Lambda::CodeSigningConfig": null,
  "AWS::Lambda::EventSourceMapping": null,
  "AWS::SQS::QueuePolicy": null,
  "AWS::SQS::QueueInlinePolicy": null,
  "AWS::SNS::": "SNS publishes and deliveries",
  "AWS::SNS::Subscription": null,
  "AWS::SNS::TopicPolicy": null,
  "AWS::SNS::TopicInlinePolicy": null,
  "AWS::S3::": "S3 requests and storage",
  "AWS::S3::BucketPolicy": null,
  "AWS::DynamoDB::": "DynamoDB reads, writes and storage",
  "AWS::Serverless::SimpleTable": "DynamoDB reads, writes and storage",
  "AWS::Events::": "EventBridge events",
  "AWS::Events::EventBusPolicy": null,
  "AWS::Scheduler::": "EventBridge Scheduler invocations",
  "AWS::Scheduler::ScheduleGroup": null,
  "AWS::Pipes::": "EventBridge Pipes requests",
  "AWS::ApiGateway::": null,
  "AWS::ApiGateway::RestApi": "API Gateway requests",
  "AWS::ApiGatewayV2::": null,
  "AWS::ApiGatewayV2::Api": "API Gateway requests",
  "AWS::Serverless::Api": "API Gateway requests",
  "AWS::Serverless::HttpApi": "API Gateway requests",
  "AWS::Serverless::WebSocketApi": "API Gateway messages and connection minutes",
  "AWS::Serverless::Connector": null,
  "AWS::AppSync::": null,
  "AWS::AppSync::GraphQLApi": "AppSync requests",
  "AWS::Serverless::GraphQLApi": "AppSync requests",
  "AWS::CloudFront::": null,
  "AWS::CloudFront::Distribution": "CloudFront requests and transfer",
  "AWS::ElasticLoadBalancingV2::": null,
  "AWS::ElasticLoadBalancingV2::LoadBalancer": "Elastic Load Balancing hours and capacity units",
  "AWS::StepFunctions::StateMachine": "Step Functions transitions or durations",
  "AWS::Serverless::StateMachine": "Step Functions transitions or durations",
  "AWS::Kinesis::": "Kinesis shard or stream hours and records",
  "AWS::KinesisFirehose::": "Firehose records",
  "AWS::Cognito::": null,
  "AWS::Cognito::UserPool": "Cognito active users",
  "AWS::KMS::": null,
  "AWS::KMS::Key": "KMS key and its requests",
  "AWS::KMS::ReplicaKey": "KMS key and its requests",
  "AWS::SSM::": null,
  "AWS::SSM::Parameter": "SSM parameters above the standard tier",
  "AWS::SecretsManager::": null,
  "AWS::SecretsManager::Secret": "Secrets Manager secret and its requests",
  "AWS::Logs::": null,
  "AWS::Logs::LogGroup": "CloudWatch Logs ingestion and storage",
  "AWS::Logs::SubscriptionFilter": null,
  "AWS::CloudWatch::": "CloudWatch metrics, alarms or dashboards",
  "AWS::XRay::": "X-Ray traces",
  "AWS::Route53::": "Route 53 zones and queries",
  "AWS::CertificateManager::": null,
  "AWS::CodeDeploy::": null,
  "AWS::EC2::": null,
  "AWS::EC2::EIP": "public IPv4 address hours",
  "AWS::EC2::Instance": "EC2 instance hours",
  "AWS::EC2::NatGateway": "NAT gateway hours and data",
  "AWS::EC2::VPCEndpoint": "VPC endpoint hours and data",
  "AWS::EC2::VPNConnection": "VPN connection hours",
  "AWS::EC2::Volume": "EBS storage",
  "AWS::CDK::Metadata": null,
  "AWS::CloudFormation::": null,
  "AWS::CloudFormation::Stack": "whatever its nested template makes",
  "AWS::Serverless::Application": "whatever its nested template makes",
  "Custom::": null,
};

/** What AWS charges for properties of functions and queues that are not simulated. */
const chargesByProperty: Readonly<Record<string, string>> = {
  "AWS::SQS::Queue KmsMasterKeyId": "KMS requests for its key",
  "AWS::Lambda::Function SnapStart": "SnapStart caching and restores",
  "AWS::Lambda::Function FileSystemConfigs": "its file system",
  "AWS::Lambda::Function DurableConfig": "durable operations and storage",
  "AWS::Lambda::Function TracingConfig": "X-Ray traces",
  "AWS::Lambda::Function CapacityProviderConfig": "its managed instances",
  "AWS::Serverless::Function SnapStart": "SnapStart caching and restores",
  "AWS::Serverless::Function FileSystemConfigs": "its file system",
  "AWS::Serverless::Function DurableConfig": "durable operations and storage",
  "AWS::Serverless::Function Tracing": "X-Ray traces",
  "AWS::Serverless::Function ProvisionedConcurrencyConfig": "provisioned concurrency",
  "AWS::Serverless::Function CapacityProviderConfig": "its managed instances",
};

/** What AWS charges for a template and a run does not price, in the order of the template. */
export const leftOutCharges = ({ resources }: TemplatePlan): readonly LeftOut[] =>
  resources.flatMap((report) => {
    const { logicalId: resource, type } = report;
    return whatIsLeftOut(report).map((what) => ({ resource, type, what }));
  });

function whatIsLeftOut({ type, verdict, properties }: ResourceReport): readonly string[] {
  if (verdict !== "modeled") {
    const what = chargeOf(type);
    return what === null ? [] : [what];
  }
  const found = properties.flatMap(({ path, verdict: ofProperty, meaning }): string[] => {
    const [name = "", ...rest] = path.split(".");
    if (ofProperty === "modeled") return [];
    const [service = ""] = meaning.split(" is not modeled");
    // An event of SAM makes what brings it.
    if (name === "Events" && rest.length === 1) return [`${service}, which brings its events`];
    const what = chargesByProperty[`${type} ${name}`];
    return what === undefined ? [] : [what];
  });
  return [...new Set(found)];
}

function chargeOf(type: string): string | null {
  let best = "";
  for (const key of Object.keys(chargesByType)) {
    const fits = key.endsWith("::") ? type.startsWith(key) : type === key;
    if (fits && key.length > best.length) best = key;
  }
  const known = chargesByType[best];
  return known === undefined ? `whatever AWS charges for ${type}` : known;
}
