import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Folder, orrery } from "../test/captured.ts";

const folder = new Folder();
afterAll(() => folder.remove());

const saved = "events.run";

/** What a scenario of a template comes to, as the summary says it. */
async function summaryOf(template: string, scenario: string): Promise<string> {
  const file = folder.write("events.scenario.yaml", `template: ./${template}\n${scenario}`);
  const { status, out } = await orrery(["run", file, "--save", folder.of(saved)]);
  expect(status).toBe(0);
  return out;
}

/** The numbers in the row of a table; names of targets are cut short there. */
function rowOf(out: string, name: RegExp): readonly string[] {
  const found = out.split("\n").flatMap((line) => {
    const cells = line.trim().split(/ {2,}/);
    return name.test(cells[0] ?? "") ? [cells.slice(1)] : [];
  });
  return found[0] ?? [];
}

/** What a column of a table has in a row: the column is found by the title in the line above the rows. */
function cell(out: string, table: RegExp, row: RegExp, title: string): string | undefined {
  const lines = out.split("\n");
  const head = lines.findIndex((line) => table.test(line));
  const titles = lines[head]!.trim().split(/ {2,}/);
  const rows = lines.slice(head + 1);
  const cells = rows
    .find((line) => row.test(line))!
    .trim()
    .split(/ {2,}/);
  return cells[titles.indexOf(title)];
}

describe("buses", () => {
  beforeAll(() => {
    folder.write(
      "buses.yaml",
      `Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs22.x, Handler: a.b, CodeUri: ., Timeout: 30 } }
Resources:
  Shop: { Type: AWS::Events::EventBus, Properties: { Name: shop } }
  Work: { Type: AWS::SQS::Queue }
  Dead: { Type: AWS::SQS::Queue }
  Orders:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: !Ref Shop
      EventPattern: { detail-type: [paid] }
      Targets:
        - { Id: work, Arn: !GetAtt Work.Arn }
        - Id: partner
          Arn: !GetAtt Partner.Arn
          RoleArn: !Sub arn:aws:iam::\${AWS::AccountId}:role/partner
          RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 }
          DeadLetterConfig: { Arn: !GetAtt Dead.Arn }
  Connection:
    Type: AWS::Events::Connection
    Properties:
      AuthorizationType: API_KEY
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: key, ApiKeyValue: x } }
  Partner:
    Type: AWS::Events::ApiDestination
    Properties:
      ConnectionArn: !GetAtt Connection.Arn
      HttpMethod: POST
      InvocationEndpoint: https://partner.example/
      InvocationRateLimitPerSecond: 2
  Kept:
    Type: AWS::Events::Archive
    Properties: { ArchiveName: kept, SourceArn: !GetAtt Shop.Arn }
  Tick:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 minute)
      Targets: [{ Id: work, Arn: !GetAtt Work.Arn }]
`,
    );
  });

  const shop = (more = "", failures = "50%", duration = "10m") => `
startsAt: 2026-01-01T00:00:00Z
duration: ${duration}
workload:
  - to: Shop
    arrivals: { constant: { rate: 5/s } }
    for: 1m
    payload:
      list:
        - { source: shop, detail-type: paid, detail: { a: 1 } }
        - { source: shop, detail-type: seen, detail: { a: 2 } }
apiDestinations: { Partner: { failures: ${failures}, status: 503, latency: 50ms } }
latencies: { events.toArchive: 1s }
${more}`;

  it("bring what matches to targets, or to dead letters", async () => {
    const out = await summaryOf("buses.yaml", shop());
    const ofBus = (title: string) => cell(out, /^bus /, /^Shop /, title);
    expect(ofBus("events")).toBe("300");
    expect(ofBus("unmatched")).toBe("150");
    expect(ofBus("invocations")).toBe("300");
    const failed = Number(ofBus("failed"));
    expect(failed).toBeGreaterThan(50);
    expect(failed).toBeLessThan(100);
    expect(cell(out, /^queue /, /^Dead /, "sent")).toBe(`${failed}`);
    expect(cell(out, /^API destination/, /^Partner /, "received")).toBe(`${150 - failed}`);
    expect(out).toContain(`Shop → Dead: ${failed} events for Partner`);
  });

  it("ask an API destination no faster than its rate", async () => {
    const out = await summaryOf("buses.yaml", shop("", "0%"));
    // 2.5 events a second come, and 2 requests a second are made.
    expect(cell(out, /^API destination/, /^Partner /, "received")).toBe("150");
    expect(Number(cell(out, /^API destination/, /^Partner /, "delayed"))).toBeGreaterThan(140);
    const [, , , , most] = rowOf(out, /^Partner, end to end$/);
    expect(parseFloat(most!)).toBeGreaterThan(13);
    expect(parseFloat(most!)).toBeLessThan(17);
  });

  it("run rules on a schedule", async () => {
    const out = await summaryOf("buses.yaml", shop());
    expect(cell(out, /^bus /, /^default /, "scheduled")).toBe("9");
    expect(cell(out, /^queue /, /^Work /, "sent")).toBe(`${150 + 9}`);
  });

  it("take what an archive kept once more", async () => {
    const replay = `
actions:
  - at: 5m
    do:
      events:StartReplay:
        ReplayName: again
        EventSourceArn: arn:aws:events:us-east-1:123456789012:archive/kept
        EventStartTime: 2026-01-01T00:00:00Z
        EventEndTime: 2026-01-01T00:05:00Z
        Destination: { Arn: "arn:aws:events:us-east-1:123456789012:event-bus/shop" }`;
    const out = await summaryOf("buses.yaml", shop(replay));
    expect(cell(out, /^archive /, /^Kept /, "archived")).toBe("300");
    expect(cell(out, /^bus /, /^Shop /, "replayed")).toBe("300");
    expect(cell(out, /^queue /, /^Work /, "sent")).toBe(`${2 * 150 + 9}`);
  });
});

describe("schedules", () => {
  beforeAll(() => {
    folder.write(
      "schedules.yaml",
      `Resources:
  Work: { Type: AWS::SQS::Queue }
  Gone: { Type: AWS::SQS::Queue }
  Dead: { Type: AWS::SQS::Queue }
  Berlin:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: cron(30 2 * * ? *)
      ScheduleExpressionTimezone: Europe/Berlin
      FlexibleTimeWindow: { Mode: "OFF" }
      Target: { Arn: !GetAtt Work.Arn, RoleArn: "arn:aws:iam::123456789012:role/s" }
  Loose:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(1 hour)
      FlexibleTimeWindow: { Mode: FLEXIBLE, MaximumWindowInMinutes: 30 }
      Target: { Arn: !GetAtt Work.Arn, RoleArn: "arn:aws:iam::123456789012:role/s" }
  Failing:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(6 hours)
      FlexibleTimeWindow: { Mode: "OFF" }
      Target:
        Arn: !GetAtt Gone.Arn
        RoleArn: "arn:aws:iam::123456789012:role/s"
        RetryPolicy: { MaximumRetryAttempts: 2 }
        DeadLetterConfig: { Arn: !GetAtt Dead.Arn }
`,
    );
  });

  it("run in their time zone, within their window, or go to dead letters", async () => {
    const out = await summaryOf(
      "schedules.yaml",
      `
startsAt: 2026-03-28T00:10:00Z
duration: 48h
workload: []
faults: [{ refuse: Gone, with: ServiceUnavailable, at: 0s, for: 48h }]
`,
    );
    // At half past two of the 29th no clock in Berlin stood.
    expect(rowOf(out, /^default, .*Berlin/)).toEqual(["1"]);
    expect(rowOf(out, /^default, .*Loose/)).toEqual(["49"]);
    const [median, , latest] = rowOf(out, /^default, star/);
    expect(median).toMatch(/ m/);
    expect(latest).toMatch(/^2\d m/);
    const given = cell(out, /^schedule group/, /^default /, "given up");
    expect(given).toBe("8");
    expect(cell(out, /^queue /, /^Dead /, "sent")).toBe(given);
    const story = await storyOf("Dead:2");
    expect(story).toMatch(/the time of a schedule comes: its invocation is to be made in \d/);
    expect(story.match(/its target does not take it: ServiceUnavailable/g)).toHaveLength(3);
    expect(story).toContain("is given up: it goes to the dead-letter queue");
    expect(story).toContain("the dead-letter queue has it");
    expect(await storyOf("Work:1")).toContain("its target has it");
    expect(out).toContain(
      `Schedules of default gave up ${given} invocations. Dead-letter queues have them.`,
    );
  });
});

/** What is told of a message of the last scenario. */
async function storyOf(message: string): Promise<string> {
  const { status, out } = await orrery(["explain", folder.of(saved), "--message", message]);
  expect(status).toBe(0);
  return out;
}

describe("pipes", () => {
  beforeAll(() => {
    folder.write(
      "pipes.yaml",
      `Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs22.x, Handler: a.b, CodeUri: ., Timeout: 30 } }
Resources:
  In: { Type: AWS::SQS::Queue }
  Out: { Type: AWS::SQS::Queue }
  Clicks: { Type: AWS::Kinesis::Stream, Properties: { ShardCount: 1 } }
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      StreamSpecification: { StreamViewType: NEW_IMAGE }
  Enricher: { Type: AWS::Serverless::Function }
  Worker: { Type: AWS::Serverless::Function }
  Failed: { Type: AWS::SQS::Queue }
  QueuePipe:
    Type: AWS::Pipes::Pipe
    Properties:
      RoleArn: arn:aws:iam::123456789012:role/pipe
      Source: !GetAtt In.Arn
      SourceParameters:
        SqsQueueParameters: { BatchSize: 5 }
        FilterCriteria: { Filters: [{ Pattern: '{"body":{"wanted":[true]}}' }] }
      Enrichment: !GetAtt Enricher.Arn
      Target: !GetAtt Out.Arn
  StreamPipe:
    Type: AWS::Pipes::Pipe
    Properties:
      RoleArn: arn:aws:iam::123456789012:role/pipe
      Source: !GetAtt Clicks.Arn
      SourceParameters: { KinesisStreamParameters: { StartingPosition: TRIM_HORIZON, BatchSize: 10, MaximumRetryAttempts: 1, DeadLetterConfig: { Arn: !GetAtt Failed.Arn } } }
      Target: !GetAtt Worker.Arn
      LogConfiguration: { Level: INFO, CloudwatchLogsLogDestination: { LogGroupArn: "arn:aws:logs:us-east-1:123456789012:log-group:pipe" } }
  TablePipe:
    Type: AWS::Pipes::Pipe
    Properties:
      RoleArn: arn:aws:iam::123456789012:role/pipe
      Source: !GetAtt Table.StreamArn
      SourceParameters: { DynamoDBStreamParameters: { StartingPosition: TRIM_HORIZON, BatchSize: 10 } }
      Target: !GetAtt Out.Arn
`,
    );
  });

  const minute = (functions: string) => `
duration: 10m
workload:
  - { to: In, arrivals: { constant: { rate: 2/s } }, for: 1m, payload: { list: [{ wanted: true }, { wanted: false }] } }
  - { to: Clicks, arrivals: { constant: { rate: 5/s } }, for: 1m, payload: { list: [{ a: 1 }] } }
  - { to: Table, arrivals: { constant: { rate: 2/s } }, for: 1m }
functions: ${functions}
`;

  it("read queues, streams and tables, filter and enrich", async () => {
    const out = await summaryOf(
      "pipes.yaml",
      minute("{ Enricher: { duration: 20ms, response: [{ order: 1 }] } }"),
    );
    const taken = (name: RegExp) => cell(out, /^pipe /, name, "taken");
    expect(taken(/^In → Enricher/)).toBe("60");
    expect(taken(/^Clicks → Worker/)).toBe("300");
    expect(taken(/^Table → Out/)).toBe("120");
    expect(cell(out, /^queue /, /^Out /, "sent")).toBe(`${60 + 120}`);
    expect(cell(out, /^queue /, /^In /, "left")).toBe("0");
    expect(await storyOf("In:1")).toMatch(
      /is taken up by the pipe, alone[^]*the target has it after/,
    );
    expect(await storyOf("In:2")).toContain("passes no filter of the pipe, which deletes it");
    expect(await storyOf("Clicks:12")).toMatch(/is taken up by the pipe, with \d others?/);
    expect(out).toMatch(/^StreamPipe…?.*requests +\d+/m);
  });

  it("bring a batch again that failed, and give it up to a queue", async () => {
    const out = await summaryOf(
      "pipes.yaml",
      minute("{ Worker: { duration: 20ms, failures: 30% } }"),
    );
    const ofPipe = (title: string) => cell(out, /^pipe /, /^Clicks → Worker/, title);
    expect(Number(ofPipe("not taken"))).toBeGreaterThan(0);
    expect(Number(ofPipe("taken"))).toBeLessThan(300);
    expect(Number(cell(out, /^queue /, /^Failed /, "sent"))).toBeGreaterThan(0);
    const stories: string[] = [];
    for (const each of [1, 60, 120, 180, 240]) stories.push(await storyOf(`Clicks:${each}`));
    expect(stories.join("")).toContain("its batch fails in the pipe after");
  });
});

describe("what else events come by", () => {
  const role = "arn:aws:iam::123456789012:role/any";

  beforeAll(() => {
    folder.write(
      "buses.yaml",
      `Resources:
  Work: { Type: AWS::SQS::Queue }
  Far: { Type: AWS::Events::EventBus, Properties: { Name: far } }
  All: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: all } }
  Stopped:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: { source: [aws.ecs], detail: { lastStatus: [STOPPED] } }
      Targets:
        - { Id: logs, Arn: !GetAtt All.Arn }
        - Id: work
          Arn: !GetAtt Work.Arn
          InputTransformer:
            InputPathsMap: { cluster: $.detail.clusterArn }
            InputTemplate: '{"cluster": <cluster>}'
        - { Id: far, Arn: "arn:aws:events:eu-west-1:123456789012:event-bus/far", RoleArn: "${role}" }
  There:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: !Ref Far
      EventPattern: { source: [{ prefix: aws. }] }
      Targets: [{ Id: work, Arn: !GetAtt Work.Arn }]
`,
    );
    folder.write(
      "schedules.yaml",
      `Transform: AWS::Serverless-2016-10-31
Resources:
  Work: { Type: AWS::SQS::Queue, Properties: { QueueName: work } }
  Nightly: { Type: AWS::Scheduler::ScheduleGroup, Properties: { Name: nightly } }
  Once:
    Type: AWS::Scheduler::Schedule
    Properties:
      GroupName: !Ref Nightly
      ScheduleExpression: at(2026-01-01T00:05:00)
      FlexibleTimeWindow: { Mode: "OFF" }
      Target: { Arn: !GetAtt Work.Arn, RoleArn: "${role}" }
  Calling:
    Type: AWS::Scheduler::Schedule
    Properties:
      GroupName: !Ref Nightly
      ScheduleExpression: rate(10 minutes)
      FlexibleTimeWindow: { Mode: "OFF" }
      Target:
        Arn: arn:aws:scheduler:::aws-sdk:sqs:sendMessage
        RoleArn: "${role}"
        Input: '{"QueueUrl":"https://sqs.us-east-1.amazonaws.com/123456789012/work","MessageBody":"x"}'
`,
    );
    folder.write(
      "pipes.yaml",
      `Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs22.x, Handler: a.b, CodeUri: ., Timeout: 30 } }
Resources:
  Out: { Type: AWS::SQS::Queue }
  Logs: { Type: AWS::S3::Bucket }
  Behind: { Type: AWS::Serverless::Function }
  Api: { Type: AWS::Serverless::HttpApi }
  Broker:
    Type: AWS::AmazonMQ::Broker
    Properties:
      BrokerName: broker
      EngineType: RabbitMQ
      DeploymentMode: SINGLE_INSTANCE
      HostInstanceType: mq.m5.large
      PubliclyAccessible: false
  Events: { Type: AWS::MSK::ServerlessCluster, Properties: { ClusterName: events, VpcConfigs: [{ SubnetIds: [a] }] } }
  Orders:
    Type: AWS::MSK::Topic
    Properties: { ClusterArn: !GetAtt Events.Arn, TopicName: orders, PartitionCount: 2, ReplicationFactor: 1 }
  FromBroker:
    Type: AWS::Pipes::Pipe
    Properties:
      RoleArn: "${role}"
      Source: !GetAtt Broker.Arn
      SourceParameters:
        RabbitMQBrokerParameters:
          QueueName: orders
          Credentials: { BasicAuth: "arn:aws:secretsmanager:us-east-1:123456789012:secret:b-a1b2c3" }
      Target: !GetAtt Out.Arn
      LogConfiguration: { Level: TRACE, S3LogDestination: { BucketName: !Ref Logs, BucketOwner: !Ref AWS::AccountId } }
  FromTopic:
    Type: AWS::Pipes::Pipe
    Properties:
      RoleArn: "${role}"
      Source: !GetAtt Events.Arn
      SourceParameters: { ManagedStreamingKafkaParameters: { TopicName: orders, StartingPosition: TRIM_HORIZON } }
      Target: !GetAtt Behind.Arn
  FromOutside:
    Type: AWS::Pipes::Pipe
    Properties:
      RoleArn: "${role}"
      Source: smk://one.example.com:9092
      SourceParameters: { SelfManagedKafkaParameters: { TopicName: clicks, StartingPosition: TRIM_HORIZON } }
      Target: !GetAtt Out.Arn
`,
    );
  });

  it("what services put on the default bus goes to a log group, another Region and, transformed, to a queue", async () => {
    const out = await summaryOf(
      "buses.yaml",
      `
duration: 5m
workload:
  - to: default
    as: aws.ecs
    arrivals: { constant: { rate: 1/s } }
    for: 1m
    payload: { list: [{ detail: { lastStatus: STOPPED } }, {}] }
latencies: { events.toOtherRegion: 1s }
`,
    );
    expect(cell(out, /^bus /, /^default/, "events")).toBe("60");
    expect(cell(out, /^bus /, /^default/, "invocations")).toBe("90");
    expect(cell(out, /^bus /, /^Far/, "events")).toBe("30");
    expect(cell(out, /^queue /, /^Work/, "sent")).toBe("60");
    expect(cell(out, /^log group /, /^All/, "put")).toBe("30");
  });

  it("a schedule of a group runs once, and one calls an operation by its name", async () => {
    const out = await summaryOf(
      "schedules.yaml",
      "startsAt: 2026-01-01T00:00:00Z\nduration: 1h\nworkload: []\n",
    );
    // At once, and after each ten minutes.
    expect(cell(out, /^queue /, /^Work/, "sent")).toBe(`${1 + 6}`);
    expect(out).toMatch(/Once/);
  });

  it("pipes read brokers, and log what they do", async () => {
    const out = await summaryOf(
      "pipes.yaml",
      `
duration: 10m
workload:
  - { to: Broker, arrivals: { constant: { rate: 2/s } }, for: 1m, groups: { orders: 1 } }
  - { to: Orders, arrivals: { constant: { rate: 2/s } }, for: 1m }
  - { to: FromOutsideTopic, arrivals: { constant: { rate: 2/s } }, for: 1m }
functions: { Behind: { duration: 20ms } }
`,
    );
    expect(cell(out, /^pipe /, /^Broker → Out/, "taken")).toBe("120");
    expect(cell(out, /^pipe /, /^(?:Orders|Events) → Behind/, "taken")).toBe("120");
    expect(cell(out, /^queue /, /^Out/, "sent")).toBe("240");
    expect(Number(cell(out, /^bucket /, /^Logs/, "put"))).toBeGreaterThan(0);
  });
});
