import { continueRun, prepareRun, reportOf } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Clicks: { Type: AWS::Kinesis::Stream, Properties: { ShardCount: 2 } }
  App: { Type: AWS::Kinesis::StreamConsumer, Properties: { ConsumerName: app, StreamARN: !GetAtt Clicks.Arn } }
  Pushed:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Events: { Clicks: { Type: Kinesis, Properties: { Stream: !GetAtt App.ConsumerARN, StartingPosition: TRIM_HORIZON } } }
  Polled: { Type: AWS::Lambda::Function, Properties: { Handler: index.handler, Runtime: nodejs22.x } }
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties: { FunctionName: !Ref Polled, EventSourceArn: !GetAtt Clicks.Arn, StartingPosition: TRIM_HORIZON }
  Other:
    Type: AWS::Kinesis::StreamConsumer
    Properties: { ConsumerName: other, StreamARN: !GetAtt Clicks.Arn }
  OtherMapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties: { FunctionName: !Ref Polled, EventSourceArn: !Ref Other, StartingPosition: TRIM_HORIZON }
`;
const sources = {
  open(path: string) {
    if (path === "template.yaml") return { path, text: template };
    throw new ConfigError(path, "a file", "none");
  },
};

it("a function that is pushed a stream's records has them sooner than one that polls, and pays for it", () => {
  const text = `template: template.yaml
startsAt: 2026-05-05T10:00:00Z
duration: 12m
functions: { Pushed: { duration: 1ms }, Polled: { duration: 1ms } }
workload: [{ to: Clicks, arrivals: { poisson: { rate: 20/s } }, for: 10m }]`;
  const document = readScenarioDocument(text, "s.yaml");
  const run = prepareRun(readScenario(document, sources).scenario, { seed: 1 });
  continueRun(run);
  const { metrics, cost, warnings } = reportOf(run);
  const times = (mapping: string) => metrics[mapping]?.["MessageLatency"];
  const put = metrics["Clicks"]?.["IncomingRecords"]?.sum ?? 0;
  expect(put).toBeGreaterThan(10_000);
  for (const mapping of ["PushedClicks", "Mapping", "OtherMapping"]) {
    expect(metrics[mapping]?.["ProcessedEventCount"]?.sum, mapping).toBe(put);
  }
  expect(times("PushedClicks")!.average).toBeLessThan(150_000);
  expect(times("Mapping")!.average).toBeGreaterThan(400_000);
  expect(metrics["Clicks"]?.["SubscribeToShardEvent.Records"]?.sum).toBe(2 * put);
  const charges = cost.resources.flatMap(({ items }) => items);
  const fanOut = charges.filter(({ what }) => /enhanced fan-out/.test(what));
  expect(fanOut.map(({ what, quantity }) => [what, Math.round(quantity * 100) / 100])).toEqual([
    ["Kinesis enhanced fan-out consumers", 0.8],
    ["Kinesis enhanced fan-out data", expect.any(Number)],
  ]);
  expect(warnings.join("\n")).not.toContain("not modeled");
});
