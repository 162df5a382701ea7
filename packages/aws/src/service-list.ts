// Written by `npm run services` from the folders of `services/`: do not edit.

import type { ServiceModel } from "./service/service-model.ts";
import { apigatewayService } from "./services/apigateway/index.ts";
import { apigatewaymanagementapiService } from "./services/apigatewaymanagementapi/index.ts";
import { apigatewayv2Service } from "./services/apigatewayv2/index.ts";
import { applicationAutoscalingService } from "./services/application-autoscaling/index.ts";
import { athenaService } from "./services/athena/index.ts";
import { cloudfrontService } from "./services/cloudfront/index.ts";
import { cloudwatchService } from "./services/cloudwatch/index.ts";
import { codedeployService } from "./services/codedeploy/index.ts";
import { codepipelineService } from "./services/codepipeline/index.ts";
import { cognitoIdpService } from "./services/cognito-idp/index.ts";
import { configService } from "./services/config/index.ts";
import { docdbService } from "./services/docdb/index.ts";
import { dynamodbService } from "./services/dynamodb/index.ts";
import { dynamodbstreamsService } from "./services/dynamodbstreams/index.ts";
import { elbv2Service } from "./services/elbv2/index.ts";
import { eventsService } from "./services/events/index.ts";
import { firehoseService } from "./services/firehose/index.ts";
import { glueService } from "./services/glue/index.ts";
import { iamService } from "./services/iam/index.ts";
import { kafkaService } from "./services/kafka/index.ts";
import { kinesisService } from "./services/kinesis/index.ts";
import { lambdaService } from "./services/lambda/index.ts";
import { logsService } from "./services/logs/index.ts";
import { mqService } from "./services/mq/index.ts";
import { pipesService } from "./services/pipes/index.ts";
import { s3Service } from "./services/s3/index.ts";
import { s3controlService } from "./services/s3control/index.ts";
import { schedulerService } from "./services/scheduler/index.ts";
import { snsService } from "./services/sns/index.ts";
import { sqsService } from "./services/sqs/index.ts";
import { stepfunctionsService } from "./services/stepfunctions/index.ts";
import { stsService } from "./services/sts/index.ts";
import { xrayService } from "./services/xray/index.ts";

/** The services of AWS that are modeled, in the order of reports. */
export const services: readonly ServiceModel[] = [
  sqsService,
  lambdaService,
  snsService,
  stsService,
  kinesisService,
  logsService,
  dynamodbService,
  dynamodbstreamsService,
  firehoseService,
  applicationAutoscalingService,
  kafkaService,
  schedulerService,
  pipesService,
  apigatewayService,
  cloudwatchService,
  codepipelineService,
  configService,
  docdbService,
  eventsService,
  mqService,
  s3Service,
  stepfunctionsService,
  elbv2Service,
  apigatewaymanagementapiService,
  apigatewayv2Service,
  s3controlService,
  cloudfrontService,
  codedeployService,
  cognitoIdpService,
  iamService,
  athenaService,
  glueService,
  xrayService,
];
