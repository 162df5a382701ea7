import { uuidOf } from "../../text/hexadecimal.ts";
import { mix } from "../../text/mix.ts";

const unit = 2 ** 32;

/** A UUID for each event of a run, from the number of the bus that took it first and its own there. */
export function eventIdOf(bus: number, number: number): string {
  const first = mix((number % unit) ^ mix(bus + 0x457642));
  const second = mix((Math.floor(number / unit) + first) >>> 0);
  const third = mix(bus ^ first ^ second);
  const fourth = mix(second ^ Math.imul(third, 7));
  return uuidOf(
    first,
    (second & 0xffff0000) | 0x4000 | (second & 0xfff), // Version 4, as in AWS.
    0x80000000 | (third & 0x3fffffff),
    fourth,
  );
}
