import type { Rule } from "@orrery/aws";
import { ruleTable } from "../rule-table.ts";
import { samEventRules } from "./event-rules.ts";

const date = "2026-11";
const translator = (file: string) =>
  ({
    status: "documented",
    source: `https://github.com/aws/serverless-application-model, samtranslator/${file}, 1.110.0`,
    date,
  }) as const;
const guide = (page: string) =>
  ({
    status: "documented",
    source: `https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/${page}.html`,
    date,
  }) as const;

/** The properties of SAM's types. */
const properties = ruleTable("sam.property", translator("model/sam_resources.py"), [
  ["function", "A function has these properties, and demands none of them.", "1 ¶1", "1 ¶12"],
  ["capacity-provider", "A capacity provider demands VpcConfig.", "1 ¶2", "1 ¶12"],
  ["api", "A REST API demands StageName.", "1 ¶3"],
  ["http-api", "An HTTP API demands none of its properties.", "1 ¶4"],
  [
    "web-socket-api",
    "A WebSocket API demands Routes and RouteSelectionExpression.",
    "1 ¶5",
    "1 ¶12",
  ],
  ["simple-table", "A table demands none of its properties.", "1 ¶6"],
  ["application", "A nested application demands Location.", "1 ¶7"],
  ["layer-version", "A layer demands ContentUri.", "1 ¶8"],
  ["state-machine", "A state machine demands none of its properties by name.", "1 ¶9"],
  ["connector", "A connector demands Source, Destination and Permissions.", "1 ¶10"],
  ["graph-ql-api", "A GraphQL API demands Auth.", "1 ¶11"],
]);

/** What SAM's types and events become. */
const expansions = ruleTable("sam.expansion", translator("model/sam_resources.py"), [
  ["function", "A function becomes a function of Lambda and a role.", "1.1 Function"],
  ["given-role", "A function that has a role gets none.", "1.1 Function"],
  [
    "alias",
    "AutoPublishAlias makes a version, whose logical id ends in ten digits of a hash, and an alias.",
    "1.1 + AutoPublishAlias: live",
  ],
  [
    "alias-references",
    "References to F.Alias and F.Version lead to what was made.",
    "1.1 + AutoPublishAlias: live",
  ],
  [
    "preference",
    "DeploymentPreference makes an application, a deployment group and a role of CodeDeploy, and the policy of the alias.",
    "1.1 + DeploymentPreference",
  ],
  [
    "provisioned",
    "ProvisionedConcurrencyConfig is the alias's, and needs AutoPublishAlias.",
    "1.1 + ProvisionedConcurrencyConfig",
  ],
  [
    "invoke-config",
    "EventInvokeConfig makes its configuration, and the queues and topics of destinations that name none.",
    "1.1 + EventInvokeConfig",
  ],
  [
    "url",
    "FunctionUrlConfig makes a URL, and permissions for everybody where AuthType is NONE.",
    "1.1 + FunctionUrlConfig",
  ],
  [
    "implicit-api",
    "An Api event without RestApiId makes the API ServerlessRestApi with a deployment, the stage Prod and a permission.",
    "1.1 event Api without RestApiId",
  ],
  [
    "implicit-http-api",
    "An HttpApi event without ApiId makes the API ServerlessHttpApi with the stage $default and a permission.",
    "1.1 event HttpApi without ApiId",
  ],
  ...(
    [
      ["polled-queue", "SQS"],
      ["polled-stream", "Kinesis"],
      ["polled-table", "DynamoDB"],
      ["polled-kafka", "MSK"],
      ["polled-broker", "MQ"],
      ["polled-own-kafka", "SelfManagedKafka"],
      ["polled-documents", "DocumentDB"],
    ] as const
  ).map(
    ([slug, type]) =>
      [
        slug,
        `An event of type ${type} makes a mapping, and gives the role what that needs.`,
        "1.1 events SQS, Kinesis, DynamoDB, MSK, MQ, SelfManagedKafka, DocumentDB",
      ] as const,
  ),
  [
    "bucket-event",
    "An S3 event writes on a bucket of the same template, and makes a permission.",
    "1.1 event S3",
  ],
  ["topic-event", "An SNS event makes a subscription and a permission.", "1.1 event SNS"],
  [
    "topic-through-queue",
    "An SNS event with SqsSubscription makes a queue with its policy, a subscription and a mapping.",
    "1.1 event SNS",
  ],
  ...(
    [
      ["schedule-event", "Schedule"],
      ["pattern-event", "CloudWatchEvent"],
      ["bridge-event", "EventBridgeRule"],
    ] as const
  ).map(
    ([slug, type]) =>
      [
        slug,
        `An event of type ${type} makes a rule and a permission.`,
        "1.1 event Schedule / CloudWatchEvent / EventBridgeRule",
      ] as const,
  ),
  ["scheduler-event", "A ScheduleV2 event makes a schedule and a role.", "1.1 event ScheduleV2"],
  [
    "logs-event",
    "A CloudWatchLogs event makes a subscription filter and a permission.",
    "1.1 event CloudWatchLogs",
  ],
  [
    "pool-event",
    "A Cognito event writes on a pool of the template, and makes a permission.",
    "1.1 event Cognito",
  ],
  ["topic-rule-event", "An IoTRule event makes a rule and a permission.", "1.1 event IoTRule"],
  ["skill-event", "An AlexaSkill event makes a permission alone.", "1.1 event AlexaSkill"],
  [
    "rest-api",
    "An API becomes an API with a deployment and a stage, and where asked for a domain, a usage plan and a key.",
    "1.1 Api",
  ],
  ["api-hash", "A deployment's logical id has a hash of the definition.", "1.1 Api"],
  [
    "extra-stage",
    "A deployment also makes the stage Stage, unless OpenApiVersion is set.",
    '0 api.extra stage named "Stage"',
  ],
  [
    "http-api",
    "An HTTP API becomes an API and a stage, with a domain where asked for.",
    "1.1 HttpApi",
  ],
  [
    "default-stage",
    "The stage of an HTTP API is $default, unless StageName says another, and deploys by itself.",
    "0 httpApi.StageName",
  ],
  ["table", "A simple table becomes a table.", "1.1 SimpleTable"],
  [
    "table-key",
    "A simple table has the key id of type String, and pays per request unless it says its throughput.",
    "0 simpleTable.PrimaryKey",
  ],
  [
    "state-machine",
    "A state machine becomes one with a role; AutoPublishAlias makes a version and an alias.",
    "1.1 StateMachine",
  ],
  ["layer", "A layer becomes a version whose logical id has a hash.", "1.1 LayerVersion"],
  [
    "layer-kept",
    "Versions of layers are kept, unless RetentionPolicy says Delete.",
    "1.1 LayerVersion",
  ],
  ["application", "A nested application becomes a nested stack.", "1.1 Application"],
  ["capacity-provider", "A capacity provider becomes one with an operator role."],
  ["web-socket-api", "A WebSocket API becomes an API with routes, integrations and a stage."],
  ["graph-ql-api", "A GraphQL API becomes an API of AppSync with its schema.", "1.1 GraphQLApi"],
  [
    "role",
    "A role has the managed policies that its function asks for, and the tag lambda:createdBy.",
    "1.1 ¶1",
    "0 function.Tracing",
  ],
]);

const versions = ruleTable("sam.version", translator("model/sam_resources.py"), [
  [
    "hash",
    "A version is published when the code, the environment, the memory or an applied SnapStart changes.",
    "1.2.1",
  ],
  ["given-hash", "AutoPublishCodeSha256 stands for the hash of the code.", "1.2.2"],
  [
    "all-properties",
    "With AutoPublishAliasAllProperties any property counts, and those of layers with PublishLambdaVersion.",
    "1.2.3",
  ],
  ["kept", "Old versions are kept, unless VersionDeletionPolicy says Delete.", "1.2.4"],
  ["events-at-alias", "Events lead to the alias.", "1.2.5"],
]);

const globals = ruleTable("sam.globals", translator("plugins/globals/globals.py"), [
  ["sections", "A section takes what resources of its type may share.", "1.4 ¶1"],
  [
    "merged",
    "Scalars are the resource's own, maps are merged, lists begin with the general part; IgnoreGlobals leaves parts out.",
    "1.4 ¶2",
  ],
]);

const connectors = ruleTable(
  "sam.connector",
  translator("model/connector_profiles/profiles.json"),
  [
    ["function", "What a function may be joined with, and what is made.", "1.5 Lambda Function"],
    ["state-machine", "What a state machine may be joined with.", "1.5 StateMachine"],
    ["table", "A table's stream may be read by a function.", "1.5 DynamoDB table (stream)"],
    ["queue", "A queue may be read by a function, reading and writing together.", "1.5 SQS queue"],
    [
      "permissions",
      "Buckets, topics and APIs are given a permission of the function.",
      "1.5 S3, SNS, RestApi, HttpApi, AppSync API",
    ],
    ["topic", "A topic gets the policy of a queue.", "1.5 SNS topic"],
    ["rule", "What a rule may be joined with.", "1.5 Events rule"],
    ["data-source", "What a data source of AppSync may be joined with.", "1.5 AppSync data source"],
    [
      "others",
      "Nothing else begins a connection: what is made is a managed policy, a permission, or the policy of a queue or topic.",
      "1.1 Connector",
    ],
  ],
);

const preferences = ruleTable(
  "sam.preference",
  translator("model/preferences/deployment_preference.py"),
  [
    ["types", "A preference names a configuration of CodeDeploy, its own ones in short.", "1.6 ¶1"],
    ["keys", "A preference has alarms, hooks, a role, triggers and a condition.", "1.6 ¶2"],
    ["enabled", "A preference counts unless Enabled is false.", "0 deploymentPreference.Enabled"],
    ["group", "A group is BLUE_GREEN and WITH_TRAFFIC_CONTROL, and rolls back.", "1.6 ¶3"],
    ["once", "All functions of a stack share one application."],
    [
      "shifts",
      "What SAM makes of a preference shifts the traffic of an alias when a template with other code is deployed.",
    ],
  ],
);

const policies = ruleTable(
  "sam.policy",
  translator("policy_templates_data/policy_templates.json"),
  [["templates", "Each of the 81 templates becomes statements with its parameters.", "1.7 ¶1"]],
);

const defaults = ruleTable("sam.default", guide("sam-resource-function"), [
  [
    "function",
    "A function has a timeout of 3 s up to 900 s, 128 MB up to 10,240 MB, x86_64 and a zip package, where nothing is said.",
    "0 function.Timeout",
    "0 function.MemorySize",
    "0 function.Architectures",
    "0 function.PackageType",
  ],
  ["state-machine", "A state machine is STANDARD where nothing is said.", "0 stateMachine.Type"],
  [
    "transform",
    "Resources of SAM need the transform AWS::Serverless-2016-10-31.",
    "0 sam.transform",
  ],
]);

const command = [
  ...ruleTable("sam.config", guide("serverless-sam-cli-config"), [
    [
      "parameters",
      "An environment's table of a command counts before its global one, and the command line before both; values of parameters there count before the template's defaults.",
      "1.8.1",
    ],
  ]),
  ...ruleTable("sam.recipe", guide("sam-cli-command-reference-sam-sync"), [
    ["local", "sam local serves routes of APIs, and brings no other event.", "1.8.2"],
    [
      "sync",
      "sam sync --code brings code and definitions by operations of their services; all else waits for a deployment.",
      "1.8.3",
    ],
    [
      "packaged",
      "sam package uploads what lies beside a template, and writes its place in S3 or the registry into the template.",
      "1.8 ¶2",
    ],
  ]),
  ...ruleTable(
    "sam.generated-event",
    {
      status: "documented",
      source:
        "https://github.com/aws/aws-sam-cli, samcli/lib/generated_sample_events/event-mapping.json, 1.164.0",
      date,
    },
    [["names", "Of each event of a service that is modeled there is a sample.", "1.8 ¶1"]],
  ),
  ...ruleTable("sam.application", guide("sam-resource-application"), [
    [
      "nested",
      "A nested application has a location, parameters, topics and a timeout; of local paths it is a stack within the stack.",
      "1.8.4",
    ],
  ]),
];

/** The rules of SAM that templates follow; the test of each bears its id. */
export const samRules: readonly Rule[] = [
  ...properties,
  ...expansions,
  ...versions,
  ...samEventRules,
  ...globals,
  ...connectors,
  ...preferences,
  ...policies,
  ...defaults,
  ...command,
];
