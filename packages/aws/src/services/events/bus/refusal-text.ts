import type { Lost, Tagged } from "@orrery/kernel";
import type { HttpAnswer } from "../../../service/http.ts";
import type { Refused } from "../../../service/refusal.ts";

/** What an answer says that is none; `null` where none came. */
export const refusalIn = (body: Tagged | Lost | null): string | null => {
  if (body?.type === "answered") {
    const { status } = body as HttpAnswer; // APIs give no other.
    return status >= 400 ? `The API answered ${status}.` : null;
  }
  if (body?.type !== "refused") return null;
  const { code, message } = body as Refused; // All who refuse say so.
  return `${code}: ${message}`;
};
