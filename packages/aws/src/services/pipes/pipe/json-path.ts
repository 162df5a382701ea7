import { bytesOfBase64, type Plain } from "@orrery/kernel";
import { textOfUtf8 } from "../../../text/utf8.ts";

const steps = /^\$((?:\.[^.[\]]+|\[\d+\]|\['[^']+'\])*)$/;

/** Whether a text is a path into an event, such as `$.body.order.id`. */
export const isPath = (text: string): boolean => steps.test(text);

/**
 * What an event has at a path; `undefined`: nothing. On the way, a text that holds JSON is read: as it is, or in
 * base64, as records of streams have it.
 */
export function valueAt(event: Plain, path: string): Plain | undefined {
  const inside = steps.exec(path)?.[1];
  if (inside === undefined) return undefined;
  let value: Plain | undefined = event;
  for (const [, name, place, quoted] of inside.matchAll(/\.([^.[\]]+)|\[(\d+)\]|\['([^']+)'\]/g)) {
    const whole: Plain | undefined = typeof value === "string" ? readJson(value) : value;
    if (place !== undefined) {
      value = Array.isArray(whole) ? (whole as readonly Plain[])[Number(place)] : undefined;
    } else {
      const key = name ?? quoted!;
      value = isObject(whole) && Object.hasOwn(whole, key) ? whole[key] : undefined;
    }
    if (value === undefined) return undefined;
  }
  return value;
}

/** The JSON that a text holds, as it is or in base64; `undefined`: it holds none. */
export function readJson(text: string): Plain | undefined {
  const read = parsed(text);
  if (read !== undefined) return read;
  const bytes = bytesOfBase64(text);
  const decoded = bytes === null ? null : textOfUtf8(bytes);
  return decoded === null ? undefined : parsed(decoded);
}

function parsed(text: string): Plain | undefined {
  try {
    return JSON.parse(text) as Plain;
  } catch {
    return undefined;
  }
}

const isObject = (value: Plain | undefined): value is { readonly [key: string]: Plain } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
