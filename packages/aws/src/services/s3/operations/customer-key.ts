import { base64Of, bytesOfBase64 } from "@orrery/kernel";
import { hexToBytes } from "@noble/hashes/utils.js";
import { textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import { md5OfBytes } from "../../../text/md5.ts";
import { utf8Of } from "../../../text/utf8.ts";

const keyLength = 32;

/** The bytes of a key: clients give them as they are, and libraries in base64. */
function keyBytes(text: string): Uint8Array {
  const raw = utf8Of(text);
  if (raw.length === keyLength) return raw;
  return bytesOfBase64(text) ?? raw;
}

/** The MD5 of the key that a request brings, in base64; `null`: it brings none. `prefix`: of which of its keys. */
export function customerKeyOf(params: PlainObject, prefix = ""): string | null {
  const key = textOf(params[`${prefix}SSECustomerKey`]);
  const said = textOf(params[`${prefix}SSECustomerKeyMD5`]);
  if (said !== undefined) return said;
  return key === undefined ? null : base64Of(hexToBytes(md5OfBytes(keyBytes(key))));
}

const header = "x-amz-server-side-encryption";
const invalid = (message: string, value = "null"): Refused =>
  refused("InvalidArgument", message, { ArgumentName: header, ArgumentValue: value });
const asked = "Requests specifying Server Side Encryption with Customer provided keys must provide";

/** What is wrong with how a write asks for encryption; `null` for nothing. */
export function againstEncryption(params: PlainObject): Refused | null {
  const algorithm = textOf(params["ServerSideEncryption"]);
  const customer = textOf(params["SSECustomerAlgorithm"]);
  const key = textOf(params["SSECustomerKey"]);
  if (customer !== undefined && key === undefined) {
    return invalid(`${asked} an appropriate secret key.`);
  }
  if (key !== undefined) {
    if (customer === undefined) return invalid(`${asked} a valid encryption algorithm.`);
    return againstCustomer(params, customer, key, algorithm);
  }
  if (algorithm === undefined) return null;
  if (algorithm !== "AES256" && !algorithm.startsWith("aws:")) {
    return invalid("The encryption method specified is not supported", algorithm);
  }
  if (algorithm === "AES256" && params["SSEKMSKeyId"] !== undefined) {
    return invalid(
      "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms",
      algorithm,
    );
  }
  return null;
}

function againstCustomer(
  params: PlainObject,
  customer: string,
  key: string,
  algorithm: string | undefined,
): Refused | null {
  if (algorithm !== undefined) {
    return invalid(
      "Server Side Encryption with Customer provided key is incompatible with the encryption method specified",
      algorithm,
    );
  }
  if (customer !== "AES256") {
    return refused(
      "InvalidEncryptionAlgorithmError",
      "The Encryption request you specified is not valid. Supported value: AES256.",
      { ArgumentName: header, ArgumentValue: customer },
    );
  }
  const bytes = keyBytes(key);
  if (bytes.length !== keyLength) {
    return invalid("The secret key was invalid for the specified algorithm.");
  }
  const said = textOf(params["SSECustomerKeyMD5"]);
  if (said === undefined || said === base64Of(hexToBytes(md5OfBytes(bytes)))) return null;
  return invalid("The calculated MD5 hash of the key did not match the hash that was provided.");
}
