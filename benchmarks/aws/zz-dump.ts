import { prepareRun } from "@orrery/aws";
import { seconds, usualOracle, type Instant } from "@orrery/kernel";
import { threeMessages } from "./scenarios.ts";
const { simulation } = prepareRun(threeMessages(), { seed: 1 });
simulation.run({ until: (seconds(10) - 1) as Instant });
const f: any = simulation.fork({ ...usualOracle, ordersTies: true });
const w = f.world;
for (let i = 0; i < 34; i++) { f.step();
 if (![3, 7, 12, 16, 20].includes(i)) continue;
 console.log("=====", i, f.now);
 for (const c of w.components) { if (c.machine.canonical && !c.name.startsWith("aws.control")) console.log(c.name, JSON.stringify(c.machine.canonical(c.state, f.now, (id: number) => "asker")).slice(0, 2600)); }
 w.queue.forEach((at: number, target: number, kind: number, arg: number, payload: unknown) => console.log("  ev", at - f.now, w.components[target].name.slice(0, 20), kind & 7, kind >> 3, arg, JSON.stringify(payload)?.slice(0, 500)));
}
