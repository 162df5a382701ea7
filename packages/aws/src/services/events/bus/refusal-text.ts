import type { Lost, Tagged } from "@orrery/kernel";
import type { Refused } from "../../../service/refusal.ts";

/** What an answer says that is none; `null` where none came. */
export const refusalIn = (body: Tagged | Lost | null): string | null => {
  if (body?.type !== "refused") return null;
  const { code, message } = body as Refused; // All who refuse say so.
  return `${code}: ${message}`;
};
