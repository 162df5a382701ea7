import { expect, it } from "vitest";
import { DrivenQueue } from "../../../../test/driven-queue.ts";
import { canonical } from "./canonical.ts";
import { noTrail } from "../../../service/origin.ts";

const fifo = () => new DrivenQueue({ fifo: true });
const viewOf = ({ driven }: DrivenQueue) =>
  JSON.stringify(canonical(driven.state, driven.now, (request) => request));
const startMove = (queue: DrivenQueue, destination: number) =>
  queue.driven.ask({
    type: "startMessageMoveTask",
    task: "t",
    destination,
    maxNumberOfMessagesPerSecond: null,
  });

/** Each makes two queues whose futures differ, by what it is told. */
const differences: Readonly<Record<string, (which: boolean) => DrivenQueue>> = {
  "what messages say"(which) {
    const queue = new DrivenQueue();
    for (const body of which ? ["a", "b"] : ["b", "a"]) queue.send(body);
    return queue;
  },
  "the invocations that led to a message"(which) {
    const queue = new DrivenQueue();
    const content = { body: "a", size: 1, attributes: [], traceHeader: null };
    const lineage = [{ function: 1, count: which ? 1 : 2 }];
    const rest = { delay: null, groupId: null, deduplicationId: null };
    queue.driven.ask({ type: "sendMessage", content, trail: { ...noTrail, lineage }, ...rest });
    return queue;
  },
  "message groups"(which) {
    const queue = fifo();
    queue.send("a", { group: which ? "g" : "h" });
    return queue;
  },
  "deduplication ids, also of deleted messages"(which) {
    const queue = fifo();
    queue.send("a", { group: "g", id: which ? "1" : "2" });
    queue.remove(queue.receive()[0]!.receipt);
    return queue;
  },
  "the order of serving"(which) {
    const queue = fifo();
    for (const [body, group] of [..."gghh"].entries()) queue.send(`${body}`, { group });
    const messages = [queue.receive({ max: 1 })[0]!, queue.receive({ max: 1 })[0]!];
    for (const { receipt } of which ? messages : messages.reverse()) queue.hide(receipt, 0);
    return queue;
  },
  "receive request attempts"(which) {
    const queue = fifo();
    queue.send("a", { group: "g" });
    queue.receive({ attempt: which ? "x" : "y" });
    return queue;
  },
  "purges within a minute"(which) {
    const queue = new DrivenQueue();
    if (which) queue.purge();
    return queue;
  },
  "move tasks"(which) {
    const queue = new DrivenQueue();
    queue.send("a");
    startMove(queue, which ? 5 : 6);
    return queue;
  },
  "what long polls wait for"(which) {
    const queue = new DrivenQueue();
    queue.poll({ wait: 20, max: which ? 1 : 2 });
    return queue;
  },
  "used tokens"(which) {
    const queue = fifo();
    for (let count = which ? 0 : 1; count < 3; count += 1) queue.receive();
    return queue;
  },
};

it.each(Object.entries(differences))("tells states apart by %s", (_, queueOf) => {
  expect(viewOf(queueOf(true))).not.toBe(viewOf(queueOf(false)));
  expect(viewOf(queueOf(true))).toBe(viewOf(queueOf(true)));
});

it("knows a state again that comes later", () => {
  const queue = new DrivenQueue();
  const empty = viewOf(queue);
  queue.send("a");
  expect(viewOf(queue)).not.toBe(empty);
  queue.remove(queue.receive()[0]!.receipt);
  queue.wait(600);
  expect(viewOf(queue)).toBe(empty);
  queue.purge();
  queue.wait(60);
  expect(viewOf(queue)).toBe(empty);
});
