import type { Part, ServiceSettingCases } from "../../../../test/setting-case.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Login:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: login
      Handler: index.handler
      Runtime: nodejs22.x
      CodeUri: s3://code/one.zip
      AutoPublishAlias: live
      DeploymentPreference: { Type: Canary10Percent5Minutes, Alarms: [!Ref Errors] }
  Errors:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/Lambda
      MetricName: Errors
      Statistic: Sum
      Dimensions: [{ Name: FunctionName, Value: !Ref Login }]
      Period: 60
      EvaluationPeriods: 1
      Threshold: 5
      ComparisonOperator: GreaterThanThreshold
`;

/** A version that fails, of which a tenth of what comes is enough for the alarm. */
const shifting: Part = {
  duration: "12m",
  workload: [{ to: "LoginAliaslive", arrivals: { constant: { rate: "5/s" } } }],
  functions: { Login: { duration: "20ms" } },
  actions: [
    {
      at: "1m",
      do: {
        deploy: "codedeploy-2.yaml",
        functions: { Login: { failures: "90%" } },
      },
    },
  ],
};
const assuming = (name: string, value: string): Part => ({ assumptions: { [name]: value } });

/** A case for each setting of scenarios that is about deployments. */
export const codedeploySettingCases: ServiceSettingCases = {
  template,
  settings: {},
  assumptions: {
    "codedeploy.preparation": {
      base: shifting,
      change: assuming("codedeploy.preparation", "40s"),
    },
    "codedeploy.alarmInterval": {
      base: shifting,
      change: assuming("codedeploy.alarmInterval", "50s"),
    },
    "stack.resourceDeployment": {
      base: shifting,
      change: assuming("stack.resourceDeployment", "30s"),
    },
    "stack.checkInterval": { base: shifting, change: assuming("stack.checkInterval", "2m") },
  },
};
