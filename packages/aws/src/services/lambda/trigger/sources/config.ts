import { minutes } from "@orrery/kernel";
import { formatWallClock } from "../../../../text/wall-clock.ts";
import {
  choiceSetting,
  textSetting,
  type TriggerFacts,
  type TriggerSource,
} from "../trigger-source.ts";

/** What the rule is invoked for, which its event has as a text. */
function invokingEventOf({
  values,
  milliseconds,
  accountId,
  partition,
  region,
  number,
}: TriggerFacts) {
  const { messageType, resourceType, resourceId } = values;
  const captured = formatWallClock(milliseconds);
  if (messageType === "ScheduledNotification") {
    return {
      awsAccountId: accountId,
      notificationCreationTime: captured,
      messageType,
      recordVersion: "1.0",
    };
  }
  const item = {
    configurationItemVersion: "1.3",
    configurationItemCaptureTime: captured,
    configurationStateId: milliseconds + number,
    awsAccountId: accountId,
    configurationItemStatus: "OK",
    resourceType: resourceType!,
    resourceId: resourceId!,
    resourceName: null,
    ARN: `arn:${partition}:ec2:${region}:${accountId}:instance/${String(resourceId)}`,
    awsRegion: region,
    availabilityZone: `${region}a`,
    configurationStateMd5Hash: "8f1ee69b297895a0f8bc5753eca68e96",
    resourceCreationTime: captured,
  };
  if (messageType === "OversizedConfigurationItemChangeNotification") {
    return {
      configurationItemSummary: { changeType: "UPDATE", ...item },
      s3DeliverySummary: {
        s3BucketLocation: null,
        errorCode: null,
        errorMessage: null,
      },
      notificationCreationTime: captured,
      messageType,
      recordVersion: "1.0",
    };
  }
  return {
    configurationItemDiff: null,
    configurationItem: {
      ...item,
      configuration: {},
      relatedEvents: [],
      relationships: [],
      tags: {},
    },
    notificationCreationTime: captured,
    messageType: messageType!,
    recordVersion: "1.3",
  };
}

/** AWS Config: a custom rule, which waits for the function's evaluations. */
export const config: TriggerSource = {
  name: "config",
  noun: "custom rule of AWS Config",
  text: "Evaluations of a custom rule of AWS Config, which the function answers by PutEvaluations.",
  principal: "config.amazonaws.com",
  settings: {
    rule: textSetting("The rule.", "rule"),
    messageType: choiceSetting("What the rule is triggered by.", [
      "ConfigurationItemChangeNotification",
      "OversizedConfigurationItemChangeNotification",
      "ScheduledNotification",
    ]),
    resourceType: textSetting("What has changed.", "AWS::EC2::Instance"),
    resourceId: textSetting("Its id.", "i-00000000"),
    ruleParameters: textSetting("Parameters of the rule, as JSON.", "{}"),
    patience: {
      kind: "duration",
      min: 1_000_000,
      max: 86_400_000_000,
      text: "How long evaluations are waited for before the event counts as timed out.",
      default: minutes(15),
    },
  },
  invocationOf: () => "event",
  awaits: {
    what: "config:PutEvaluations",
    within: { setting: "patience" },
    returned: () => "succeeded",
  },
  arnOf: ({ rule }, { partition, region, accountId }) =>
    `arn:${partition}:config:${region}:${accountId}:config-rule/config-rule-${String(rule)}`,
  eventOf(facts) {
    const { values, partition, accountId, ticket, region } = facts;
    const { rule, ruleParameters } = values;
    return {
      version: "1.0",
      invokingEvent: JSON.stringify(invokingEventOf(facts)),
      ruleParameters: ruleParameters!,
      resultToken: ticket,
      eventLeftScope: false,
      executionRoleArn: `arn:${partition}:iam::${accountId}:role/config-role`,
      configRuleArn: this.arnOf(values, { partition, region, accountId }),
      configRuleName: rule!,
      configRuleId: `config-rule-${String(rule)}`,
      accountId,
    };
  },
};
