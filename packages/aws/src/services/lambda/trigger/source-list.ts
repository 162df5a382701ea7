import { alexa } from "./sources/alexa.ts";
import { alexaSmartHome } from "./sources/alexa-smart-home.ts";
import { appsync } from "./sources/appsync.ts";
import { appsyncAuthorizer } from "./sources/appsync-authorizer.ts";
import { bedrockAgent } from "./sources/bedrock-agent.ts";
import { clientvpn } from "./sources/clientvpn.ts";
import { cloudformation } from "./sources/cloudformation.ts";
import { codecommit } from "./sources/codecommit.ts";
import { codepipeline } from "./sources/codepipeline.ts";
import { cognito } from "./sources/cognito.ts";
import { cognitoSync } from "./sources/cognito-sync.ts";
import { config } from "./sources/config.ts";
import { connect } from "./sources/connect.ts";
import { iot } from "./sources/iot.ts";
import { iot1Click } from "./sources/iot-1-click.ts";
import { iotAuthorizer } from "./sources/iot-authorizer.ts";
import { iotButton } from "./sources/iot-button.ts";
import { iotProvisioning } from "./sources/iot-provisioning.ts";
import { iotevents } from "./sources/iotevents.ts";
import { kinesisanalytics } from "./sources/kinesisanalytics.ts";
import { lex } from "./sources/lex.ts";
import { lexV2 } from "./sources/lex-v2.ts";
import { s3ObjectLambda } from "./sources/s3-object-lambda.ts";
import { sagemaker } from "./sources/sagemaker.ts";
import { secretsmanager } from "./sources/secretsmanager.ts";
import { ses } from "./sources/ses.ts";
import { workmail } from "./sources/workmail.ts";
import type { TriggerSource } from "./trigger-source.ts";

/** The services that workloads may stand for, in the order of their names. */
export const triggerSources: readonly TriggerSource[] = [
  alexa,
  alexaSmartHome,
  appsync,
  appsyncAuthorizer,
  bedrockAgent,
  clientvpn,
  cloudformation,
  codecommit,
  codepipeline,
  cognito,
  cognitoSync,
  config,
  connect,
  iot,
  iot1Click,
  iotAuthorizer,
  iotButton,
  iotProvisioning,
  iotevents,
  kinesisanalytics,
  lex,
  lexV2,
  s3ObjectLambda,
  sagemaker,
  secretsmanager,
  ses,
  workmail,
];

const byName = new Map(triggerSources.map((source) => [source.name, source]));

/** The source that workloads name so; `undefined`: there is none. */
export const triggerSourceNamed = (name: string): TriggerSource | undefined => byName.get(name);
