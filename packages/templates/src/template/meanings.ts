import type { Verdict } from "./plan.ts";

/** A verdict with what it means for the answer, as a sentence. */
export interface Meaning {
  readonly verdict: Verdict;
  readonly meaning: string;
}

/** What resources of one kind mean for a simulation that does not model them. */
type Family =
  | Meaning
  | {
      readonly verdict: "opaque";
      /** What people call it. */
      readonly name: string;
      /** What would reach functions and queues through it. */
      readonly flow?: string;
      /** What its absence means where nothing that is modeled depends on it. */
      readonly absence: string;
    };

const inDurations = "calls to it must be part of the durations of the functions that make them";
const permissions = "Permissions are not checked: every call is allowed.";
const logs = "Logs and metrics of AWS are not written; the simulation keeps its own.";
const encryption = "Encryption costs nothing and changes nothing here.";
const configuration = "Stored values are not read: references to them are placeholders.";
const identity = "Sign-in is not simulated: every caller is let in.";
const versions =
  "Versions and aliases are not modeled yet: every call reaches the function itself.";
const customResource = "Custom resources are not run: their attributes are placeholders.";
const nested = "Nested templates are not opened: this one must be read by itself.";

const ignored = (meaning: string): Family => ({ verdict: "ignored", meaning });
const opaque = (name: string, flow?: string, absence = inDurations): Family =>
  flow === undefined
    ? { verdict: "opaque", name, absence }
    : { verdict: "opaque", name, flow, absence };

const unsimulated = (meaning: string): Family => ({ verdict: "opaque", meaning });

const api = opaque("API Gateway", "requests through it", "requests through it are not simulated");

/** By type or beginning of a type; the longest that fits counts. */
const families: Readonly<Record<string, Family>> = {
  "AWS::IAM::": ignored(permissions),
  "AWS::Lambda::Permission": ignored(permissions),
  "AWS::Lambda::LayerVersionPermission": ignored(permissions),
  "AWS::SQS::QueuePolicy": ignored(permissions),
  "AWS::SQS::QueueInlinePolicy": ignored(permissions),
  "AWS::SNS::TopicPolicy": ignored(permissions),
  "AWS::SNS::TopicInlinePolicy": ignored(permissions),
  "AWS::S3::BucketPolicy": ignored(permissions),
  "AWS::Events::EventBusPolicy": ignored(permissions),
  "AWS::Logs::ResourcePolicy": ignored(permissions),
  "AWS::Serverless::Connector": ignored(permissions),
  "AWS::Logs::": ignored(logs),
  "AWS::Logs::SubscriptionFilter": opaque(
    "CloudWatch Logs",
    "log events that it passes on",
    "no log events are passed on",
  ),
  "AWS::CloudWatch::": ignored(logs),
  "AWS::XRay::": ignored(logs),
  "AWS::ApplicationInsights::": ignored(logs),
  "AWS::CloudTrail::": ignored(logs),
  "AWS::KMS::": ignored(encryption),
  "AWS::SSM::": ignored(configuration),
  "AWS::SecretsManager::": ignored(configuration),
  "AWS::Lambda::LayerVersion": ignored("Layers are code, which is not run."),
  "AWS::Serverless::LayerVersion": ignored("Layers are code, which is not run."),
  "AWS::Cognito::": ignored(identity),
  "AWS::Route53::": ignored("Names are not looked up: they cost nothing and take no time."),
  "AWS::CertificateManager::": ignored("Certificates change nothing here."),
  "AWS::CDK::Metadata": ignored("A mark of the CDK, which changes nothing."),
  "AWS::CloudFormation::WaitConditionHandle": ignored("It only orders a deployment."),
  "AWS::ApiGateway::Account": ignored(logs),
  "AWS::ApiGateway::": api,
  "AWS::ApiGatewayV2::": api,
  "AWS::Serverless::Api": api,
  "AWS::Serverless::HttpApi": api,
  "AWS::Serverless::WebSocketApi": api,
  "AWS::AppSync::": opaque(
    "AppSync",
    "requests through it",
    "requests through it are not simulated",
  ),
  "AWS::Serverless::GraphQLApi": opaque(
    "AppSync",
    "requests through it",
    "requests through it are not simulated",
  ),
  "AWS::CloudFront::": opaque(
    "CloudFront",
    "requests through it",
    "requests through it are not simulated",
  ),
  "AWS::ElasticLoadBalancingV2::": opaque(
    "Elastic Load Balancing",
    "requests through it",
    "requests through it are not simulated",
  ),
  "AWS::DynamoDB::": opaque("DynamoDB", "records of its stream"),
  "AWS::Serverless::SimpleTable": opaque("DynamoDB", "records of its stream"),
  "AWS::S3::": opaque("S3", "its notifications"),
  "AWS::SNS::": opaque("SNS", "messages published to it", "messages published to it go nowhere"),
  "AWS::Events::": opaque(
    "EventBridge",
    "events that it passes on",
    "events put on a bus go nowhere",
  ),
  "AWS::Scheduler::": opaque(
    "EventBridge Scheduler",
    "what it starts",
    "nothing is started on a schedule",
  ),
  "AWS::Pipes::": opaque(
    "EventBridge Pipes",
    "what it passes on",
    "its source is not read and nothing is passed on",
  ),
  "AWS::StepFunctions::": opaque("Step Functions", "what its workflows send", "no workflow is run"),
  "AWS::Serverless::StateMachine": opaque(
    "Step Functions",
    "what its workflows send",
    "no workflow is run",
  ),
  "AWS::Kinesis::": opaque("Kinesis", "its records", "its records are not simulated"),
  "AWS::KinesisFirehose::": opaque("Firehose", "its records", "its records are not simulated"),
  "AWS::IoT::": opaque(
    "IoT Core",
    "messages that its rules pass on",
    "its messages are not simulated",
  ),
  "AWS::MSK::": opaque("Managed Kafka", "its records", "its records are not simulated"),
  "AWS::AmazonMQ::": opaque("Amazon MQ", "its messages", "its messages are not simulated"),
  "AWS::Lambda::Version": unsimulated(versions),
  "AWS::Lambda::Alias": unsimulated(versions),
  "AWS::Lambda::Url": opaque(
    "A function URL",
    "requests through it",
    "requests through it are not simulated",
  ),
  "AWS::Lambda::EventInvokeConfig": unsimulated(
    "Asynchronous invocation is not modeled yet: its retries and destinations do nothing.",
  ),
  "AWS::CodeDeploy::": unsimulated(
    "Gradual deployment is not modeled yet: all traffic reaches the function.",
  ),
  "AWS::EC2::": unsimulated(
    "Networks and servers are not modeled: they add no latency, block nothing and do nothing.",
  ),
  "AWS::CloudFormation::CustomResource": unsimulated(customResource),
  "Custom::": unsimulated(customResource),
  "AWS::CloudFormation::Stack": unsimulated(nested),
  "AWS::Serverless::Application": unsimulated(nested),
};

/**
 * What a resource that is not modeled means.
 *
 * @param targets the functions and queues that it would reach, by logical id.
 */
export function resourceMeaning(type: string, targets: readonly string[]): Meaning {
  const family = familyOf(type);
  if ("meaning" in family) return family;
  const { name, flow, absence } = family;
  const meaning =
    flow === undefined || targets.length === 0
      ? `${name} is not modeled yet: ${absence}.`
      : `${name} is not modeled yet: ${flow} must be given as a workload to ${namesOf(targets)}.`;
  return { verdict: "opaque", meaning };
}

function familyOf(type: string): Family {
  let best = "";
  for (const key of Object.keys(families)) {
    const fits = key.endsWith("::") ? type.startsWith(key) : type === key;
    if (fits && key.length > best.length) best = key;
  }
  return families[best] ?? opaque(type.split("::")[1] ?? type);
}

/** `A`, `A and B` or `A, B and C`. */
function namesOf(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

/** By the type of a SAM event: who brings it, and what it brings. */
const events: Readonly<Record<string, readonly [string, string]>> = {
  Api: ["API Gateway", "its requests"],
  HttpApi: ["API Gateway", "its requests"],
  WebSocketApi: ["API Gateway", "its requests"],
  S3: ["S3", "its notifications"],
  SNS: ["SNS", "its messages"],
  Kinesis: ["Kinesis", "its records"],
  DynamoDB: ["DynamoDB", "the records of its stream"],
  MSK: ["Managed Kafka", "its records"],
  SelfManagedKafka: ["Kafka", "its records"],
  MQ: ["Amazon MQ", "its messages"],
  DocumentDB: ["DocumentDB", "its changes"],
  Schedule: ["EventBridge", "what it starts on a schedule"],
  ScheduleV2: ["EventBridge Scheduler", "what it starts on a schedule"],
  CloudWatchEvent: ["EventBridge", "its events"],
  EventBridgeRule: ["EventBridge", "its events"],
  CloudWatchLogs: ["CloudWatch Logs", "its log events"],
  IoTRule: ["IoT Core", "its messages"],
  AlexaSkill: ["Alexa", "its requests"],
  Cognito: ["Cognito", "its triggers"],
};

/** What a SAM event of the function `logicalId` means. */
export function eventMeaning(type: string, logicalId: string): Meaning {
  if (type === "SQS") {
    return { verdict: "modeled", meaning: "Becomes an event source mapping." };
  }
  const known = Object.hasOwn(events, type) ? events[type] : undefined;
  if (known === undefined) {
    return { verdict: "opaque", meaning: `${type} is no type of event that SAM has.` };
  }
  const [name, flow] = known;
  const meaning = `${name} is not modeled yet: ${flow} must be given as a workload to ${logicalId}.`;
  return { verdict: "opaque", meaning };
}

const sources: Readonly<Record<string, string>> = {
  kinesis: "Kinesis",
  dynamodb: "DynamoDB",
  kafka: "Managed Kafka",
  mq: "Amazon MQ",
  rds: "DocumentDB",
};

/** What people call the service of an ARN. */
export function serviceName(service: string | undefined): string {
  const known = service !== undefined && Object.hasOwn(sources, service);
  return known ? (sources[service] ?? "this source") : "this source";
}
