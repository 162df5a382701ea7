import { base64Of, bytesOfBase64 } from "@orrery/kernel";
import { textOfUtf8, utf8Of } from "../text/utf8.ts";

/** Whether a type of content, or of what is accepted first, is one of the binary types of an API. */
export function isBinary(type: string | undefined, binaryTypes: readonly string[]): boolean {
  if (binaryTypes.length === 0) return false;
  const first = (type ?? "application/json").split(/[,;]/)[0]!.trim().toLowerCase();
  return binaryTypes.some((each) => matches(each.toLowerCase(), first));
}

const matches = (pattern: string, type: string): boolean =>
  pattern === "*/*" ||
  pattern === type ||
  (pattern.endsWith("/*") && type.startsWith(pattern.slice(0, -1)));

/** A text as bytes in base64. */
export const encoded = (text: string): string => base64Of(utf8Of(text));

/** Bytes in base64 as a text; `null`: they are no base64, or no text. */
export function decodedText(text: string): string | null {
  const bytes = bytesOfBase64(text);
  return bytes === null ? null : textOfUtf8(bytes);
}
