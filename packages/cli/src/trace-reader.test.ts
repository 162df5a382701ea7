import { closeSync, openSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { ConfigError, type TraceEntry } from "@orrery/kernel";
import fc from "fast-check";
import { prepareRun } from "@orrery/aws";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Folder, orrery, ordersTemplate } from "../test/captured.ts";
import { loadScenario } from "./scenario-sources.ts";
import { TraceFile } from "./trace-file.ts";
import { TraceReader } from "./trace-reader.ts";

const folder = new Folder();
afterAll(() => folder.remove());
const scenario = folder.write(
  "s.yaml",
  "template: ./template.yaml\nduration: 20s\nworkload: [{ to: OrdersQueue, arrivals: { poisson: { rate: 100/s } } }]\nfunctions: { Worker: { poison: 20% } }\n",
);
folder.write("template.yaml", ordersTemplate);
const path = folder.of("t.jsonl");
const damaged = folder.of("damaged.jsonl");
let trace: Buffer;
let index: string;
beforeAll(async () => {
  expect((await orrery(["run", scenario, "--trace", path])).status).toBe(0);
  trace = readFileSync(path);
  index = readFileSync(`${path}.index`, "utf8");
});

it("an entry comes back as the run gave it, and takes less than 100 bytes", async () => {
  const { scenario: read } = await loadScenario(scenario, []);
  const file = new TraceFile(folder.of("again.jsonl"));
  const entries: string[] = [];
  const take = (entry: TraceEntry) => {
    entries.push(JSON.stringify(entry));
    file.take(entry);
  };
  const run = prepareRun(read, { seed: 1, trace: take });
  file.begin(run, "0");
  run.simulation.run({ until: 20_000_000 as never });
  file.finish({ finished: true });
  const reader = new TraceReader(folder.of("again.jsonl"));
  const back = [...reader.entries()].map((entry) => JSON.parse(JSON.stringify(entry)) as unknown);
  expect(back).toEqual(entries.map((entry) => JSON.parse(entry) as unknown));
  expect(reader.blockCount).toBeGreaterThan(1);
  const { length } = readFileSync(folder.of("again.jsonl"));
  expect(length).toBeLessThan(entries.length * 100);
  for (const event of [0, 17, 1_000]) expect(reader.entryOf(event)).toMatchObject({ event });
  reader.close();
});

it("what led to an event begins with its arrival, however many came before", async () => {
  const reader = new TraceReader(path);
  const last = [...reader.entries()].filter(({ input }) => input.type === "sendMessage").at(-1)!;
  const { entries, isCut } = reader.chainTo(last.event);
  reader.close();
  expect(isCut).toBe(false);
  expect(entries.map(({ kind }) => kind)).toEqual(["workload", "sqs.queue"]);
  const { out } = await orrery(["explain", path, "--event", `${last.event}`]);
  expect(out.split("\n")).toHaveLength(5);
});

describe("a damaged trace is told in one line with its place:", () => {
  /** What explain and export say of a trace and its index. */
  const expectLine = async (text: Buffer | string, indexText: string, pattern: RegExp) => {
    writeFileSync(damaged, text);
    writeFileSync(`${damaged}.index`, indexText);
    for (const args of [
      ["explain", damaged, "--message", "OrdersQueue:400000"],
      ["export", damaged, "--format", "otlp", "--output", folder.of("spans.json")],
    ]) {
      const { status, out, err } = await orrery(args);
      expect(err).toMatch(pattern);
      expect(err).toMatch(/^[^\n]+\n$/);
      expect({ status, out }).toEqual({ status: 2, out: "" });
    }
  };
  const edited = (change: (text: string) => string): Buffer => {
    const text = trace.toString("latin1");
    const next = change(text);
    expect(next).toHaveLength(text.length);
    expect(next).not.toBe(text);
    return Buffer.from(next, "latin1");
  };
  const indexWith = (change: (block: Record<string, unknown>) => object): string =>
    index
      .trimEnd()
      .split("\n")
      .map((line, place) => {
        const block = JSON.parse(line) as Record<string, unknown>;
        return `${JSON.stringify(place === 1 ? change(block) : block)}\n`;
      })
      .join("");

  it("cut", () =>
    expectLine(
      trace.subarray(0, trace.length - 10),
      index,
      /\.index:\d+: expected a block inside/,
    ));
  it("longer than its index", () =>
    expectLine(Buffer.concat([trace, trace]), index, /\.index: expected blocks up to byte \d+/));
  it("a byte that was changed", async () => {
    const { offset } = JSON.parse(index.split("\n")[1]!) as { readonly offset: number };
    for (const at of [offset, offset + 1_000, trace.length - 1]) {
      const bytes = Buffer.from(trace);
      bytes[at]! ^= 1;
      await expectLine(
        bytes,
        index,
        /damaged\.jsonl, byte \d+: expected a block of the trace, received one whose bytes were changed\n$/,
      );
    }
  });
  it("a length of 4 GiB", () =>
    expectLine(
      trace,
      indexWith((block) => ({ ...block, length: 2 ** 32 })),
      /\.index:2: expected a block inside the trace, which has \d+ bytes, received one of 4294967296 bytes/,
    ));
  it("an index with a line behind its last", () =>
    expectLine(
      trace,
      index + index.split("\n")[0]! + "\n",
      /\.index:\d+: expected nothing behind the last line/,
    ));
  it("an index with a wrong type", () =>
    expectLine(
      trace,
      indexWith((block) => ({ ...block, from: "0" })),
      /\.index:2: expected a line/,
    ));
  it("an index of another trace", () =>
    expectLine(
      edited((text) => text.replace(/"version":"\d/, '"version":"7')),
      index,
      /\.index:1: expected the index of .*damaged\.jsonl, received one of another trace/,
    ));

  it("any byte, cut or length changed at random", () => {
    const change = fc.oneof(
      fc.record({ type: fc.constant("byte" as const), at: fc.nat(), value: fc.nat(255) }),
      fc.record({ type: fc.constant("cut" as const), at: fc.nat(), value: fc.nat(255) }),
      fc.record({ type: fc.constant("index" as const), at: fc.nat(), value: fc.nat(255) }),
    );
    let refused = 0;
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 3 }),
        fc.nat(4_000),
        (changes, event) => {
          let bytes: Buffer = Buffer.from(trace);
          const lines = Buffer.from(index);
          for (const { type, at, value } of changes) {
            if (type === "byte") bytes[at % bytes.length] = value;
            else if (type === "cut") bytes = bytes.subarray(0, at % bytes.length);
            else lines[at % lines.length] = value;
            if (bytes.length === 0) break;
          }
          writeFileSync(damaged, bytes);
          writeFileSync(`${damaged}.index`, lines);
          let reader: TraceReader | null = null;
          try {
            reader = new TraceReader(damaged);
            reader.readAll((entries) => [...entries].length);
            reader.chainTo(event);
          } catch (error) {
            expect(error).toBeInstanceOf(ConfigError);
            expect((error as ConfigError).message).not.toMatch(/\n|\[object Object\]|undefined/);
            refused += 1;
          } finally {
            reader?.close();
          }
        },
      ),
      { numRuns: 60, seed: 5 },
    );
    expect(refused).toBeGreaterThan(30);
  });

  it("and no file stays open", () => {
    const next = () => {
      const number = openSync(path, "r");
      closeSync(number);
      return number;
    };
    const before = next();
    writeFileSync(damaged, "no trace\n");
    expect(() => new TraceReader(damaged)).toThrow("expected a trace that run --trace wrote");
    expect(next()).toBe(before);
    const reader = new TraceReader(path);
    expect(next()).not.toBe(before);
    reader.close();
    expect(next()).toBe(before);
  });

  it("an index that is no file, or none", async () => {
    writeFileSync(damaged, trace);
    truncateSync(`${damaged}.index`);
    const { err } = await orrery(["explain", damaged, "--event", "3"]);
    expect(err).toMatch(
      /received "3", and only events up to 0 s .* recording was cut off at 0 s\n$/,
    );
    const long = Buffer.concat([trace, Buffer.alloc(2_000_000)]);
    writeFileSync(damaged, long);
    expect((await orrery(["explain", damaged, "--event", "3"])).err).toMatch(
      /\.index: expected blocks up to byte \d+, received blocks up to byte \d+\n$/,
    );
    expect((await orrery(["explain", "/dev/zero", "--event", "3"])).err).toBe(
      "/dev/zero: expected a file, received a device or a pipe\n",
    );
  });
});
