import { putCount, putWhole } from "./number-bytes.ts";
import { blockSize } from "./trace-codes.ts";

/** Bytes that grow as they are written: numbers, and texts with their lengths before them. */
export class ByteWriter {
  /** What was written, up to `length`. */
  bytes = new Uint8Array(2 * blockSize);
  length = 0;

  /** Makes room for so many numbers, or tags and numbers: 9 bytes are the most that one takes. */
  reserve(numbers: number): void {
    const needed = this.length + 10 * numbers;
    if (needed > this.bytes.length) this.grow(needed);
  }

  byte(value: number): void {
    this.bytes[this.length++] = value;
  }

  /** A whole number from 0 on. */
  count(value: number): void {
    this.length = putCount(this.bytes, this.length, value);
  }

  /** A whole number. */
  whole(value: number): void {
    this.length = putWhole(this.bytes, this.length, value);
  }

  /** A text. */
  protected utf8(text: string): void {
    const { length } = text;
    this.reserve(4 + length);
    if (length < 40) {
      const { bytes } = this;
      const at = this.length + 1;
      let place = 0;
      for (; place < length; place += 1) {
        const code = text.charCodeAt(place);
        if (code >= 128) break;
        bytes[at + place] = code;
      }
      if (place === length) {
        bytes[this.length] = length;
        this.length = at + length;
        return;
      }
    }
    const encoded = encoder.encode(text);
    this.count(encoded.length);
    this.bytes.set(encoded, this.length);
    this.length += encoded.length;
  }

  private grow(needed: number): void {
    const larger = new Uint8Array(Math.max(2 * this.bytes.length, needed));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

const encoder = new TextEncoder();
