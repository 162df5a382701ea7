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
