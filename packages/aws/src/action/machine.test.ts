import { drive } from "@orrery/testing";
import { minutes, seconds, type Instant } from "@orrery/kernel";
import { expect, it } from "vitest";
import { refused } from "../service/refusal.ts";
import { actorMachine } from "./machine.ts";

const action = (minute: number, operation: string) => ({
  at: minutes(minute) as number as Instant,
  said: `call sqs:${operation}`,
  type: "call" as const,
  service: "sqs",
  operation,
  params: {},
});

/** An actor that has begun its actions, which nobody has answered. */
function actorAfter(minute: number) {
  const actions = [action(1, "PurgeQueue"), action(2, "SendMessage"), action(2, "DeleteQueue")];
  const machine = actorMachine(
    () => undefined,
    () => [],
  );
  const driven = drive(
    machine,
    { actions, steps: [], check: { every: seconds(1), figure: 0 }, assumed: {} },
    {},
  );
  driven.tell({ type: "start" });
  driven.advance(minutes(minute));
  return driven;
}

it("each action is called at its time, and is told apart from the others", () => {
  expect(actorAfter(0.5).sent).toEqual([]);
  const sent = actorAfter(2).sent.map(({ input }) => input);
  expect(sent.map((call) => "operation" in call && call.operation)).toEqual([
    "PurgeQueue",
    "SendMessage",
    "DeleteQueue",
  ]);
});

it("what AWS answers is kept for each action", () => {
  const driven = actorAfter(2);
  const [purge, send, remove] = driven.sent;
  driven.answer(send!, { type: "called", response: {}, changedNothing: true } as never);
  driven.answer(remove!, refused("NonExistent", "No such queue."));
  expect(driven.state.outcomes).toEqual([
    null,
    { type: "changedNothing" },
    { type: "refused", code: "NonExistent", message: "No such queue." },
  ]);
  driven.answer(purge!, { type: "called", response: {} } as never);
  expect(driven.state.outcomes[0]).toEqual({ type: "done" });
});

it("an answer that never comes is known once the deadline is over", () => {
  const driven = actorAfter(2);
  driven.advance(minutes(121));
  expect(driven.state.outcomes.map((outcome) => outcome?.type)).toEqual(["lost", "lost", "lost"]);
});

it("what is not modeled stops the run, by the action's own words", () => {
  const driven = actorAfter(1);
  const no = { type: "notModeled", operation: "sqs:PurgeQueue", what: "It is not modeled." };
  driven.answer(driven.sent[0]!, no);
  expect(driven.stops).toEqual([{ type: "stoppedByAction", said: "call sqs:PurgeQueue", no }]);
});
