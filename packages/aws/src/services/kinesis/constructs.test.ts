import { minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { kinesis, lambda, sources, Stack } from "../../index.ts";
import { reportOf } from "../../run/report.ts";
import { continueRun, prepareRun } from "../../run/run.ts";

it("kinesis.StreamConsumer and sources.KinesisConsumerEventSource push a stream's records to a function", () => {
  const stack = new Stack("shop");
  const clicks = new kinesis.Stream(stack, "Clicks", { shardCount: 2 });
  const app = new kinesis.StreamConsumer(stack, "App", {
    stream: clicks,
    streamConsumerName: "app",
  });
  const [pushed, polled] = ["Pushed", "Polled"].map((id) => new lambda.Function(stack, id, {}));
  const { TRIM_HORIZON: startingPosition } = lambda.StartingPosition;
  pushed!.addEventSource(new sources.KinesisConsumerEventSource(app, { startingPosition }));
  polled!.addEventSource(new sources.KinesisEventSource(clicks, { startingPosition }));
  const run = prepareRun(
    stack.scenario({
      duration: minutes(2),
      startsAt: "2026-11-30T08:00:00Z",
      workloads: [
        {
          to: "Clicks",
          arrivals: { type: "constant", rate: 5 },
          from: seconds(30),
          until: seconds(90),
          payload: { type: "size", size: { type: "constant", value: 100 } },
          groups: [],
        },
      ],
    }),
    { seed: 1 },
  );
  continueRun(run);
  const { metrics } = reportOf(run);
  const put = metrics["Clicks"]?.["IncomingRecords"]?.sum;
  expect(put).toBe(300);
  expect(metrics["PushedApp"]?.["ProcessedEventCount"]?.sum).toBe(put);
  expect(metrics["PolledClicks"]?.["ProcessedEventCount"]?.sum).toBe(put);
  expect(metrics["Clicks"]?.["SubscribeToShardEvent.Records"]?.sum).toBe(put);
});
