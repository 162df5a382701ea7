import { servicesNamed } from "../../../request/names.ts";

/** A service of which Step Functions has integrations of its own. */
interface OptimizedService {
  /** As clients name it. */
  readonly client: string;
  /** What its errors begin with. */
  readonly prefix: string;
  /** As messages of errors name it. */
  readonly title: string;
  /** The operations by the actions that resources name. */
  readonly operations: Readonly<Record<string, string>>;
}

const same = (...actions: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    actions.map((action) => [action, action.charAt(0).toUpperCase() + action.slice(1)]),
  );

/**
 * The integrations of Step Functions' own, by the names of their services in resources.
 *
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html, read 2026-11.
 */
export const optimizedServices: Readonly<Record<string, OptimizedService>> = {
  apigateway: {
    client: "execute-api",
    prefix: "ApiGateway",
    title: "AmazonAPIGateway",
    operations: same("invoke"),
  },
  athena: {
    client: "athena",
    prefix: "Athena",
    title: "AmazonAthena",
    operations: same(
      "startQueryExecution",
      "stopQueryExecution",
      "getQueryExecution",
      "getQueryResults",
    ),
  },
  batch: { client: "batch", prefix: "Batch", title: "AWSBatch", operations: same("submitJob") },
  bedrock: {
    client: "bedrock-runtime",
    prefix: "Bedrock",
    title: "BedrockRuntime",
    operations: same("invokeModel", "createModelCustomizationJob"),
  },
  codebuild: {
    client: "codebuild",
    prefix: "CodeBuild",
    title: "AWSCodeBuild",
    operations: same(
      "startBuild",
      "stopBuild",
      "batchDeleteBuilds",
      "batchGetReports",
      "startBuildBatch",
      "stopBuildBatch",
      "retryBuildBatch",
      "deleteBuildBatch",
    ),
  },
  databrew: {
    client: "databrew",
    prefix: "DataBrew",
    title: "AWSGlueDataBrew",
    operations: same("startJobRun"),
  },
  dynamodb: {
    client: "dynamodb",
    prefix: "DynamoDB",
    title: "AmazonDynamoDBv2",
    operations: same("getItem", "putItem", "updateItem", "deleteItem"),
  },
  ecs: { client: "ecs", prefix: "ECS", title: "AmazonECS", operations: same("runTask") },
  eks: {
    client: "eks",
    prefix: "EKS",
    title: "AmazonEKS",
    operations: same(
      "call",
      "runJob",
      "createCluster",
      "deleteCluster",
      "createNodegroup",
      "deleteNodegroup",
      "createFargateProfile",
      "deleteFargateProfile",
    ),
  },
  elasticmapreduce: {
    client: "emr",
    prefix: "ElasticMapReduce",
    title: "AmazonElasticMapReduce",
    operations: {
      createCluster: "RunJobFlow",
      terminateCluster: "TerminateJobFlows",
      addStep: "AddJobFlowSteps",
      cancelStep: "CancelSteps",
      setClusterTerminationProtection: "SetTerminationProtection",
      modifyInstanceFleetByName: "ModifyInstanceFleet",
      modifyInstanceGroupByName: "ModifyInstanceGroups",
    },
  },
  "emr-containers": {
    client: "emr-containers",
    prefix: "EMRContainers",
    title: "AmazonEMRContainers",
    operations: same("createVirtualCluster", "deleteVirtualCluster", "startJobRun"),
  },
  "emr-serverless": {
    client: "emr-serverless",
    prefix: "EMRServerless",
    title: "AmazonEMRServerless",
    operations: same(
      "createApplication",
      "startApplication",
      "stopApplication",
      "deleteApplication",
      "startJobRun",
      "cancelJobRun",
    ),
  },
  events: {
    client: "events",
    prefix: "EventBridge",
    title: "AmazonEventBridge",
    operations: same("putEvents"),
  },
  glue: { client: "glue", prefix: "Glue", title: "AWSGlue", operations: same("startJobRun") },
  lambda: { client: "lambda", prefix: "Lambda", title: "AWSLambda", operations: same("invoke") },
  mediaconvert: {
    client: "mediaconvert",
    prefix: "MediaConvert",
    title: "AWSMediaConvert",
    operations: same("createJob"),
  },
  s3: {
    client: "s3",
    prefix: "S3",
    title: "Amazon S3",
    operations: same("getObject", "listObjectsV2", "putObject"),
  },
  sagemaker: {
    client: "sagemaker",
    prefix: "SageMaker",
    title: "AmazonSageMaker",
    operations: same(
      "createEndpoint",
      "createEndpointConfig",
      "createHyperParameterTuningJob",
      "createLabelingJob",
      "createModel",
      "createProcessingJob",
      "createTrainingJob",
      "createTransformJob",
      "updateEndpoint",
    ),
  },
  sns: { client: "sns", prefix: "SNS", title: "AmazonSNS", operations: same("publish") },
  sqs: { client: "sqs", prefix: "SQS", title: "AmazonSQS", operations: same("sendMessage") },
  states: {
    client: "stepfunctions",
    prefix: "StepFunctions",
    title: "AWSStepFunctions",
    operations: same("startExecution"),
  },
};

/** A service as AWS's SDK for Java 2 names it, where clients name it otherwise. */
interface SdkService {
  readonly client: string;
  /** What its errors begin with. */
  readonly prefix: string;
}

const sdk = (client: string, prefix: string): SdkService => ({ client, prefix });

/**
 * Services whose names in `aws-sdk` resources, or in the errors of those, do not follow from what clients name them.
 *
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html, read 2026-11.
 */
export const sdkServices: Readonly<Record<string, SdkService>> = {
  apigateway: sdk("apigateway", "ApiGateway"),
  apigatewayv2: sdk("apigatewayv2", "ApiGatewayV2"),
  applicationautoscaling: sdk("application-autoscaling", "ApplicationAutoScaling"),
  autoscaling: sdk("autoscaling", "AutoScaling"),
  bedrockruntime: sdk("bedrock-runtime", "BedrockRuntime"),
  cloudformation: sdk("cloudformation", "CloudFormation"),
  cloudfront: sdk("cloudfront", "CloudFront"),
  cloudwatch: sdk("cloudwatch", "CloudWatch"),
  cloudwatchlogs: sdk("logs", "CloudWatchLogs"),
  codebuild: sdk("codebuild", "CodeBuild"),
  cognitoidentityprovider: sdk("cognito-idp", "CognitoIdentityProvider"),
  costexplorer: sdk("ce", "CostExplorer"),
  databasemigration: sdk("dms", "DatabaseMigration"),
  dynamodb: sdk("dynamodb", "DynamoDb"),
  dynamodbstreams: sdk("dynamodbstreams", "DynamoDbStreams"),
  elasticloadbalancingv2: sdk("elbv2", "ElasticLoadBalancingV2"),
  eventbridge: sdk("events", "EventBridge"),
  mediaconvert: sdk("mediaconvert", "MediaConvert"),
  opensearch: sdk("opensearch", "OpenSearch"),
  rdsdata: sdk("rds-data", "RdsData"),
  redshiftdata: sdk("redshift-data", "RedshiftData"),
  sagemaker: sdk("sagemaker", "SageMaker"),
  secretsmanager: sdk("secretsmanager", "SecretsManager"),
  servicecatalog: sdk("servicecatalog", "ServiceCatalog"),
  sfn: sdk("stepfunctions", "Sfn"),
  ssmincidents: sdk("ssm-incidents", "SsmIncidents"),
  s3control: sdk("s3control", "S3Control"),
  wafv2: sdk("wafv2", "Wafv2"),
};

/** As clients name a service that an `aws-sdk` resource names without hyphens; `undefined`: AWS has none. */
export function clientNamed(name: string): string | undefined {
  const names = servicesNamed();
  if (names.includes(name)) return name;
  return names.find((each) => each.replaceAll("-", "") === name);
}

/**
 * Services whose API begins the names of members with small letters: Step Functions takes and gives them with
 * capital ones. Free-form members keep their names.
 */
export const smallLetterServices: ReadonlySet<string> = new Set([
  "batch",
  "codebuild",
  "ecr",
  "ecs",
  "eks",
  "logs",
  "stepfunctions",
]);
