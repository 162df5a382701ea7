import { milliseconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { functionParams, LambdaAccount } from "../../../../test/lambda-account.ts";
import type { AwsOptions } from "../../../index.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { wait } from "../../../service/script.ts";
import { functionCharges } from "../pricing.ts";

const megabytes = (count: number): number => count * 1_048_576;

/** An account whose `worker` streams so many bytes, 10 ms after it is invoked. */
function streaming(
  responseBytes: number,
  { config = {}, ...options }: AwsOptions & { readonly config?: PlainObject } = {},
) {
  const account = new LambdaAccount(options);
  const Behavior = { ...(functionParams["Behavior"] as PlainObject), responseBytes };
  account.create({ Timeout: 120, ...config, Behavior });
  const invoke = () => account.call("InvokeWithResponseStream", { FunctionName: "worker" });
  const meters = () => account.simulation.metersOf("lambda.function:worker");
  return { account, invoke, duration: () => meters()["Duration"]!.sum, meters };
}

it("lambda.stream.response: comes in parts, and after them what became of the invocation", () => {
  const { account, invoke } = streaming(100);
  expect(invoke()).toEqual({
    StatusCode: 200,
    ExecutedVersion: "$LATEST",
    ResponseStreamContentType: "application/octet-stream",
    EventStream: [{ PayloadChunk: { Payload: '{"ok":true}' } }, { InvokeComplete: {} }],
  });
  expect(account.refusal("InvokeWithResponseStream", { FunctionName: "nobody" })).toMatch(
    /^ResourceNotFoundException/,
  );
  const failing = new LambdaAccount({
    scripts: {
      *fails() {
        yield wait(milliseconds(1));
        throw new Error("down");
      },
    },
  });
  failing.create({ Behavior: { type: "script", name: "fails" } });
  expect(failing.call("InvokeWithResponseStream", { FunctionName: "worker" })).toMatchObject({
    StatusCode: 200,
    EventStream: [
      {
        InvokeComplete: {
          ErrorCode: "Unhandled",
          ErrorDetails: expect.stringContaining("down") as string,
        },
      },
    ],
  });
});

it("lambda.stream.bandwidth: 6 MB come at once, the rest at 2 MB a second", () => {
  const at = (bytes: number): number => {
    const { invoke, duration } = streaming(bytes);
    invoke();
    return duration();
  };
  expect(at(megabytes(6))).toBe(10_000);
  expect(at(megabytes(8))).toBe(1_010_000);
  expect(at(megabytes(106))).toBe(50_010_000);
});

it("lambda.stream.limit: a response has 200 MB, 20 MB before 2025-08-11; a buffered one has 6 MB as ever", () => {
  const endOf = (bytes: number, asOf: string) => {
    const { EventStream } = streaming(bytes, { asOf }).invoke();
    return (EventStream as unknown as PlainObject[]).at(-1)!["InvokeComplete"];
  };
  const tooLarge = (most: number) => ({
    ErrorCode: "Unhandled",
    ErrorDetails: `{"errorType":"Function.ResponseSizeTooLarge","errorMessage":"Response payload size exceeded maximum allowed payload size (${most} bytes)."}`,
  });
  expect(endOf(megabytes(20), "2025-08-10")).toEqual({});
  expect(endOf(megabytes(20) + 1, "2025-08-10")).toEqual(tooLarge(megabytes(20)));
  expect(endOf(megabytes(20) + 1, "2025-08-11")).toEqual({});
  expect(endOf(megabytes(200), "2025-08-11")).toEqual({});
  const { account } = streaming(6_291_557);
  expect(account.call("Invoke", { FunctionName: "worker" })["FunctionError"]).toBe("Unhandled");
});

it("lambda.stream.timeout: ends a stream that is under way", () => {
  const { invoke, duration, meters } = streaming(megabytes(16), { config: { Timeout: 3 } });
  const { EventStream } = invoke();
  expect(EventStream).toMatchObject([{ InvokeComplete: { ErrorCode: "Unhandled" } }]);
  expect(duration()).toBe(3_000_000);
  expect(meters()["Timeouts"]!.count).toBe(1);
});

it("lambda.stream.billing: bills what is beyond the first 6 MB by size, and all of its time", () => {
  const { invoke, meters } = streaming(megabytes(16));
  invoke();
  const counted = meters();
  expect(counted["StreamedResponseBytes"]!.sum).toBe(megabytes(16));
  expect(counted["BilledDuration"]!.sum).toBe(5_010_000);
  const priced = { architecture: "x86_64", ephemeralStorage: 512 } as const;
  const charge = functionCharges(counted, priced).find(
    ({ what }) => what === "Lambda response streaming",
  );
  expect(charge).toMatchObject({ quantity: 10 / 1_024, unit: "GB", dollars: (10 / 1_024) * 0.008 });
});
