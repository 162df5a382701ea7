import { objectOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import {
  activeDeliveryStream,
  isRefused,
  keptOf,
  plainKept,
  respond,
} from "./delivery-stream-record.ts";

/** Operations on the encryption of what a delivery stream holds. */
export const encryptionOperations: Operations = {
  StartDeliveryStreamEncryption: {
    begin: (params, plane) => set(params, encryptionIn(params), plane),
  },
  StopDeliveryStreamEncryption: { begin: (params, plane) => set(params, null, plane) },
};

/** What a request says of encryption. */
export const encryptionIn = (params: PlainObject): PlainObject => ({
  KeyType: "AWS_OWNED_CMK",
  ...objectOf(params["DeliveryStreamEncryptionConfigurationInput"]),
});

function set(params: PlainObject, encryption: PlainObject | null, plane: ControlPlane): Step {
  const stream = activeDeliveryStream(params, plane);
  if (isRefused(stream)) return stream;
  plane.change(stream, { record: plainKept({ ...keptOf(stream), encryption }) });
  return respond();
}
