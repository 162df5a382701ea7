import { alexa } from "./sources/alexa.ts";
import { alexaSmartHome } from "./sources/alexa-smart-home.ts";
import { cloudformation } from "./sources/cloudformation.ts";
import { codecommit } from "./sources/codecommit.ts";
import { codepipeline } from "./sources/codepipeline.ts";
import { cognito } from "./sources/cognito.ts";
import { cognitoSync } from "./sources/cognito-sync.ts";
import { config } from "./sources/config.ts";
import { iot } from "./sources/iot.ts";
import { iotButton } from "./sources/iot-button.ts";
import { iotevents } from "./sources/iotevents.ts";
import { lex } from "./sources/lex.ts";
import { lexV2 } from "./sources/lex-v2.ts";
import { secretsmanager } from "./sources/secretsmanager.ts";
import { ses } from "./sources/ses.ts";
import type { TriggerSource } from "./trigger-source.ts";

/** The services that workloads may stand for, in the order of their names. */
export const triggerSources: readonly TriggerSource[] = [
  alexa,
  alexaSmartHome,
  cloudformation,
  codecommit,
  codepipeline,
  cognito,
  cognitoSync,
  config,
  iot,
  iotButton,
  iotevents,
  lex,
  lexV2,
  secretsmanager,
  ses,
];

const byName = new Map(triggerSources.map((source) => [source.name, source]));

/** The source that workloads name so; `undefined`: there is none. */
export const triggerSourceNamed = (name: string): TriggerSource | undefined => byName.get(name);
