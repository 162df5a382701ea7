import { bytesOfBase64 } from "@orrery/kernel";
import { sizeInUtf8 } from "../../text/utf8.ts";
import type { MessageAttribute } from "./protocol.ts";

/** The bytes that attributes count for in the size of their message. */
export function sizeOfAttributes(attributes: readonly MessageAttribute[]): number {
  let size = 0;
  for (const { name, dataType, value } of attributes) {
    size += sizeInUtf8(name) + sizeInUtf8(dataType);
    size += dataType.startsWith("Binary") ? (bytesOfBase64(value)?.length ?? 0) : sizeInUtf8(value);
  }
  return size;
}
