import { bytesOfBase64, type Plain } from "@orrery/kernel";
import { textOf } from "../../request/params.ts";
import { textOfUtf8 } from "../../text/utf8.ts";
import type { RecordContent } from "./protocol.ts";

/** What is written in base64; `null`: nothing is. */
export function contentOf(data: Plain | undefined): RecordContent | null {
  const text = textOf(data);
  const bytes = text === undefined ? null : bytesOfBase64(text);
  if (text === undefined || bytes === null) return null;
  const written = textOfUtf8(bytes);
  return written === null
    ? { data: text, isBase64: true, size: bytes.length }
    : { data: written, isBase64: false, size: bytes.length };
}
