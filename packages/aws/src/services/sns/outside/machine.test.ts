import { drive } from "@orrery/testing";
import { expect, it } from "vitest";
import type { OutsideAnswers } from "../config.ts";
import { outsideInvariants } from "./invariants.ts";
import { outsideMachine } from "./machine.ts";
import { noTrail } from "../../../service/origin.ts";

const open = (answers: OutsideAnswers | null, choice = 0) =>
  drive(
    outsideMachine,
    { protocol: "https", endpoint: "https://a.example", answers, firstBody: null },
    outsideInvariants,
    { choose: () => choice },
  );
const notify = (outside: ReturnType<typeof open>, body = "b") =>
  outside.ask({ type: "notify", body, size: body.length, trail: noTrail });

it("takes what it is sent, counts it and keeps the last bodies", () => {
  const outside = open(null);
  for (let count = 1; count <= 12; count += 1) {
    expect(notify(outside, `${count}`)).toEqual({ type: "notified", number: count });
  }
  expect(outside.state.lastBodies).toHaveLength(10);
  expect(outside.state.lastBodies.at(-1)).toBe("12");
  expect(outside.meter("NotificationsReceived").sum).toBe(12);
});

it("fails as its settings say", () => {
  expect(notify(open({ status: 503, share: 1 }))).toMatchObject({ code: "503" });
  expect(notify(open({ status: 503, share: 0.5 }, 1))).toMatchObject({ code: "503" });
  expect(notify(open({ status: 503, share: 0.5 }))).toMatchObject({ type: "notified" });
});
