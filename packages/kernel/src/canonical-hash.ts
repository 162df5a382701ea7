/** Folds plain data into two 32-bit lanes, of which 53 bits come out; nothing is written as text. */
export class CanonicalHash {
  private one = 0x811c9dc5;
  private other = 0x9e3779b1;

  fold(value: number): void {
    const low = value | 0;
    if (value === low) {
      this.mix(low);
      return;
    }
    // Instants and ids beyond 32 bits, and fractions: every bit counts.
    const whole = Math.floor(value);
    this.mix(whole | 0);
    this.mix(Math.floor(whole / 4_294_967_296) | 0);
    if (whole !== value) this.mix(((value - whole) * 4_294_967_296) | 0);
  }

  /** Folds numbers, texts, lists and records, of which the order of keys counts. */
  foldPlain(value: unknown): void {
    switch (typeof value) {
      case "number":
        this.mix(1);
        this.fold(value);
        return;
      case "string":
        this.mix(2);
        this.mix(value.length);
        for (let place = 0; place < value.length; place += 1) this.mix(value.charCodeAt(place));
        return;
      case "boolean":
        this.mix(value ? 3 : 4);
        return;
      case "object":
        if (value === null) {
          this.mix(5);
        } else if (Array.isArray(value)) {
          this.mix(6);
          this.mix(value.length);
          for (const part of value as readonly unknown[]) this.foldPlain(part);
        } else {
          this.mix(7);
          for (const key in value) {
            this.foldPlain(key);
            this.foldPlain((value as Readonly<Record<string, unknown>>)[key]);
          }
        }
        return;
      default:
        this.mix(8);
    }
  }

  /** 53 bits of all that was folded. */
  get value(): number {
    return (this.one >>> 0) * 2_097_152 + (this.other >>> 11);
  }

  private mix(value: number): void {
    const one = Math.imul(this.one ^ value, 0x85ebca6b);
    const other = Math.imul((this.other + value) ^ (one >>> 15), 0xc2b2ae35);
    this.one = (one ^ (other >>> 13)) | 0;
    this.other = (other ^ (one >>> 16)) | 0;
  }
}
