import type { Rule } from "../../service/rule.ts";
import { destinationRules } from "./asynchronous/destination-rules.ts";
import { eventConfigRules } from "./asynchronous/event-config-rules.ts";
import { eventRules } from "./asynchronous/event-rules.ts";
import { concurrencyRules } from "./account/concurrency-rules.ts";
import { billRules } from "./bill-rules.ts";
import { codeSigningRules } from "./code-signing/code-signing-rules.ts";
import { durableRules } from "./durable/durable-rules.ts";
import type { FunctionSettings } from "./config.ts";
import { environmentRules } from "./function/environment-rules.ts";
import { handlerRules } from "./function/handler-rules.ts";
import { invocationRules } from "./function/invocation-rules.ts";
import { recursionRules } from "./function/recursion-rules.ts";
import { layerRules } from "./layers/layer-rules.ts";
import { logRules } from "./log/log-rules.ts";
import { permissionRules } from "./permissions/permission-rules.ts";
import { provisionedRules } from "./provisioned/provisioned-rules.ts";
import { urlRules } from "./url/url-rules.ts";
import { snapStartRules } from "./snap-start/snap-start-rules.ts";
import { streamingRules } from "./streaming/streaming-rules.ts";
import { tenancyRules } from "./tenancy/tenancy-rules.ts";
import { versionRules } from "./versions/version-rules.ts";
import { managedRules } from "./managed/managed-rules.ts";
import { fileRules } from "./files/file-rules.ts";
import { networkRules } from "./network/network-rules.ts";
import { extensionRules } from "./function/extension-rules.ts";
import { functionOperationRules } from "./operations/function-rules.ts";

/** The rules of AWS that functions and the account's concurrency follow; the test of each bears its id. */
export const lambdaRules: readonly Rule<FunctionSettings>[] = [
  ...concurrencyRules,
  ...invocationRules,
  ...eventRules,
  ...destinationRules,
  ...eventConfigRules,
  ...recursionRules,
  ...environmentRules,
  ...handlerRules,
  ...logRules,
  ...billRules,
  ...functionOperationRules,
  ...versionRules,
  ...provisionedRules,
  ...permissionRules,
  ...snapStartRules,
  ...codeSigningRules,
  ...layerRules,
  ...urlRules,
  ...durableRules,
  ...tenancyRules,
  ...streamingRules,
  ...networkRules,
  ...fileRules,
  ...managedRules,
  ...extensionRules,
];
