import type { FunctionSettings } from "../config.ts";
import { streamName } from "../log/log-line.ts";
import { streamOf } from "../log/log-stream.ts";
import type { EnvironmentDraft } from "./state.ts";
import { traceHeaderIn } from "./tracing.ts";

/** Environment variables by their names. */
export type Variables = Readonly<Record<string, string>>;

const runtimeFolders: Readonly<Record<string, Variables>> = {
  nodejs: {
    NODE_PATH:
      "/opt/nodejs/node22/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:/var/task",
  },
  python: { PYTHONPATH: "/var/runtime" },
};

/** What a handler finds in its environment: the function's own variables, and those that Lambda sets. */
export function variablesOf(environment: EnvironmentDraft, settings: FunctionSettings): Variables {
  const { arn, caller, handler, log, memorySize, name, region, runtime, variables } = settings;
  const stream = streamOf(environment, settings);
  const [, family = ""] = /^([a-z]+)/.exec(runtime ?? "") ?? [];
  const account = arn.split(":")[4] ?? "";
  return {
    ...(handler === null ? {} : { _HANDLER: handler }),
    _X_AMZN_TRACE_ID: traceHeaderIn(environment, settings),
    AWS_DEFAULT_REGION: region,
    AWS_REGION: region,
    ...(runtime === null ? {} : { AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}` }),
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: `${memorySize}`,
    AWS_LAMBDA_FUNCTION_VERSION: stream.version,
    AWS_LAMBDA_INITIALIZATION_TYPE: stream.initialization,
    AWS_LAMBDA_LOG_GROUP_NAME: log.group,
    AWS_LAMBDA_LOG_STREAM_NAME: streamName(settings, stream),
    ...(log.format === "Text"
      ? {}
      : {
          AWS_LAMBDA_LOG_FORMAT: log.format,
          AWS_LAMBDA_LOG_LEVEL: log.applicationLevel,
        }),
    // Of nobody: there is nothing that they open.
    AWS_ACCESS_KEY_ID: `ASIA${account.padEnd(16, "0")}`,
    AWS_SECRET_ACCESS_KEY: "0".repeat(40),
    AWS_SESSION_TOKEN: caller.principal,
    AWS_LAMBDA_RUNTIME_API: "169.254.100.1:9001",
    LAMBDA_TASK_ROOT: "/var/task",
    LAMBDA_RUNTIME_DIR: "/var/runtime",
    LANG: "en_US.UTF-8",
    LD_LIBRARY_PATH:
      "/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib",
    PATH: "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin",
    PWD: "/var/task",
    SHLVL: "0",
    TZ: ":UTC",
    AWS_XRAY_CONTEXT_MISSING: "LOG_ERROR",
    AWS_XRAY_DAEMON_ADDRESS: "169.254.100.1:2000",
    _AWS_XRAY_DAEMON_ADDRESS: "169.254.100.1",
    _AWS_XRAY_DAEMON_PORT: "2000",
    ...runtimeFolders[family],
    ...variables,
  };
}
