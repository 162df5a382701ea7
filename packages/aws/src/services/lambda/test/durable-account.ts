import { inSeconds, type Distribution, type Duration } from "@orrery/kernel";
import { LambdaAccount } from "../../../../test/lambda-account.ts";
import type { AwsOptions } from "../../../index.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Script, Scripts } from "../../../service/script.ts";

const constant = (value: number): Distribution => ({ type: "constant", value });

/** What takes no time here, so that instants are whole. */
export const instant = {
  "lambda.async.dispatch": constant(0),
  "lambda.cold.platformOverhead": constant(0),
  "lambda.cold.initDuration": constant(0),
  "lambda.cold.firstCall": constant(0),
  "lambda.durable.dispatch": constant(0),
  "lambda.durable.checkpoint": constant(0),
} as const;

/** An account whose durable `worker` does what `script` says. */
export function durableAccount(
  script: Script,
  {
    config = {},
    scripts = {},
    ...options
  }: AwsOptions & { readonly config?: PlainObject; readonly scripts?: Scripts } = {},
) {
  const invocations: number[] = [];
  const account = new LambdaAccount({
    latencies: instant,
    ...options,
    scripts: {
      *script(event, context) {
        invocations.push(now());
        return yield* script(event, context);
      },
      ...scripts,
    },
  });
  const now = (): number => inSeconds(account.simulation.now as number as Duration);
  account.create({
    Behavior: { type: "script", name: "script" },
    DurableConfig: { ExecutionTimeout: 900 },
    ...config,
  });
  const meters = () => account.simulation.metersOf("lambda.function:worker");
  return {
    account,
    /** When the handler was run from its first line, in seconds. */
    invocations,
    now,
    sum: (metric: string) => meters()[metric]!.sum,
    count: (metric: string) => meters()[metric]!.count,
    start: (params: PlainObject = {}) =>
      account.call("Invoke", {
        FunctionName: "worker",
        Qualifier: "$LATEST",
        InvocationType: "Event",
        ...params,
      }),
    invoke: (params: PlainObject = {}) => account.invoke({ Qualifier: "$LATEST", ...params }),
  };
}

/** What became of an execution: its status, result and error. */
export function executionOf(account: LambdaAccount, arn: unknown): PlainObject {
  return account.call("GetDurableExecution", { DurableExecutionArn: arn as string });
}
