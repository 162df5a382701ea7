import type { Plain } from "@orrery/kernel";
import { sizeInUtf8 } from "../text/utf8.ts";
import type { Text } from "./entry.ts";

/** A value as the text of its JSON, which is made once somebody reads it. */
export class ValueText implements Text {
  readonly value: Plain;
  private written: string | null = null;

  constructor(value: Plain) {
    this.value = value;
  }

  get body(): string {
    return (this.written ??= JSON.stringify(this.value));
  }

  get size(): number {
    return sizeInUtf8(this.body);
  }
}
