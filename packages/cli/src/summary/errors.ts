import type { ErrorGroup, RunReport } from "@orrery/aws";
import { number, wrapped } from "./format.ts";
import type { Drawing } from "./table.ts";

/** Why invocations failed. */
export function errorList({ errors }: RunReport, { columns, colors }: Drawing): string {
  if (errors.length === 0) return "";
  const lines = errors.map(({ resource, cause, type, message, count }) => {
    const what = `${resource}: ${number(count)} × ${type} ${JSON.stringify(message)}`;
    return wrapped(`${what}, ${causes[cause]}`, columns, "  ");
  });
  return [colors.bold("function errors"), ...lines].join("\n");
}

const causes: Readonly<Record<ErrorGroup["cause"], string>> = {
  failures: "by its failures in the scenario",
  poison: "since a message of the batch fails always, by its poison in the scenario",
  call: "since a call was refused",
  script: "thrown by the script",
  exit: "since the script ended its process",
  timeout: "by its timeout",
  crash: "by a crash, a fault of the scenario",
  responseSize: "since its response is too large",
};

/** What was called that is not modeled. */
export function unmodeledList({ unmodeled }: RunReport, { columns, colors }: Drawing): string {
  if (unmodeled.length === 0) return "";
  const lines = unmodeled.map(({ operation, calls, errors }) => {
    const failed = errors === 0 ? "" : `, ${number(errors)} with the error`;
    const made = `${number(calls)} ${calls === 1 ? "call" : "calls"}`;
    const text = `${operation}, ${made}, answered as the scenario assumes${failed}`;
    return wrapped(text, columns, "  ");
  });
  return [colors.bold("calls that are not modeled"), ...lines].join("\n");
}
