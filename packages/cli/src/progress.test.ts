import { PassThrough } from "node:stream";
import { setTimeout } from "node:timers/promises";
import type { Instant } from "@orrery/kernel";
import { expect, it } from "vitest";
import { Progress, untilInterrupted } from "./progress.ts";

function screen() {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  let text = "";
  stream.setEncoding("utf8").on("data", (part: string) => (text += part));
  return { stream, text: () => text };
}

it("shows events, virtual time, speed and time left to who looks at a terminal", async () => {
  const { stream, text } = screen();
  const progress = new Progress(3_600, { showsProgress: true }, stream);
  await setTimeout(150);
  progress.show({ now: 1_800_000_000 as Instant, events: 1_234_567 });
  await setTimeout(150);
  progress.stop();
  expect(text()).toMatch(/50% of 3600 s · 1,234,567 events · [\d,]+\/s · .+ left/);
});

it("shows nothing where nobody looks", () => {
  const { stream, text } = screen();
  const progress = new Progress(3_600, { showsProgress: false }, stream);
  progress.show({ now: 1_800_000_000 as Instant, events: 1 });
  progress.stop();
  expect(text()).toBe("");
  expect(progress.seconds).toBeGreaterThan(0);
});

it("takes all steps, or stops after the one during which Ctrl-C came", async () => {
  function* steps() {
    for (let step = 1; step <= 3; step += 1) yield step;
    return "done";
  }
  const taken: number[] = [];
  expect(await untilInterrupted(steps(), (step) => taken.push(step))).toEqual({ result: "done" });
  expect(taken).toEqual([1, 2, 3]);
  const stopped = await untilInterrupted(steps(), (step) => {
    taken.push(step);
    if (step === 2) process.emit("SIGINT");
  });
  expect(stopped).toBeNull();
  expect(taken).toEqual([1, 2, 3, 1, 2]);
  expect(process.listenerCount("SIGINT")).toBe(0);
});
