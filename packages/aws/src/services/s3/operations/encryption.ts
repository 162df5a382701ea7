import { listOf, objectOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { md5OfText } from "../../../text/md5.ts";
import { usualEncryption, type Encryption } from "../content/object-traits.ts";
import { customerKeyOf } from "./customer-key.ts";

/** The key of the account that S3 uses where none is named. */
function managedKey({ partition, region, accountId }: ControlPlane): string {
  const digest = md5OfText(`aws/s3 ${accountId} ${region}`);
  const parts = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `4${digest.slice(13, 16)}`,
    `a${digest.slice(17, 20)}`,
    digest.slice(20),
  ];
  return `arn:${partition}:kms:${region}:${accountId}:key/${parts.join("-")}`;
}

/** The ARN of a key that was named by its id. */
const keyArn = (id: string, { partition, region, accountId }: ControlPlane): string =>
  id.startsWith("arn:") ? id : `arn:${partition}:kms:${region}:${accountId}:key/${id}`;

const isByKms = (algorithm: string): boolean => algorithm.startsWith("aws:kms");

/** How an object is encrypted, as its request says, or else its bucket. */
export function encryptionBy(
  params: PlainObject,
  ofBucket: PlainObject,
  plane: ControlPlane,
): Encryption {
  const customerKey = customerKeyOf(params);
  if (customerKey !== null) {
    return { algorithm: null, keyId: null, bucketKey: false, customerKey };
  }
  const [rule] = listOf(ofBucket["Rules"]).map(objectOf);
  const byDefault = objectOf(rule?.["ApplyServerSideEncryptionByDefault"]);
  const said = textOf(params["ServerSideEncryption"]);
  const algorithm = said ?? textOf(byDefault["SSEAlgorithm"]) ?? usualEncryption.algorithm!;
  if (!isByKms(algorithm))
    return algorithm === "AES256" ? usualEncryption : { ...usualEncryption, algorithm };
  const named = textOf(params["SSEKMSKeyId"]) ?? textOf(byDefault["KMSMasterKeyID"]);
  const saysBucketKey = params["BucketKeyEnabled"] ?? rule?.["BucketKeyEnabled"];
  return {
    algorithm,
    keyId: named === undefined ? managedKey(plane) : keyArn(named, plane),
    bucketKey: saysBucketKey === true,
    customerKey: null,
  };
}

/** What responses say of how an object is encrypted. */
export function shownEncryption({
  algorithm,
  keyId,
  bucketKey,
  customerKey,
}: Encryption): PlainObject {
  if (customerKey !== null)
    return { SSECustomerAlgorithm: "AES256", SSECustomerKeyMD5: customerKey };
  return {
    ServerSideEncryption: algorithm,
    ...(keyId === null ? {} : { SSEKMSKeyId: keyId }),
    ...(bucketKey ? { BucketKeyEnabled: true } : {}),
  };
}
