import { isGiven, memberOf, type Json, type JsonMap } from "../json.ts";
import { tagList, type Generated, type SamResource } from "../resource.ts";

const createdBy = "lambda:createdBy";

/** The tags of what SAM makes for a function. */
export function functionTags(properties: JsonMap): Json[] {
  return [...tagList({ [createdBy]: "SAM" }), ...tagList(memberOf(properties, "Tags"))];
}

/** What has tags gets those of the function, where it hands them on. */
export function propagated({ properties }: SamResource, resources: Generated[]): Generated[] {
  const tags = memberOf(properties, "Tags");
  if (!isGiven(memberOf(properties, "PropagateTags")) || !isGiven(tags)) return resources;
  for (const resource of resources) setTags(resource, tags);
  return resources;
}

/** Types that SAM gives tags to, and whether it does so as a mapping. */
const tagged: Readonly<Record<string, "list" | "map">> = {
  "AWS::Lambda::Function": "list",
  "AWS::IAM::Role": "list",
  "AWS::S3::Bucket": "list",
  "AWS::ApiGateway::RestApi": "list",
  "AWS::ApiGateway::Stage": "list",
  "AWS::ApiGateway::DomainName": "list",
  "AWS::ApiGateway::DomainNameV2": "list",
  "AWS::ApiGateway::UsagePlan": "list",
  "AWS::ApiGatewayV2::Api": "map",
  "AWS::ApiGatewayV2::Stage": "map",
  "AWS::ApiGatewayV2::DomainName": "map",
  "AWS::StepFunctions::StateMachine": "list",
  "AWS::SNS::Topic": "list",
  "AWS::SQS::Queue": "list",
  "AWS::IoT::TopicRule": "list",
  "AWS::CodeDeploy::Application": "list",
  "AWS::CodeDeploy::DeploymentGroup": "list",
  "AWS::DynamoDB::Table": "list",
};

/** Gives a resource tags, where it can have them. */
export function setTags(resource: Generated, tags: Json): void {
  const form = Object.hasOwn(tagged, resource.type) ? tagged[resource.type] : undefined;
  if (form === "list") resource.properties.Tags = tagList(tags);
  if (form === "map") resource.properties.Tags = tags;
}
