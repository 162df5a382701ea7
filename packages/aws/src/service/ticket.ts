import { uuidOf } from "../text/hexadecimal.ts";
import type { Resource } from "./resource.ts";
import type { ControlPlane } from "./service-model.ts";

/**
 * What a resource gives away so that it is found again: a UUID that says which resource that was and its number
 * of what it is about. Others than those that were given lead nowhere.
 */
export function ticketOf(resource: number, arn: string, number: number): string {
  const mark = markOf(arn, resource, number);
  const high = Math.floor(number / 0x1_0000_0000);
  return uuidOf(
    resource,
    (mark & 0xffff0000) | 0x4000 | ((mark >>> 4) & 0xfff),
    (0x80000000 | (((mark << 2) ^ mark) & 0x0fff0000) | (high & 0xffff)) >>> 0,
    number >>> 0,
  );
}

/** The resource that has given a ticket, and its number there; `null`: nobody that is there has. */
export function ticketIn(
  text: string,
  plane: Pick<ControlPlane, "findByNumber">,
): { readonly resource: Resource; readonly number: number } | null {
  const digits = text.replaceAll("-", "");
  if (!/^[0-9a-f]{32}$/.test(digits)) return null;
  const resource = plane.findByNumber(Number.parseInt(digits.slice(0, 8), 16));
  if (resource === undefined) return null;
  const number = Number.parseInt(digits.slice(20), 16);
  return ticketOf(resource.number, resource.arn, number) === text ? { resource, number } : null;
}

/** FNV-1a of what a ticket is about: so that a number alone makes none. */
function markOf(arn: string, resource: number, number: number): number {
  let mark = 0x811c9dc5;
  for (const letter of `${arn} ${resource} ${number}`) {
    mark = Math.imul(mark ^ letter.charCodeAt(0), 0x01000193);
  }
  return mark >>> 0;
}
