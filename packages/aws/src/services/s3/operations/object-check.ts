import { base64Of, bytesOfBase64, valueAsOf, type Plain } from "@orrery/kernel";
import { hexToBytes } from "@noble/hashes/utils.js";
import { textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { badDigest } from "../bucket/multipart.ts";
import { checksumOf } from "../content/checksums.ts";
import { bytesIn, contentGiven, entityTagOf, type BytesContent } from "../content/content.ts";
import type { ChecksumSaid, Encryption } from "../content/object-traits.ts";
import { objectSize, s3Limits } from "../limits.ts";
import { versionOfId } from "../notification/object-names.ts";
import type { VersionAsked, WriteCondition } from "../protocol.ts";
import type { Checked } from "./bucket-record.ts";
import { customerKeyOf } from "./customer-key.ts";

/** A key that an object may have; a refusal where it is too long. */
export function keyIn(params: PlainObject, name = "Key"): Checked<string> {
  const key = textOf(params[name])!; // It is there.
  if (sizeInUtf8(key) <= s3Limits.key.max) return key;
  return refused("KeyTooLongError", "Your key is too long", {
    MaxSizeAllowed: `${s3Limits.key.max}`,
    Size: `${sizeInUtf8(key)}`,
  });
}

/** The version that a request is about. */
export function versionIn(
  params: PlainObject,
  bucket: Resource,
  name = "VersionId",
): Checked<VersionAsked> {
  const id = textOf(params[name]);
  if (id === undefined) return "newest";
  const asked = versionOfId(bucket.number, id);
  // An id that S3 has not given is none.
  if (asked !== null && asked !== -1) return asked;
  return refused("InvalidArgument", "Invalid version id specified", {
    ArgumentName: "versionId",
    ArgumentValue: id,
  });
}

/** What must be there for a write. */
export function conditionIn(params: PlainObject): Checked<WriteCondition | null> {
  const noneMatch = textOf(params["IfNoneMatch"]);
  const match = textOf(params["IfMatch"]);
  if (noneMatch !== undefined) {
    if (match !== undefined) {
      return notImplemented(
        "If-Match,If-None-Match",
        "Multiple conditional request headers present in the request",
      );
    }
    if (noneMatch !== "*") {
      return notImplemented(
        "If-None-Match",
        "We don't accept the provided value of If-None-Match header for this API",
      );
    }
    return { type: "absent" };
  }
  if (match === undefined) return null;
  if (match === "*") {
    return notImplemented(
      "If-Match",
      "We don't accept the provided value of If-Match header for this API",
    );
  }
  return { type: "matches", tag: unquoted(match) };
}

export const notImplemented = (header: string, additionalMessage?: string): Refused =>
  refused("NotImplemented", "A header you provided implies functionality that is not implemented", {
    Header: header,
    ...(additionalMessage === undefined ? {} : { additionalMessage }),
  });

/** An entity tag without quotes. */
export const unquoted = (tag: string): string => tag.replace(/^"(.*)"$/, "$1");

/** The content that a request brings, of which its own sums are right. */
export function contentIn(
  params: PlainObject,
  checksum: ChecksumSaid,
  plane: ControlPlane,
): Checked<BytesContent> {
  const content = contentGiven(bodyOf(params["Body"]));
  if (content === null) {
    return refused("InvalidRequest", "The Body is neither bytes nor base64");
  }
  if (content.size > Math.min(s3Limits.singlePut, valueAsOf(objectSize, plane.asOf))) {
    return refused("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", {
      MaxSizeAllowed: `${s3Limits.singlePut}`,
      ProposedSize: `${content.size}`,
    });
  }
  const wrong = againstMd5(params, content) ?? againstChecksum(checksum, content);
  return wrong ?? content;
}

const bodyOf = (body: Plain | undefined): string => textOf(body) ?? "";

function againstMd5(params: PlainObject, content: BytesContent): Refused | null {
  const said = textOf(params["ContentMD5"]);
  if (said === undefined) return null;
  if (bytesOfBase64(said)?.length !== 16) {
    return refused("InvalidDigest", "The Content-MD5 you specified was invalid.", {
      "Content-MD5": said,
    });
  }
  const computed = base64Of(hexToBytes(entityTagOf({ content, size: content.size, contentOf: 0 })));
  return said === computed
    ? null
    : refused("BadDigest", "The Content-MD5 you specified did not match what we received.", {
        CalculatedDigest: computed,
        ExpectedDigest: said,
      });
}

function againstChecksum(
  { algorithm, value }: ChecksumSaid,
  content: BytesContent,
): Refused | null {
  if (value === null) return null;
  const computed = checksumOf(algorithm, bytesIn(content)!);
  if (value.length !== computed.length) {
    return refused(
      "InvalidRequest",
      `Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`,
    );
  }
  return value === computed ? null : badDigest(algorithm);
}

/** Why a reader does not get what is encrypted by a key that it must bring; `null`: it does. */
export function againstCustomerKey(
  { customerKey }: Encryption,
  params: PlainObject,
  prefix = "",
): Refused | null {
  const brought = customerKeyOf(params, prefix);
  if (customerKey === brought) return null;
  if (customerKey === null) {
    return refused(
      "InvalidRequest",
      "The encryption parameters are not applicable to this object.",
    );
  }
  return brought === null
    ? refused(
        "InvalidRequest",
        "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.",
      )
    : refused("AccessDenied", "Access Denied");
}
