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
export const propertyAttributes: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    AppMesh: {
      GatewayRoute: "GatewayRouteName MeshName MeshOwner VirtualGatewayName",
      Mesh: "MeshName",
      Route: "MeshName MeshOwner RouteName VirtualRouterName",
      VirtualGateway: "MeshName MeshOwner VirtualGatewayName",
      VirtualNode: "MeshName MeshOwner VirtualNodeName",
      VirtualRouter: "MeshName MeshOwner VirtualRouterName",
      VirtualService: "MeshName MeshOwner VirtualServiceName",
    },
    AppSync: { DataSource: "Name" },
    Cloud9: { EnvironmentEC2: "Name" },
    CloudWatch: { InsightRule: "RuleName" },
    DocDB: { DBCluster: "Port" },
    EC2: { Instance: "AvailabilityZone", SecurityGroup: "VpcId" },
    Greengrass: {
      Group: "Name RoleArn",
      ConnectorDefinition: "Name",
      CoreDefinition: "Name",
      DeviceDefinition: "Name",
      FunctionDefinition: "Name",
      LoggerDefinition: "Name",
      ResourceDefinition: "Name",
      SubscriptionDefinition: "Name",
    },
    Kinesis: { StreamConsumer: "ConsumerName StreamARN" },
    ManagedBlockchain: { Member: "NetworkId" },
    MediaConvert: { JobTemplate: "Name", Preset: "Name", Queue: "Name" },
    MediaLive: { Input: "Destinations Sources" },
    OpsWorks: { Instance: "AvailabilityZone", UserProfile: "SshUsername" },
    Route53Resolver: { ResolverEndpoint: "Direction Name" },
    SageMaker: {
      CodeRepository: "CodeRepositoryName",
      Endpoint: "EndpointName",
      EndpointConfig: "EndpointConfigName",
      Model: "ModelName",
      NotebookInstance: "NotebookInstanceName",
      NotebookInstanceLifecycleConfig: "NotebookInstanceLifecycleConfigName",
      Workteam: "WorkteamName",
    },
    ServiceDiscovery: { Service: "Name" },
    Transfer: { User: "ServerId UserName" },
  }).flatMap(([service, types]: readonly [string, Readonly<Record<string, string>>]) =>
    Object.entries(types).map(([type, names]) => [`AWS::${service}::${type}`, names]),
  ),
);

function expanded(byService: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(byService).flatMap(([service, names]) =>
    names.split(" ").map((name) => `AWS::${service}::${name}`),
  );
}
