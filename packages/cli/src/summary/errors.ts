import { number, type RunReport } from "@orrery/aws";
import { wrapped } from "./format.ts";
import type { Drawing } from "./table.ts";

/** Why work failed, under a heading for each kind of resource. */
export function errorList({ errors }: RunReport, { columns, colors }: Drawing): string {
  const nouns = [...new Set(errors.map(({ noun }) => noun))];
  const parts = nouns.map((noun) => {
    const own = errors.filter((error) => error.noun === noun);
    const lines = own.map(({ resource, why, type, message, count }) => {
      const what = `${resource}: ${number(count)} × ${type} ${JSON.stringify(message)}`;
      return wrapped(`${what}, ${why}`, columns, "  ");
    });
    return [colors.bold(`${noun} errors`), ...lines].join("\n");
  });
  return parts.join("\n\n");
}

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
