import { bytesOfBase64, type Plain } from "@orrery/kernel";
import type { ScriptStep } from "../../service/script.ts";
import { textOfUtf8 } from "../../text/utf8.ts";
import { getObject as call } from "./calls.ts";

type GetObjectCall = Parameters<typeof call>;
type GetObjectResponse = typeof call extends (...given: never[]) => {
  [Symbol.iterator](): Generator<ScriptStep, infer Response, Plain>;
}
  ? Response
  : never;

/** The body of an object, as the SDK for JavaScript has it. */
export interface ObjectBody {
  /** The text that its bytes are in UTF-8. */
  transformToString(): string;
  transformToByteArray(): Uint8Array;
}

/**
 * Calls s3:GetObject, with the body as the SDK has it: `Body.transformToString()`.
 *
 * ```ts
 * const { Body } = yield* s3.getObject(uploads, { Key: "order.json" });
 * const order = JSON.parse(Body.transformToString());
 * ```
 */
export function* getObject(
  ...given: GetObjectCall
): Generator<ScriptStep, Omit<GetObjectResponse, "Body"> & { readonly Body: ObjectBody }, Plain> {
  const response = yield* call(...given);
  const { Body: base64 = "" } = response as { readonly Body?: string };
  const bytes = bytesOfBase64(base64) ?? new Uint8Array();
  const Body: ObjectBody = {
    transformToString: () => textOfUtf8(bytes) ?? "",
    transformToByteArray: () => bytes.slice(),
  };
  return { ...response, Body };
}
