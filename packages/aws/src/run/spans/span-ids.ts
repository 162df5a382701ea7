import type { Origin } from "../../service/origin.ts";
import type { ItemIdentity } from "../../service/payload.ts";

/**
 * Ids of spans and traces. Each follows from what it is of alone, so that whoever has a message knows which
 * span created it; and no two things share one: each step is one to one.
 */

const word = 64;
const first = 1n << 62n;

/** Of the span that created a message. */
export const messageSpanId = ({ queue, message }: ItemIdentity): string =>
  hexadecimal(mixed(first | (BigInt(queue) << 44n) | BigInt(message)));

/** Of the span of whoever makes a request. */
export const senderSpanId = (request: number): string =>
  hexadecimal(mixed((2n * first) | BigInt(request)));

/** Of the span of whoever is asked. */
export const receiverSpanId = (request: number): string =>
  hexadecimal(mixed((3n * first) | BigInt(request)));

/** Of a span that is of no request that reached anybody: of the `place`-th of an event. */
export const eventSpanId = (event: number, place: number): string =>
  hexadecimal(mixed((BigInt(event + 1) << 8n) | BigInt(place)));

/** Ids of traces of a run; `run` tells runs apart that are looked at together. */
export class TraceIds {
  private readonly key: bigint;

  constructor(run: string) {
    let key = 0xcbf29ce484222325n; // FNV-1a.
    for (let place = 0; place < run.length; place += 1) {
      key = BigInt.asUintN(word, (key ^ BigInt(run.charCodeAt(place))) * 0x100000001b3n);
    }
    this.key = key;
  }

  /** Of the trace that an arrival begins. */
  of({ from, number, at }: Origin): string {
    // No trace is all zeros: the low half comes from an odd number, and mixing keeps 0 for 0.
    const high = mixed(
      BigInt.asUintN(word, (BigInt(number) << 21n) | BigInt(from + sides)) ^ this.key,
    );
    return hexadecimal(high) + hexadecimal(mixed((BigInt(at) << 1n) | 1n));
  }
}

/** Resources that begin by themselves have numbers below 0, workloads above. */
const sides = 1 << 20;

/** The finalizer of SplitMix64: another word for each word, and 0 for 0. */
function mixed(value: bigint): bigint {
  let result = value;
  result = BigInt.asUintN(word, (result ^ (result >> 30n)) * 0xbf58476d1ce4e5b9n);
  result = BigInt.asUintN(word, (result ^ (result >> 27n)) * 0x94d049bb133111ebn);
  return result ^ (result >> 31n);
}

const hexadecimal = (value: bigint): string => value.toString(16).padStart(16, "0");
