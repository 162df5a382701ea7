import { minutes, seconds, slab, type Instant } from "@orrery/kernel";
import { expect, it } from "vitest";
import { DrivenMapping, throttle } from "../../../../test/driven-mapping.ts";
import { canonicalMapping } from "../../../mapping/queue/canonical.ts";
import type { EventSourceMappingState } from "../../../mapping/queue/state.ts";

/** A mapping with pollers and batches of every condition. */
function busy(): DrivenMapping {
  const mapping = new DrivenMapping(
    {
      batchSize: 10,
      batchingWindow: seconds(5),
      scaling: { initialPollers: 9, maximumReceives: 4 },
    },
    { asOf: "2026-11-01" },
  );
  mapping.bring([1, 2]);
  // Those that are under way by now are older than the sample.
  mapping.advance(seconds(2));
  mapping.refuseReceive();
  for (let nth = 1; nth <= 4; nth += 1) {
    mapping.bring(
      Array.from({ length: 10 }, (_, place) => 10 * nth + place),
      {},
      mapping.receives.at(-1),
    );
  }
  mapping.finish({ functionError: "Unhandled" });
  mapping.finish(throttle);
  return mapping;
}

/** What only reports read, or follows from the rest. */
const saysNothing = new Set([
  ...["slowingErrors", "slowingThrottles", "activeBefore", "leastActive", "leastActiveAt"],
  ...["heldBackFrom", "heldBackUntil", "heldBackTime", "heldBackBefore", "heldBackLeast"],
  ...["heldBackLeastAt", "accountedAt", "receiveCount", "fillingCount"],
  ...["openReceives", "waitingCount", "throttledCount", "pausedCount", "staleReceives"],
  ...["gatheredSize", "size"],
]);

type Fields = Record<string, unknown>;
const copyOf = (mapping: DrivenMapping) =>
  JSON.parse(JSON.stringify(mapping.driven.state)) as EventSourceMappingState;
const recordsOf = (state: EventSourceMappingState): readonly (readonly [string, Fields])[] => [
  ["mapping", state as unknown as Fields],
  ...slab.list(state.pollers).map((poller) => ["poller", poller as unknown as Fields] as const),
  ...slab.list(state.batches).map((batch) => ["batch", batch as unknown as Fields] as const),
];

/** Something else of the same form: of times, one that is to come. */
function other(value: unknown): unknown {
  if (typeof value === "number") return value + minutes(10);
  if (typeof value === "boolean") return !value;
  return typeof value === "string" ? `${value}, otherwise` : undefined;
}

it("tells every field apart that decides what comes, and no other", () => {
  const mapping = busy();
  const view = (state: EventSourceMappingState) =>
    JSON.stringify(canonicalMapping(state, mapping.now));
  const before = view(copyOf(mapping));
  const told = new Set<string>();
  const seen = new Set<string>();
  for (const place of recordsOf(copyOf(mapping)).keys()) {
    for (const field of Object.keys(recordsOf(copyOf(mapping))[place]![1])) {
      const changed = copyOf(mapping);
      const [kind, record] = recordsOf(changed)[place]!;
      const value = other(record[field]);
      if (value === undefined) continue;
      record[field] = value;
      seen.add(`${kind} ${field}`);
      if (view(changed) !== before) told.add(`${kind} ${field}`);
    }
  }
  const expected = [...seen].filter((name) => !saysNothing.has(name.split(" ")[1]!));
  expect([...told].sort()).toEqual(expected.sort());
});

it("is the same whenever it is, where all that is to come is as far away", () => {
  const views = [0, 1_000_000_000].map((startAt) => {
    const mapping = new DrivenMapping({ batchSize: 1 }, {}, { startAt: startAt as Instant });
    mapping.bring([1]);
    mapping.finish();
    return JSON.stringify(canonicalMapping(mapping.driven.state, mapping.now)).replaceAll(
      /"messages":\[.*?\],"/g,
      "",
    );
  });
  expect(views[1]).toBe(views[0]);
});
