import { readFileSync } from "node:fs";
import * as conventions from "@opentelemetry/semantic-conventions/incubating";
import { conventionsVersion } from "@orrery/aws";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { Folder, orrery, ordersTemplate } from "../test/captured.ts";

const folder = new Folder();
afterAll(() => folder.remove());

const scenario = `template: ./template.yaml
duration: 3m
workload: [{ to: OrdersQueue, arrivals: { poisson: { rate: 10/s } }, for: 2m }]
functions: { Worker: { duration: { lognormal: { p50: 200ms, p99: 2s } }, poison: 5% } }
faults: [{ at: 20s, for: 30s, outage: Worker }]
`;
let offered = 0;

beforeAll(async () => {
  folder.write("template.yaml", ordersTemplate);
  const path = folder.write("orders.scenario.yaml", scenario);
  const { out, err } = await orrery(["run", path, "--json", "--trace", folder.of("a.trace")]);
  expect(err).toBe("");
  const { metrics } = JSON.parse(out) as {
    readonly metrics: Readonly<Record<string, { readonly Offered?: { readonly sum: number } }>>;
  };
  offered = Object.values(metrics).find(({ Offered: metric }) => metric !== undefined)!.Offered!
    .sum;
});

async function exported(format: string): Promise<string> {
  const output = folder.of(`exported.${format}`);
  const args = ["export", folder.of("a.trace"), "--format", format, "--output", output];
  expect(await orrery(args)).toEqual({ status: 0, out: "", err: "" });
  return readFileSync(output, "utf8");
}

// OTLP 1.x, "JSON Protobuf Encoding": names in lowerCamelCase and no others, trace and span ids in
// hexadecimal, enumerations as integers, 64-bit integers as decimal text; common.proto and trace.proto for the rest.
const text = z.string().min(1);
const unsigned64 = z.string().regex(/^(0|[1-9]\d{0,19})$/);
const signed64 = z.string().regex(/^-?(0|[1-9]\d{0,18})$/);
const traceId = z.string().regex(/^(?!0+$)[0-9a-f]{32}$/);
const spanId = z.string().regex(/^(?!0+$)[0-9a-f]{16}$/);
const value = z.union([
  z.strictObject({ stringValue: z.string() }),
  z.strictObject({ boolValue: z.boolean() }),
  z.strictObject({ intValue: signed64 }),
  z.strictObject({ doubleValue: z.number() }),
]);
const attributes = z
  .array(z.strictObject({ key: text, value }))
  .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, "a key twice");
const span = z.strictObject({
  traceId,
  spanId,
  parentSpanId: spanId.optional(),
  name: text,
  kind: z.number().int().min(1).max(5),
  startTimeUnixNano: unsigned64,
  endTimeUnixNano: unsigned64,
  attributes,
  links: z.array(z.strictObject({ traceId, spanId })).optional(),
  status: z.strictObject({ code: z.literal(2).optional(), message: text.optional() }),
});
const request = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes }),
      scopeSpans: z.array(
        z.strictObject({
          scope: z.strictObject({ name: text }),
          spans: z.array(span),
          schemaUrl: z.literal(`https://opentelemetry.io/schemas/${conventionsVersion}`),
        }),
      ),
      schemaUrl: text,
    }),
  ),
});

describe("a trace for OpenTelemetry", () => {
  let lines: readonly string[] = [];
  const spans = () =>
    lines.flatMap((line) =>
      request
        .parse(JSON.parse(line))
        .resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
    );
  beforeAll(async () => {
    const all = await exported("otlp");
    expect(all.endsWith("\n")).toBe(true);
    lines = all.slice(0, -1).split("\n");
  });

  it("keeps to the JSON encoding of the OpenTelemetry Protocol", () => {
    for (const line of lines) request.parse(JSON.parse(line));
    for (const { startTimeUnixNano, endTimeUnixNano } of spans()) {
      expect(startTimeUnixNano).toMatch(/^\d{19}$/);
      expect(BigInt(endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(startTimeUnixNano));
    }
  });

  it("has as many traces as there were arrivals, and no id twice", () => {
    expect(offered).toBeGreaterThan(1_000);
    expect(new Set(spans().map(({ traceId: id }) => id)).size).toBe(offered);
    const ids = new Set(spans().map(({ spanId: id }) => id));
    expect(ids.size).toBe(spans().length);
    for (const { parentSpanId, links = [] } of spans()) {
      if (parentSpanId !== undefined) expect(ids).toContain(parentSpanId);
      for (const link of links) expect(ids).toContain(link.spanId);
    }
  });

  it("names attributes as the semantic conventions of its version do", () => {
    const known = new Set(Object.values(conventions).filter((name) => typeof name === "string"));
    const keys = new Set(spans().flatMap((one) => one.attributes.map(({ key }) => key)));
    for (const key of keys) if (!key.startsWith("orrery.")) expect(known).toContain(key);
    const { version } = JSON.parse(
      readFileSync(
        new URL("../package.json", import.meta.resolve("@opentelemetry/semantic-conventions")),
        "utf8",
      ),
    ) as { readonly version: string };
    expect(version).toBe(conventionsVersion);
    expect([...keys]).toEqual(
      expect.arrayContaining([
        conventions.ATTR_MESSAGING_SYSTEM_NAME,
        conventions.ATTR_MESSAGING_OPERATION_TYPE,
        conventions.ATTR_MESSAGING_DESTINATION_NAME,
        conventions.ATTR_MESSAGING_MESSAGE_ID,
        conventions.ATTR_MESSAGING_BATCH_MESSAGE_COUNT,
        conventions.ATTR_FAAS_TRIGGER,
        conventions.ATTR_FAAS_COLDSTART,
        conventions.ATTR_FAAS_INVOCATION_ID,
      ]),
    );
    // These have other names by now.
    for (const old of ["messaging.system", "messaging.operation", "faas.invocation_id"]) {
      expect(keys).not.toContain(old);
    }
  });

  it("is the same each time, and has other traces under another seed", async () => {
    expect(await exported("otlp")).toBe(`${lines.join("\n")}\n`);
    const path = folder.write("other.scenario.yaml", scenario);
    const trace = folder.of("other.trace");
    await orrery(["run", path, "--seed", "2", "--duration", "20s", "--trace", trace]);
    const output = folder.of("other.otlp");
    await orrery(["export", trace, "--format", "otlp", "--output", output]);
    const own = new Set(spans().map(({ traceId: id }) => id));
    for (const [id] of readFileSync(output, "utf8").matchAll(/(?<="traceId":")\w+/g)) {
      expect(own).not.toContain(id);
    }
  });
});

// "Trace Event Format", the Chromium project: JSON Object Format, and the fields of each phase.
const whole = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const place = { name: text, pid: whole.max(2 ** 32 - 1), tid: whole.max(2 ** 32 - 1) };
const flow = { ...place, cat: text, ts: whole, id: text };
const named = z.enum(["process_name", "thread_name"]);
const sorted = z.enum(["process_sort_index", "thread_sort_index"]);
const traceEvent = z.union([
  z.strictObject({
    ...place,
    ph: z.literal("X"),
    cat: text,
    ts: whole,
    dur: whole.min(1),
    args: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
  z.strictObject({ ...flow, ph: z.literal("s") }),
  z.strictObject({ ...flow, ph: z.literal("f"), bp: z.literal("e") }),
  z.strictObject({
    ...place,
    ph: z.literal("C"),
    ts: whole,
    args: z.strictObject({ value: z.number() }),
  }),
  z.strictObject({
    ...place,
    name: named,
    ph: z.literal("M"),
    args: z.strictObject({ name: text }),
  }),
  z.strictObject({
    ...place,
    name: sorted,
    ph: z.literal("M"),
    args: z.strictObject({ sort_index: whole }),
  }),
]);
const traceObject = z.strictObject({
  displayTimeUnit: z.enum(["ms", "ns"]),
  traceEvents: z.array(traceEvent),
});

describe("a trace for Perfetto", () => {
  type TraceEvent = z.infer<typeof traceEvent>;
  let events: readonly TraceEvent[] = [];
  const of = <Phase extends TraceEvent["ph"]>(phase: Phase) =>
    events.filter((event): event is Extract<TraceEvent, { ph: Phase }> => event.ph === phase);
  const processNamed = (name: string) =>
    of("M").find((event) => event.name === "process_name" && event.args.name === name)!.pid;

  beforeAll(async () => {
    events = traceObject.parse(JSON.parse(await exported("perfetto"))).traceEvents;
  });

  it("names its processes and lanes after resources and what they do", () => {
    const names = of("M").flatMap((event) => ("name" in event.args ? [event.args.name] : []));
    for (const name of ["OrdersQueue", "Worker", "sent 1", "invocations 1"]) {
      expect(names).toContain(name);
    }
    const tracks = new Set(of("X").map(({ pid, tid }) => `${pid} ${tid}`));
    const lanes = of("M").filter(({ name }) => name === "thread_name");
    expect([...tracks].sort()).toEqual(lanes.map(({ pid, tid }) => `${pid} ${tid}`).sort());
  });

  it("draws gauges over time, every second: what waits in a queue, and what runs", () => {
    const series = (resource: string, gauge: string) =>
      of("C")
        .filter(({ pid, name }) => pid === processNamed(resource) && name === gauge)
        .map(({ ts, args }) => [ts, args.value] as const);
    const waiting = series("OrdersQueue", "ApproximateNumberOfMessagesVisible");
    expect(waiting.map(([ts]) => ts)).toEqual(
      Array.from({ length: 180 }, (_, second) => (second + 1) * 1_000_000),
    );
    const most = Math.max(...waiting.map(([, value]) => value));
    // The outage from 20 s to 50 s, at 10 messages a second.
    expect(most).toBeGreaterThan(50);
    expect(waiting.find(([, value]) => value === most)![0]).toBeGreaterThan(20_000_000);
    expect(
      Math.max(...series("Worker", "RunningInvocations").map(([, value]) => value)),
    ).toBeGreaterThan(1);
  });

  it("has no two slices of a lane at one time", () => {
    const lanes = new Map<number, { readonly ts: number; readonly dur: number }[]>();
    for (const { tid, ts, dur } of of("X")) {
      lanes.set(tid, [...(lanes.get(tid) ?? []), { ts, dur }]);
    }
    for (const slices of lanes.values()) {
      slices.sort((one, other) => one.ts - other.ts);
      for (const [place, { ts }] of slices.entries()) {
        const before = slices[place - 1];
        if (before !== undefined) expect(ts).toBeGreaterThanOrEqual(before.ts + before.dur);
      }
    }
    expect(of("X").length).toBeGreaterThan(offered);
  });

  // Perfetto joins ends of a flow by id, name and category, and each to the slice that is there then.
  it("leads from the slice of each message in its queue to those of the function that works on it", () => {
    const slices = new Set(of("X").map(({ pid, tid, ts }) => `${pid} ${tid} ${ts}`));
    const begun = new Set(of("s").map(({ id }) => id));
    expect(begun.size).toBe(of("s").length);
    expect(begun.size).toBeGreaterThan(1_000);
    for (const { pid, tid, ts } of of("s")) {
      expect(pid).toBe(processNamed("OrdersQueue"));
      expect(slices).toContain(`${pid} ${tid} ${ts}`);
    }
    expect(of("f").length).toBeGreaterThanOrEqual(begun.size - 50);
    for (const { pid, tid, ts, id } of of("f")) {
      expect(begun).toContain(id);
      expect(pid).toBe(processNamed("Worker"));
      expect(slices).toContain(`${pid} ${tid} ${ts}`);
    }
  });
});

describe("a saved run", () => {
  let saved = "";
  beforeAll(async () => {
    saved = folder.of("saved.json");
    const args = ["--duration", "40s", "--save", saved, "--trace", folder.of("whole.trace")];
    await orrery(["run", folder.of("orders.scenario.yaml"), ...args]);
  });

  interface Line {
    readonly component: string;
    readonly at: number;
  }
  const linesOf = async (trace: string): Promise<readonly Line[]> => {
    const output = folder.of("part.jsonl");
    const args = ["export", trace, "--format", "jsonl", "--output", output];
    expect(await orrery(args)).toMatchObject({ status: 0, out: "" });
    return readFileSync(output, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Line);
  };

  it.each(["perfetto", "otlp", "jsonl"])(
    "is exported as %s like the trace that the same run recorded",
    async (format) => {
      const exportOf = async (of: string) => {
        const output = folder.of(`of-saved.${format}`);
        const args = ["export", of, "--format", format, "--output", output];
        expect(await orrery(args)).toEqual({ status: 0, out: "", err: "" });
        return readFileSync(output, "utf8");
      };
      const ofTrace = await exportOf(folder.of("whole.trace"));
      expect(ofTrace.length).toBeGreaterThan(100_000);
      expect((await exportOf(saved)) === ofTrace).toBe(true);
    },
  );

  it("that comes to something else is not exported", async () => {
    const text = readFileSync(saved, "utf8").replace('"seed":1,', '"seed":2,');
    const other = folder.write("other.json", text);
    const output = folder.of("never.json");
    const args = ["export", other, "--format", "otlp", "--output", output];
    const { status, err } = await orrery(args);
    expect(status).toBe(2);
    expect(err).toMatch(
      /^\S+other\.json: expected a run that is the same [^\n]+replay says where\n$/,
    );
    expect(() => readFileSync(output)).toThrow("ENOENT");
  });

  it("is traced for one resource and a part of the time, and the trace says so", async () => {
    const trace = folder.of("part.trace");
    const part = ["--trace", trace, "--only", "Worker", "--from", "10s", "--until", "30s"];
    const { status, out, err } = await orrery(["replay", saved, ...part]);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toMatch(/^the same: /);
    const isIn = ({ component, at }: Line) =>
      /^lambda\.function:.*Worker/.test(component) && at >= 10_000_000 && at <= 30_000_000;
    const all = await linesOf(folder.of("whole.trace"));
    expect(await linesOf(trace)).toEqual(all.filter(isIn));
    expect(all.filter(isIn).length).toBeGreaterThan(50);
    const exporting = ["export", trace, "--format", "otlp", "--output", folder.of("part.otlp")];
    expect((await orrery(exporting)).err).toBe(
      `${trace}: only events of Worker from 10 s on up to 30 s are in this trace, and what others did is not\n`,
    );
  });

  it.each([
    [
      ["--only", "Worker"],
      "--only: expected --trace FILE, of which it says what to write, received none",
    ],
    [["--trace", "t", "--only", "Work"], '--only: expected one of .*Worker.*, received "Work"'],
    [
      ["--trace", "t", "--from", "2m", "--until", "1m"],
      '--until: expected a time from 2m on, received "1m"',
    ],
    [["--trace", "t", "--from", "soon"], '--from: expected a duration .*, received "soon"'],
  ])("is not traced by %j", async (args, line) => {
    const own = args.map((arg) => (arg === "t" ? folder.of("t") : arg));
    const { status, out, err } = await orrery(["replay", saved, ...own]);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toMatch(new RegExp(`^${line}\n$`));
    expect(() => readFileSync(folder.of("t"))).toThrow("ENOENT");
  });
});
