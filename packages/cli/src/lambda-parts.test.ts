import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Folder, orrery } from "../test/captured.ts";

const folder = new Folder();
beforeAll(() => {
  folder.write(
    "template.yaml",
    `Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: java21, Handler: a.b, CodeUri: ., Timeout: 30 } }
Resources:
  Order: { Type: AWS::Serverless::Function, Properties: { DurableConfig: { ExecutionTimeout: 3600 } } }
  Tenants: { Type: AWS::Serverless::Function, Properties: { TenancyConfig: { TenantIsolationMode: PER_TENANT } } }
  Caller: { Type: AWS::Serverless::Function }
  Streamer: { Type: AWS::Serverless::Function, Properties: { FunctionName: streamer } }
  Shop: { Type: AWS::Serverless::Function, Properties: { FunctionUrlConfig: { AuthType: NONE } } }
  Quick:
    Type: AWS::Serverless::Function
    Properties: { AutoPublishAlias: live, SnapStart: { ApplyOn: PublishedVersions } }
  Signed: { Type: AWS::Serverless::Function, Properties: { CodeSigningConfigArn: !Ref Signing } }
  Layered: { Type: AWS::Serverless::Function, Properties: { Layers: [!Ref Base] } }
  Base: { Type: AWS::Lambda::LayerVersion, Properties: { Content: { S3Bucket: b, S3Key: k } } }
  Taking: { Type: AWS::SQS::Queue, Properties: { QueueName: taking } }
  Failed: { Type: AWS::SQS::Queue }
  Mailer:
    Type: AWS::Serverless::Function
    Properties:
      EventInvokeConfig:
        { MaximumRetryAttempts: 0, DestinationConfig: { OnFailure: { Type: SQS, Destination: !GetAtt Failed.Arn } } }
  Looping:
    Type: AWS::Serverless::Function
    Properties: { Events: { Taken: { Type: SQS, Properties: { Queue: !GetAtt Taking.Arn, BatchSize: 1 } } } }
  Warm:
    Type: AWS::Serverless::Function
    Properties: { AutoPublishAlias: live, ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 2 } }
  Signing:
    Type: AWS::Lambda::CodeSigningConfig
    Properties: { AllowedPublishers: { SigningProfileVersionArns: ["arn:aws:signer:us-east-1:123456789012:/signing-profiles/p"] } }
`,
  );
});
afterAll(() => folder.remove());

/** What a minute with a request a second comes to, of a workload and with a behavior, as the summary says it. */
async function summaryOf(workload: string, functions = "{}"): Promise<string> {
  const scenario = folder.write(
    "parts.scenario.yaml",
    `template: ./template.yaml\nduration: 1m\nfunctions: ${functions}\nworkload: [{ arrivals: { constant: { rate: 1/s } }, ${workload} }]\n`,
  );
  const { status, out } = await orrery(["run", scenario]);
  expect(status).toBe(0);
  return out;
}

/** The numbers in the row of a table. */
function rowOf(out: string, name: string): readonly string[] {
  const row = out.split("\n").find((line) => line.startsWith(`${name} `)) ?? "";
  return row.slice(name.length).trim().split(/ {2,}/);
}

it("durable executions come from a workload to the summary and the bill", async () => {
  const out = await summaryOf("to: Order, invoke: event");
  expect(rowOf(out, "Order, durable operations")[0]).toBe("60");
  expect(out).toMatch(/^Order, end to end +\d+ ms/m);
});

it("tenants have environments of their own", async () => {
  const out = await summaryOf("to: Tenants, groups: { a: 1, b: 1, c: 1 }");
  expect(out).toMatch(/^Tenants +60 +0 +0 +3 \(5%\)/m);
  expect(out).toContain("Tenants: new execution environments of tenants");
});

it("a response that is streamed takes its time, and is billed by its size", async () => {
  const out = await summaryOf(
    "to: Caller",
    "{ Caller: { calls: [{ lambda:InvokeWithResponseStream: { FunctionName: streamer } }] }, Streamer: { responseBytes: 8388608 } }",
  );
  // Two MB beyond the first six, at two a second, after 100 ms.
  expect(rowOf(out, "Streamer, invocation")[0]).toBe("1.1 s");
  expect(rowOf(out, "Streamer, response streaming")[0]).toMatch(/^0\.11\d GB$/);
});

it("requests reach a function through its URL", async () => {
  const out = await summaryOf("to: ShopUrl, request: { method: GET, path: / }");
  expect(out).toMatch(/^ShopUrl +60 +0 +0$/m);
  expect(out).not.toContain("a loop");
});

it("a version with a snapshot restores it where others are initialized", async () => {
  const out = await summaryOf("to: QuickAliaslive");
  expect(out).toMatch(/^Quick +60 +0 +0 +1 \(1\.67%\)/m);
  expect(out).not.toContain("Quick, cold start");
  const plain = await summaryOf("to: Signed");
  expect(plain).toContain("Signed, cold start");
});

it("functions with a configuration of code signing or with a layer run as others do", async () => {
  for (const name of ["Signed", "Layered"]) {
    const out = await summaryOf(`to: ${name}`);
    expect(out).toMatch(new RegExp(`^${name} +60 +0 +0 +1`, "m"));
  }
});

it("what fails asynchronously goes to its destination", async () => {
  const out = await summaryOf("to: Mailer, invoke: event", "{ Mailer: { failures: 100% } }");
  expect(out).toMatch(/^Mailer +60 +60/m);
  expect(out).toMatch(/^Failed +60 /m);
});

it("a function that writes to its own queue is stopped, and the summary says so", async () => {
  const out = await summaryOf(
    "to: Taking",
    "{ Looping: { duration: 1ms, calls: [{ sqs:SendMessage: Taking }] } }",
  );
  expect(out).toContain("Looping feeds itself");
});

it("what is initialized ahead has no cold start, and is billed", async () => {
  const out = await summaryOf("to: WarmAliaslive");
  expect(out).toMatch(/^Warm +60 +0 +0 +0/m);
  expect(out).toMatch(/Warm.*provisioned/);
});

it("what a function logs is in its bill, and its profile is as long as it ran", async () => {
  const out = await summaryOf(
    "to: Signed",
    "{ Signed: { duration: 250ms, printedBytes: 100000 } }",
  );
  expect(out).toMatch(/Signed.*log/i);
  const path = folder.of("parts.scenario.yaml");
  const file = folder.of("signed.json");
  const { status, out: summary } = await orrery([
    ...["run", path, "--profile", "Signed", "--profile-out", file],
  ]);
  expect(status).toBe(0);
  expect(summary).toContain("Signed");
  const { profiles } = JSON.parse(readFileSync(file, "utf8")) as {
    profiles: readonly { readonly endValue: number }[];
  };
  // Sixty of 250 ms, and a cold start.
  expect(profiles[0]!.endValue).toBeGreaterThan(15_000_000);
});
