import { describe, expect, it } from "vitest";
import { refusalOf, typesOf } from "../../../../test/transformed.ts";

const types = {
  function: "AWS::Lambda::Function",
  bucket: "AWS::S3::Bucket",
  table: "AWS::DynamoDB::Table",
  queue: "AWS::SQS::Queue",
  topic: "AWS::SNS::Topic",
  machine: "AWS::StepFunctions::StateMachine",
  bus: "AWS::Events::EventBus",
  rule: "AWS::Events::Rule",
  places: "AWS::Location::PlaceIndex",
  rest: "AWS::ApiGateway::RestApi",
  http: "AWS::ApiGatewayV2::Api",
  graph: "AWS::AppSync::GraphQLApi",
  data: "AWS::AppSync::DataSource",
} as const;
type Name = keyof typeof types;

const policy = "AWS::IAM::ManagedPolicy";
const permission = "AWS::Lambda::Permission";
/** The permissions that may be asked for; `both`: only together, `R1`: writing with reading. */
const access = {
  R: ["Read"],
  W: ["Write"],
  RW: ["Read", "Write", "Read, Write"],
  R1: ["Read", "Read, Write"],
  both: ["Read, Write"],
} as const;

const end = (type: string): string =>
  `{Type: "${type}", Arn: arn:a, RoleName: r, ResourceId: i, Name: n, QueueUrl: u, Qualifier: q}`;
const templateOf = (source: Name, destination: Name, permissions: string): string =>
  `Resources: {C: {Type: AWS::Serverless::Connector, Properties: {Source: ${end(types[source])}, Destination: ${end(types[destination])}, Permissions: [${permissions}]}}}`;

/** What each source may be joined with, by what is made for it. */
const joined: Readonly<
  Record<string, Readonly<Record<string, readonly [keyof typeof access, string]>>>
> = {
  function: {
    function: ["W", policy],
    bucket: ["RW", policy],
    table: ["RW", policy],
    queue: ["RW", policy],
    topic: ["W", policy],
    machine: ["RW", policy],
    bus: ["W", policy],
    places: ["R", policy],
  },
  machine: {
    function: ["W", policy],
    topic: ["W", policy],
    queue: ["W", policy],
    bucket: ["RW", policy],
    table: ["RW", policy],
    machine: ["R1", policy],
    bus: ["W", policy],
  },
  table: { function: ["R", policy] },
  queue: { function: ["both", policy] },
  bucket: { function: ["W", permission] },
  topic: { function: ["W", permission], queue: ["W", "AWS::SQS::QueuePolicy"] },
  rest: { function: ["W", permission] },
  http: { function: ["W", permission] },
  graph: { function: ["W", permission] },
  rule: {
    topic: ["W", "AWS::SNS::TopicPolicy"],
    bus: ["W", policy],
    machine: ["W", policy],
    function: ["W", permission],
    queue: ["W", "AWS::SQS::QueuePolicy"],
  },
  data: { table: ["RW", policy], function: ["W", policy], bus: ["W", policy] },
};

describe("a connector makes what its ends need, where SAM knows them, and is refused elsewhere", () => {
  it.each([
    ["function", ["function"]],
    ["state-machine", ["machine"]],
    ["table", ["table"]],
    ["queue", ["queue"]],
    ["permissions", ["bucket", "topic", "rest", "http", "graph"]],
    ["topic", ["topic"]],
    ["rule", ["rule"]],
    ["data-source", ["data"]],
    ["others", ["bus", "places"]],
  ] as const)("sam.connector.%s: %j", (_row, sources) => {
    for (const source of sources) {
      for (const destination of Object.keys(types) as Name[]) {
        const [letters, made] = joined[source]?.[destination] ?? [];
        for (const each of access.RW) {
          const what = `${source} ${each} ${destination}`;
          const text = templateOf(source, destination, each);
          const isKnown =
            letters !== undefined && (access[letters] as readonly string[]).includes(each);
          if (isKnown) expect([...new Set(Object.values(typesOf(text)))], what).toEqual([made]);
          else
            expect(refusalOf(text).join(), what).toMatch(/Unable to create connector|Unsupported/);
        }
      }
    }
  });
});
