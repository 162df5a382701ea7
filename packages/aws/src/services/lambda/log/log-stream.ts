import type { FunctionSettings } from "../config.ts";
import type { EnvironmentDraft } from "../function/state.ts";
import type { LogStream } from "./log-fact.ts";

/** The log stream of an environment. */
export const streamOf = (
  {
    number,
    madeAt,
    isProvisioned = false,
  }: Pick<EnvironmentDraft, "number" | "madeAt"> & { readonly isProvisioned?: boolean },
  { log, runtime, memorySize, timeout, version, snapStart }: FunctionSettings,
): LogStream => ({
  number,
  at: madeAt,
  version,
  initialization: isProvisioned
    ? "provisioned-concurrency"
    : snapStart === null
      ? "on-demand"
      : "snap-start",
  log,
  runtime,
  memorySize,
  timeout,
});
