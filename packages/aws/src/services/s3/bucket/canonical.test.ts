import { days, hours, minutes, type Duration } from "@orrery/kernel";
import { drive } from "@orrery/testing";
import { expect, it } from "vitest";
import { bucketSettings } from "../config.ts";
import { usualTraits } from "../content/object-traits.ts";
import { noTrail } from "../../../service/origin.ts";
import type { PutObject } from "../protocol.ts";
import { canonical } from "./canonical.ts";
import { bucketInvariants } from "./invariants.ts";
import { bucketMachine } from "./machine.ts";

const put = (key: string, size: number): PutObject => ({
  type: "putObject",
  key,
  size,
  content: null,
  contentOf: 7,
  traits: usualTraits,
  by: "Put",
  condition: null,
  trail: noTrail,
});

const open = () =>
  drive(
    bucketMachine(() => undefined),
    bucketSettings("uploads"),
    bucketInvariants,
  );

/** A bucket that had the same done to it, so much later. */
function viewAfter(wait: Duration, size = 5) {
  const bucket = open();
  bucket.advance(wait);
  bucket.ask(put("a", size));
  bucket.advance(minutes(1));
  return canonical(bucket.state, bucket.now);
}

it("looks the same whenever the same has been done, and otherwise where the future is another", () => {
  expect(viewAfter(hours(1))).toEqual(viewAfter(days(1)));
  expect(viewAfter(hours(1))).not.toEqual(viewAfter(hours(1), 6));
});
