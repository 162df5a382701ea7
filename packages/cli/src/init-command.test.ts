import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Folder, orrery, ordersTemplate } from "../test/captured.ts";
import { synthesizedShop } from "../test/synthesized.ts";

const folder = new Folder();
beforeAll(() => {
  folder.write("template.yaml", ordersTemplate);
  folder.write("cdk.out/Shop.template.json", synthesizedShop);
});
afterAll(() => folder.remove());

const init = (template: string, ...args: string[]) => orrery(["init", template, ...args]);

/** The scenario that is written of a template. */
async function drafted(template: string, ...args: string[]): Promise<string> {
  const output = folder.of("drafted.scenario.yaml");
  const { status, err } = await init(template, "--output", output, "--force", ...args);
  expect({ status, err }).toEqual({ status: 0, err: "" });
  return readFileSync(output, "utf8");
}

/** The same with all that it has as comments, but for what is left open. */
const uncommented = (text: string) =>
  text
    .split("\n")
    .filter((line) => !/^# (?:yaml-lang|Runs|What|Nothing|parameters)|# Others of|: …/.test(line))
    .map((line) => line.replace(/^( *)# /, "$1"))
    .join("\n");

async function statusOf(text: string): Promise<number> {
  const path = folder.write("tried.scenario.yaml", text);
  const { status, err } = await orrery(["run", path, "--duration", "2s", "--no-sensitivity"]);
  expect(err).toBe("");
  return status;
}

describe("init", () => {
  it("writes a scenario that runs, with a workload to what nothing else brings anything to", async () => {
    const text = await drafted(folder.of("template.yaml"));
    expect(text).toContain("\ntemplate: ./template.yaml\n");
    expect(text).toContain(`
workload:
  - to: ReceiptsQueue
    arrivals: { poisson: { rate: 10/s } } # assumed
    payload: { size: 1KB } # assumed
`);
    expect(text).toMatch(/\n {2}- to: OrdersQueue\n/);
    expect(text).toMatch(/\n {2}# Others of .*:\n(?: {2}# .*\n)* {2}# - to: OrdersDlq\n/);
    expect(text).toMatch(/\n {2}# - to: Worker\n/);
    expect(text).toContain(`
functions:
  Worker:
    duration: { lognormal: { p50: 100ms, p99: 500ms } } # assumed
    # failures: 1%
`);
    expect(text).toContain(`
# expect:
#   - OrdersDlq.ApproximateNumberOfMessagesVisible = 0
`);
    expect(text).toContain("#   - OrdersQueue.ApproximateAgeOfOldestMessage < 15m\n");
    expect(text).toContain("#   - Worker.Errors / Worker.Invocations < 1%\n");
    expect(await statusOf(text)).toBe(0);
    // What is there as a comment is right, too: only whether it holds is open.
    expect([0, 1]).toContain(await statusOf(uncommented(text)));
  });

  it("names resources as the CDK's code does, and the template from where the scenario is", async () => {
    const output = folder.of("Shop.scenario.yaml");
    const { out } = await init(folder.of("cdk.out/Shop.template.json"), "--output", output);
    expect(out).toBe(
      `wrote ${output}; what it assumes is marked in it. It runs as it is: orrery run ${output}\n`,
    );
    const text = readFileSync(output, "utf8");
    expect(text).toContain("\ntemplate: ./cdk.out/Shop.template.json\n");
    for (const name of ["Orders", "Api/Receipts", "Web/Receipts"]) {
      expect(text).toContain(`\n  - to: ${name}\n`);
    }
    expect(text).toContain("\n  # - to: DeadLetters\n");
    const { metrics } = JSON.parse(
      (await orrery(["run", output, "--duration", "10s", "--json"])).out,
    ) as { readonly metrics: Readonly<Record<string, { Invocations: { sum: number } }>> };
    expect(metrics["WorkerF5"]!.Invocations.sum).toBeGreaterThan(5);
    expect([0, 1]).toContain(await statusOf(uncommented(text)));
  });

  it("gives what a FIFO queue needs, and says which parameters have no value", async () => {
    const template = folder.write(
      "fifo.yaml",
      `Parameters:
  Stage: { Type: String }
  Size: { Type: Number }
Resources:
  Queue: { Type: AWS::SQS::Queue, Properties: { FifoQueue: true, QueueName: !Sub "\${Stage}-\${Size}.fifo" } }
`,
    );
    const text = await drafted(template, "--parameter", "Size=7");
    expect(text).toContain(
      '\nparameters:\n  Size: "7"\n  # Stage: … # has no default: a placeholder is used.\n',
    );
    expect(text).toContain("\n    groups: 100 # assumed: how many message groups there are\n");
    expect(await statusOf(text)).toBe(0);
  });

  it("brings events that rules match, and requests to methods as their authorizers want them", async () => {
    const template = folder.write(
      "doors.yaml",
      `Transform: AWS::Serverless-2016-10-31
Resources:
  Bus: { Type: AWS::Events::EventBus, Properties: { Name: shop } }
  Idle: { Type: AWS::Events::EventBus, Properties: { Name: idle } }
  Api: { Type: AWS::Serverless::Api, Properties: { StageName: v1, Auth: { DefaultAuthorizer: AWS_IAM } } }
  Handler:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Events:
        Paid:
          Type: EventBridgeRule
          Properties:
            EventBusName: !Ref Bus
            Pattern: { source: [shop], detail: { total: [{ numeric: [">", 10] }] } }
        Read: { Type: Api, Properties: { RestApiId: !Ref Api, Path: "/orders/{id}", Method: GET } }
`,
    );
    const text = await drafted(template);
    expect(text).toContain('{"source":"shop","detail-type":"example","detail":{"total":11}}');
    expect(text).toContain('request: {"method":"GET","path":"/orders/1"');
    expect(text).not.toContain("to: Idle");
    const path = folder.write("doors.scenario.yaml", text);
    const { out } = await orrery(["run", path, "--json", "--no-sensitivity"]);
    const { metrics } = JSON.parse(out) as {
      readonly metrics: Readonly<
        Record<string, Readonly<Record<string, { readonly sum: number }>>>
      >;
    };
    expect(metrics["Api"]!["4XXError"]!.sum).toBe(0);
    expect(metrics["Handler"]!["Invocations"]!.sum).toBeGreaterThan(metrics["Api"]!["Count"]!.sum);
  });

  it("brings what rules, filters, authorizers, behaviors and clients let through", async () => {
    const template = folder.write(
      "filters.yaml",
      `Transform: AWS::Serverless-2016-10-31
Resources:
  Uploads:
    Type: AWS::S3::Bucket
    Properties: { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } }
  News: { Type: AWS::SNS::Topic }
  Red: { Type: AWS::SQS::Queue }
  Blue: { Type: AWS::SQS::Queue }
  Subscription:
    Type: AWS::SNS::Subscription
    Properties: { Protocol: sqs, TopicArn: !Ref News, Endpoint: !GetAtt Red.Arn, FilterPolicy: { color: [red], price: [{ numeric: [">", 3] }] } }
  Big:
    Type: AWS::SNS::Subscription
    Properties: { Protocol: sqs, TopicArn: !Ref News, Endpoint: !GetAtt Blue.Arn, FilterPolicyScope: MessageBody, FilterPolicy: { size: [big] } }
  Pool: { Type: AWS::Cognito::UserPool }
  Client: { Type: AWS::Cognito::UserPoolClient, Properties: { UserPoolId: !Ref Pool, ExplicitAuthFlows: [ALLOW_USER_SRP_AUTH] } }
  Api:
    Type: AWS::Serverless::HttpApi
    Properties: { Auth: { DefaultAuthorizer: Jwt, Authorizers: { Jwt: { IdentitySource: $request.header.Authorization, JwtConfiguration: { issuer: https://issuer.example, audience: [web] } } } } }
  Target: { Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: { TargetType: lambda, Targets: [{ Id: !GetAtt Handler.Arn }] } }
  Balancer: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Subnets: [subnet-1, subnet-2] } }
  Listener: { Type: AWS::ElasticLoadBalancingV2::Listener, Properties: { LoadBalancerArn: !Ref Balancer, Port: 80, Protocol: HTTP, DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "404" } }] } }
  Rule: { Type: AWS::ElasticLoadBalancingV2::ListenerRule, Properties: { ListenerArn: !Ref Listener, Priority: 1, Conditions: [{ Field: path-pattern, PathPatternConfig: { Values: ["/api/*"] } }, { Field: http-request-method, HttpRequestMethodConfig: { Values: [GET] } }], Actions: [{ Type: forward, TargetGroupArn: !Ref Target }] } }
  Shop: { Type: AWS::Serverless::Api, Properties: { StageName: v1, Domain: { DomainName: shop.example.com, CertificateArn: arn:aws:acm:us-east-1:123456789012:certificate/1, BasePath: [shop] } } }
  Cdn:
    Type: AWS::CloudFront::Distribution
    Properties: { DistributionConfig: { Enabled: true, Origins: [{ Id: api, DomainName: !Sub "\${Api}.execute-api.\${AWS::Region}.amazonaws.com", CustomOriginConfig: { OriginProtocolPolicy: https-only } }], DefaultCacheBehavior: { TargetOriginId: api, ViewerProtocolPolicy: allow-all, CachePolicyId: 4135ea2d-6df8-44a3-9df3-4b5a84be39ad, OriginRequestPolicyId: b689b0a8-53d0-40ab-baf2-68738e2966ac } } }
  Handler:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Events:
        Put: { Type: EventBridgeRule, Properties: { Pattern: { source: [aws.s3], detail: { bucket: { name: [!Ref Uploads] }, object: { key: [{ suffix: .jpg }] } } } } }
        Asked: { Type: HttpApi, Properties: { ApiId: !Ref Api, Path: /orders, Method: GET } }
        Shopped: { Type: Api, Properties: { RestApiId: !Ref Shop, Path: "/carts/{id}", Method: GET } }
`,
    );
    const text = await drafted(template);
    expect(text).toContain('"path":"/shop/carts/1"');
    expect(text).toContain('Uploads: {"key":"{number}.jpg"}');
    expect(text).toContain('payload: {"size":"1KB","attributes":{"color":"red","price":4}}');
    expect(text).toContain('payload: {"list":[{"size":"big"}]}');
    expect(text).toContain('"AuthFlow":"USER_SRP_AUTH"');
    expect(text).toContain('request: {"method":"GET","path":"/api/1"}');
    const path = folder.write("filters.scenario.yaml", text);
    const { out } = await orrery(["run", path, "--json", "--no-sensitivity", "--duration", "20s"]);
    const { metrics } = JSON.parse(out) as {
      readonly metrics: Readonly<
        Record<string, Readonly<Record<string, { readonly sum: number }>>>
      >;
    };
    const sum = (name: string, metric: string) => metrics[name]?.[metric]?.sum ?? 0;
    expect(sum("Red", "NumberOfMessagesSent")).toBeGreaterThan(100);
    expect(sum("Blue", "NumberOfMessagesSent")).toBeGreaterThan(100);
    expect(sum("Handler", "Invocations")).toBeGreaterThan(300);
    expect(sum("Target", "RequestCountPerTarget")).toBeGreaterThan(100);
    expect([sum("Api", "4xx"), sum("Cdn", "Errors4xx"), sum("Pool", "Refusals")]).toEqual([
      0, 0, 0,
    ]);
    expect(sum("Cdn", "Requests")).toBeGreaterThan(100);
    expect(sum("Shop", "Count")).toBeGreaterThan(100);
    expect(sum("Shop", "4XXError")).toBe(0);
  });

  it("says so of a template that has nothing to bring anything to", async () => {
    const template = folder.write(
      "table.yaml",
      "Resources: { T: { Type: AWS::EFS::FileSystem } }\n",
    );
    const text = await drafted(template);
    expect(text).toContain(
      "\n# Nothing of the template that is modeled takes what comes from outside.\nworkload: []\n",
    );
    expect(await statusOf(text)).toBe(0);
  });

  it("writes over nothing, unless it is told to", async () => {
    const output = folder.write("mine.yaml", "mine");
    const template = folder.of("template.yaml");
    expect(await init(template, "--output", output)).toEqual({
      status: 2,
      out: "",
      err: `${output}: expected no file of this name yet, or --force, which writes over it, received one that is there\n`,
    });
    expect(readFileSync(output, "utf8")).toBe("mine");
    await init(template, "--output", output, "--force");
    expect(readFileSync(output, "utf8")).toContain("template: ");
  });

  it.each([
    ["absent.yaml", [], /absent\.yaml: expected a file that can be read, received no such file\n$/],
    [
      "wrong.yaml",
      [],
      /wrong\.yaml:1:\d+: Q \(CreateQueue\): expected what AWS accepts, received Invalid/,
    ],
    [
      "template.yaml",
      ["--parameter", "Btch=3"],
      /expected a value for one of Batch, received "Btch"; did you mean Batch\?\n$/,
    ],
    [
      "template.yaml",
      ["--output", "none/x.yaml"],
      /^none\/x\.yaml: expected a file that can be written/,
    ],
  ])("says in one line what is wrong with %s %j", async (name, args, line) => {
    folder.write(
      "wrong.yaml",
      "Resources: {      Q: { Type: AWS::SQS::Queue, Properties: { DelaySeconds: 99999 } } }\n",
    );
    const output = ["--output", folder.of("refused.scenario.yaml")];
    const { status, out, err } = await init(folder.of(name), ...output, ...args);
    expect(err).toMatch(line);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(existsSync(folder.of("refused.scenario.yaml"))).toBe(false);
  });
});

/** Published templates beside the repository; they are not part of it. */
const published = fileURLToPath(new URL("../../../../shared/templates", import.meta.url));
const templates = existsSync(published)
  ? readdirSync(published, { recursive: true, encoding: "utf8" })
      .filter((file) => /(^|\/)template[^/]*\.ya?ml$/.test(file))
      .sort()
  : [];
const absent = templates.length === 0 ? " (skipped: no ../shared/templates)" : "";

it.skipIf(templates.length === 0)(
  `writes a scenario that runs of every template that people published${absent}`,
  async () => {
    let written = 0;
    for (const name of templates) {
      // What is refused by itself is not run at all.
      const plain = folder.write(
        "plain.yaml",
        `template: ${join(published, name)}\nduration: 1s\n`,
      );
      if ((await orrery(["run", plain])).status === 2) continue;
      written += 1;
      const text = await drafted(join(published, name));
      expect(await statusOf(text), name).toBe(0);
      expect([0, 1], name).toContain(await statusOf(uncommented(text)));
    }
    expect(written).toBeGreaterThan(40);
  },
  120_000,
);
