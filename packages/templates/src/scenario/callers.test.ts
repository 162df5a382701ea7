import { acceptedMessages, continueRun, prepareRun, reportOf, type RunReport } from "@orrery/aws";
import { ConfigError, type TraceEntry } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { readScenarioDocument } from "./scenario-document.ts";
import { readScenario } from "./read-scenario.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders: { Type: AWS::SQS::Queue, Properties: { VisibilityTimeout: 60 } }
  Steps: { Type: AWS::SQS::Queue, Properties: { FifoQueue: true } }
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Timeout: 10
      Events: { Orders: { Type: SQS, Properties: { Queue: !GetAtt Orders.Arn, BatchSize: 1 } } }
  Api: { Type: AWS::Serverless::Function, Properties: { Handler: a.b, Runtime: nodejs22.x } }
  Red: { Type: AWS::SQS::Queue }
  Dear: { Type: AWS::SQS::Queue }
  News:
    Type: AWS::SNS::Topic
  ToRed:
    Type: AWS::SNS::Subscription
    Properties: { TopicArn: !Ref News, Protocol: sqs, Endpoint: !GetAtt Red.Arn, FilterPolicy: { color: [red] } }
  ToDear:
    Type: AWS::SNS::Subscription
    Properties: { TopicArn: !Ref News, Protocol: sqs, Endpoint: !GetAtt Dear.Arn, FilterPolicy: { price: [{ numeric: [">=", 100] }] } }
`;
const sources = {
  open(path: string) {
    if (path === "template.yaml") return { path, text: template };
    throw new ConfigError(path, "a file", "none");
  },
};
const read = (more: string) =>
  readScenario(
    readScenarioDocument(`template: template.yaml\nduration: 10m\n${more}`, "s.yaml"),
    sources,
  ).scenario;

function reportAfter(more: string) {
  const run = prepareRun(read(more), { seed: 1 });
  continueRun(run);
  const report: RunReport = reportOf(run);
  return {
    report,
    sum: (resource: string, metric: string) => report.metrics[resource]?.[metric]?.sum ?? 0,
  };
}

describe("a producer that batches", () => {
  const sent = (batch: string) =>
    reportAfter(
      `workload: [{ to: Orders, arrivals: { constant: { rate: 20/s } }, for: 5m, payload: { size: 200B }${batch} }]`,
    );

  it("pays a tenth of the requests for its sends, and every message arrives for itself", () => {
    const alone = sent("");
    const together = sent(", batch: { within: 1s }");
    for (const { sum } of [alone, together]) {
      expect(sum("Orders", "NumberOfMessagesSent")).toBe(6_000);
      expect(sum("workload to Orders", "Accepted")).toBe(6_000);
      expect(sum("Worker", "Invocations")).toBe(6_000);
    }
    const requests = (one: typeof alone) => one.sum("Orders", "BilledRequests");
    expect(requests(alone) - requests(together)).toBeGreaterThan(6_000 - 600 - 50);
    expect(together.report.metrics["workload to Orders"]!["BatchSize"]).toMatchObject({
      count: 600,
      average: 10,
    });
  });

  it("is billed by 64 KB of a whole request, as AWS does", () => {
    const { sum } = reportAfter(
      `workload: [{ to: Red, arrivals: { constant: { rate: 10/s } }, for: 10s, payload: { size: 10KB }, batch: { within: 5s } }]`,
    );
    expect(sum("Red", "NumberOfMessagesSent")).toBe(100);
    expect(sum("Red", "BilledRequests")).toBe(20);
  });

  it("measures end to end from when each message came, with its wait for the others", () => {
    const { report } = sent(", batch: { within: 1s }");
    const { min, max } = report.metrics["WorkerOrders"]!["EndToEndLatency"]!;
    expect(min).toBeLessThan(300_000); // The last of a batch waited for nobody.
    const { max: hop } = report.metrics["WorkerOrders"]!["MessageLatency"]!;
    expect(max).toBeGreaterThan(450_000);
    expect(max).toBeGreaterThan(hop);
  });

  describe("to a topic", () => {
    const published = (batch: string) =>
      reportAfter(
        `workload: [{ to: News, arrivals: { constant: { rate: 20/s } }, for: 5m, payload: { size: 200B, attributes: { color: [red, blue] } }${batch} }]`,
      );

    it("pays a tenth of the requests, and every message is filtered and delivered for itself", () => {
      const alone = published("");
      const together = published(", batch: { within: 1s }");
      for (const { sum } of [alone, together]) {
        expect(sum("News", "NumberOfMessagesPublished")).toBe(6_000);
        expect(sum("workload to News", "Accepted")).toBe(6_000);
        expect(sum("Red", "NumberOfMessagesSent")).toBe(3_000);
      }
      expect(alone.sum("News", "BilledPublishes")).toBe(6_000);
      expect(together.sum("News", "BilledPublishes")).toBe(600);
    });

    it("fills a request up to the size that a topic takes", () => {
      const { report, sum } = reportAfter(
        `workload: [{ to: News, arrivals: { constant: { rate: 10/s } }, for: 10s, payload: { size: 60KB }, batch: { within: 5s } }]`,
      );
      expect(sum("News", "NumberOfMessagesPublished")).toBe(100);
      expect(report.metrics["workload to News"]!["BatchSize"]).toMatchObject({ max: 4, count: 25 });
    });

    it("is refused more than 10, and lets each message begin with its own arrival", () => {
      const arrivals = "arrivals: { constant: { rate: 4/s } }";
      expect(() =>
        read(`workload: [{ to: News, ${arrivals}, batch: { within: 1s, size: 11 } }]`),
      ).toThrow("workload.0.batch.size: expected 1 to 10, received 11");
      const scenario = read(
        `workload: [{ to: News, ${arrivals}, for: 1s, payload: { size: 1KB, attributes: { color: red } }, batch: { within: 2s } }]`,
      );
      const entries: TraceEntry[] = [];
      continueRun(prepareRun(scenario, { seed: 1, trace: (entry) => void entries.push(entry) }));
      const originsOf = (kind: string) =>
        [...acceptedMessages(entries)].flatMap(({ component, origin }) =>
          component.startsWith(kind) ? [[origin.number, origin.at]] : [],
        );
      const came = [1, 2, 3, 4].map((number) => [number, (number - 1) * 250_000]);
      expect(originsOf("sns.topic")).toEqual(came);
      expect(originsOf("sqs.queue").sort()).toEqual(came);
    });
  });

  it("is refused where the target takes one at a time, or takes fewer", () => {
    const workload = (rest: string) => () => read(`workload: [{ ${rest} }]`);
    const arrivals = "arrivals: { constant: { rate: 1/s } }";
    expect(workload(`to: Api, ${arrivals}, batch: { within: 1s }`)).toThrow(
      "workload.0.batch: expected none, as a function is brought one at a time",
    );
    expect(workload(`to: Orders, ${arrivals}, batch: { within: 1s, size: 11 }`)).toThrow(
      "workload.0.batch.size: expected 1 to 10, received 11",
    );
    expect(workload("to: Orders")).toThrow("workload.0: expected arrivals or users");
    expect(workload(`to: Api, ${arrivals}, delay: 5s`)).toThrow(
      "workload.0.delay: expected none for a function",
    );
    expect(workload(`to: Api, ${arrivals}, payload: { size: 1KB, attributes: { a: b } }`)).toThrow(
      "workload.0.payload.attributes: expected none for a function",
    );
  });
});

describe("a closed loop", () => {
  it("sends as fast as it is answered: by Little's law, users over think time and response time", () => {
    const { sum, report } = reportAfter(`
workload: [{ to: Api, users: { count: 20, think: { exponential: { mean: 1s } } } }]
functions: { Api: { duration: 1s } }
`);
    const answered = report.metrics["workload to Api"]!["ResponseTime"]!;
    const cycle = 1 + answered.average / 1e6;
    const offered = sum("workload to Api", "Offered");
    expect(offered).toBeGreaterThan((20 * 600 * 0.95) / cycle);
    expect(offered).toBeLessThan((20 * 600 * 1.05) / cycle);
    expect(report.metrics["Api"]!["ConcurrentExecutions"]!.max).toBeLessThanOrEqual(20);
  });

  it("slows down where an open workload would pile up", () => {
    const slow =
      "functions: { Api: { duration: 3s } }\nquotas: { lambda.concurrentExecutions: 10 }";
    const closed = reportAfter(`workload: [{ to: Api, users: { count: 10 } }]\n${slow}`);
    const open = reportAfter(
      `workload: [{ to: Api, arrivals: { constant: { rate: 20/s } }, retry: none }]\n${slow}`,
    );
    expect(closed.sum("Api", "Throttles")).toBe(0);
    expect(open.sum("Api", "Throttles")).toBeGreaterThan(5_000);
  });
});

describe("how callers try again", () => {
  const outage = (retry: string) =>
    reportAfter(`
workload: [{ to: Red, arrivals: { constant: { rate: 10/s } }, for: 5m, retry: ${retry} }]
faults: [{ at: 1m, for: 1m, refuse: Red, share: 90% }]
`);

  it("sdk.retry.budget: in an outage a budget ends the storm of new attempts", () => {
    const without = outage("{ attempts: 10 }");
    const within = outage("{ attempts: 10, budget: { tokens: 100 } }");
    const retried = ({ sum }: typeof without) => sum("workload to Red", "Retried");
    expect(retried(without)).toBeGreaterThan(2_500);
    expect(retried(within)).toBeLessThan(retried(without) / 10);
    expect(within.sum("workload to Red", "RetriesWithoutBudget")).toBeGreaterThan(300);
    expect(within.report.warnings.join("\n")).toContain("as its budget for that was used up");
  });

  it("none tries once; a fixed wait that outlasts the outage loses nothing", () => {
    expect(outage("none").sum("workload to Red", "Retried")).toBe(0);
    const patient = outage("{ attempts: 3, backoff: fixed, base: 1m, longest: 1m, jitter: none }");
    expect(patient.sum("workload to Red", "GivenUp")).toBe(0);
    expect(patient.sum("Red", "NumberOfMessagesSent")).toBe(3_000);
  });
});

describe("what a function sends with a delay", () => {
  it("is hidden for so long, whatever the queue says", () => {
    const { report } = reportAfter(`
workload: [{ to: Orders, arrivals: { constant: { rate: 1/s } }, for: 1m }]
functions: { Worker: { calls: [{ "sqs:SendMessage": Red, body: again, delay: 15s }] } }
consumers: [{ from: Red, waitTime: 20s, concurrency: 100 }]
`);
    const latency = report.metrics["consumer of Red"]!["MessageLatency"]!;
    expect(latency.count).toBe(60);
    expect(latency.min).toBeGreaterThan(15e6);
    expect(latency.max).toBeLessThan(16e6);
  });

  it.each([
    ['"lambda:Invoke": Api, delay: 15s', "expected none for a function, received a delay"],
    ['"sqs:SendMessage": Red, delay: 16m', "expected 0 s to 15 m, received 16 m"],
    ['"sqs:SendMessage": Red, delay: 1500ms', "expected whole seconds, received 1.5 s"],
  ])("%s is refused with its place", (call, problem) => {
    const reading = () => read(`functions: { Worker: { calls: [{ ${call} }] } }`);
    expect(reading).toThrow(`functions.Worker.calls.0.delay: ${problem}`);
  });
});

describe("what messages have beside their text", () => {
  it("is filtered by the policies of a topic's subscriptions: texts by share, numbers in turn", () => {
    const { sum } = reportAfter(`
workload:
  - to: News
    arrivals: { constant: { rate: 10/s } }
    for: 5m
    payload: { size: 100B, attributes: { color: { red: 25%, blue: 75% }, price: [5, 99, 100, 500.5] } }
`);
    expect(sum("News", "NumberOfMessagesPublished")).toBe(3_000);
    expect(sum("Dear", "NumberOfMessagesSent")).toBe(1_500);
    expect(sum("Red", "NumberOfMessagesSent")).toBeGreaterThan(650);
    expect(sum("Red", "NumberOfMessagesSent")).toBeLessThan(850);
  });

  it("counts as bytes of the message: names, types and values", () => {
    const { report } = reportAfter(`
workload: [{ to: Red, arrivals: { constant: { rate: 1/s } }, for: 1m, payload: { size: 100B, attributes: { color: red } } }]
`);
    const bytes = 100 + "color".length + "String".length + "red".length;
    expect(report.metrics["Red"]!["SentMessageSize"]).toMatchObject({ min: bytes, max: bytes });
  });

  it("AWS refuses more than ten attributes, and those reserved", () => {
    const eleven = Array.from({ length: 11 }, (_, place) => `a${place}: x`).join(", ");
    for (const attributes of [eleven, "AWS.x: y"]) {
      const { sum } = reportAfter(
        `workload: [{ to: Red, arrivals: { constant: { rate: 1/s } }, for: 1m, payload: { size: 1KB, attributes: { ${attributes} } } }]`,
      );
      expect(sum("workload to Red", "Refused")).toBe(60);
    }
  });

  it("a delay hides each message at first, which a FIFO queue refuses message by message", () => {
    const { report } = reportAfter(
      "workload: [{ to: Orders, arrivals: { constant: { rate: 1/s } }, for: 1m, delay: 15s }]",
    );
    expect(report.metrics["WorkerOrders"]!["MessageLatency"]!.min).toBeGreaterThan(15e6);
    const fifo = reportAfter(
      "workload: [{ to: Steps, arrivals: { constant: { rate: 1/s } }, for: 1m, delay: 15s, groups: 1 }]",
    );
    expect(fifo.sum("workload to Steps", "Refused")).toBe(60);
  });
});
