import type { Pointer } from "../../service/entry.ts";
import { sizeInUtf8 } from "../../text/utf8.ts";

/** What a message of the extended client has beside its pointer. */
export const payloadSizeAttributes = {
  usual: "ExtendedPayloadSize",
  legacy: "SQSLargePayloadSize",
} as const;

const pointerClasses = {
  usual: "software.amazon.payloadoffloading.PayloadS3Pointer",
  legacy: "com.amazon.sqs.javamessaging.MessageS3Pointer",
} as const;

/** Where the payload of a message lies. */
export interface PayloadPlace {
  readonly s3BucketName: string;
  readonly s3Key: string;
}

/** The body of a message whose payload lies elsewhere. */
export const pointerText = (place: PayloadPlace, form: keyof typeof pointerClasses): string =>
  JSON.stringify([pointerClasses[form], place]);

/** The message of the extended client for a payload of so many bytes. */
export function pointerMessage(place: PayloadPlace, bytes: number): Pointer {
  const body = pointerText(place, "usual");
  const [name, dataType, value] = [payloadSizeAttributes.usual, "Number", `${bytes}`];
  const size = sizeInUtf8(body) + name.length + dataType.length + value.length;
  return { text: { body, size }, attributes: [{ name, dataType, value }] };
}
