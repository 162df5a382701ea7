import { arnIn, hexIn, timeIn, type EmittedFacts, type EmittedSource } from "../emitted-source.ts";

const result = (facts: EmittedFacts, complianceType: string, seconds: number) => ({
  evaluationResultIdentifier: {
    evaluationResultQualifier: {
      configRuleName: facts.name,
      resourceType: "AWS::EC2::Instance",
      resourceId: `i-${hexIn(facts, 17)}`,
    },
    orderingTimestamp: timeIn(facts, seconds),
  },
  complianceType,
  resultRecordedTime: timeIn(facts, seconds),
  configRuleInvokedTime: timeIn(facts, seconds),
});

/** AWS Config. */
export const config: EmittedSource = {
  name: "aws.config",
  text: "Resources that AWS Config finds changed, or no longer compliant with a rule.",
  events: [
    {
      detailType: "Config Rules Compliance Change",
      resources: () => [],
      detail: (facts) => ({
        resourceId: `i-${hexIn(facts, 17)}`,
        awsRegion: facts.region,
        awsAccountId: facts.accountId,
        configRuleName: facts.name,
        recordVersion: "1.0",
        configRuleARN: arnIn(facts, "config", `config-rule/config-rule-${hexIn(facts, 6, 1)}`),
        messageType: "ComplianceChangeNotification",
        newEvaluationResult: result(facts, "NON_COMPLIANT", 0),
        oldEvaluationResult: result(facts, "COMPLIANT", -3_600),
        notificationCreationTime: timeIn(facts),
        resourceType: "AWS::EC2::Instance",
      }),
    },
    {
      detailType: "Config Configuration Item Change",
      resources: (facts) => [`arn:${facts.partition}:s3:::${facts.name}`],
      detail: (facts) => ({
        recordVersion: "1.3",
        messageType: "ConfigurationItemChangeNotification",
        configurationItemDiff: { changedProperties: {}, changeType: "UPDATE" },
        notificationCreationTime: timeIn(facts),
        configurationItem: {
          relatedEvents: [],
          relationships: [],
          configuration: {},
          supplementaryConfiguration: {},
          tags: {},
          configurationItemVersion: "1.3",
          configurationItemCaptureTime: timeIn(facts),
          configurationStateId: facts.milliseconds,
          awsAccountId: facts.accountId,
          configurationItemStatus: "OK",
          resourceType: "AWS::S3::Bucket",
          resourceId: facts.name,
          resourceName: facts.name,
          ARN: `arn:${facts.partition}:s3:::${facts.name}`,
          awsRegion: facts.region,
          availabilityZone: "Regional",
          configurationStateMd5Hash: "",
          resourceCreationTime: timeIn(facts, -3_600),
        },
      }),
    },
  ],
};
