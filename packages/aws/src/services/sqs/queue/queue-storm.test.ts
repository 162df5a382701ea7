import { seconds, slab } from "@orrery/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DrivenQueue, messagesOf } from "../../../../test/driven-queue.ts";
import { refused } from "../../../service/refusal.ts";
import { resolveQueueConfig, type QueueConfig } from "../config.ts";
import type { ReceivedMessage } from "../protocol.ts";

/** All that a queue may be asked at once; `nth` chooses among what was received, or is on its way. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("send" as const),
      group: fc.nat(2),
      delay: fc.constantFrom(undefined, undefined, 0, 7),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("receive" as const),
      max: fc.integer({ min: 1, max: 4 }),
      visibility: fc.constantFrom(undefined, 0, 0, 3),
      attempt: fc.constantFrom(undefined, undefined, "x"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("poll" as const),
      wait: fc.integer({ min: 1, max: 20 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("remove" as const), nth: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("hide" as const),
      nth: fc.nat(),
      time: fc.constantFrom(0, 5, 40),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("answer" as const),
      nth: fc.nat(),
      how: fc.constantFrom("taken" as const, "taken" as const, "refused" as const, "lost" as const),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("wait" as const), time: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("accept" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("purge" as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("move" as const),
      destination: fc.constantFrom(5, null),
      rate: fc.constantFrom(1, null),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("cancel" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("change" as const),
      deliveryDelay: fc.constantFrom(0, 4, 9),
      retentionPeriod: fc.constantFrom(60, 100),
    }),
  },
);
const steps = fc.array(step, { maxLength: 40, size: "max" });
const options = { seed: 20261126, numRuns: 150 };

function storm(fifo: boolean, delay: number, discoveryLimit: number, program: readonly Step[]) {
  let config: QueueConfig = {
    fifo,
    deliveryDelay: seconds(delay),
    visibilityTimeout: seconds(20),
    retentionPeriod: seconds(100),
    deadLetterQueue: { queue: "dead", maxReceiveCount: 2 },
  };
  const queue = new DrivenQueue(config);
  const limits = { discoveryLimit, inFlightLimit: 6 };
  const configure = (more: QueueConfig) => {
    config = { ...config, ...more };
    queue.driven.change({ ...resolveQueueConfig("orders", config), ...limits });
  };
  configure({});
  const received: ReceivedMessage[] = [];
  const polls: ReturnType<DrivenQueue["poll"]>[] = [];
  for (const [number, step] of program.entries()) {
    perform(queue, step, number, fifo, received, polls, configure);
    const { state } = queue.driven;
    const isRoom = state.inFlightCount < limits.inFlightLimit;
    const canGive = fifo
      ? slab
          .list(state.groups)
          .some(({ head }) => slab.read(state.messages, head)?.condition === "visible")
      : state.visibleCount > 0;
    expect(state.waiters.size > 0 && isRoom && canGive, "waits for what is there").toBe(false);
    const isLate = slab.list(state.messages).some(({ condition, delivery }) => {
      const until = delivery?.until ?? null;
      return condition !== "beyond" && until !== null && until < queue.driven.now;
    });
    expect(isLate, "is hidden or delayed for too long").toBe(false);
  }
  return { queue, polls };
}

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function perform(
  queue: DrivenQueue,
  step: Step,
  number: number,
  fifo: boolean,
  received: ReceivedMessage[],
  polls: ReturnType<DrivenQueue["poll"]>[],
  configure: (config: QueueConfig) => void,
): void {
  switch (step.do) {
    case "send": {
      const group = fifo || step.group > 0 ? { group: `g${step.group}` } : {};
      const delay = fifo || step.delay === undefined ? {} : { delay: step.delay };
      queue.send(`${number}`, { ...group, ...delay });
      return;
    }
    case "receive": {
      const { max, visibility, attempt } = step;
      const details = {
        max,
        ...(visibility === undefined ? {} : { visibility }),
        ...(attempt === undefined || !fifo ? {} : { attempt }),
      };
      received.push(...queue.receive(details));
      return;
    }
    case "poll":
      polls.push(queue.poll({ max: 2, wait: step.wait }));
      return;
    case "remove": {
      const message = received[step.nth % received.length];
      if (message !== undefined) queue.remove(message.receipt);
      return;
    }
    case "hide": {
      const message = received[step.nth % received.length];
      if (message !== undefined) queue.hide(message.receipt, step.time);
      return;
    }
    case "answer": {
      const send = queue.leaving[step.nth % queue.leaving.length];
      if (send === undefined) return;
      const taken =
        send.input.type === "acceptDeadLetter"
          ? { type: "accepted" as const }
          : { type: "sent" as const, queue: 5, message: 1, sequenceNumber: null };
      const refusal = refused("AWS.SimpleQueueService.NonExistentQueue", "It is gone.");
      const bodies = { taken, refused: refusal, lost: { type: "lost" } };
      queue.driven.answer(send, bodies[step.how]);
      return;
    }
    case "wait":
      queue.wait(step.time);
      return;
    case "accept":
      queue.accept();
      return;
    case "purge":
      queue.purge();
      return;
    case "move":
      queue.driven.ask({
        type: "startMessageMoveTask",
        task: `task ${number}`,
        destination: step.destination,
        maxNumberOfMessagesPerSecond: step.rate,
      });
      return;
    case "cancel": {
      const task = queue.driven.state.activeTask;
      if (task !== null) queue.driven.ask({ type: "cancelMessageMoveTask", task });
      return;
    }
    case "change": {
      const { deliveryDelay, retentionPeriod } = step;
      configure({
        deliveryDelay: seconds(deliveryDelay),
        retentionPeriod: seconds(retentionPeriod),
      });
    }
  }
}

describe.each([false, true])("a queue in a storm, FIFO: %s", (fifo) => {
  it("keeps its invariants, answers every poll, ends every task and lets every message end", () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(0, 0, 5), fc.constantFrom(2, 120_000), (...drawn) => {
        const [program, delay, discoveryLimit] = drawn;
        const { queue, polls } = storm(fifo, delay, discoveryLimit, program);
        queue.wait(20);
        expect(polls.every(({ reply }) => reply !== undefined)).toBe(true);
        // Whatever it holds ends with its retention, or soon after it came back from another queue.
        queue.wait(200);
        expect(queue.driven.state.messages.size).toBe(0);
        expect(queue.driven.state.groups.size).toBe(0);
        expect(queue.driven.state.activeTask).toBeNull();
        expect(messagesOf(queue.poll().reply)).toEqual([]);
      }),
      options,
    );
  });
});
