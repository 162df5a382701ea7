import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Folder, orrery, ordersTemplate } from "../test/captured.ts";

const folder = new Folder();
beforeAll(() => {
  folder.write("template.yaml", ordersTemplate);
});
afterAll(() => folder.remove());

const written = () =>
  folder.write(
    "orders.scenario.yaml",
    "template: ./template.yaml\nduration: 2m\nworkload: [{ to: OrdersQueue, arrivals: { poisson: { rate: 2/s } } }]\n" +
      "functions: { Worker: { duration: 50ms, calls: [{ sqs:SendMessage: OrdersDlq }] } }\n" +
      "faults: [{ at: 0s, for: 2m, delay: OrdersDlq, by: 10ms }]\n",
  );

interface Speedscope {
  readonly $schema: string;
  readonly shared: { readonly frames: readonly { readonly name: string }[] };
  readonly profiles: readonly [
    {
      readonly type: string;
      readonly unit: string;
      readonly startValue: number;
      readonly endValue: number;
      readonly samples: readonly (readonly number[])[];
      readonly weights: readonly number[];
    },
  ];
}

it("writes where the time of a function went, as speedscope opens it", async () => {
  const file = folder.of("worker.json");
  const { status, out } = await orrery([
    ...["run", written(), "--profile", "Worker", "--profile-out", file, "--json"],
  ]);
  expect(status).toBe(0);
  const { $schema, shared, profiles } = JSON.parse(readFileSync(file, "utf8")) as Speedscope;
  expect($schema).toBe("https://www.speedscope.app/file-format-schema.json");
  const [profile] = profiles;
  expect(profile).toMatchObject({ type: "sampled", unit: "microseconds", startValue: 0 });
  expect(profile.samples).toHaveLength(profile.weights.length);
  expect(profile.endValue).toBe(profile.weights.reduce((sum, weight) => sum + weight, 0));
  const spent = new Map(
    profile.samples.map((stack, place) => [
      stack.map((frame) => shared.frames[frame]!.name).join(" > "),
      profile.weights[place]!,
    ]),
  );
  const { metrics } = JSON.parse(out) as {
    metrics: Record<string, Record<string, { sum: number }>>;
  };
  const { Duration, InitDuration } = metrics["Worker"]!;
  const of = (...stack: readonly string[]) => spent.get(["Worker", ...stack].join(" > ")) ?? 0;
  expect(of("cold start", "Init phase")).toBe(InitDuration!.sum);
  expect(of("cold start", "placement")).toBeGreaterThan(0);
  const calls = of("handler", "sqs:SendMessage");
  expect(calls).toBeGreaterThan(0);
  expect(of("handler", "own work") + calls).toBe(Duration!.sum);
});

it("is refused for what has no profile, and for a file of no profile", async () => {
  const unknown = await orrery(["run", written(), "--profile", "OrdersQueue"]);
  expect(unknown).toMatchObject({
    status: 2,
    err: '--profile: expected one of Worker, received "OrdersQueue"\n',
  });
  const alone = await orrery(["run", written(), "--profile-out", "x.json"]);
  expect(alone).toMatchObject({
    status: 2,
    err: "--profile-out: expected --profile beside it, received none\n",
  });
});
