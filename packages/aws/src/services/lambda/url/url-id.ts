import { hexadecimalIdOf } from "../../../gateway/api-id.ts";

/** The id of a function's URL: AWS's is of chance, ours follows from what it is of. */
export const urlIdOf = (functionName: string, qualifier: string | null): string =>
  hexadecimalIdOf(`function URL of ${functionName}:${qualifier ?? ""}`, 32);
