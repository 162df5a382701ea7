import { expect, it } from "vitest";
import { property, refusalOf, resourcesOf, worker } from "../../../../test/transformed.ts";
import { memberOf, type JsonMap } from "../json.ts";

/** Names with their parameters, as SAM lists them. */
const templates = [
  "AMIDescribePolicy AWSSecretsManagerGetSecretValuePolicy(SecretArn) AWSSecretsManagerRotationPolicy(FunctionName)",
  "AcmGetCertificatePolicy(CertificateArn) AthenaQueryPolicy(WorkGroupName) CloudFormationDescribeStacksPolicy",
  "CloudWatchDashboardPolicy CloudWatchDescribeAlarmHistoryPolicy CloudWatchPutMetricPolicy",
  "CodeCommitCrudPolicy(RepositoryName) CodeCommitReadPolicy(RepositoryName) CodePipelineLambdaExecutionPolicy",
  "CodePipelineReadOnlyPolicy(PipelineName) ComprehendBasicAccessPolicy CostExplorerReadOnlyPolicy",
  "DynamoDBBackupFullAccessPolicy(TableName) DynamoDBCrudPolicy(TableName) DynamoDBReadPolicy(TableName)",
  "DynamoDBReconfigurePolicy(TableName) DynamoDBRestoreFromBackupPolicy(TableName)",
  "DynamoDBStreamReadPolicy(StreamName,TableName) DynamoDBWritePolicy(TableName) EC2CopyImagePolicy(ImageId)",
  "EC2DescribePolicy EFSWriteAccessPolicy(AccessPoint,FileSystem) EKSDescribePolicy EcsRunTaskPolicy(TaskDefinition)",
  "ElasticMapReduceAddJobFlowStepsPolicy(ClusterId) ElasticMapReduceCancelStepsPolicy(ClusterId)",
  "ElasticMapReduceModifyInstanceFleetPolicy(ClusterId) ElasticMapReduceModifyInstanceGroupsPolicy(ClusterId)",
  "ElasticMapReduceSetTerminationProtectionPolicy(ClusterId) ElasticMapReduceTerminateJobFlowsPolicy(ClusterId)",
  "ElasticsearchHttpPostPolicy(DomainName) EventBridgePutEventsPolicy(EventBusName)",
  "FilterLogEventsPolicy(LogGroupName) FirehoseCrudPolicy(DeliveryStreamName) FirehoseWritePolicy(DeliveryStreamName)",
  "KMSDecryptPolicy(KeyId) KMSEncryptPolicy(KeyId) KMSEncryptPolicy_v2(KeyId) KinesisCrudPolicy(StreamName)",
  "KinesisStreamReadPolicy(StreamName) LambdaInvokePolicy(FunctionName) MobileAnalyticsWriteOnlyAccessPolicy",
  "OrganizationsListAccountsPolicy PinpointEndpointAccessPolicy(PinpointApplicationId)",
  "PollyFullAccessPolicy(LexiconName) RekognitionDetectOnlyPolicy RekognitionFacesManagementPolicy(CollectionId)",
  "RekognitionFacesPolicy RekognitionLabelsPolicy RekognitionNoDataAccessPolicy(CollectionId)",
  "RekognitionReadPolicy(CollectionId) RekognitionWriteOnlyAccessPolicy(CollectionId)",
  "Route53ChangeResourceRecordSetsPolicy(HostedZoneId) S3CrudPolicy(BucketName) S3FullAccessPolicy(BucketName)",
  "S3ReadPolicy(BucketName) S3WritePolicy(BucketName) SESBulkTemplatedCrudPolicy(IdentityName)",
  "SESBulkTemplatedCrudPolicy_v2(IdentityName,TemplateName) SESCrudPolicy(IdentityName)",
  "SESEmailTemplateCrudPolicy SESSendBouncePolicy(IdentityName) SNSCrudPolicy(TopicName)",
  "SNSPublishMessagePolicy(TopicName) SQSPollerPolicy(QueueName) SQSSendMessagePolicy(QueueName)",
  "SSMParameterReadPolicy(ParameterName) SSMParameterWithSlashPrefixReadPolicy(ParameterName)",
  "SageMakerCreateEndpointConfigPolicy(EndpointConfigName) SageMakerCreateEndpointPolicy(EndpointName)",
  "ServerlessRepoReadWriteAccessPolicy StepFunctionsCallbackPolicy(StateMachineName)",
  "StepFunctionsExecutionPolicy(StateMachineName) StepFunctionsExecutionPolicy_v2(StateMachineName)",
  "TextractDetectAnalyzePolicy TextractGetResultPolicy TextractPolicy VPCAccessPolicy",
].flatMap((line) => line.split(" "));

const withPolicy = (name: string, values: Readonly<Record<string, string>>): string =>
  `Resources:${worker(`\n      Policies: [${JSON.stringify({ [name]: values })}]`)}`;

it("sam.policy.templates: each is written out with its parameters, which it demands", () => {
  expect(templates).toHaveLength(81);
  for (const written of templates) {
    const [, name = "", listed] = /^(\w+)(?:\((.*)\))?$/.exec(written) ?? [];
    const parameters = listed?.split(",") ?? [];
    const values = Object.fromEntries(parameters.map((each) => [each, `given-${each}`]));
    const policies = property(resourcesOf(withPolicy(name, values)), "WorkerRole", "Policies");
    expect(policies, name).toHaveLength(1);
    const [policy] = policies as JsonMap[];
    const statements = memberOf(memberOf(policy, "PolicyDocument"), "Statement") as JsonMap[];
    expect(statements.length, name).toBeGreaterThan(0);
    for (const { Action, Effect, Resource } of statements) {
      expect(
        [Effect, Action, Resource].every((each) => each !== undefined),
        name,
      ).toBe(true);
    }
    const text = JSON.stringify(statements);
    for (const each of parameters) {
      expect(text, name).toContain(`given-${each}`);
      const { [each]: _, ...others } = values;
      expect(refusalOf(withPolicy(name, others)).join(), name).toContain(
        `Following required parameters of policy template '${name}' don't have values: ['${each}']`,
      );
    }
  }
  expect(refusalOf(withPolicy("SQSPolicy", {})).join()).toContain(
    "Policy at index 0 in the 'Policies' property is not valid",
  );
});
