import { nameOf, type Plain } from "@orrery/kernel";

/** An item of a queue, by its number there, in a view of what decides the future. */
export const itemName = (number: number): Plain => nameOf("item", number);

/** Of who an item is, or of its receipt, what decides the future: which item of which queue, and which receive. */
export function identityView(member: unknown): unknown {
  if (!isIdentity(member)) return member;
  const { queue, message, receive = 0 } = member;
  return [queue, itemName(message), receive];
}

/** Likewise of several receipts. */
export const receiptsView = (member: unknown): unknown =>
  Array.isArray(member) ? (member as readonly unknown[]).map(identityView) : member;

/** Payloads of users may have members of that name too. */
const isIdentity = (
  member: unknown,
): member is { readonly queue: number; readonly message: number; readonly receive?: number } =>
  typeof member === "object" &&
  member !== null &&
  "queue" in member &&
  "message" in member &&
  typeof member.queue === "number" &&
  typeof member.message === "number";
