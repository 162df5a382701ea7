import { machinesOf, simulate } from "@orrery/aws";
import {
  declare,
  noEffects,
  Simulation,
  unreachable,
  type Instant,
  type Machine,
  type Replied,
  type Send,
  type Tagged,
} from "@orrery/kernel";
import { printOutcome, secondsOf } from "../outcome.ts";

const queue = "sqs.queue:orders";
const never = Number.MAX_SAFE_INTEGER as Instant;
const body = '{"order":17}';

/** What a caller says again and again. */
export type Saying = "call" | "written call" | "send" | "written send";

const params = { QueueUrl: "orders", MessageBody: body };
/** As functions give it with what they call and send. */
const trail = { from: 1, number: 1, at: 0, lineage: [{ function: 1, count: 1 }] };
const caller = {
  principal: "arn:aws:sts::123456789012:assumed-role/Sender/Sender",
  source: "arn:aws:lambda:us-east-1:123456789012:function:Sender",
  account: "123456789012",
  region: "us-east-1",
};
const sayings: Readonly<Record<Saying, () => Tagged>> = (() => {
  const content = { body, size: body.length, attributes: [], traceHeader: null };
  const send = {
    type: "sendMessage",
    content,
    delay: null,
    groupId: null,
    deduplicationId: null,
    trail,
  };
  const named = { type: "call", service: "sqs", operation: "SendMessage" };
  const call = { ...named, params, trail, caller, isUnread: true };
  return {
    /** As a profile has it: the same each time. */
    call: () => call,
    /** As a script writes it: parameters of its own each time, and it reads the response. */
    "written call": () => ({
      type: "call",
      service: "sqs",
      operation: "SendMessage",
      params: { ...params },
      trail,
      caller,
    }),
    /** One message for all. */
    send: () => send,
    /** A message of its own each time, which the queue then keeps. */
    "written send": () => ({ ...send, content: { ...content } }),
  };
})();

type CallerInput = { readonly type: "start" } | Replied<Tagged>;

/** Says the next when the last is answered, until so many were. */
const callerMachine: Machine<
  { count: number; saying: Saying },
  { said: number },
  CallerInput,
  Send<Tagged>
> = {
  kind: "caller",
  stateVersion: 1,
  inputs: declare("start", "replied"),
  timers: declare(),
  ports: declare("target"),
  purposes: declare(),
  choices: declare(),
  metrics: declare(),
  initialState: () => ({ said: 0 }),
  transition(caller, input, { settings }) {
    switch (input.type) {
      case "start":
      case "replied":
        if (caller.said === settings.count) return noEffects;
        caller.said += 1;
        return [
          {
            type: "send",
            port: 0,
            to: 0,
            input: sayings[settings.saying](),
            tag: 0,
            deadline: (never - 1) as Instant,
          },
        ];
      default:
        return unreachable(input);
    }
  },
  fingerprint: () => 0,
};

/** Messages sent to a queue one after the other: how long it took, and how many events. */
export function say(saying: Saying, count: number): { seconds: number; events: number } {
  const simulation = new Simulation({
    seed: 1,
    machines: [...machinesOf(), callerMachine],
    privileged: ["aws.control"],
    instantLimit: Infinity,
  });
  const settings = simulate().settingsOf("aws.control");
  simulation.apply({
    do: "create",
    name: "aws.control",
    kind: "aws.control",
    settings,
    connections: [],
  });
  simulation.tell("aws.control", { type: "setUp" });
  const create = {
    type: "call",
    service: "sqs",
    operation: "CreateQueue",
    params: { QueueName: "orders" },
  };
  simulation.tell("aws.control", create);
  simulation.run({ events: 10 });
  const target = saying.endsWith("send") ? queue : "aws.control";
  simulation.apply({
    do: "create",
    name: "caller",
    kind: "caller",
    settings: { count, saying },
    connections: [{ port: "target", to: 0, target }],
  });
  const before = simulation.events;
  simulation.tell("caller", { type: "start" });
  const seconds = secondsOf(() => simulation.run({ until: 0 as Instant }));
  const sent = simulation.metersOf(queue)["NumberOfMessagesSent"]!.sum;
  if (sent !== count) throw new Error(`${sent} of ${count} messages were sent`);
  return { seconds, events: simulation.events - before };
}

if (import.meta.main) {
  const saying = process.argv[2] as Saying;
  const count = Number(process.argv[3]);
  say(saying, 20_000);
  const { seconds, events } = say(saying, count);
  printOutcome({ value: (seconds / count) * 1e6, work: count, events });
}
