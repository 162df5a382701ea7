import type { StateMachineContext } from "./declarations.ts";

/** A random UUID, by the draws of a purpose. */
export function uuidOf(context: StateMachineContext, purpose: number): string {
  let digits = "";
  for (let part = 0; part < 4; part += 1) {
    const draw = Math.floor(context.random(purpose) * 4_294_967_296);
    digits += draw.toString(16).padStart(8, "0");
  }
  const variant = "89ab"[Number.parseInt(digits[16]!, 16) & 3]!;
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}`;
}
