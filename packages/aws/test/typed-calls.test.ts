import { seconds, type Duration, type Plain } from "@orrery/kernel";
import { expect, expectTypeOf, it } from "vitest";
import {
  AwsCallError,
  call,
  continueRun,
  lambda,
  prepareRun,
  reportOf,
  sns,
  sqs,
  Stack,
  wait,
  type Handler,
} from "../src/index.ts";

/** What a handler hears that is invoked once, beside a queue, a topic and another function. */
function heardBy(
  handler: (made: {
    readonly done: sqs.Queue;
    readonly news: sns.Topic;
    readonly other: lambda.Function;
    readonly keep: (value: unknown) => void;
  }) => Handler,
) {
  const stack = new Stack("shop");
  const heard: unknown[] = [];
  const done = new sqs.Queue(stack, "Done");
  const news = new sns.Topic(stack, "News");
  const other = new lambda.Function(stack, "Other", {
    *handler(event) {
      return { got: event as Plain };
    },
  });
  const keep = (value: unknown) => void heard.push(value);
  new lambda.Function(stack, "Lone", { handler: handler({ done, news, other, keep }) });
  const workload = {
    to: "Lone",
    arrivals: { type: "recorded", instants: [seconds(1)] } as const,
    payload: { type: "body", body: "{}", size: 2 } as const,
    ...{ from: 0 as Duration, until: null, groups: [] },
  };
  const scenario = stack.scenario({ duration: seconds(20), workloads: [workload] });
  const run = prepareRun(scenario, { seed: 1, scripts: stack.handlers });
  continueRun(run);
  const { errors, metrics } = reportOf(run);
  return { heard, errors, sum: (of: string, metric: string) => metrics[of]![metric]!.sum };
}

it("calls with types take constructs, texts and values, and give what AWS answers", () => {
  const { heard, errors, sum } = heardBy(
    ({ done, news, other, keep }) =>
      function* () {
        const sent = yield* sqs.sendMessage(done, "hello", { DelaySeconds: 1 });
        expectTypeOf(sent.MessageId).toEqualTypeOf<string | undefined>();
        keep(sent.MessageId);
        yield* sqs.sendMessage("shop-Done", { order: 1 });
        yield* wait("2s");
        const { Messages = [] } = yield* sqs.receiveMessage(done, { MaxNumberOfMessages: 10 });
        for (const { Body, ReceiptHandle } of Messages) {
          keep(Body);
          yield* sqs.deleteMessage(done, { ReceiptHandle: ReceiptHandle! });
        }
        keep((yield* sns.publish(news, { news: true })).MessageId);
        const { Payload, StatusCode } = yield* lambda.invoke(other, { order: 2 });
        keep([StatusCode, Payload]);
      },
  );
  expect(errors).toEqual([]);
  const [first, ...rest] = heard;
  const [answer, published, ...bodies] = [...rest].reverse();
  expect(first).toMatch(/^[0-9a-f-]{36}$/);
  expect(published).toMatch(/^[0-9a-f-]{36}$/);
  expect(answer).toEqual([200, '{"got":{"order":2}}']);
  expect(bodies.sort()).toEqual(["hello", '{"order":1}']);
  expect(sum("Done", "NumberOfMessagesDeleted")).toBe(2);
});

it("a call is the same step by either name, with yield and with yield*", () => {
  expect(sqs.sendMessage("q", "b")).toEqual(
    call("sqs", "SendMessage", { QueueUrl: "q", MessageBody: "b" }),
  );
  const { heard } = heardBy(
    ({ done, keep }) =>
      function* () {
        keep(Object.keys((yield sqs.getQueueAttributes(done)) as object));
        keep(Object.keys(yield* sqs.getQueueAttributes(done)));
        keep(yield* wait("1s"));
        keep(yield wait("1s"));
      },
  );
  expect(heard).toEqual([heard[0], heard[0], null, null]);
});

it("a refusal is thrown where the call was made", () => {
  const { heard, errors } = heardBy(
    ({ keep }) =>
      function* () {
        try {
          yield* sqs.sendMessage("absent", "x");
        } catch (error) {
          keep(error instanceof AwsCallError ? error.code : error);
        }
        yield* sqs.sendMessage("absent", "x");
      },
  );
  expect(heard).toEqual(["AWS.SimpleQueueService.NonExistentQueue"]);
  expect(errors).toMatchObject([{ cause: "script", count: 1 }]);
});

it("mistakes are refused by the compiler, or at the call", () => {
  // @ts-expect-error -- A parameter that the operation does not have.
  sqs.sendMessage("q", "b", { DelaySecond: 1 });
  // @ts-expect-error -- A topic is no queue.
  expect(() => sqs.sendMessage(new sns.Topic(new Stack("s"), "T"), "b")).toThrow(
    /^target of a call: expected a text, or a construct with queueUrl, received /,
  );
  // @ts-expect-error -- An operation misspelled.
  expect(sqs.sendMesage).toBeUndefined();
  expect(() => wait("5 parsecs" as never)).toThrow(/^wait of a script: expected a duration/);
});

it("a call that is not modeled is shown where the handler makes it", () => {
  const run = () =>
    heardBy(
      ({ done, news }) =>
        function* () {
          const deadLetterTargetArn = "arn:aws:sqs:us-east-1:999999999999:dead";
          yield* sns.subscribe(news, {
            Protocol: "sqs",
            Endpoint: done.queueArn,
            Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn }) },
          });
        },
    );
  expect(run).toThrow(/typed-calls\.test\.ts:\d+:\d+/);
});
