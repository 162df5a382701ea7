import { physicalName, urlSuffixOf, type NameRule, type StackEnvironment } from "./environment.ts";

/**
 * What a resource is called and what `Ref` and `Fn::GetAtt` return for it, as patterns over
 * `{name} {arn} {partition} {region} {account} {suffix}`.
 *
 * Source: the section "Return values" of each type in the CloudFormation template reference,
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/, read 2026-04.
 */
interface ReturnValues {
  /** The property that names the resource, where the template gives a name. */
  readonly named?: string;
  readonly rule?: NameRule;
  /** @defaultValue `{name}` */
  readonly ref?: string;
  /** What follows `arn:{partition}:`. */
  readonly arn?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

const here = "{region}:{account}";
const anyName: NameRule = { maxLength: 255 };

const queue: ReturnValues = {
  named: "QueueName",
  rule: { maxLength: 80 },
  ref: `https://sqs.{region}.{suffix}/{account}/{name}`,
  arn: `sqs:${here}:{name}`,
  attributes: { QueueName: "{name}", QueueUrl: "https://sqs.{region}.{suffix}/{account}/{name}" },
};
const lambdaFunction: ReturnValues = {
  named: "FunctionName",
  rule: { maxLength: 64 },
  arn: `lambda:${here}:function:{name}`,
};
const stateMachine: ReturnValues = {
  rule: { maxLength: 80 },
  ref: "{arn}",
  arn: `states:${here}:stateMachine:{name}`,
  attributes: { Name: "{name}" },
};
const table: ReturnValues = {
  named: "TableName",
  arn: `dynamodb:${here}:table/{name}`,
  attributes: { StreamArn: "{arn}/stream/2026-01-01T00:00:00.000" },
};
const layer: ReturnValues = {
  named: "LayerName",
  ref: "{arn}",
  arn: `lambda:${here}:layer:{name}:1`,
  attributes: { LayerVersionArn: "{arn}" },
};

const returnValues: Readonly<Record<string, ReturnValues>> = {
  "AWS::SQS::Queue": queue,
  "AWS::Lambda::Function": lambdaFunction,
  "AWS::Serverless::Function": lambdaFunction,
  "AWS::Lambda::LayerVersion": layer,
  "AWS::Serverless::LayerVersion": layer,
  "AWS::SNS::Topic": {
    named: "TopicName",
    ref: "{arn}",
    arn: `sns:${here}:{name}`,
    attributes: { TopicArn: "{arn}", TopicName: "{name}" },
  },
  "AWS::DynamoDB::Table": table,
  "AWS::DynamoDB::GlobalTable": table,
  "AWS::Serverless::SimpleTable": table,
  "AWS::S3::Bucket": {
    named: "BucketName",
    rule: { maxLength: 63, letters: "lower" },
    arn: "s3:::{name}",
    attributes: {
      DomainName: "{name}.s3.{suffix}",
      RegionalDomainName: "{name}.s3.{region}.{suffix}",
      DualStackDomainName: "{name}.s3.dualstack.{region}.{suffix}",
      WebsiteURL: "http://{name}.s3-website-{region}.{suffix}",
    },
  },
  "AWS::Kinesis::Stream": { named: "Name", arn: `kinesis:${here}:stream/{name}` },
  "AWS::KinesisFirehose::DeliveryStream": {
    named: "DeliveryStreamName",
    arn: `firehose:${here}:deliverystream/{name}`,
  },
  "AWS::Events::EventBus": {
    named: "Name",
    arn: `events:${here}:event-bus/{name}`,
    attributes: { Name: "{name}" },
  },
  "AWS::Events::Rule": { named: "Name", arn: `events:${here}:rule/{name}` },
  "AWS::Scheduler::Schedule": { named: "Name", arn: `scheduler:${here}:schedule/default/{name}` },
  "AWS::Pipes::Pipe": { named: "Name", arn: `pipes:${here}:pipe/{name}` },
  "AWS::StepFunctions::StateMachine": { ...stateMachine, named: "StateMachineName" },
  "AWS::Serverless::StateMachine": { ...stateMachine, named: "Name" },
  "AWS::StepFunctions::Activity": {
    named: "Name",
    ref: "{arn}",
    arn: `states:${here}:activity:{name}`,
    attributes: { Name: "{name}" },
  },
  "AWS::IAM::Role": {
    named: "RoleName",
    rule: { maxLength: 64 },
    arn: "iam::{account}:role/{name}",
  },
  "AWS::IAM::ManagedPolicy": {
    named: "ManagedPolicyName",
    ref: "{arn}",
    arn: "iam::{account}:policy/{name}",
    attributes: { PolicyArn: "{arn}" },
  },
  "AWS::IAM::User": { named: "UserName", arn: "iam::{account}:user/{name}" },
  "AWS::Logs::LogGroup": { named: "LogGroupName", arn: `logs:${here}:log-group:{name}:*` },
  "AWS::CloudWatch::Alarm": { named: "AlarmName", arn: `cloudwatch:${here}:alarm:{name}` },
  "AWS::KMS::Key": { arn: `kms:${here}:key/{name}`, attributes: { KeyId: "{name}" } },
  "AWS::KMS::Alias": { named: "AliasName" },
  "AWS::SecretsManager::Secret": {
    named: "Name",
    ref: "{arn}",
    arn: `secretsmanager:${here}:secret:{name}`,
    attributes: { Id: "{arn}" },
  },
  "AWS::SSM::Parameter": { named: "Name" },
  "AWS::Cognito::UserPool": {
    rule: { maxLength: 55 },
    arn: `cognito-idp:${here}:userpool/{name}`,
    attributes: { UserPoolId: "{name}", ProviderName: "cognito-idp.{region}.{suffix}/{name}" },
  },
  "AWS::ECR::Repository": { named: "RepositoryName", arn: `ecr:${here}:repository/{name}` },
  "AWS::StepFunctions::StateMachineVersion": {
    ref: "{arn}",
    arn: `states:${here}:stateMachine:{name}:1`,
  },
  "AWS::StepFunctions::StateMachineAlias": {
    ref: "{arn}",
    arn: `states:${here}:stateMachine:{name}:{name}`,
  },
};

/** The property that names resources of `type`; `undefined` where none is known. */
export function namePropertyOf(type: string): string | undefined {
  return valuesOf(type).named;
}

/** The name of a resource whose template gives none. */
export function generatedNameOf(
  environment: StackEnvironment,
  type: string,
  logicalId: string,
  ending?: string,
): string {
  const rule = valuesOf(type).rule ?? anyName;
  return physicalName(environment, logicalId, ending === undefined ? rule : { ...rule, ending });
}

/** What `Ref` returns for the resource called `name`. */
export function refOf(environment: StackEnvironment, type: string, name: string): string {
  return fill(environment, type, name, valuesOf(type).ref ?? "{name}");
}

/** The ARN of the resource called `name`, by the usual form of its service. */
export function arnOf(environment: StackEnvironment, type: string, name: string): string {
  const { arn = `${serviceOf(type)}:${here}:{name}` } = valuesOf(type);
  return fill(environment, type, name, `arn:{partition}:${arn}`);
}

/** What `Fn::GetAtt` returns for the resource; `undefined` for an attribute that is not known. */
export function attributeOf(
  environment: StackEnvironment,
  type: string,
  name: string,
  attribute: string,
): string | undefined {
  if (attribute === "Arn") return arnOf(environment, type, name);
  const { attributes } = valuesOf(type);
  const known = attributes !== undefined && Object.hasOwn(attributes, attribute);
  return known ? fill(environment, type, name, attributes[attribute] ?? "") : undefined;
}

function valuesOf(type: string): ReturnValues {
  return (Object.hasOwn(returnValues, type) ? returnValues[type] : undefined) ?? {};
}

function serviceOf(type: string): string {
  return (type.split("::")[1] ?? "custom").toLowerCase();
}

function fill(environment: StackEnvironment, type: string, name: string, pattern: string): string {
  const { partition, region, accountId } = environment;
  return pattern.replace(/\{(\w+)\}/g, (whole, key: string) => {
    switch (key) {
      case "name":
        return name;
      case "arn":
        return arnOf(environment, type, name);
      case "partition":
        return partition;
      case "region":
        return region;
      case "account":
        return accountId;
      case "suffix":
        return urlSuffixOf(environment);
      default:
        return whole;
    }
  });
}
