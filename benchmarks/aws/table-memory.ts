import { prepareRun } from "@orrery/aws";
import type { Instant } from "@orrery/kernel";
import { printOutcome } from "../outcome.ts";
import { bytesUsed } from "./memory.ts";
import { loadingTime, tableScenario } from "./scenarios.ts";
import { itemsOf } from "./table.ts";

/** Bytes of attributes alone: of as many items with a text of their own and one that all share. */
function bytesOfAttributes(count: number): number {
  const order = { N: "17" };
  const before = bytesUsed();
  const items = Array.from({ length: count }, (_, number) => ({
    order,
    id: { S: `1-${number + 1}` },
  }));
  const after = bytesUsed();
  // A reference to each is the table's.
  return (after - before) / items.length - 8;
}

const items = Number(process.argv[2]);
const { simulation } = prepareRun(tableScenario({ items }), { seed: 1 });
simulation.run({ events: 100 });
const before = bytesUsed();
simulation.run({ until: loadingTime({ items }) as number as Instant });
const after = bytesUsed();
const held = itemsOf(simulation);
if (held < items * 0.99) throw new Error(`of ${items} items there are ${held}`);
const value = (after - before) / held - bytesOfAttributes(items);
printOutcome({ value, work: items, count: held });
