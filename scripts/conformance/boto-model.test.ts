import { describe, expect, it } from "vitest";
import { operationNames } from "../../packages/aws/src/request/operation-names.ts";
import { operationName, pythonName } from "./boto-model.ts";

describe("names as boto3 spells them", () => {
  it.each([
    ["ReceiveMessage", "receive_message"],
    ["ListSMSSandboxPhoneNumbers", "list_sms_sandbox_phone_numbers"],
    ["FunctionActiveV2", "function_active_v2"],
    ["GetFunctionURLs", "get_function_urls"],
    ["ListObjectsV2", "list_objects_v2"],
  ])("%s is %s", (name, spelled) => {
    expect(pythonName(name)).toBe(spelled);
  });

  it("lead back to the operation, whatever it is", () => {
    for (const [service, names] of Object.entries(operationNames)) {
      for (const name of names.trim().split(/\s+/)) {
        expect(operationName(service, pythonName(name))).toBe(name);
      }
    }
    expect(operationName("nowhere", "get_items")).toBe("GetItems");
  });
});
