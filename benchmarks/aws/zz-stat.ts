import { prepareRun } from "@orrery/aws";
import { seconds, type Instant, type Oracle, type Simulation } from "@orrery/kernel";
import { exhaustive, search } from "@orrery/testing";
import { threeMessages } from "./scenarios.ts";
const { simulation } = prepareRun(threeMessages(), { seed: 1 });
simulation.run({ until: (seconds(10) - 1) as Instant });
for (const options of [{ symmetry: false, partialOrder: false }, { partialOrder: false }, { symmetry: false }, {}] as any[]) {
const inner = exhaustive(options);
const states = new Set<number>();
const strategy: any = { ...inner, prunes: (hash: any) => inner.prunes!((t: any, w: any) => { const s = hash(t, w); states.add(s); return s; }) };
const t = process.hrtime.bigint();
const r = search({ make: (o: Oracle): Simulation => simulation.fork(o), until: (seconds(10) + 1000) as Instant, problemOf: () => null }, strategy, { runs: 1_000_000 });
const s = Number(process.hrtime.bigint() - t) / 1e9;
console.log(options, r.runs, r.events, r.complete, states.size, s, states.size / s);
}
