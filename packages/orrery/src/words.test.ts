import { describe, expect, it } from "vitest";
import { lambda, run, sources, sqs, Stack, type FunctionInput } from "./index.ts";

const workload = [{ to: "Orders", arrivals: { poisson: { rate: "5/s" } }, for: "30s" }] as const;

function shop(behavior?: FunctionInput): Stack {
  const stack = new Stack("shop");
  const orders = new sqs.Queue(stack, "Orders");
  new sqs.Queue(stack, "Done");
  const worker = new lambda.Function(stack, "Worker", behavior === undefined ? {} : { behavior });
  worker.addEventSource(new sources.SqsEventSource(orders));
  return stack;
}
const digestOf = (stack: Stack, functions?: Readonly<Record<string, FunctionInput>>): string =>
  run(stack, { duration: "1m", workload, ...(functions === undefined ? {} : { functions }) })
    .digest;

describe("what a function does is said in the same words where it is made and where it is run", () => {
  const all: FunctionInput = {
    duration: { lognormal: { p50: "400ms", p99: "2s" } },
    failures: "10%",
    calls: [{ "sqs:SendMessage": "Done", body: "done" }],
    response: { ok: true },
  };

  it("with one result", () => {
    const digest = digestOf(shop(all));
    expect(digestOf(shop(), { Worker: all })).toBe(digest);
    expect(digestOf(shop())).not.toBe(digest);
  });

  it("where a run replaces it setting by setting", () => {
    const { failures, ...rest } = all;
    expect(failures).toBe("10%");
    const digest = digestOf(shop(all));
    expect(digestOf(shop(rest), { Worker: { failures: "10%" } })).toBe(digest);
    expect(digestOf(shop({ ...all, failures: "90%" }), { Worker: { failures: "10%" } })).toBe(
      digest,
    );
    expect(digestOf(shop(all), { Worker: { duration: "400ms" } })).not.toBe(
      digestOf(shop(), { Worker: { duration: "400ms" } }),
    );
  });

  it("and is refused by one line with its place", () => {
    const wrong = (behavior: object) => () => digestOf(shop(behavior));
    expect(wrong({ duration: "2 weeks" })).toThrow(
      /functions\.Worker\.duration: expected .*received "2 weeks"$/,
    );
    expect(wrong({ failure: 1 })).toThrow(/functions\.Worker.*did you mean failures\?$/);
    expect(wrong({ calls: [{ "sqs:SendMessage": "Don" }] })).toThrow(/did you mean Done\?$/);
    expect(() => digestOf(shop({ script: "work" }))).toThrow(/received none for "work"$/);
    // @ts-expect-error -- As its machine takes it, which is no word.
    expect(() => digestOf(shop({ type: "script", name: "work" }))).toThrow(
      /functions\.Worker\.type: expected one of .*, received "type"$/,
    );
    const durations = { type: "constant", value: 1 } as const;
    // @ts-expect-error -- A law as machines take it.
    expect(() => digestOf(shop({ duration: durations }))).toThrow(/functions\.Worker\.duration/);
  });
});
