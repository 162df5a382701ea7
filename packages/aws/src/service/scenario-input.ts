// Written by `npm run docs` from the schema of scenario files: do not edit.

import type { DurationSaid, Plain } from "@orrery/kernel";
import type { None, OneOf, RateText, ShareSaid, SizeSaid, StatisticName } from "./said.ts";

/** A law of durations: a duration is a constant. */
export type Durations =
  | DurationSaid
  | OneOf<{
      /** Always this. */
      readonly constant: DurationSaid;
      /** All between two are as likely. */
      readonly uniform: {
        /** The least. */
        readonly min: DurationSaid;
        /** The most. */
        readonly max: DurationSaid;
      };
      /** Many are short and few are long, as times between independent events. */
      readonly exponential: {
        /** Their mean. */
        readonly mean: DurationSaid;
      };
      /** About a mean, as in a bell. */
      readonly normal: {
        /** Their mean. */
        readonly mean: DurationSaid;
        /** How far they lie from it. */
        readonly standardDeviation: DurationSaid;
        /** The least there is. @defaultValue 0 */
        readonly min?: DurationSaid;
      };
      /** As latencies are: by the median, and by sigma or one other percentile. */
      readonly lognormal: {
        /** Half are below. */
        readonly p50: DurationSaid;
        /** The standard deviation of their logarithms, in place of another percentile. */
        readonly sigma?: number;
        /** So many percent are below, such as p99. */
        readonly [percentile: `p${number}`]: DurationSaid | undefined;
      };
      /** Between exponential and normal. */
      readonly gamma: {
        /** 1 is exponential; the more, the narrower. */
        readonly shape: number;
        /** Their mean. */
        readonly mean: DurationSaid;
      };
      /** By percentiles such as p50 and p99, in straight lines between them. */
      readonly quantiles: {
        /** So many percent are below. */
        readonly [percentile: `p${number}`]: DurationSaid;
      };
      /** One of several laws at each draw. */
      readonly mixture: readonly {
        /** How often it is this law, beside the others' weights. */
        readonly weight: number;
        /** A law that is no mixture. */
        readonly of:
          | DurationSaid
          | OneOf<{
              /** Always this. */
              readonly constant: DurationSaid;
              /** All between two are as likely. */
              readonly uniform: {
                /** The least. */
                readonly min: DurationSaid;
                /** The most. */
                readonly max: DurationSaid;
              };
              /** Many are short and few are long, as times between independent events. */
              readonly exponential: {
                /** Their mean. */
                readonly mean: DurationSaid;
              };
              /** About a mean, as in a bell. */
              readonly normal: {
                /** Their mean. */
                readonly mean: DurationSaid;
                /** How far they lie from it. */
                readonly standardDeviation: DurationSaid;
                /** The least there is. @defaultValue 0 */
                readonly min?: DurationSaid;
              };
              /** As latencies are: by the median, and by sigma or one other percentile. */
              readonly lognormal: {
                /** Half are below. */
                readonly p50: DurationSaid;
                /** The standard deviation of their logarithms, in place of another percentile. */
                readonly sigma?: number;
                /** So many percent are below, such as p99. */
                readonly [percentile: `p${number}`]: DurationSaid | undefined;
              };
              /** Between exponential and normal. */
              readonly gamma: {
                /** 1 is exponential; the more, the narrower. */
                readonly shape: number;
                /** Their mean. */
                readonly mean: DurationSaid;
              };
              /** By percentiles such as p50 and p99, in straight lines between them. */
              readonly quantiles: {
                /** So many percent are below. */
                readonly [percentile: `p${number}`]: DurationSaid;
              };
            }>;
      }[];
    }>;

/** A law of sizes: a size is a constant. */
export type Sizes =
  | SizeSaid
  | OneOf<{
      /** Always this. */
      readonly constant: SizeSaid;
      /** All between two are as likely. */
      readonly uniform: {
        /** The least. */
        readonly min: SizeSaid;
        /** The most. */
        readonly max: SizeSaid;
      };
      /** Many are short and few are long, as times between independent events. */
      readonly exponential: {
        /** Their mean. */
        readonly mean: SizeSaid;
      };
      /** About a mean, as in a bell. */
      readonly normal: {
        /** Their mean. */
        readonly mean: SizeSaid;
        /** How far they lie from it. */
        readonly standardDeviation: SizeSaid;
        /** The least there is. @defaultValue 0 */
        readonly min?: SizeSaid;
      };
      /** As latencies are: by the median, and by sigma or one other percentile. */
      readonly lognormal: {
        /** Half are below. */
        readonly p50: SizeSaid;
        /** The standard deviation of their logarithms, in place of another percentile. */
        readonly sigma?: number;
        /** So many percent are below, such as p99. */
        readonly [percentile: `p${number}`]: SizeSaid | undefined;
      };
      /** Between exponential and normal. */
      readonly gamma: {
        /** 1 is exponential; the more, the narrower. */
        readonly shape: number;
        /** Their mean. */
        readonly mean: SizeSaid;
      };
      /** By percentiles such as p50 and p99, in straight lines between them. */
      readonly quantiles: {
        /** So many percent are below. */
        readonly [percentile: `p${number}`]: SizeSaid;
      };
      /** One of several laws at each draw. */
      readonly mixture: readonly {
        /** How often it is this law, beside the others' weights. */
        readonly weight: number;
        /** A law that is no mixture. */
        readonly of:
          | SizeSaid
          | OneOf<{
              /** Always this. */
              readonly constant: SizeSaid;
              /** All between two are as likely. */
              readonly uniform: {
                /** The least. */
                readonly min: SizeSaid;
                /** The most. */
                readonly max: SizeSaid;
              };
              /** Many are short and few are long, as times between independent events. */
              readonly exponential: {
                /** Their mean. */
                readonly mean: SizeSaid;
              };
              /** About a mean, as in a bell. */
              readonly normal: {
                /** Their mean. */
                readonly mean: SizeSaid;
                /** How far they lie from it. */
                readonly standardDeviation: SizeSaid;
                /** The least there is. @defaultValue 0 */
                readonly min?: SizeSaid;
              };
              /** As latencies are: by the median, and by sigma or one other percentile. */
              readonly lognormal: {
                /** Half are below. */
                readonly p50: SizeSaid;
                /** The standard deviation of their logarithms, in place of another percentile. */
                readonly sigma?: number;
                /** So many percent are below, such as p99. */
                readonly [percentile: `p${number}`]: SizeSaid | undefined;
              };
              /** Between exponential and normal. */
              readonly gamma: {
                /** 1 is exponential; the more, the narrower. */
                readonly shape: number;
                /** Their mean. */
                readonly mean: SizeSaid;
              };
              /** By percentiles such as p50 and p99, in straight lines between them. */
              readonly quantiles: {
                /** So many percent are below. */
                readonly [percentile: `p${number}`]: SizeSaid;
              };
            }>;
      }[];
    }>;

export type StackInput =
  | string
  | {
      /** Its SAM or CloudFormation template. */
      readonly template: string;
      /** Values of the template's parameters. */
      readonly parameters?: { readonly [name: string]: string | number | boolean };
    };

export type WorkloadInput = {
  /** The logical id of a queue, a function, a version, an alias, a function URL, a trigger, a topic, a stream, a log group, a table, a delivery stream, a scaling policy, a Kafka topic, a REST API, a custom domain, a document cluster, a bus, an API destination, a message broker, a bucket, a state machine, a version or alias of a state machine, a load balancer, an HTTP API, a WebSocket API, a distribution or an user pool. */
  readonly to: string;
  /** Of a function, or of the default bus: the service that the workload stands for, by its name, or by its name with settings. Its events have that service's form, with the payload's members over theirs. */
  readonly as?:
    | "alexa"
    | "alexa-smart-home"
    | "appsync"
    | "appsync-authorizer"
    | "bedrock-agent"
    | "clientvpn"
    | "cloudformation"
    | "codecommit"
    | "codepipeline"
    | "cognito"
    | "cognito-sync"
    | "config"
    | "connect"
    | "iot"
    | "iot-1-click"
    | "iot-authorizer"
    | "iot-button"
    | "iot-provisioning"
    | "iotevents"
    | "kinesisanalytics"
    | "lex"
    | "lex-v2"
    | "s3-object-lambda"
    | "sagemaker"
    | "secretsmanager"
    | "ses"
    | "workmail"
    | "aws.autoscaling"
    | "aws.batch"
    | "aws.cloudformation"
    | "aws.codebuild"
    | "aws.codecommit"
    | "aws.codedeploy"
    | "aws.codepipeline"
    | "aws.config"
    | "aws.ec2"
    | "aws.ecr"
    | "aws.ecs"
    | "aws.glue"
    | "aws.guardduty"
    | "aws.health"
    | "aws.rds"
    | "aws.signin"
    | "aws.ssm"
    | "aws.transcribe"
    | {
        /** Requests of users to an Alexa custom skill, which waits for the function's response. */
        readonly alexa?: {
          /** The skill's id. */
          readonly skill?: string;
          /** What the user does. */
          readonly requestType?: "IntentRequest" | "LaunchRequest" | "SessionEndedRequest";
          /** The intent of an IntentRequest. */
          readonly intent?: string;
          /** The language. */
          readonly locale?: string;
        };
        /** Directives of Alexa to a smart home skill, which waits for the function's answer. */
        readonly "alexa-smart-home"?: {
          /** The namespace of the directive. */
          readonly namespace?: string;
          /** The directive. */
          readonly directive?: string;
          /** The id of the appliance. */
          readonly appliance?: string;
        };
        /** Fields that an API of AWS AppSync resolves by a function, which it waits for within the 30 s of its request. */
        readonly appsync?: {
          /** The API. */
          readonly api?: string;
          /** The type that the field is of. */
          readonly type?: "Query" | "Mutation" | "Subscription";
          /** The field. */
          readonly field?: string;
          /** How the API lets people in. */
          readonly authorization?:
            "AMAZON_COGNITO_USER_POOLS" | "API_KEY" | "AWS_IAM" | "OPENID_CONNECT" | "AWS_LAMBDA";
          /** Who says who somebody is. */
          readonly issuer?: string;
          /** Who asks. */
          readonly user?: string;
          /** What of its context the resolver passes on. */
          readonly passes?: "context" | "arguments" | "identity";
        };
        /** Tokens that an API of AWS AppSync has a function look at, which it waits 10 s for. */
        readonly "appsync-authorizer"?: {
          /** The API. */
          readonly api?: string;
          /** What a caller has in its Authorization header. */
          readonly token?: string;
          /** The name of the operation. */
          readonly operation?: string;
        };
        /** Actions that an agent of Amazon Bedrock takes, by an API's operation or by a function's name. It waits for the response. */
        readonly "bedrock-agent"?: {
          /** The agent. */
          readonly agent?: string;
          /** The action group. */
          readonly actionGroup?: string;
          /** The path of the operation. */
          readonly path?: string;
          /** The method of the operation. */
          readonly method?: string;
          /** The function; empty: it is an operation. */
          readonly function?: string;
          /** What the user said. */
          readonly text?: string;
        };
        /** Clients that connect to an endpoint of AWS Client VPN, which waits 30 s for the function to let them. */
        readonly clientvpn?: {
          /** The endpoint. */
          readonly endpoint?: string;
          /** Who connects. */
          readonly user?: string;
          /** The operating system. */
          readonly platform?: string;
        };
        /** Requests of CloudFormation for a custom resource. What the function returns is what it puts to the response URL. */
        readonly cloudformation?: {
          /** What is asked for. */
          readonly requestType?: "Create" | "Update" | "Delete";
          /** The stack. */
          readonly stack?: string;
          /** The resource in its template. */
          readonly logicalResourceId?: string;
          /** Its type. */
          readonly resourceType?: string;
          /** How long the answer is waited for: ServiceTimeout. */
          readonly serviceTimeout?: DurationSaid;
        };
        /** Changes of branches and tags in a repository of AWS CodeCommit. */
        readonly codecommit?: {
          /** The repository. */
          readonly repository?: string;
          /** The trigger's name. */
          readonly trigger?: string;
          /** What has changed. */
          readonly reference?: string;
          /** What was done to it. */
          readonly change?: "updateReference" | "createReference" | "deleteReference";
          /** What the trigger says beside, up to 1,000 letters. */
          readonly customData?: string;
        };
        /** Invoke actions of a pipeline. The stage waits until the function says what the job came to, or fails it. */
        readonly codepipeline?: {
          /** The pipeline. */
          readonly pipeline?: string;
          /** The bucket of its artifacts. */
          readonly bucket?: string;
          /** What the action says beside, as a text. */
          readonly userParameters?: string;
          /** Whether the function answers by an operation that it calls, or what it returns stands for that: a function that is known by its figures cannot name what it was invoked with. */
          readonly answers?: "calls" | "return";
        };
        /** What users do with a user pool of Amazon Cognito, which waits up to 5 s for its function, three times at most; custom senders are not waited for. */
        readonly cognito?: {
          /** What the user does. */
          readonly triggerSource?:
            | "PreSignUp_SignUp"
            | "PreSignUp_AdminCreateUser"
            | "PreSignUp_ExternalProvider"
            | "PostConfirmation_ConfirmSignUp"
            | "PostConfirmation_ConfirmForgotPassword"
            | "PreAuthentication_Authentication"
            | "PostAuthentication_Authentication"
            | "TokenGeneration_HostedAuth"
            | "TokenGeneration_Authentication"
            | "TokenGeneration_NewPasswordChallenge"
            | "TokenGeneration_AuthenticateDevice"
            | "TokenGeneration_RefreshTokens"
            | "UserMigration_Authentication"
            | "UserMigration_ForgotPassword"
            | "CustomMessage_SignUp"
            | "CustomMessage_AdminCreateUser"
            | "CustomMessage_ResendCode"
            | "CustomMessage_ForgotPassword"
            | "CustomMessage_UpdateUserAttribute"
            | "CustomMessage_VerifyUserAttribute"
            | "CustomMessage_Authentication"
            | "DefineAuthChallenge_Authentication"
            | "CreateAuthChallenge_Authentication"
            | "VerifyAuthChallengeResponse_Authentication"
            | "InboundFederation_ExternalProvider"
            | "CustomEmailSender_SignUp"
            | "CustomSMSSender_SignUp"
            | "CustomEmailSender_ForgotPassword"
            | "CustomSMSSender_ForgotPassword";
          /** The user pool. */
          readonly userPool?: string;
          /** The user. */
          readonly user?: string;
          /** The version of token events. */
          readonly tokenVersion?: "1" | "2";
        };
        /** Data sets that are synchronized with an identity pool of Amazon Cognito, which waits for the function's records. */
        readonly "cognito-sync"?: {
          /** The identity pool. */
          readonly identityPool?: string;
          /** The data set. */
          readonly dataset?: string;
        };
        /** Evaluations of a custom rule of AWS Config, which the function answers by PutEvaluations. */
        readonly config?: {
          /** The rule. */
          readonly rule?: string;
          /** What the rule is triggered by. */
          readonly messageType?:
            | "ConfigurationItemChangeNotification"
            | "OversizedConfigurationItemChangeNotification"
            | "ScheduledNotification";
          /** What has changed. */
          readonly resourceType?: string;
          /** Its id. */
          readonly resourceId?: string;
          /** Parameters of the rule, as JSON. */
          readonly ruleParameters?: string;
          /** How long evaluations are waited for before the event counts as timed out. */
          readonly patience?: DurationSaid;
          /** Whether the function answers by an operation that it calls, or what it returns stands for that: a function that is known by its figures cannot name what it was invoked with. */
          readonly answers?: "calls" | "return";
        };
        /** Contacts in a flow of Amazon Connect, which waits up to 8 s for the function, or goes on. */
        readonly connect?: {
          /** The instance. */
          readonly instance?: string;
          /** How the contact came. */
          readonly channel?: "VOICE" | "CHAT" | "TASK" | "EMAIL";
          /** How the contact began. */
          readonly initiationMethod?:
            "INBOUND" | "OUTBOUND" | "TRANSFER" | "CALLBACK" | "API" | "QUEUE_TRANSFER";
          /** The customer's number. */
          readonly customer?: string;
          /** The queue that the flow has set; empty: none. */
          readonly queue?: string;
          /** Whether the flow waits. */
          readonly mode?: "SYNCHRONOUS" | "ASYNCHRONOUS";
          /** What the function may return: a flat object of texts, or any JSON. */
          readonly responses?: "STRING_MAP" | "JSON";
        };
        /** Messages that a rule of AWS IoT Core selects: the payload is the event, as its SQL leaves it. */
        readonly iot?: Readonly<Record<string, never>>;
        /** Clicks of a device of AWS IoT 1-Click, a service that ended on 2024-12-16. */
        readonly "iot-1-click"?: {
          /** The project. */
          readonly project?: string;
          /** The placement. */
          readonly placement?: string;
          /** The device. */
          readonly device?: string;
          /** How it is clicked. */
          readonly clickType?: "SINGLE" | "DOUBLE" | "LONG";
        };
        /** Devices that connect to AWS IoT Core through a custom authorizer, which has 5 s for its function. */
        readonly "iot-authorizer"?: {
          /** The token that the device sent. */
          readonly token?: string;
          /** The id of the device's client. */
          readonly client?: string;
          /** The name of the device's user. */
          readonly username?: string;
        };
        /** Clicks of an AWS IoT button. */
        readonly "iot-button"?: {
          /** The button. */
          readonly serialNumber?: string;
          /** How it is clicked. */
          readonly clickType?: "SINGLE" | "DOUBLE" | "LONG";
        };
        /** Devices that AWS IoT Core is to provision by a template, whose hook has 5 s for its function. */
        readonly "iot-provisioning"?: {
          /** The provisioning template. */
          readonly template?: string;
          /** The id of the device's client. */
          readonly client?: string;
          /** The device's serial number. */
          readonly serialNumber?: string;
        };
        /** Actions of a detector model of AWS IoT Events, a service that ended on 2026-05-20. */
        readonly iotevents?: {
          /** The detector model. */
          readonly detectorModel?: string;
          /** The key of the detector. */
          readonly key?: string;
          /** The input whose message triggered it. */
          readonly input?: string;
          /** The event's name. */
          readonly event?: string;
          /** The state of the detector. */
          readonly state?: string;
        };
        /** Records of an SQL application of Amazon Kinesis Data Analytics, before it reads them or as it writes them. The service ended on 2026-01-27. */
        readonly kinesisanalytics?: {
          /** The application. */
          readonly application?: string;
          /** What it reads. */
          readonly stream?: string;
          /** What the function works on. */
          readonly step?: "input" | "inputOfFirehose" | "output";
          /** The data of the record, in base64. */
          readonly data?: string;
        };
        /** Turns of a conversation with a bot of Amazon Lex V1, which waits for the function's dialogAction. */
        readonly lex?: {
          /** The bot. */
          readonly bot?: string;
          /** The intent. */
          readonly intent?: string;
          /** Which code hook it is. */
          readonly invocationSource?: "DialogCodeHook" | "FulfillmentCodeHook";
          /** What the user said. */
          readonly transcript?: string;
        };
        /** Turns of a conversation with a bot of Amazon Lex V2, which waits for the function's sessionState. */
        readonly "lex-v2"?: {
          /** The bot. */
          readonly bot?: string;
          /** The intent. */
          readonly intent?: string;
          /** The language. */
          readonly locale?: string;
          /** Which code hook it is. */
          readonly invocationSource?: "DialogCodeHook" | "FulfillmentCodeHook";
          /** How the user speaks. */
          readonly inputMode?: "Text" | "Speech" | "DTMF";
          /** What the user said. */
          readonly transcript?: string;
        };
        /** Requests through an Object Lambda access point of Amazon S3, which waits 60 s for the function at most. */
        readonly "s3-object-lambda"?: {
          /** The Object Lambda access point. */
          readonly accessPoint?: string;
          /** The access point that it reads by. */
          readonly supportingAccessPoint?: string;
          /** What is asked. */
          readonly operation?: "GetObject" | "HeadObject" | "ListObjects" | "ListObjectsV2";
          /** The key of the object. */
          readonly key?: string;
          /** Who asks. */
          readonly caller?: "IAMUser" | "AssumedRole";
          /** The payload that the access point's configuration says. */
          readonly configuration?: string;
        };
        /** Data objects of a labeling job of Amazon SageMaker Ground Truth before people label them, and their labels after. */
        readonly sagemaker?: {
          /** The labeling job. */
          readonly job?: string;
          /** Before people label, or after. */
          readonly step?: "PreHumanTask" | "AnnotationConsolidation";
          /** Where the data is. */
          readonly bucket?: string;
        };
        /** Rotations of a secret. The four steps come one after another, unless one is said. */
        readonly secretsmanager?: {
          /** The secret. */
          readonly secret?: string;
          /** Which step it is. */
          readonly step?: "inTurn" | "createSecret" | "setSecret" | "testSecret" | "finishSecret";
        };
        /** Mail that Amazon SES receives. The event has its headers, not its body. */
        readonly ses?: {
          /** Whether the rule waits for the function's disposition. */
          readonly invocationType?: "Event" | "RequestResponse";
          /** Who the mail is from. */
          readonly sender?: string;
          /** Who the mail is for. */
          readonly recipient?: string;
          /** What the mail is about. */
          readonly subject?: string;
        };
        /** Mail that a rule of Amazon WorkMail gives to a function, and waits for where the function may change it. */
        readonly workmail?: {
          /** Which way the mail goes. */
          readonly flowDirection?: "INBOUND" | "OUTBOUND";
          /** Whether the rule waits. */
          readonly mode?: "asynchronous" | "synchronous";
          /** Who the mail is from. */
          readonly sender?: string;
          /** Who the mail is for. */
          readonly recipient?: string;
          /** What the mail is about. */
          readonly subject?: string;
        };
        /** Instances that Amazon EC2 Auto Scaling launches and terminates. */
        readonly "aws.autoscaling"?: {
          /** What it tells, by its detail type; left out: the first of these. */
          readonly event?:
            | "EC2 Instance Launch Successful"
            | "EC2 Instance Launch Unsuccessful"
            | "EC2 Instance Terminate Successful"
            | "EC2 Instance Terminate Unsuccessful"
            | "EC2 Instance-launch Lifecycle Action"
            | "EC2 Instance-terminate Lifecycle Action";
          /** What that is called which its events are about, such as a cluster or a pipeline. */
          readonly name?: string;
        };
        /** Jobs of AWS Batch whose status changes. */
        readonly "aws.batch"?: {
          /** What that is called which its events are about, such as a cluster or a pipeline. */
          readonly name?: string;
        };
        /** Stacks and resources of AWS CloudFormation whose status changes. */
        readonly "aws.cloudformation"?: {
          /** What it tells, by its detail type; left out: the first of these. */
          readonly event?:
            "CloudFormation Stack Status Change" | "CloudFormation Resource Status Change";
          /** What that is called which its events are about, such as a cluster or a pipeline. */
          readonly name?: string;
        };
        /** Builds of AWS CodeBuild, and their phases. */
        readonly "aws.codebuild"?: {
          /** What it tells, by its detail type; left out: the first of these. */
          readonly event?: "CodeBuild Build State Change" | "CodeBuild Build Phase Change";
          /** What that is called which its events are about, such as a cluster or a pipeline. */
          readonly name?: string;
        };
        /** Branches and tags of a repository of AWS CodeCommit that change. */
        readonly "aws.codecommit"?: {
          /** What that is called which its events are about, such as a cluster or a pipeline. */
          readonly name?: string;
        };
        /** Deployments of AWS CodeDeploy, and instances in them. */
        readonly "aws.codedeploy"?: {
          /** What it tells, by its detail type; left out: the first of these. */
          readonly event?:
            | "CodeDeploy Deployment State-change Notification"
            | "CodeDeploy Instance State-change Notification";
          /** What that is called which its events are about, such as a cluster or a pipeline. */
          readonly name?: string;
        };
        /** Pipelines of AWS CodePipeline, their stages and actions. */
        readonly "aws.codepipeline"?: {
          /** What it tells, by its detail type; left out: the first of these. */
          readonly event?:
            | "CodePipeline Pipeline Execution State Change"
            | "CodePipeline Stage Execution State Change"
            | "CodePipeline Action Execution State Change";
          /** What that is called which its events are about, such as a cluster or a pipeline. */
          readonly name?: string;
        };
        /** Resources that AWS Config finds changed, or no longer compliant with a rule. */
        readonly "aws.config"?: {
          /** What it tells, by its detail type; left out: the first of these. */
          readonly event?: "Config Rules Compliance Change" | "Config Configuration Item Change";
          /** What that is called which its events are about, such as a cluster or a pipeline. */
          readonly name?: string;
        };
        /** Instances of Amazon EC2 whose state changes, and spot instances that are about to be taken away. */
        readonly "aws.ec2"?: {
          /** What it tells, by its detail type; left out: the first of these. */
          readonly event?:
            | "EC2 Instance State-change Notification"
            | "EC2 Spot Instance Interruption Warning"
            | "EC2 Instance Rebalance Recommendation"
            | "EBS Snapshot Notification";
          /** What that is called which its events are about, such as a cluster or a pipeline. */
          readonly name?: string;
        };
        /** Images in a repository of Amazon ECR that are pushed, deleted or scanned. */
        readonly "aws.ecr"?: {
          /** What it tells, by its detail type; left out: the first of these. */
          readonly event?: "ECR Image Action" | "ECR Image Scan";
          /** What that is called which its events are about, such as a cluster or a pipeline. */
          readonly name?: string;
        };
        /** Tasks, container instances, services and deployments of a cluster of Amazon ECS. */
        readonly "aws.ecs"?: {
          /** What it tells, by its detail type; left out: the first of these. */
          readonly event?:
            | "ECS Task State Change"
            | "ECS Container Instance State Change"
            | "ECS Service Action"
            | "ECS Deployment State Change";
          /** What that is called which its events are about, such as a cluster or a pipeline. */
          readonly name?: string;
        };
        /** Jobs and crawlers of AWS Glue whose state changes. */
        readonly "aws.glue"?: {
          /** What it tells, by its detail type; left out: the first of these. */
          readonly event?: "Glue Job State Change" | "Glue Crawler State Change";
          /** What that is called which its events are about, such as a cluster or a pipeline. */
          readonly name?: string;
        };
        /** Findings of Amazon GuardDuty, and objects that its malware protection has scanned. */
        readonly "aws.guardduty"?: {
          /** What it tells, by its detail type; left out: the first of these. */
          readonly event?: "GuardDuty Finding" | "GuardDuty Malware Protection Object Scan Result";
          /** What that is called which its events are about, such as a cluster or a pipeline. */
          readonly name?: string;
        };
        /** What AWS Health tells of troubles and maintenance that concern the account. */
        readonly "aws.health"?: {
          /** What that is called which its events are about, such as a cluster or a pipeline. */
          readonly name?: string;
        };
        /** What happens to instances and clusters of Amazon RDS. */
        readonly "aws.rds"?: {
          /** What it tells, by its detail type; left out: the first of these. */
          readonly event?: "RDS DB Instance Event" | "RDS DB Cluster Event";
          /** What that is called which its events are about, such as a cluster or a pipeline. */
          readonly name?: string;
        };
        /** Users who sign in to the console, as CloudTrail tells it. */
        readonly "aws.signin"?: {
          /** What that is called which its events are about, such as a cluster or a pipeline. */
          readonly name?: string;
        };
        /** Parameters of AWS Systems Manager that change. */
        readonly "aws.ssm"?: {
          /** What that is called which its events are about, such as a cluster or a pipeline. */
          readonly name?: string;
        };
        /** Jobs of Amazon Transcribe that end. */
        readonly "aws.transcribe"?: {
          /** What that is called which its events are about, such as a cluster or a pipeline. */
          readonly name?: string;
        };
      };
  /** Messages go together in one request. @defaultValue each goes alone */
  readonly batch?: {
    /** At most so many. @defaultValue 10 */
    readonly size?: number;
    /** How long the first waits for others at most. */
    readonly within: DurationSaid;
  };
  /** What each message or invocation carries. @defaultValue 1 KB of filler */
  readonly payload?: {
    /** Message attributes by name: a text or a number, a list, or shares. */
    readonly attributes?: {
      readonly [name: string]:
        | string
        | number
        | readonly (string | number)[]
        | {
            /** How often it is this value. */
            readonly [name: string]: ShareSaid;
          };
    };
  } & (
    | ({
        /** Filler of this size. */
        readonly size: Sizes;
      } & None<"body" | "json" | "list">)
    | ({
        /** This text. */
        readonly body: string;
      } & None<"size" | "json" | "list">)
    | ({
        /** This value as JSON. */
        readonly json: Plain;
      } & None<"size" | "body" | "list">)
    | ({
        /** These texts or values in turn. */
        readonly list: readonly Plain[];
      } & None<"size" | "body" | "json">)
  );
  /** Of what takes HTTP: what each request is beside the payload, which is its body. @defaultValue POST to / */
  readonly request?: {
    /** Such as GET. @defaultValue POST */
    readonly method?: string;
    /** Such as /orders/7. @defaultValue / */
    readonly path?: string;
    /** Parameters after the path, each with a value or several. */
    readonly query?: { readonly [name: string]: string | readonly string[] };
    /** By name. @defaultValue a body is application/json */
    readonly headers?: { readonly [name: string]: string };
    /** Which version of HTTP it comes in, to what looks at that. @defaultValue one that its target speaks */
    readonly version?: "2" | "3" | "0.9" | "1.0" | "1.1";
  };
  /** Of what takes HTTP, in place of request: several, which come in turn or by weight. */
  readonly requests?:
    | readonly {
        /** Such as GET. @defaultValue POST */
        readonly method?: string;
        /** Such as /orders/7. @defaultValue / */
        readonly path?: string;
        /** Parameters after the path, each with a value or several. */
        readonly query?: { readonly [name: string]: string | readonly string[] };
        /** By name. @defaultValue a body is application/json */
        readonly headers?: { readonly [name: string]: string };
        /** Which version of HTTP it comes in, to what looks at that. @defaultValue one that its target speaks */
        readonly version?: "2" | "3" | "0.9" | "1.0" | "1.1";
        /** Its body. @defaultValue the payload */
        readonly body?: string;
        /** Its body, as a value. */
        readonly json?: Plain;
        /** How often it comes beside the others. @defaultValue 1; where none says it, they come in turn */
        readonly weight?: number;
      }[]
    | {
        /** A HAR file, an access log, or a definition in OpenAPI with examples, from this file's folder. */
        readonly file: string;
        /** What paths in the file begin with that is not the target's. @defaultValue nothing */
        readonly under?: string;
      };
  /** Of what takes HTTP: what each user does, one request after another. In the texts of a request ${session} is the session's number. @defaultValue each request is by itself */
  readonly session?: readonly {
    /** What the report calls it. @defaultValue its method and its path */
    readonly name?: string;
    /** The logical id of what it goes to. @defaultValue what the workload is to */
    readonly to?: string;
    /** Such as GET. @defaultValue POST */
    readonly method?: string;
    /** Such as /orders/7. @defaultValue / */
    readonly path?: string;
    /** Parameters after the path, each with a value or several. */
    readonly query?: { readonly [name: string]: string | readonly string[] };
    /** By name. @defaultValue a body is application/json */
    readonly headers?: { readonly [name: string]: string };
    /** Which version of HTTP it comes in, to what looks at that. @defaultValue one that its target speaks */
    readonly version?: "2" | "3" | "0.9" | "1.0" | "1.1";
    /** Its body. @defaultValue the payload */
    readonly body?: string;
    /** Its body, as a value. */
    readonly json?: Plain;
    /** How long the user thinks before it. @defaultValue 0s */
    readonly think?: Durations;
    /** The part of sessions that have it; others go on. @defaultValue 100% */
    readonly share?: ShareSaid;
    /** How often it comes. @defaultValue 1 */
    readonly times?: number;
    /** Values of its answer for later requests, which have them as ${name}: body.token, headers.location, cookies.sid, status. */
    readonly keep?: { readonly [name: string]: string };
    /** Whether the session goes on where it fails. @defaultValue false, the user leaves */
    readonly continues?: boolean;
  }[];
  /** What throttles, fails or does not answer too often is left alone for a while; {} has all defaults. @defaultValue none */
  readonly circuitBreaker?: {
    /** The part of failures at which it opens. @defaultValue 50% */
    readonly threshold?: ShareSaid;
    /** Of how many requests, the last ones. @defaultValue 20 */
    readonly window?: number;
    /** How long no request is sent then. @defaultValue 30s */
    readonly openFor?: DurationSaid;
    /** How many requests go through after that; once all succeeded, it closes. @defaultValue 1 */
    readonly trials?: number;
    /** Whether each route of HTTP has its own. @defaultValue route */
    readonly per?: "route" | "caller";
  };
  /** What connections of callers cost. @defaultValue nothing, and there are as many as are needed */
  readonly connections?: {
    /** Whether a connection takes several requests, one after another. @defaultValue true */
    readonly keepAlive?: boolean;
    /** How many are open at most; users, and those in sessions, have one each. @defaultValue 50 */
    readonly most?: number;
    /** How long one stays open without a request. @defaultValue 60s */
    readonly idle?: DurationSaid;
    /** How long one takes to be set up, TLS included. @defaultValue two round trips */
    readonly setUp?: DurationSaid;
  };
  /** Where callers are: a Region, or how far away. @defaultValue nearby */
  readonly location?:
    | string
    | {
        /** The way there and back. */
        readonly roundTrip: DurationSaid;
      };
  /** Message groups: how many, all as likely, or their weights by name. */
  readonly groups?: number | { readonly [name: string]: number };
  /** Of queues: an extended client library leaves large payloads in a bucket, and sends where they lie. @defaultValue none */
  readonly extendedClient?: {
    /** The logical id of the bucket. */
    readonly bucket: string;
    /** What has more bytes with its attributes goes through the bucket; 0B for all. @defaultValue 256KB */
    readonly above?: SizeSaid;
  };
  /** Of a function, a version, an alias or a state machine: as a request, answered when it is done, or as an event, taken at once and retried by its service. @defaultValue request */
  readonly invoke?: "request" | "event";
  /** How long each message is hidden at first, at a queue. @defaultValue the queue's own */
  readonly delay?: DurationSaid;
  /** How what is throttled, fails in the service or is lost is tried again: none, or what is other than with the AWS SDKs. */
  readonly retry?:
    | "none"
    | {
        /** How often each is sent at most. @defaultValue 3, as the AWS SDKs have it */
        readonly attempts?: number;
        /** Whether waits grow. @defaultValue exponential */
        readonly backoff?: "exponential" | "fixed";
        /** The first wait, before chance. @defaultValue 100ms, 500ms after a throttle */
        readonly base?: DurationSaid;
        /** By how much waits grow. @defaultValue 2 */
        readonly factor?: number;
        /** The longest wait. @defaultValue 20s */
        readonly longest?: DurationSaid;
        /** What of a wait is left to chance: all, half, none, or between the base and three times the wait before. @defaultValue full */
        readonly jitter?: "full" | "equal" | "decorrelated" | "none";
        /** Whether what was answered with a failure is sent again, too: 5xx of HTTP, an error of a function. @defaultValue false */
        readonly failed?: boolean;
        /** Tokens that new attempts take and successes give back; {} is that of the AWS SDKs. @defaultValue none are counted */
        readonly budget?: {
          /** At first and at most. @defaultValue 500 */
          readonly tokens?: number;
          /** Of a new attempt. @defaultValue 5 */
          readonly retryCost?: number;
          /** After a time-out. @defaultValue 10 */
          readonly timeoutCost?: number;
        };
      };
  /** How long each attempt waits for its answer before it counts as lost. @defaultValue 60s of a queue, 16m of a function */
  readonly timeout?: DurationSaid;
  /** When it begins. @defaultValue with the run */
  readonly from?: DurationSaid;
  /** How long it lasts. @defaultValue to the end of the run */
  readonly for?: DurationSaid;
} & (
  | ({
      /** When things arrive. */
      readonly arrivals: OneOf<{
        /** Evenly spaced arrivals. */
        readonly constant: {
          /** How many arrive in a time, such as 200/s or 30/m. */
          readonly rate: RateText;
        };
        /** Independent arrivals. */
        readonly poisson: {
          /** How many arrive in a time, such as 200/s or 30/m. */
          readonly rate: RateText;
        };
        /** A rate that runs in a straight line from one value to another. */
        readonly ramp: {
          /** The rate at its beginning. */
          readonly from: RateText;
          /** The rate at its end. */
          readonly to: RateText;
          /** How long it takes from one to the other. */
          readonly over: DurationSaid;
          /** Independent arrivals, or evenly spaced ones. @defaultValue poisson */
          readonly spacing?: "poisson" | "even";
        };
        /** A rate that holds from one step to the next. */
        readonly steps: {
          /** The rates, by ascending times. */
          readonly steps: readonly {
            /** From when on, since the workload's beginning. */
            readonly at: DurationSaid;
            /** How many arrive in a time from then on. */
            readonly rate: RateText;
          }[];
          /** Independent arrivals, or evenly spaced ones. @defaultValue poisson */
          readonly spacing?: "poisson" | "even";
        };
        /** A rate that repeats every day: 24 hourly rates, or mean, peak, peakAt. */
        readonly daily:
          | {
              /** The rates at 0:00, 1:00 … 23:00 UTC. */
              readonly hourly: readonly RateText[];
              /** Independent arrivals, or evenly spaced ones. @defaultValue poisson */
              readonly spacing?: "poisson" | "even";
            }
          | {
              /** The rate of the day as a whole. */
              readonly mean: RateText;
              /** The highest rate, one to two times the mean. */
              readonly peak: RateText;
              /** When it is reached, since midnight UTC. */
              readonly peakAt: DurationSaid;
              /** Independent arrivals, or evenly spaced ones. @defaultValue poisson */
              readonly spacing?: "poisson" | "even";
            };
        /** Quiet and busy phases by turns (a Markov-modulated Poisson process). */
        readonly bursts: {
          /** The quiet phase. */
          readonly quiet: {
            /** How many arrive in a time, such as 200/s or 30/m. */
            readonly rate: RateText;
            /** How long the phase lasts on average. */
            readonly mean: DurationSaid;
          };
          /** The busy phase. */
          readonly busy: {
            /** How many arrive in a time, such as 200/s or 30/m. */
            readonly rate: RateText;
            /** How long the phase lasts on average. */
            readonly mean: DurationSaid;
          };
        };
        /** Recorded arrivals: times, ascending, or counts. */
        readonly file: {
          /** A CSV or JSON file, from this file's folder. */
          readonly path: string;
          /** Of a CSV file: the column; of a JSON file: the member. @defaultValue arrivals */
          readonly column?: string;
          /** Each row is how many arrivals came in so long a time, such as 1m. */
          readonly every?: DurationSaid;
          /** With every: the column or member of the counts. @defaultValue count */
          readonly count?: string;
          /** Of the times in the file that are numbers: since the beginning, or (epoch) since 1970. @defaultValue s */
          readonly unit?: "s" | "ms" | "us" | "m" | "epoch" | "epoch-ms";
          /** Independent arrivals, or evenly spaced ones. @defaultValue poisson */
          readonly spacing?: "poisson" | "even";
          /** Begin again each time this has passed. */
          readonly repeatEvery?: DurationSaid;
        };
      }>;
    } & None<"users">)
  | ({
      /** In place of arrivals: users who send, wait for the answer, think, send again. */
      readonly users: {
        /** How many. */
        readonly count: number;
        /** How long each thinks before the first and between others. @defaultValue 0s */
        readonly think?: Durations;
        /** Over how long they come, one after another. @defaultValue all at once */
        readonly over?: DurationSaid;
      };
    } & None<"arrivals">)
);

/** Containers that poll a queue and work on its messages. */
export interface ConsumerInput {
  /** What the report calls it. @defaultValue consumer of the queue */
  readonly name?: string;
  /** The logical id of a queue. */
  readonly from: string;
  /** How many there are. @defaultValue 1 */
  readonly containers?: number;
  /** How many messages each works on at a time. @defaultValue 1 */
  readonly concurrency?: number;
  /** How many messages a receive asks for. @defaultValue 1, as AWS has it */
  readonly maxNumberOfMessages?: number;
  /** How long a receive waits for a message. @defaultValue the queue's own */
  readonly waitTime?: DurationSaid;
  /** How long others do not see what it receives. @defaultValue the queue's own */
  readonly visibilityTimeout?: DurationSaid;
  /** How long it waits after a receive that found nothing. @defaultValue 0s */
  readonly pause?: DurationSaid;
  /** How long it works on a message. @defaultValue 100ms */
  readonly duration?: Durations;
  /** The share of receives that fail: the message is not deleted. @defaultValue none */
  readonly failures?: ShareSaid;
  /** Whether a message that failed stays hidden until its timeout, or is given back. @defaultValue leave */
  readonly onFailure?: "leave" | "release";
  /** How often a message in work is hidden for its visibility timeout once more. @defaultValue never */
  readonly heartbeat?: DurationSaid;
  /** Whether messages are deleted one by one, or those of a receive together. @defaultValue each */
  readonly deletes?: "each" | "batch";
}

/** How the endpoint outside answers. */
export interface ApiDestinationInput {
  /** Requests that fail. */
  readonly failures?: ShareSaid;
  /** The HTTP status of requests that fail; 500 where it is left out. */
  readonly status?: number;
  /** How long an answer takes. */
  readonly latency?: Durations;
  /** Seconds that a failed request is told to wait; -1: it is not to be tried again. */
  readonly retryAfter?: number;
}

/** How the endpoints answer that the integrations of an API ask, whom a firewall blocks, and from where requests come. */
export interface ApiInput {
  /** How long an answer takes. @defaultValue 50ms */
  readonly latency?: Durations;
  /** The status of an answer. @defaultValue 200 */
  readonly status?: number;
  /** The body of an answer. @defaultValue {} */
  readonly body?: string;
  /** Which part of requests is answered with failureStatus. @defaultValue 0% */
  readonly failures?: ShareSaid;
  /** The status of an answer that fails. @defaultValue 500 */
  readonly failureStatus?: number;
  /** Which part of requests does not reach the endpoint. @defaultValue 0% */
  readonly unreachable?: ShareSaid;
  /** Which part of requests the firewall before the API blocks. @defaultValue 0% */
  readonly blocked?: ShareSaid;
  /** A header of which the firewall blocks whatever is like a pattern, such as `user-agent: *bot*`. @defaultValue none */
  readonly blockedHeader?: string;
  /** The address that requests come from. Where it is said, or the VPC endpoint, the API's policy is held against them. @defaultValue 192.0.2.1, and no policy is */
  readonly sourceIp?: string;
  /** The VPC endpoint that requests come through, such as `vpce-0123`. @defaultValue none */
  readonly vpcEndpoint?: string;
  /** The VPC that requests come from. @defaultValue none */
  readonly vpc?: string;
  /** How long integrations that stream are silent at most, before the first byte and between any two. @defaultValue until they answer */
  readonly silence?: DurationSaid;
}

/** What AWS leaves open of a bucket. */
export interface BucketInput {
  /** The key of what a workload or a service brings: a text in which `{number}` stands for how manieth object it is, and `{group}` for its message group. */
  readonly key?: string;
  /** Up to how many bytes of such an object are kept to be read; of longer ones, the size alone. */
  readonly keep?: SizeSaid;
  /** Notifications that reach their destination twice. */
  readonly duplicates?: ShareSaid;
  /** Objects of REDUCED_REDUNDANCY that S3 loses in a year, of which AWS expects 0.01%. */
  readonly lost?: ShareSaid;
  /** Writes of a key without versions soon after another that get no notification of their own: one tells of both. */
  readonly merged?: ShareSaid;
  /** PUT, COPY, POST and DELETE requests a second of each partition. */
  readonly writesPerSecond?: number;
  /** GET, HEAD and LIST requests a second of each partition. */
  readonly readsPerSecond?: number;
}

/** What lies in S3 under a table. */
export interface CatalogTableInput {
  /** How many rows it has. @defaultValue as many as `data`, or else 0 */
  readonly rows?: number;
  /** How many bytes its objects have, packed as they are. @defaultValue by `raw` or `data`, or else what the run has written there */
  readonly size?: SizeSaid;
  /** How many bytes its rows have as text, from which its format and compression make the size. @defaultValue what `data` has, or else nothing is known of it */
  readonly raw?: SizeSaid;
  /** How many objects it has, those of all partitions. @defaultValue one for each 128 MB of a partition */
  readonly files?: number;
  /** By column, which part of a columnar table's bytes it has, as weights. @defaultValue by their types */
  readonly columns?: Plain;
  /** By partition key, its values as a list, how many it has as a number, or days as { from: 2026-01-01, days: 365 }. @defaultValue those of the catalog */
  readonly partitions?: Plain;
  /** By column of a columnar table, which part of row groups a condition on it leaves over, from 0 to 1. @defaultValue 1 */
  readonly surviving?: Plain;
  /** Its rows, on which queries are answered: a list of objects, or a file of them beside the scenario, CSV with names first or JSON lines (.jsonl, .ndjson, .json). It needs the package @duckdb/duckdb-wasm. @defaultValue queries answer what is said of them */
  readonly data?: Plain;
}

/** How the origins outside AWS of a distribution answer, and where its viewers are. */
export interface DistributionInput {
  /** How long an answer takes. @defaultValue 50ms */
  readonly latency?: Durations;
  /** The status of an answer. @defaultValue 200 */
  readonly status?: number;
  /** The body of an answer. @defaultValue {} */
  readonly body?: string;
  /** Which part of requests is answered with failureStatus. @defaultValue 0% */
  readonly failures?: ShareSaid;
  /** The status of an answer that fails. @defaultValue 500 */
  readonly failureStatus?: number;
  /** Which part of requests does not reach the origin. @defaultValue 0% */
  readonly unreachable?: ShareSaid;
  /** The header Cache-Control of its answers. @defaultValue none */
  readonly cacheControl?: string;
  /** How many bytes an answer has. @defaultValue those of its body */
  readonly size?: SizeSaid;
  /** By the id of an origin, what of these is otherwise for it alone, shares from 0 to 1. */
  readonly origins?: Plain;
  /** Edge locations, such as FRA, with the weights of their viewers. @defaultValue the one next to the Region */
  readonly viewers?: Plain;
  /** Which part of requests the firewall blocks, where the distribution has a web ACL. @defaultValue 0% */
  readonly blocked?: ShareSaid;
  /** What the firewall blocks, as a header and a part of its value: user-agent: bot. @defaultValue nothing */
  readonly blockedHeader?: string;
}

/** What a CloudFront Function does: its code is not run. */
export interface EdgeFunctionInput {
  /** What it returns, as its code would. @defaultValue the request or response as it is */
  readonly returns?: Plain;
  /** Whether the path of a request becomes what its key value store has for it. @defaultValue false */
  readonly rewrites?: boolean;
  /** Which part of its runs throws. @defaultValue 0% */
  readonly failures?: ShareSaid;
  /** How much of the time it uses that it may use, in percent; above 100 it is throttled. @defaultValue 20 */
  readonly utilization?: number;
}

/** What a function does. */
export interface FunctionInput {
  /** Of the handler, before its calls. @defaultValue 100 ms */
  readonly duration?: Durations;
  /** Added for each message of a batch. */
  readonly durationPerItem?: Durations;
  /** The Init phase. @defaultValue as measured for the runtime */
  readonly coldStart?: Durations;
  /** What runs in a container image, such as python3.13, or on an OS-only runtime: rust, dotnet10-aot, java21-native. @defaultValue Node.js 22 in images, Go otherwise */
  readonly imageRuntime?: string;
  /** Environments that are replaced ahead as they grow too old. @defaultValue 50% */
  readonly proactiveReplacements?: ShareSaid;
  /** How much of the duration is computing, which takes longer with less memory. @defaultValue none */
  readonly computing?: {
    /** Of its duration; must be said. */
    readonly share?: ShareSaid;
    /** The memory in MB at which it takes its duration. @defaultValue 1769, a whole processor */
    readonly measuredAt?: number;
    /** How many processors it can use at once. @defaultValue 1 */
    readonly threads?: number;
  };
  /** Init phases that fail with an error. @defaultValue none */
  readonly initFailures?: ShareSaid;
  /** Extensions that run beside the handler. @defaultValue none */
  readonly extensions?: {
    /** Processes of their own, or parts of the runtime's. @defaultValue external */
    readonly kind?: "external" | "internal";
    /** Until the slowest is ready. @defaultValue 0 s */
    readonly init?: Durations;
    /** How much longer than the handler they work at each invocation. @defaultValue 0 s */
    readonly afterInvoke?: Durations;
    /** When their environment is reset: at most 2 s, 500 ms of internal ones. @defaultValue 0 s */
    readonly shutdown?: Durations;
  };
  /** Where a function with a VpcConfig can call. @defaultValue everywhere, of which a run warns */
  readonly network?: {
    /** Whether its subnets lead to the internet and AWS's public endpoints through a NAT gateway. @defaultValue they do not */
    readonly internet?: boolean;
    /** Services that have a VPC endpoint, such as [sqs, dynamodb]. @defaultValue none */
    readonly endpoints?: Plain;
    /** IP addresses that its subnets have left for network interfaces. @defaultValue enough */
    readonly freeAddresses?: number;
    /** Connections that each environment keeps to each service beyond the NAT gateway. @defaultValue 1 */
    readonly connections?: number;
    /** Public addresses of the NAT gateway. @defaultValue 1 */
    readonly natAddresses?: number;
    /** How much longer a call takes whose connection was gone: through the NAT gateway when nobody used it for 350 s. @defaultValue 0 s */
    readonly reconnect?: DurationSaid;
    /** How long security groups remember a connection that nobody uses. @defaultValue 5 days */
    readonly trackedFor?: DurationSaid;
  };
  /** What a function with FileSystemConfigs does with its file system. @defaultValue nothing */
  readonly fileSystem?: {
    /** Added to each Init phase. @defaultValue 0 s */
    readonly mount?: Durations;
    /** What each invocation reads before its own work. @defaultValue nothing */
    readonly read?: SizeSaid;
    /** What each invocation writes before its own work. @defaultValue nothing */
    readonly written?: SizeSaid;
    /** Whether it bursts on credits, is as fast as the client, or as is provisioned. @defaultValue elastic, bursting before 2023-12-01 */
    readonly throughput?: "bursting" | "elastic" | "provisioned";
    /** By how many operations each invocation reads, one after another. @defaultValue 0 */
    readonly reads?: number;
    /** By how many operations each invocation writes, one after another. @defaultValue 0 */
    readonly writes?: number;
    /** What each Init phase reads. @defaultValue nothing */
    readonly initRead?: SizeSaid;
    /** In several zones or one, or for files that are seldom read. @defaultValue regional */
    readonly storage?: "regional" | "oneZone" | "infrequentAccess";
    /** What is provisioned for each second, where its throughput is. @defaultValue 1 MB */
    readonly provisioned?: SizeSaid;
    /** Locks that each invocation holds on a file that all lock, until it ends. @defaultValue 0 */
    readonly locks?: number;
    /** How many files it locks so. @defaultValue 1 */
    readonly lockedFiles?: number;
    /** How long each invocation holds a lock that no other may have meanwhile, before its own work. @defaultValue 0 s */
    readonly lockedFor?: DurationSaid;
    /** What it holds, by which it earns credits. @defaultValue nothing */
    readonly stored?: SizeSaid;
    /** The credits that it begins with. @defaultValue 2.1 TiB, as new ones have */
    readonly credits?: SizeSaid;
  };
  /** Invocations that fail. */
  readonly failures?: ShareSaid;
  /** Messages that fail at every attempt. */
  readonly poison?: ShareSaid;
  /** Messages that fail this time, drawn at each receive. */
  readonly messageFailures?: ShareSaid;
  /** At how many of its first receives each message fails, as of one that finds a dependency busy so often. @defaultValue 0 */
  readonly firstFailures?: number;
  /** With the rest of a batch after a message that fails: go on, stop and report it as failed, or stop and leave it. @defaultValue continue */
  readonly afterFailure?: "continue" | "reportRest" | "leaveRest";
  /** How long a message that fails is hidden, by its receives: the handler changes its visibility timeout. @defaultValue as the queue says */
  readonly backoff?: {
    /** After the first receive; must be said. */
    readonly base?: DurationSaid;
    /** How many times as long after each further receive. @defaultValue 2 */
    readonly factor?: number;
    /** The longest. @defaultValue 12 h, as SQS hides a message */
    readonly longest?: DurationSaid;
  };
  /** Asynchronous events that Lambda gives the function twice. @defaultValue none */
  readonly duplicateEvents?: ShareSaid;
  /** One after another, when duration is over. */
  readonly calls?: readonly {
    /** A queue's logical id, or the operation's parameters by name. */
    readonly "sqs:SendMessage"?: string | { readonly [name: string]: Plain };
    /** A function's logical id, or the operation's parameters by name. */
    readonly "lambda:Invoke"?: string | { readonly [name: string]: Plain };
    /** A topic's logical id, or the operation's parameters by name. */
    readonly "sns:Publish"?: string | { readonly [name: string]: Plain };
    /** A stream's logical id, or the operation's parameters by name. */
    readonly "kinesis:PutRecord"?: string | { readonly [name: string]: Plain };
    /** A table's logical id, or the operation's parameters by name. */
    readonly "dynamodb:PutItem"?: string | { readonly [name: string]: Plain };
    /** A delivery stream's logical id, or the operation's parameters by name. */
    readonly "firehose:PutRecord"?: string | { readonly [name: string]: Plain };
    /** A bus's logical id, or the operation's parameters by name. */
    readonly "events:PutEvents"?: string | { readonly [name: string]: Plain };
    /** A bucket's logical id, or the operation's parameters by name. */
    readonly "s3:PutObject"?: string | { readonly [name: string]: Plain };
    /** A state machine's logical id, or the operation's parameters by name. */
    readonly "stepfunctions:StartExecution"?: string | { readonly [name: string]: Plain };
    /** Of a function, a version, an alias or a state machine: as a request, answered when it is done, or as an event, taken at once and retried by its service. @defaultValue request */
    readonly invoke?: "request" | "event";
    /** Of a message to a queue: how long it is hidden at first, in whole seconds. */
    readonly delay?: DurationSaid;
    /** A text, or a value that is sent as JSON. */
    readonly body?: Plain;
    /** Whether it is made once an invocation, or for each message of its batch that does not fail. @defaultValue invocation */
    readonly per?: "invocation" | "message";
    /** An operation of AWS with its parameters by name. */
    readonly [operation: `${string}:${string}`]: Plain | undefined;
  }[];
  /** What the handler returns. @defaultValue null */
  readonly response?: Plain;
  /** Bytes of what the handler returns. @defaultValue those of the response */
  readonly responseBytes?: number;
  /** Bytes that the handler prints in each invocation, in one line. @defaultValue 0 */
  readonly printedBytes?: number;
  /** In place of what it takes and does: a generator function that `scripts` exports. */
  readonly script?: string;
}

/** How the endpoints answer that the integrations of an API ask, and the issuers of its tokens. */
export interface HttpApiInput {
  /** How long an answer takes. @defaultValue 50ms */
  readonly latency?: Durations;
  /** The status of an answer. @defaultValue 200 */
  readonly status?: number;
  /** The body of an answer. @defaultValue {} */
  readonly body?: string;
  /** Which part of requests is answered with failureStatus. @defaultValue 0% */
  readonly failures?: ShareSaid;
  /** The status of an answer that fails. @defaultValue 500 */
  readonly failureStatus?: number;
  /** Which part of requests does not reach the endpoint. @defaultValue 0% */
  readonly unreachable?: ShareSaid;
  /** How long the issuer of JWT authorizers takes to say where its keys are, and again to hand them over. @defaultValue 50ms; where nothing is said of the issuer, its keys are at hand */
  readonly issuerLatency?: Durations;
  /** Which part of requests for keys does not reach the issuer. @defaultValue 0% */
  readonly issuerUnreachable?: ShareSaid;
  /** The size of the issuer's keys, of which 150000 bytes are taken. @defaultValue as many as are taken */
  readonly issuerKeys?: SizeSaid;
}

/** What a key value store holds. */
export interface KeyValueStoreInput {
  /** Keys with texts. @defaultValue none */
  readonly values?: Plain;
}

/** Whom the firewall before a load balancer stops, who its callers are, and how the provider of their identities answers. */
export interface LoadBalancerInput {
  /** Which part of requests the firewall blocks. @defaultValue 0% */
  readonly blocked?: ShareSaid;
  /** A header of which the firewall blocks whatever is like a pattern, such as `user-agent: *bot*`. @defaultValue none */
  readonly blockedHeader?: string;
  /** On which part of requests the firewall itself fails. @defaultValue 0% */
  readonly firewallFailures?: ShareSaid;
  /** Where a rule asks who callers are: which part of requests counts as having a session or a token, beside those whose headers have one. @defaultValue 0% */
  readonly signedIn?: ShareSaid;
  /** How long the provider of identities takes at a sign-in. @defaultValue 200ms */
  readonly signInLatency?: Durations;
  /** Which part of sign-ins the provider denies. @defaultValue 0% */
  readonly signInsDenied?: ShareSaid;
  /** Which part of sign-ins the provider answers with an error. @defaultValue 0% */
  readonly signInErrors?: ShareSaid;
  /** Which part of sign-ins does not reach the provider. @defaultValue 0% */
  readonly signInsUnreachable?: ShareSaid;
  /** For which part of requests with a token the keys of its issuer cannot be had. @defaultValue 0% */
  readonly keyFailures?: ShareSaid;
  /** Which part of requests is never sent whole: the load balancer gives up after its idle timeout. @defaultValue 0% */
  readonly idleClients?: ShareSaid;
}

/** How an event source mapping reads its queue, beside its own properties. */
export interface MappingInput {
  /** In place of how we take it to scale, slow down and come back. */
  readonly scaling?: {
    /** Pollers, which are batches in work at once, when messages come to an idle queue. */
    readonly initialPollers?: number;
    /** Pollers that stay under low traffic. */
    readonly minimumPollers?: number;
    /** Most pollers. */
    readonly maximumPollers?: number;
    /** Pollers that are added in a minute while messages remain; 0: none. */
    readonly pollersAddedPerMinute?: number;
    /** Pollers that go in a minute in which they were not needed; 0: none. */
    readonly pollersRemovedPerMinute?: number;
    /** Most receives under way at once. */
    readonly maximumReceives?: number;
    /** Receives under way that are added in a minute while messages remain; 0: none. */
    readonly receivesAddedPerMinute?: number;
    /** Receives under way that go in a minute in which they were not needed; 0: none. */
    readonly receivesRemovedPerMinute?: number;
    /** Over so long it is seen how many pollers are needed; the most of a minute stay. */
    readonly sampleTime?: DurationSaid;
    /** Of a FIFO queue: no poller is added while a larger part of them finds nothing. */
    readonly fifoIdleShare?: ShareSaid;
    /** How long no poller is added after an invocation that failed or was throttled. */
    readonly calmTime?: DurationSaid;
    /** How long a concurrent batch pauses after a failed invocation, then twice as long each time. */
    readonly errorPause?: DurationSaid;
    /** The longest such pause. */
    readonly longestErrorPause?: DurationSaid;
    /** Whether failed invocations slow polling down with ReportBatchItemFailures too. */
    readonly slowWithItemReports?: boolean;
    /** How much of a poller goes for each batch that is throttled. */
    readonly removedOnThrottle?: ShareSaid;
    /** After how long a throttled batch is tried again, then twice as long each time. */
    readonly throttlePause?: DurationSaid;
    /** The longest such pause. */
    readonly longestThrottlePause?: DurationSaid;
    /** Up to which share longer such a pause is. */
    readonly throttleJitter?: ShareSaid;
    /** Receives into a begun batch that wait 20 s although the window ends before. */
    readonly fullWaitShare?: ShareSaid;
  };
}

/** What the enrichment of a pipe answers that is not modeled. */
export interface PipeInput {
  /** What it answers to each batch: a list of events, or one. */
  readonly response?: Plain;
  /** How long that takes. */
  readonly after?: Durations;
}

/** How often a standard queue does what AWS only says it may. */
export interface QueueInput {
  /** Receives that leave the message visible. */
  readonly duplicates?: ShareSaid;
  /** Messages that fall behind later ones. */
  readonly reordering?: ShareSaid;
  /** Whether short polls of a short queue see a sample only. */
  readonly sampling?: boolean;
}

/** How the targets of a target group answer. One that has none registered has targets by this. */
export interface TargetGroupInput {
  /** How long an answer takes. @defaultValue 50ms */
  readonly latency?: Durations;
  /** The status of an answer. @defaultValue 200 */
  readonly status?: number;
  /** The body of an answer. @defaultValue {} */
  readonly body?: string;
  /** Which part of requests is answered with failureStatus. @defaultValue 0% */
  readonly failures?: ShareSaid;
  /** The status of an answer that fails. @defaultValue 500 */
  readonly failureStatus?: number;
  /** Which part of requests does not reach a target: the load balancer gives up after 10 s. @defaultValue 0% */
  readonly unreachable?: ShareSaid;
}

/** How often a standard topic does what AWS only says it may. */
export interface TopicInput {
  /** Deliveries that reach their subscriber twice. */
  readonly duplicates?: ShareSaid;
}

/** Who is in a user pool from the start. */
export interface UserPoolInput {
  /** Confirmed users from the start, called user-1, user-2 and so on. @defaultValue 0 */
  readonly count?: number;
  /** The password that they have, and that others give who say none. @defaultValue Password-1 */
  readonly password?: string;
  /** The code that all messages have. @defaultValue 123456 */
  readonly code?: string;
}

/** What the clients of an API do once they are connected. */
export interface WebSocketApiInput {
  /** How long a client stays before it closes its connection. @defaultValue until it is closed for it */
  readonly stays?: Durations;
  /** How long after the last one a client sends a message. @defaultValue it sends none */
  readonly every?: Durations;
  /** What a client sends, a text or what has JSON. @defaultValue {"action": "sendmessage"} */
  readonly message?: Plain;
}

/** What queries of a workgroup read, take and answer, where that does not follow from its tables. */
export interface WorkgroupInput {
  /** A list; the first that fits a query holds: `match`, a text that is in it, or an expression as /…/; or `named`, the name of a named query; with `bytesScanned`, `time`, `rows`, `resultBytes`, `written` (bytes that it writes into tables), `answer` (its rows as objects), `failures` (a share) and `error`. */
  readonly queries?: Plain;
}

/** What happens when an operation is called that is not modeled. */
export interface UnmodeledInput {
  /** How long the answer takes. @defaultValue 0 s */
  readonly after?: Durations;
  /** What the caller gets, unless it gets the error. @defaultValue {} */
  readonly response?: Plain;
  /** An error code of AWS, or code and message. */
  readonly error?:
    | string
    | {
        /** An error code of AWS. */
        readonly code: string;
        /** Its message. @defaultValue The call failed */
        readonly message?: string;
      };
  /** The part of the calls that get the error. @defaultValue all */
  readonly share?: ShareSaid;
}

/** What a custom resource is answered. */
export interface CustomResourceInput {
  /** What Fn::GetAtt returns, by attribute. @defaultValue {} */
  readonly data?: { readonly [name: string]: Plain };
  /** What Ref returns. @defaultValue a name as CloudFormation makes one */
  readonly physicalResourceId?: string;
}

/** What is done to the architecture at a time. */
export interface ActionInput {
  /** When it is done, since the start of the run. */
  readonly at: DurationSaid;
  /** A line such as redrive Queue, purge Queue, disable EventSourceMapping, enable EventSourceMapping, disable StreamMapping, enable StreamMapping, set Worker.Timeout 30s, unset Worker.ReservedConcurrentExecutions, deploy new.yaml; an update of stacks; or an operation of AWS with its parameters. */
  readonly do:
    | string
    | {
        /** The template that the stack gets. */
        readonly deploy: string;
        /** Of stacks by name: which one gets it. */
        readonly stack?: string;
        /** Values of its parameters. @defaultValue those before */
        readonly parameters?: { readonly [name: string]: string | number | boolean };
        /** What lies in S3 under tables of the Data Catalog, by logical id. */
        readonly catalogTables?: {
          /** What lies in S3 under a table. */
          readonly [name: string]: CatalogTableInput;
        };
        /** What functions do, by logical id. */
        readonly functions?: {
          /** What a function does. */
          readonly [name: string]: FunctionInput;
        };
      }
    | {
        /** A queue's logical id, or the operation's parameters by name. */
        readonly "sqs:SendMessage"?: string | { readonly [name: string]: Plain };
        /** A function's logical id, or the operation's parameters by name. */
        readonly "lambda:Invoke"?: string | { readonly [name: string]: Plain };
        /** A topic's logical id, or the operation's parameters by name. */
        readonly "sns:Publish"?: string | { readonly [name: string]: Plain };
        /** A stream's logical id, or the operation's parameters by name. */
        readonly "kinesis:PutRecord"?: string | { readonly [name: string]: Plain };
        /** A table's logical id, or the operation's parameters by name. */
        readonly "dynamodb:PutItem"?: string | { readonly [name: string]: Plain };
        /** A delivery stream's logical id, or the operation's parameters by name. */
        readonly "firehose:PutRecord"?: string | { readonly [name: string]: Plain };
        /** A bus's logical id, or the operation's parameters by name. */
        readonly "events:PutEvents"?: string | { readonly [name: string]: Plain };
        /** A bucket's logical id, or the operation's parameters by name. */
        readonly "s3:PutObject"?: string | { readonly [name: string]: Plain };
        /** A state machine's logical id, or the operation's parameters by name. */
        readonly "stepfunctions:StartExecution"?: string | { readonly [name: string]: Plain };
        /** Of a function, a version, an alias or a state machine: as a request, answered when it is done, or as an event, taken at once and retried by its service. @defaultValue request */
        readonly invoke?: "request" | "event";
        /** Of a message to a queue: how long it is hidden at first, in whole seconds. */
        readonly delay?: DurationSaid;
        /** A text, or a value that is sent as JSON. */
        readonly body?: Plain;
        /** An operation of AWS with its parameters by name. */
        readonly [operation: `${string}:${string}`]: Plain | undefined;
      };
}

/** What goes wrong over a span. */
export type FaultInput = {
  /** When it begins, since the start of the run. */
  readonly at: DurationSaid;
  /** The chance that the fault is there in a run at all. @defaultValue 100% */
  readonly activation?: ShareSaid;
  /** Faults of one group are there together or not at all. */
  readonly group?: string;
} & (
  | ({
      /** How long it lasts; a crash does not last. */
      readonly for: DurationSaid;
      /** A queue, a function, a version, an alias, a function URL, a trigger, a topic, an endpoint outside AWS, a stream, a log group, a table, a delivery stream, a scaling policy, a Kafka topic, a REST API, an endpoint outside AWS, a custom domain, a document cluster, a bus, an API destination, a message broker, a bucket, a state machine, a version or alias of a state machine, a load balancer, a target group, an HTTP API, a WebSocket API, a distribution, a CloudFront function, an origin outside AWS or an user pool: AWS refuses all requests to it. For a function whose own dependency is down, say fail. */
      readonly outage: string;
      /** The logical id of the resource whose requests are meant. @defaultValue everybody's */
      readonly sender?: string;
    } & None<
      | "refuse"
      | "with"
      | "message"
      | "delay"
      | "drop"
      | "duplicate"
      | "crash"
      | "fail"
      | "slow"
      | "by"
      | "factor"
      | "untilTimeout"
      | "direction"
      | "share"
    >)
  | ({
      /** How long it lasts; a crash does not last. */
      readonly for: DurationSaid;
      /** A queue, a function, a version, an alias, a function URL, a trigger, a topic, an endpoint outside AWS, a stream, a log group, a table, a delivery stream, a scaling policy, a Kafka topic, a REST API, an endpoint outside AWS, a custom domain, a document cluster, a bus, an API destination, a message broker, a bucket, a state machine, a version or alias of a state machine, a load balancer, a target group, an HTTP API, a WebSocket API, a distribution, a CloudFront function, an origin outside AWS or an user pool: AWS refuses requests to it with an error. */
      readonly refuse: string;
      /** Of refuse: AWS's error code. @defaultValue ThrottlingException. Of fail: the error's name. Default: Error */
      readonly with?: string;
      /** The part that is struck. @defaultValue all */
      readonly share?: ShareSaid;
      /** The logical id of the resource whose requests are meant. @defaultValue everybody's */
      readonly sender?: string;
    } & None<
      | "outage"
      | "message"
      | "delay"
      | "drop"
      | "duplicate"
      | "crash"
      | "fail"
      | "slow"
      | "by"
      | "factor"
      | "untilTimeout"
      | "direction"
    >)
  | ({
      /** How long it lasts; a crash does not last. */
      readonly for: DurationSaid;
      /** A queue, a function, a version, an alias, a function URL, a trigger, a topic, an endpoint outside AWS, a stream, a log group, a table, a delivery stream, a scaling policy, a Kafka topic, a REST API, an endpoint outside AWS, a custom domain, a document cluster, a bus, an API destination, a message broker, a bucket, a state machine, a version or alias of a state machine, a load balancer, a target group, an HTTP API, a WebSocket API, a distribution, a CloudFront function, an origin outside AWS or an user pool that is asked, or answers, more slowly. */
      readonly delay: string;
      /** Of delay and slow: how much longer; of duplicate: how much later the copy comes. */
      readonly by: Durations;
      /** Of delay and drop: which way. @defaultValue request */
      readonly direction?: "request" | "reply";
      /** The part that is struck. @defaultValue all */
      readonly share?: ShareSaid;
      /** The logical id of the resource whose requests are meant. @defaultValue everybody's */
      readonly sender?: string;
    } & None<
      | "refuse"
      | "outage"
      | "with"
      | "message"
      | "drop"
      | "duplicate"
      | "crash"
      | "fail"
      | "slow"
      | "factor"
      | "untilTimeout"
    >)
  | ({
      /** How long it lasts; a crash does not last. */
      readonly for: DurationSaid;
      /** A queue, a function, a version, an alias, a function URL, a trigger, a topic, an endpoint outside AWS, a stream, a log group, a table, a delivery stream, a scaling policy, a Kafka topic, a REST API, an endpoint outside AWS, a custom domain, a document cluster, a bus, an API destination, a message broker, a bucket, a state machine, a version or alias of a state machine, a load balancer, a target group, an HTTP API, a WebSocket API, a distribution, a CloudFront function, an origin outside AWS or an user pool whose requests or answers get lost. */
      readonly drop: string;
      /** Of delay and drop: which way. @defaultValue request */
      readonly direction?: "request" | "reply";
      /** The part that is struck. @defaultValue all */
      readonly share?: ShareSaid;
      /** The logical id of the resource whose requests are meant. @defaultValue everybody's */
      readonly sender?: string;
    } & None<
      | "refuse"
      | "outage"
      | "with"
      | "message"
      | "delay"
      | "duplicate"
      | "crash"
      | "fail"
      | "slow"
      | "by"
      | "factor"
      | "untilTimeout"
    >)
  | ({
      /** How long it lasts; a crash does not last. */
      readonly for: DurationSaid;
      /** A queue, a function, a version, an alias, a function URL, a trigger, a topic, an endpoint outside AWS, a stream, a log group, a table, a delivery stream, a scaling policy, a Kafka topic, a REST API, an endpoint outside AWS, a custom domain, a document cluster, a bus, an API destination, a message broker, a bucket, a state machine, a version or alias of a state machine, a load balancer, a target group, an HTTP API, a WebSocket API, a distribution, a CloudFront function, an origin outside AWS or an user pool that gets requests twice. */
      readonly duplicate: string;
      /** Of delay and slow: how much longer; of duplicate: how much later the copy comes. */
      readonly by?: Durations;
      /** The part that is struck. @defaultValue all */
      readonly share?: ShareSaid;
      /** The logical id of the resource whose requests are meant. @defaultValue everybody's */
      readonly sender?: string;
    } & None<
      | "refuse"
      | "outage"
      | "with"
      | "message"
      | "delay"
      | "drop"
      | "crash"
      | "fail"
      | "slow"
      | "factor"
      | "untilTimeout"
      | "direction"
    >)
  | ({
      /** A function whose execution environments die under their invocations. */
      readonly crash: string;
      /** The part that is struck. @defaultValue all */
      readonly share?: ShareSaid;
    } & None<
      | "for"
      | "refuse"
      | "outage"
      | "with"
      | "message"
      | "delay"
      | "drop"
      | "duplicate"
      | "fail"
      | "slow"
      | "by"
      | "factor"
      | "untilTimeout"
      | "direction"
      | "sender"
    >)
  | ({
      /** How long it lasts; a crash does not last. */
      readonly for: DurationSaid;
      /** Of refuse: AWS's error code. @defaultValue ThrottlingException. Of fail: the error's name. Default: Error */
      readonly with?: string;
      /** Of fail: the error's message. @defaultValue A dependency is down */
      readonly message?: string;
      /** A function whose handler throws, in invocations that begin in the span: what it depends on is down; or a delivery stream whose destinations refuse. */
      readonly fail: string;
      /** The part that is struck. @defaultValue all */
      readonly share?: ShareSaid;
    } & None<
      | "refuse"
      | "outage"
      | "delay"
      | "drop"
      | "duplicate"
      | "crash"
      | "slow"
      | "by"
      | "factor"
      | "untilTimeout"
      | "direction"
      | "sender"
    >)
  | ({
      /** How long it lasts; a crash does not last. */
      readonly for: DurationSaid;
      /** A function whose handler takes longer, in invocations that begin in the span: by factor, by, or untilTimeout. */
      readonly slow: string;
      /** Of slow: how many times as long the handler's own work takes. */
      readonly factor: number;
      /** The part that is struck. @defaultValue all */
      readonly share?: ShareSaid;
    } & None<
      | "refuse"
      | "outage"
      | "with"
      | "message"
      | "delay"
      | "drop"
      | "duplicate"
      | "crash"
      | "fail"
      | "by"
      | "untilTimeout"
      | "direction"
      | "sender"
    >)
  | ({
      /** How long it lasts; a crash does not last. */
      readonly for: DurationSaid;
      /** A function whose handler takes longer, in invocations that begin in the span: by factor, by, or untilTimeout. */
      readonly slow: string;
      /** Of delay and slow: how much longer; of duplicate: how much later the copy comes. */
      readonly by: Durations;
      /** The part that is struck. @defaultValue all */
      readonly share?: ShareSaid;
    } & None<
      | "refuse"
      | "outage"
      | "with"
      | "message"
      | "delay"
      | "drop"
      | "duplicate"
      | "crash"
      | "fail"
      | "factor"
      | "untilTimeout"
      | "direction"
      | "sender"
    >)
  | ({
      /** How long it lasts; a crash does not last. */
      readonly for: DurationSaid;
      /** A function whose handler takes longer, in invocations that begin in the span: by factor, by, or untilTimeout. */
      readonly slow: string;
      /** Of slow: the handler hangs until the function's timeout. */
      readonly untilTimeout: true;
      /** The part that is struck. @defaultValue all */
      readonly share?: ShareSaid;
    } & None<
      | "refuse"
      | "outage"
      | "with"
      | "message"
      | "delay"
      | "drop"
      | "duplicate"
      | "crash"
      | "fail"
      | "by"
      | "factor"
      | "direction"
      | "sender"
    >)
);

/** A line such as Orders.ApproximateAgeOfOldestMessage < 15m, Worker.Errors / Worker.Invocations < 1% or cost.month < 250; or metric, statistic, min and max. */
export type ExpectInput =
  | string
  | {
      /** Resource and metric, such as OrdersQueue.NumberOfMessagesSent. */
      readonly metric: string;
      /** count, sum, min, max, average; of times that are measured one by one also a percentile such as p95. @defaultValue the sum of what is counted, the maximum of all else */
      readonly statistic?: StatisticName;
      /** It is at least this. */
      readonly min?: number | string;
      /** It is at most this. */
      readonly max?: number | string;
    };

/** What a scenario says, setting by setting. */
export interface ScenarioInput {
  readonly $schema?: string;
  /** A SAM or CloudFormation template, or what cdk synth wrote: one of its templates, or its folder for all stacks. */
  readonly template?: string;
  /** In place of a template: a module that exports `architecture`. */
  readonly architecture?: string;
  /** Values of the template's parameters. */
  readonly parameters?: { readonly [name: string]: string | number | boolean };
  /** In place of what the template says: properties by resource, such as WorkerOrders: { BatchSize: 50 }. */
  readonly resources?: { readonly [name: string]: { readonly [name: string]: Plain } };
  /** Begins the names of resources without one. @defaultValue stack */
  readonly stackName?: string;
  /** Of the folder that cdk synth wrote: the one stack that is run. @defaultValue all */
  readonly stack?: string;
  /** In place of a template: several stacks, by name. */
  readonly stacks?: { readonly [name: string]: StackInput };
  /** What stacks elsewhere export, by the names of Fn::ImportValue. */
  readonly exports?: { readonly [name: string]: string };
  /** The date whose rules of AWS hold. @defaultValue 2026-11-01 */
  readonly asOf?: string | Date;
  /** The wall-clock time of the start, in UTC. @defaultValue 2026-01-01T00:00:00Z */
  readonly startsAt?: string | Date;
  /** How much virtual time the run covers. */
  readonly duration: DurationSaid;
  /** From which all chance is derived. @defaultValue 1 */
  readonly seed?: number | string;
  /** The Region, of which prices and quotas are. @defaultValue us-east-1 */
  readonly region?: string;
  /** The account: 12 digits, in quotes. @defaultValue 123456789012 */
  readonly account?: string;
  /** A module that exports `scripts`, generator functions by name. */
  readonly scripts?: string;
  /** What arrives from outside. */
  readonly workload?: readonly WorkloadInput[];
  /** What reads queues beside functions: containers that poll. */
  readonly consumers?: readonly ConsumerInput[];
  /** How endpoints of API destinations answer, by logical id. */
  readonly apiDestinations?: {
    /** How the endpoint outside answers. */
    readonly [name: string]: ApiDestinationInput;
  };
  /** How the endpoints of HTTP answer behind REST APIs, whom a firewall blocks, and from where requests come, by logical id. */
  readonly apis?: {
    /** How the endpoints answer that the integrations of an API ask, whom a firewall blocks, and from where requests come. */
    readonly [name: string]: ApiInput;
  };
  /** What AWS leaves open of buckets, by logical id. */
  readonly buckets?: {
    /** What AWS leaves open of a bucket. */
    readonly [name: string]: BucketInput;
  };
  /** What lies in S3 under tables of the Data Catalog, by logical id. */
  readonly catalogTables?: {
    /** What lies in S3 under a table. */
    readonly [name: string]: CatalogTableInput;
  };
  /** How the origins outside AWS of distributions answer, and where their viewers are, by logical id. */
  readonly distributions?: {
    /** How the origins outside AWS of a distribution answer, and where its viewers are. */
    readonly [name: string]: DistributionInput;
  };
  /** What CloudFront Functions do, by logical id. */
  readonly edgeFunctions?: {
    /** What a CloudFront Function does: its code is not run. */
    readonly [name: string]: EdgeFunctionInput;
  };
  /** What functions do, by logical id. */
  readonly functions?: {
    /** What a function does. */
    readonly [name: string]: FunctionInput;
  };
  /** How the endpoints of HTTP answer behind HTTP APIs, and the issuers of their tokens, by logical id. */
  readonly httpApis?: {
    /** How the endpoints answer that the integrations of an API ask, and the issuers of its tokens. */
    readonly [name: string]: HttpApiInput;
  };
  /** What key value stores hold, by logical id. */
  readonly keyValueStores?: {
    /** What a key value store holds. */
    readonly [name: string]: KeyValueStoreInput;
  };
  /** Whom the firewalls before load balancers stop, and who their callers are, by the logical id of the load balancer. */
  readonly loadBalancers?: {
    /** Whom the firewall before a load balancer stops, who its callers are, and how the provider of their identities answers. */
    readonly [name: string]: LoadBalancerInput;
  };
  /** How event source mappings scale, by logical id. */
  readonly mappings?: {
    /** How an event source mapping reads its queue, beside its own properties. */
    readonly [name: string]: MappingInput;
  };
  /** What enrichments answer that are not modeled, by the logical ids of pipes. */
  readonly pipes?: {
    /** What the enrichment of a pipe answers that is not modeled. */
    readonly [name: string]: PipeInput;
  };
  /** How reliable queues are, by logical id. */
  readonly queues?: {
    /** How often a standard queue does what AWS only says it may. */
    readonly [name: string]: QueueInput;
  };
  /** How targets answer that are no functions, by the logical id of their target group. */
  readonly targetGroups?: {
    /** How the targets of a target group answer. One that has none registered has targets by this. */
    readonly [name: string]: TargetGroupInput;
  };
  /** How reliable topics are, by logical id. */
  readonly topics?: {
    /** How often a standard topic does what AWS only says it may. */
    readonly [name: string]: TopicInput;
  };
  /** Who is in user pools from the start, by the logical id of the pool. */
  readonly userPools?: {
    /** Who is in a user pool from the start. */
    readonly [name: string]: UserPoolInput;
  };
  /** What the clients of WebSocket APIs do once they are connected, by logical id. */
  readonly webSocketApis?: {
    /** What the clients of an API do once they are connected. */
    readonly [name: string]: WebSocketApiInput;
  };
  /** What queries of Athena's workgroups read, take and answer, by logical id. */
  readonly workgroups?: {
    /** What queries of a workgroup read, take and answer, where that does not follow from its tables. */
    readonly [name: string]: WorkgroupInput;
  };
  /** In place of our figures of what AWS takes. */
  readonly latencies?: {
    /** From a message's sending to its invocation, on a standard queue that is read. */
    readonly "sqs.standard.toLambda"?: Durations;
    /** The same on a FIFO queue. */
    readonly "sqs.fifo.toLambda"?: Durations;
    /** The answer of a queue to each request of a consumer that is no function. */
    readonly "sqs.toConsumer"?: Durations;
    /** The answer of a queue to a message that a workload sends. */
    readonly "sqs.toProducer"?: Durations;
    /** Of a cold start, before the Init phase. */
    readonly "lambda.cold.platformOverhead"?: Durations;
    /** The Init phase of a cold start. */
    readonly "lambda.cold.initDuration"?: Durations;
    /** The restore of a snapshot in a cold start, hooks included. */
    readonly "lambda.cold.restoreDuration"?: Durations;
    /** Until the snapshot of a version is made. */
    readonly "lambda.snapStart.snapshot"?: Durations;
    /** Of an invocation by a workload, before the handler. */
    readonly "lambda.warm.platformOverhead"?: Durations;
    /** Of an asynchronous invocation, from its being taken to each attempt. */
    readonly "lambda.async.dispatch"?: Durations;
    /** Of a durable execution, from what it waited for to the invocation that goes on with it. */
    readonly "lambda.durable.dispatch"?: Durations;
    /** Of a checkpoint of a durable execution. */
    readonly "lambda.durable.checkpoint"?: Durations;
    /** What the first call of the handler in an environment takes more. */
    readonly "lambda.cold.firstCall"?: Durations;
    /** How long an idle environment is kept. */
    readonly "lambda.idleTimeout"?: Durations;
    /** After which every second of several idle environments goes. */
    readonly "lambda.surplusHalving"?: Durations;
    /** Until the first environment of provisioned concurrency is allocated. */
    readonly "lambda.provisioned.preparation"?: Durations;
    /** How old an environment grows at most. */
    readonly "lambda.maxEnvironmentLifetime"?: Durations;
    /** How long a function that a call makes in mid-run is Pending. */
    readonly "lambda.function.creation"?: Durations;
    /** How long an update of a function is InProgress. */
    readonly "lambda.function.update"?: Durations;
    /** Until a network interface is made for a function in a VPC that is made in mid-run or was inactive. */
    readonly "lambda.vpc.interface"?: Durations;
    /** Until a mapping that was made or changed begins to poll. */
    readonly "lambda.eventSourceMapping.transition"?: Durations;
    /** From a publisher outside to the topic; ours: no time, so that a subscriber's time counts from the publication. */
    readonly "sns.fromPublisher"?: Durations;
    /** The answer of a topic to a message that a workload publishes; ours: as of SendMessage, since no figure is public. */
    readonly "sns.toPublisher"?: Durations;
    /** From a message's publication to a queue, at a standard topic. */
    readonly "sns.standard.toQueue"?: Durations;
    /** From a message's publication until Lambda has the event, which it then dispatches. */
    readonly "sns.standard.toLambda"?: Durations;
    /** From a message's publication to a queue, at a FIFO topic. */
    readonly "sns.fifo.toQueue"?: Durations;
    /** From a message's publication, or the end of a wait, to an HTTP endpoint, a mailbox, a phone, an app or Firehose. */
    readonly "sns.toEndpoint"?: Durations;
    /** The answer of an HTTP endpoint, or of whoever takes what leaves AWS; ours: no time. An HTTP endpoint has 15 s. */
    readonly "sns.fromEndpoint"?: Durations;
    /** From giving a message up to its dead-letter queue; ours: no time. */
    readonly "sns.toDeadLetterQueue"?: Durations;
    /** The answer of a stream to a record that a workload puts. */
    readonly "kinesis.toProducer"?: Durations;
    /** From a poll of a shard to the function that gets its records. */
    readonly "kinesis.toLambda"?: Durations;
    /** From the writing of a record to the function of a mapping that it is pushed to. */
    readonly "kinesis.fanOutToLambda"?: Durations;
    /** How long a stream is CREATING that a call makes in mid-run. */
    readonly "kinesis.stream.creation"?: Durations;
    /** How long a consumer is CREATING that is registered in mid-run. */
    readonly "kinesis.consumer.creation"?: Durations;
    /** From the taking in of log events to the attempt to pass them on. */
    readonly "logs.toSubscriber"?: Durations;
    /** From the start of a query of Logs Insights to its result. */
    readonly "logs.query"?: Durations;
    /** A GetItem, for a client in the Region. */
    readonly "dynamodb.getItem"?: Durations;
    /** A PutItem, and what a workload puts. */
    readonly "dynamodb.putItem"?: Durations;
    /** An UpdateItem. */
    readonly "dynamodb.updateItem"?: Durations;
    /** A DeleteItem. */
    readonly "dynamodb.deleteItem"?: Durations;
    /** A page of a Query. */
    readonly "dynamodb.query"?: Durations;
    /** A page of a Scan. */
    readonly "dynamodb.scan"?: Durations;
    /** A BatchGetItem, in each table. */
    readonly "dynamodb.batchGetItem"?: Durations;
    /** A BatchWriteItem, in each table. */
    readonly "dynamodb.batchWriteItem"?: Durations;
    /** A TransactGetItems, in each table. */
    readonly "dynamodb.transactGetItems"?: Durations;
    /** Each of the two phases of a TransactWriteItems. */
    readonly "dynamodb.transactWriteItems"?: Durations;
    /** How long a table is CREATING that a call makes in mid-run. */
    readonly "dynamodb.table.creation"?: Durations;
    /** How long a table is UPDATING that a call changes in mid-run. */
    readonly "dynamodb.table.update"?: Durations;
    /** How long a global index is CREATING of a table that is there. */
    readonly "dynamodb.table.index"?: Durations;
    /** How long a Kinesis destination of a table is ENABLING, UPDATING or DISABLING that a call changes in mid-run. */
    readonly "dynamodb.table.destination"?: Durations;
    /** How long an import of a table takes at least that a call begins in mid-run. */
    readonly "dynamodb.import.duration"?: Durations;
    /** How long an export of a table takes at least that a call begins in mid-run. */
    readonly "dynamodb.export.duration"?: Durations;
    /** How long after its time an item is deleted that has expired. */
    readonly "dynamodb.timeToLive"?: Durations;
    /** From a change of an item to the invocation of who reads the table's stream. */
    readonly "dynamodb.stream.toLambda"?: Durations;
    /** The answer of a delivery stream to a record that a workload puts. */
    readonly "firehose.toProducer"?: Durations;
    /** How long a delivery stream is CREATING that a call makes in mid-run. */
    readonly "firehose.creation"?: Durations;
    /** The answer of a topic to a record that a workload puts. */
    readonly "kafka.toProducer"?: Durations;
    /** From a topic to the function of a mapping that reads it. */
    readonly "kafka.toLambda"?: Durations;
    /** From the start of an invocation to its target. */
    readonly "scheduler.toTarget"?: Durations;
    /** From a pipe to its enrichment, and to its target. */
    readonly "pipes.toTarget"?: Durations;
    /** What a REST API adds to its integration. */
    readonly "apigateway.rest.overhead"?: Durations;
    /** The answer of a cluster to a document that a workload inserts. */
    readonly "docdb.toWriter"?: Durations;
    /** From a cluster to the function of a mapping that reads its changes. */
    readonly "docdb.toLambda"?: Durations;
    /** The answer of a bus to events that a workload puts. */
    readonly "events.toSender"?: Durations;
    /** From an event's arrival at a bus, or the end of a wait, to a target of a rule. */
    readonly "events.toTarget"?: Durations;
    /** From an event's arrival at a bus until its archive has it. */
    readonly "events.toArchive"?: Durations;
    /** From giving an event up to its dead-letter queue; ours: no time. */
    readonly "events.toDeadLetterQueue"?: Durations;
    /** To a bus of another Region; where it is given, the bus of that name here stands for it. Ours: such a bus only counts what it gets. */
    readonly "events.toOtherRegion"?: Durations;
    /** To a bus of another account; where it is given, the bus of that name here stands for it. Ours: such a bus only counts what it gets. */
    readonly "events.toOtherAccount"?: Durations;
    /** How long the endpoint of an API destination takes to answer. */
    readonly "events.endpoint"?: Durations;
    /** The answer of a broker to a message that a workload puts. */
    readonly "mq.toProducer"?: Durations;
    /** From a broker to the function of a mapping that consumes one of its queues. */
    readonly "mq.toLambda"?: Durations;
    /** To read a small object, or what is said of it, for a client in the Region. */
    readonly "s3.get"?: Durations;
    /** To write a small object, and what a workload puts. */
    readonly "s3.put"?: Durations;
    /** To delete an object. */
    readonly "s3.delete"?: Durations;
    /** A page of a list. */
    readonly "s3.list"?: Durations;
    /** From an object that was written to its copy in another bucket. */
    readonly "s3.replication"?: Durations;
    /** From what becomes of an object to the destination that is told of it. */
    readonly "s3.notification"?: Durations;
    /** How long a changed notification configuration takes to be in effect in mid-run. */
    readonly "s3.notification.creation"?: Durations;
    /** From the start of a Standard execution until its first state is on its way. */
    readonly "stepfunctions.standard.start"?: Durations;
    /** From the start of an asynchronous Express execution until its first state is on its way. */
    readonly "stepfunctions.express.start"?: Durations;
    /** From the start of a synchronous Express execution until its first state is on its way. */
    readonly "stepfunctions.sync.start"?: Durations;
    /** From the end of a state of a Standard execution until the next one is entered. */
    readonly "stepfunctions.standard.transition"?: Durations;
    /** From the end of a state of an Express execution until the next one is entered. */
    readonly "stepfunctions.express.transition"?: Durations;
    /** From the start of a task until the service has its request. */
    readonly "stepfunctions.toService"?: Durations;
    /** What a load balancer adds to its targets. */
    readonly "elbv2.overhead"?: Durations;
    /** What an HTTP API adds to its integration. */
    readonly "apigatewayv2.http.overhead"?: Durations;
    /** What a WebSocket API adds to a connection that is made. */
    readonly "apigatewayv2.webSocket.overhead"?: Durations;
    /** What the way from a viewer to an edge location and back takes. */
    readonly "cloudfront.viewer"?: Durations;
    /** What the way from an edge location to its regional edge cache and back takes. */
    readonly "cloudfront.regionalCache"?: Durations;
    /** What the way to an origin and back takes, in place of one by how far its Region is. */
    readonly "cloudfront.origin"?: Durations;
    /** What a CloudFront Function takes. */
    readonly "cloudfront.function"?: Durations;
    /** How long an invalidation takes. */
    readonly "cloudfront.invalidation"?: Durations;
    /** What an operation on a user takes beside its triggers. */
    readonly "cognito-idp.request"?: Durations;
  };
  /** In place of figures of ours, where AWS gives none. */
  readonly assumptions?: {
    /** How long a queue waits for another to take a message that it gives up or moves. */
    readonly "sqs.deadLetterPatience"?: DurationSaid;
    /** How long a message stays hidden after its dead-letter queue did not take it. */
    readonly "sqs.deadLetterRetry"?: DurationSaid;
    /** How much later a changed deduplication scope acts. */
    readonly "sqs.scopeChangeDelay"?: DurationSaid;
    /** Parts that a standard queue is stored in; a short poll reads each with a chance of one half. */
    readonly "sqs.shards"?: number;
    /** From so many visible messages on a short poll reads everything. */
    readonly "sqs.sampledBelow"?: number;
    /** Fair queues: the processing time that counts as recent, two windows of this length. */
    readonly "sqs.processingTimeWindow"?: DurationSaid;
    /** Messages a second that a move task moves where it gives no rate. */
    readonly "sqs.systemMoveRate"?: number;
    /** How long an attempt at an event waits for the function's answer, before it counts as lost. */
    readonly "lambda.eventPatience"?: DurationSaid;
    /** How long Lambda waits for a destination or a dead-letter queue to take an event, before that counts as a failed delivery. */
    readonly "lambda.destinationPatience"?: DurationSaid;
    /** How much longer each wait after a throttle of an event is than the one before, from 1 s to 5 minutes. */
    readonly "lambda.eventBackoffFactor"?: number;
    /** The part of a wait after a throttle of an event that is drawn; the rest is always waited. */
    readonly "lambda.eventBackoffJitter"?: ShareSaid;
    /** How often Lambda looks whether a function on managed instances needs more execution environments, and how long those take. */
    readonly "lambda.managedScalingInterval"?: DurationSaid;
    /** How much of the places of its execution environments a function on managed instances uses before it gets more. */
    readonly "lambda.managedUtilization"?: ShareSaid;
    /** How long a call of a function outlives the function's timeout, before its answer counts as lost. */
    readonly "lambda.callPatience"?: DurationSaid;
    /** After which CodePipeline invokes a function again that has given a continuation token. */
    readonly "lambda.trigger.callsAgain"?: DurationSaid;
    /** Over so long it is seen how many pollers are needed; the most of a minute stay. */
    readonly "lambda.eventSourceMapping.sampleTime"?: DurationSaid;
    /** Of a FIFO queue: no poller is added while a larger part of them has nothing to do. */
    readonly "lambda.eventSourceMapping.fifoIdleShare"?: ShareSaid;
    /** Of a FIFO queue: pollers that stay where fewer message groups are active. */
    readonly "lambda.eventSourceMapping.fifoMinimum"?: number;
    /** So long after the last failed or throttled invocation pollers are added again. */
    readonly "lambda.eventSourceMapping.calmTime"?: DurationSaid;
    /** What a concurrent batch pauses for after a failed invocation, twice as long after each one more. */
    readonly "lambda.eventSourceMapping.errorPause"?: DurationSaid;
    /** The longest such pause. */
    readonly "lambda.eventSourceMapping.longestErrorPause"?: DurationSaid;
    /** How much of a poller goes for each batch that is throttled. */
    readonly "lambda.eventSourceMapping.removedOnThrottle"?: ShareSaid;
    /** After how long a throttled invocation, or a receive that is refused, is repeated, then twice as long each time. */
    readonly "lambda.eventSourceMapping.throttlePause"?: DurationSaid;
    /** The longest such pause. */
    readonly "lambda.eventSourceMapping.longestThrottlePause"?: DurationSaid;
    /** Up to which share longer the pause of a throttled invocation is. */
    readonly "lambda.eventSourceMapping.throttleJitter"?: ShareSaid;
    /** Bytes of a message in the event besides its body, attributes and the queue's ARN. */
    readonly "lambda.eventSourceMapping.recordOverhead"?: SizeSaid;
    /** How long the answer to a receive may take besides its waiting, before it counts as lost. */
    readonly "lambda.eventSourceMapping.receivePatience"?: DurationSaid;
    /** How long the answer to a deletion may take, before it counts as lost. */
    readonly "lambda.eventSourceMapping.deletionPatience"?: DurationSaid;
    /** How long the answer to an invocation may take, before it counts as failed. */
    readonly "lambda.eventSourceMapping.invocationPatience"?: DurationSaid;
    /** After how long a batch that failed or was throttled is tried again, then twice as long each time. */
    readonly "lambda.streamMapping.retryPause"?: DurationSaid;
    /** The longest such pause. */
    readonly "lambda.streamMapping.longestRetryPause"?: DurationSaid;
    /** Up to which share shorter or longer such a pause is. */
    readonly "lambda.streamMapping.retryJitter"?: ShareSaid;
    /** Between two reads of a shard that has more, at least. */
    readonly "lambda.streamMapping.readInterval"?: DurationSaid;
    /** A shard is not read on while so many of its records were read and not done with. */
    readonly "lambda.streamMapping.heldRecords"?: number;
    /** How long after its end a tumbling window is closed that no later record closes. */
    readonly "lambda.streamMapping.windowGrace"?: DurationSaid;
    /** How long the answer to a read may take, before it counts as lost. */
    readonly "lambda.streamMapping.readPatience"?: DurationSaid;
    /** How long the answer to an invocation may take, before it counts as failed. */
    readonly "lambda.streamMapping.invocationPatience"?: DurationSaid;
    /** How long the answer of an on-failure destination may take, before it counts as lost. */
    readonly "lambda.streamMapping.destinationPatience"?: DurationSaid;
    /** How long an attempt to deliver waits for the answer of a service of AWS, and of whoever is not reached by HTTP. */
    readonly "sns.deliveryTimeout"?: DurationSaid;
    /** The least part of each wait before a retry that is waited; the most is all of it. */
    readonly "sns.leastJitter"?: ShareSaid;
    /** How often a replay delivers the next archived messages. */
    readonly "sns.replayInterval"?: DurationSaid;
    /** How many archived messages a replay delivers each time. */
    readonly "sns.replayBatch"?: number;
    /** How long a split, a merge or a change of the shard count keeps a stream UPDATING. */
    readonly "kinesis.reshardingTime"?: DurationSaid;
    /** How much longer a change of the shard count takes for each shard that it makes. */
    readonly "kinesis.shardTime"?: DurationSaid;
    /** Over how long the traffic of a shard of an on-demand stream is looked at. */
    readonly "kinesis.onDemandWindow"?: DurationSaid;
    /** How much later a busy shard of an on-demand stream is split. */
    readonly "kinesis.onDemandDelay"?: DurationSaid;
    /** Over how long log events of a stream are put together that filters pass on. */
    readonly "logs.collecting"?: DurationSaid;
    /** How long after a write an eventually consistent read may still see what was there before. */
    readonly "dynamodb.convergence"?: DurationSaid;
    /** How many eventually consistent reads in that time see what was there before. */
    readonly "dynamodb.staleReads"?: ShareSaid;
    /** How much later than a table its global secondary indexes have what is written. */
    readonly "dynamodb.indexLag"?: DurationSaid;
    /** How long a transaction waits for each of its tables; one of which nothing is heard by then is cancelled. */
    readonly "dynamodb.transactionPatience"?: DurationSaid;
    /** How soon a table is asked again of which nothing was heard at the end of a transaction. */
    readonly "dynamodb.transactionPause"?: DurationSaid;
    /** How long a table waits for a Kinesis data stream to take a record, before it puts it again. */
    readonly "dynamodb.replicationTimeout"?: DurationSaid;
    /** How soon a table puts a record again that a Kinesis data stream did not take. */
    readonly "dynamodb.replicationPause"?: DurationSaid;
    /** How old a change may become that its Kinesis data stream does not take, before it is given up. */
    readonly "dynamodb.replicationPatience"?: DurationSaid;
    /** How much of its burst capacity a provisioned table or index has that is new. */
    readonly "dynamodb.burstAtStart"?: ShareSaid;
    /** By how much an on-demand table gives more each minute in which it refuses work. */
    readonly "dynamodb.onDemandGrowth"?: ShareSaid;
    /** How long a partition refuses work until it is split. */
    readonly "dynamodb.splitForHeat"?: DurationSaid;
    /** How many open shards the stream of a table begins with. */
    readonly "dynamodb.streamShards"?: number;
    /** How long a shard of a table's stream takes records until another takes its place. */
    readonly "dynamodb.shardLife"?: DurationSaid;
    /** Records a second, over a minute, above which a shard of a table's stream is split. */
    readonly "dynamodb.shardSplitRate"?: number;
    /** How long a delivery stream collects records that is told to buffer for 0 seconds. */
    readonly "firehose.zeroBuffering"?: DurationSaid;
    /** How long a delivery stream waits before it invokes its function again with the same records. */
    readonly "firehose.transformRetryDelay"?: DurationSaid;
    /** How long a delivery stream pauses after a read of its stream that is refused. */
    readonly "firehose.readPause"?: DurationSaid;
    /** How long a delivery stream waits before it delivers for the second time; each further wait is twice as long, up to two minutes. */
    readonly "firehose.deliveryRetryDelay"?: DurationSaid;
    /** A group of readers grows whose oldest record that was not read is older than this. */
    readonly "kafka.lagTolerance"?: DurationSaid;
    /** How many times as many readers such a group then has. */
    readonly "kafka.groupGrowth"?: number;
    /** How many partitions a topic of a self-managed cluster has, and one that a mapping reads and no template makes. */
    readonly "kafka.outsidePartitions"?: number;
    /** How many times fewer readers a group then has to which nothing came in a minute. */
    readonly "kafka.groupShrinkage"?: number;
    /** Up to how long after its time a target is invoked where there is no flexible window, drawn evenly. */
    readonly "scheduler.startOffset"?: DurationSaid;
    /** What is waited before the first retry of an invocation; twice as much before each further one. */
    readonly "scheduler.retryBase"?: DurationSaid;
    /** What is waited before a retry at most. */
    readonly "scheduler.retryCap"?: DurationSaid;
    /** How long an attempt waits for the answer of its target. */
    readonly "scheduler.patience"?: DurationSaid;
    /** How long ago the time of a one-time schedule may be that still invokes its target; what is older never does. */
    readonly "scheduler.lateGrace"?: DurationSaid;
    /** How often a target is invoked twice for one time of a schedule. */
    readonly "scheduler.duplicates"?: ShareSaid;
    /** How long a pipe is CREATING, UPDATING, STARTING or STOPPING that a call changes in mid-run. */
    readonly "pipes.transitionTime"?: DurationSaid;
    /** How often a pipe that logs to a bucket writes an object with what it has logged. */
    readonly "pipes.logDelivery"?: DurationSaid;
    /** How long a cache cannot be used after it is made or given another size. */
    readonly "apigateway.cacheCreation"?: DurationSaid;
    /** From an alarm's change of state to the first attempt at each of its actions. */
    readonly "cloudwatch.actionDelay"?: DurationSaid;
    /** How long an action is tried again that its target neither took nor refused for good. */
    readonly "cloudwatch.actionRetryAge"?: DurationSaid;
    /** How long after its end a period of less than a minute can be read by alarms. */
    readonly "cloudwatch.highResolutionDelay"?: DurationSaid;
    /** How long data take to be there whose timestamps are between 3 and 24 hours old. */
    readonly "cloudwatch.lateData"?: DurationSaid;
    /** How long data take to be there whose timestamps are more than 24 hours old. */
    readonly "cloudwatch.veryLateData"?: DurationSaid;
    /** How many points an anomaly band needs before there is one. */
    readonly "cloudwatch.bandPoints"?: number;
    /** The wait before the first retry of a target, before jitter; it doubles with each. */
    readonly "events.retryBase"?: DurationSaid;
    /** The longest wait between two attempts at a target, before jitter. */
    readonly "events.retryCap"?: DurationSaid;
    /** The smallest part of a wait between two attempts that is really waited. */
    readonly "events.leastJitter"?: ShareSaid;
    /** How long a bus waits for the answer of a target that is no API destination. */
    readonly "events.targetPatience"?: DurationSaid;
    /** The part of deliveries that reach their target twice. */
    readonly "events.duplicateRate"?: ShareSaid;
    /** How much later than its minute begins a scheduled rule runs at most; each time is drawn evenly. */
    readonly "events.scheduleSpread"?: DurationSaid;
    /** How long a replay is STARTING. */
    readonly "events.replayStart"?: DurationSaid;
    /** How long a replay waits between two batches of events. */
    readonly "events.replayInterval"?: DurationSaid;
    /** How many events of one minute a replay puts on its bus at once. */
    readonly "events.replayBatch"?: number;
    /** From which part of a rate on a partition counts as busy, and is split. */
    readonly "s3.splitLoad"?: ShareSaid;
    /** How long a partition is busy before it is split. */
    readonly "s3.splitDelay"?: DurationSaid;
    /** How long a notification waits for the answer of its destination. */
    readonly "s3.notificationTimeout"?: DurationSaid;
    /** How soon after another write of a key without versions one counts as nearly at the same time, so that one notification may tell of both. */
    readonly "s3.mergedWithin"?: DurationSaid;
    /** How long a copy to another bucket is tried again that the bucket does not take. */
    readonly "s3.replicationAge"?: DurationSaid;
    /** How long a notification is tried again that its destination does not take. */
    readonly "s3.notificationAge"?: DurationSaid;
    /** How long after midnight UTC lifecycle rules are carried out. */
    readonly "s3.lifecycleDelay"?: DurationSaid;
    /** Megabytes a second that one request is sent or sends. */
    readonly "s3.megabytesPerSecond"?: number;
    /** How many closed executions of a state machine can be described; of older ones the counts stay. */
    readonly "stepfunctions.keptExecutions"?: number;
    /** How many executions of a state machine have a history that can be read: its newest ones. */
    readonly "stepfunctions.keptHistories"?: number;
    /** How many iterations of an inline Map without MaxConcurrency run at once. */
    readonly "stepfunctions.inlineConcurrency"?: number;
    /** Megabytes that an Express execution takes besides its definition and its payload. */
    readonly "stepfunctions.expressMemory"?: number;
    /** How long a Map Run waits before it looks again whether the account has room for it. */
    readonly "stepfunctions.mapRunWait"?: DurationSaid;
    /** How long the events of executions are tried to be delivered to the default bus. */
    readonly "stepfunctions.eventDeadline"?: DurationSaid;
    /** How many requests come on a connection, which decides what new connections cost. */
    readonly "elbv2.requestsPerConnection"?: number;
    /** How long a job of S3 Batch Operations is New before it reads what it is about. */
    readonly "s3control.preparation"?: DurationSaid;
    /** How many tasks of a job of S3 Batch Operations are under way at once. */
    readonly "s3control.concurrentTasks"?: number;
    /** How often a task of S3 Batch Operations is attempted that fails for a time, before it has failed. */
    readonly "s3control.taskAttempts"?: number;
    /** How long S3 Batch Operations waits before it redrives a task; each further wait is twice as long, up to five minutes. */
    readonly "s3control.redriveDelay"?: DurationSaid;
    /** How many objects an edge location or a regional edge cache keeps: what was asked for longest ago goes first. */
    readonly "cloudfront.objectsPerCache"?: number;
    /** What is left of the bytes of an object that is compressed. */
    readonly "cloudfront.compressedShare"?: ShareSaid;
    /** How long CodeDeploy takes from a request until the deployment is in progress. */
    readonly "codedeploy.preparation"?: DurationSaid;
    /** How often CodeDeploy looks at the alarms of a deployment. */
    readonly "codedeploy.alarmInterval"?: DurationSaid;
    /** What is waited before a trigger that did not answer in time is invoked again. */
    readonly "cognito-idp.retryPause"?: DurationSaid;
    /** How long after a role or a policy was changed in a run services still decide by what was before. */
    readonly "iam.propagationDelay"?: DurationSaid;
    /** How long a query waits where the account has no other, in the median; with all runners busy, twice as long. */
    readonly "athena.queueDelay"?: DurationSaid;
    /** How many queries of the account run at a time without a capacity reservation, at most as many as its quota of active DML queries. */
    readonly "athena.runners"?: number;
    /** How long the engine plans a query at least, beside listing objects and looking up partitions. */
    readonly "athena.planningLeast"?: DurationSaid;
    /** How long the engine plans a query at most, beside listing objects and looking up partitions. */
    readonly "athena.planningMost"?: DurationSaid;
    /** How long planning takes for each list of 1,000 objects, and for each hundred partitions that are looked up. */
    readonly "athena.pageTime"?: DurationSaid;
    /** How long a query on text takes beside what it reads. */
    readonly "athena.textStart"?: DurationSaid;
    /** How many bytes of text a query reads in a second. */
    readonly "athena.textRate"?: SizeSaid;
    /** How long a query on columnar files takes beside what it reads. */
    readonly "athena.columnarStart"?: DurationSaid;
    /** How many bytes of columnar files a query reads in a second. */
    readonly "athena.columnarRate"?: SizeSaid;
    /** How many files a query opens in a second. */
    readonly "athena.fileRate"?: number;
    /** How many bytes of a file that cannot be split its one worker reads in a second. */
    readonly "athena.workerRate"?: SizeSaid;
    /** How many times smaller text becomes by GZIP, where a scenario gives the size of the text alone. */
    readonly "athena.textRatio"?: number;
    /** How many times smaller text becomes as Parquet or ORC, where a scenario gives the size of the text alone. */
    readonly "athena.columnarRatio"?: number;
    /** How much smaller ZSTD makes columnar files than SNAPPY does. */
    readonly "athena.zstdSaving"?: ShareSaid;
    /** How many bytes of each columnar file a query reads that needs no column. */
    readonly "athena.footer"?: SizeSaid;
    /** How long a statement takes that reads no table. */
    readonly "athena.ddlTime"?: DurationSaid;
    /** How long Athena takes from the end of the engine's work until it writes the results. */
    readonly "athena.resultTime"?: DurationSaid;
    /** How many DPUs of a capacity reservation a query takes that is no DDL. */
    readonly "athena.dmlDpus"?: number;
    /** How long a capacity reservation is PENDING that a call makes in mid-run. */
    readonly "athena.provisioning"?: DurationSaid;
    /** For how long a capacity reservation is billed at least. */
    readonly "athena.reservationMinimum"?: DurationSaid;
    /** How long CloudFormation takes to make, change or remove a queue. */
    readonly "sqs.queueDeployment"?: DurationSaid;
    /** How long CloudFormation takes to make, change or remove a resource of a type that has no figure of its own. */
    readonly "stack.resourceDeployment"?: DurationSaid;
    /** How long CloudFormation takes to make, change or remove a function. */
    readonly "lambda.functionDeployment"?: DurationSaid;
    /** How long CloudFormation takes to make, change or remove an event source mapping. */
    readonly "lambda.mappingDeployment"?: DurationSaid;
    /** How long CloudFormation takes to make, change or remove a topic. */
    readonly "sns.topicDeployment"?: DurationSaid;
    /** How long CloudFormation takes to make, change or remove a subscription. */
    readonly "sns.subscriptionDeployment"?: DurationSaid;
    /** How long CloudFormation takes to make, change or remove a bucket. */
    readonly "s3.bucketDeployment"?: DurationSaid;
    /** How often CloudFormation looks whether what it waits for is over. */
    readonly "stack.checkInterval"?: DurationSaid;
    /** How long a call by name waits for its resource's answer, before it fails with InternalFailure. */
    readonly "control.patience"?: DurationSaid;
    /** How long after its end a minute of a metric of AWS can be read by alarms. */
    readonly "alarm.metricDelay"?: DurationSaid;
    /** How long after a full minute alarms are evaluated. */
    readonly "alarm.evaluationOffset"?: DurationSaid;
    /** Before the second attempt passes a random part of so long, before the next of twice that, and so on. */
    readonly "sdk.retryPause"?: DurationSaid;
    /** The same after a throttle. */
    readonly "sdk.throttledRetryPause"?: DurationSaid;
    /** The longest that passes before an attempt. */
    readonly "sdk.longestRetryPause"?: DurationSaid;
    /** The way to a Region and back, of callers whose location is not said. */
    readonly "caller.roundTrip"?: DurationSaid;
    /** How many round trips pass before a new connection takes its first request. */
    readonly "caller.handshakeRoundTrips"?: number;
    /** How many connections a caller has open at most. */
    readonly "caller.connections"?: number;
    /** How long a connection stays open that nothing is sent on. */
    readonly "caller.idleConnection"?: DurationSaid;
    /** How long a consumer waits after a receive that was refused or lost, before it asks again. */
    readonly "consumer.errorPause"?: DurationSaid;
  };
  /** Quotas of the account, which AWS raises on request. */
  readonly quotas?: {
    /** Concurrent executions of lambda. @defaultValue 1000 */
    readonly "lambda.concurrentExecutions"?: number;
    /** Vpc interfaces of lambda. @defaultValue 500 */
    readonly "lambda.vpcInterfaces"?: number;
    /** Control calls per second of lambda. @defaultValue 15 */
    readonly "lambda.controlCallsPerSecond"?: number;
    /** Get function calls per second of lambda. @defaultValue 100 */
    readonly "lambda.getFunctionCallsPerSecond"?: number;
    /** Get policy calls per second of lambda. @defaultValue 15 */
    readonly "lambda.getPolicyCallsPerSecond"?: number;
    /** Durable callback calls per second of lambda. @defaultValue 3000 */
    readonly "lambda.durableCallbackCallsPerSecond"?: number;
    /** Stop durable execution calls per second of lambda. @defaultValue 300 */
    readonly "lambda.stopDurableExecutionCallsPerSecond"?: number;
    /** Get durable execution calls per second of lambda. @defaultValue 30 */
    readonly "lambda.getDurableExecutionCallsPerSecond"?: number;
    /** List durable execution calls per second of lambda. @defaultValue 15 */
    readonly "lambda.listDurableExecutionCallsPerSecond"?: number;
    /** Messages per second of sns. @defaultValue 300 */
    readonly "sns.messagesPerSecond"?: number;
    /** Fifo messages per second of sns. @defaultValue 3000 */
    readonly "sns.fifoMessagesPerSecond"?: number;
    /** Fifo topic messages per second of sns. @defaultValue 3000 */
    readonly "sns.fifoTopicMessagesPerSecond"?: number;
    /** Fifo topic bytes per second of sns. @defaultValue 20971520 */
    readonly "sns.fifoTopicBytesPerSecond"?: number;
    /** Fifo group messages per second of sns. @defaultValue 300 */
    readonly "sns.fifoGroupMessagesPerSecond"?: number;
    /** Resource calls per second of sns. @defaultValue 30 */
    readonly "sns.resourceCallsPerSecond"?: number;
    /** Subscribe calls per second of sns. @defaultValue 100 */
    readonly "sns.subscribeCallsPerSecond"?: number;
    /** List calls per second of sns. @defaultValue 30 */
    readonly "sns.listCallsPerSecond"?: number;
    /** Permission and tag calls per second of sns. @defaultValue 10 */
    readonly "sns.permissionAndTagCallsPerSecond"?: number;
    /** Standard topics of sns. @defaultValue 100000 */
    readonly "sns.standardTopics"?: number;
    /** Fifo topics of sns. @defaultValue 1000 */
    readonly "sns.fifoTopics"?: number;
    /** Filter policies per topic of sns. @defaultValue 200 */
    readonly "sns.filterPoliciesPerTopic"?: number;
    /** Filter policies of sns. @defaultValue 10000 */
    readonly "sns.filterPolicies"?: number;
    /** Control calls per second of kinesis. @defaultValue 5 */
    readonly "kinesis.controlCallsPerSecond"?: number;
    /** Describe stream calls per second of kinesis. @defaultValue 10 */
    readonly "kinesis.describeStreamCallsPerSecond"?: number;
    /** Describe stream summary calls per second of kinesis. @defaultValue 20 */
    readonly "kinesis.describeStreamSummaryCallsPerSecond"?: number;
    /** List shards calls per second of kinesis. @defaultValue 1000 */
    readonly "kinesis.listShardsCallsPerSecond"?: number;
    /** Consumer calls per second of kinesis. @defaultValue 5 */
    readonly "kinesis.consumerCallsPerSecond"?: number;
    /** Describe stream consumer calls per second of kinesis. @defaultValue 20 */
    readonly "kinesis.describeStreamConsumerCallsPerSecond"?: number;
    /** Shard iterator calls per second of kinesis. @defaultValue 5 */
    readonly "kinesis.shardIteratorCallsPerSecond"?: number;
    /** On demand megabytes per second of kinesis. @defaultValue 200 */
    readonly "kinesis.onDemandMegabytesPerSecond"?: number;
    /** Shards of kinesis. @defaultValue 20000 */
    readonly "kinesis.shards"?: number;
    /** Put log events calls per second of logs. @defaultValue 5000 */
    readonly "logs.putLogEventsCallsPerSecond"?: number;
    /** Create log group calls per second of logs. @defaultValue 10 */
    readonly "logs.createLogGroupCallsPerSecond"?: number;
    /** Concurrent queries of logs. @defaultValue 30 */
    readonly "logs.concurrentQueries"?: number;
    /** Create log stream calls per second of logs. @defaultValue 50 */
    readonly "logs.createLogStreamCallsPerSecond"?: number;
    /** Table read units of dynamodb. @defaultValue 40000 */
    readonly "dynamodb.tableReadUnits"?: number;
    /** Table write units of dynamodb. @defaultValue 40000 */
    readonly "dynamodb.tableWriteUnits"?: number;
    /** Account read units of dynamodb. @defaultValue 80000 */
    readonly "dynamodb.accountReadUnits"?: number;
    /** Account write units of dynamodb. @defaultValue 80000 */
    readonly "dynamodb.accountWriteUnits"?: number;
    /** Tables of dynamodb. @defaultValue 2500 */
    readonly "dynamodb.tables"?: number;
    /** Records per second of firehose. @defaultValue 100000 */
    readonly "firehose.recordsPerSecond"?: number;
    /** Requests per second of firehose. @defaultValue 1000 */
    readonly "firehose.requestsPerSecond"?: number;
    /** Bytes per second of firehose. @defaultValue 1048576 */
    readonly "firehose.bytesPerSecond"?: number;
    /** Delivery streams of firehose. @defaultValue 5000 */
    readonly "firehose.deliveryStreams"?: number;
    /** Active partitions of firehose. @defaultValue 500 */
    readonly "firehose.activePartitions"?: number;
    /** Schedules of scheduler. @defaultValue 10000000 */
    readonly "scheduler.schedules"?: number;
    /** Schedule groups of scheduler. @defaultValue 500 */
    readonly "scheduler.scheduleGroups"?: number;
    /** Invocations per second of scheduler. @defaultValue 1000 */
    readonly "scheduler.invocationsPerSecond"?: number;
    /** Create calls per second of scheduler. @defaultValue 250 */
    readonly "scheduler.createCallsPerSecond"?: number;
    /** Schedule calls per second of scheduler. @defaultValue 250 */
    readonly "scheduler.scheduleCallsPerSecond"?: number;
    /** Group calls per second of scheduler. @defaultValue 10 */
    readonly "scheduler.groupCallsPerSecond"?: number;
    /** Concurrent executions of pipes. @defaultValue 1000 */
    readonly "pipes.concurrentExecutions"?: number;
    /** Pipes of pipes. @defaultValue 1000 */
    readonly "pipes.pipes"?: number;
    /** Requests per second of apigateway. @defaultValue 10000 */
    readonly "apigateway.requestsPerSecond"?: number;
    /** Burst of apigateway. @defaultValue 5000 */
    readonly "apigateway.burst"?: number;
    /** Integration timeout milliseconds of apigateway. @defaultValue 29000 */
    readonly "apigateway.integrationTimeoutMilliseconds"?: number;
    /** Resources per api of apigateway. @defaultValue 300 */
    readonly "apigateway.resourcesPerApi"?: number;
    /** Stages per api of apigateway. @defaultValue 10 */
    readonly "apigateway.stagesPerApi"?: number;
    /** Authorizers per api of apigateway. @defaultValue 10 */
    readonly "apigateway.authorizersPerApi"?: number;
    /** Usage plans of apigateway. @defaultValue 300 */
    readonly "apigateway.usagePlans"?: number;
    /** Usage plans per api key of apigateway. @defaultValue 10 */
    readonly "apigateway.usagePlansPerApiKey"?: number;
    /** Api keys of apigateway. @defaultValue 10000 */
    readonly "apigateway.apiKeys"?: number;
    /** Put metric data calls per second of cloudwatch. @defaultValue 500 */
    readonly "cloudwatch.putMetricDataCallsPerSecond"?: number;
    /** Get metric data calls per second of cloudwatch. @defaultValue 500 */
    readonly "cloudwatch.getMetricDataCallsPerSecond"?: number;
    /** Get metric statistics calls per second of cloudwatch. @defaultValue 400 */
    readonly "cloudwatch.getMetricStatisticsCallsPerSecond"?: number;
    /** Put events per second of events. @defaultValue 600 */
    readonly "events.putEventsPerSecond"?: number;
    /** Invocations per second of events. @defaultValue 1100 */
    readonly "events.invocationsPerSecond"?: number;
    /** Calls per second of events. @defaultValue 50 */
    readonly "events.callsPerSecond"?: number;
    /** Endpoint calls per second of events. @defaultValue 5 */
    readonly "events.endpointCallsPerSecond"?: number;
    /** Buses of events. @defaultValue 100 */
    readonly "events.buses"?: number;
    /** Rules per bus of events. @defaultValue 300 */
    readonly "events.rulesPerBus"?: number;
    /** Wildcard rules per bus of events. @defaultValue 30 */
    readonly "events.wildcardRulesPerBus"?: number;
    /** Targets per rule of events. @defaultValue 5 */
    readonly "events.targetsPerRule"?: number;
    /** Pattern size of events. @defaultValue 2048 */
    readonly "events.patternSize"?: number;
    /** Api destinations of events. @defaultValue 3000 */
    readonly "events.apiDestinations"?: number;
    /** Connections of events. @defaultValue 3000 */
    readonly "events.connections"?: number;
    /** Concurrent replays of events. @defaultValue 10 */
    readonly "events.concurrentReplays"?: number;
    /** Bus policy size of events. @defaultValue 10240 */
    readonly "events.busPolicySize"?: number;
    /** Brokers of mq. @defaultValue 200 */
    readonly "mq.brokers"?: number;
    /** Buckets of s3. @defaultValue 10000 */
    readonly "s3.buckets"?: number;
    /** Transition bucket of stepfunctions. @defaultValue 800 */
    readonly "stepfunctions.transitionBucket"?: number;
    /** Transition refill of stepfunctions. @defaultValue 800 */
    readonly "stepfunctions.transitionRefill"?: number;
    /** Standard start bucket of stepfunctions. @defaultValue 800 */
    readonly "stepfunctions.standardStartBucket"?: number;
    /** Standard start refill of stepfunctions. @defaultValue 150 */
    readonly "stepfunctions.standardStartRefill"?: number;
    /** Express start bucket of stepfunctions. @defaultValue 6000 */
    readonly "stepfunctions.expressStartBucket"?: number;
    /** Express start refill of stepfunctions. @defaultValue 6000 */
    readonly "stepfunctions.expressStartRefill"?: number;
    /** Stop bucket of stepfunctions. @defaultValue 500 */
    readonly "stepfunctions.stopBucket"?: number;
    /** Stop refill of stepfunctions. @defaultValue 25 */
    readonly "stepfunctions.stopRefill"?: number;
    /** Task bucket of stepfunctions. @defaultValue 1500 */
    readonly "stepfunctions.taskBucket"?: number;
    /** Task refill of stepfunctions. @defaultValue 300 */
    readonly "stepfunctions.taskRefill"?: number;
    /** Redrive bucket of stepfunctions. @defaultValue 800 */
    readonly "stepfunctions.redriveBucket"?: number;
    /** Redrive refill of stepfunctions. @defaultValue 150 */
    readonly "stepfunctions.redriveRefill"?: number;
    /** Describe execution bucket of stepfunctions. @defaultValue 250 */
    readonly "stepfunctions.describeExecutionBucket"?: number;
    /** Describe execution refill of stepfunctions. @defaultValue 10 */
    readonly "stepfunctions.describeExecutionRefill"?: number;
    /** History bucket of stepfunctions. @defaultValue 400 */
    readonly "stepfunctions.historyBucket"?: number;
    /** History refill of stepfunctions. @defaultValue 20 */
    readonly "stepfunctions.historyRefill"?: number;
    /** Open executions of stepfunctions. @defaultValue 1000000 */
    readonly "stepfunctions.openExecutions"?: number;
    /** Open map runs of stepfunctions. @defaultValue 1000 */
    readonly "stepfunctions.openMapRuns"?: number;
    /** Http task bucket of stepfunctions. @defaultValue 300 */
    readonly "stepfunctions.httpTaskBucket"?: number;
    /** Http task refill of stepfunctions. @defaultValue 300 */
    readonly "stepfunctions.httpTaskRefill"?: number;
    /** State machines of stepfunctions. @defaultValue 100000 */
    readonly "stepfunctions.stateMachines"?: number;
    /** Activities of stepfunctions. @defaultValue 100000 */
    readonly "stepfunctions.activities"?: number;
    /** Load balancers of elbv2. @defaultValue 50 */
    readonly "elbv2.loadBalancers"?: number;
    /** Target groups of elbv2. @defaultValue 3000 */
    readonly "elbv2.targetGroups"?: number;
    /** Listeners per load balancer of elbv2. @defaultValue 50 */
    readonly "elbv2.listenersPerLoadBalancer"?: number;
    /** Rules per load balancer of elbv2. @defaultValue 100 */
    readonly "elbv2.rulesPerLoadBalancer"?: number;
    /** Routes per api of apigatewayv2. @defaultValue 300 */
    readonly "apigatewayv2.routesPerApi"?: number;
    /** Integrations per api of apigatewayv2. @defaultValue 300 */
    readonly "apigatewayv2.integrationsPerApi"?: number;
    /** Stages per api of apigatewayv2. @defaultValue 10 */
    readonly "apigatewayv2.stagesPerApi"?: number;
    /** Authorizers per api of apigatewayv2. @defaultValue 10 */
    readonly "apigatewayv2.authorizersPerApi"?: number;
    /** Connections per second of apigatewayv2. @defaultValue 500 */
    readonly "apigatewayv2.connectionsPerSecond"?: number;
    /** Job objects of s3control. @defaultValue 20000000000 */
    readonly "s3control.jobObjects"?: number;
    /** Requests per second of cloudfront. @defaultValue 250000 */
    readonly "cloudfront.requestsPerSecond"?: number;
    /** Bandwidth of cloudfront. @defaultValue 150 */
    readonly "cloudfront.bandwidth"?: number;
    /** Behaviors per distribution of cloudfront. @defaultValue 75 */
    readonly "cloudfront.behaviorsPerDistribution"?: number;
    /** Functions of cloudfront. @defaultValue 100 */
    readonly "cloudfront.functions"?: number;
    /** Key value stores of cloudfront. @defaultValue 50 */
    readonly "cloudfront.keyValueStores"?: number;
    /** Edge functions per distribution of cloudfront. @defaultValue 100 */
    readonly "cloudfront.edgeFunctionsPerDistribution"?: number;
    /** Edge concurrency of cloudfront. @defaultValue 1000 */
    readonly "cloudfront.edgeConcurrency"?: number;
    /** Edge requests per second of cloudfront. @defaultValue 10000 */
    readonly "cloudfront.edgeRequestsPerSecond"?: number;
    /** Invalidation paths of cloudfront. @defaultValue 3000 */
    readonly "cloudfront.invalidationPaths"?: number;
    /** Invalidation wildcards of cloudfront. @defaultValue 15 */
    readonly "cloudfront.invalidationWildcards"?: number;
    /** User pools of cognito-idp. @defaultValue 1000 */
    readonly "cognito-idp.userPools"?: number;
    /** Clients per user pool of cognito-idp. @defaultValue 1000 */
    readonly "cognito-idp.clientsPerUserPool"?: number;
    /** Groups per user pool of cognito-idp. @defaultValue 10000 */
    readonly "cognito-idp.groupsPerUserPool"?: number;
    /** User authentication per second of cognito-idp. @defaultValue 120 */
    readonly "cognito-idp.userAuthenticationPerSecond"?: number;
    /** User creation per second of cognito-idp. @defaultValue 50 */
    readonly "cognito-idp.userCreationPerSecond"?: number;
    /** User account recovery per second of cognito-idp. @defaultValue 30 */
    readonly "cognito-idp.userAccountRecoveryPerSecond"?: number;
    /** User read per second of cognito-idp. @defaultValue 120 */
    readonly "cognito-idp.userReadPerSecond"?: number;
    /** User resource read per second of cognito-idp. @defaultValue 50 */
    readonly "cognito-idp.userResourceReadPerSecond"?: number;
    /** User update per second of cognito-idp. @defaultValue 25 */
    readonly "cognito-idp.userUpdatePerSecond"?: number;
    /** User token per second of cognito-idp. @defaultValue 120 */
    readonly "cognito-idp.userTokenPerSecond"?: number;
    /** User list per second of cognito-idp. @defaultValue 30 */
    readonly "cognito-idp.userListPerSecond"?: number;
    /** User pool read per second of cognito-idp. @defaultValue 15 */
    readonly "cognito-idp.userPoolReadPerSecond"?: number;
    /** User pool update per second of cognito-idp. @defaultValue 15 */
    readonly "cognito-idp.userPoolUpdatePerSecond"?: number;
    /** User pool resource read per second of cognito-idp. @defaultValue 20 */
    readonly "cognito-idp.userPoolResourceReadPerSecond"?: number;
    /** User pool resource update per second of cognito-idp. @defaultValue 15 */
    readonly "cognito-idp.userPoolResourceUpdatePerSecond"?: number;
    /** User pool client read per second of cognito-idp. @defaultValue 15 */
    readonly "cognito-idp.userPoolClientReadPerSecond"?: number;
    /** User pool client update per second of cognito-idp. @defaultValue 15 */
    readonly "cognito-idp.userPoolClientUpdatePerSecond"?: number;
    /** Roles of iam. @defaultValue 1000 */
    readonly "iam.roles"?: number;
    /** Trust policy length of iam. @defaultValue 2048 */
    readonly "iam.trustPolicyLength"?: number;
    /** Active dml queries of athena. @defaultValue 20 */
    readonly "athena.activeDmlQueries"?: number;
    /** Active ddl queries of athena. @defaultValue 20 */
    readonly "athena.activeDdlQueries"?: number;
    /** Dml timeout of athena. @defaultValue 30 */
    readonly "athena.dmlTimeout"?: number;
    /** Ddl timeout of athena. @defaultValue 600 */
    readonly "athena.ddlTimeout"?: number;
    /** Start calls per second of athena. @defaultValue 20 */
    readonly "athena.startCallsPerSecond"?: number;
    /** Get query calls per second of athena. @defaultValue 100 */
    readonly "athena.getQueryCallsPerSecond"?: number;
    /** Get results calls per second of athena. @defaultValue 100 */
    readonly "athena.getResultsCallsPerSecond"?: number;
    /** Workgroups of athena. @defaultValue 1000 */
    readonly "athena.workgroups"?: number;
    /** Prepared statements of athena. @defaultValue 1000 */
    readonly "athena.preparedStatements"?: number;
    /** Capacity reservations of athena. @defaultValue 100 */
    readonly "athena.capacityReservations"?: number;
    /** Reserved dpus of athena. @defaultValue 1000 */
    readonly "athena.reservedDpus"?: number;
    /** Databases of glue. @defaultValue 10000 */
    readonly "glue.databases"?: number;
    /** Tables of glue. @defaultValue 200000 */
    readonly "glue.tables"?: number;
    /** Partitions of glue. @defaultValue 10000000 */
    readonly "glue.partitions"?: number;
    /** Segments per second of xray. @defaultValue 2600 */
    readonly "xray.segmentsPerSecond"?: number;
    /** Sampling rules of xray. @defaultValue 25 */
    readonly "xray.samplingRules"?: number;
  };
  /** Whether roles, policies and permissions decide who may do what: off, warn (what is not allowed is done and told) or enforce (it is refused as AWS does). @defaultValue off */
  readonly iam?:
    | "off"
    | "warn"
    | "enforce"
    | {
        /** off, warn or enforce. */
        readonly mode: "off" | "warn" | "enforce";
        /** Of the organization: what the account may do. @defaultValue all */
        readonly serviceControlPolicies?: readonly { readonly [name: string]: Plain }[];
        /** Of the organization: what may be done to resources. @defaultValue all */
        readonly resourceControlPolicies?: readonly { readonly [name: string]: Plain }[];
      };
  /** What calls get that are not modeled, by operation such as "rekognition:DetectFaces", or by service such as "rekognition:*". @defaultValue such a call ends the run */
  readonly unmodeled?: {
    /** What happens when an operation is called that is not modeled. */
    readonly [name: string]: UnmodeledInput;
  };
  /** What custom resources of the template are answered, by logical id. @defaultValue as scripts of their functions answer, or assumed */
  readonly customResources?: {
    /** What a custom resource is answered. */
    readonly [name: string]: CustomResourceInput;
  };
  /** Whether what functions log is kept, so that functions and clients can read it in the run. @defaultValue false */
  readonly logs?: boolean;
  /** What is done to the architecture while it runs. */
  readonly actions?: readonly ActionInput[];
  /** What goes wrong. */
  readonly faults?: readonly FaultInput[];
  /** What must hold at the end; decides the exit status. */
  readonly expect?: readonly ExpectInput[];
}

/** A metric of a resource, a workload or a consumer: of a meter or a gauge. */
export type MetricName =
  | "401ErrorRate"
  | "403ErrorRate"
  | "404ErrorRate"
  | "4XXError"
  | "4xx"
  | "4xxErrorRate"
  | "4xxErrors"
  | "502ErrorRate"
  | "503ErrorRate"
  | "504ErrorRate"
  | "5XXError"
  | "5xx"
  | "5xxErrorRate"
  | "5xxErrors"
  | "Accepted"
  | "ActionsFailed"
  | "ActionsSuppressed"
  | "ActionsTaken"
  | "ActiveDdlQueries"
  | "ActiveDmlQueries"
  | "ActiveUsers"
  | "ActivitiesFailed"
  | "ActivitiesHeartbeatTimedOut"
  | "ActivitiesScheduled"
  | "ActivitiesStarted"
  | "ActivitiesSucceeded"
  | "ActivitiesTimedOut"
  | "ActivityScheduleTime"
  | "AgeOfOldestUnreplicatedRecord"
  | "AlarmActions"
  | "AlarmMinutes"
  | "Alarms"
  | "AlarmsSeen"
  | "AliasStarts"
  | "AllRequests"
  | "ApiDestinationsBilled"
  | "ApproximateAgeOfOldestMessage"
  | "ApproximateAgeOfOldestMessageInQuietGroups"
  | "ApproximateNumberOfGroupsWithInflightMessages"
  | "ApproximateNumberOfMessagesArchived"
  | "ApproximateNumberOfMessagesDelayed"
  | "ApproximateNumberOfMessagesDelayedInQuietGroups"
  | "ApproximateNumberOfMessagesNotVisible"
  | "ApproximateNumberOfMessagesNotVisibleInQuietGroups"
  | "ApproximateNumberOfMessagesVisible"
  | "ApproximateNumberOfMessagesVisibleInQuietGroups"
  | "ApproximateNumberOfNoisyGroups"
  | "ApproximateRunningDurableExecutions"
  | "ApproximateScheduleCount"
  | "ArchiveAccessStorageTime"
  | "ArchivedBytes"
  | "AsyncEventAge"
  | "AsyncEventsDropped"
  | "AsyncEventsDroppedByAge"
  | "AsyncEventsDroppedByDeletion"
  | "AsyncEventsDroppedByExecution"
  | "AsyncEventsDroppedByRecursion"
  | "AsyncEventsDroppedByReservedConcurrency"
  | "AsyncEventsDroppedByRetries"
  | "AsyncEventsLost"
  | "AsyncEventsReceived"
  | "AuthorizerCalls"
  | "BatchSize"
  | "BatchesBisected"
  | "BilledArchiveRetrievedBytes"
  | "BilledBytes"
  | "BilledConsumerTime"
  | "BilledDpuTime"
  | "BilledDuration"
  | "BilledEmailDeliveries"
  | "BilledExpressTime"
  | "BilledExtendedShardTime"
  | "BilledFairQueueRequests"
  | "BilledFifoDeliveredBytes"
  | "BilledFifoDeliveries"
  | "BilledFifoPublishedBytes"
  | "BilledFifoPublishes"
  | "BilledFifoRequests"
  | "BilledFirehoseDeliveries"
  | "BilledHttpDeliveries"
  | "BilledMemoryMilliseconds"
  | "BilledMobileDeliveries"
  | "BilledOnDemandTime"
  | "BilledPartitionedBytes"
  | "BilledProvisionedReadTime"
  | "BilledProvisionedWriteTime"
  | "BilledPublishes"
  | "BilledReadRequestUnits"
  | "BilledReadRequests"
  | "BilledRequests"
  | "BilledRetrievedBytes"
  | "BilledRuleEvaluations"
  | "BilledShardTime"
  | "BilledStreamedBytes"
  | "BilledTransitions"
  | "BilledWriteRequestUnits"
  | "BilledWriteRequests"
  | "Blocked"
  | "BlockedBatches"
  | "BlockedTime"
  | "BlocksSpilled"
  | "BucketSizeBytes"
  | "BusyWorkers"
  | "BytesBuffered"
  | "BytesDownloaded"
  | "BytesIn"
  | "BytesOut"
  | "BytesReceived"
  | "BytesReplicated"
  | "BytesToOrigin"
  | "BytesUploaded"
  | "CacheBytes"
  | "CacheGigabyteHours"
  | "CacheHitCount"
  | "CacheHitRate"
  | "CacheHits"
  | "CacheMissCount"
  | "CacheMisses"
  | "CacheRefreshHits"
  | "CallCount"
  | "CallsTaken"
  | "CallsThrottled"
  | "Capacity"
  | "CatalogRequests"
  | "ChangesExpired"
  | "ChangesKept"
  | "ChangesRead"
  | "ChildExecutionsStarted"
  | "CircuitOpenTime"
  | "CircuitOpened"
  | "ClaimedAccountConcurrency"
  | "ClientError"
  | "ClientsGone"
  | "ColdStarts"
  | "CollapsedRequests"
  | "CompositeAlarmTime"
  | "Concurrency"
  | "ConcurrencyThrottles"
  | "ConcurrentExecutions"
  | "ConditionalCheckFailedRequests"
  | "ConfirmationsRequested"
  | "ConnectCount"
  | "ConnectionMinutes"
  | "ConnectionMinutesOpen"
  | "ConnectionTime"
  | "ConnectionWait"
  | "Connections"
  | "ConnectionsOpened"
  | "ConnectionsRefused"
  | "ConnectorInvocations"
  | "ConsumedChangeDataCaptureUnits"
  | "ConsumedReadCapacityUnits"
  | "ConsumedWriteCapacityUnits"
  | "ConsumerCount"
  | "Count"
  | "CustomMetricHours"
  | "CustomMetrics"
  | "DPUAllocated"
  | "DPUConsumed"
  | "DPUCount"
  | "DataPoints"
  | "DataProcessed"
  | "DeadLetterErrors"
  | "DeadLettersProcessed"
  | "DeadLettersSent"
  | "DeepArchiveAccessStorageTime"
  | "DeepArchiveStorageTime"
  | "DeleteRequests"
  | "DeletedEventCount"
  | "Deletions"
  | "DeletionsWithoutEffect"
  | "DeliveriesUnderWay"
  | "DeliveryErrors"
  | "DeliveryFailureLogs"
  | "DeliveryRetries"
  | "DeliverySuccessLogs"
  | "DeliveryThrottling"
  | "DeliveryTime"
  | "DeploymentDuration"
  | "DeploymentsFailed"
  | "DeploymentsRolledBack"
  | "DeploymentsStarted"
  | "DeploymentsStopped"
  | "DeploymentsSucceeded"
  | "DequeueCount"
  | "DestinationDeliveryFailures"
  | "DisconnectedIdle"
  | "DisconnectedOld"
  | "DocumentsInserted"
  | "DocumentsRefused"
  | "DroppedEventCount"
  | "DuplicateEvents"
  | "DurableExecutionDuration"
  | "DurableExecutionFailed"
  | "DurableExecutionOperations"
  | "DurableExecutionStarted"
  | "DurableExecutionStopped"
  | "DurableExecutionStorageWrittenBytes"
  | "DurableExecutionSucceeded"
  | "DurableExecutionTimedOut"
  | "DurableStorageByteDays"
  | "Duration"
  | "ELBAuthError"
  | "ELBAuthFailure"
  | "ELBAuthLatency"
  | "ELBAuthSuccess"
  | "EMFParsingErrors"
  | "EMFValidationErrors"
  | "EdgeInvocations"
  | "EdgeMegabyteTime"
  | "EmptyActivityPolls"
  | "EmptyReceives"
  | "EndToEndLatency"
  | "EngineExecutionTime"
  | "EnqueueCount"
  | "EnqueueTime"
  | "EnrichmentStageDuration"
  | "EnrichmentStageFailed"
  | "Environments"
  | "EnvironmentsStarted"
  | "ErrorEventCount"
  | "Errors"
  | "Errors4xx"
  | "Errors5xx"
  | "Evaluations"
  | "EventCount"
  | "EventSize"
  | "EventsArchived"
  | "EventsBilled"
  | "EventsExpired"
  | "EventsFailed"
  | "EventsForwardedBilled"
  | "EventsFree"
  | "EventsLost"
  | "EventsReplayed"
  | "EventsSent"
  | "EventsSkipped"
  | "EventsTaken"
  | "Evictions"
  | "ExecutionError"
  | "ExecutionFailed"
  | "ExecutionPartiallyFailed"
  | "ExecutionThrottled"
  | "ExecutionTime"
  | "ExecutionTimeout"
  | "Executions"
  | "ExecutionsAborted"
  | "ExecutionsBegun"
  | "ExecutionsFailed"
  | "ExecutionsKept"
  | "ExecutionsRedriven"
  | "ExecutionsStarted"
  | "ExecutionsSucceeded"
  | "ExecutionsThrottled"
  | "ExecutionsTimedOut"
  | "ExpiredEventCount"
  | "ExportedBytes"
  | "ExportedFiles"
  | "ExportedItems"
  | "ExpressExecutionBilledDuration"
  | "ExpressExecutionBilledMemory"
  | "ExpressExecutionMemory"
  | "Failed"
  | "FailedInvocations"
  | "FailedInvokeEventCount"
  | "FailedScalings"
  | "FailedToReplicateRecordCount"
  | "FileAccessesWithoutCredits"
  | "FilesRead"
  | "FilteredBodyBytes"
  | "FilteredOutEventCount"
  | "FirstAlarm"
  | "FirstByteLatency"
  | "ForwardedBytes"
  | "ForwardedLogEvents"
  | "FunctionComputeUtilization"
  | "FunctionExecutionErrors"
  | "FunctionInvocations"
  | "FunctionThrottles"
  | "FunctionValidationErrors"
  | "GetRecordsCalls"
  | "GetRequests"
  | "GivenUp"
  | "GlacierInstantRetrievalStorageTime"
  | "GlacierStorageTime"
  | "GroupReaders"
  | "HTTPCode_ELB_3XX_Count"
  | "HTTPCode_ELB_4XX_Count"
  | "HTTPCode_ELB_502_Count"
  | "HTTPCode_ELB_503_Count"
  | "HTTPCode_ELB_504_Count"
  | "HTTPCode_ELB_5XX_Count"
  | "HTTPCode_Target_2XX_Count"
  | "HTTPCode_Target_3XX_Count"
  | "HTTPCode_Target_4XX_Count"
  | "HTTPCode_Target_5XX_Count"
  | "HTTP_Fixed_Response_Count"
  | "HTTP_Redirect_Count"
  | "HeadRequests"
  | "HealthChecks"
  | "HealthyHostCount"
  | "HeldBackBatches"
  | "HighResolutionAlarmTime"
  | "HooksFailed"
  | "HooksInvoked"
  | "HooksSilent"
  | "HttpTasksDelayed"
  | "IdleEnvironments"
  | "ImportErrors"
  | "ImportedItems"
  | "InAlarm"
  | "IncomingBytes"
  | "IncomingLogEvents"
  | "IncomingPutRequests"
  | "IncomingRecords"
  | "IndexConsumedReadCapacityUnits"
  | "IndexConsumedWriteCapacityUnits"
  | "IndexReadThrottleEvents"
  | "IndexWriteThrottleEvents"
  | "IngestionToInvocationCompleteLatency"
  | "IngestionToInvocationStartLatency"
  | "IngestionToInvocationSuccessLatency"
  | "InitDuration"
  | "InsightsBytesScanned"
  | "InsightsQueries"
  | "IntegrationError"
  | "IntegrationLatency"
  | "IntelligentTieringStorageTime"
  | "InvalidatedObjects"
  | "InvalidationPaths"
  | "InvocationAttemptCount"
  | "InvocationAttempts"
  | "InvocationDroppedCount"
  | "InvocationThrottleCount"
  | "Invocations"
  | "InvocationsCreated"
  | "InvocationsDelayed"
  | "InvocationsDropped"
  | "InvocationsFailedToBeSentToDeadLetterCount"
  | "InvocationsFailedToBeSentToDlq"
  | "InvocationsLost"
  | "InvocationsScheduled"
  | "InvocationsSentToDeadLetterCount"
  | "InvocationsSentToDeadLetterCount_Truncated_MessageSizeExceeded"
  | "InvocationsSentToDlq"
  | "InvocationsTaken"
  | "InvocationsUnderWay"
  | "InvocationsUnmodeled"
  | "InvocationsWithdrawn"
  | "InvokedEventCount"
  | "ItemBytes"
  | "Items"
  | "IteratorAge"
  | "JobDuration"
  | "JobsBegun"
  | "JobsCancelled"
  | "JobsComplete"
  | "JobsFailed"
  | "KeptEvents"
  | "KinesisMillisBehindLatest"
  | "LambdaExecutionError"
  | "LambdaFunctionTime"
  | "LambdaFunctionsFailed"
  | "LambdaFunctionsScheduled"
  | "LambdaFunctionsStarted"
  | "LambdaFunctionsSucceeded"
  | "LambdaFunctionsTimedOut"
  | "LambdaInternalError"
  | "LambdaLimitExceededErrors"
  | "LambdaTargetProcessedBytes"
  | "LambdaUserError"
  | "LambdaValidationError"
  | "LateEventCount"
  | "Latency"
  | "ListRequests"
  | "LoadBalancerHours"
  | "LockedItems"
  | "LogBytes"
  | "LogRecords"
  | "LogRecordsRefused"
  | "LoggedBytes"
  | "MapRunsDelayed"
  | "MapRunsFailed"
  | "MapRunsStarted"
  | "MapRunsSucceeded"
  | "MatchedEvents"
  | "MaxCapacity"
  | "MessageAgeAtReceive"
  | "MessageCount"
  | "MessageLatency"
  | "MessagesBilled"
  | "MessagesExpired"
  | "MessagesFailed"
  | "MessagesHeld"
  | "MessagesIn"
  | "MessagesLost"
  | "MessagesMovedToDeadLetterQueue"
  | "MessagesOut"
  | "MessagesProcessed"
  | "MessagesReceived"
  | "MessagesRefused"
  | "MessagesSent"
  | "MetricFilterMatches"
  | "MetricRequests"
  | "MinCapacity"
  | "NewConnectionCount"
  | "NotSent"
  | "NotificationDelay"
  | "NotificationsDelivered"
  | "NotificationsLost"
  | "NotificationsMade"
  | "NotificationsMerged"
  | "NotificationsReceived"
  | "NotificationsRefused"
  | "NotificationsSent"
  | "NotificationsUnderWay"
  | "NumberOfBytesArchiveProcessing"
  | "NumberOfDeduplicatedSentMessages"
  | "NumberOfDuplicateMessages"
  | "NumberOfEmptyReceives"
  | "NumberOfMessagesArchiveProcessing"
  | "NumberOfMessagesDeleted"
  | "NumberOfMessagesPublished"
  | "NumberOfMessagesReceived"
  | "NumberOfMessagesSent"
  | "NumberOfNotificationsDelivered"
  | "NumberOfNotificationsFailed"
  | "NumberOfNotificationsFailedToRedriveToDlq"
  | "NumberOfNotificationsFilteredOut"
  | "NumberOfNotificationsFilteredOut-InvalidAttributes"
  | "NumberOfNotificationsFilteredOut-InvalidMessageBody"
  | "NumberOfNotificationsFilteredOut-MessageAttributes"
  | "NumberOfNotificationsFilteredOut-MessageBody"
  | "NumberOfNotificationsFilteredOut-NoMessageAttributes"
  | "NumberOfNotificationsRedrivenToDlq"
  | "NumberOfObjects"
  | "NumberOfReplayedNotificationsDelivered"
  | "NumberOfReplayedNotificationsFailed"
  | "ObjectsCached"
  | "ObjectsExpired"
  | "ObjectsListed"
  | "ObjectsLost"
  | "ObjectsReplicated"
  | "ObjectsRestored"
  | "ObjectsTiered"
  | "ObjectsTransitioned"
  | "Offered"
  | "Offloaded"
  | "OffsetLag"
  | "OldestRecordAge"
  | "OnDemandBytesFannedOut"
  | "OnDemandBytesIn"
  | "OnDemandBytesOut"
  | "OnFailureDelivered"
  | "OnFailureDestinationDeliveredEventCount"
  | "OnSuccessDelivered"
  | "OneZoneInfrequentAccessStorageTime"
  | "OpenExecutionCount"
  | "OpenExecutions"
  | "OpenMapRunCount"
  | "OpenRequests"
  | "OpenShardCount"
  | "OperationsFailedReplication"
  | "OperationsPendingReplication"
  | "OriginErrors"
  | "OriginFailovers"
  | "OriginLatency"
  | "OriginRequests"
  | "OriginRetries"
  | "OversizedRecordCount"
  | "PartitionCount"
  | "PartitionCountExceeded"
  | "PartitionSplits"
  | "Partitions"
  | "PartitionsRead"
  | "PolledEventCount"
  | "Pollers"
  | "PostRequests"
  | "PostRuntimeExtensionsDuration"
  | "ProactiveInitializations"
  | "ProcessedBytes"
  | "ProcessedEventCount"
  | "ProcessedItems"
  | "ProcessingTime"
  | "ProvisionedBilledMemoryMilliseconds"
  | "ProvisionedConcurrencyInvocations"
  | "ProvisionedConcurrencySpilloverInvocations"
  | "ProvisionedConcurrencyUtilization"
  | "ProvisionedConcurrentExecutions"
  | "ProvisionedMemoryMilliseconds"
  | "ProvisionedPollerTime"
  | "ProvisionedPollers"
  | "ProvisionedReadCapacityUnits"
  | "ProvisionedWriteCapacityUnits"
  | "PublishSize"
  | "PublishesTaken"
  | "PublishesThrottled"
  | "PushesGone"
  | "PutEventsApproximateCallCount"
  | "PutEventsApproximateFailedCount"
  | "PutEventsApproximateSuccessCount"
  | "PutEventsApproximateThrottledCount"
  | "PutEventsEntriesCount"
  | "PutEventsFailedEntriesCount"
  | "PutEventsRequestSize"
  | "PutPayloadUnits"
  | "PutRequests"
  | "QueriesAdmitted"
  | "QueriesCancelled"
  | "QueriesCutOff"
  | "QueriesFailed"
  | "QueriesReused"
  | "QueriesServed"
  | "QueriesStarted"
  | "QueriesSucceeded"
  | "QueriesThrottled"
  | "QueriesTimedOut"
  | "QueriesTooLarge"
  | "QueriesUnanswered"
  | "QueriesUnread"
  | "QueryPlanningTime"
  | "QueryQueueTime"
  | "QueueSize"
  | "QueuedQueries"
  | "ReadAccountLimitThrottleEvents"
  | "ReadKeyRangeThroughputThrottleEvents"
  | "ReadMaxOnDemandThroughputThrottleEvents"
  | "ReadProvisionedThroughputExceeded"
  | "ReadProvisionedThroughputThrottleEvents"
  | "ReadRequests"
  | "ReadThrottleEvents"
  | "ReadThrottles"
  | "Rebalances"
  | "Receives"
  | "RecordsDropped"
  | "RecordsExpired"
  | "RecordsFailed"
  | "RecordsHeld"
  | "RecordsKept"
  | "RecordsLost"
  | "RecordsReceived"
  | "RecordsRefused"
  | "RecordsWritten"
  | "RecursiveInvocations"
  | "RecursiveInvocationsDropped"
  | "ReducedRedundancyStorageTime"
  | "Refusals"
  | "Refused"
  | "RefusedDeletions"
  | "RefusedEventCount"
  | "RefusedReceives"
  | "ReplaysThrottled"
  | "ReplicationLatency"
  | "RequestCount"
  | "RequestCountPerTarget"
  | "RequestTime"
  | "Requests"
  | "RequestsAdmitted"
  | "RequestsBilled"
  | "RequestsDelayed"
  | "RequestsFailed"
  | "RequestsOpen"
  | "RequestsReceived"
  | "RequestsRefused"
  | "RequestsThrottled"
  | "RequestsUnchanged"
  | "RequestsUnmapped"
  | "RequestsUnreached"
  | "ResponseTime"
  | "RestoreDuration"
  | "RestoredMegabytes"
  | "Retried"
  | "RetriesWithoutBudget"
  | "RetryInvocationAttempts"
  | "ReturnedBytes"
  | "ReturnedEventCount"
  | "ReturnedItemCount"
  | "ReturnedRecordsCount"
  | "RoutedInvocations"
  | "RoutedToAdditionalVersion"
  | "RowsRead"
  | "RuleEvaluations"
  | "RunningInvocations"
  | "RunningQueries"
  | "ScaleIns"
  | "ScaleOuts"
  | "ScheduledActions"
  | "ScheduledRuns"
  | "Schedules"
  | "SegmentsReceived"
  | "SegmentsRejected"
  | "SegmentsThrottled"
  | "SentMessageSize"
  | "ServiceIntegrationTime"
  | "ServiceIntegrationsFailed"
  | "ServiceIntegrationsScheduled"
  | "ServiceIntegrationsStarted"
  | "ServiceIntegrationsSucceeded"
  | "ServiceIntegrationsTimedOut"
  | "ServicePreProcessingTime"
  | "ServiceProcessingTime"
  | "SessionTime"
  | "SessionsAbandoned"
  | "SessionsBegun"
  | "SessionsCompleted"
  | "ShardSplits"
  | "ShardsClosed"
  | "ShardsRead"
  | "ShieldRequests"
  | "Shifts"
  | "SignInSuccesses"
  | "SignInThrottles"
  | "SignUpSuccesses"
  | "SignUpThrottles"
  | "SimultaneousReceives"
  | "SizeBytes"
  | "SkippedLogEvents"
  | "SlowDowns"
  | "SmsDeliveries"
  | "StaleReads"
  | "StaleResponses"
  | "StandardAlarmTime"
  | "StandardInfrequentAccessStorageTime"
  | "StandardStorageTime"
  | "StartDelay"
  | "StartsTaken"
  | "StartsThrottled"
  | "StateChanges"
  | "StateRetries"
  | "StateTransitions"
  | "StatesCaught"
  | "StorePercentUsage"
  | "StoreReads"
  | "StoredByteTime"
  | "StreamedResponseBytes"
  | "SuccessfulInvocationAttempts"
  | "SuccessfulRequestLatency"
  | "Tables"
  | "TargetConnectionErrorCount"
  | "TargetErrorCount"
  | "TargetErrorThrottledCount"
  | "TargetResponseTime"
  | "TargetStageDuration"
  | "TargetStageFailed"
  | "TargetStagePartiallyFailed"
  | "TargetStageSkipped"
  | "TaskDuration"
  | "TasksBegun"
  | "TasksFailed"
  | "TasksRedriven"
  | "TasksSucceeded"
  | "TasksThrottled"
  | "TasksUnderWay"
  | "TasksWaiting"
  | "TasksWithdrawn"
  | "TenantEnvironmentsStarted"
  | "ThrottleCount"
  | "Throttled"
  | "ThrottledGetRecords"
  | "ThrottledMetricRequests"
  | "ThrottledPublishes"
  | "ThrottledPutRecordCount"
  | "ThrottledRecords"
  | "ThrottledRequests"
  | "ThrottledRules"
  | "Throttles"
  | "ThrottlesByAccountConcurrency"
  | "ThrottlesByAccountRequestRate"
  | "ThrottlesByReservedConcurrency"
  | "ThrottlesByReservedRequestRate"
  | "ThrottlesByScalingRate"
  | "ThrottlesByTenantEnvironments"
  | "TimeBeforeStart"
  | "TimeInAlarm"
  | "TimeToLiveDeletedItemCount"
  | "TimedOut"
  | "Timeouts"
  | "TokenRefreshSuccesses"
  | "TokenRefreshThrottles"
  | "TotalErrorRate"
  | "TotalExecutionTime"
  | "TotalRequestLatency"
  | "TracesKept"
  | "TracesRecorded"
  | "TracesRetrieved"
  | "TracesSampled"
  | "TracesScanned"
  | "TrafficShifted"
  | "TransactionConflict"
  | "TransitionsDelayed"
  | "TransitionsTaken"
  | "TriggerContinued"
  | "TriggerEvents"
  | "TriggerFailed"
  | "TriggerFailures"
  | "TriggerInvalid"
  | "TriggerInvocations"
  | "TriggerRefused"
  | "TriggerRetries"
  | "TriggerStopped"
  | "TriggerSucceeded"
  | "TriggerTaken"
  | "TriggerTime"
  | "TriggerTimedOut"
  | "TriggerWaiting"
  | "TriggeredRules"
  | "UnHealthyHostCount"
  | "UnauthenticatedRequests"
  | "UnhandledMessages"
  | "UnmatchedEvents"
  | "UnreachableCalls"
  | "UnreservedConcurrencyInUse"
  | "UnreservedConcurrencyLimit"
  | "UnreservedConcurrentExecutions"
  | "UnsaidEnrichments"
  | "UnsaidTransforms"
  | "UploadsAborted"
  | "UploadsUnderWay"
  | "Url4xxCount"
  | "Url5xxCount"
  | "UrlFirstByteLatency"
  | "UrlRequestCount"
  | "UrlRequestLatency"
  | "Users"
  | "VisibilityExtensions"
  | "WithheldSplits"
  | "WorkersWaiting"
  | "WriteAccountLimitThrottleEvents"
  | "WriteKeyRangeThroughputThrottleEvents"
  | "WriteMaxOnDemandThroughputThrottleEvents"
  | "WriteProvisionedThroughputExceeded"
  | "WriteProvisionedThroughputThrottleEvents"
  | "WriteRequests"
  | "WriteThrottleEvents";
