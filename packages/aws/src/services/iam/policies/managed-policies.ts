import type { ManagedPolicy } from "../../../service/identity.ts";

/** A policy of AWS's own: its path, its version and that version's date, and what it allows. */
interface Published {
  readonly name: string;
  /** @defaultValue `/service-role/` */
  readonly path?: string;
  readonly version: number;
  readonly date: string;
  readonly actions: readonly string[];
  /** @defaultValue `*` */
  readonly resource?: string;
  /** Further statements, each with the resource that it is about. */
  readonly more?: readonly (readonly [resource: string, ...actions: string[]])[];
}

const basic = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
const interfaces = [
  "ec2:CreateNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DeleteNetworkInterface",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
];

const traces = [
  "PutTraceSegments",
  "PutTelemetryRecords",
  "GetSamplingRules",
  "GetSamplingTargets",
  "GetSamplingStatisticSummaries",
].map((name) => `xray:${name}`);

const shifting = [
  "cloudwatch:DescribeAlarms",
  "lambda:UpdateAlias",
  "lambda:GetAlias",
  "lambda:GetProvisionedConcurrencyConfig",
];
const codeOfDeployments = [
  "arn:aws:s3:::*/CodeDeploy/*",
  "s3:GetObject",
  "s3:GetObjectVersion",
] as const;
const hooks = ["arn:aws:lambda:*:*:function:CodeDeployHook_*", "lambda:InvokeFunction"] as const;

/** Those that execution roles have: AWS's own documents, as published on 2025-02-22. */
const executionPolicies: readonly Published[] = [
  { name: "AWSLambdaBasicExecutionRole", version: 1, date: "2015-04-09", actions: basic },
  {
    name: "AWSLambdaKinesisExecutionRole",
    version: 2,
    date: "2018-11-19",
    actions: [
      ...[
        "DescribeStream",
        "DescribeStreamSummary",
        "GetRecords",
        "GetShardIterator",
        "ListShards",
        "ListStreams",
        "SubscribeToShard",
      ].map((name) => `kinesis:${name}`),
      ...basic,
    ],
  },
  {
    name: "AWSLambdaDynamoDBExecutionRole",
    version: 1,
    date: "2015-04-09",
    actions: [
      ...["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"].map(
        (name) => `dynamodb:${name}`,
      ),
      ...basic,
    ],
  },
  {
    name: "AWSLambdaSQSQueueExecutionRole",
    version: 1,
    date: "2018-06-14",
    actions: [
      ...["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"].map((name) => `sqs:${name}`),
      ...basic,
    ],
  },
  {
    name: "AWSLambdaVPCAccessExecutionRole",
    version: 3,
    date: "2024-01-05",
    actions: [...basic, ...interfaces, "ec2:DescribeSubnets"],
  },
  { name: "AWSLambdaENIManagementAccess", version: 2, date: "2020-10-01", actions: interfaces },
  {
    name: "AWSLambdaMSKExecutionRole",
    version: 2,
    date: "2022-08-02",
    actions: [
      ...["DescribeCluster", "DescribeClusterV2", "GetBootstrapBrokers"].map(
        (name) => `kafka:${name}`,
      ),
      ...[
        "CreateNetworkInterface",
        "DescribeNetworkInterfaces",
        "DescribeVpcs",
        "DeleteNetworkInterface",
        "DescribeSubnets",
        "DescribeSecurityGroups",
      ].map((name) => `ec2:${name}`),
      ...basic,
    ],
  },
  {
    name: "AWSLambdaBasicDurableExecutionRolePolicy",
    version: 1,
    date: "2025-12-02",
    actions: [...basic, "lambda:CheckpointDurableExecution", "lambda:GetDurableExecutionState"],
  },
  {
    name: "AWSLambdaRole",
    version: 1,
    date: "2015-02-06",
    actions: ["lambda:InvokeFunction"],
  },
  {
    name: "CloudWatchLambdaInsightsExecutionRolePolicy",
    path: "/",
    version: 1,
    date: "2020-10-07",
    actions: ["logs:CreateLogGroup"],
    more: [
      [
        "arn:aws:logs:*:*:log-group:/aws/lambda-insights:*",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
      ],
    ],
  },
  {
    name: "AmazonAPIGatewayPushToCloudWatchLogs",
    version: 1,
    date: "2015-11-11",
    actions: [
      "logs:CreateLogGroup",
      "logs:CreateLogStream",
      "logs:DescribeLogGroups",
      "logs:DescribeLogStreams",
      "logs:PutLogEvents",
      "logs:GetLogEvents",
      "logs:FilterLogEvents",
    ],
  },
  // Objects that bear its tag apart.
  {
    name: "AWSCodeDeployRoleForLambda",
    version: 3,
    date: "2019-12-03",
    actions: [...shifting, "sns:Publish"],
    more: [codeOfDeployments, hooks],
  },
  {
    name: "AWSCodeDeployRoleForLambdaLimited",
    version: 1,
    date: "2020-08-17",
    actions: shifting,
    more: [codeOfDeployments, hooks],
  },
  {
    name: "AWSXRayDaemonWriteAccess",
    path: "/",
    version: 2,
    date: "2024-02-13",
    actions: traces,
  },
  {
    name: "AWSXrayWriteOnlyAccess",
    path: "/",
    version: 2,
    date: "2018-08-28",
    actions: traces,
  },
];

/** Those that allow all of a service, or all that reads it; what they allow of others is not among it. */
const accessPolicies: readonly Published[] = (
  [
    ["AdministratorAccess", "*"],
    ["AmazonSQSFullAccess", "sqs:*"],
    ["AmazonSNSFullAccess", "sns:*"],
    ["AmazonS3FullAccess", "s3:*", "s3-object-lambda:*"],
    ["AmazonS3ReadOnlyAccess", "s3:Get*", "s3:List*", "s3:Describe*"],
    ["AmazonDynamoDBFullAccess", "dynamodb:*", "dax:*"],
    ["AmazonDynamoDBFullAccess_v2", "dynamodb:*", "dax:*"],
    [
      "AmazonDynamoDBReadOnlyAccess",
      "dynamodb:BatchGetItem",
      "dynamodb:Describe*",
      "dynamodb:List*",
      "dynamodb:GetItem",
      "dynamodb:GetRecords",
      "dynamodb:GetShardIterator",
      "dynamodb:GetResourcePolicy",
      "dynamodb:Query",
      "dynamodb:Scan",
      "dynamodb:PartiQLSelect",
    ],
    ["AmazonKinesisFullAccess", "kinesis:*"],
    ["AmazonKinesisReadOnlyAccess", "kinesis:Get*", "kinesis:List*", "kinesis:Describe*"],
    ["AmazonKinesisFirehoseFullAccess", "firehose:*"],
    ["AWSLambda_FullAccess", "lambda:*"],
    ["AWSStepFunctionsFullAccess", "states:*"],
    ["AmazonEventBridgeFullAccess", "events:*", "schemas:*", "scheduler:*", "pipes:*"],
    ["CloudWatchFullAccess", "cloudwatch:*", "logs:*", "sns:*"],
    ["CloudWatchFullAccessV2", "cloudwatch:*", "logs:*", "sns:CreateTopic", "sns:Subscribe"],
    ["CloudWatchLogsFullAccess", "logs:*", "cloudwatch:GenerateQuery"],
  ] as const
).map(([name, ...actions]) => ({ name, path: "/", version: 1, date: "2026-11-01", actions }));

const published: ReadonlyMap<string, Published> = new Map(
  [...executionPolicies, ...accessPolicies].map((each) => [
    `${each.path ?? "/service-role/"}${each.name}`,
    each,
  ]),
);

/** A policy of AWS's own by its ARN; `undefined`: nobody here knows what it says. */
export function publishedPolicy(arn: string): ManagedPolicy | undefined {
  const [, place] = /^arn:[^:]*:iam::aws:policy(\/.*)$/.exec(arn) ?? [];
  const found = place === undefined ? undefined : published.get(place);
  if (found === undefined) return undefined;
  const {
    name,
    path = "/service-role/",
    version,
    date,
    actions,
    resource = "*",
    more = [],
  } = found;
  const statements = [[resource, ...actions] as const, ...more];
  const id = `v${version}`;
  return {
    type: "policy",
    arn,
    shown: { PolicyName: name, Path: path, Arn: arn, DefaultVersionId: id, UpdateDate: date },
    versions: {
      [id]: JSON.stringify({
        Version: "2012-10-17",
        Statement: statements.map(([Resource, ...Action]) => ({
          Effect: "Allow",
          Action,
          Resource,
        })),
      }),
    },
    version: id,
  };
}

/** What the managed policies are called, with their paths. */
export const publishedPolicyNames: readonly string[] = [...published.keys()];
