// AWS's specification names the attributes that resources return. Some types return properties too, which it
// does not say. These facts are those that AWS's own linter found by trying: cfn-lint,
// https://github.com/aws-cloudformation/cfn-lint, src/cfnlint/schema/_getatts.py, read 2026-11.

/** Of these types `Fn::GetAtt` returns every property. */
export const typesWithPropertyAttributes: readonly string[] = expanded({
  Amplify: "Branch Domain",
  AppSync: "DomainName FunctionConfiguration Resolver",
  AutoScaling: "AutoScalingGroup",
  Backup: "BackupSelection BackupVault",
  CodeArtifact: "Domain Repository",
  EC2: "CapacityReservation Subnet VPC",
  EFS: "MountTarget",
  EKS: "Nodegroup",
  ElasticLoadBalancingV2: "LoadBalancer",
  Events: "EventBus",
  EventSchemas: "Discoverer Registry Schema",
  GameLift: "GameSessionQueue MatchmakingConfiguration MatchmakingRuleSet",
  Grafana: "Workspace",
  ImageBuilder:
    "Component ContainerRecipe DistributionConfiguration ImagePipeline ImageRecipe InfrastructureConfiguration",
  Neptune: "DBCluster",
  RDS: "DBParameterGroup",
  RoboMaker: "RobotApplication SimulationApplication",
  Route53Resolver: "ResolverRule ResolverRuleAssociation",
  S3: "AccessPoint",
  SageMaker:
    "DataQualityJobDefinition ModelBiasJobDefinition ModelExplainabilityJobDefinition ModelQualityJobDefinition MonitoringSchedule",
  SNS: "Topic",
  SQS: "Queue",
  SSM: "Parameter",
  StepFunctions: "Activity",
});

/** Of these types it returns some properties. */
export const propertyAttributes: Readonly<Record<string, string>> = {
  "AWS::AppMesh::GatewayRoute": "GatewayRouteName MeshName MeshOwner VirtualGatewayName",
  "AWS::AppMesh::Mesh": "MeshName",
  "AWS::AppMesh::Route": "MeshName MeshOwner RouteName VirtualRouterName",
  "AWS::AppMesh::VirtualGateway": "MeshName MeshOwner VirtualGatewayName",
  "AWS::AppMesh::VirtualNode": "MeshName MeshOwner VirtualNodeName",
  "AWS::AppMesh::VirtualRouter": "MeshName MeshOwner VirtualRouterName",
  "AWS::AppMesh::VirtualService": "MeshName MeshOwner VirtualServiceName",
  "AWS::AppSync::DataSource": "Name",
  "AWS::Cloud9::EnvironmentEC2": "Name",
  "AWS::CloudWatch::InsightRule": "RuleName",
  "AWS::DocDB::DBCluster": "Port",
  "AWS::EC2::Instance": "AvailabilityZone",
  "AWS::EC2::SecurityGroup": "VpcId",
  "AWS::Greengrass::Group": "Name RoleArn",
  "AWS::Kinesis::StreamConsumer": "ConsumerName StreamARN",
  "AWS::ManagedBlockchain::Member": "NetworkId",
  "AWS::MediaConvert::JobTemplate": "Name",
  "AWS::MediaConvert::Preset": "Name",
  "AWS::MediaConvert::Queue": "Name",
  "AWS::MediaLive::Input": "Destinations Sources",
  "AWS::OpsWorks::Instance": "AvailabilityZone",
  "AWS::OpsWorks::UserProfile": "SshUsername",
  "AWS::Route53Resolver::ResolverEndpoint": "Direction Name",
  "AWS::SageMaker::CodeRepository": "CodeRepositoryName",
  "AWS::SageMaker::Endpoint": "EndpointName",
  "AWS::SageMaker::EndpointConfig": "EndpointConfigName",
  "AWS::SageMaker::Model": "ModelName",
  "AWS::SageMaker::NotebookInstance": "NotebookInstanceName",
  "AWS::SageMaker::NotebookInstanceLifecycleConfig": "NotebookInstanceLifecycleConfigName",
  "AWS::SageMaker::Workteam": "WorkteamName",
  "AWS::ServiceDiscovery::Service": "Name",
  "AWS::Transfer::User": "ServerId UserName",
  ...Object.fromEntries(
    "Connector Core Device Function Logger Resource Subscription"
      .split(" ")
      .map((each) => [`AWS::Greengrass::${each}Definition`, "Name"]),
  ),
};

function expanded(byService: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(byService).flatMap(([service, names]) =>
    names.split(" ").map((name) => `AWS::${service}::${name}`),
  );
}
