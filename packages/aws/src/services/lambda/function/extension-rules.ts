import type { Rule } from "../../../service/rule.ts";
import type { FunctionSettings } from "../config.ts";
import { guide, recorded } from "../rule-sources.ts";

const hasExtensions = ({ behavior }: FunctionSettings): boolean =>
  behavior.extensions !== undefined;

/** Extensions, Init phases that fail, processors, and what becomes of functions that nobody invokes. */
export const extensionRules: readonly Rule<FunctionSettings>[] = [
  {
    id: "lambda.extensions.init",
    status: "documented",
    source: guide("lambda-runtime-environment"),
    date: "2026-10",
    text: "The Init phase ends when the runtime and all extensions are ready: those of processes of their own start beside it, others with it.",
    when: hasExtensions,
    semantics: ["lambda §3.1 Init"],
  },
  {
    id: "lambda.extensions.after-invoke",
    status: "documented",
    source: `${guide("lambda-runtime-environment")}; that the caller does not wait since 2021-05-24: AWS What's New of that day`,
    date: "2026-10",
    text: "The Invoke phase ends when the runtime and all extensions are done: until then environment and concurrency are in use, and its length is billed. The caller has its answer once the handler is done, since 2021-05-24.",
    when: hasExtensions,
    semantics: [
      "lambda §1.1.3",
      "lambda §3.1 Invoke",
      "lambda §11 PostRuntimeExtensionsDuration",
      "event-source-mappings §1.7",
    ],
  },
  {
    id: "lambda.extensions.timeout",
    status: "documented",
    source: `${guide("lambda-runtime-environment")}; that an invocation which was answered is no error by it is ours`,
    date: "2026-10",
    text: "The function's timeout bounds the handler and its extensions together; extensions that run into it reset the environment.",
    when: hasExtensions,
    semantics: ["lambda §3.1 Invoke"],
  },
  {
    id: "lambda.extensions.shutdown",
    status: "documented",
    source: `${guide("lambda-runtime-environment")}; that concurrency is free meanwhile is ours`,
    date: "2026-10",
    text: "An environment that is reset is not used until its extensions are shut down: after 2 s at most, 500 ms where they are internal, and at once without any.",
    when: hasExtensions,
    semantics: ["lambda §3.1 Shutdown", "lambda §0 shutdown.limit"],
  },
  {
    id: "lambda.environment.init-error",
    status: "measured",
    source: `${guide("lambda-runtime-environment")}; ${recorded("2025-11")}`,
    date: "2025-11",
    text: "An Init phase that fails is repeated inside the first invocation; if it fails again, that ends with an error like a handler's, in which Python has no request id, and the next repeats it.",
    when: ({ behavior }: FunctionSettings) => behavior.initFailures !== undefined,
    semantics: ["lambda §1.5 import/init exception", "lambda §3.1 Init"],
  },
  {
    id: "lambda.environment.processors",
    status: "documented",
    source: guide("configuration-memory"),
    date: "2026-10",
    text: "What a handler computes takes as long as its share of a processor makes it: 1 for each 1,769 MB, of which one thread uses one at most.",
    when: ({ behavior }: FunctionSettings) =>
      behavior.type === "profile" && behavior.computing !== undefined,
    semantics: ["lambda §0 function.vcpuPerMB", "lambda §8.1.4"],
  },
  {
    id: "lambda.snap-start.idle-snapshots",
    status: "documented",
    source: guide("snapstart"),
    date: "2026-10",
    text: "The snapshot of a version on Java goes after 14 days without an invocation: the next is refused with SnapStartNotReadyException, and others until one is made anew.",
    when: ({ dormancy }: FunctionSettings) => dormancy?.of === "snapshot",
    semantics: ["lambda §3.4 inactive"],
  },
];
