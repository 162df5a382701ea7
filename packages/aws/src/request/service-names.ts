// Written by `npm run models -- --names` from botocore 1.43.11: do not edit.

/**
 * Names of AWS's services, as boto3 and the command line, AWS's SDK, and policies have them; spaces
 * between them.
 */
export const serviceNames = `
  access-analyzer accessanalyzer account acm acm-pca aco-automation aidevops aiops airflow
  airflow-serverless amp amplify amplifybackend amplifyuibuilder aoss api-gateway apigateway
  apigatewaymanagementapi apigatewayv2 app-integrations app-mesh appconfig appconfigdata
  appfabric appflow appintegrations application-auto-scaling application-autoscaling
  application-cost-profiler application-discovery-service application-insights
  application-signals applicationcostprofiler applicationinsights appmesh apprunner appstream
  appsync aps arc-region-switch arc-zonal-shift artifact athena auditmanager auto-scaling
  auto-scaling-plans autoscaling autoscaling-plans aws-marketplace awsssoportal b2bi backup
  backup-gateway backup-search backupsearch batch bcm-dashboards bcm-data-exports
  bcm-pricing-calculator bcm-recommended-actions bedrock bedrock-agent bedrock-agent-runtime
  bedrock-agentcore bedrock-agentcore-control bedrock-data-automation
  bedrock-data-automation-runtime bedrock-runtime billing billingconductor braket budgets cases
  cassandra ce chatbot chime chime-sdk-identity chime-sdk-media-pipelines chime-sdk-meetings
  chime-sdk-messaging chime-sdk-voice cleanrooms cleanrooms-ml cleanroomsml cloud9 cloudcontrol
  cloudcontrolapi clouddirectory cloudformation cloudfront cloudfront-keyvaluestore cloudhsm
  cloudhsm-v2 cloudhsmv2 cloudsearch cloudsearch-domain cloudsearchdomain cloudtrail
  cloudtrail-data cloudwatch cloudwatch-logs codeartifact codebuild codecatalyst codecommit
  codeconnections codedeploy codeguru-profiler codeguru-reviewer codeguru-security
  codeguruprofiler codepipeline codestar-connections codestar-notifications cognito-identity
  cognito-identity-provider cognito-idp cognito-sync comprehend comprehendmedical
  compute-optimizer compute-optimizer-automation config config-service connect connect-campaigns
  connect-contact-lens connectcampaigns connectcampaignsv2 connectcases connecthealth
  connectparticipant controlcatalog controltower cost-and-usage-report-service cost-explorer
  cost-optimization-hub cur customer-profiles data-pipeline database-migration-service databrew
  dataexchange datapipeline datasync datazone dax deadline detective device-farm devicefarm
  devops-agent devops-guru direct-connect directconnect directory-service directory-service-data
  discovery dlm dms docdb docdb-elastic drs ds ds-data dsql dynamodb dynamodb-streams
  dynamodbstreams ebs ec2 ec2-instance-connect ecr ecr-public ecs efs eks eks-auth
  elastic-beanstalk elastic-load-balancing elastic-load-balancing-v2 elasticache elasticbeanstalk
  elasticfilesystem elasticloadbalancing elasticmapreduce elasticsearch-service elb elbv2
  elemental-inference elementalinference emr emr-containers emr-serverless entityresolution es
  eventbridge events evs execute-api finspace finspace-api finspace-data firehose fis fms
  forecast forecastquery frauddetector freetier fsx gamelift gameliftstreams geo geo-maps
  geo-places geo-routes glacier global-accelerator globalaccelerator glue grafana greengrass
  greengrassv2 groundstation guardduty health health-agent healthlake iam identitystore
  imagebuilder importexport inspector inspector-scan inspector2 interconnect internetmonitor
  invoicing iot iot-data iot-data-plane iot-events iot-events-data iot-jobs-data
  iot-jobs-data-plane iot-managed-integrations iot-wireless iotdata iotdeviceadvisor iotevents
  iotevents-data ioteventsdata iotfleetwise iotmanagedintegrations iotsecuretunneling iotsitewise
  iotthingsgraph iottwinmaker iotwireless ivs ivs-realtime ivschat kafka kafkaconnect kendra
  kendra-ranking keyspaces keyspacesstreams kinesis kinesis-analytics kinesis-analytics-v2
  kinesis-video kinesis-video-archived-media kinesis-video-media kinesis-video-signaling
  kinesis-video-webrtc-storage kinesisanalytics kinesisanalyticsv2 kinesisvideo kms lakeformation
  lambda launch-wizard launchwizard lex lex-model-building-service lex-models lex-models-v2
  lex-runtime lex-runtime-service lex-runtime-v2 lexv2-models lexv2-runtime license-manager
  license-manager-linux-subscriptions license-manager-user-subscriptions lightsail location logs
  lookoutequipment m2 machine-learning machinelearning macie2 mailmanager managedblockchain
  managedblockchain-query marketplace-agreement marketplace-catalog
  marketplace-commerce-analytics marketplace-deployment marketplace-discovery
  marketplace-entitlement marketplace-entitlement-service marketplace-metering
  marketplace-reporting marketplacecommerceanalytics mediaconnect mediaconvert medialive
  mediapackage mediapackage-vod mediapackagev2 mediastore mediastore-data mediatailor
  medical-imaging memorydb meteringmarketplace mgh mgn migration-hub
  migration-hub-refactor-spaces migrationhub-config migrationhub-orchestrator
  migrationhub-strategy migrationhuborchestrator migrationhubstrategy mobiletargeting monitoring
  mpa mq mturk mturk-requester mwaa mwaa-serverless neptune neptune-db neptune-graph neptunedata
  network-firewall networkflowmonitor networkmanager networkmonitor notifications
  notifications-contacts notificationscontacts nova-act oam observabilityadmin odb omics
  opensearch opensearchserverless organizations osis outposts panorama partnercentral-account
  partnercentral-benefits partnercentral-channel partnercentral-selling payment-cryptography
  payment-cryptography-data pca-connector-ad pca-connector-scep pcs personalize
  personalize-events personalize-runtime pi pinpoint pinpoint-email pinpoint-sms-voice
  pinpoint-sms-voice-v2 pipes polly pricing profile proton qapps qbusiness qconnect quicksight
  ram rbin rds rds-data redshift redshift-data redshift-serverless refactor-spaces rekognition
  repostspace resiliencehub resource-explorer-2 resource-groups resource-groups-tagging-api
  resourcegroupstaggingapi rolesanywhere route-53 route-53-domains route53
  route53-recovery-cluster route53-recovery-control-config route53-recovery-readiness
  route53domains route53globalresolver route53profiles route53resolver rtbfabric rum s3
  s3-control s3-outposts s3control s3files s3outposts s3tables s3vectors sagemaker
  sagemaker-a2i-runtime sagemaker-edge sagemaker-featurestore-runtime sagemaker-geospatial
  sagemaker-metrics sagemaker-runtime savingsplans scheduler schemas scn sdb secrets-manager
  secretsmanager security-ir securityagent securityhub securitylake
  serverlessapplicationrepository serverlessrepo service-catalog service-catalog-appregistry
  service-quotas servicecatalog servicecatalog-appregistry servicediscovery servicequotas ses
  sesv2 sfn shield signer signer-data signin simpledb simpledbv2 simspaceweaver sms-voice
  snow-device-management snowball sns social-messaging socialmessaging sqs ssm ssm-contacts
  ssm-guiconnect ssm-incidents ssm-quicksetup ssm-sap sso sso-admin sso-oauth sso-oidc states
  stepfunctions storage-gateway storagegateway sts supplychain support support-app supportapp
  sustainability swf synthetics tagging tax taxsettings textract thinclient timestream
  timestream-influxdb timestream-query timestream-write tnb transcribe transfer translate
  trustedadvisor uxc verifiedpermissions voice-id voiceid vpc-lattice waf waf-regional wafv2
  wellarchitected wickr wisdom workdocs workmail workmailmessageflow workspaces
  workspaces-instances workspaces-thin-client workspaces-web xray
`;
