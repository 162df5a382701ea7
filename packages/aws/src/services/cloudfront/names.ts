import { hexadecimalIdOf, idOf } from "../../gateway/api-id.ts";

const long = (text: string): string => idOf(text, 13).toUpperCase();

/** The id of a distribution: AWS's is of chance, ours follows from the reference of whoever made it. */
export const distributionIdOf = (reference: string): string =>
  `E${long(`distribution ${reference}`)}`;

/** Its name in DNS. */
export const domainNameOf = (id: string): string =>
  `d${hexadecimalIdOf(`domain ${id}`, 13)}.cloudfront.net`;

/** The id of something that distributions share, by its kind and name. */
export function sharedIdOf(kind: string, name: string): string {
  if (kind === "origin-access-control") return `E${long(`${kind} ${name}`)}`;
  const hexadecimal = hexadecimalIdOf(`${kind} ${name}`, 32);
  return hexadecimal.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The version of something, as `ETag` has it. */
export const etagOf = (id: string, version: number): string => `E${long(`${id} ${version}`)}`;

/** The id of an invalidation. */
export const invalidationIdOf = (distribution: string, number: number): string =>
  `I${long(`${distribution} ${number}`)}`;

interface Owner {
  readonly partition: string;
  readonly accountId: string;
}

const arnOf = ({ partition, accountId }: Owner, rest: string): string =>
  `arn:${partition}:cloudfront::${accountId}:${rest}`;

export const distributionArnOf = (id: string, owner: Owner): string =>
  arnOf(owner, `distribution/${id}`);
export const functionArnOf = (name: string, owner: Owner): string =>
  arnOf(owner, `function/${name}`);
export const storeArnOf = (id: string, owner: Owner): string =>
  arnOf(owner, `key-value-store/${id}`);
export const sharedArnOf = (kind: string, id: string, owner: Owner): string =>
  arnOf(owner, `${kind}/${id}`);

/** The id in the ARN of a distribution; `undefined`: it is none. */
export const distributionIn = (arn: string): string | undefined =>
  /^arn:[^:]+:cloudfront::\d*:distribution\/([^/]+)$/.exec(arn)?.[1];
/** The name in the ARN of a function; likewise. */
export const functionIn = (arn: string): string | undefined =>
  /^arn:[^:]+:cloudfront::\d*:function\/([^/]+)$/.exec(arn)?.[1];
export const distributionKindName = "cloudfront.distribution";
export const functionKindName = "cloudfront.function";
export const originKindName = "cloudfront.origin";
export const sharedKindName = "cloudfront.shared";
export const storeKindName = "cloudfront.store";
