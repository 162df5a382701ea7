import type { Part, ServiceSettingCases } from "../../../../test/setting-case.ts";

/** A topic that may not send to its queue, and a function that may do nothing. */
const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  News: { Type: AWS::SNS::Topic }
  Orders: { Type: AWS::SQS::Queue }
  ToOrders:
    Type: AWS::SNS::Subscription
    Properties: { TopicArn: !Ref News, Protocol: sqs, Endpoint: !GetAtt Orders.Arn }
  Worker:
    Type: AWS::Serverless::Function
    Properties: { FunctionName: worker, Handler: index.handler, Runtime: nodejs22.x }
`;

const published: Part = {
  workload: [{ to: "News", arrivals: { constant: { rate: "1/s" } } }],
};
const enforced = (more: Part = {}): Part => ({ ...published, iam: { mode: "enforce", ...more } });
const all = { Effect: "Allow", Action: "*", Resource: "*" };
const policies = (Statement: object): readonly object[] => [
  { Statement: [all] },
  { Statement: [Statement] },
];
const denied = { Effect: "Deny", Action: "sns:Publish", Resource: "*" };
const open = { Effect: "Allow", Action: "sns:Publish", Resource: "*" };

const services = Array.from({ length: 40 }, (_, each) => `service${each}.amazonaws.com`);

/** Gives a function a role that is made in the run and may do nothing; where it is not made nobody knows what it may. */
const makesRole: Part = {
  workload: [{ to: "Worker", arrivals: { constant: { rate: "1/s" } } }],
  functions: { Worker: { calls: [{ "sqs:SendMessage": "Orders", body: "m" }] } },
  iam: "enforce",
  actions: [
    {
      at: "10s",
      do: {
        "iam:CreateRole": {
          RoleName: "other",
          AssumeRolePolicyDocument: JSON.stringify({
            Statement: {
              Effect: "Allow",
              Principal: { Service: ["lambda.amazonaws.com", ...services] },
              Action: "sts:AssumeRole",
            },
          }),
        },
      },
    },
    {
      at: "20s",
      do: {
        "lambda:UpdateFunctionConfiguration": {
          FunctionName: "worker",
          Role: "arn:aws:iam::123456789012:role/other",
        },
      },
    },
  ],
};

/** A case for each setting of scenarios that is about permissions. */
export const iamSettingCases: ServiceSettingCases = {
  template,
  settings: {
    iam: { base: published, change: { iam: "enforce" } },
    "iam.mode": { base: enforced(), change: { iam: { mode: "warn" } } },
    "iam.serviceControlPolicies[].*": {
      base: enforced({ serviceControlPolicies: policies(open) }),
      change: { iam: { mode: "enforce", serviceControlPolicies: policies(denied) } },
    },
    "iam.resourceControlPolicies[].*": {
      base: enforced({ resourceControlPolicies: policies({ ...open, Principal: "*" }) }),
      change: {
        iam: {
          mode: "enforce",
          resourceControlPolicies: policies({ ...denied, Principal: "*" }),
        },
      },
    },
    "quotas.iam.roles": { base: makesRole, change: { quotas: { "iam.roles": 1 } } },
    "quotas.iam.trustPolicyLength": {
      base: makesRole,
      change: { quotas: { "iam.trustPolicyLength": 500 } },
    },
  },
  assumptions: {
    "iam.propagationDelay": {
      base: makesRole,
      change: { assumptions: { "iam.propagationDelay": "30s" } },
    },
  },
};
