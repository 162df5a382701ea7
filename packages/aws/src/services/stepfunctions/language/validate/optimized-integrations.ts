/** The actions of each optimized integration, as AWS lists them. */
const actions: Readonly<Record<string, readonly string[]>> = {
  apigateway: ["invoke"],
  athena: ["startQueryExecution", "stopQueryExecution", "getQueryExecution", "getQueryResults"],
  batch: ["submitJob"],
  bedrock: ["invokeModel", "createModelCustomizationJob"],
  codebuild: [
    ...["startBuild", "stopBuild", "batchDeleteBuilds", "batchGetReports"],
    ...["startBuildBatch", "stopBuildBatch", "retryBuildBatch", "deleteBuildBatch"],
  ],
  databrew: ["startJobRun"],
  dynamodb: ["getItem", "putItem", "deleteItem", "updateItem"],
  ecs: ["runTask"],
  eks: ["createCluster", "deleteCluster", "createNodegroup", "deleteNodegroup", "call", "runJob"],
  elasticmapreduce: [
    ...["createCluster", "setClusterTerminationProtection", "terminateCluster", "addStep"],
    ...["cancelStep", "modifyInstanceFleetByName", "modifyInstanceGroupByName"],
  ],
  "emr-containers": ["createVirtualCluster", "deleteVirtualCluster", "startJobRun"],
  "emr-serverless": [
    ...["createApplication", "startApplication", "stopApplication", "deleteApplication"],
    ...["startJobRun", "cancelJobRun"],
  ],
  events: ["putEvents"],
  glue: ["startJobRun"],
  http: ["invoke"],
  lambda: ["invoke"],
  mediaconvert: ["createJob"],
  sagemaker: [
    ...["createEndpoint", "createEndpointConfig", "createHyperParameterTuningJob"],
    ...["createLabelingJob", "createModel", "createProcessingJob", "createTrainingJob"],
    ...["createTransformJob", "updateEndpoint"],
  ],
  sns: ["publish"],
  sqs: ["sendMessage"],
  states: ["startExecution"],
};

/** Whether AWS has an optimized integration of this name. */
export const isOptimized = (service: string, action: string): boolean =>
  Object.hasOwn(actions, service) && actions[service]!.includes(action);
