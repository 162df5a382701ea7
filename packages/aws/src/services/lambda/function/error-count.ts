import { table, type Plain } from "@orrery/kernel";
import type { ErrorCause } from "../protocol.ts";
import type { ErrorCount, FunctionDraft } from "./state.ts";

// A script may call each of its errors otherwise; what is more than this is counted together.
const mostTypes = 100;
const others: ErrorCount = Object.freeze({
  cause: "script",
  errorType: "others",
  errorMessage: `more than ${mostTypes} types of errors`,
  count: 0,
});

/** Counts an invocation that ended with a function error. */
export function countError(fn: FunctionDraft, cause: ErrorCause, payload: Plain): void {
  // Scripts name their errors themselves; of other causes there is one type, or a code of AWS.
  const ownType = memberOf(payload, "errorType");
  const key =
    cause === "script" || cause === "call"
      ? ownType
      : cause === "fault" || cause === "files"
        ? `${causeKeys[cause]} ${ownType}` // Under these alone.
        : causeKeys[cause];
  const known = table.get(fn.errors, key);
  if (known !== undefined) {
    table.set(fn.errors, key, { ...known, count: known.count + 1 });
    return;
  }
  if (table.sizeOf(fn.errors) >= mostTypes) {
    const counted = table.get(fn.errors, othersKey) ?? others;
    table.set(fn.errors, othersKey, { ...counted, count: counted.count + 1 });
    return;
  }
  const errorType = ownType === "" ? typeless : ownType;
  const errorMessage = memberOf(payload, "errorMessage");
  table.set(fn.errors, key, { cause, errorType, errorMessage, count: 1 });
}

// No error of a script has such a name by chance.
const causeKeys: Readonly<Record<Exclude<ErrorCause, "script" | "call">, string>> = {
  failures: " failures",
  init: " init",
  poison: " poison",
  messageFailures: " message failures",
  exit: " exit",
  timeout: " timeout",
  crash: " crash",
  fault: " fault",
  files: " files",
  responseSize: " response size",
  checkpoint: " checkpoint",
  execution: " execution",
};
const othersKey = " others";
/** Before its error had a type, a timeout was known by its message alone. */
const typeless = "Sandbox.Timedout";

function memberOf(payload: Plain, name: "errorType" | "errorMessage"): string {
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) return "";
  const value = (payload as { readonly [key: string]: Plain })[name];
  return typeof value === "string" ? value : "";
}
