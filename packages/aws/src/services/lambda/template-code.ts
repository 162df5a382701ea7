import { base64Of, type Plain } from "@orrery/kernel";
import { memberOf, textOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { Reading } from "../../service/template-type.ts";
import { utf8Of } from "../../text/utf8.ts";

/** How the code of a function is read: where it lies, by which another one is told from it. */
export const codeReading: Reading = "plain";

/** Where the code of a function lies, as the operation takes it; what lies beside the template is told by its path. */
export function codeParam(said: Plain | undefined, isImage: boolean): PlainObject {
  const member = (name: string): string | undefined => textOf(memberOf(said, name));
  if (isImage) return { ImageUri: member("ImageUri") ?? "" };
  const [bucket, key] = [member("S3Bucket"), member("S3Key")];
  if (bucket !== undefined && key !== undefined) {
    const version = member("S3ObjectVersion");
    return {
      S3Bucket: bucket,
      S3Key: key,
      ...(version === undefined ? {} : { S3ObjectVersion: version }),
    };
  }
  return { ZipFile: base64Of(utf8Of(member("ZipFile") ?? textOf(said) ?? "")) };
}
